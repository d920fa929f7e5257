/* digest - SHA-256, MD5, their MACs and the comparison of secrets, by
 * libcrypto. Writing bytes as text is in encode.c. */
#include <limits.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "aftersale/crypt.h"

enum { EXIT_NO_DIGEST = 71 };

/* A digest left half done could be guessed; there is no going on. */
static _Noreturn void
die_without_digest(void)
{
	static const char line[] = "aftersale: libcrypto refuses a digest\n";

	if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
		_exit(EXIT_NO_DIGEST);
	_exit(EXIT_NO_DIGEST);
}

static void
digest(const EVP_MD *kind, struct str data, uint8_t *out, size_t size)
{
	unsigned int n = 0;
	const char *p = data.n ? data.p : "";

	if (EVP_Digest(p, data.n, out, &n, kind, NULL) != 1 || n != size)
		die_without_digest();
}

static void
mac(const EVP_MD *kind, struct str key, struct str data, uint8_t *out,
    size_t size)
{
	unsigned int n = 0;
	const char *k = key.n ? key.p : "";
	const char *p = data.n ? data.p : "";

	assert(key.n <= INT_MAX);
	if (!HMAC(kind, k, (int)key.n, (const unsigned char *)p, data.n, out,
		&n) ||
	    n != size)
		die_without_digest();
}

void
sha256(struct str data, uint8_t out[SHA256_SIZE])
{
	digest(EVP_sha256(), data, out, SHA256_SIZE);
}

void
hmac_sha256(struct str key, struct str data, uint8_t out[SHA256_SIZE])
{
	mac(EVP_sha256(), key, data, out, SHA256_SIZE);
}

void
md5(struct str data, uint8_t out[MD5_SIZE])
{
	digest(EVP_md5(), data, out, MD5_SIZE);
}

void
hmac_md5(struct str key, struct str data, uint8_t out[MD5_SIZE])
{
	mac(EVP_md5(), key, data, out, MD5_SIZE);
}

bool
crypt_equal(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	return a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0;
}
