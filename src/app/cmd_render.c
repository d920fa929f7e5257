/* cmd_render - draws a page of a real order as serve would, or any template
 * with data from a file: one that is installed, by its name, or a file of its
 * own. */
#include <stdio.h>

#include "foreground.h"
#include "session.h"

enum { FILE_MAX = 4 << 20, PAGE_MAX = 8 << 20 };

static const struct option_row options[] = {
	{ "template", "NAME|FILE", "the template to draw" },
	{ "data", "FILE.json", "its data" },
	{ "base", "FILE.json", "what every page may use: lang, shop_name ..." },
	{ "order", "ID", "a real order: PAGE is order, receipt, help" },
	{ "lang", "TAG", "language, as lt; English otherwise" },
	{ NULL, NULL, NULL }
};

/* What the command line asks for; the trees are empty maps without a file. */
struct ask {
	const char *template;
	struct value data;
	struct value base;
	const struct text *lang;
};

static enum err
read_tree(struct app *app, const char *path, struct value *out,
    struct str *why)
{
	struct str json;
	enum err e;

	*out = (struct value){ .kind = VALUE_MAP };
	if (!path)
		return ERR_OK;
	e = conf_read_file(app->arena, path, FILE_MAX, &json);
	if (e) {
		*why = arena_printf(app->arena, "cannot read %s", path);
		return e;
	}
	e = conf_json_read(app->arena, json, out, why);
	if (e)
		*why = arena_printf(
		    app->arena, "%s: " STR_FMT, path, STR_ARG(*why));
	return e;
}

static void
say(void *ctx, struct str file, int line, struct str what)
{
	(void)ctx;
	fprintf(stderr, "aftersale: " STR_FMT ":%d: " STR_FMT "\n",
	    STR_ARG(file), line, STR_ARG(what));
}

/* A set of its own, since here trees may hold markup and parts; the owner's
 * templates stand above the shipped. */
static struct view *
open_view(struct app *app)
{
	struct view *v = view_new(app->arena);

	view_trust_trees(v);
	view_add(app->arena, v, templates_dir(app), say, NULL);
	if (app->conf.templates.n)
		view_add(app->arena, v,
		    arena_z(app->arena, app->conf.templates), say, NULL);
	return v;
}

/* Takes in a template that is no installed one; *name is what it is called. */
static enum err
add_file(struct app *app, struct view *v, const char *path, struct str *name,
    struct str *why)
{
	struct str source;
	enum err e;

	e = conf_read_file(app->arena, path, FILE_MAX, &source);
	if (e) {
		*why = arena_printf(app->arena, "cannot read %s", path);
		return e;
	}
	*name = view_source_name(source);
	return view_compile(app->arena, v, *name, source, why);
}

static enum err
draw(struct app *app, const struct ask *ask, struct str *why)
{
	struct view_base base = view_base_of(app->arena, &ask->base);
	struct buf out = buf_new(app->arena, PAGE_MAX);
	struct view *v = open_view(app);
	struct str name = str_of(ask->template);
	enum err e = ERR_OK;

	if (!view_has(v, name))
		e = add_file(app, v, ask->template, &name, why);
	if (e)
		return e;

	e = view_render_value(
	    v, app->arena, name, ask->lang, &base, &ask->data, &out);
	if (!e)
		print_str(buf_str(&out));
	return e;
}

/* ---- a page of a real shop ---------------------------------------------- */

/* As staff see it before buyers do: everything of the order is shown,
 * whatever the mode, and no count is written. */
static int
draw_page(const struct args *args, struct foreground *f)
{
	const char *page = args->words_count ? args->words[0] : "order";
	const char *order = args_get(args, "order");
	const char *lang = args_get(args, "lang");
	struct app *app = &f->app;
	struct foreground_request request = { .method = "GET", .type = "",
		.language = lang ? lang : "", .cookie = "" };
	struct str view;
	struct str full;
	int64_t id = 0;

	app->conf.mode = CONF_MODE_ON;
	if (!order) {
		request.uri = arena_printz(app->arena, STR_FMT "/%s",
		    STR_ARG(app->conf.base_path), page);
		return foreground_run(f, &request);
	}
	if (str_int(str_of(order), &id) || id < 1)
		return usage_error("--order takes the number of an order");
	if (foreground_link(app, id, LINK_VIEW, &view) ||
	    foreground_link(app, id, LINK_FULL, &full))
		return failure("there is no order %s", order);
	request.uri = arena_printz(app->arena, STR_FMT "/o/" STR_FMT "%s%s",
	    STR_ARG(app->conf.base_path), STR_ARG(view),
	    strcmp(page, "order") == 0 ? "" : "/",
	    strcmp(page, "order") == 0 ? "" : page);
	request.cookie = arena_printz(app->arena, "as_%lld=" STR_FMT,
	    (long long)id, STR_ARG(full));
	return foreground_run(f, &request);
}

static int
run_page(const struct args *args)
{
	struct foreground f = { .status = 0 };
	int status = session_open(args, &f.app);

	if (status)
		return status;
	status = draw_page(args, &f);
	app_close(&f.app);
	return status;
}

static int
run(const struct args *args)
{
	const char *lang = args_get(args, "lang");
	struct ask ask = { .template = args_get(args, "template") };
	struct str why = STR("");
	struct app app;
	int status;
	enum err e;

	if (!ask.template && (args->words_count || args_has(args, "order")))
		return run_page(args);
	if (!ask.template)
		return usage_error("render needs a page, --order or"
				   " --template");

	status = session_open_offline(args, &app);
	if (status)
		return status;

	ask.lang = site_lang(&app.site, str_of(lang ? lang : "en"))->text;
	e = read_tree(&app, args_get(args, "data"), &ask.data, &why);
	if (!e)
		e = read_tree(&app, args_get(args, "base"), &ask.base, &why);
	if (!e)
		e = draw(&app, &ask, &why);
	if (e)
		status = failure("render: %s " STR_FMT, err_word(e),
		    STR_ARG(why));
	app_close(&app);
	return status;
}

const struct command cmd_render = {
	.name = "render",
	.words = "[PAGE]",
	.what = "Draw a page of the shop, or a template with data from a file.",
	.options = options,
	.most_words = 1,
	.run = run,
};
