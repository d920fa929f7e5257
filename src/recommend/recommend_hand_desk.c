/* recommend_hand_desk - the console's page of what the owner chooses: how many
 * are offered, pins, boosts, what is never offered. Each form changes what
 * stands there now, one entry at a time, so that two owners at once lose
 * nothing; what was typed stays when something is refused. */
#include "aftersale/conf.h"
#include "aftersale/features/recommend.h"
#include "aftersale/site.h"
#include "recommend_hand_desk.h"

#define HERE "/admin/offers/hand"

enum { NAMES_MOST = 256 }; /* as shop_products allows; others have ids */

/* ---- what the page shows ---------------------------------------------------*/

struct number_view {
	struct str name, label, value, error, lock;
	bool is_flag, is_on;
};

static const struct field number_view[] = {
	FIELD(struct number_view, name),
	FIELD(struct number_view, label),
	FIELD(struct number_view, value),
	FIELD(struct number_view, error),
	FIELD(struct number_view, lock),
	FIELD(struct number_view, is_flag),
	FIELD(struct number_view, is_on),
	FIELD_STOP
};

struct entry_view {
	int64_t offer, beside;
	struct str name, beside_name, percent;
	bool is_gone; /* not in the shop; else, without a name: not asked */
};

static const struct field entry_view[] = {
	FIELD(struct entry_view, offer),
	FIELD(struct entry_view, beside),
	FIELD(struct entry_view, name),
	FIELD(struct entry_view, beside_name),
	FIELD(struct entry_view, percent),
	FIELD(struct entry_view, is_gone),
	FIELD_STOP
};

struct option_view {
	int64_t id;
	struct str name;
	bool is_chosen;
};

static const struct field option_view[] = {
	FIELD(struct option_view, id),
	FIELD(struct option_view, name),
	FIELD(struct option_view, is_chosen),
	FIELD_STOP
};

struct list_view {
	struct str word, title, hint, lock;
	struct list entries, options;
	struct str product, with, percent;
	struct str product_error, with_error, percent_error, category_error;
	bool has_entries, has_percent, is_category;
};

static const struct field list_view[] = {
	FIELD(struct list_view, word),
	FIELD(struct list_view, title),
	FIELD(struct list_view, hint),
	FIELD(struct list_view, lock),
	FIELD_EACH(struct list_view, entries, struct entry_view, entry_view),
	FIELD_EACH(struct list_view, options, struct option_view, option_view),
	FIELD(struct list_view, product),
	FIELD(struct list_view, with),
	FIELD(struct list_view, percent),
	FIELD(struct list_view, product_error),
	FIELD(struct list_view, with_error),
	FIELD(struct list_view, percent_error),
	FIELD(struct list_view, category_error),
	FIELD(struct list_view, has_entries),
	FIELD(struct list_view, has_percent),
	FIELD(struct list_view, is_category),
	FIELD_STOP
};

struct notice_view {
	struct str text, more;
	bool is_ok, is_warn, is_bad;
};

static const struct field notice_view[] = {
	FIELD(struct notice_view, text),
	FIELD(struct notice_view, more),
	FIELD(struct notice_view, is_ok),
	FIELD(struct notice_view, is_warn),
	FIELD(struct notice_view, is_bad),
	FIELD_STOP
};

struct hand_view {
	struct str title, save_url, form_key;
	int64_t seen;
	struct list notice, errors, numbers, lists;
	bool has_errors;
};

static const struct field hand_view[] = {
	FIELD(struct hand_view, title),
	FIELD(struct hand_view, save_url),
	FIELD(struct hand_view, form_key),
	FIELD(struct hand_view, seen),
	FIELD_EACH(struct hand_view, notice, struct notice_view, notice_view),
	FIELD_EACH(struct hand_view, errors, struct form_error,
	    form_error_fields),
	FIELD_EACH(struct hand_view, numbers, struct number_view, number_view),
	FIELD_EACH(struct hand_view, lists, struct list_view, list_view),
	FIELD(struct hand_view, has_errors),
	FIELD_STOP
};

