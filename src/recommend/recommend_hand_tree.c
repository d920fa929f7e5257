/* recommend_hand_tree - the owner's lists with one entry more or less. What
 * else stands in them stays as it was written. */
#include "aftersale/conf.h"
#include "aftersale/site.h"
#include "recommend_hand_desk.h"

static int64_t
id_of(const struct value *v)
{
	int64_t id = value_int(v, 0);

	if (v && v->kind == VALUE_TEXT && str_int(v->text, &id))
		id = 0;
	return id > 0 ? id : 0;
}

struct hand_pair
hand_pair_of(const struct value *v)
{
	if (v->kind != VALUE_MAP)
		return (struct hand_pair){ .offer = id_of(v) };
	return (struct hand_pair){
		.offer = id_of(value_get(v, STR("offer"))),
		.with = id_of(value_get(v, STR("with"))),
		.percent = value_int(value_get(v, STR("percent")), 0),
	};
}

static bool
is_same(const struct value *item, const struct hand_pair *pair)
{
	struct hand_pair one = hand_pair_of(item);

	return one.offer == pair->offer && one.with == pair->with;
}

bool
hand_has(const struct value *list, const struct hand_pair *pair)
{
	for (size_t i = 0; list && i < list->items.count; i++) {
		if (is_same(LIST_AT(&list->items, struct value, i), pair))
			return true;
	}
	return false;
}

static void
push_pair(struct arena *a, struct value *list, const struct hand_pair *pair,
    bool has_percent)
{
	struct value *v;

	if (!pair->with && !has_percent) {
		v = value_push(a, list, STR(""), VALUE_INT);
		v->number = pair->offer;
		return;
	}
	v = value_push(a, list, STR(""), VALUE_MAP);
	value_put_int(a, v, "offer", pair->offer);
	if (pair->with)
		value_put_int(a, v, "with", pair->with);
	if (has_percent)
		value_put_int(a, v, "percent", pair->percent);
}

/* A boost that is added again has another percent then, at its place. */
static const struct value *
list_tree(struct rq *rq, const struct hand_edit *edit)
{
	const struct value *was = value_at(
	    rq->site->settings, hand_list_paths[edit->list]);
	struct value *list = ARENA_NEW(rq->arena, struct value);
	bool is_put = edit->act != HAND_ADD;

	*list = (struct value){ .kind = VALUE_LIST };
	for (size_t i = 0; was && i < was->items.count; i++) {
		const struct value *item = LIST_AT(&was->items,
		    struct value, i);

		if (!is_same(item, &edit->pair)) {
			*value_push(rq->arena, list, STR(""), item->kind) =
			    *item;
		} else if (!is_put) {
			push_pair(rq->arena, list, &edit->pair,
			    edit->list == HAND_BOOST);
			is_put = true;
		}
	}
	if (!is_put)
		push_pair(
		    rq->arena, list, &edit->pair, edit->list == HAND_BOOST);
	return list;
}

static const struct value *
value_of(struct arena *a, const struct hand_row *row,
    const struct form_value *form)
{
	struct value *v = ARENA_NEW(a, struct value);

	*v = (struct value){ .kind = VALUE_BOOL, .flag = form->flag };
	if (row->is_flag)
		return v;
	v->kind = VALUE_INT;
	if (row->word && str_is_z(form->text, row->word)) {
		v->kind = VALUE_TEXT;
		v->text = form->text;
	} else if (str_int(form->text, &v->number)) {
		v->number = row->low;
	}
	return v;
}

static bool
is_unchanged(struct rq *rq, const char *path, const struct value *v)
{
	const struct value *now = value_at(rq->site->settings, path);

	return now && str_is(conf_json_text(rq->arena, now, false),
			  conf_json_text(rq->arena, v, false));
}

size_t
hand_edit_puts(struct rq *rq, const struct hand_edit *edit,
    struct setting_put puts[HAND_PUTS_MOST])
{
	size_t n = 0;

	if (edit->act != HAND_SAVE) {
		puts[0] = (struct setting_put){ hand_list_paths[edit->list],
			list_tree(rq, edit) };
		return 1;
	}
	for (const struct hand_row *row = hand_rows; row->path; row++) {
		const struct value *v = value_of(rq->arena, row,
		    hand_value(&edit->form, row));

		if (!setting_lock(rq, row->path).n &&
		    !is_unchanged(rq, row->path, v))
			puts[n++] = (struct setting_put){ row->path, v };
	}
	return n;
}
