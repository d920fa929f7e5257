/* raw.c - reading single values of an order's rows as PHP would. */
#include "order.h"
#include "php.h"

struct str
raw_meta(const struct list *metas, const char *key)
{
	for (size_t i = 0; i < metas->count; i++) {
		const struct order_meta *m =
		    LIST_AT(metas, const struct order_meta, i);

		if (str_is_z(m->key, key))
			return m->value;
	}
	return (struct str){ 0 };
}

struct dec
raw_dec(struct str s)
{
	struct dec d = { 0 };

	if (dec_parse(s, &d))
		return (struct dec){ 0 };
	return d;
}

struct dec
raw_meta_dec(const struct list *metas, const char *key)
{
	return raw_dec(raw_meta(metas, key));
}

int64_t
raw_meta_int(const struct list *metas, const char *key)
{
	int64_t n = 0;

	if (str_int(str_trim(raw_meta(metas, key)), &n))
		return 0;
	return n;
}

int64_t
raw_time(struct str s)
{
	int64_t t = 0;

	s = str_trim(s);
	if (!str_int(s, &t))
		return t > 0 ? t : 0;
	if (time_parse(s, &t))
		return 0;
	return t;
}

bool
raw_yes(struct str s)
{
	return str_is_z(s, "1") || str_is_z(s, "yes");
}

/* WordPress' own test for serialized text: the shape, not the content. */
static bool
looks_serialized(struct str s)
{
	char last;

	if (str_is_z(s, "N;"))
		return true;
	if (s.n < 4 || s.p[1] != ':')
		return false;
	last = s.p[s.n - 1];
	switch (s.p[0]) {
	case 's':
		return last == ';' && s.p[s.n - 2] == '"';
	case 'a':
	case 'O':
	case 'E':
		return (last == ';' || last == '}') && s.p[2] >= '0' &&
		       s.p[2] <= '9';
	case 'b':
	case 'i':
	case 'd':
		return last == ';' && str_find_byte(s, ';') == s.n - 1;
	default:
		return false;
	}
}

struct value
raw_value(struct arena *a, struct str s)
{
	struct value v = { .kind = VALUE_TEXT, .text = s };
	struct str trimmed = str_trim(s);

	if (!looks_serialized(trimmed))
		return v;
	if (php_read(a, trimmed, &v))
		return (struct value){ .kind = VALUE_BOOL };
	return v;
}

bool
raw_is_refund_item(const struct raw_order *o, const struct raw_item *it)
{
	return it->order_id != o->row.id;
}

bool
woo_is_least(const struct woo *w, int major, int minor)
{
	struct str version = woo_option(w, "woocommerce_version");
	int64_t have_major;
	int64_t have_minor = 0;

	/* A version nobody can read is taken for a new one. */
	if (str_int(str_cut(&version, '.'), &have_major))
		return true;
	if (version.n && str_int(str_cut(&version, '.'), &have_minor))
		have_minor = 0;
	return have_major > major ||
	       (have_major == major && have_minor >= minor);
}