static const struct {
	const char *head;
	const char *hint;
} words[] = {
	[HAND_PIN] = { N_("Pinned"),
	    N_("Offered before all others, in this order: with every order,"
	       " or only with orders that hold a certain product.") },
	[HAND_FORBID] = { N_("Never offered"),
	    N_("Offered with no order, or not with orders that hold a"
	       " certain product.") },
	[HAND_BOOST] = { N_("Sooner or later"),
	    N_("Offered sooner (50: half as much again) or later (-50: half"
	       " as much) than it would be.") },
	[HAND_CATEGORY] = { N_("Categories left out"),
	    N_("Nothing of these categories is offered, nor of the categories"
	       " below them.") },
};

static struct str
say(struct rq *rq, const char *id)
{
	return tr(rq->lang, "hand", id);
}

/* ---- numbers and answers ---------------------------------------------------*/

static void
add_number(struct rq *rq, const struct hand_row *row,
    const struct hand_edit *edit, struct hand_view *v)
{
	const struct value *now = value_at(rq->site->settings, row->path);
	bool is_typed = edit && edit->act == HAND_SAVE;
	const struct form_value *typed = is_typed
	    ? hand_value(&edit->form, row)
	    : NULL;
	struct number_view *n = LIST_PUSH(rq->arena, &v->numbers,
	    struct number_view);

	*n = (struct number_view){
		.name = str_skip(str_of(row->path), strlen("cross_sell.")),
		.label = tr_str(rq->lang, STR(""), str_of(row->label)),
		.lock = setting_lock(rq, row->path),
		.is_flag = row->is_flag,
		.value = value_text(rq->arena, now, STR("")),
		.is_on = value_bool(now, false),
	};
	if (!typed || n->lock.n)
		return;
	n->value = typed->text;
	n->is_on = typed->flag;
	n->error = typed->error;
}

/* ---- lists -----------------------------------------------------------------*/

static void
add_entries(struct rq *rq, enum hand_list which, struct list_view *v)
{
	const struct value *list = value_at(
	    rq->site->settings, hand_list_paths[which]);

	for (size_t i = 0; list && i < list->items.count; i++) {
		struct hand_pair pair = hand_pair_of(
		    LIST_AT(&list->items, struct value, i));
		struct entry_view *e;

		if (!pair.offer)
			continue;
		e = LIST_PUSH(rq->arena, &v->entries, struct entry_view);
		*e = (struct entry_view){ .offer = pair.offer,
			.beside = pair.with };
		if (which == HAND_BOOST)
			e->percent = arena_printf(rq->arena, "%+lld",
			    (long long)pair.percent);
	}
	v->has_entries = v->entries.count > 0;
}

static struct str
name_of(const struct list *products, int64_t id)
{
	const struct product *p = offer_product(products, id);

	return p ? p->name : STR("");
}

static bool
is_among(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++) {
		if (ids[i] == id)
			return true;
	}
	return false;
}

static void
want(int64_t *ids, size_t *n, int64_t id)
{
	if (id && *n < NAMES_MOST && !is_among(ids, *n, id))
		ids[(*n)++] = id;
}

/* One look at the shop for all lists of products. */
static enum err
add_names(struct rq *rq, struct hand_view *v)
{
	int64_t ids[NAMES_MOST];
	struct list products = { 0 };
	size_t n = 0;
	enum err e;

	for (int l = 0; l < HAND_CATEGORY; l++) {
		struct list *all =
		    &LIST_AT(&v->lists, struct list_view, l)->entries;

		for (size_t i = 0; i < all->count; i++) {
			const struct entry_view *one = LIST_AT(all,
			    struct entry_view, i);

			want(ids, &n, one->offer);
			want(ids, &n, one->beside);
		}
	}
	if (!n)
		return ERR_OK;
	e = shop_products(rq->shop, rq->arena, ids, n, rq->now, &products);
	for (int l = 0; !e && l < HAND_CATEGORY; l++) {
		struct list *all =
		    &LIST_AT(&v->lists, struct list_view, l)->entries;

		for (size_t i = 0; i < all->count; i++) {
			struct entry_view *one = LIST_AT(all,
			    struct entry_view, i);

			one->name = name_of(&products, one->offer);
			one->beside_name = name_of(&products, one->beside);
			one->is_gone = !one->name.n &&
			    is_among(ids, n, one->offer);
		}
	}
	return e;
}

