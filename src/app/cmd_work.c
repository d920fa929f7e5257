/* cmd_work - starts the worker program, which adds outgoing network and the
 * heavy jobs to what this one is linked with. */
#include <errno.h>
#include <unistd.h>

#include "beside.h"
#include "command.h"
#include "fleet.h"
#include "renew.h"

static const struct option_row options[] = {
	{ "now", "JOB", "run one job at once and end" },
	{ "once", NULL, "do what is due, then end" },
	{ "all", "DIR", "for all shops with a configuration in DIR" },
	{ NULL, NULL, NULL }
};

static int
run(const struct args *args)
{
	const char *path = beside_path("worker");
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
	renew_signals_wait(true);
	execv(path, (char *const *)argv);
	return failure("cannot start %s: %s", path, strerror(errno));
}

const struct command cmd_work = {
	.name = "work",
	.what = "Work through the jobs: notices of orders, nightly figures.",
	.options = options,
	.run = run,
};
