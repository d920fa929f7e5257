/* line_pair.c - "Colour: Red": the metas of a line a buyer may read.
 *
 * Those are the ones whose key does not begin with an underscore and whose
 * value is plain. A choice that already stands in the name of a variation is
 * left out, and that something was on backorder once the order is completed
 * (until WooCommerce 9.9 both were printed).
 */
#include "aftersale/crypt.h"

#include "order.h"
#include "text.h"

/* %41 is A; anything else with a percent sign stays. */
static struct str
unescape(struct arena *a, struct str s)
{
	struct buf b;
	uint8_t byte;
	size_t n;

	if (str_find_byte(s, '%') == (size_t)-1)
		return s;
	b = buf_new(a, s.n);
	for (; s.n; s = str_skip(s, n)) {
		n = 1;
		if (s.p[0] == '%' && s.n > 2 &&
		    !hex_bytes(str_head(str_skip(s, 1), 2), &byte, 1, &n)) {
			buf_putc(&b, (char)byte);
			n = 3;
		} else {
			buf_putc(&b, s.p[0]);
			n = 1;
		}
	}
	return buf_str(&b);
}

/* One byte as it stands in a slug. */
static char
slug_byte(char c)
{
	if (c == ' ')
		return '-';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Slugs of other scripts are stored escaped; the text may be typed by hand:
 * "Dark Red" is the slug "dark-red". */
static bool
is_slug_of(struct arena *a, struct str slug, struct str text)
{
	slug = unescape(a, slug);
	if (slug.n != text.n)
		return false;
	for (size_t i = 0; i < slug.n; i++)
		if (slug_byte(slug.p[i]) != slug_byte(text.p[i]))
			return false;
	return true;
}

static bool
find_nocase(struct str s, struct str needle, size_t *at)
{
	for (size_t i = 0; i + needle.n <= s.n; i++) {
		if (str_is_nocase(str_head(str_skip(s, i), needle.n), needle)) {
			*at = i;
			return true;
		}
	}
	return false;
}

/* "Hoodie - Red, No" has " Red," inside and ends with " No". */
static bool
is_in_name(struct arena *a, struct str value, struct str name)
{
	struct str inside = arena_printf(a, " " STR_FMT ",", STR_ARG(value));
	struct str ending = str_head(inside, inside.n - 1);
	size_t at;

	if (find_nocase(name, inside, &at))
		return true;
	return name.n >= ending.n &&
	       str_is_nocase(str_skip(name, name.n - ending.n), ending);
}

static struct str
label_in(struct arena *a, const struct list *attributes, struct str key)
{
	for (size_t i = 0; i < attributes->count; i++) {
		const struct woo_attribute *at =
		    LIST_AT(attributes, const struct woo_attribute, i);

		if (is_slug_of(a, at->key, key))
			return at->label;
	}
	return (struct str){ 0 };
}

static struct str
name_of_term(struct arena *a, const struct list *terms, struct str taxonomy,
    struct str slug)
{
	for (size_t i = 0; i < terms->count; i++) {
		const struct woo_term *t =
		    LIST_AT(terms, const struct woo_term, i);

		if (str_is(t->taxonomy, taxonomy) && is_slug_of(a, t->slug, slug))
			return t->name;
	}
	return (struct str){ 0 };
}

/* The product's own attribute, or a taxonomy of the shop, or the key. */
static struct str
label_of(const struct order_press *press, const struct woo_product *p,
    struct str key)
{
	struct arena *a = press->arena;
	struct str label = label_in(a, &press->w->set->attributes, key);

	if (!label.n && p)
		label = label_in(a, &p->attributes, key);
	return label.n ? label : woo_plain(press->arena, key);
}

static struct str
value_of(const struct order_press *press, const struct woo_product *p,
    struct str key, struct str value)
{
	struct arena *a = press->arena;
	struct str name = { 0 };

	if (label_in(a, &press->w->set->attributes, key).n) {
		name = name_of_term(a, &press->w->set->words, key, value);
		if (!name.n && p)
			name = name_of_term(a, &p->terms, key, value);
	}
	return name.n ? name : value;
}

/* "attribute_" is taken out wherever it stands. */
static struct str
attribute_of(struct arena *a, struct str key)
{
	static const struct str word = S("attribute_");
	size_t at;

	while ((at = str_find(key, word)) != (size_t)-1)
		key = arena_join(
		    a, str_head(key, at), str_skip(key, at + word.n));
	return key;
}

/* The value as text; false when it is a list, an object or nothing. */
static bool
is_scalar(struct arena *a, struct str raw, struct str *out)
{
	struct value v = raw_value(a, raw);

	switch (v.kind) {
	case VALUE_TEXT:
	case VALUE_NUMBER:
		*out = v.text;
		return v.text.n > 0;
	case VALUE_INT:
		*out = dec_text(a, dec_int(v.number));
		return true;
	case VALUE_BOOL:
		*out = v.flag ? STR("1") : (struct str){ 0 };
		return true;
	default:
		return false;
	}
}

/* The key is a word of the shop's language. */
static bool
was_backordered(const struct order_press *press, struct str key)
{
	enum order_state state =
	    status_state(status_slug(press->raw->row.status));
	struct str word =
	    woo_tr(press->w, press->w->set->info.locale, NULL, "Backordered");

	return state == ORDER_COMPLETED &&
	       (str_is(key, word) || str_is_z(key, "Backordered"));
}

/* Is it one of the pairs that newer versions leave out? */
static bool
is_left_out(const struct order_press *press, const struct woo_product *p,
    const struct raw_item *line, struct str key, struct str value)
{
	if (!woo_is_least(press->w, 9, 9))
		return false;
	if (was_backordered(press, key))
		return true;
	return p && p->type == WOO_VARIATION &&
	       is_in_name(press->arena, value, line->name);
}

static void
put_pair(const struct order_press *press, const struct raw_item *line,
    const struct order_meta *m, struct list *out)
{
	const struct woo_product *p = line_product(press->raw, line);
	struct arena *a = press->arena;
	struct order_pair *pair;
	struct str key;
	struct str value;

	if (!m->key.n || m->key.p[0] == '_' || !is_scalar(a, m->value, &value))
		return;
	key = attribute_of(a, unescape(a, m->key));
	value = unescape(a, value);
	value = value_of(press, p, key, value);
	if (is_left_out(press, p, line, key, value))
		return;
	pair = LIST_PUSH(a, out, struct order_pair);
	pair->label = label_of(press, p, key);
	pair->value = woo_plain_lines(a, value);
}

void
line_pairs(const struct order_press *press, const struct raw_item *line,
    struct list *out)
{
	for (size_t i = 0; i < line->metas.count; i++)
		put_pair(press, line,
		    LIST_AT(&line->metas, const struct order_meta, i), out);
}
