/* cmd_adopt - somebody has looked: this place is home from now on. Says what
 * differs, which messages waited, and what becomes of them by their age. */
#include <stdio.h>

#include "aftersale/zone.h"
#include "drift.h"
#include "place.h"
#include "place_store.h"
#include "session.h"

#define HOURS_MOST (30 * 24)

static const struct option_row options[] = {
	{ "dry-run", NULL, "only say what differs and what would be done" },
	{ "yes", NULL, "do not ask" },
	{ "beside", NULL, "one more machine for the same shop; the places"
			  " known stay" },
	{ "within", "HOURS", "send what was due within that time (1); what is"
			     " older is left out" },
	{ NULL, NULL, NULL }
};

struct adoption {
	struct app app;
	struct place here;
	const struct place *home; /* NULL: none is known yet */
	struct list held;	  /* struct outbox_held */
	struct list drifts;	  /* struct drift */
	bool is_same;
	bool is_beside;
	int64_t hours;
	int64_t now;
};

/* ---- what is ------------------------------------------------------------ */

static struct str
text_or_none(struct str s)
{
	return s.n ? s : STR("not known");
}

static struct str
moment(struct arena *a, int64_t t)
{
	return date_text(a, zone_fixed(a, 0), t, STR("Y-m-d H:i"), NULL);
}

static void
print_place(struct adoption *ad)
{
	const struct place_fact *f;

	puts("This place:");
	for (f = place_facts; f->name; f++)
		printf("  %-24s " STR_FMT "\n", f->what,
		    STR_ARG(text_or_none(place_text(&ad->here, f))));
	if (!ad->home) {
		puts("No place is known yet.");
		return;
	}
	if (ad->is_same) {
		puts("It is the place aftersale knows.");
		return;
	}
	printf("Not as in the place aftersale knows since " STR_FMT " UTC:\n",
	    STR_ARG(moment(ad->app.arena, ad->home->adopted_at)));
	for (f = place_facts; f->name; f++)
		if (place_fact_differs(&ad->here, ad->home, f))
			printf("  %-24s was " STR_FMT "\n", f->what,
			    STR_ARG(text_or_none(place_text(ad->home, f))));
}

static void
print_held(struct adoption *ad)
{
	if (ad->is_beside || !ad->held.count) {
		puts(ad->is_beside ? "Messages that wait are left to the"
				     " places known."
				   : "No message waits.");
		return;
	}
	puts("Messages that wait:");
	for (size_t i = 0; i < ad->held.count; i++) {
		const struct outbox_held *h = LIST_AT(&ad->held,
		    struct outbox_held, i);

		printf("  " STR_FMT ": %lld due within %lld h, to be sent;"
		       " %lld older, left out (the oldest was due " STR_FMT
		       " UTC)\n",
		    STR_ARG(h->kind), (long long)h->fresh,
		    (long long)ad->hours, (long long)h->stale,
		    STR_ARG(moment(ad->app.arena, h->oldest_at)));
	}
}

static void
print_drifts(struct adoption *ad)
{
	if (ad->drifts.count)
		puts("The shop is not as it was taken; from now on this is"
		     " right:");
	for (size_t i = 0; i < ad->drifts.count; i++)
		printf("  " STR_FMT "\n",
		    STR_ARG(drift_sentence(ad->app.arena, NULL,
			LIST_AT(&ad->drifts, struct drift, i))));
}

/* ---- what is done ------------------------------------------------------- */

static enum err
write_down(struct tx *tx, void *ctx)
{
	struct adoption *ad = ctx;
	enum err e;

	e = place_keep(tx, ad->app.arena, &ad->here, !ad->is_beside, ad->now);
	if (e || ad->is_beside)
		return e;
	if (ad->drifts.count)
		e = drift_accept(tx, &ad->app, ad->app.arena);
	if (e)
		return e;
	return outbox_release(tx, ad->app.arena, &ad->app.outbox,
	    !ad->is_same, ad->now - ad->hours * 3600,
	    STR("left out: too old when this place was adopted"), ad->now);
}

static bool
is_agreed(const struct args *args)
{
	char answer[16] = "";

	if (args_has(args, "yes"))
		return true;
	fputs("\nTake this place for home? [y/N] ", stdout);
	fflush(stdout);
	return fgets(answer, sizeof(answer), stdin) &&
	    (answer[0] == 'y' || answer[0] == 'Y');
}

static int
carry_out(struct adoption *ad, const struct args *args)
{
	enum err e;

	if (!is_agreed(args))
		return failure("nothing was changed");
	e = db_transact(ad->app.db, write_down, ad);
	if (e)
		return failure("nothing was changed: " STR_FMT,
		    STR_ARG(db_why(ad->app.db)));
	puts("This place is home now; the worker goes on within a minute.");
	return EXIT_FINE;
}

static int
find_out(struct adoption *ad)
{
	struct app *app = &ad->app;
	struct list kept = { 0 };
	enum err e;

	e = shop_refresh(app->shop, ad->now);
	if (e)
		return failure("the shop's database: " STR_FMT,
		    STR_ARG(db_why(app->db)));
	place_here(app->arena, &app->conf, shop_info(app->shop), &ad->here);
	e = place_rows(app->db, app->arena, &kept);
	ad->home = place_nearest(&ad->here, &kept);
	ad->is_same = ad->home && !place_distance(&ad->here, ad->home);
	if (!e)
		e = outbox_held(app->db, app->arena, &app->outbox,
		    !ad->is_same, ad->now - ad->hours * 3600, ad->now,
		    &ad->held);
	if (!e && !ad->is_beside)
		e = drift_judge(app, app->arena, &ad->drifts);
	if (e)
		return failure("our tables: " STR_FMT "; run aftersale migrate"
			       " or setup",
		    STR_ARG(db_why(app->db)));
	return EXIT_FINE;
}

static int
run(const struct args *args)
{
	struct adoption ad = { .now = clock_now() };
	int status;

	ad.hours = args_int(args, "within", 1, 0, HOURS_MOST);
	ad.is_beside = args_has(args, "beside");
	status = session_open_as(args, APP_WORKER, &ad.app);
	if (status)
		return status;
	status = find_out(&ad);
	if (!status) {
		print_place(&ad);
		print_held(&ad);
		print_drifts(&ad);
		if (!args_has(args, "dry-run"))
			status = carry_out(&ad, args);
	}
	app_close(&ad.app);
	return status;
}

const struct command cmd_adopt = {
	.name = "adopt",
	.what = "Take this place for home after a copy, a restore or a move:"
		" what waited goes on.",
	.options = options,
	.run = run,
};
