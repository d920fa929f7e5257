noinst_LIBRARIES += src/libnet.a
src_libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
src_libnet_a_SOURCES = \
	src/net/ask.c \
	src/net/reach.c
