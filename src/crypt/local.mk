noinst_LIBRARIES += src/libcrypt.a
src_libcrypt_a_SOURCES = src/crypt/digest.c src/crypt/encode.c
src_libcrypt_a_CPPFLAGS = $(AM_CPPFLAGS) $(CRYPTO_CFLAGS)
