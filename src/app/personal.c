/* personal - what aftersale remembers of orders, for the privacy tools of the
 * shop: the bridge knows which orders belong to a person, the rows that
 * features contributed know where something about an order is kept. */
#include "aftersale/conf.h"
#include "aftersale/db.h"
#include "app.h"

/* As many as the bridge asks for at once, with room. */
#define ORDERS_MOST 100

struct ids {
	int64_t of[ORDERS_MOST];
	size_t count;
};

const struct field personal_fact_fields[] = {
	FIELD(struct personal_fact, order_id),
	FIELD(struct personal_fact, what),
	FIELD(struct personal_fact, value),
	FIELD(struct personal_fact, at),
	FIELD_STOP
};

struct orders_form {
	struct form_value orders;
};

static const struct form_field orders_fields[] = {
	{ .name = "orders", .kind = FORM_TEXT, .is_required = true,
	    .most = 2500, .offset = offsetof(struct orders_form, orders) },
	FORM_STOP
};

/* "1783,1790" */
static enum err
read_orders(struct rq *rq, struct ids *out)
{
	struct orders_form form = { 0 };
	struct str rest;
	size_t wrong;
	enum err e;

	e = rq_form(rq, orders_fields, &form, &wrong);
	if (e)
		return e;
	if (wrong)
		return ERR_BAD_INPUT;

	rest = form.orders.text;
	while (rest.n) {
		struct str one = str_cut(&rest, ',');

		if (out->count == ORDERS_MOST ||
		    str_int(one, &out->of[out->count]))
			return ERR_BAD_INPUT;
		out->count++;
	}
	return ERR_OK;
}

static bool
has_tables(const struct rq *rq)
{
	return rq->conf->mode != CONF_MODE_READ_ONLY;
}

/* ---- giving it out -------------------------------------------------------*/

static void
add_facts(struct rq *rq, const struct personal_row *row,
    const struct list *facts, struct value *list)
{
	for (size_t i = 0; i < facts->count; i++) {
		const struct personal_fact *f = LIST_AT(facts,
		    struct personal_fact, i);
		struct value *v = value_push(rq->arena, list, STR(""),
		    VALUE_MAP);

		value_put_text(rq->arena, v, "table", str_of(row->table));
		value_put_int(rq->arena, v, "order", f->order_id);
		value_put_text(rq->arena, v, "what", f->what);
		value_put_text(rq->arena, v, "value", f->value);
		value_put_int(rq->arena, v, "at", f->at);
	}
}

static enum err
export_row(struct rq *rq, const struct personal_row *row,
    const struct ids *ids, struct value *list)
{
	struct list facts = { 0 };
	enum err e;

	if (!row->export)
		return ERR_OK;
	e = db_all(rq->db, rq->arena, row->export,
	    IN(V_INTS(ids->of, ids->count)), &facts);
	if (!e)
		add_facts(rq, row, &facts, list);
	return e;
}

static enum err
export_feature(struct rq *rq, const struct feature *f,
    const struct ids *ids, struct value *list)
{
	enum err e = ERR_OK;

	for (const struct personal_row *p = f->personal; !e && p && p->table;
	    p++)
		e = export_row(rq, p, ids, list);
	return e;
}

enum err
personal_page_export(struct rq *rq)
{
	struct value tree = { .kind = VALUE_LIST };
	struct ids ids = { .count = 0 };
	enum err e = read_orders(rq, &ids);

	for (size_t i = 0; !e && has_tables(rq) && features[i]; i++)
		e = export_feature(rq, features[i], &ids, &tree);
	if (e)
		return e;

	return res_text(rq, 200, "application/json",
	    conf_json_text(rq->arena, &tree, false));
}

/* ---- forgetting it -------------------------------------------------------*/

struct erasure {
	const struct ids *ids;
	int64_t removed;
};

static enum err
erase_feature(struct tx *tx, const struct feature *f, struct erasure *x)
{
	for (const struct personal_row *p = f->personal; p && p->table; p++) {
		int64_t changed = 0;
		enum err e;

		if (!p->erase)
			continue;
		e = db_write(tx, p->erase,
		    IN(V_INTS(x->ids->of, x->ids->count)), &changed);
		if (e)
			return e;
		x->removed += changed;
	}
	return ERR_OK;
}

static enum err
erase_all(struct tx *tx, void *ctx)
{
	struct erasure *x = ctx;
	enum err e = ERR_OK;

	x->removed = 0;
	for (size_t i = 0; !e && features[i]; i++)
		e = erase_feature(tx, features[i], x);
	return e;
}

enum err
personal_page_erase(struct rq *rq)
{
	struct value tree = { .kind = VALUE_MAP };
	struct ids ids = { .count = 0 };
	struct erasure x = { .ids = &ids };
	enum err e = read_orders(rq, &ids);

	if (!e && has_tables(rq))
		e = db_transact(rq->db, erase_all, &x);
	if (e)
		return e;

	value_put_int(rq->arena, &tree, "removed", x.removed);
	return res_text(rq, 200, "application/json",
	    conf_json_text(rq->arena, &tree, false));
}
