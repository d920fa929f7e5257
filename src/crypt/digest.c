/* digest - SHA-256, SHA-1, MD5, their MACs and the comparison of secrets, by
 * libcrypto. Writing bytes as text is in encode.c.
 *
 * The plain functions of each digest are called, not libcrypto's framework
 * around them: that one reads a configuration and makes lists of everything
 * it knows before its first byte, which a process that answers one request
 * (CGI) would pay each time. */
#define OPENSSL_SUPPRESS_DEPRECATED /* the plain functions, from 3.0 on */
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include "aftersale/crypt.h"

enum {
	BLOCK = 64, /* bytes that both digests take at a time */
	EXIT_NO_DIGEST = 71,
};

union state {
	SHA256_CTX sha;
	MD5_CTX md5;
};

/* A digest left half done could be guessed; there is no going on. */
static _Noreturn void
die_without_digest(void)
{
	static const char line[] = "aftersale: libcrypto refuses a digest\n";

	if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
		_exit(EXIT_NO_DIGEST);
	_exit(EXIT_NO_DIGEST);
}

static int
sha_of(union state *s, struct str front, struct str data, uint8_t *out)
{
	return SHA256_Init(&s->sha) &&
	    SHA256_Update(&s->sha, front.p, front.n) &&
	    SHA256_Update(&s->sha, data.p, data.n) &&
	    SHA256_Final(out, &s->sha);
}

static int
md5_of(union state *s, struct str front, struct str data, uint8_t *out)
{
	return MD5_Init(&s->md5) && MD5_Update(&s->md5, front.p, front.n) &&
	    MD5_Update(&s->md5, data.p, data.n) && MD5_Final(out, &s->md5);
}

static const struct kind {
	int (*of)(union state *s, struct str front, struct str data,
	    uint8_t *out);
	size_t size;
} sha_kind = { sha_of, SHA256_SIZE }, md5_kind = { md5_of, MD5_SIZE };

/* Of two texts in a row. */
static void
digest(const struct kind *kind, struct str front, struct str data,
    uint8_t *out)
{
	union state state;

	front.p = front.n ? front.p : "";
	data.p = data.n ? data.p : "";
	if (kind->of(&state, front, data, out) != 1)
		die_without_digest();
	OPENSSL_cleanse(&state, sizeof(state));
}

/* The key filled up to a block, each byte changed by `with`. */
static struct str
pad_of(const uint8_t key[BLOCK], uint8_t with, uint8_t pad[BLOCK])
{
	for (size_t i = 0; i < BLOCK; i++)
		pad[i] = key[i] ^ with;
	return (struct str){ (const char *)pad, BLOCK };
}

/* HMAC as RFC 2104 has it. */
static void
mac(const struct kind *kind, struct str key, struct str data, uint8_t *out)
{
	uint8_t block[BLOCK] = { 0 };
	uint8_t pad[BLOCK];
	uint8_t inner[SHA256_SIZE];

	if (key.n > BLOCK)
		digest(kind, STR(""), key, block);
	else if (key.n)
		memcpy(block, key.p, key.n);
	digest(kind, pad_of(block, 0x36, pad), data, inner);
	digest(kind, pad_of(block, 0x5c, pad),
	    (struct str){ (const char *)inner, kind->size }, out);
	OPENSSL_cleanse(block, sizeof(block));
	OPENSSL_cleanse(pad, sizeof(pad));
}

void
crypt_start_bare(void)
{
	if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG |
		OPENSSL_INIT_NO_ATEXIT, NULL) != 1)
		die_without_digest();
}

void
sha1(struct str data, uint8_t out[SHA1_SIZE])
{
	const char *p = data.n ? data.p : "";

	SHA1((const unsigned char *)p, data.n, out);
}

void
sha256(struct str data, uint8_t out[SHA256_SIZE])
{
	digest(&sha_kind, STR(""), data, out);
}

void
hmac_sha256(struct str key, struct str data, uint8_t out[SHA256_SIZE])
{
	mac(&sha_kind, key, data, out);
}

void
md5(struct str data, uint8_t out[MD5_SIZE])
{
	digest(&md5_kind, STR(""), data, out);
}

void
hmac_md5(struct str key, struct str data, uint8_t out[MD5_SIZE])
{
	mac(&md5_kind, key, data, out);
}

bool
crypt_equal(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	return a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0;
}
