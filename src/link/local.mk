noinst_LIBRARIES += src/liblink.a
src_liblink_a_SOURCES =
