/* token.h - the bytes of a link, before the MAC and without keys. */
#ifndef AFTERSALE_LINK_TOKEN_H
#define AFTERSALE_LINK_TOKEN_H

#include "aftersale/link.h"

enum {
	TOKEN_VERSION = 1,
	TOKEN_MAC = 16,   /* bytes: 128 bits of HMAC-SHA256 */
	TOKEN_BYTES = 90, /* with the MAC; 120 characters of base64url */
	TOKEN_TEXT = 120
};

/* Writes all but the MAC, gives the length: at most TOKEN_BYTES - TOKEN_MAC.
 * Negative numbers are not allowed but for placed_at. */
size_t token_write(const struct link *link, int64_t key_id, uint8_t *out);
/* The key and purpose a token claims, to find the key that can tell. */
enum err token_peek(struct str bytes, int64_t *key_id, int *purpose);
/* Reads what token_write wrote, without the MAC; else ERR_BAD_INPUT. */
enum err token_read(struct str bytes, struct link *out);

#endif
