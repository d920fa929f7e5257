/* recommend_hand_form - reads the forms of the owner's choices: products by
 * SKU or number, refused with a sentence where there is none. */
#include "aftersale/site.h"
#include "recommend_hand_desk.h"

const char *const hand_list_words[] = { "pin", "forbid", "boost", "category",
	NULL };
const char *const hand_list_paths[] = { "cross_sell.pin", "cross_sell.forbid",
	"cross_sell.boost", "cross_sell.excluded_categories" };
static const char *const act_words[] = { "save", "add", "remove", NULL };

#define AT(member) offsetof(struct hand_form, member)

const struct hand_row hand_rows[] = {
	{ .path = "cross_sell.most", .high = RECOMMEND_MOST,
	    .label = N_("How many that go with the order (0 to 4)"),
	    .offset = AT(most) },
	{ .path = "cross_sell.next_most", .high = RECOMMEND_MOST,
	    .label = N_("How many for the next order (0 to 4)"),
	    .offset = AT(next_most) },
	{ .path = "cross_sell.new_most", .high = RECOMMEND_MOST,
	    .label = N_("How many that are new for the buyer (0 to 4)"),
	    .offset = AT(new_most) },
	{ .path = "cross_sell.holdout", .high = DRAW_MOST, .word = "auto",
	    .label = N_("Buyers in a hundred who are held out (0 to 50, or"
			" auto: 5 from 2,000 orders a month on)"),
	    .offset = AT(holdout) },
	{ .path = "cross_sell.only_in_stock", .is_flag = true,
	    .label = N_("Offer only what is in stock"),
	    .offset = AT(only_in_stock) },
	{ .path = "cross_sell.by_margin", .is_flag = true,
	    .label = N_("Offer sooner what leaves the shop more (from the next"
			" night on)"),
	    .offset = AT(by_margin) },
	{ .path = "cross_sell.by_stock", .is_flag = true,
	    .label = N_("Offer later what will be gone within a week (from"
			" the next night on)"),
	    .offset = AT(by_stock) },
	{ .path = NULL }
};

enum { NAME_MOST = 100 };

const struct form_field hand_fields[] = {
	{ .name = "key", .most = 200, .offset = AT(key) },
	{ .name = "act", .kind = FORM_CHOICE, .choices = act_words,
	    .is_required = true, .offset = AT(act) },
	{ .name = "list", .kind = FORM_CHOICE, .choices = hand_list_words,
	    .offset = AT(list) },
	{ .name = "seen", .kind = FORM_INT, .high = INT32_MAX,
	    .offset = AT(seen) },
	{ .name = "product", .label = N_("Product"), .most = NAME_MOST,
	    .offset = AT(product) },
	{ .name = "with", .label = N_("With"), .most = NAME_MOST,
	    .offset = AT(with) },
	{ .name = "percent", .most = 10, .label = N_("Percent"),
	    .offset = AT(percent) },
	{ .name = "category", .label = N_("Category"), .most = 20,
	    .offset = AT(category) },
	{ .name = "offer", .kind = FORM_INT, .low = 1, .high = INT64_MAX,
	    .offset = AT(offer) },
	{ .name = "beside", .kind = FORM_INT, .low = 0, .high = INT64_MAX,
	    .offset = AT(beside) },
	{ .name = "most", .most = 10, .offset = AT(most) },
	{ .name = "next_most", .most = 10, .offset = AT(next_most) },
	{ .name = "new_most", .most = 10, .offset = AT(new_most) },
	{ .name = "holdout", .most = 10, .offset = AT(holdout) },
	{ .name = "only_in_stock", .kind = FORM_FLAG,
	    .offset = AT(only_in_stock) },
	{ .name = "by_margin", .kind = FORM_FLAG, .offset = AT(by_margin) },
	{ .name = "by_stock", .kind = FORM_FLAG, .offset = AT(by_stock) },
	FORM_STOP
};

const struct form_value *
hand_value(const struct hand_form *form, const struct hand_row *row)
{
	return (const void *)((const char *)form + row->offset);
}

static struct str
say(struct rq *rq, const char *id)
{
	return tr(rq->lang, "hand", id);
}

static void
refuse(struct rq *rq, struct hand_edit *edit, struct form_value *v,
    const char *why)
{
	if (v->error.n)
		return;
	v->error = say(rq, why);
	edit->wrong++;
}

static int
word_at(const char *const *words, struct str word)
{
	for (int i = 0; words[i]; i++) {
		if (str_is_z(word, words[i]))
			return i;
	}
	return 0;
}

/* ---- products -----------------------------------------------------------------*/

/* By SKU first: in some shops these are numbers, too. */
static enum err
find_product(struct rq *rq, struct str typed, struct product *out)
{
	struct list found = { 0 };
	int64_t id = 0;
	enum err e;

	if (str_has_prefix(typed, STR("#"))) {
		typed = str_skip(typed, 1);
		e = ERR_NOT_FOUND;
	} else {
		e = shop_product_find(rq->shop, rq->arena, typed, &id);
	}
	if (e == ERR_NOT_FOUND && (str_int(typed, &id) || id <= 0))
		return ERR_NOT_FOUND;
	if (e && e != ERR_NOT_FOUND)
		return e;
	e = shop_products(rq->shop, rq->arena, &id, 1, rq->now, &found);
	if (e)
		return e;
	if (!found.count)
		return ERR_NOT_FOUND;
	*out = *LIST_AT(&found, struct product, 0);
	return ERR_OK;
}

