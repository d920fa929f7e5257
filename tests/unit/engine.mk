check_PROGRAMS += tests/unit/test_engine
tests_unit_test_engine_SOURCES = tests/unit/test_engine.c \
	tests/unit/engine_shop.h
tests_unit_test_engine_LDADD = src/libengine.a src/libbase.a -lm

check_PROGRAMS += tests/unit/test_engine_count
tests_unit_test_engine_count_SOURCES = tests/unit/test_engine_count.c
tests_unit_test_engine_count_LDADD = src/libengine.a src/libbase.a -lm

check_PROGRAMS += tests/unit/test_engine_after
tests_unit_test_engine_after_SOURCES = tests/unit/test_engine_after.c
tests_unit_test_engine_after_LDADD = src/libengine.a src/libbase.a -lm

# Built by hand: make tests/bench/bench_recommend
EXTRA_PROGRAMS += tests/bench/bench_recommend
tests_bench_bench_recommend_SOURCES = tests/bench/bench_recommend.c
tests_bench_bench_recommend_LDADD = src/libengine.a src/libbase.a -lm

check_PROGRAMS += tests/unit/test_engine_kinds
tests_unit_test_engine_kinds_SOURCES = tests/unit/test_engine_kinds.c \
	tests/unit/engine_shop.h
tests_unit_test_engine_kinds_LDADD = src/libengine.a src/libbase.a -lm
