/* cmd_work - starts the worker program, which adds outgoing network and the
 * heavy jobs to what this one is linked with. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "command.h"
#include "fleet.h"

static const struct option_row options[] = {
	{ "now", "JOB", "run one job at once and end" },
	{ "once", NULL, "do what is due, then end" },
	{ "all", "DIR", "for all shops with a configuration in DIR" },
	{ NULL, NULL, NULL }
};

/* The worker beside this program in a build folder, else the installed. */
static const char *
worker_path(void)
{
	static char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 32);
	char *slash;

	if (n > 0) {
		path[n] = '\0';
		slash = strrchr(path, '/');
		if (slash)
			memcpy(slash + 1, "worker", sizeof("worker"));
		if (access(path, X_OK) == 0)
			return path;
	}
	return PKGLIBEXECDIR "/worker";
}

static int
run(const struct args *args)
{
	const char *path = worker_path();
	const char *argv[8] = { "aftersale-worker", "--config", args->config };
	const char *all = args_get(args, "all");
	int n = 3;

	if (all && (args_has(args, "once") || args_has(args, "now")))
		return usage_error("--all goes on until it is stopped;"
				   " --once and --now are for one shop");
	if (all)
		return fleet_work(all, path);
	if (args_has(args, "once"))
		argv[n++] = "--once";
	if (args_has(args, "now")) {
		argv[n++] = "--now";
		argv[n++] = args_get(args, "now");
	}
	execv(path, (char *const *)argv);
	return failure("cannot start %s: %s", path, strerror(errno));
}

const struct command cmd_work = {
	.name = "work",
	.what = "Work through the jobs: notices of orders, nightly figures.",
	.options = options,
	.run = run,
};
