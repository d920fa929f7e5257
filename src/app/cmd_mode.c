/* cmd_mode - switches who sees aftersale's pages: one word in the
 * configuration file, which running processes notice within seconds. */
#include <stdio.h>
#include <sys/stat.h>

#include "session.h"

static bool
mode_find(const char *word, enum conf_mode *out)
{
	for (int i = 0; conf_mode_words[i]; i++) {
		if (strcmp(word, conf_mode_words[i]) == 0) {
			*out = (enum conf_mode)i;
			return true;
		}
	}
	return false;
}

/* The member of that name, made when missing. */
static struct value *
member(struct arena *a, struct value *map, const char *name)
{
	for (size_t i = 0; i < map->items.count; i++) {
		struct value *item = LIST_AT(&map->items, struct value, i);

		if (str_is_z(item->name, name))
			return item;
	}
	return value_push(a, map, str_of(name), VALUE_NONE);
}

/* The file's own tree with two members changed; the rest stays as written. */
static enum err
change_file(struct app *app, const char *path, const char *word,
    int64_t percent)
{
	struct value tree = { 0 };
	struct value *item;
	struct str json;
	struct stat st;
	enum err e;

	e = conf_read_file(app->arena, path, 1 << 20, &json);
	if (e)
		return e;
	e = conf_json_read(app->arena, json, &tree, NULL);
	if (e)
		return e;
	if (stat(path, &st) != 0)
		return ERR_BROKEN;

	item = member(app->arena, &tree, "mode");
	item->kind = VALUE_TEXT;
	item->text = str_of(word);
	item = member(app->arena, &tree, "percent");
	item->kind = VALUE_INT;
	item->number = percent;
	return conf_write_file(path, conf_json_text(app->arena, &tree, true),
	    st.st_mode & 0777);
}

static int
run(const struct args *args)
{
	const char *word = args->words_count ? args->words[0] : NULL;
	int64_t percent = 0;
	enum conf_mode mode;
	struct app app;
	int status;

	status = session_open_offline(args, &app);
	if (status)
		return status;

	if (!word) {
		puts(conf_mode_words[app.conf.mode]);
		app_close(&app);
		return EXIT_FINE;
	}
	if (!mode_find(word, &mode))
		status = usage_error("there is no mode \"%s\"; read-only,"
				     " staff, percent N, on, off",
		    word);
	else if (mode == CONF_MODE_PERCENT &&
	    (args->words_count < 2 ||
		str_int(str_of(args->words[1]), &percent) || percent < 0 ||
		percent > 100))
		status = usage_error("mode percent needs a number from 0 to"
				     " 100");
	else if (change_file(&app, args->config, word, percent))
		status = failure("cannot write %s", args->config);
	app_close(&app);
	return status;
}

const struct command cmd_mode = {
	.name = "mode",
	.words = "read-only | staff | percent N | on | off",
	.what = "Say or switch who sees aftersale's pages.",
	.most_words = 2,
	.run = run,
};