static enum err
add_categories(
    struct rq *rq, const struct hand_edit *edit, struct list_view *v)
{
	struct list all = { 0 };
	enum err e = shop_categories(rq->shop, rq->arena, &all);

	for (size_t k = 0; k < v->entries.count; k++)
		LIST_AT(&v->entries, struct entry_view, k)->is_gone = true;
	for (size_t i = 0; !e && i < all.count; i++) {
		const struct shop_category *c = LIST_AT(&all,
		    struct shop_category, i);
		struct option_view *o = LIST_PUSH(rq->arena, &v->options,
		    struct option_view);

		*o = (struct option_view){ c->id, c->name,
			edit && edit->pair.offer == c->id };
		for (size_t k = 0; k < v->entries.count; k++) {
			struct entry_view *one = LIST_AT(&v->entries,
			    struct entry_view, k);

			if (one->offer != c->id)
				continue;
			one->name = c->name;
			one->is_gone = false;
		}
	}
	return e;
}

static void
add_list(struct rq *rq, enum hand_list which, const struct hand_edit *edit,
    struct hand_view *v)
{
	struct list_view *l = LIST_PUSH(rq->arena, &v->lists,
	    struct list_view);

	*l = (struct list_view){
		.word = str_of(hand_list_words[which]),
		.title = say(rq, words[which].head),
		.hint = say(rq, words[which].hint),
		.lock = setting_lock(rq, hand_list_paths[which]),
		.has_percent = which == HAND_BOOST,
		.is_category = which == HAND_CATEGORY,
	};
	add_entries(rq, which, l);
	if (!edit || edit->act != HAND_ADD || edit->list != which)
		return;
	l->product = edit->form.product.text;
	l->with = edit->form.with.text;
	l->percent = edit->form.percent.text;
	l->product_error = edit->form.product.error;
	l->with_error = edit->form.with.error;
	l->percent_error = edit->form.percent.error;
	l->category_error = edit->form.category.error;
}

/* ---- the page --------------------------------------------------------------*/

/* The ids of fields are those of their form: "pin.product", "most". */
static void
add_errors(struct rq *rq, const struct hand_edit *edit, struct hand_view *v)
{
	struct list errors = form_errors(rq, hand_fields, &edit->form);

	for (size_t i = 0; i < errors.count; i++) {
		struct form_error *e = LIST_AT(&errors, struct form_error, i);

		if (edit->act == HAND_ADD)
			e->field = arena_printf(rq->arena, "%s." STR_FMT,
			    hand_list_words[edit->list], STR_ARG(e->field));
	}
	v->errors = errors;
	v->has_errors = errors.count > 0;
}

/* Which settings the numbers were typed over: still those while nobody was
 * told that there are newer ones. */
static int64_t
seen_of(struct rq *rq, int status, const struct hand_edit *edit)
{
	bool is_told = !edit || edit->act != HAND_SAVE || status == 409;

	return is_told ? rq->site->generation : edit->form.seen.number;
}

static enum err
show(struct rq *rq, int status, const struct hand_edit *edit,
    const struct notice_view *notice)
{
	struct hand_view v = {
		.title = say(rq, N_("What you choose yourself")),
		.save_url = arena_printf(rq->arena, STR_FMT HERE,
		    STR_ARG(rq->conf->base_path)),
		.form_key = write_once_key(rq, HERE),
		.seen = seen_of(rq, status, edit),
	};
	enum err e;

	if (notice)
		*LIST_PUSH(rq->arena, &v.notice, struct notice_view) =
		    *notice;
	if (edit)
		add_errors(rq, edit, &v);
	for (const struct hand_row *row = hand_rows; row->path; row++)
		add_number(rq, row, edit, &v);
	for (int which = 0; which < HAND_LISTS; which++)
		add_list(rq, (enum hand_list)which, edit, &v);
	e = add_names(rq, &v);
	if (!e)
		e = add_categories(rq,
		    edit && edit->list == HAND_CATEGORY ? edit : NULL,
		    LIST_AT(&v.lists, struct list_view, HAND_CATEGORY));
	if (e)
		return e;
	return admin_page(
	    rq, status, "offers", "recommend/hand", hand_view, &v);
}

