/* recommend_preview - the console's answer to "what would this order get, and
 * why": the very offers of the page, as a buyer who is known sees them, and
 * those who were not chosen. Nothing is counted by looking. */
#include "aftersale/conf.h"
#include "aftersale/features/recommend.h"
#include "aftersale/site.h"
#include "recommend_card.h"
#include "recommend_preview.h"
#include "recommend_proof_show.h"

enum {
	TYPED_MOST = 64,   /* bytes of what is looked for */
	ROWS_MOST = 40,	   /* of a block */
	ROWS_OPEN = 12,	   /* of them, what is seen at once */
	NAMES_MOST = 256,  /* as shop_products allows */
	SCORE_PLACES = 4,
	FACTOR_PLACES = 3, /* nudges are thousandths */
	SCORE_PART = 100000 /* billionths of the last of them */
};

struct row_view {
	int64_t place; /* 0: not shown */
	int64_t product_id;
	struct str name; /* empty: not in the shop */
	struct str score, source, rule;
	struct card_view reason;
	bool has_reason;
};

static const struct field row_view[] = {
	FIELD(struct row_view, place),
	FIELD(struct row_view, product_id),
	FIELD(struct row_view, name),
	FIELD(struct row_view, score),
	FIELD(struct row_view, source),
	FIELD(struct row_view, rule),
	FIELD_ONE(struct row_view, reason, card_fields),
	FIELD(struct row_view, has_reason),
	FIELD_STOP
};

/* Those behind the first ones. */
struct folded_view {
	struct list rows;
	int64_t count;
};

static const struct field folded_view[] = {
	FIELD_EACH(struct folded_view, rows, struct row_view, row_view),
	FIELD(struct folded_view, count),
	FIELD_STOP
};

struct part_view {
	struct str title, state;
	struct list rows;
	struct list folded; /* struct folded_view: one, or none */
	bool has_rows, is_cut;
};

static const struct field part_view[] = {
	FIELD(struct part_view, title),
	FIELD(struct part_view, state),
	FIELD_EACH(struct part_view, rows, struct row_view, row_view),
	FIELD_EACH(struct part_view, folded, struct folded_view, folded_view),
	FIELD(struct part_view, has_rows),
	FIELD(struct part_view, is_cut),
	FIELD_STOP
};

struct preview_view {
	struct str title, order, number, placed, group, learned;
	struct list parts, errors;
	bool is_found, is_unknown, is_several, has_errors;
};

static const struct field preview_view[] = {
	FIELD(struct preview_view, title),
	FIELD(struct preview_view, order),
	FIELD(struct preview_view, number),
	FIELD(struct preview_view, placed),
	FIELD(struct preview_view, group),
	FIELD(struct preview_view, learned),
	FIELD_EACH(struct preview_view, parts, struct part_view, part_view),
	FIELD(struct preview_view, is_found),
	FIELD(struct preview_view, is_unknown),
	FIELD(struct preview_view, is_several),
	FIELD_EACH(struct preview_view, errors, struct form_error,
	    form_error_fields),
	FIELD(struct preview_view, has_errors),
	FIELD_STOP
};

struct preview {
	struct rq *rq;
	struct offers offers;
	struct list nudges; /* struct nudge */
	struct list names;  /* struct product, of all rows */
};

/* ---- which order -----------------------------------------------------------*/

/* As people write it: " #1783 ". */
static struct str
typed_of(struct rq *rq)
{
	struct str s = str_trim(rq_query(rq, "order"));

	if (str_has_prefix(s, STR("#")))
		s = str_trim(str_skip(s, 1));
	return str_fit(s, TYPED_MOST);
}

/* By its number, the newest where several have it; else by its id. */
static enum err
find_id(struct rq *rq, struct str typed, int64_t *id, bool *is_several)
{
	struct list heads = { 0 };
	struct order_head head;
	int64_t newest = 0;
	enum err e;

	e = shop_order_find(rq->shop, rq->arena, typed, &heads);
	if (e)
		return e;
	for (size_t i = 0; i < heads.count; i++) {
		const struct order_head *h = LIST_AT(&heads,
		    struct order_head, i);

		if (i && h->created_at <= newest)
			continue;
		newest = h->created_at;
		*id = h->id;
	}
	*is_several = heads.count > 1;
	if (heads.count)
		return ERR_OK;
	if (str_int(typed, id) || *id <= 0)
		return ERR_NOT_FOUND;
	return shop_order_head(rq->shop, rq->arena, *id, &head);
}

