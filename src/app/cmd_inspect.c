/* cmd_inspect - prints as JSON what the adapter reads from the shop. The
 * mapping to names is the adapter's own. */
#include "session.h"

static bool
is_kind(const char *word)
{
	static const char *const kinds[] = { "order", "product", "cookie",
		"settings", NULL };

	for (size_t i = 0; kinds[i]; i++) {
		if (strcmp(word, kinds[i]) == 0)
			return true;
	}
	return false;
}

static int
run(const struct args *args)
{
	const char *what = args->words[0];
	const char *which = args->words_count > 1 ? args->words[1] : "";
	struct value tree = { 0 };
	struct app app;
	int status;
	enum err e;

	if (!is_kind(what))
		return usage_error("inspect knows order, product, cookie and"
				   " settings, not \"%s\"",
		    what);
	if (!*which && strcmp(what, "settings") != 0)
		return usage_error("inspect %s needs which one", what);

	status = session_open(args, &app);
	if (status)
		return status;

	e = shop_inspect(app.shop, app.arena, what, str_of(which),
	    clock_now(), &tree);
	if (e)
		status = failure("%s %s: %s " STR_FMT, what, which,
		    err_word(e), STR_ARG(shop_why(app.shop)));
	else
		print_json(app.arena, &tree);
	app_close(&app);
	return status;
}

const struct command cmd_inspect = {
	.name = "inspect",
	.words = "order ID | product ID | cookie VALUE | settings",
	.what = "Print what the shop's database says about one thing, as"
		" JSON.",
	.least_words = 1,
	.most_words = 2,
	.run = run,
};
