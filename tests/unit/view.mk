# The tests of view; trees are written as JSON.
VIEW_TEST_LIBS = src/libview.a src/libbase.a $(JSONC_LIBS)
EXTRA_DIST += tests/unit/view_tree.h
check_PROGRAMS += tests/unit/test_view_mustache
tests_unit_test_view_mustache_SOURCES = tests/unit/test_view_mustache.c
tests_unit_test_view_mustache_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_mustache_LDADD = $(VIEW_TEST_LIBS)
check_PROGRAMS += tests/unit/test_view_spec
tests_unit_test_view_spec_SOURCES = tests/unit/test_view_spec.c
tests_unit_test_view_spec_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
tests_unit_test_view_spec_LDADD = $(VIEW_TEST_LIBS)
