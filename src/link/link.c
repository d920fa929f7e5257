/* link - makes and checks tokens with the keys of the configuration.
 *
 * What a token lets its holder do is a table of app; what was revoked is in
 * store.c. Nothing is remembered here. */
#include "aftersale/crypt.h"

#include "token.h"

const char *const link_words[] = {
	[0] = "none",
	[LINK_VIEW] = "view",
	[LINK_FULL] = "full",
	[LINK_GO] = "go",
	[LINK_PURPOSES] = NULL,
};

static const struct conf_key *
find_key(const struct conf *conf, int64_t id)
{
	for (size_t i = 0; i < conf->keys.count; i++) {
		const struct conf_key *key =
		    LIST_AT(&conf->keys, const struct conf_key, i);

		if (key->id == id)
			return key;
	}
	return NULL;
}

/* A key for one purpose only: a token of one can never pass as another's,
 * even if its bytes were read wrongly. */
static void
mac_of(const struct conf_key *key, int purpose, struct str bytes,
    uint8_t out[SHA256_SIZE])
{
	char name[32];
	int n = snprintf(
	    name, sizeof(name), "aftersale link %s", link_words[purpose]);
	uint8_t sub[SHA256_SIZE];

	hmac_sha256(
	    (struct str){ (const char *)key->secret, sizeof(key->secret) },
	    (struct str){ name, (size_t)n }, sub);
	hmac_sha256((struct str){ (const char *)sub, sizeof(sub) }, bytes, out);
}

struct str
link_make(struct arena *a, const struct conf *conf, struct rand *rand,
    const struct link *link)
{
	const struct conf_key *key =
	    LIST_AT(&conf->keys, const struct conf_key, 0);
	struct link fresh = *link;
	uint8_t bytes[TOKEN_BYTES + SHA256_SIZE];
	uint8_t mac[SHA256_SIZE];
	size_t n;

	assert(conf->keys.count && link->purpose >= LINK_VIEW &&
	       link->purpose < LINK_PURPOSES);
	while (!fresh.nonce)
		rand_bytes(rand, &fresh.nonce, sizeof(fresh.nonce));
	n = token_write(&fresh, key->id, bytes);
	mac_of(key, fresh.purpose, (struct str){ (const char *)bytes, n }, mac);
	memcpy(bytes + n, mac, TOKEN_MAC);
	return base64url_text(a, bytes, n + TOKEN_MAC);
}

/* Whether the bytes end with the MAC one of our keys gives them. */
static bool
is_ours(const struct conf *conf, struct str bytes)
{
	const struct conf_key *key;
	uint8_t mac[SHA256_SIZE];
	int64_t key_id;
	int purpose;

	if (bytes.n < TOKEN_MAC ||
	    token_peek(str_head(bytes, bytes.n - TOKEN_MAC), &key_id, &purpose))
		return false;
	key = find_key(conf, key_id);
	if (!key)
		return false;
	mac_of(key, purpose, str_head(bytes, bytes.n - TOKEN_MAC), mac);
	return crypt_equal(str_skip(bytes, bytes.n - TOKEN_MAC),
	    (struct str){ (const char *)mac, TOKEN_MAC });
}

enum err
link_check(
    const struct conf *conf, struct str token, int64_t now, struct link *out)
{
	uint8_t bytes[TOKEN_BYTES];
	struct link link;
	struct str s;
	size_t n;

	if (token.n > TOKEN_TEXT ||
	    base64url_bytes(token, bytes, sizeof(bytes), &n))
		return ERR_DENIED;
	s = (struct str){ (const char *)bytes, n };
	if (!is_ours(conf, s) || token_read(str_head(s, n - TOKEN_MAC), &link))
		return ERR_DENIED;
	*out = link;
	return now < link.expires_at ? ERR_OK : ERR_NOT_FOUND;
}
