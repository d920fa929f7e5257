noinst_LIBRARIES += src/liblog.a
src_liblog_a_SOURCES = src/log/log.c
