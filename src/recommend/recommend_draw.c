/* recommend_draw - which buyers are held out: a share of them, drawn with a
 * key of ours from what makes a buyer one buyer, so that a buyer is in the
 * same group with each order, on each page and in each mail, and nobody is
 * followed by a cookie. What comes of the two groups is not counted here. */
#include "aftersale/conf.h"
#include "aftersale/crypt.h"
#include "recommend.h"

enum { SLIPS_A_PERCENT = 100, SLIPS = 100 * SLIPS_A_PERCENT };

int64_t
draw_percent(int64_t holdout, int64_t month)
{
	if (holdout != DRAW_BY_VOLUME)
		return holdout;
	return month >= DRAW_ORDERS ? DRAW_USUAL : 0;
}

/* The first order that is known of the buyer says who it is, because accounts
 * and addresses come later; without one, this order does. */
static const char *
buyer_words(const struct known_ask *ask, const struct list *rows, char *out,
    size_t room)
{
	const struct known_row *first = NULL;
	int64_t mail = ask->mail;
	int64_t user_id = ask->user_id;

	for (size_t i = 0; i < rows->count; i++) {
		const struct known_row *r = LIST_AT(rows, struct known_row,
		    i);

		if (r->kind == KNOWN_BUYER &&
		    (!first || r->from_id < first->from_id))
			first = r;
	}
	if (first) {
		mail = first->score;
		user_id = first->product_id;
	}
	if (mail)
		snprintf(out, room, "mail %lld", (long long)mail);
	else if (user_id > 0)
		snprintf(out, room, "account %lld", (long long)user_id);
	else
		snprintf(out, room, "order %lld", (long long)ask->order_id);
	return out;
}

/* 0..SLIPS-1, each as likely. */
static int64_t
slip_of(const struct conf_key *key, const char *words)
{
	static const struct str use = S("aftersale hold-out of offers");
	uint8_t sub[SHA256_SIZE];
	uint8_t hash[SHA256_SIZE];
	uint64_t n = 0;

	hmac_sha256((struct str){ (const char *)key->secret,
			sizeof(key->secret) },
	    use, sub);
	hmac_sha256((struct str){ (const char *)sub, sizeof(sub) },
	    str_of(words), hash);
	for (size_t i = 0; i < sizeof(n); i++)
		n = n << 8 | hash[i];
	return (int64_t)(n % SLIPS);
}

void
draw_make(const struct conf *conf, const struct hand *hand,
    const struct known_ask *ask, const struct list *rows, struct draw *out)
{
	const struct conf_key *key = LIST_AT(&conf->keys, struct conf_key, 0);
	char words[40];

	*out = (struct draw){ .key_id = key->id };
	for (size_t i = 0; i < rows->count; i++) {
		const struct known_row *r = LIST_AT(rows, struct known_row,
		    i);

		if (r->kind == KNOWN_MONTH)
			out->month = r->score;
	}
	out->percent = draw_percent(hand->holdout, out->month);
	out->is_held = slip_of(key,
			   buyer_words(ask, rows, words, sizeof(words))) <
		       out->percent * SLIPS_A_PERCENT;
}

void
draw_hold(struct list *rows)
{
	struct known_row *r = rows->items;
	size_t n = 0;

	for (size_t i = 0; i < rows->count; i++) {
		if (r[i].kind != KNOWN_LINK && r[i].kind != KNOWN_FOLLOW)
			r[n++] = r[i];
	}
	rows->count = n;
}
