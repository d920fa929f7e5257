noinst_LIBRARIES += src/libconfirm.a
src_libconfirm_a_SOURCES = \
	src/confirm/confirm.c \
	src/confirm/confirm.h \
	src/confirm/confirm_block.c \
	src/confirm/confirm_date.c \
	src/confirm/confirm_facts.c \
	src/confirm/confirm_find.c \
	src/confirm/confirm_items.c \
	src/confirm/confirm_open.c \
	src/confirm/confirm_page.h \
	src/confirm/confirm_paper.c \
	src/confirm/confirm_rules.c \
	src/confirm/confirm_show.c \
	src/confirm/confirm_show.h \
	src/confirm/confirm_status.c \
	src/confirm/confirm_store.c
