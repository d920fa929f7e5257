/* product_cache.c - products by id, remembered until the next refresh.
 *
 * A page asks for its products at once; what is not remembered costs one
 * statement, and a second one for parents and members of groups that nobody
 * asked for. Bounded: what does not fit lives as long as the request. Ids
 * without a product are remembered, too.
 */
#include <string.h>

#include "product.h"

#define CACHE_CAP (16 << 20)
#define CACHE_BYTES (4 << 20)
#define CACHE_MOST 2048

enum { SLOTS = 4096, IDS_MAX = 256 };

_Static_assert(CACHE_MOST < UINT16_MAX && CACHE_MOST < SLOTS, "they fit");

struct known {
	int64_t id;
	const struct woo_product *product; /* NULL: there is none */
};

/* The table holds numbers of rows, so that a process that answers one request
 * clears few pages. */
struct woo_cache {
	struct arena *arena;
	struct list known; /* struct known */
	uint16_t *slots;   /* 0: free, else one more than its index */
};

struct woo_cache *
woo_cache_new(struct arena *a)
{
	struct woo_cache *cache = ARENA_NEW(a, struct woo_cache);

	cache->arena = arena_new(CACHE_CAP);
	return cache;
}

void
woo_cache_empty(struct woo_cache *cache)
{
	arena_reset(cache->arena);
	cache->slots = NULL;
	cache->known = (struct list){ 0 };
}

void
woo_cache_free(struct woo_cache *cache)
{
	arena_free(cache->arena);
}

/* The slot of the id, or the free one it would take. */
static uint16_t *
slot_of(struct woo_cache *cache, int64_t id)
{
	size_t i = ((uint64_t)id * 0x9e3779b97f4a7c15u) >> 32;

	if (!cache->slots)
		cache->slots = ARENA_ARRAY(cache->arena, uint16_t, SLOTS);
	for (;; i++) {
		uint16_t *slot = &cache->slots[i % SLOTS];

		if (!*slot ||
		    LIST_AT(&cache->known, struct known, *slot - 1)->id == id)
			return slot;
	}
}

/* What is known of the id; NULL: nothing. */
static const struct known *
known_of(struct woo_cache *cache, int64_t id)
{
	const uint16_t *slot = slot_of(cache, id);

	return *slot ? LIST_AT(&cache->known, struct known, *slot - 1) : NULL;
}

static bool
has_room(const struct woo_cache *cache)
{
	return cache->known.count < CACHE_MOST &&
	       arena_used(cache->arena) < CACHE_BYTES;
}

/* ---- a page's products ------------------------------------------------- */

struct page {
	struct woo *w;
	struct arena *a; /* for what does not fit */
	int64_t now;
	const int64_t *ids;
	size_t count;
	const struct woo_product *found[IDS_MAX];
	bool is_known[IDS_MAX];
	struct woo_raws raws;
};

static size_t
look_up(struct page *p)
{
	size_t missing = 0;

	for (size_t i = 0; i < p->count; i++) {
		const struct known *known =
		    p->ids[i] > 0 ? known_of(p->w->cache, p->ids[i]) : NULL;

		p->is_known[i] = p->ids[i] <= 0 || known;
		p->found[i] = known ? known->product : NULL;
		missing += !p->is_known[i];
	}
	return missing;
}

static void
add(int64_t *ids, size_t *n, int64_t id)
{
	for (size_t i = 0; i < *n; i++)
		if (ids[i] == id)
			return;
	if (id > 0 && *n < IDS_MAX)
		ids[(*n)++] = id;
}

/* Parents of variations and members of groups. */
static size_t
others(struct page *p, int64_t *ids)
{
	size_t n = 0;

	for (size_t i = 0; i < p->raws.items.count; i++) {
		const struct woo_raw *raw =
		    *LIST_AT(&p->raws.items, struct woo_raw *, i);
		enum woo_type type = woo_type_of(raw);
		struct list members = { NULL, 0, 0 };

		if (type == WOO_VARIATION)
			add(ids, &n, raw->parent_id);
		if (type != WOO_GROUPED)
			continue;
		woo_ids_read(p->w->scratch, p->w->scratch,
		    raw->metas[WOO_META_CHILDREN].text, &members);
		for (size_t k = 0; k < members.count; k++)
			add(ids, &n, *LIST_AT(&members, int64_t, k));
	}
	return n;
}

static enum err
read_rows(struct page *p)
{
	int64_t ids[IDS_MAX];
	size_t n = 0;
	enum err e;

	for (size_t i = 0; i < p->count; i++)
		if (!p->is_known[i])
			add(ids, &n, p->ids[i]);
	e = woo_raws_read(p->w, p->w->scratch, ids, n, &p->raws);
	if (e)
		return e;

	n = others(p, ids);
	return woo_raws_read(p->w, p->w->scratch, ids, n, &p->raws);
}

static const struct woo_product *
make(struct page *p, int64_t id)
{
	struct woo_cache *cache = p->w->cache;
	const struct woo_raw *raw = woo_raw_in(&p->raws, id);
	const struct known *known = known_of(cache, id);
	struct known *fresh;

	if (known)
		return known->product;
	if (!has_room(cache))
		return raw ? woo_product_make(p->w, p->a, raw, &p->raws, p->now)
			   : NULL;
	fresh = LIST_PUSH(cache->arena, &cache->known, struct known);
	fresh->id = id;
	*slot_of(cache, id) = (uint16_t)cache->known.count;
	if (raw)
		fresh->product =
		    woo_product_make(p->w, cache->arena, raw, &p->raws, p->now);
	return fresh->product;
}

enum err
woo_products(struct woo *w, struct arena *a, const int64_t *ids, size_t count,
    int64_t now, struct list *out)
{
	struct arena_mark mark = arena_mark(w->scratch);
	struct page p = {
		.w = w, .a = a, .now = now, .ids = ids, .count = count
	};
	enum err e;

	if (count > IDS_MAX)
		return ERR_BAD_INPUT;
	if (look_up(&p)) {
		e = read_rows(&p);
		if (e) {
			arena_release(w->scratch, mark);
			return e;
		}
	}
	for (size_t i = 0; i < count; i++) {
		const struct woo_product *found =
		    p.is_known[i] ? p.found[i] : make(&p, ids[i]);

		if (found)
			*LIST_PUSH(a, out, const struct woo_product *) = found;
	}
	arena_release(w->scratch, mark);
	return ERR_OK;
}

const struct woo_product *
woo_product_in(const struct list *list, int64_t id)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct woo_product *p =
		    *LIST_AT(list, const struct woo_product *, i);

		if (p->p.id == id)
			return p;
	}
	return NULL;
}

enum err
woo_shop_products(void *self, struct arena *a, const int64_t *ids, size_t count,
    int64_t now, struct list *out)
{
	struct list found = { NULL, 0, 0 };
	enum err e;

	e = woo_products(self, a, ids, count, now, &found);
	if (e)
		return e;

	for (size_t i = 0; i < found.count; i++)
		*LIST_PUSH(a, out, struct product) =
		    (*LIST_AT(&found, const struct woo_product *, i))->p;
	return ERR_OK;
}
