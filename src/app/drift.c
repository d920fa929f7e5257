/* drift - compares the shop's tables with how they were taken. The server is
 * asked seldom: every ten minutes, every minute while something is closed. */
#include "aftersale/crypt.h"
#include "aftersale/log.h"
#include "drift.h"
#include "drift_store.h"
#include "place_store.h"

enum {
	LOOK_SECONDS = 600,
	CLOSED_SECONDS = 60,
	RELEASE_TRIED = 11 /* of WooCommerce */
};

/* One comparison. */
struct looking {
	struct app *app;
	struct arena *a;
	struct list kept;   /* struct shape_row */
	struct list drifts; /* struct drift */
	int64_t now;
	bool is_dry; /* nothing is kept */
};

static const struct shape_row *
kept_row(const struct looking *l, struct str name)
{
	for (size_t i = 0; i < l->kept.count; i++) {
		const struct shape_row *r = LIST_AT(&l->kept, struct shape_row,
		    i);

		if (str_is(r->name, name))
			return r;
	}
	return NULL;
}

static struct value
kept_tree(const struct looking *l, struct str name)
{
	const struct shape_row *row = kept_row(l, name);
	struct value tree = { .kind = VALUE_MAP };

	if (row && conf_json_read(l->a, row->value, &tree, NULL))
		tree = (struct value){ .kind = VALUE_MAP };
	return tree;
}

/* ---- one table ----------------------------------------------------------*/

static void
copy_texts(struct arena *a, struct value *tree, const char *name,
    const struct value *from, const struct shop *shop, struct str table)
{
	struct value *map = value_push(a, tree, str_of(name), VALUE_MAP);

	for (size_t i = 0; from && i < from->items.count; i++) {
		const struct value *v = LIST_AT(&from->items, struct value, i);
		struct str first = v->text;
		bool is_index = strcmp(name, "indexes") == 0;

		first = is_index ? str_cut(&first, ',') : v->name;
		if (!shop_reads(shop, table, first))
			continue;
		value_push(a, map, v->name, VALUE_TEXT)->text = v->text;
	}
}

/* Only what somebody reads: the rest may come and go. */
static struct value
read_part(const struct looking *l, const struct shop_table *t,
    const struct value *whole)
{
	struct value tree = { .kind = VALUE_MAP };

	copy_texts(l->a, &tree, "columns", value_at(whole, "columns"),
	    l->app->shop, t->label);
	copy_texts(l->a, &tree, "indexes", value_at(whole, "indexes"),
	    l->app->shop, t->label);
	return tree;
}

static enum err
look_at_table(struct looking *l, const struct shop_table *t)
{
	const struct shape_row *row = kept_row(l, t->label);
	struct value whole, was;
	enum err e;

	e = shape_now(l->app->db, l->a, t->name, &whole);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (!row && !e && !l->is_dry) {
		struct value part = read_part(l, t, &whole);

		return shape_save(l->app->db, t->label,
		    conf_json_text(l->a, &part, false), l->now);
	}
	if (!row && (!e || !t->parts))
		return ERR_OK;
	was = kept_tree(l, t->label);
	drift_compare(l->a, t->label, t->parts, &was, e ? NULL : &whole,
	    &l->drifts);
	return ERR_OK;
}

/* ---- all of it ----------------------------------------------------------*/

static struct str
shop_key(struct arena *a, const struct shop_info *info)
{
	return arena_printf(a, STR_FMT " " STR_FMT " " STR_FMT " " STR_FMT,
	    STR_ARG(info->platform_version), STR_ARG(info->schema_version),
	    STR_ARG(info->base_version), STR_ARG(info->storage));
}

static struct str
shop_json(struct arena *a, const struct shop_info *info, int64_t allowed)
{
	struct value tree = { .kind = VALUE_MAP };

	value_put_text(a, &tree, "version", info->platform_version);
	value_put_text(a, &tree, "schema", info->schema_version);
	value_put_text(a, &tree, "wordpress", info->base_version);
	value_put_text(a, &tree, "storage", info->storage);
	value_put_int(a, &tree, "allowed", allowed);
	return conf_json_text(a, &tree, false);
}

static void
look_at_release(struct looking *l, int64_t allowed)
{
	struct str version = shop_info(l->app->shop)->platform_version;
	struct drift *d;

	if (drift_release(version) <= allowed)
		return;
	d = LIST_PUSH(l->a, &l->drifts, struct drift);
	*d = (struct drift){ .kind = DRIFT_RELEASE,
		.name = STR("WooCommerce"),
		.was = arena_printf(l->a, "%lld", (long long)allowed),
		.is = version,
		.parts = SHOP_PART_ALL };
}

static int64_t
allowed_in(const struct looking *l)
{
	struct value tree = kept_tree(l, STR("@shop"));
	int64_t allowed = value_int(value_at(&tree, "allowed"), 0);

	return allowed > RELEASE_TRIED ? allowed : RELEASE_TRIED;
}

/* A statement a table, because a server that is asked for several at once
 * opens every table of the schema. */
static enum err
compare(struct looking *l)
{
	struct list tables = { 0 };
	int64_t allowed = allowed_in(l);
	enum err e = ERR_OK;

	shop_tables(l->app->shop, l->a, &tables);
	for (size_t i = 0; !e && i < tables.count; i++)
		e = look_at_table(l, LIST_AT(&tables, struct shop_table, i));
	if (e)
		return e;
	look_at_release(l, allowed);
	if (l->is_dry)
		return ERR_OK;
	return shape_save(l->app->db, STR("@shop"),
	    shop_json(l->a, shop_info(l->app->shop), allowed), l->now);
}

