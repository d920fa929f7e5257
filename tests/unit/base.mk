# The tests of base, crypt, conf and log.
check_PROGRAMS += tests/unit/test_base_arena
tests_unit_test_base_arena_SOURCES = tests/unit/test_base_arena.c
tests_unit_test_base_arena_LDADD = src/libbase.a
check_PROGRAMS += tests/unit/test_base_str
tests_unit_test_base_str_SOURCES = tests/unit/test_base_str.c
tests_unit_test_base_str_LDADD = src/libbase.a
check_PROGRAMS += tests/unit/test_base_value
tests_unit_test_base_value_SOURCES = tests/unit/test_base_value.c
tests_unit_test_base_value_LDADD = src/libbase.a
check_PROGRAMS += tests/unit/test_base_amount
tests_unit_test_base_amount_SOURCES = tests/unit/test_base_amount.c
tests_unit_test_base_amount_LDADD = src/libbase.a
check_PROGRAMS += tests/unit/test_crypt
tests_unit_test_crypt_SOURCES = tests/unit/test_crypt.c
tests_unit_test_crypt_LDADD = src/libcrypt.a src/libbase.a $(CRYPTO_LIBS)
check_PROGRAMS += tests/unit/test_base_text
tests_unit_test_base_text_SOURCES = tests/unit/test_base_text.c
tests_unit_test_base_text_LDADD = src/libbase.a
check_PROGRAMS += tests/unit/test_base_zone
tests_unit_test_base_zone_SOURCES = tests/unit/test_base_zone.c
tests_unit_test_base_zone_LDADD = src/libbase.a
EXTRA_DIST += tests/unit/edge.h
check_PROGRAMS += tests/unit/test_conf
tests_unit_test_conf_SOURCES = tests/unit/test_conf.c
tests_unit_test_conf_LDADD = \
	src/libconf.a src/libcrypt.a src/libbase.a $(JSONC_LIBS) $(CRYPTO_LIBS)
check_PROGRAMS += tests/unit/test_conf_json
tests_unit_test_conf_json_SOURCES = tests/unit/test_conf_json.c
tests_unit_test_conf_json_LDADD = \
	src/libconf.a src/libcrypt.a src/libbase.a $(JSONC_LIBS) $(CRYPTO_LIBS)
check_PROGRAMS += tests/unit/test_log
tests_unit_test_log_SOURCES = tests/unit/test_log.c
tests_unit_test_log_LDADD = src/liblog.a src/libbase.a
check_PROGRAMS += tests/unit/test_net
tests_unit_test_net_SOURCES = tests/unit/test_net.c
tests_unit_test_net_LDADD = src/libnet.a src/libbase.a $(CURL_LIBS)
