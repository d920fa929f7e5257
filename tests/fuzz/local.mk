# The fuzz targets. `make check` replays their corpora with any compiler;
# `make fuzz` builds them for clang's libFuzzer and fuzzes for ten minutes
# each.
EXTRA_DIST += \
	tests/fuzz/corpus \
	tests/fuzz/long_fuzz.py \
	tests/fuzz/run.py

FUZZ_COMMON = tests/fuzz/fuzz.h tests/fuzz/replay_main.c
FUZZ_CONF = src/libconf.a src/libcrypt.a src/libbase.a $(JSONC_LIBS) \
	$(CRYPTO_LIBS)
FUZZ_HTTP = src/libhttp.a src/libview.a src/libbase.a $(FCGI_LIBS)
FUZZ_WOO = src/libshop.a src/libdb.a $(FUZZ_CONF) $(MARIADB_LIBS)

check_PROGRAMS += \
	tests/fuzz/fuzz_base64url \
	tests/fuzz/fuzz_cookie \
	tests/fuzz/fuzz_date \
	tests/fuzz/fuzz_dec \
	tests/fuzz/fuzz_form \
	tests/fuzz/fuzz_json \
	tests/fuzz/fuzz_link \
	tests/fuzz/fuzz_markup \
	tests/fuzz/fuzz_mo \
	tests/fuzz/fuzz_multipart \
	tests/fuzz/fuzz_mustache \
	tests/fuzz/fuzz_php \
	tests/fuzz/fuzz_plural \
	tests/fuzz/fuzz_recommend \
	tests/fuzz/fuzz_request \
	tests/fuzz/fuzz_session \
	tests/fuzz/fuzz_uri \
	tests/fuzz/fuzz_wpconfig \
	tests/fuzz/fuzz_zone
tests_fuzz_fuzz_base64url_SOURCES = tests/fuzz/fuzz_base64url.c $(FUZZ_COMMON)
tests_fuzz_fuzz_base64url_LDADD = src/libcrypt.a src/libbase.a $(CRYPTO_LIBS)
tests_fuzz_fuzz_cookie_SOURCES = tests/fuzz/fuzz_cookie.c $(FUZZ_COMMON)
tests_fuzz_fuzz_cookie_LDADD = $(FUZZ_HTTP)
tests_fuzz_fuzz_date_SOURCES = tests/fuzz/fuzz_date.c $(FUZZ_COMMON)
tests_fuzz_fuzz_date_LDADD = src/libbase.a
tests_fuzz_fuzz_dec_SOURCES = tests/fuzz/fuzz_dec.c $(FUZZ_COMMON)
tests_fuzz_fuzz_dec_LDADD = src/libbase.a
tests_fuzz_fuzz_form_SOURCES = tests/fuzz/fuzz_form.c $(FUZZ_COMMON)
tests_fuzz_fuzz_form_LDADD = $(FUZZ_HTTP)
tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz_json.c $(FUZZ_COMMON)
tests_fuzz_fuzz_json_LDADD = $(FUZZ_CONF)
tests_fuzz_fuzz_link_SOURCES = tests/fuzz/fuzz_link.c $(FUZZ_COMMON)
tests_fuzz_fuzz_link_LDADD = src/liblink.a src/libdb.a $(FUZZ_CONF) \
	$(MARIADB_LIBS)
tests_fuzz_fuzz_markup_SOURCES = tests/fuzz/fuzz_markup.c $(FUZZ_COMMON)
tests_fuzz_fuzz_markup_LDADD = $(FUZZ_WOO)
tests_fuzz_fuzz_mo_SOURCES = tests/fuzz/fuzz_mo.c $(FUZZ_COMMON)
tests_fuzz_fuzz_mo_LDADD = src/libbase.a
tests_fuzz_fuzz_multipart_SOURCES = tests/fuzz/fuzz_multipart.c $(FUZZ_COMMON)
tests_fuzz_fuzz_multipart_LDADD = $(FUZZ_HTTP)
tests_fuzz_fuzz_mustache_SOURCES = tests/fuzz/fuzz_mustache.c \
	tests/fuzz/page_reader.h $(FUZZ_COMMON)
tests_fuzz_fuzz_mustache_LDADD = src/libview.a src/libbase.a
tests_fuzz_fuzz_php_SOURCES = tests/fuzz/fuzz_php.c $(FUZZ_COMMON)
tests_fuzz_fuzz_php_LDADD = $(FUZZ_WOO)
tests_fuzz_fuzz_plural_SOURCES = tests/fuzz/fuzz_plural.c $(FUZZ_COMMON)
tests_fuzz_fuzz_plural_LDADD = src/libbase.a
tests_fuzz_fuzz_recommend_SOURCES = tests/fuzz/fuzz_recommend.c $(FUZZ_COMMON)
tests_fuzz_fuzz_recommend_LDADD = src/libengine.a src/libbase.a -lm
tests_fuzz_fuzz_request_SOURCES = tests/fuzz/fuzz_request.c $(FUZZ_COMMON)
tests_fuzz_fuzz_request_LDADD = $(FUZZ_HTTP)
tests_fuzz_fuzz_session_SOURCES = tests/fuzz/fuzz_session.c $(FUZZ_COMMON)
tests_fuzz_fuzz_session_LDADD = $(FUZZ_WOO)
tests_fuzz_fuzz_uri_SOURCES = tests/fuzz/fuzz_uri.c $(FUZZ_COMMON)
tests_fuzz_fuzz_uri_LDADD = $(FUZZ_HTTP)
tests_fuzz_fuzz_wpconfig_SOURCES = tests/fuzz/fuzz_wpconfig.c $(FUZZ_COMMON)
tests_fuzz_fuzz_wpconfig_LDADD = $(FUZZ_WOO)
tests_fuzz_fuzz_zone_SOURCES = tests/fuzz/fuzz_zone.c $(FUZZ_COMMON)
tests_fuzz_fuzz_zone_LDADD = src/libbase.a

.PHONY: fuzz
fuzz:
	AFTERSALE_FUZZ_DIR='$(abs_builddir)/tests/fuzz/work' \
	    python3 $(srcdir)/tests/fuzz/run.py --long