/* Scores and baskets know whole products; only a pin may be a variation. */
static enum err
read_product(struct rq *rq, struct hand_edit *edit, struct form_value *v,
    bool may_vary, int64_t *id)
{
	struct product p;
	enum err e;

	if (!v->text.n)
		return ERR_OK;
	e = find_product(rq, v->text, &p);
	if (e == ERR_NOT_FOUND) {
		refuse(rq, edit, v,
		    N_("There is no product with this SKU or number."));
		return ERR_OK;
	}
	if (!e)
		*id = p.parent_id && !may_vary ? p.parent_id : p.id;
	return e;
}

static void
read_percent(struct rq *rq, struct hand_edit *edit)
{
	struct form_value *v = &edit->form.percent;
	struct str typed = v->text;
	int64_t n = 0;

	if (str_has_prefix(typed, STR("+")))
		typed = str_skip(typed, 1);
	if (str_int(typed, &n) || n < PERCENT_LOW || n > PERCENT_HIGH || !n)
		refuse(rq, edit, v,
		    N_("Write a whole number from -100 to 1000, not 0."));
	edit->pair.percent = n;
}

static enum err
read_category(struct rq *rq, struct hand_edit *edit)
{
	struct form_value *v = &edit->form.category;
	struct list all = { 0 };
	int64_t id = 0;
	enum err e = shop_categories(rq->shop, rq->arena, &all);

	if (e)
		return e;
	if (!str_int(v->text, &id)) {
		for (size_t i = 0; i < all.count; i++) {
			if (LIST_AT(&all, struct shop_category, i)->id != id)
				continue;
			edit->pair.offer = id;
			return ERR_OK;
		}
	}
	refuse(rq, edit, v, N_("Choose a category."));
	return ERR_OK;
}

/* ---- the three acts -----------------------------------------------------------*/

static enum err
read_add(struct rq *rq, struct hand_edit *edit)
{
	struct hand_form *f = &edit->form;
	enum err e;

	if (edit->list == HAND_CATEGORY) {
		e = read_category(rq, edit);
	} else {
		if (!f->product.text.n)
			refuse(rq, edit, &f->product,
			    N_("Write the SKU or the number of a product."));
		e = read_product(rq, edit, &f->product,
		    edit->list == HAND_PIN, &edit->pair.offer);
		if (!e)
			e = read_product(
			    rq, edit, &f->with, false, &edit->pair.with);
	}
	if (e)
		return e;
	if (edit->list == HAND_BOOST)
		read_percent(rq, edit);
	return ERR_OK;
}

static void
check_numbers(struct rq *rq, struct hand_edit *edit)
{
	for (const struct hand_row *row = hand_rows; row->path; row++) {
		struct form_value *v = (struct form_value *)hand_value(
		    &edit->form, row);
		int64_t n;

		if (row->is_flag || setting_lock(rq, row->path).n ||
		    (row->word && str_is_z(v->text, row->word)))
			continue;
		if (str_int(v->text, &n) || n < row->low || n > row->high)
			refuse(rq, edit, v,
			    row->word
				? N_("Write a whole number from 0 to 50, or"
				     " auto.")
				: N_("Write a whole number from 0 to 4."));
	}
}

enum err
hand_edit_read(struct rq *rq, struct hand_edit *out)
{
	enum err e;

	*out = (struct hand_edit){ .wrong = 0 };
	e = rq_form(rq, hand_fields, &out->form, &out->wrong);
	if (!e && (out->form.act.error.n || !out->form.act.text.n ||
		      out->form.list.error.n || out->form.offer.error.n ||
		      out->form.beside.error.n))
		e = ERR_BAD_INPUT;
	if (e)
		return e;
	out->act = (enum hand_act)word_at(act_words, out->form.act.text);
	out->list = (enum hand_list)word_at(
	    hand_list_words, out->form.list.text);
	if (out->act != HAND_SAVE && !out->form.list.text.n)
		return ERR_BAD_INPUT;
	if (out->act == HAND_ADD)
		return read_add(rq, out);
	if (out->act == HAND_SAVE)
		check_numbers(rq, out);
	out->pair = (struct hand_pair){ out->form.offer.number,
		out->form.beside.number, 0 };
	if (out->act == HAND_REMOVE && !out->pair.offer)
		return ERR_BAD_INPUT;
	return ERR_OK;
}

bool
hand_edit_fits(struct rq *rq, struct hand_edit *edit)
{
	struct hand_form *f = &edit->form;
	struct form_value *named = edit->list == HAND_CATEGORY ? &f->category
							       : &f->product;
	const struct value *list = value_at(
	    rq->site->settings, hand_list_paths[edit->list]);
	bool has = hand_has(list, &edit->pair);

	if (edit->act != HAND_ADD)
		return true;
	if (has && edit->list != HAND_BOOST)
		refuse(rq, edit, named, N_("It is in this list already."));
	if (!has && list && list->items.count >= HAND_MOST)
		refuse(rq, edit, named,
		    N_("This list is full: it holds 500 entries."));
	return !edit->wrong;
}
