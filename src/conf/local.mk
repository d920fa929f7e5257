noinst_LIBRARIES += src/libconf.a
src_libconf_a_SOURCES = \
	src/conf/check.c \
	src/conf/check.h \
	src/conf/conf.c \
	src/conf/conf_file.c \
	src/conf/json.h \
	src/conf/json_read.c \
	src/conf/json_text.c
src_libconf_a_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS)
