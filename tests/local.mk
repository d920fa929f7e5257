# Unit tests: one program a part, TAP on standard output.
EXTRA_DIST += tests/lib/tap.h

check_PROGRAMS += tests/unit/test_tap
tests_unit_test_tap_SOURCES = tests/unit/test_tap.c
