noinst_LIBRARIES += src/liblink.a
src_liblink_a_SOURCES = \
	src/link/link.c \
	src/link/store.c \
	src/link/token.c \
	src/link/token.h
