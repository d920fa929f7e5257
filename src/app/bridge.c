/* bridge - how the bridge inside the shop and aftersale know each other: both
 * derive one key from the secrets the shop signs its cookies with, and sign
 * what they say on this machine's loopback (docs/bridge.md). What is said is
 * the business of the handlers. */
#include "aftersale/crypt.h"
#include "app.h"

/* Both clocks are those of one machine; this is for slow starts of PHP. */
#define SECONDS_APART 60
#define KEY_USE "aftersale bridge 1"

static struct str
signed_text(struct arena *a, const uint8_t key[SHOP_KEY_SIZE],
    struct str text)
{
	uint8_t mac[SHA256_SIZE];

	hmac_sha256((struct str){ (const char *)key, SHOP_KEY_SIZE }, text,
	    mac);
	return hex_text(a, mac, SHA256_SIZE);
}

static struct str
sum_of(struct arena *a, struct str bytes)
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
	uint8_t key[SHOP_KEY_SIZE];
	struct str want;
	int64_t t;

	if (!rq->is_local || str_int(at, &t) ||
	    t > rq->now + SECONDS_APART || t < rq->now - SECONDS_APART)
		return ERR_NOT_FOUND;
	if (shop_shared_key(rq->shop, rq->arena, KEY_USE, key))
		return ERR_NOT_FOUND;

	want = signed_text(rq->arena, key,
	    arena_printf(rq->arena,
		"ask\n" STR_FMT "\n" STR_FMT "\n" STR_FMT "\n" STR_FMT,
		STR_ARG(rq->method_text), STR_ARG(rq->path), STR_ARG(at),
		STR_ARG(sum_of(rq->arena, rq->body))));
	return crypt_equal(want, rq_query(rq, "s")) ? ERR_OK : ERR_NOT_FOUND;
}

enum err
bridge_sign(struct rq *rq)
{
	uint8_t key[SHOP_KEY_SIZE];
	struct str body = buf_str(&rq->res.body);
	enum err e;

	e = shop_shared_key(rq->shop, rq->arena, KEY_USE, key);
	if (e)
		return e;

	return res_header(rq, "X-Aftersale-Sign",
	    signed_text(rq->arena, key,
		arena_printf(rq->arena, "answer\n" STR_FMT "\n" STR_FMT,
		    STR_ARG(rq_query(rq, "s")),
		    STR_ARG(sum_of(rq->arena, body)))));
}
