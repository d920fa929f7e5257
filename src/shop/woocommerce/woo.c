/* woo.c - the handle of the WooCommerce adapter.
 *
 * Nothing is read here but the shop's wp-config.php, once; settings are
 * read by refresh.c.
 */
#include <stdio.h>

#include "inside.h"
#include "option.h"
#include "product.h"
#include "wpconfig.h"

#define NONE ((size_t)-1)
#define HANDLE_CAP (4 << 20)
#define SCRATCH_CAP (96 << 20)

static const struct db_stmt *const *const all_stmts[] = { woo_option_stmts,
	woo_found_stmts, woo_product_stmts, woo_session_stmts,
	woo_related_stmts, woo_worth_stmts, woo_choose_stmts, woo_order_stmts,
	NULL };

enum err
woo_fail(struct woo *w, enum err e, const char *what)
{
	struct str why = db_why(w->db);

	snprintf(w->why, sizeof(w->why), "woocommerce: %s: " STR_FMT, what,
	    STR_ARG(why));
	return e;
}

/* Where folders are when wp-config.php cannot be read. */
static void
usual_folders(struct woo *w, struct str dir)
{
	struct woo_constants *c = &w->constants;

	c->content_dir = arena_join(w->arena, dir, STR("/wp-content"));
	c->plugin_dir = arena_join(w->arena, c->content_dir, STR("/plugins"));
	c->lang_dir = arena_join(w->arena, c->content_dir, STR("/languages"));
}

/* Constants that stand above options. Without a folder there are none. */
static void
read_constants(struct woo *w)
{
	struct shop_probe probe;

	struct str dir = w->conf->wp_dir;

	w->main_site = 1;
	if (!dir.n)
		return;
	if (shop_probe(w->scratch, arena_z(w->scratch, dir), &probe)) {
		usual_folders(w, dir);
		return;
	}

	w->main_site = probe.site_id;
	w->constants = (struct woo_constants){
		.home_url = arena_str(w->arena, probe.home_url),
		.site_url = arena_str(w->arena, probe.site_url),
		.content_url = arena_str(w->arena, probe.content_url),
		.uploads = arena_str(w->arena, probe.uploads),
		.cookie_name = arena_str(w->arena, probe.cookie_name),
		.content_dir = arena_str(w->arena, probe.content_dir),
		.plugin_dir = arena_str(w->arena, probe.plugin_dir),
		.lang_dir = arena_str(w->arena, probe.lang_dir),
	};
}

void *
woo_open(struct db *db, const struct conf *conf)
{
	struct arena *arena = arena_new(HANDLE_CAP);
	struct woo *w = ARENA_NEW(arena, struct woo);

	w->arena = arena;
	w->db = db;
	w->conf = conf;
	w->scratch = arena_new(SCRATCH_CAP);
	w->cache = woo_cache_new(arena);
	for (size_t i = 0; all_stmts[i]; i++)
		for (size_t k = 0; all_stmts[i][k]; k++)
			*LIST_PUSH(arena, &w->stmts, const struct db_stmt *) =
			    all_stmts[i][k];
	LIST_PUSH(arena, &w->stmts, const struct db_stmt *);
	read_constants(w);
	arena_reset(w->scratch);
	return w;
}

void
woo_close(void *self)
{
	struct woo *w = self;

	if (!w)
		return;
	if (w->set)
		arena_free(w->set->arena);
	woo_words_free(w->words);
	woo_cache_free(w->cache);
	arena_free(w->scratch);
	arena_free(w->arena);
}

const struct shop_info *
woo_info(const void *self)
{
	const struct woo *w = self;

	return w->set ? &w->set->info : NULL;
}

struct str
woo_why(const void *self)
{
	return str_of(((const struct woo *)self)->why);
}

/* Tables that not every shop has, and whether this one does. */
static bool
has_tables(const struct woo *w, const struct db_stmt *st)
{
	static const struct str orders = S("{shop}wc_order");
	static const struct str parcels = S("{shop}wc_order_fulfillment");
	static const struct str network = S("{base}sitemeta");
	static const struct str carriers = S("{shop}woo_shippment");
	static const struct str translations = S("{shop}icl_translations");
	struct str reads = str_of(st->reads);

	if (str_find(reads, carriers) != NONE)
		return woo_has_carriers(w);
	if (str_find(reads, translations) != NONE)
		return woo_has_wpml(w);

	if (str_find(reads, network) != NONE)
		return w->is_network;
	if (str_find(reads, parcels) != NONE &&
	    !woo_option_yes(w, "woocommerce_feature_fulfillments_enabled"))
		return false;
	return w->set->is_hpos || str_find(reads, orders) == NONE;
}

/* The same without a shop to ask: orders of their own, and networks, a
 * plugin's carriers and translations. */
bool
woo_may_lack(struct str table)
{
	return str_has_prefix(table, STR("{shop}wc_order")) ||
	       str_has_prefix(table, STR("{shop}woo_shippment")) ||
	       str_is_z(table, "{shop}icl_translations") ||
	       str_is_z(table, "{base}blogs") ||
	       str_is_z(table, "{base}sitemeta");
}

const struct db_stmt *const *
woo_stmts(const void *self)
{
	const struct woo *w = self;
	struct list some = { NULL, 0, 0 };
	const struct db_stmt *const *all = w->stmts.items;

	if (!w->set)
		return all;
	for (size_t i = 0; all[i]; i++)
		if (has_tables(w, all[i]))
			*LIST_PUSH(w->set->arena, &some,
			    const struct db_stmt *) = all[i];
	LIST_PUSH(w->set->arena, &some, const struct db_stmt *);
	return some.items;
}
