/* cmd_flush - asks WordPress to forget rows of the shop that somebody changed
 * in the database: the worker passes it on to the bridge. */
#include <stdio.h>

#include "cache.h"
#include "session.h"

enum { IDS_MAX = 15 };

struct flush {
	struct app *app;
	const char *kind;
	int64_t ids[IDS_MAX];
	int count;
};

static enum err
put_all(struct tx *tx, void *ctx)
{
	struct flush *f = ctx;
	enum err e = ERR_OK;

	for (int i = 0; !e && i < f->count; i++)
		e = shop_row_changed(tx, f->app->site.outbox, f->kind, f->ids[i],
		    clock_now());
	return e;
}

static int
read_words(const struct args *args, struct flush *f)
{
	for (int i = 0; cache_kinds[i]; i++)
		if (strcmp(args->words[0], cache_kinds[i]) == 0)
			f->kind = cache_kinds[i];
	if (!f->kind)
		return usage_error("there are no \"%s\"; products, coupons,"
				   " orders, comments, users",
		    args->words[0]);
	for (int i = 1; i < args->words_count; i++) {
		if (str_int(str_of(args->words[i]), &f->ids[f->count]) ||
		    f->ids[f->count] < 1)
			return usage_error("\"%s\" is no number of one",
			    args->words[i]);
		f->count++;
	}
	return 0;
}

static int
run(const struct args *args)
{
	struct flush f = { 0 };
	struct app app;
	int status = read_words(args, &f);

	if (status)
		return status;
	status = session_open_offline(args, &app);
	if (status)
		return status;
	f.app = &app;
	if (app.conf.mode == CONF_MODE_READ_ONLY)
		status = failure("in the mode read-only nothing is written");
	else if (db_transact(app.db, put_all, &f))
		status = failure("the database: " STR_FMT,
		    STR_ARG(db_why(app.db)));
	else
		printf("%d %s: the worker will tell the shop.\n", f.count,
		    f.kind);
	app_close(&app);
	return status;
}

const struct command cmd_flush = {
	.name = "flush",
	.words = "products|coupons|orders|comments|users ID...",
	.what = "Let WordPress forget rows that were changed in the database.",
	.least_words = 2,
	.most_words = IDS_MAX + 1,
	.run = run,
};
