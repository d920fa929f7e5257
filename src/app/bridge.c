/* bridge - how the bridge inside the shop and aftersale know each other: both
 * derive one key from the secrets the shop signs its cookies with, and sign
 * what they say on this machine's loopback (docs/bridge.md). What is said is
 * the business of the handlers. */
#include "aftersale/crypt.h"
#include "app.h"
#include "bridge_sign.h"

/* Both clocks are those of one machine; this is for slow starts of PHP. */
#define SECONDS_APART 60
#define KEY_USE "aftersale bridge 1"

enum err
bridge_signature(
    struct shop *shop, struct arena *a, struct str text, struct str *out)
{
	uint8_t key[SHOP_KEY_SIZE];
	uint8_t mac[SHA256_SIZE];
	enum err e = shop_shared_key(shop, a, KEY_USE, key);

	if (e)
		return e;
	hmac_sha256((struct str){ (const char *)key, SHOP_KEY_SIZE }, text,
	    mac);
	*out = hex_text(a, mac, SHA256_SIZE);
	return ERR_OK;
}

struct str
bridge_sum(struct arena *a, struct str bytes)
{
	uint8_t sum[SHA256_SIZE];

	sha256(bytes, sum);
	return hex_text(a, sum, SHA256_SIZE);
}

/* Whoever is no bridge sees a page that does not exist. */
enum err
bridge_check(struct rq *rq)
{
	struct str at = rq_query(rq, "t");
	struct str want, text;
	int64_t t;

	if (!rq->is_local || str_int(at, &t) ||
	    t > rq->now + SECONDS_APART || t < rq->now - SECONDS_APART)
		return ERR_NOT_FOUND;

	text = arena_printf(rq->arena,
	    "ask\n" STR_FMT "\n" STR_FMT "\n" STR_FMT "\n" STR_FMT,
	    STR_ARG(rq->method_text), STR_ARG(rq->path), STR_ARG(at),
	    STR_ARG(bridge_sum(rq->arena, rq->body)));
	if (bridge_signature(rq->shop, rq->arena, text, &want))
		return ERR_NOT_FOUND;
	return crypt_equal(want, rq_query(rq, "s")) ? ERR_OK : ERR_NOT_FOUND;
}

/* Is this an address of ours, as our own pages write it: without a host? */
static bool
is_own(const struct rq *rq, struct str address)
{
	struct str base = rq->conf->base_path;
	struct str assets = rq->conf->assets_url;

	if (str_has_prefix(address, STR("//")))
		return false;
	return (str_has_prefix(address, base) &&
		   str_has_prefix(str_skip(address, base.n), STR("/"))) ||
	    (str_has_prefix(assets, STR("/")) &&
		str_has_prefix(address, assets));
}

/* What the shop shows within a page of its own is read below the shop's
 * origin: where ours is another one, our addresses say so. */
static enum err
lead_home(struct rq *rq)
{
	struct str left = buf_str(&rq->res.body);
	struct buf out = buf_new(rq->arena, HTTP_ANSWER_MAX);
	struct str mark = STR("=\"");
	size_t at;

	while ((at = str_find(left, mark)) != (size_t)-1) {
		buf_put(&out, str_head(left, at + mark.n));
		left = str_skip(left, at + mark.n);
		if (is_own(rq, left))
			buf_put(&out, rq->conf->origin);
	}
	buf_put(&out, left);
	rq->res.body = out;
	return out.overflow ? ERR_BROKEN : ERR_OK;
}

static enum err
sign(struct rq *rq)
{
	struct str body = buf_str(&rq->res.body);
	struct str mac;
	enum err e;

	e = bridge_signature(rq->shop, rq->arena,
	    arena_printf(rq->arena, "answer\n" STR_FMT "\n" STR_FMT,
		STR_ARG(rq_query(rq, "s")),
		STR_ARG(bridge_sum(rq->arena, body))),
	    &mac);
	return e ? e : res_header(rq, "X-Aftersale-Sign", mac);
}

enum err
bridge_answer(struct rq *rq)
{
	enum err e = ERR_OK;

	if (rq->method != METHOD_POST && rq->shop_origin.n &&
	    !str_is(rq->shop_origin, rq->conf->origin))
		e = lead_home(rq);
	return e ? e : sign(rq);
}
