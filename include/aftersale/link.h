/* link - purpose links: make, check, revoke (architecture 10, CP-09).
 *
 * A token is version, key id, purpose, order, expiry, nonce and the few facts
 * of N11 (number, day, items), then a 128-bit HMAC-SHA256 with a sub-key of
 * the purpose; base64url, at most 120 characters. The facts let a page speak
 * when the database is dead. No state but revocations.
 */
#ifndef AFTERSALE_LINK_H
#define AFTERSALE_LINK_H

#include "aftersale/base.h"
#include "aftersale/conf.h"
#include "aftersale/db.h"

/* What a token lets its holder do. Purpose x route is a table (routes.c). */
enum link_purpose {
	LINK_VIEW = 1,	/* status and items of one order */
	LINK_FULL,	/* also addresses, phone, downloads: the cookie */
	LINK_GO,	/* a counted click to an address of our own row */
	LINK_PURPOSES	/* how many there are, plus one */
};
extern const char *const link_words[]; /* by purpose */

struct link {
	enum link_purpose purpose;
	int64_t order_id;
	int64_t expires_at; /* cut to whole minutes after made_at, upwards */
	int64_t made_at;    /* up to 2106 */
	uint64_t nonce;	  /* 0: ask for a fresh one when making */
	int64_t aux;	  /* LINK_GO: product id; else 0 */
	/* N11: what may be said without the database. */
	char number[24];   /* the order's number as text, cut to 23 bytes */
	int64_t placed_at; /* whole days */
	int64_t items;	   /* 0..255 */
};

struct str link_make(struct arena *a, const struct conf *conf,
    struct rand *rand, const struct link *link);
/* ERR_DENIED for anything that was not made by us or is no token at all (one
 * answer for all); ERR_NOT_FOUND when it is ours but over its time (*out is
 * filled then). Revocation is checked by link_state. */
enum err link_check(const struct conf *conf, struct str token, int64_t now,
    struct link *out);
/* The stored refusal of links: an epoch per order and single nonces. Answers
 * ERR_DENIED when the link was made before the order's epoch or its nonce is
 * revoked. One statement. */
enum err link_alive(struct db *db, struct arena *a, const struct link *link);
enum err link_revoke_order(struct tx *tx, int64_t order_id, int64_t now);
enum err link_revoke_nonce(
    struct tx *tx, const struct link *link, int64_t now);
/* Forgets single revocations of links that are over anyway. */
enum err link_sweep(struct db *db, int64_t now);
extern const struct db_stmt *const link_stmts[];

#endif