/* ---- rows ------------------------------------------------------------------*/

static const struct product *
product_of(const struct preview *p, int64_t id)
{
	for (size_t i = 0; i < p->names.count; i++) {
		const struct product *one = LIST_AT(&p->names,
		    struct product, i);

		if (one->id == id)
			return one;
	}
	return NULL;
}

/* The block's own list behind those that were chosen. */
static bool
is_chosen(const struct offer_part *part, const struct pick *pick)
{
	for (size_t i = 0; i < part->chosen.count; i++) {
		if (LIST_AT(&part->chosen, struct offer, i)->pick == pick)
			return true;
	}
	return false;
}

/* Written as the shop writes numbers. */
static struct str
number_of(struct rq *rq, int64_t parts, int places)
{
	const struct shop_info *info = shop_info(rq->shop);
	const struct money_form form = { .decimal_sep =
		info->money.decimal_sep };

	return money_text(rq->arena, (struct money){ parts, places }, &form);
}

static struct str
score_of(struct rq *rq, int64_t score)
{
	int64_t parts = score / SCORE_PART;

	return parts ? number_of(rq, parts, SCORE_PLACES) : STR("");
}

static struct str
rule_of(const struct preview *p, const struct pick *pick, bool chosen)
{
	struct moved by = { .nudge = nudge_of(&p->nudges, pick->one_id),
		.is_chosen = chosen };

	if (by.nudge)
		by.factor = number_of(
		    p->rq, by.nudge->factor, FACTOR_PLACES);
	return preview_rule(p->rq->arena, p->rq->lang, pick, &by);
}

static struct row_view *
add_row(const struct preview *p, const struct pick *pick, bool chosen,
    struct part_view *v)
{
	struct rq *rq = p->rq;
	const struct product *product = product_of(p, pick->product_id);
	struct row_view *row = LIST_PUSH(rq->arena, &v->rows,
	    struct row_view);

	*row = (struct row_view){
		.product_id = pick->product_id,
		.name = product ? product->name : STR(""),
		.score = score_of(rq, pick->score),
		.source = proof_source_title(
		    rq->lang, str_of(pick_source_words[pick->source])),
		.rule = rule_of(p, pick, chosen),
	};
	return row;
}

/* A phone shows each of them as a card: the first are enough for most. */
static void
fold_rows(struct arena *a, struct part_view *v)
{
	struct folded_view *folded;

	if (v->rows.count <= ROWS_OPEN)
		return;
	folded = LIST_PUSH(a, &v->folded, struct folded_view);
	*folded = (struct folded_view){ .rows = { 0 } };
	for (size_t i = ROWS_OPEN; i < v->rows.count; i++)
		*LIST_PUSH(a, &folded->rows, struct row_view) =
		    *LIST_AT(&v->rows, struct row_view, i);
	folded->count = (int64_t)folded->rows.count;
	v->rows.count = ROWS_OPEN;
}

static void
add_part(const struct preview *p, enum offer_block block, struct list *out)
{
	struct rq *rq = p->rq;
	const struct offer_part *part = &p->offers.part[block];
	struct part_view *v = LIST_PUSH(rq->arena, out, struct part_view);

	*v = (struct part_view){
		.title = preview_title(rq->lang, block),
		.state = preview_state(rq->lang, &p->offers, block),
		.has_rows = part->picks.count > 0,
		.is_cut = part->picks.count > ROWS_MOST,
	};
	for (size_t i = 0; i < part->chosen.count; i++) {
		const struct offer *offer = LIST_AT(&part->chosen,
		    struct offer, i);
		struct row_view *row = add_row(p, offer->pick, true, v);

		row->place = (int64_t)i + 1;
		row->has_reason = true;
		card_reason(&p->offers, offer, &row->reason);
	}
	for (size_t i = 0; i < part->picks.count && v->rows.count < ROWS_MOST;
	     i++) {
		const struct pick *pick = LIST_AT(&part->picks, struct pick,
		    i);

		if (!is_chosen(part, pick))
			add_row(p, pick, false, v);
	}
	fold_rows(rq->arena, v);
}

