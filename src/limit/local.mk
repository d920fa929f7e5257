noinst_LIBRARIES += src/liblimit.a
src_liblimit_a_SOURCES = src/limit/limit_store.c
