# Unit tests: one program a part, TAP on standard output.
EXTRA_DIST += tests/lib/tap.h

include tests/http/local.mk

check_PROGRAMS += tests/unit/test_tap
tests_unit_test_tap_SOURCES = tests/unit/test_tap.c

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
include tests/unit/view.mk
include tests/unit/cat.mk

include tests/db/local.mk
EXTRA_DIST += tests/unit/http_help.h
check_PROGRAMS += tests/unit/test_http_uri
tests_unit_test_http_uri_SOURCES = tests/unit/test_http_uri.c
tests_unit_test_http_uri_LDADD = src/libhttp.a src/libbase.a $(FCGI_LIBS)
check_PROGRAMS += tests/unit/test_http_form
tests_unit_test_http_form_SOURCES = tests/unit/test_http_form.c
tests_unit_test_http_form_LDADD = src/libhttp.a src/libbase.a $(FCGI_LIBS)
check_PROGRAMS += tests/unit/test_http_multipart
tests_unit_test_http_multipart_SOURCES = tests/unit/test_http_multipart.c
tests_unit_test_http_multipart_LDADD = src/libhttp.a src/libbase.a $(FCGI_LIBS)
check_PROGRAMS += tests/unit/test_http_request
tests_unit_test_http_request_SOURCES = tests/unit/test_http_request.c
tests_unit_test_http_request_LDADD = src/libhttp.a src/libbase.a $(FCGI_LIBS)
check_PROGRAMS += tests/unit/test_http_route
tests_unit_test_http_route_SOURCES = tests/unit/test_http_route.c
tests_unit_test_http_route_LDADD = src/libhttp.a src/libbase.a $(FCGI_LIBS)
check_PROGRAMS += tests/unit/test_http_answer
tests_unit_test_http_answer_SOURCES = tests/unit/test_http_answer.c
tests_unit_test_http_answer_LDADD = src/libhttp.a src/libbase.a $(FCGI_LIBS)
