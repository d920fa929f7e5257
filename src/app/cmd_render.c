/* cmd_render - draws any template with data from a file, without a shop. */
#include <stdio.h>

#include "session.h"

static const struct option_row options[] = {
	{ "template", "FILE", "the template to draw" },
	{ "data", "FILE.json", "its data" },
	{ "lang", "TAG", "language, as lt; English otherwise" },
	{ NULL, NULL, NULL }
};

static enum err
read_data(struct app *app, const char *path, struct value *out,
    struct str *why)
{
	struct str json;
	enum err e;

	e = conf_read_file(app->arena, path, 4 << 20, &json);
	if (e) {
		*why = arena_printf(app->arena, "cannot read %s", path);
		return e;
	}
	return conf_json_read(app->arena, json, out, why);
}

/* A template that is installed by its name, or a file of its own. */
static enum err
draw(struct app *app, const char *template, const struct value *data,
    const struct text *lang, struct str *why)
{
	struct str name = str_of(template);
	struct buf out = buf_new(app->arena, 8 << 20);
	const struct view *view = app->site.view;
	struct str source;
	enum err e;

	if (!view_has(view, name)) {
		struct view *own;

		e = conf_read_file(app->arena, template, 1 << 20, &source);
		if (e) {
			*why = arena_printf(app->arena, "cannot read %s",
			    template);
			return e;
		}
		own = view_new(app->arena);
		e = view_add(app->arena, own, templates_dir(app), NULL, NULL);
		if (!e)
			e = view_compile(app->arena, own, name, source, why);
		if (e)
			return e;

		view = own;
	}
	e = view_render_value(view, app->arena, name, lang, NULL, data, &out);
	if (!e)
		print_str(buf_str(&out));
	return e;
}

static int
run(const struct args *args)
{
	const char *template = args_get(args, "template");
	const char *data_file = args_get(args, "data");
	const char *lang = args_get(args, "lang");
	struct value data = { .kind = VALUE_MAP };
	struct str why = STR("");
	struct app app;
	int status;
	enum err e = ERR_OK;

	if (!template)
		return usage_error("render needs --template FILE");

	status = session_open_offline(args, &app);
	if (status)
		return status;

	if (data_file)
		e = read_data(&app, data_file, &data, &why);
	if (!e)
		e = draw(&app, template, &data,
		    site_lang(&app.site, str_of(lang ? lang : "en"))->text,
		    &why);
	if (e)
		status = failure("render: %s " STR_FMT, err_word(e),
		    STR_ARG(why));
	app_close(&app);
	return status;
}

const struct command cmd_render = {
	.name = "render",
	.what = "Draw a template with data from a file.",
	.options = options,
	.run = run,
};