/* ---- telling ------------------------------------------------------------*/

static struct str
verdict(const struct looking *l)
{
	struct value tree = { .kind = VALUE_MAP };
	struct value *list;

	value_put_int(l->a, &tree, "closed", drift_closed(&l->drifts));
	list = value_push(l->a, &tree, STR("changes"), VALUE_LIST);
	for (size_t i = 0; i < l->drifts.count; i++) {
		const struct drift *d = LIST_AT(&l->drifts, struct drift, i);
		struct value *v = value_push(l->a, list, STR(""), VALUE_MAP);

		value_put_text(l->a, v, "what", str_of(drift_words[d->kind]));
		value_put_text(l->a, v, "table", d->table);
		value_put_text(l->a, v, "name", d->name);
		value_put_text(l->a, v, "was", d->was);
		value_put_text(l->a, v, "is", d->is);
		value_put_int(l->a, v, "parts", d->parts);
	}
	return conf_json_text(l->a, &tree, false);
}

static void
say(const struct looking *l, bool is_first)
{
	for (size_t i = 0; i < l->drifts.count; i++)
		log_say(LOG_WARN, "worker", "the shop has changed: " STR_FMT,
		    STR_ARG(drift_sentence(l->a, NULL,
			LIST_AT(&l->drifts, struct drift, i))));
	if (!l->drifts.count && !is_first)
		log_say(LOG_INFO, "worker",
		    "the shop's tables are as they were taken");
}

static enum err
tell(const struct looking *l, struct drift_watch *w)
{
	struct str json = verdict(l);
	bool is_first = !w->said[0];
	uint8_t sum[SHA256_SIZE];
	struct str hex;
	enum err e;

	sha256(json, sum);
	hex = hex_text(l->a, sum, SHA256_SIZE);
	if (str_is_z(hex, w->said))
		return ERR_OK;
	e = watch_save(l->app->db, "shape", json, l->now);
	if (e)
		return e;
	say(l, is_first);
	snprintf(w->said, sizeof(w->said), STR_FMT, STR_ARG(hex));
	return ERR_OK;
}

/* ---- when ---------------------------------------------------------------*/

static void
next_look(struct drift_watch *w, unsigned closed)
{
	int64_t seconds = closed ? CLOSED_SECONDS : LOOK_SECONDS;

	w->look_at = clock_tick() + seconds * 1000000;
}

/* A process that only lives for a round need not ask what another has asked
 * a moment ago. */
static bool
was_just_seen(struct looking *l, const struct drift_watch *w)
{
	const struct shape_row *row = kept_row(l, STR("@shop"));
	struct value tree = kept_tree(l, STR("@shop"));
	const struct shop_info *info = shop_info(l->app->shop);
	struct value watch;

	if (w->look_at || !row || l->now < row->taken_at ||
	    l->now - row->taken_at >= LOOK_SECONDS ||
	    !str_is(value_text(l->a, value_at(&tree, "version"), STR("")),
		info->platform_version) ||
	    !str_is(value_text(l->a, value_at(&tree, "storage"), STR("")),
		info->storage) ||
	    watch_load(l->app->db, l->a, &watch) ||
	    value_int(value_at(&watch, "shape.closed"), -1) != 0)
		return false;
	l->app->outbox.closed = 0;
	return true;
}

enum err
drift_look(
    struct app *app, struct arena *a, struct drift_watch *w, int64_t now)
{
	struct looking l = { .app = app, .a = a, .now = now };
	struct str key = shop_key(a, shop_info(app->shop));
	enum err e;

	if (clock_tick() < w->look_at && str_is_z(key, w->shop))
		return ERR_OK;
	e = shape_rows(app->db, a, &l.kept);
	if (e == ERR_BUSY)
		return e;
	if (!e && !was_just_seen(&l, w)) {
		e = compare(&l);
		if (!e)
			e = tell(&l, w);
		if (!e)
			app->outbox.closed = drift_closed(&l.drifts);
	}
	snprintf(w->shop, sizeof(w->shop), STR_FMT, STR_ARG(key));
	next_look(w, app->outbox.closed);
	/* Before the tables of this release are made nothing is watched. */
	return e == ERR_BUSY || e == ERR_UNSURE ? e : ERR_OK;
}

enum err
drift_look_now(
    struct app *app, struct arena *a, struct drift_watch *w, int64_t now)
{
	w->look_at = 1;
	return drift_look(app, a, w, now);
}

enum err
drift_judge(struct app *app, struct arena *a, struct list *out)
{
	struct looking l = { .app = app, .a = a, .is_dry = true };
	enum err e = shape_rows(app->db, a, &l.kept);

	if (!e)
		e = compare(&l);
	if (!e)
		*out = l.drifts;
	return e;
}

/* The moment 0 has every worker compare anew. */
enum err
drift_accept(struct tx *tx, struct app *app, struct arena *a)
{
	const struct shop_info *info = shop_info(app->shop);
	enum err e = shape_forget(tx);

	if (e)
		return e;
	return shape_put_in(tx, STR("@shop"),
	    shop_json(a, info, drift_release(info->platform_version)), 0);
}

static const struct personal_row personal[] = {
	{ .table = "shape",
	    .what = "Names and types of columns of the shop; no person.",
	    .keyed_by = "none" },
	{ .table = NULL }
};

const struct feature drift_feature = {
	.name = "drift",
	.personal = personal,
	.stmts = drift_stmts,
};
