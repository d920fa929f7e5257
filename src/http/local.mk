noinst_LIBRARIES += src/libhttp.a
src_libhttp_a_SOURCES =
