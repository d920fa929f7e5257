# The tests of view; trees are written as JSON.
VIEW_TEST_LIBS = src/libview.a src/libbase.a $(JSONC_LIBS)
EXTRA_DIST += tests/unit/view_tree.h
check_PROGRAMS += tests/unit/test_view_catalogue
tests_unit_test_view_catalogue_SOURCES = tests/unit/test_view_catalogue.c
tests_unit_test_view_catalogue_CPPFLAGS = $(AM_CPPFLAGS) \
	-DTOP_SRCDIR='"$(top_srcdir)"'
tests_unit_test_view_catalogue_LDADD = src/libview.a src/libbase.a
check_PROGRAMS += tests/unit/test_view_load
tests_unit_test_view_load_SOURCES = tests/unit/test_view_load.c
tests_unit_test_view_load_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_load_LDADD = $(VIEW_TEST_LIBS)
check_PROGRAMS += tests/unit/test_view_mustache
tests_unit_test_view_mustache_SOURCES = tests/unit/test_view_mustache.c
tests_unit_test_view_mustache_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_mustache_LDADD = $(VIEW_TEST_LIBS)
check_PROGRAMS += tests/unit/test_view_places
tests_unit_test_view_places_SOURCES = tests/unit/test_view_places.c
tests_unit_test_view_places_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_places_LDADD = $(VIEW_TEST_LIBS)
check_PROGRAMS += tests/unit/test_view_spec
tests_unit_test_view_spec_SOURCES = tests/unit/test_view_spec.c
tests_unit_test_view_spec_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_spec_LDADD = $(VIEW_TEST_LIBS)
check_PROGRAMS += tests/unit/test_view_struct
tests_unit_test_view_struct_SOURCES = tests/unit/test_view_struct.c
tests_unit_test_view_struct_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_struct_LDADD = $(VIEW_TEST_LIBS)
check_PROGRAMS += tests/unit/test_view_words
tests_unit_test_view_words_SOURCES = tests/unit/test_view_words.c
tests_unit_test_view_words_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_words_LDADD = $(VIEW_TEST_LIBS)

# How fast a page is written; built by name only.
EXTRA_PROGRAMS += tests/bench/bench_view
tests_bench_bench_view_SOURCES = tests/bench/bench_view.c
tests_bench_bench_view_LDADD = src/libview.a src/libbase.a

EXTRA_DIST += tests/golden/markup.py tests/golden/test_markup.py \
	tests/golden/test_pages.py
