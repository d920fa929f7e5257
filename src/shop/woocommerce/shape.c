/* shape.c - which tables and columns of the shop are read, so that somebody
 * can see when they change. Taken from the statements themselves.
 */
#include "inside.h"

#define NONE ((size_t)-1)

/* What of the shop's rows a table holds. Posts hold orders too where those
 * are kept so. What is not listed is read where it is there, and nothing
 * hangs on it. */
static const struct {
	const char *table; /* as in the reads of a statement */
	unsigned parts;
	unsigned parts_as_posts;
} rows[] = {
	{ "{shop}options", SHOP_PART_ALL, 0 },
	{ "{shop}posts", SHOP_PART_PRODUCTS, SHOP_PART_ORDERS },
	{ "{shop}postmeta", SHOP_PART_PRODUCTS, SHOP_PART_ORDERS },
	{ "{shop}term_relationships", SHOP_PART_PRODUCTS, 0 },
	{ "{shop}term_taxonomy", SHOP_PART_PRODUCTS, 0 },
	{ "{shop}terms", SHOP_PART_PRODUCTS, 0 },
	{ "{shop}wc_orders", SHOP_PART_ORDERS, 0 },
	{ "{shop}wc_orders_meta", SHOP_PART_ORDERS, 0 },
	{ "{shop}wc_order_addresses", SHOP_PART_ORDERS, 0 },
	{ "{shop}wc_order_operational_data", SHOP_PART_ORDERS, 0 },
	{ "{shop}woocommerce_order_items", SHOP_PART_ORDERS, 0 },
	{ "{shop}woocommerce_order_itemmeta", SHOP_PART_ORDERS, 0 },
	{ "{shop}comments", SHOP_PART_ORDERS, 0 },
	{ "{base}users", SHOP_PART_PEOPLE, 0 },
	{ "{base}usermeta", SHOP_PART_PEOPLE, 0 },
};

static unsigned
parts_of(const struct woo *w, struct str table)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_is_z(table, rows[i].table))
			return rows[i].parts |
			       (w->set->is_hpos ? 0 : rows[i].parts_as_posts);
	return 0;
}

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

/* Does the word stand in the text, in any case? */
static bool
has_word(struct str text, struct str word)
{
	for (size_t i = 0; word.n && i + word.n <= text.n; i++) {
		if (!str_is_nocase(
			str_head(str_skip(text, i), word.n), word))
			continue;
		if ((i == 0 || !is_word_byte(text.p[i - 1])) &&
		    (i + word.n == text.n ||
			!is_word_byte(text.p[i + word.n])))
			return true;
	}
	return false;
}

static bool
names_table(const char *list, struct str table)
{
	struct str rest = str_of(list);

	while (rest.n)
		if (str_is(str_cut(&rest, ' '), table))
			return true;
	return false;
}

bool
woo_reads(const void *self, struct str table, struct str column)
{
	const struct db_stmt *const *st = woo_stmts(self);

	for (; *st; st++)
		if (names_table((*st)->reads, table) &&
		    has_word(str_of((*st)->sql), column))
			return true;
	return false;
}

static struct str
real_name(const struct woo *w, struct arena *a, struct str table)
{
	static const struct str shop = S("{shop}");
	static const struct str base = S("{base}");

	if (str_has_prefix(table, shop))
		return arena_join(
		    a, w->conf->db.prefix, str_skip(table, shop.n));
	return arena_join(
	    a, w->conf->db.base_prefix, str_skip(table, base.n));
}

static void
add(const struct woo *w, struct arena *a, struct str table, struct list *out)
{
	struct shop_table *t;

	for (size_t i = 0; i < out->count; i++)
		if (str_is(LIST_AT(out, struct shop_table, i)->label, table))
			return;
	t = LIST_PUSH(a, out, struct shop_table);
	t->label = table;
	t->name = real_name(w, a, table);
	t->parts = parts_of(w, table);
}

void
woo_tables(const void *self, struct arena *a, struct list *out)
{
	const struct woo *w = self;

	for (const struct db_stmt *const *st = woo_stmts(self); *st; st++) {
		struct str rest = str_of((*st)->reads);

		while (rest.n) {
			struct str table = str_cut(&rest, ' ');

			if (table.n)
				add(w, a, table, out);
		}
	}
}
