noinst_LIBRARIES += src/libhelp.a
src_libhelp_a_SOURCES = \
	src/help/help.c \
	src/help/help.h \
	src/help/help_block.c \
	src/help/help_desk.c \
	src/help/help_desk.h \
	src/help/help_form.c \
	src/help/help_job.c \
	src/help/help_page.c \
	src/help/help_rules.c \
	src/help/help_show.c \
	src/help/help_store.c
