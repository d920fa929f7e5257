/* cmd_import - starts the program carry, which is linked with SQLite, to
 * bring an export back. */
#include <errno.h>
#include <unistd.h>

#include "beside.h"
#include "command.h"

static const struct option_row options[] = {
	{ "keys", NULL, "take the keys of links too, if the file has them" },
	{ "replace", NULL, "instead of the rows that are there" },
	{ "force", NULL, "although the shop is another one" },
	{ NULL, NULL, NULL }
};

static int
run(const struct args *args)
{
	const char *path = beside_path("carry");
	const char *argv[10] = { "aftersale-carry", "--config", args->config,
		"import" };
	int n = 4;

	if (args_has(args, "keys"))
		argv[n++] = "--keys";
	if (args_has(args, "replace"))
		argv[n++] = "--replace";
	if (args_has(args, "force"))
		argv[n++] = "--force";
	argv[n++] = "--";
	argv[n++] = args->words[0];
	execv(path, (char *const *)argv);
	return failure("cannot start %s: %s", path, strerror(errno));
}

const struct command cmd_import = {
	.name = "import",
	.words = "FILE.sqlite",
	.what = "Bring back what export took out.",
	.options = options,
	.least_words = 1,
	.most_words = 1,
	.run = run,
};
