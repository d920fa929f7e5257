noinst_LIBRARIES += src/libhelp.a
src_libhelp_a_SOURCES =
