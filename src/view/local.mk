noinst_LIBRARIES += src/libview.a
src_libview_a_SOURCES = \
	src/view/elements.c \
	src/view/escape.c \
	src/view/fill.c \
	src/view/load.c \
	src/view/load.h \
	src/view/lookup.c \
	src/view/lookup_text.c \
	src/view/names.c \
	src/view/open.c \
	src/view/parse.c \
	src/view/parse.h \
	src/view/render.c \
	src/view/render.h \
	src/view/scan.c \
	src/view/scan.h \
	src/view/set.c \
	src/view/spot.c \
	src/view/spot.h \
	src/view/spot_open.c \
	src/view/spot_step.c \
	src/view/tree.h \
	src/view/values.c \
	src/view/view.c \
	src/view/words.c
