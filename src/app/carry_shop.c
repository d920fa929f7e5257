/* carry_shop - which shop an export is of, and whether another one is the
 * same: by its address, its place in a network and an order that both must
 * know. */
#include "config.h"

#include "carry.h"

static struct str
number(struct carrying *c, int64_t n)
{
	return arena_printf(c->arena, "%lld", (long long)n);
}

enum err
carry_schema(struct carrying *c, int64_t *tables, int64_t *program)
{
	struct arena *a = c->arena;
	struct list found = { 0 };
	enum err e = db_schema(c->db, a, tables);

	if (!e)
		e = db_migrations(c->db, a,
		    arena_printz(a, STR_FMT "/migrations",
			STR_ARG(c->app.conf.share)),
		    &found);
	*program = 0;
	for (size_t i = 0; !e && i < found.count; i++)
		e = str_int(str_head(LIST_AT(&found, struct db_migration,
					 i)->name, 12),
		    program);
	return e;
}

/* The newest order is a witness: no other shop has the same one. */
static enum err
say_witness(struct carrying *c, struct carry *file)
{
	struct list heads = { 0 };
	const struct order_head *h;
	enum err e = shop_orders_last(c->app.shop, c->arena, 1, &heads);

	if (e || !heads.count)
		return e;
	h = LIST_AT(&heads, struct order_head, 0);
	e = carry_say(file, "newest_order", number(c, h->id));
	if (!e)
		e = carry_say(file, "newest_order_at",
		    number(c, h->created_at));
	return e;
}

enum err
carry_shop_say(struct carrying *c, struct carry *file)
{
	const struct shop_info *info = shop_info(c->app.shop);
	const struct conf *conf = &c->app.conf;
	int64_t schema = 0, program;
	enum err e = carry_schema(c, &schema, &program);
	const struct {
		const char *name;
		struct str value;
	} rows[] = {
		{ "format", number(c, CARRY_FORMAT) },
		{ "program", STR(PACKAGE_NAME " " PACKAGE_VERSION) },
		{ "release", number(c, DB_RELEASE) },
		{ "schema", number(c, schema) },
		{ "made_at", number(c, clock_now()) },
		{ "site_url", info->site_url },
		{ "home_url", info->home_url },
		{ "site_id", number(c, conf->site_id) },
		{ "prefix", conf->db.prefix },
		{ "platform", info->platform },
		{ "platform_version", info->platform_version },
		{ "storage", info->storage },
		{ "base_url", conf->base_url },
		{ "mode", str_of(conf_mode_words[conf->mode]) },
		{ "keys", c->with_keys ? STR("yes") : STR("no") },
	};

	for (size_t i = 0; !e && i < sizeof(rows) / sizeof(rows[0]); i++)
		e = carry_say(file, rows[i].name, rows[i].value);
	return e ? e : say_witness(c, file);
}

static void
compare(struct carrying *c, struct carry *file, const char *name,
    const char *what, struct str here, struct list *out)
{
	struct str there = carry_about(file, c->arena, name);

	if (!str_is(there, here))
		*LIST_PUSH(c->arena, out, struct str) = arena_printf(c->arena,
		    "%s there is " STR_FMT ", here " STR_FMT, what,
		    STR_ARG(there), STR_ARG(here));
}

static enum err
compare_witness(struct carrying *c, struct carry *file, struct list *out)
{
	struct str text = carry_about(file, c->arena, "newest_order");
	struct order_head head = { 0 };
	int64_t id, at;
	enum err e;

	if (!text.p)
		return ERR_OK;
	if (str_int(text, &id) ||
	    str_int(carry_about(file, c->arena, "newest_order_at"), &at))
		return ERR_BAD_INPUT;
	e = shop_order_head(c->app.shop, c->arena, id, &head);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || head.created_at != at)
		*LIST_PUSH(c->arena, out, struct str) = arena_printf(c->arena,
		    "order %lld, the newest that the file knows, is %s here",
		    (long long)id, e ? "missing" : "another one");
	return ERR_OK;
}

enum err
carry_shop_differs(
    struct carrying *c, struct carry *file, struct list *out)
{
	const struct shop_info *info = shop_info(c->app.shop);

	compare(c, file, "site_url", "the address of the shop",
	    info->site_url, out);
	compare(c, file, "site_id", "the number of the site",
	    number(c, c->app.conf.site_id), out);
	return compare_witness(c, file, out);
}