/* The page looks at the best ones only; here all that stand have names. */
static enum err
names_load(struct preview *p)
{
	int64_t ids[NAMES_MOST];
	size_t n = 0;

	for (size_t block = 0; block < OFFER_BLOCKS; block++) {
		const struct list *picks = &p->offers.part[block].picks;

		for (size_t i = 0; i < picks->count && i < ROWS_MOST; i++)
			ids[n++] = LIST_AT(picks, struct pick, i)->product_id;
	}
	if (!n)
		return ERR_OK;
	return shop_products(
	    p->rq->shop, p->rq->arena, ids, n, p->rq->now, &p->names);
}

static enum err
look(struct preview *p, int64_t order_id, struct preview_view *v)
{
	struct rq *rq = p->rq;
	struct order *order = ARENA_NEW(rq->arena, struct order);
	const struct offers_ask ask = {
		.arena = rq->arena,
		.db = rq->db,
		.shop = rq->shop,
		.conf = rq->conf,
		.settings = rq->site->settings,
		.order = order,
		.now = rq->now,
		.is_full = true,
	};
	enum err e;

	e = shop_order(
	    rq->shop, rq->arena, order_id, ORDER_ALL, rq->now, order);
	if (!e)
		e = offers_make(&ask, &p->offers);
	if (!e && rq->conf->mode != CONF_MODE_READ_ONLY)
		e = nudges_load(rq->db, rq->arena, &p->nudges);
	if (!e)
		e = names_load(p);
	if (e)
		return e;

	v->is_found = true;
	v->number = order->head.number;
	v->placed = site_date(rq, order->head.created_at,
	    shop_info(rq->shop)->date_format);
	return ERR_OK;
}

static struct str
learned_words(const struct preview *p)
{
	struct rq *rq = p->rq;
	const struct text_arg arg = { "orders",
		proof_count(rq->arena, shop_info(rq->shop),
		    p->offers.orders) };

	if (!p->offers.orders)
		return tr(rq->lang, "preview",
		    N_("Nothing was learned for these products yet. It is"
		       " done every night, from paid orders."));
	return text_fill(rq->arena,
	    tr(rq->lang, "preview", N_("Learned from {{orders}} orders.")),
	    &arg, 1);
}

static void
add_error(struct rq *rq, struct preview_view *v)
{
	*LIST_PUSH(rq->arena, &v->errors, struct form_error) =
	    (struct form_error){
		    .field = STR("order"),
		    .text = tr(rq->lang, "preview",
			N_("There is no order with this number.")),
	    };
	v->is_unknown = v->has_errors = true;
}

enum err
recommend_desk_preview(struct rq *rq)
{
	struct preview_view v = { .title = tr(rq->lang, "preview",
				      N_("What would this order get, and"
					 " why?")),
		.order = typed_of(rq) };
	struct preview *p = ARENA_NEW(rq->arena, struct preview);
	int64_t id = 0;
	enum err e = ERR_NOT_FOUND;

	*p = (struct preview){ .rq = rq };
	if (v.order.n)
		e = find_id(rq, v.order, &id, &v.is_several);
	if (!e)
		e = look(p, id, &v);
	if (e && e != ERR_NOT_FOUND)
		return e;

	if (e && v.order.n)
		add_error(rq, &v);
	if (v.is_found && p->offers.is_known) {
		v.group = preview_group(rq->arena, rq->lang, &p->offers);
		v.learned = learned_words(p);
	}
	for (int block = 0; v.is_found && block < OFFER_BLOCKS; block++)
		add_part(p, (enum offer_block)block, &v.parts);
	return admin_page(rq, v.is_unknown ? 404 : 200, "offers",
	    "recommend/preview", preview_view, &v);
}
