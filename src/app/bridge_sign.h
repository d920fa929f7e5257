/* bridge_sign.h - what bridge and aftersale sign for each other; private to
 * app. */
#ifndef APP_BRIDGE_SIGN_H
#define APP_BRIDGE_SIGN_H

#include "aftersale/shop.h"

/* Hexadecimal HMAC of a text with the key of both (docs/bridge.md).
 * ERR_NOT_FOUND while the shop's secrets are not known. */
enum err bridge_signature(struct shop *shop, struct arena *a, struct str text,
    struct str *out);
/* Hexadecimal SHA-256. */
struct str bridge_sum(struct arena *a, struct str bytes);

#endif
