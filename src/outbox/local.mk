noinst_LIBRARIES += src/liboutbox.a
src_liboutbox_a_SOURCES = \
	src/outbox/inside.h \
	src/outbox/kinds.c \
	src/outbox/run.c \
	src/outbox/store_claim.c \
	src/outbox/store_finish.c \
	src/outbox/store_hold.c \
	src/outbox/store_put.c \
	src/outbox/store_state.c
