/* confirm_facts - facts that other plugins leave on an order, mapped by the
 * setting order_facts: meta key to label, place, visibility, format. Used by
 * page, mails and returns alike. */
#include "aftersale/site.h"
#include "aftersale/view.h"
#include "confirm.h"

static const char *const place_words[] = { "status", "delivery", "payment",
	"item", NULL };

static struct str
member(struct rq *rq, const struct value *row, const char *name)
{
	return value_text(rq->arena, value_get(row, str_of(name)), STR(""));
}

static bool
is_wanted(struct rq *rq, const struct value *row, const char *meta_of,
    enum fact_place place, bool is_full)
{
	struct str of = member(rq, row, "of");
	struct str visibility = member(rq, row, "visibility");

	if (!str_is_z(of.n ? of : STR("order"), meta_of))
		return false;
	if (!str_is_z(member(rq, row, "place"), place_words[place]))
		return false;
	return is_full || str_is_z(visibility, "all");
}

/* "1760000000" or "2026-10-18" as a date of the shop; else as it is. */
static struct str
as_date(struct rq *rq, struct str raw)
{
	int64_t t;

	if (!str_int(raw, &t) && t > 0)
		return confirm_date(rq, t);
	if (raw.n == 10 &&
	    !time_parse(arena_join(rq->arena, raw, STR(" 12:00:00")), &t))
		return confirm_date(rq, t);
	return raw;
}

static struct str
formatted(struct rq *rq, const struct value *row, struct str raw)
{
	struct str format = member(rq, row, "format");

	raw = str_trim(raw);
	if (str_is_z(format, "date"))
		return as_date(rq, raw);
	if (str_is_z(format, "yes-no"))
		return tr(rq->lang, NULL,
		    str_is_z(raw, "1") || str_is_z(raw, "yes") ? N_("Yes")
								: N_("No"));
	return raw;
}

static bool
is_printable(struct str raw)
{
	/* Serialized data is never a fact for a person. */
	return raw.n > 0 && raw.n <= 500 && str_is_utf8(raw) &&
	    !str_has_prefix(raw, STR("a:")) && !str_has_prefix(raw, STR("O:"));
}

static void
add_fact(struct rq *rq, const struct value *row, const struct list *metas,
    struct list *out)
{
	struct str key = member(rq, row, "key");

	for (size_t i = 0; i < metas->count; i++) {
		const struct order_meta *m = LIST_AT(metas, struct order_meta,
		    i);
		struct order_pair *pair;

		if (!str_is(m->key, key) || !is_printable(str_trim(m->value)))
			continue;
		pair = LIST_PUSH(rq->arena, out, struct order_pair);
		pair->label = member(rq, row, "label");
		pair->value = formatted(rq, row, m->value);
		return;
	}
}

void
confirm_facts(struct rq *rq, const struct list *metas, const char *meta_of,
    enum fact_place place, bool is_full, struct list *out)
{
	const struct value *facts = rq->site->facts;

	for (size_t i = 0; facts && i < facts->items.count; i++) {
		const struct value *row = LIST_AT(&facts->items, struct value,
		    i);

		if (row->kind == VALUE_MAP &&
		    is_wanted(rq, row, meta_of, place, is_full))
			add_fact(rq, row, metas, out);
	}
}
