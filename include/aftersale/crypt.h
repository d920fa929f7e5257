/* crypt - digests, MACs and comparing secrets. libcrypto lives only here.
 *
 * Called by link, http, shop adapters and conf. Keeps no keys.
 */
#ifndef AFTERSALE_CRYPT_H
#define AFTERSALE_CRYPT_H

#include "aftersale/base.h"

#define SHA256_SIZE 32
#define MD5_SIZE 16
#define SHA1_SIZE 20

/* Keeps libcrypto from reading its configuration and from tidying up at the
 * end, which digests have no use for. For processes that speak no TLS; called before anything else. */
void crypt_start_bare(void);

void sha256(struct str data, uint8_t out[SHA256_SIZE]);
void hmac_sha256(struct str key, struct str data, uint8_t out[SHA256_SIZE]);
/* WordPress cookies and nothing else. */
void md5(struct str data, uint8_t out[MD5_SIZE]);
void hmac_md5(struct str key, struct str data, uint8_t out[MD5_SIZE]);

/* The password hash of MySQL and nothing else. */
void sha1(struct str data, uint8_t out[SHA1_SIZE]);

/* In a time that depends on the lengths only. Different lengths: false. */
bool crypt_equal(struct str a, struct str b);

struct str hex_text(struct arena *a, const uint8_t *bytes, size_t n);
/* Even number of hex digits, else ERR_BAD_INPUT; at most max bytes. */
enum err hex_bytes(struct str s, uint8_t *out, size_t max, size_t *n_out);
/* RFC 4648 base64url without padding; decoding refuses anything else. */
struct str base64url_text(struct arena *a, const uint8_t *bytes, size_t n);
enum err base64url_bytes(
    struct str s, uint8_t *out, size_t max, size_t *n_out);

#endif
