# Unit tests of db, link, limit and outbox: what needs no server.
check_PROGRAMS += tests/unit/test_link
tests_unit_test_link_SOURCES = tests/unit/test_link.c
tests_unit_test_link_LDADD = src/liblink.a src/libdb.a src/libcrypt.a \
	src/libbase.a $(MARIADB_LIBS) $(CRYPTO_LIBS)
check_PROGRAMS += tests/unit/test_outbox_kinds
tests_unit_test_outbox_kinds_SOURCES = tests/unit/test_outbox_kinds.c
tests_unit_test_outbox_kinds_LDADD = src/liboutbox.a src/libdb.a \
	src/libbase.a $(MARIADB_LIBS)
check_PROGRAMS += tests/unit/test_db_inside
tests_unit_test_db_inside_SOURCES = tests/unit/test_db_inside.c
tests_unit_test_db_inside_CPPFLAGS = $(AM_CPPFLAGS) $(MARIADB_CFLAGS)
tests_unit_test_db_inside_LDADD = src/libdb.a src/libbase.a $(MARIADB_LIBS)
