# What needs a database server: programs that tests/db/*.py start with one.
check_PROGRAMS += tests/db/dbtest
tests_db_dbtest_SOURCES = \
	tests/db/dbtest.c \
	tests/db/dbtest.h \
	tests/db/dbtest_maps.c \
	tests/db/dbtest_migrate.c \
	tests/db/dbtest_rows.c \
	tests/db/dbtest_session.c \
	tests/db/dbtest_tx.c
tests_db_dbtest_LDADD = src/libdb.a src/libbase.a $(MARIADB_LIBS)
EXTRA_DIST += \
	tests/db/programs.py \
	tests/db/test_db.py \
	tests/db/test_migrate.py \
	tests/db/test_tables.py

check_PROGRAMS += tests/db/jobtest
tests_db_jobtest_SOURCES = tests/db/jobtest.c
tests_db_jobtest_LDADD = src/liboutbox.a src/liblimit.a src/liblink.a \
	src/libdb.a src/libcrypt.a src/libbase.a $(MARIADB_LIBS) $(CRYPTO_LIBS)
EXTRA_DIST += tests/db/test_limit.py tests/db/test_outbox.py \
	tests/db/test_tls.py

# Built by hand: make tests/bench/bench_db
EXTRA_PROGRAMS += tests/bench/bench_db
tests_bench_bench_db_SOURCES = tests/bench/bench_db.c
tests_bench_bench_db_CPPFLAGS = $(AM_CPPFLAGS) $(MARIADB_CFLAGS)
tests_bench_bench_db_LDADD = src/libdb.a src/libbase.a $(MARIADB_LIBS)
