/* place_watch - the worker looks whether it is at home, and whether time went
 * by without it. What goes outward or is worth money waits meanwhile. */
#include "aftersale/log.h"
#include "place.h"
#include "place_store.h"

enum {
	LOOK_US = 20 * 1000 * 1000,
	GAP_SECONDS = 3900,  /* an hour, and what an hourly cron may be late */
	BACK_SECONDS = 5,    /* a heartbeat of ours that is gone */
	HOLD_SECONDS = 86400 /* a dump may take its time to be read in */
};

static const char reason_away[] = "the worker was away for more than an hour";
static const char reason_back[] = "the database was restored";

/* ---- is this home? -------------------------------------------------------*/

static enum err
take_for_home(struct app *app, struct arena *a, const struct place *here)
{
	AUTO_TX tx = db_begin(app->db);
	enum err e = place_keep(&tx, a, here, false, here->adopted_at);

	return e ? e : db_commit(&tx);
}

static struct str
verdict(struct arena *a, const struct place *here, const struct place *home)
{
	struct value tree = { .kind = VALUE_MAP };
	struct value *list;

	value_put_bool(a, &tree, "held", place_distance(here, home) > 0);
	list = value_push(a, &tree, STR("differs"), VALUE_LIST);
	for (const struct place_fact *f = place_facts; f->name; f++) {
		if (!place_fact_differs(here, home, f))
			continue;
		struct value *v = value_push(a, list, STR(""), VALUE_TEXT);

		v->text = str_of(f->name);
	}
	return conf_json_text(a, &tree, false);
}

/* Once in the log, when it changes. */
static void
say(const struct place *here, const struct place *home)
{
	const char *first = NULL;

	for (const struct place_fact *f = place_facts; f->name; f++)
		if (!first && place_fact_differs(here, home, f))
			first = f->what;
	if (first)
		log_say(LOG_WARN, "worker",
		    "this is not the place aftersale knows (%s): nothing is"
		    " sent until aftersale adopt",
		    first);
	else
		log_say(LOG_INFO, "worker", "this is the place aftersale knows");
}

static enum err
tell(struct app *app, struct arena *a, struct place_watch *w,
    const struct place *here, const struct place *home, int64_t now)
{
	struct str json = verdict(a, here, home);
	bool is_first = !w->said[0];
	enum err e;

	if (str_is_z(json, w->said))
		return ERR_OK;
	e = watch_save(app->db, "place", json, now);
	if (e)
		return e;
	if (!is_first || app->outbox.is_held)
		say(here, home);
	snprintf(w->said, sizeof(w->said), STR_FMT, STR_ARG(json));
	return ERR_OK;
}

enum err
place_judge(struct app *app, struct arena *a, struct list *differs)
{
	const struct place *home;
	struct list kept = { 0 };
	struct place here;
	enum err e;

	place_here(a, &app->conf, shop_info(app->shop), &here);
	e = place_rows(app->db, a, &kept);
	if (e)
		return e;
	home = place_nearest(&here, &kept);
	for (const struct place_fact *f = place_facts; home && f->name; f++)
		if (place_fact_differs(&here, home, f))
			*LIST_PUSH(a, differs, struct str) = str_of(f->name);
	return ERR_OK;
}

/* Whoever decided since takes back what was found before. */
static void
heed_decision(struct place_watch *w, const struct place *home, int64_t now)
{
	if (home->adopted_at >= w->past.hold_from ||
	    now - w->past.hold_from > HOLD_SECONDS)
		w->past.hold_before = 0;
}

/* Before the tables of this release are made, all else goes on. */
static enum err
is_lost(const struct app *app, struct place_watch *w, enum err e)
{
	if (e == ERR_BUSY || e == ERR_UNSURE)
		return e;
	if (!w->is_lost)
		log_say(LOG_WARN, "worker",
		    "nothing is sent: the kept places cannot be read; run"
		    " aftersale migrate, or setup again (" STR_FMT ")",
		    STR_ARG(db_why(app->db)));
	w->is_lost = true;
	return ERR_OK;
}

