/* gate - who may come through a route: purpose links, the shop's staff, the
 * machine itself; and which orders the present mode shows (architecture 10,
 * 12). What a caller may see of an order is confirm's rule, not the gate's. */
#include <stdio.h>

#include "aftersale/crypt.h"
#include "aftersale/link.h"
#include "app.h"

/* Nobody, where there is no cookie or it is not good; ERR_BUSY: not known. */
static enum err
see_user(struct rq *rq)
{
	struct shop_user user = { 0 };
	struct str cookie;
	enum err e;

	cookie = rq_cookie(rq, shop_cookie_name(rq->shop));
	if (!cookie.n)
		return ERR_OK;

	e = shop_session(rq->shop, rq->arena, cookie, rq->now,
	    rq->method == METHOD_POST, &user);
	if (e || !user.id)
		return e == ERR_BUSY ? e : ERR_OK;

	rq->pass.user_id = user.id;
	rq->pass.user_name = user.name;
	rq->pass.user_email = user.email;
	rq->pass.is_staff = user.is_staff;
	return ERR_OK;
}

/* The share of orders that `percent` shows: always the same ones. The bridge
 * counts alike, so a digest that PHP has too. */
static bool
is_in_share(const struct conf *conf, int64_t order_id)
{
	uint8_t sum[SHA256_SIZE];
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)order_id);
	sha256(str_of(text), sum);
	return (sum[0] * 256 + sum[1]) % 100 < conf->percent;
}

bool
mode_shows(const struct rq *rq, int64_t order_id)
{
	switch (rq->conf->mode) {
	case CONF_MODE_OFF:
		return false;
	case CONF_MODE_READ_ONLY:
	case CONF_MODE_STAFF:
		return rq->pass.is_staff;
	case CONF_MODE_PERCENT:
		return rq->pass.is_staff || is_in_share(rq->conf, order_id);
	case CONF_MODE_ON:
		return true;
	}
	return false;
}

/* The cookie of TY-04: a LINK_FULL token of the same order, which ends with
 * the order's other links. */
static bool
has_full_cookie(struct rq *rq, const struct link *link, int64_t epoch)
{
	struct str name = arena_printf(rq->arena, "as_%lld",
	    (long long)link->order_id);
	struct str cookie = rq_cookie(rq, name);
	struct link full;

	if (!cookie.n || link_check(rq->conf, cookie, rq->now, &full))
		return false;

	return full.purpose == LINK_FULL && full.order_id == link->order_id &&
	    full.made_at >= epoch;
}

static enum err
load_facts(struct app *app, struct rq *rq, const struct link *link,
    int64_t *epoch)
{
	struct gate_facts *facts = ARENA_NEW(rq->arena, struct gate_facts);
	enum err e;

	rq->cards = &facts->cards;
	if (rq->conf->mode == CONF_MODE_READ_ONLY)
		return ERR_OK;

	e = gate_facts_load(rq, link->order_id, link->made_at, link->nonce,
	    facts);
	if (e)
		return e;

	app->seen_generation = facts->generation;
	*epoch = facts->epoch;
	return facts->is_revoked ? ERR_DENIED : ERR_OK;
}

static enum err
pass_link(struct app *app, struct rq *rq, int need)
{
	struct link *link = ARENA_NEW(rq->arena, struct link);
	int64_t epoch = 0;
	enum err e;

	rq->pass.token = rq->params[0];
	e = link_check(rq->conf, rq->pass.token, rq->now, link);
	if (e == ERR_NOT_FOUND)
		rq->link = link; /* ours, but over its time */
	if (e)
		return e;
	if ((int)link->purpose != need)
		return ERR_DENIED;

	rq->link = link;
	rq->pass.order_id = link->order_id;
	e = see_user(rq);
	if (!e)
		e = load_facts(app, rq, link, &epoch);
	if (e)
		return e;

	rq->pass.level =
	    has_full_cookie(rq, link, epoch) ? PASS_FULL : PASS_VIEW;
	return ERR_OK;
}

/* Forms of the console carry a key of ours; links carry the token itself. */
static enum err
check_staff_post(struct rq *rq)
{
	struct key_form {
		struct form_value key;
	} form;
	static const struct form_field fields[] = {
		{ .name = "key", .kind = FORM_TEXT, .most = 200,
		    .offset = offsetof(struct key_form, key) },
		FORM_STOP
	};
	size_t wrong;
	enum err e;

	e = rq_form(rq, fields, &form, &wrong);
	if (e)
		return e;

	return write_once_check(rq, form.key.text) ? ERR_OK : ERR_DENIED;
}

static enum err
pass_staff(struct rq *rq)
{
	enum err e = see_user(rq);

	if (e)
		return e;
	if (!rq->pass.is_staff)
		return ERR_DENIED;
	if (rq->method == METHOD_POST)
		return check_staff_post(rq);
	return ERR_OK;
}

/* The bridge vouches for what the shop itself has decided about its visitor;
 * a mode that shows nothing shows nothing to it either. */
static enum err
pass_bridge(struct app *app, struct rq *rq)
{
	struct link now = { .made_at = rq->now };
	enum err e = bridge_check(rq);
	int64_t epoch;

	if (e || !rq->params[0].n)
		return e;
	if (rq->conf->mode == CONF_MODE_OFF ||
	    str_int(rq->params[0], &rq->pass.order_id))
		return ERR_NOT_FOUND;

	now.order_id = rq->pass.order_id;
	rq->pass.level = PASS_FULL;
	return load_facts(app, rq, &now, &epoch);
}

enum err
gate_pass(struct app *app, struct rq *rq)
{
	const struct gate *gate = &rq->route->gate;

	switch (gate->kind) {
	case GATE_OPEN:
		/* What needs no database is shown without one. */
		(void)see_user(rq);
		return ERR_OK;
	case GATE_LINK:
		return pass_link(app, rq, gate->need);
	case GATE_STAFF:
		return pass_staff(rq);
	case GATE_LOCAL:
		return rq->is_local ? ERR_OK : ERR_NOT_FOUND;
	case GATE_BRIDGE:
		return pass_bridge(app, rq);
	}
	return ERR_DENIED;
}
