noinst_LIBRARIES += src/libbase.a
src_libbase_a_SOURCES = \
	src/base/arena.c \
	src/base/arena_inside.h \
	src/base/arena_text.c \
	src/base/buf.c \
	src/base/civil.c \
	src/base/civil.h \
	src/base/clock.c \
	src/base/date.c \
	src/base/dec.c \
	src/base/dec_wide.c \
	src/base/dec_wide.h \
	src/base/err.c \
	src/base/file.c \
	src/base/list.c \
	src/base/money.c \
	src/base/plural.c \
	src/base/plural.h \
	src/base/random.c \
	src/base/str.c \
	src/base/text.c \
	src/base/text_load.c \
	src/base/utf8.c \
	src/base/value.c \
	src/base/zone.c \
	src/base/zone_inside.h \
	src/base/zone_load.c \
	src/base/zone_load.h \
	src/base/zone_rule.c \
	src/base/zone_rule.h
