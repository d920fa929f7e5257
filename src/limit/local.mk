noinst_LIBRARIES += src/liblimit.a
src_liblimit_a_SOURCES =