enum err
place_look(
    struct app *app, struct arena *a, struct place_watch *w, int64_t now)
{
	const struct place *home;
	struct list kept = { 0 };
	struct place here;
	enum err e;

	if (clock_tick() < w->look_at && !w->past.hold_before)
		return ERR_OK;
	app->outbox.is_held = true;
	place_here(a, &app->conf, shop_info(app->shop), &here);
	e = place_rows(app->db, a, &kept);
	/* Tables without a place that came by a dump are nobody's decision. */
	here.adopted_at = w->past.hold_before ? w->past.hold_from - 1 : now;
	if (!e && !kept.count)
		e = take_for_home(app, a, &here);
	if (e)
		return is_lost(app, w, e);
	home = kept.count ? place_nearest(&here, &kept) : &here;
	app->outbox.is_held = place_distance(&here, home) > 0;
	if (w->past.hold_before)
		heed_decision(w, home, now);
	e = tell(app, a, w, &here, home, now);
	if (!e)
		w->look_at = clock_tick() + LOOK_US;
	return e;
}

/* ---- was anybody away? ---------------------------------------------------*/

/* A dump that is read in brings its jobs later than its heartbeats, so what
 * was found once holds for every round that follows. */
static void
find_gap(struct place_watch *w, int64_t last, int64_t now)
{
	int64_t ours = w->past.beat_at > now ? 0 : w->past.beat_at;
	bool went_back = ours && last < ours - BACK_SECONDS;
	bool was_away = last && now - last > GAP_SECONDS;

	if (!went_back && !was_away)
		return;
	w->past.hold_before = went_back ? now : now - GAP_SECONDS;
	w->past.hold_from = now;
	w->past.went_back = went_back;
}

static const char *
why_held(const struct place_watch *w)
{
	return w->past.went_back ? reason_back : reason_away;
}

struct str
place_memory_text(struct arena *a, const struct place_memory *m)
{
	return arena_printf(a, "%lld %lld %lld %lld\n", (long long)m->beat_at,
	    (long long)m->hold_before, (long long)m->hold_from,
	    (long long)m->went_back);
}

void
place_memory_read(struct str text, struct place_memory *out)
{
	struct str line = str_cut(&text, '\n');
	struct place_memory m;

	*out = (struct place_memory){ 0 };
	if (!str_int(str_cut(&line, ' '), &m.beat_at) &&
	    !str_int(str_cut(&line, ' '), &m.hold_before) &&
	    !str_int(str_cut(&line, ' '), &m.hold_from) &&
	    !str_int(line, &m.went_back))
		*out = m;
}

enum err
place_beat(struct app *app, struct arena *a, struct place_watch *w,
    const char *me, int64_t now)
{
	int64_t last, held = 0;
	enum err e;

	e = outbox_last_beat(app->db, a, now, &last);
	if (e)
		return e;
	find_gap(w, last, now);
	/* A job may be read in between the holding and the next claim. */
	app->outbox.hold_before = w->past.hold_before;
	if (w->past.hold_before)
		e = outbox_hold(app->db, a, &app->outbox, w->past.hold_before,
		    str_of(why_held(w)), &held);
	if (e)
		return e;
	if (held)
		log_say(LOG_WARN, "worker",
		    "%lld messages wait for aftersale adopt: %s",
		    (long long)held, why_held(w));
	e = outbox_heartbeat(app->db, me, now);
	if (!e)
		w->past.beat_at = now;
	return e;
}

/* ---- the tables ----------------------------------------------------------*/

static const struct personal_row personal[] = {
	{ .table = "place",
	    .what = "Where aftersale is at home; no person.",
	    .keyed_by = "none" },
	{ .table = "watch",
	    .what = "What the worker found about the shop; no person.",
	    .keyed_by = "none" },
	{ .table = NULL }
};

const struct feature place_feature = {
	.name = "place",
	.personal = personal,
	.stmts = place_stmts,
};
