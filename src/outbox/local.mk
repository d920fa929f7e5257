noinst_LIBRARIES += src/liboutbox.a
src_liboutbox_a_SOURCES = \
	src/outbox/claim.c \
	src/outbox/finish.c \
	src/outbox/inside.h \
	src/outbox/kinds.c \
	src/outbox/put.c \
	src/outbox/run.c \
	src/outbox/state.c
