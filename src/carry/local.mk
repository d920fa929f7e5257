noinst_LIBRARIES += src/libcarry.a
src_libcarry_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
src_libcarry_a_SOURCES = \
	src/carry/csv.c \
	src/carry/inside.h \
	src/carry/note.c \
	src/carry/store.c \
	src/carry/store_read.c \
	src/carry/store_write.c \
	src/carry/sum.c
