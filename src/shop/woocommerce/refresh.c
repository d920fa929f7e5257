/* refresh.c - the snapshot of the shop's settings, renewed once a minute.
 *
 * Two statements: the options, and what they point to. A new snapshot stands
 * in an arena of its own and replaces the old one as a whole; when that
 * cannot be read, the old one goes on. The products that were remembered go
 * with it.
 */
#include "inside.h"
#include "option.h"
#include "product.h"

#define SET_CAP (24 << 20)
#define FRESH_SECONDS 60
/* After an order was asked for that is not there: the shop may keep its orders
 * elsewhere since. */
#define DOUBT_SECONDS 10

static bool
is_fresh(const struct woo *w, int64_t now)
{
	const struct woo_set *set = w->set;
	int64_t most = w->has_doubt ? DOUBT_SECONDS : FRESH_SECONDS;

	return set && now >= set->read_at && now - set->read_at < most;
}

/* A table that is not there, or that we may not read, is no network. */
static enum err
read_network(struct woo *w, struct woo_set *set)
{
	const struct db_conf *db = &w->conf->db;
	size_t before = set->options.count;
	bool is_marked = woo_option_in(&set->options, "network").n > 0;
	enum err e;

	if (!is_marked && w->conf->site_id <= 1 &&
	    str_is(db->prefix, db->base_prefix))
		return ERR_OK;

	e = woo_network_read(w, set->arena, &set->options);
	if (e == ERR_BUSY)
		return e;

	w->is_network = !e && set->options.count > before;
	return ERR_OK;
}

static enum err
read_set(struct woo *w, struct woo_set *set)
{
	struct woo_wanted wanted = { .pages_count = 0 };
	struct woo_found found = { .styles = { NULL, 0 } };
	struct woo_place shop;
	enum err e;

	e = woo_options_read(w, set->arena, &set->options);
	if (e)
		return woo_fail(w, e, "options");

	woo_options_sort(&set->options);
	e = read_network(w, set);
	if (e)
		return woo_fail(w, e, "network options");

	woo_options_sort(&set->options);
	if (!woo_option_in(&set->options, "siteurl").n)
		return woo_fail(w, ERR_BROKEN, "options without a siteurl");

	woo_info_begin(w, set);
	woo_info_want(w, set, &wanted);
	shop = (struct woo_place){ .country = set->base_country,
		.state = set->base_state,
		.postcode =
		    woo_option_in(&set->options, "woocommerce_store_postcode"),
		.city =
		    woo_option_in(&set->options, "woocommerce_store_city") };
	e = woo_found_read(w, set, &wanted, &shop, &found);
	if (e)
		return woo_fail(w, e, "what options point to");

	woo_info_finish(w, set, &found);
	return ERR_OK;
}

enum err
woo_refresh(void *self, int64_t now)
{
	struct woo *w = self;
	struct arena *arena;
	struct woo_set *set;
	enum err e;

	if (is_fresh(w, now))
		return ERR_OK;

	arena = arena_new(SET_CAP);
	set = ARENA_NEW(arena, struct woo_set);
	set->arena = arena;
	set->read_at = now;
	e = read_set(w, set);
	arena_reset(w->scratch);
	if (e) {
		arena_free(arena);
		return w->set ? ERR_OK : e;
	}
	if (w->set)
		arena_free(w->set->arena);
	w->set = set;
	w->has_doubt = false;
	woo_cache_empty(w->cache);
	return ERR_OK;
}
