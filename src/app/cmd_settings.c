/* cmd_settings - reads and changes the settings; each change is a new version
 * in the database, nothing is lost. What the files of host and shop say is
 * shown with them, and changed there. */
#include <stdio.h>

#include "session.h"
#include "setting.h"

static const struct option_row options[] = {
	{ "json", NULL, "as JSON" },
	{ NULL, NULL, NULL }
};

/* A setting as it counts. */
struct line {
	struct str path;
	struct str json;
	struct value value;
	enum setting_from from;
	struct str lock;
};

static const char *const from_words[] = {
	[FROM_DEFAULT] = "default",
	[FROM_HOST] = "host",
	[FROM_SHOP] = "shop",
	[FROM_CONSOLE] = "console",
};

static void
add_line(struct arena *a, const struct layers *layers,
    const struct value *own, const struct setting *s, struct list *out)
{
	struct line *line = LIST_PUSH(a, out, struct line);
	const struct value *v;

	line->path = str_of(s->path);
	line->from = layers_find(layers, own, s, &v);
	line->lock = layers_lock(layers, line->path);
	if (v)
		line->value = *v;
	else if (conf_json_read(a, str_of(s->otherwise), &line->value, NULL))
		return;
	line->json = conf_json_text(a, &line->value, false);
}

/* path "": all of them. */
static enum err
find_lines(struct app *app, struct str path, struct list *out)
{
	struct arena *a = app->arena;
	struct layers layers;
	struct value own;
	int64_t id;
	enum err e;

	e = host_file_recall(app->host, app->db);
	if (!e)
		e = settings_own(app->db, a, &id, &own);
	if (e)
		return e;
	layers_of(a, &app->site, &layers);
	for (size_t f = 0; features[f]; f++) {
		const struct setting *s = features[f]->settings;

		for (; s && s->path; s++)
			if (!path.n || str_is_z(path, s->path))
				add_line(a, &layers, &own, s, out);
	}
	return ERR_OK;
}

static void
print_lines(const struct list *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *l = LIST_AT(lines, struct line, i);

		printf("%-30.*s %-7s  " STR_FMT "\n", STR_ARG(l->path),
		    from_words[l->from], STR_ARG(l->json));
		if (l->lock.n)
			printf("%30s locked by " STR_FMT "\n", "",
			    STR_ARG(l->lock));
	}
}

static void
print_tree(struct arena *a, const struct list *lines)
{
	struct value tree = { .kind = VALUE_MAP };

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *l = LIST_AT(lines, struct line, i);
		struct value *one = value_push(a, &tree, l->path, VALUE_MAP);
		struct value *v = value_push(a, one, STR("value"), VALUE_NONE);
		struct str name = v->name;

		*v = l->value;
		v->name = name;
		value_put_text(a, one, "layer", str_of(from_words[l->from]));
		value_put_bool(a, one, "locked", l->lock.n > 0);
		value_put_text(a, one, "locked_by", l->lock);
	}
	print_json(a, &tree);
}

static int
print_all(struct app *app, const char *path, bool is_json)
{
	struct list lines = { 0 };
	enum err e = find_lines(app, str_of(path), &lines);

	if (e)
		return failure("settings: %s " STR_FMT, err_word(e),
		    STR_ARG(db_why(app->db)));
	if (!lines.count)
		return failure("settings: there is no setting %s", path);
	if (is_json)
		print_tree(app->arena, &lines);
	else
		print_lines(&lines);
	return EXIT_FINE;
}

static int
change(struct app *app, const char *path, const char *json)
{
	struct str why = STR("");
	enum err e;

	e = settings_change(app, app->arena, path, str_of(json),
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

	status = session_open_offline(args, &app);
	if (status)
		return status;

	if (args->words_count == 2)
		status = change(&app, args->words[0], args->words[1]);
	else
		status = print_all(&app,
		    args->words_count ? args->words[0] : "",
		    args_has(args, "json"));
	app_close(&app);
	return status;
}

const struct command cmd_settings = {
	.name = "settings",
	.words = "[PATH [VALUE]]",
	.what = "Print the settings, or one, and where each comes from, or change"
		" one; VALUE is JSON.",
	.options = options,
	.most_words = 2,
	.run = run,
};
