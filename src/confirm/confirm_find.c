/* confirm_find - the ways to an order page: the shop's key, and the look-up
 * by number and e-mail (TY-02, TR-03, H-25). Every failure looks the same. */
#include "aftersale/conf.h"
#include "aftersale/crypt.h"
#include "aftersale/features/confirm.h"
#include "aftersale/limit.h"
#include "aftersale/link.h"
#include "confirm.h"
#include "confirm_page.h"

/* A link in a mail lives this long; the order it names much longer. */
#define LINK_SECONDS (400 * 86400LL)

static const struct limit_rule find_by_client = {
	.kind = "find.client",
	.window_seconds = 15 * 60,
	.most = 20,
};

static const struct limit_rule find_by_number = {
	.kind = "find.number",
	.window_seconds = 60 * 60,
	.most = 10,
};

struct str
confirm_link(struct rq *rq, const struct order_head *head)
{
	struct link link = {
		.purpose = LINK_VIEW,
		.order_id = head->id,
		.expires_at = rq->now + LINK_SECONDS,
		.made_at = rq->now,
		.placed_at = head->created_at,
		.items = head->items > 255 ? 255 : head->items,
	};

	snprintf(link.number, sizeof(link.number), STR_FMT,
	    STR_ARG(str_fit(head->number, sizeof(link.number) - 1)));
	return link_make(rq->arena, rq->conf, rq->rand, &link);
}

/* ---- the shop's key ------------------------------------------------------*/

static const struct order_head *
head_by_key(const struct list *heads, struct str key)
{
	const struct order_head *found = NULL;

	for (size_t i = 0; i < heads->count; i++) {
		const struct order_head *h = LIST_AT(heads, struct order_head,
		    i);

		if (h->key.n && crypt_equal(h->key, key))
			found = h;
	}
	return found;
}

/* Links of the bridge name the id, also where orders have numbers of a plugin:
 * such a number may hold a slash, which no address carries. */
