noinst_LIBRARIES += src/libshop.a
src_libshop_a_SOURCES =
