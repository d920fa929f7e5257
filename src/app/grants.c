/* grants - which user needs which right on which table, taken from the
 * statements themselves (PK-04). */
#include "app.h"
#include "doctor_store.h"
#include "grants.h"
#include "notice_store.h"

/* Lists that belong to no feature. */
#define OTHERS 7

static const struct db_stmt *const *
lists_of(size_t i, const struct app *app)
{
	switch (i) {
	case 0:
		return app_stmts;
	case 1:
		return shop_stmts(app->shop);
	case 2:
		return link_stmts;
	case 3:
		return limit_stmts;
	case 4:
		return outbox_stmts;
	case 5:
		return db_stmts;
	case 6:
		return notice_stmts;
	default:
		return features[i - OTHERS] ? features[i - OTHERS]->stmts
					    : NULL;
	}
}

static bool
has_more(size_t i)
{
	return i < OTHERS || features[i - OTHERS];
}

static struct grant *
grant_of(struct arena *a, struct list *grants, struct str table)
{
	for (size_t i = 0; i < grants->count; i++) {
		struct grant *g = LIST_AT(grants, struct grant, i);

		if (str_is(g->table, table))
			return g;
	}
	struct grant *g = LIST_PUSH(a, grants, struct grant);

	g->table = table;
	return g;
}

static unsigned
right_of(struct str word)
{
	if (str_is_z(word, "INSERT"))
		return GRANT_INSERT;
	if (str_is_z(word, "UPDATE"))
		return GRANT_UPDATE;
	if (str_is_z(word, "DELETE"))
		return GRANT_DELETE;
	return GRANT_SELECT;
}

static void
add_reads(struct arena *a, struct list *grants, const char *reads)
{
	struct str rest = str_of(reads);

	while (rest.n) {
		struct str table = str_cut(&rest, ' ');

		if (table.n)
			grant_of(a, grants, table)->rights |= GRANT_SELECT;
	}
}

static void
add_writes(struct arena *a, struct list *grants, const char *writes)
{
	struct str rest = str_of(writes);

	while (rest.n) {
		struct str word = str_cut(&rest, ' ');
		struct str table = str_cut(&word, ':');
		struct grant *g;

		if (!table.n)
			continue;
		/* WHERE and ON DUPLICATE KEY read what they change. */
		g = grant_of(a, grants, table);
		g->rights |= GRANT_SELECT;
		while (word.n)
			g->rights |= right_of(str_cut(&word, ','));
	}
}

bool
grant_is_for(const struct db_stmt *st, enum db_role by)
{
	return by == DB_BOTH || st->by == DB_BOTH || st->by == by;
}

void
grants_each_list(const struct app *app,
    void (*see)(void *ctx, const struct db_stmt *const *list), void *ctx)
{
	for (size_t i = 0; has_more(i); i++) {
		const struct db_stmt *const *list = lists_of(i, app);

		if (list)
			see(ctx, list);
	}
}

struct collecting {
	struct arena *arena;
	struct list *grants;
	enum db_role by;
};

static void
collect_list(void *ctx, const struct db_stmt *const *list)
{
	struct collecting *c = ctx;

	for (; *list; list++) {
		if (!grant_is_for(*list, c->by))
			continue;
		add_reads(c->arena, c->grants, (*list)->reads);
		add_writes(c->arena, c->grants, (*list)->writes);
	}
}

void
grants_collect(struct arena *a, const struct app *app, enum db_role by,
    struct list *grants)
{
	struct collecting c = { a, grants, by };

	grants_each_list(app, collect_list, &c);
}

bool
grant_is_own(const struct grant *g)
{
	return str_has_prefix(g->table, STR("{own}"));
}

/* {shop}posts becomes wp_posts. */
struct str
grant_table(struct arena *a, const struct db_conf *conf, struct str table)
{
	static const struct str own = S("{own}");
	static const struct str shop = S("{shop}");
	static const struct str base = S("{base}");

	if (str_has_prefix(table, own))
		return arena_printf(a, STR_FMT "aftersale_" STR_FMT,
		    STR_ARG(conf->prefix), STR_ARG(str_skip(table, own.n)));
	if (str_has_prefix(table, shop))
		return arena_join(a, conf->prefix, str_skip(table, shop.n));
	if (str_has_prefix(table, base))
		return arena_join(a, conf->base_prefix,
		    str_skip(table, base.n));
	return table;
}

enum grant_place
grant_place(struct arena *a, const struct app *app, struct db *db,
    const struct grant *g)
{
	struct str name = grant_table(a, &app->conf.db, g->table);
	bool is_there;

	if (grant_is_own(g))
		return GRANT_THERE;
	if (!db || table_is_there(db, a, name, &is_there))
		return shop_may_lack(app->shop, g->table) ? GRANT_UNKNOWN
							  : GRANT_THERE;
	return is_there ? GRANT_THERE : GRANT_MISSING;
}

bool
grants_may_ask(struct db *db, struct arena *a)
{
	struct account_rights rights;

	return !account_rights(db, a, STR(""), &rights) && rights.reads > 0;
}

struct str
grant_rights(struct arena *a, unsigned rights)
{
	static const struct {
		unsigned bit;
		const char *word;
	} rows[] = {
		{ GRANT_SELECT, "SELECT" },
		{ GRANT_INSERT, "INSERT" },
		{ GRANT_UPDATE, "UPDATE" },
		{ GRANT_DELETE, "DELETE" },
	};
	struct buf b = buf_new(a, 64);

	for (size_t i = 0; i < 4; i++) {
		if (!(rights & rows[i].bit))
			continue;
		if (b.n)
			buf_putz(&b, ", ");
		buf_putz(&b, rows[i].word);
	}
	return buf_str(&b);
}