enum err
recommend_hand_show(struct rq *rq)
{
	struct notice_view saved = {
		.text = say(rq, N_("Saved. Buyers see it now.")),
		.is_ok = true,
	};

	return show(rq, 200, NULL, rq_query(rq, "saved").n ? &saved : NULL);
}

/* Numbers are saved together, so only over those that were seen. */
static enum err
save(struct rq *rq, struct hand_edit *edit, struct str *why)
{
	static const struct str done = S(HERE "?saved=1");
	AUTO_TX tx = db_begin(rq->db);
	struct setting_put puts[HAND_PUTS_MOST];
	size_t n = hand_edit_puts(rq, edit, puts);
	struct str url = STR("");
	enum err e;

	e = write_once(&tx, rq, rq->arena, edit->form.key.text, &url);
	if (e == ERR_CONFLICT && url.n)
		return res_see_other(rq, STR_FMT, STR_ARG(url));
	if (!e && edit->act == HAND_SAVE &&
	    edit->form.seen.number != rq->site->generation)
		e = ERR_CONFLICT;
	if (!e && !hand_edit_fits(rq, edit))
		e = ERR_BAD_INPUT;
	if (!e && n)
		e = setting_change(&tx, rq, puts, n, why);
	if (!e)
		e = write_once_result(&tx, rq, edit->form.key.text, done);
	if (!e)
		e = db_commit(&tx);
	if (e)
		return e;
	return res_see_other(rq, STR_FMT, STR_ARG(done));
}

static enum err
show_meanwhile(struct rq *rq, const struct hand_edit *edit)
{
	struct notice_view meanwhile = {
		.text = say(rq, N_("Somebody changed the settings just now.")),
		.more = edit->act == HAND_REMOVE
			    ? say(rq, N_("Please press it again."))
			    : say(rq, N_("What you typed is still here; send"
					 " it again.")),
		.is_warn = true,
	};

	return show(rq, 409, edit, &meanwhile);
}

/* What stands in the way of any change of this kind; empty: nothing. */
static struct str
barred(struct rq *rq, const struct hand_edit *edit)
{
	struct str lock = edit->act == HAND_SAVE
	    ? STR("")
	    : setting_lock(rq, hand_list_paths[edit->list]);

	if (rq->conf->mode == CONF_MODE_READ_ONLY)
		return say(rq, N_("The mode is read-only: nothing is"
				  " written."));
	if (!lock.n)
		return lock;
	return arena_printf(rq->arena, STR_FMT " " STR_FMT,
	    STR_ARG(say(rq, N_("Set in a file:"))), STR_ARG(lock));
}

enum err
recommend_hand_save(struct rq *rq)
{
	struct notice_view refused = {
		.text = say(rq, N_("Nothing was saved.")), .is_bad = true };
	struct hand_edit edit;
	enum err e;

	e = hand_edit_read(rq, &edit);
	if (e)
		return e;
	refused.more = barred(rq, &edit);
	if (refused.more.n)
		return show(rq, 403, &edit, &refused);
	if (edit.wrong)
		return show(rq, 422, &edit, NULL);

	e = save(rq, &edit, &refused.more);
	if (edit.wrong)
		return show(rq, 422, &edit, NULL);
	if (e == ERR_CONFLICT)
		return show_meanwhile(rq, &edit);
	if ((e == ERR_DENIED || e == ERR_BAD_INPUT) && refused.more.n)
		return show(rq, e == ERR_DENIED ? 403 : 422, &edit, &refused);
	return e;
}
