/* commands - the sub-commands, in the order --help prints them. */
#include "command.h"

extern const struct command cmd_serve, cmd_work, cmd_setup, cmd_mode,
    cmd_doctor, cmd_status, cmd_migrate, cmd_grants, cmd_manifest,
    cmd_render, cmd_inspect, cmd_settings, cmd_recommend,
    cmd_flush, cmd_export, cmd_import, cmd_uninstall, cmd_check,
    cmd_replay, cmd_adopt;

const struct command *const commands[] = {
	&cmd_serve,
	&cmd_work,
	&cmd_setup,
	&cmd_adopt,
	&cmd_mode,
	&cmd_doctor,
	&cmd_check,
	&cmd_status,
	&cmd_migrate,
	&cmd_grants,
	&cmd_manifest,
	&cmd_settings,
	&cmd_flush,
	&cmd_render,
	&cmd_inspect,
	&cmd_replay,
	&cmd_recommend,
	&cmd_export,
	&cmd_import,
	&cmd_uninstall,
	NULL
};
