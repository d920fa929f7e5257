/* cmd_export - starts the program carry, which is linked with SQLite, to take
 * everything of ours out. */
#include <errno.h>
#include <unistd.h>

#include "beside.h"
#include "command.h"

static const struct option_row options[] = {
	{ "keys", NULL, "with the keys that sign links: keep it like a"
			" password" },
	{ NULL, NULL, NULL }
};

static int
run(const struct args *args)
{
	const char *path = beside_path("carry");
	const char *argv[8] = { "aftersale-carry", "--config", args->config,
		"export" };
	int n = 4;

	if (args_has(args, "keys"))
		argv[n++] = "--keys";
	argv[n++] = "--";
	argv[n++] = args->words[0];
	execv(path, (char *const *)argv);
	return failure("cannot start %s: %s", path, strerror(errno));
}

const struct command cmd_export = {
	.name = "export",
	.words = "DIR | FILE.sqlite",
	.what = "Take everything of aftersale out: one SQLite file, and CSV.",
	.options = options,
	.least_words = 1,
	.most_words = 1,
	.run = run,
};
