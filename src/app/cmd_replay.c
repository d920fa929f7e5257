/* cmd_replay - runs a recorded request again, in the foreground: prints the
 * steps, the statements with their times, and the page. Links that were
 * masked are made anew with the keys of this installation. */
#include <stdio.h>

#include "foreground.h"
#include "session.h"

enum { FILE_MAX = 4 << 20, FILLED_MAX = 64 * 1024 };

static const struct option_row options[] = {
	{ "write", NULL, "also what changes rows (a POST)" },
	{ NULL, NULL, NULL }
};

static struct str
member(struct str head, const char *name)
{
	while (head.n) {
		struct str line = str_cut(&head, '\n');
		struct str value = line;

		if (str_is_z(str_cut(&value, '='), name))
			return value;
	}
	return STR("");
}

/* The link of "{order=1783,purpose=1}", whose opening brace is behind us. */
static void
put_link(struct app *app, struct str *s, struct buf *b)
{
	struct str inside = str_cut(s, '}');
	struct str order = str_skip(inside, strlen("order="));
	struct str purpose = order;
	int64_t order_id;
	int64_t number;
	struct str link;

	order = str_cut(&purpose, ',');
	purpose = str_skip(purpose, strlen("purpose="));
	if (str_has_prefix(inside, STR("order=")) &&
	    !str_int(order, &order_id) && !str_int(purpose, &number) &&
	    number >= 1 && number < LINK_PURPOSES &&
	    !foreground_link(app, order_id, (enum link_purpose)number, &link))
		buf_put(b, link);
	else
		buf_putz(b, "masked");
}

static struct str
with_links(struct app *app, struct str s)
{
	struct buf b = buf_new(app->arena, FILLED_MAX);

	while (s.p && s.n) {
		struct str before = str_cut(&s, '{');

		buf_put(&b, before);
		if (s.p)
			put_link(app, &s, &b);
	}
	return buf_str(&b);
}

/* /order/1783?key=... carries the shop's key of that order. */
static struct str
with_key(struct app *app, struct str uri)
{
	struct str head = arena_join(app->arena, app->conf.base_path,
	    STR("/order/"));
	struct str number = str_skip(uri, head.n);
	struct list heads = { 0 };

	if (!str_has_prefix(uri, head) ||
	    str_find(uri, STR("key=")) == (size_t)-1)
		return uri;
	number = str_cut(&number, '?');
	if (str_has_suffix(number, STR("/")))
		number.n--;
	if (shop_order_find(app->shop, app->arena, number, &heads) ||
	    !heads.count)
		return uri;
	return arena_printf(app->arena, STR_FMT STR_FMT "?key=" STR_FMT,
	    STR_ARG(head), STR_ARG(number),
	    STR_ARG(LIST_AT(&heads, struct order_head, 0)->key));
}

static int
run_again(struct foreground *f, struct str text, bool may_write)
{
	struct app *app = &f->app;
	size_t end = str_find(text, STR("\n\n"));
	struct str head = str_head(text, end == (size_t)-1 ? text.n : end + 1);
	struct str method = member(head, "REQUEST_METHOD");
	struct foreground_request request = {
		.method = arena_z(app->arena, method),
		.type = arena_z(app->arena, member(head, "CONTENT_TYPE")),
		.language =
		    arena_z(app->arena, member(head, "HTTP_ACCEPT_LANGUAGE")),
	};

	if (str_is_z(method, "POST") && !may_write)
		return failure("this request changes rows: give --write to run"
			       " it again");
	if (!method.n)
		return failure("this is no recorded request");
	fprintf(stderr, "request    " STR_FMT " " STR_FMT "\n",
	    STR_ARG(method), STR_ARG(member(head, "REQUEST_URI")));
	request.uri = arena_z(app->arena,
	    with_key(app, with_links(app, member(head, "REQUEST_URI"))));
	request.cookie = arena_z(app->arena,
	    with_links(app, member(head, "HTTP_COOKIE")));
	request.body =
	    end == (size_t)-1 ? STR("") : str_skip(text, end + 2);
	f->tells_steps = true;
	return foreground_run(f, &request);
}

static int
run(const struct args *args)
{
	struct foreground f = { .status = 0 };
	struct str text;
	int status;

	status = session_open(args, &f.app);
	if (status)
		return status;

	if (conf_read_file(f.app.arena, args->words[0], FILE_MAX, &text))
		status = failure("cannot read %s", args->words[0]);
	else
		status = run_again(&f, text, args_has(args, "write"));
	app_close(&f.app);
	return status;
}

const struct command cmd_replay = {
	.name = "replay",
	.words = "FILE",
	.what = "Run a request again that serve --record wrote.",
	.options = options,
	.least_words = 1,
	.most_words = 1,
	.run = run,
};
