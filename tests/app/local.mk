# Worker, adopt and status of a program that has something to send: jobs.c of
# the real one has nothing outward yet.
noinst_PROGRAMS += tests/app/outworker
tests_app_outworker_CPPFLAGS = $(AFTERSALE_FLAGS)
tests_app_outworker_SOURCES = src/app/worker.c tests/app/outward.c
tests_app_outworker_LDADD = $(worker_LDADD)

noinst_PROGRAMS += tests/app/outward
tests_app_outward_CPPFLAGS = $(AFTERSALE_FLAGS) -DWITH_COMMANDS
tests_app_outward_SOURCES = \
	src/app/args.c \
	src/app/cmd_adopt.c \
	src/app/cmd_status.c \
	src/app/fleet.c \
	src/app/fleet_each.c \
	src/app/main.c \
	src/app/session.c \
	tests/app/outward.c
tests_app_outward_LDADD = $(aftersale_LDADD)