static enum err
add_by_id(struct rq *rq, struct list *heads)
{
	struct order_head head;
	int64_t id;
	enum err e;

	if (!value_bool(value_at(rq->site->settings, "order.plugin_numbers"),
		false) ||
	    str_int(rq->params[0], &id))
		return ERR_OK;
	e = shop_order_head(rq->shop, rq->arena, id, &head);
	if (!e)
		*LIST_PUSH(rq->arena, heads, struct order_head) = head;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* The shop's key stays what it is for as long as the order lives. Once the
 * links of an order were taken back it opens nothing any more: whoever comes
 * shows by the e-mail or the shop's sign-in who they are. */
static enum err
is_key_good(struct rq *rq, const struct order_head *head, bool *is_good)
{
	const struct link key = { .order_id = head->id };
	enum err e;

	*is_good = rq->conf->mode == CONF_MODE_READ_ONLY ||
	    rq->pass.is_staff ||
	    (head->customer_id && head->customer_id == rq->pass.user_id);
	if (*is_good)
		return ERR_OK;
	e = link_alive(rq->db, rq->arena, &key);
	*is_good = !e;
	return e == ERR_DENIED ? ERR_OK : e;
}

enum err
confirm_page_arrive(struct rq *rq)
{
	const struct order_head *head;
	struct list heads = { 0 };
	bool is_good;
	enum err e;

	e = shop_order_find(rq->shop, rq->arena, rq->params[0], &heads);
	if (!e)
		e = add_by_id(rq, &heads);
	if (e)
		return e;

	head = head_by_key(&heads, rq_query(rq, "key"));
	if (!head)
		return confirm_page_neutral(rq);
	if (!mode_shows(rq, head->id))
		return confirm_page_away(rq, head->id);
	e = is_key_good(rq, head, &is_good);
	if (e)
		return e;
	if (!is_good)
		return confirm_page_neutral(rq);

	return res_see_other(rq, "/o/" STR_FMT,
	    STR_ARG(confirm_link(rq, head)));
}

/* The shop's own page, told not to send the buyer back here. */
enum err
confirm_page_away(struct rq *rq, int64_t order_id)
{
	struct order order = { 0 };
	struct str url;
	bool has_query;
	enum err e;

	e = shop_order(rq->shop, rq->arena, order_id, 0, rq->now, &order);
	if (e)
		return e;

	url = order.received_url;
	if (!url.n)
		return confirm_page_neutral(rq);

	has_query = str_find_byte(url, '?') != (size_t)-1;
	return res_see_other(rq, STR_FMT "%saftersale=off", STR_ARG(url),
	    has_query ? "&" : "?");
}

/* ---- number and e-mail ---------------------------------------------------*/

struct find_form {
	struct form_value number;
	struct form_value email;
};

static const struct form_field find_fields[] = {
	{ .name = "number", .kind = FORM_TEXT, .label = N_("Order number"),
	    .is_required = true, .most = 60,
	    .offset = offsetof(struct find_form, number) },
	{ .name = "email", .kind = FORM_EMAIL, .label = N_("E-mail address"),
	    .is_required = true, .most = 200,
	    .offset = offsetof(struct find_form, email) },
	FORM_STOP
};

struct find_view {
	struct str title;
	struct str number;
	struct str number_error;
	struct str email;
	struct str email_error;
	struct list errors;
	bool has_errors;
	bool is_neutral;
};

static const struct field find_view[] = {
	FIELD(struct find_view, title),
	FIELD(struct find_view, number),
	FIELD(struct find_view, number_error),
	FIELD(struct find_view, email),
	FIELD(struct find_view, email_error),
	FIELD_EACH(struct find_view, errors, struct form_error,
	    form_error_fields),
	FIELD(struct find_view, has_errors),
	FIELD(struct find_view, is_neutral),
	FIELD_STOP
};

static enum err
show_find(struct rq *rq, int status, const struct find_form *form,
    const char *refusal)
{
	struct find_view v = {
		.title = tr(rq->lang, NULL, N_("Find your order")),
		.number = form->number.text,
		.number_error = form->number.error,
		.email = form->email.text,
		.email_error = form->email.error,
		.errors = form_errors(rq, find_fields, form),
		.is_neutral = status == 404,
	};

	if (refusal)
		LIST_PUSH(rq->arena, &v.errors, struct form_error)->text =
		    tr(rq->lang, NULL, refusal);
	v.has_errors = v.errors.count > 0;
	return res_page(rq, status, "confirm/find", find_view, &v);
}

enum err
confirm_page_find(struct rq *rq)
{
	struct find_form form = { 0 };

	form.number.text = str_fit(rq_query(rq, "number"), 60);
	return show_find(rq, 200, &form, NULL);
}

enum err
confirm_page_neutral(struct rq *rq)
{
	struct find_form form = { 0 };

	return show_find(rq, 404, &form, NULL);
}

/* "#1783" and " 1783 " are what people copy from a mail. */
static struct str
clean_number(struct str s)
{
	s = str_trim(s);
	if (s.n && s.p[0] == '#')
		s = str_trim(str_skip(s, 1));
	return s;
}

static const struct order_head *
head_by_email(const struct list *heads, struct str email)
{
	for (size_t i = 0; i < heads->count; i++) {
		const struct order_head *h = LIST_AT(heads, struct order_head,
		    i);

		if (confirm_is_email(email, h->email))
			return h;
	}
	return NULL;
}

static bool
may_try(struct rq *rq, struct str number, int64_t *retry)
{
	struct str secret = confirm_limit_secret(rq);

	if (rq->conf->mode == CONF_MODE_READ_ONLY)
		return true;
	return limit_take(rq->db, &find_by_client, secret, rq->client,
		   rq->now, retry) &&
	    limit_take(rq->db, &find_by_number, secret, number, rq->now,
		retry);
}

static enum err
too_often(struct rq *rq, int64_t retry)
{
	rq->res.status = 429;
	res_header(rq, "Retry-After", arena_printf(rq->arena, "%lld",
	    (long long)retry));
	return ERR_BUSY;
}

enum err
confirm_page_look_up(struct rq *rq)
{
	const struct order_head *head;
	struct find_form form = { 0 };
	struct list heads = { 0 };
	struct str number;
	int64_t retry = 0;
	size_t wrong;
	enum err e;

	e = rq_form(rq, find_fields, &form, &wrong);
	if (e)
		return e;
	if (wrong)
		return show_find(rq, 422, &form, NULL);

	number = clean_number(form.number.text);
	if (!may_try(rq, number, &retry))
		return too_often(rq, retry);

	e = shop_order_find(rq->shop, rq->arena, number, &heads);
	if (e)
		return e;

	head = head_by_email(&heads, form.email.text);
	if (!head)
		return show_find(rq, 422, &form,
		    N_("We found no order with this number and this e-mail"
		       " address. Check both: they stand in the mail you got"
		       " when you ordered."));
	if (!mode_shows(rq, head->id))
		return confirm_page_away(rq, head->id);

	e = confirm_remember(rq, head->id);
	if (e)
		return e;
	return res_see_other(rq, "/o/" STR_FMT,
	    STR_ARG(confirm_link(rq, head)));
}
