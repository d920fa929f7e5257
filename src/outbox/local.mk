noinst_LIBRARIES += src/liboutbox.a
src_liboutbox_a_SOURCES =
