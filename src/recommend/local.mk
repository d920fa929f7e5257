noinst_LIBRARIES += src/librecommend.a
src_librecommend_a_SOURCES =
