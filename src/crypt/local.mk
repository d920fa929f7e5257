noinst_LIBRARIES += src/libcrypt.a
src_libcrypt_a_SOURCES =
