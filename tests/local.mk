# Unit tests: one program a part, TAP on standard output.
EXTRA_DIST += tests/lib/tap.h

include tests/http/local.mk

check_PROGRAMS += tests/unit/test_tap
tests_unit_test_tap_SOURCES = tests/unit/test_tap.c

include tests/unit/base.mk
include tests/unit/view.mk
include tests/unit/cat.mk
include tests/shop_contract/cat.mk
include tests/unit/look.mk

include tests/unit/db.mk
include tests/db/local.mk
include tests/shop_contract/local.mk
include tests/app/local.mk
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
include tests/fuzz/local.mk
include tests/unit/app.mk
include tests/unit/engine.mk

# The suites that tests/run finds, the demo and the door to both are part of
# the source package as they are, whole.
WHOLE = .ci bootstrap.d demo tests
dist-hook:
	(cd $(srcdir) && tar -cf - --exclude=__pycache__ $(WHOLE)) | \
	(cd $(distdir) && tar -xf - && chmod -R u+w $(WHOLE))
