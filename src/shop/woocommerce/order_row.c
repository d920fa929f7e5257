/* order_row.c - the one row of an order, in either storage.
 *
 * HPOS: a join of four rows. Posts: the post; its metas come with the other
 * bits (order_bits.c) and are filed into the same struct here.
 */
#include "order.h"
#include "row.h"

static const struct field hpos_row[] = {
	FIELD(struct raw_row, id),
	FIELD(struct raw_row, type),
	FIELD(struct raw_row, status),
	FIELD(struct raw_row, currency),
	FIELD(struct raw_row, total),
	FIELD(struct raw_row, tax),
	FIELD(struct raw_row, customer),
	FIELD(struct raw_row, email),
	FIELD(struct raw_row, created),
	FIELD(struct raw_row, updated),
	FIELD(struct raw_row, payment_method),
	FIELD(struct raw_row, payment_title),
	FIELD(struct raw_row, note),
	FIELD(struct raw_row, key),
	FIELD(struct raw_row, prices_include_tax),
	FIELD(struct raw_row, paid),
	FIELD(struct raw_row, completed),
	FIELD(struct raw_row, shipping_total),
	FIELD(struct raw_row, shipping_tax),
	FIELD(struct raw_row, discount_total),
	FIELD(struct raw_row, discount_tax),
	FIELD(struct raw_row, b_first),
	FIELD(struct raw_row, b_last),
	FIELD(struct raw_row, b_company),
	FIELD(struct raw_row, b_address_1),
	FIELD(struct raw_row, b_address_2),
	FIELD(struct raw_row, b_city),
	FIELD(struct raw_row, b_state),
	FIELD(struct raw_row, b_postcode),
	FIELD(struct raw_row, b_country),
	FIELD(struct raw_row, b_phone),
	FIELD(struct raw_row, s_first),
	FIELD(struct raw_row, s_last),
	FIELD(struct raw_row, s_company),
	FIELD(struct raw_row, s_address_1),
	FIELD(struct raw_row, s_address_2),
	FIELD(struct raw_row, s_city),
	FIELD(struct raw_row, s_state),
	FIELD(struct raw_row, s_postcode),
	FIELD(struct raw_row, s_country),
	FIELD(struct raw_row, s_phone),
	FIELD_STOP,
};

#define ADDRESS(t, p)                                                          \
	"       " t ".first_name AS " p "first, " t ".last_name AS " p "last," \
	"       " t ".company AS " p "company,"                                \
	"       " t ".address_1 AS " p "address_1,"                            \
	"       " t ".address_2 AS " p "address_2, " t ".city AS " p "city,"   \
	"       " t ".state AS " p "state, " t ".postcode AS " p "postcode,"   \
	"       " t ".country AS " p "country, " t ".phone AS " p "phone"

/* clang-format off */
const struct db_stmt order_row_hpos = {
	.name = "woo.order_row_hpos",
	.row = hpos_row,
	.row_size = sizeof(struct raw_row),
	.reads = "{shop}wc_orders {shop}wc_order_operational_data"
		 " {shop}wc_order_addresses",
	.sql =
	    "SELECT o.id, o.type, o.status, o.currency,"
	    "       o.total_amount AS total, o.tax_amount AS tax,"
	    "       o.customer_id AS customer, o.billing_email AS email,"
	    "       o.date_created_gmt AS created,"
	    "       o.date_updated_gmt AS updated,"
	    "       o.payment_method, o.payment_method_title AS payment_title,"
	    "       o.customer_note AS note, d.order_key AS `key`,"
	    "       d.prices_include_tax, d.date_paid_gmt AS paid,"
	    "       d.date_completed_gmt AS completed,"
	    "       d.shipping_total_amount AS shipping_total,"
	    "       d.shipping_tax_amount AS shipping_tax,"
	    "       d.discount_total_amount AS discount_total,"
	    "       d.discount_tax_amount AS discount_tax,"
	    ADDRESS("b", "b_") "," ADDRESS("s", "s_")
	    "  FROM {shop}wc_orders o"
	    "  LEFT JOIN {shop}wc_order_operational_data d"
	    "    ON d.order_id = o.id"
	    "  LEFT JOIN {shop}wc_order_addresses b"
	    "    ON b.order_id = o.id AND b.address_type = 'billing'"
	    "  LEFT JOIN {shop}wc_order_addresses s"
	    "    ON s.order_id = o.id AND s.address_type = 'shipping'"
	    " WHERE o.id = ?",
};
/* clang-format on */

