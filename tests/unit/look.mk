# The shipped templates with their demo data.
check_PROGRAMS += tests/unit/test_pages
tests_unit_test_pages_SOURCES = tests/unit/test_pages.c
tests_unit_test_pages_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS) \
	-DTOP_SRCDIR='"$(top_srcdir)"'
tests_unit_test_pages_LDADD = $(VIEW_TEST_LIBS)
