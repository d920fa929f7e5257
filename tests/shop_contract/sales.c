/* sales - the commands of orders.c about what was sold. */
#include "orders.h"

struct sold {
	int64_t orders;
	int64_t lines;
	int64_t pieces;
	int64_t sum; /* of order and product ids, to compare */
	int64_t slices;
};

static void
add_sold(struct sold *sold, const struct list *sales, const struct list *lines)
{
	sold->slices++;
	sold->orders += (int64_t)sales->count;
	for (size_t i = 0; i < lines->count; i++) {
		const struct sale_line *line =
		    LIST_AT(lines, struct sale_line, i);

		sold->lines++;
		sold->pieces += line->pieces;
		sold->sum += line->order_id * 1000003 + line->product_id;
	}
}

/* All there is above an id, in slices; an order twice counts twice. */
enum err
probe_sold(struct probe *p, struct str words, struct value *out)
{
	struct sold sold = { 0 };
	int64_t after = probe_number(&words);
	int64_t most = probe_number(&words);
	struct list ids;
	enum err e;

	do {
		struct list sales = { 0 };
		struct list lines = { 0 };

		ids = (struct list){ 0 };
		e = shop_sale_ids(p->shop, p->arena, after, most, &ids, &after);
		if (!e)
			e = shop_sales(p->shop, p->arena, ids.items, ids.count,
			    &sales, &lines);
		add_sold(&sold, &sales, &lines);
	} while (!e && ids.count);
	out->kind = VALUE_MAP;
	value_put_int(p->arena, out, "orders", sold.orders);
	value_put_int(p->arena, out, "lines", sold.lines);
	value_put_int(p->arena, out, "pieces", sold.pieces);
	value_put_int(p->arena, out, "sum", sold.sum);
	value_put_int(p->arena, out, "slices", sold.slices);
	return e;
}

static const struct field sale_fields[] = {
	FIELD(struct sale, order_id),
	FIELD(struct sale, user_id),
	FIELD(struct sale, email),
	FIELD(struct sale, sold_at),
	FIELD(struct sale, currency),
	FIELD(struct sale, total),
	FIELD_STOP
};
static const struct field sale_line_fields[] = {
	FIELD(struct sale_line, order_id),
	FIELD(struct sale_line, product_id),
	FIELD(struct sale_line, variation_id),
	FIELD(struct sale_line, pieces),
	FIELD_STOP
};
static const struct field twin_fields[] = {
	FIELD(struct product_twin, group_id),
	FIELD(struct product_twin, product_id),
	FIELD(struct product_twin, language),
	FIELD_STOP
};

/* What is a sale among some orders. */
enum err
probe_sales(struct probe *p, struct str words, struct value *out)
{
	struct list sales = { 0 };
	struct list lines = { 0 };
	int64_t ids[64];
	size_t n = 0;
	enum err e;

	while (words.n && n < 64)
		ids[n++] = probe_number(&words);
	e = shop_sales(p->shop, p->arena, ids, n, &sales, &lines);
	out->kind = VALUE_MAP;
	probe_put(p, value_push(p->arena, out, STR("sales"), VALUE_LIST),
	    &sales, sale_fields, sizeof(struct sale));
	probe_put(p, value_push(p->arena, out, STR("lines"), VALUE_LIST),
	    &lines, sale_line_fields, sizeof(struct sale_line));
	return e;
}

enum err
probe_twins(struct probe *p, struct str words, struct value *out)
{
	struct list twins = { 0 };
	enum err e = shop_twins(p->shop, p->arena, &twins);

	(void)words;
	probe_put(p, out, &twins, twin_fields, sizeof(struct product_twin));
	return e;
}
