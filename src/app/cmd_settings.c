/* cmd_settings - reads and changes the settings that live in the database;
 * each change is a new version, nothing is lost. */
#include <stdio.h>

#include "session.h"

static int
print_all(struct app *app)
{
	const struct value *settings;
	int64_t generation;
	enum err e;

	e = settings_load(app->db, app->arena, &settings, &generation);
	if (e)
		return failure("settings: %s " STR_FMT, err_word(e),
		    STR_ARG(db_why(app->db)));
	print_json(app->arena, settings);
	return EXIT_FINE;
}

static int
change(struct app *app, const char *path, const char *json)
{
	struct str why = STR("");
	enum err e;

	e = settings_change(app->db, app->arena, str_of(path), str_of(json),
	    STR("command line"), clock_now(), &why);
	if (e)
		return failure("settings: " STR_FMT,
		    STR_ARG(why.n ? why : str_of(err_word(e))));
	return EXIT_FINE;
}

static int
run(const struct args *args)
{
	struct app app;
	int status;

	if (args->words_count == 1)
		return usage_error("settings needs both: PATH VALUE");
	status = session_open_offline(args, &app);
	if (status)
		return status;

	if (args->words_count == 2)
		status = change(&app, args->words[0], args->words[1]);
	else
		status = print_all(&app);
	app_close(&app);
	return status;
}

const struct command cmd_settings = {
	.name = "settings",
	.words = "[PATH VALUE]",
	.what = "Print the settings, or change one; VALUE is JSON.",
	.most_words = 2,
	.run = run,
};
