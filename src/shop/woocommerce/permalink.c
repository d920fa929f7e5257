/* permalink.c - addresses as WordPress would print them.
 *
 * Pretty or plain by the shop's setting; slugs stay encoded as they are
 * stored. Which option holds what is known here, reading it is not.
 */
#include <inttypes.h>
#include <string.h>

#include "permalink.h"
#include "php.h"

#define NONE ((size_t)-1)
#define PATH_MAX_BYTES 2048
#define DEPTH_MAX 12 /* of pages and categories; a circle ends there */

static const char hex[] = "0123456789ABCDEF";

static bool
is_plain_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

struct str
woo_urlencode(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, s.n * 3 + 1);

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (is_plain_byte(s.p[i])) {
			buf_putc(&b, s.p[i]);
		} else if (c == ' ') {
			buf_putc(&b, '+');
		} else {
			buf_putc(&b, '%');
			buf_putc(&b, hex[c >> 4]);
			buf_putc(&b, hex[c & 15]);
		}
	}
	return buf_str(&b);
}

static struct str
trim_slashes(struct str s)
{
	while (s.n && s.p[0] == '/')
		s = str_skip(s, 1);
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

void
woo_links_setup(struct woo_set *set, struct arena *a, struct arena *scratch,
    struct str structure, struct str bases)
{
	struct arena_mark mark = arena_mark(scratch);
	const struct value *tree = php_tree(scratch, bases);
	struct str base =
	    value_text(scratch, value_get(tree, STR("product_base")), STR(""));

	base = trim_slashes(base);
	set->has_pretty_links = structure.n > 0;
	set->ends_in_slash = str_has_suffix(structure, STR("/"));
	set->link_root = str_has_prefix(structure, STR("/index.php"))
			     ? STR("index.php/")
			     : STR("");
	set->product_base = base.n ? arena_str(a, base) : STR("product");
	arena_release(scratch, mark);
}

static struct str
pretty(const struct woo_set *set, struct arena *a, struct str path)
{
	return arena_printf(a, STR_FMT "/" STR_FMT STR_FMT "%s",
	    STR_ARG(set->info.home_url), STR_ARG(set->link_root), STR_ARG(path),
	    set->ends_in_slash ? "/" : "");
}

/* ---- pages ------------------------------------------------------------- */

static const struct woo_page *
page_in(const struct list *pages, int64_t id)
{
	for (size_t i = 0; i < pages->count; i++) {
		const struct woo_page *p = LIST_AT(pages, struct woo_page, i);

		if (p->id == id)
			return p;
	}
	return NULL;
}

struct str
woo_page_url(const struct woo_set *set, struct arena *a,
    const struct list *pages, int64_t id, int64_t front_id, bool must_be_public)
{
	const struct woo_page *page = page_in(pages, id);
	bool is_public = page && str_is_z(page->status, "publish");
	struct str path;

	if (id <= 0 || !page || str_is_z(page->status, "trash") ||
	    (must_be_public && !is_public))
		return STR("");
	if (id == front_id)
		return arena_printf(
		    a, STR_FMT "/", STR_ARG(set->info.home_url));
	if (!set->has_pretty_links || !is_public)
		return arena_printf(a, STR_FMT "/?page_id=%" PRId64,
		    STR_ARG(set->info.home_url), id);

	path = page->slug;
	for (int depth = 0; page && page->parent && depth < DEPTH_MAX;
	     depth++) {
		page = page_in(pages, page->parent);
		if (page)
			path = arena_printf(a, STR_FMT "/" STR_FMT,
			    STR_ARG(page->slug), STR_ARG(path));
	}
	return pretty(set, a, path);
}

struct str
woo_endpoint(const struct woo *w, struct arena *a, struct str page,
    struct str endpoint, struct str value)
{
	size_t mark = str_find_byte(page, '?');
	struct str path = mark == NONE ? page : str_head(page, mark);
	struct str query = mark == NONE ? STR("") : str_skip(page, mark);

	if (!page.n || !endpoint.n)
		return STR("");
	if (!w->set->has_pretty_links)
		return arena_printf(a, STR_FMT "%c" STR_FMT "=" STR_FMT,
		    STR_ARG(page), mark == NONE ? '?' : '&', STR_ARG(endpoint),
		    STR_ARG(value));

	while (str_has_suffix(path, STR("/")))
		path.n--;
	return arena_printf(a, STR_FMT "/" STR_FMT "%s" STR_FMT "%s" STR_FMT,
	    STR_ARG(path), STR_ARG(endpoint), value.n ? "/" : "",
	    STR_ARG(value), w->set->ends_in_slash ? "/" : "", STR_ARG(query));
}

/* ---- products ---------------------------------------------------------- */

static const struct woo_term *
category_in(const struct list *terms, int64_t id)
{
	for (size_t i = 0; i < terms->count; i++) {
		const struct woo_term *t = LIST_AT(terms, struct woo_term, i);

		if (t->id == id)
			return t;
	}
	return NULL;
}

/* The deepest is taken for the one with the youngest parent, as the shop
 * does; among equals the oldest. */
static const struct woo_term *
main_category(const struct list *terms)
{
	const struct woo_term *best = NULL;

	for (size_t i = 0; terms && i < terms->count; i++) {
		const struct woo_term *t = LIST_AT(terms, struct woo_term, i);

		if (!best || t->parent > best->parent ||
		    (t->parent == best->parent && t->id < best->id))
			best = t;
	}
	return best;
}

static struct str
category_path(
    const struct woo_set *set, struct arena *a, const struct list *categories)
{
	const struct woo_term *term = main_category(categories);
	struct str path;

	if (!term)
		return STR("uncategorized");

	path = term->slug;
	for (int depth = 0; term && term->parent && depth < DEPTH_MAX;
	     depth++) {
		term = category_in(&set->categories, term->parent);
		if (term)
			path = arena_printf(a, STR_FMT "/" STR_FMT,
			    STR_ARG(term->slug), STR_ARG(path));
	}
	return path;
}

/* A piece of the date, at a place of "2026-02-01 10:00:00". */
struct date_part {
	const char *tag;
	unsigned char at;
	unsigned char n;
};

static const struct date_part date_parts[] = {
	{ "%year%", 0, 4 },
	{ "%monthnum%", 5, 2 },
	{ "%day%", 8, 2 },
	{ "%hour%", 11, 2 },
	{ "%minute%", 14, 2 },
	{ "%second%", 17, 2 },
	{ NULL, 0, 0 },
};

/* Writes what the tag that s begins with stands for; gives its length. */
static size_t
put_tag(struct buf *b, const struct woo_set *set, struct arena *a,
    const struct woo_link *link, struct str s)
{
	if (str_has_prefix(s, STR("%product_cat%"))) {
		buf_put(b, category_path(set, a, link->categories));
		return strlen("%product_cat%");
	}
	if (str_has_prefix(s, STR("%category%"))) {
		buf_put(b, category_path(set, a, link->categories));
		return strlen("%category%");
	}
	if (str_has_prefix(s, STR("%post_id%"))) {
		buf_printf(b, "%" PRId64, link->id);
		return strlen("%post_id%");
	}
	for (const struct date_part *d = date_parts; d->tag; d++) {
		if (!str_has_prefix(s, str_of(d->tag)))
			continue;
		buf_put(b, str_head(str_skip(link->date, d->at), d->n));
		return strlen(d->tag);
	}
	return 0;
}

static struct str
base_of(const struct woo_set *set, struct arena *a, const struct woo_link *link)
{
	struct str s = set->product_base;
	struct buf b = buf_new(a, PATH_MAX_BYTES);

	if (str_find_byte(s, '%') == NONE)
		return s;
	while (s.n) {
		size_t n = s.p[0] == '%' ? put_tag(&b, set, a, link, s) : 0;

		if (!n) {
			buf_putc(&b, s.p[0]);
			n = 1;
		}
		s = str_skip(s, n);
	}
	return buf_str(&b);
}

/* In a query WordPress decodes and encodes again: the digits become upper
 * case. */
static struct str
upper_escapes(struct arena *a, struct str slug)
{
	char *z = arena_z(a, slug);

	for (size_t i = 0; i + 2 < slug.n; i++)
		for (size_t k = 1; z[i] == '%' && k < 3; k++)
			if (z[i + k] >= 'a' && z[i + k] <= 'f')
				z[i + k] = (char)(z[i + k] - 'a' + 'A');
	return (struct str){ z, slug.n };
}

static bool
has_choice(const struct list *choices)
{
	for (size_t i = 0; choices && i < choices->count; i++)
		if (LIST_AT(choices, struct woo_choice, i)->value.n)
			return true;
	return false;
}

/* The page of a variation: its choices as a query; "any" is left out. */
static struct str
with_choices(struct arena *a, struct str url, const struct list *choices)
{
	struct buf b = buf_new(a, 8 * PATH_MAX_BYTES);
	char joint = str_find_byte(url, '?') == NONE ? '?' : '&';

	buf_put(&b, url);
	for (size_t i = 0; i < choices->count; i++) {
		const struct woo_choice *c =
		    LIST_AT(choices, struct woo_choice, i);

		if (!c->value.n)
			continue;
		buf_putc(&b, joint);
		buf_putz(&b, "attribute_");
		buf_put(&b, woo_urlencode(a, c->key));
		buf_putc(&b, '=');
		buf_put(&b, woo_urlencode(a, c->value));
		joint = '&';
	}
	return b.overflow ? url : buf_str(&b);
}

static struct str
plain_product_url(
    const struct woo_set *set, struct arena *a, const struct woo_link *link)
{
	struct str slug = link->slug;

	if (!str_is_z(link->status, "publish"))
		return arena_printf(a, STR_FMT "/?post_type=product&p=%" PRId64,
		    STR_ARG(set->info.home_url), link->id);
	if (has_choice(link->choices))
		slug = upper_escapes(a, slug);
	return arena_printf(a, STR_FMT "/?product=" STR_FMT,
	    STR_ARG(set->info.home_url), STR_ARG(slug));
}

struct str
woo_product_url(
    const struct woo_set *set, struct arena *a, const struct woo_link *link)
{
	struct str url;

	if (set->has_pretty_links && str_is_z(link->status, "publish"))
		url = pretty(set, a,
		    arena_printf(a, STR_FMT "/" STR_FMT,
			STR_ARG(base_of(set, a, link)), STR_ARG(link->slug)));
	else
		url = plain_product_url(set, a, link);

	if (has_choice(link->choices))
		url = with_choices(a, url, link->choices);
	return url;
}
