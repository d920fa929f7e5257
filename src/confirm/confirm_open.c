/* confirm_open - the billing e-mail opens the rest of an order for this
 * browser (TY-03, TY-04). The cookie is a token of ours and nothing else. */
#include "aftersale/conf.h"
#include "aftersale/features/confirm.h"
#include "aftersale/limit.h"
#include "aftersale/link.h"
#include "confirm.h"
#include "confirm_page.h"
#include "confirm_show.h"

static const struct limit_rule open_by_order = {
	.kind = "open.order",
	.window_seconds = 60 * 60,
	.most = 10,
};

struct str
confirm_limit_secret(struct rq *rq)
{
	const struct conf_key *key = LIST_AT(&rq->conf->keys, struct conf_key,
	    0);

	return (struct str){ (const char *)key->secret, sizeof(key->secret) };
}

enum err
confirm_remember(struct rq *rq, int64_t order_id)
{
	int64_t minutes = value_int(
	    value_at(rq->site->settings, "order.remember_minutes"), 60);
	struct link full = {
		.purpose = LINK_FULL,
		.order_id = order_id,
		.made_at = rq->now,
		.expires_at = rq->now + minutes * 60,
	};
	struct str name = arena_printf(rq->arena, "as_%lld",
	    (long long)order_id);

	return res_cookie(rq, arena_z(rq->arena, name),
	    link_make(rq->arena, rq->conf, rq->rand, &full), STR("/o"),
	    minutes * 60);
}

struct open_form {
	struct form_value email;
};

static const struct form_field open_fields[] = {
	{ .name = "email", .kind = FORM_EMAIL, .label = N_("E-mail address"),
	    .is_required = true, .most = 200,
	    .offset = offsetof(struct open_form, email) },
	FORM_STOP
};

static bool
may_try(struct rq *rq, int64_t *retry)
{
	struct str order = arena_printf(rq->arena, "%lld",
	    (long long)rq->pass.order_id);

	if (rq->conf->mode == CONF_MODE_READ_ONLY)
		return true;
	return limit_take(rq->db, &open_by_order, confirm_limit_secret(rq),
	    order, rq->now, retry);
}

enum err
confirm_page_open(struct rq *rq)
{
	struct open_form form = { 0 };
	struct order_head head;
	struct str why;
	int64_t retry = 0;
	size_t wrong;
	enum err e;

	e = rq_form(rq, open_fields, &form, &wrong);
	if (e)
		return e;
	if (!may_try(rq, &retry)) {
		rq->res.status = 429;
		res_header(rq, "Retry-After", arena_printf(rq->arena, "%lld",
		    (long long)retry));
		return ERR_BUSY;
	}
	e = shop_order_head(rq->shop, rq->arena, rq->pass.order_id, &head);
	if (e)
		return e;

	if (!wrong && confirm_is_email(form.email.text, head.email) &&
	    !(head.customer_id && confirm_login_only(rq))) {
		e = confirm_remember(rq, head.id);
		if (e)
			return e;
		return res_see_other(rq, "/o/" STR_FMT,
		    STR_ARG(rq->pass.token));
	}
	why = wrong ? form.email.error
		    : tr(rq->lang, NULL,
			  N_("This is not the e-mail address of this order."
			     " Use the one the order was placed with."));
	return confirm_show(rq, 422, form.email.text, why);
}