static const struct field posts_row[] = {
	FIELD(struct raw_row, id),
	FIELD(struct raw_row, type),
	FIELD(struct raw_row, status),
	FIELD(struct raw_row, created),
	FIELD(struct raw_row, updated),
	FIELD(struct raw_row, note),
	FIELD_STOP,
};

const struct db_stmt order_row_posts = {
	.name = "woo.order_row_posts",
	.row = posts_row,
	.row_size = sizeof(struct raw_row),
	.reads = "{shop}posts",
	.sql = "SELECT ID AS id, post_type AS type, post_status AS status,"
	       "       post_date_gmt AS created, post_modified_gmt AS updated,"
	       "       post_excerpt AS note"
	       "  FROM {shop}posts"
	       " WHERE ID = ?",
};

#define AT(member) offsetof(struct raw_row, member)

/* Metas of a post, and where they stand in the row. */
static const struct {
	const char *key;
	size_t offset;
} filed[] = {
	{ "_order_currency", AT(currency) },
	{ "_order_total", AT(total) },
	{ "_order_tax", AT(tax) },
	{ "_customer_user", AT(customer) },
	{ "_billing_email", AT(email) },
	{ "_payment_method", AT(payment_method) },
	{ "_payment_method_title", AT(payment_title) },
	{ "_order_key", AT(key) },
	{ "_prices_include_tax", AT(prices_include_tax) },
	{ "_date_paid", AT(paid) },
	{ "_date_completed", AT(completed) },
	{ "_order_shipping", AT(shipping_total) },
	{ "_order_shipping_tax", AT(shipping_tax) },
	{ "_cart_discount", AT(discount_total) },
	{ "_cart_discount_tax", AT(discount_tax) },
	{ "_billing_first_name", AT(b_first) },
	{ "_billing_last_name", AT(b_last) },
	{ "_billing_company", AT(b_company) },
	{ "_billing_address_1", AT(b_address_1) },
	{ "_billing_address_2", AT(b_address_2) },
	{ "_billing_city", AT(b_city) },
	{ "_billing_state", AT(b_state) },
	{ "_billing_postcode", AT(b_postcode) },
	{ "_billing_country", AT(b_country) },
	{ "_billing_phone", AT(b_phone) },
	{ "_shipping_first_name", AT(s_first) },
	{ "_shipping_last_name", AT(s_last) },
	{ "_shipping_company", AT(s_company) },
	{ "_shipping_address_1", AT(s_address_1) },
	{ "_shipping_address_2", AT(s_address_2) },
	{ "_shipping_city", AT(s_city) },
	{ "_shipping_state", AT(s_state) },
	{ "_shipping_postcode", AT(s_postcode) },
	{ "_shipping_country", AT(s_country) },
	{ "_shipping_phone", AT(s_phone) },
};

/* Several rows of a key are legal: the first one counts. */
bool
order_row_fill(struct raw_row *row, struct str key, struct str value)
{
	for (size_t i = 0; i < sizeof(filed) / sizeof(*filed); i++) {
		struct str *member =
		    (struct str *)((char *)row + filed[i].offset);

		if (!str_is_z(key, filed[i].key))
			continue;
		if (!member->p)
			*member = value;
		return true;
	}
	return false;
}

enum err
order_row_load(struct woo *w, struct arena *a, int64_t id, struct raw_row *out)
{
	bool is_hpos = w->set->is_hpos;
	struct raw_row row = { 0 };
	enum err e;

	e = db_one(w->db, a, is_hpos ? &order_row_hpos : &order_row_posts,
	    IN(V(id)), &row);
	if (e && e != ERR_NOT_FOUND)
		return woo_fail(w, e, "order row");
	if (e || !str_is_z(row.type, "shop_order")) {
		w->has_doubt = true;
		return ERR_NOT_FOUND;
	}
	*out = row;
	return ERR_OK;
}
