noinst_LIBRARIES += src/libconfirm.a
src_libconfirm_a_SOURCES =
