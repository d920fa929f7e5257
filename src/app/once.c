/* once - nothing happens twice (architecture 7): keys of forms and the record
 * of what a key has done. Cards and counts are in their own files. */
#include "aftersale/crypt.h"
#include "aftersale/feature.h"
#include "once_store.h"

#define RANDOM_SIZE 12
#define MAC_SIZE 16

/* Who the key was made for: the link in the path, else the shop's user. */
static struct str
actor_of(struct rq *rq)
{
	if (rq->pass.token.n)
		return rq->pass.token;
	return arena_printf(rq->arena, "user:%lld",
	    (long long)rq->pass.user_id);
}

static void
mac_of(struct rq *rq, struct str what, const uint8_t *random,
    uint8_t out[SHA256_SIZE])
{
	const struct conf_key *key = LIST_AT(&rq->conf->keys,
	    struct conf_key, 0);
	struct buf b = buf_new(rq->arena, 1024);

	buf_putz(&b, "once");
	buf_putc(&b, '\n');
	buf_put(&b, what);
	buf_putc(&b, '\n');
	buf_put(&b, actor_of(rq));
	buf_putc(&b, '\n');
	buf_put(&b, (struct str){ (const char *)random, RANDOM_SIZE });
	hmac_sha256((struct str){ (const char *)key->secret, 32 },
	    buf_str(&b), out);
}

struct str
write_once_key(struct rq *rq, const char *what)
{
	uint8_t bytes[RANDOM_SIZE + SHA256_SIZE];

	rand_bytes(rq->rand, bytes, RANDOM_SIZE);
	mac_of(rq, str_of(what), bytes, bytes + RANDOM_SIZE);
	return base64url_text(rq->arena, bytes, RANDOM_SIZE + MAC_SIZE);
}

bool
write_once_check(struct rq *rq, struct str key)
{
	uint8_t bytes[RANDOM_SIZE + MAC_SIZE];
	uint8_t mac[SHA256_SIZE];
	size_t n;

	if (base64url_bytes(key, bytes, sizeof(bytes), &n) ||
	    n != sizeof(bytes))
		return false;

	mac_of(rq, str_of(rq->route->path), bytes, mac);
	return crypt_equal(
	    (struct str){ (const char *)bytes + RANDOM_SIZE, MAC_SIZE },
	    (struct str){ (const char *)mac, MAC_SIZE });
}

enum err
write_once(struct tx *tx, struct rq *rq, struct arena *a, struct str key,
    struct str *url)
{
	uint8_t digest[SHA256_SIZE];
	struct once_row row = { 0 };
	struct str body_hash;
	enum err e;

	sha256(rq->body, digest);
	body_hash = hex_text(a, digest, 16);
	e = once_insert(tx, key, str_of(rq->route->path), actor_of(rq),
	    body_hash, rq->now);
	if (e != ERR_CONFLICT)
		return e;

	e = once_load(rq->db, a, key, &row);
	if (e)
		return e;

	*url = str_is(row.body_hash, body_hash) ? row.result_url : STR("");
	return ERR_CONFLICT;
}

enum err
write_once_result(
    struct tx *tx, struct rq *rq, struct str key, struct str url)
{
	(void)rq;
	return once_finish(tx, key, url);
}
