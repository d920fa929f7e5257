/* recommend_buyers - who is one buyer: orders of an account, and of guests
 * with the same mail. A mail is a number made with a secret key of ours, so
 * that no address is kept. Pure but for memory of its own. */
#include <string.h>

#include "aftersale/crypt.h"
#include "recommend_learn.h"

int64_t
sale_mail(const struct conf *conf, struct str email)
{
	static const struct str use = S("aftersale buyers of sales");
	const struct conf_key *key = LIST_AT(&conf->keys, struct conf_key, 0);
	uint8_t sub[SHA256_SIZE];
	uint8_t hash[SHA256_SIZE];
	int64_t n = 0;

	/* Shops write such a name for everybody who was forgotten; it is
	 * never anybody's. */
	if (!email.n || str_has_suffix(email, STR(".invalid")))
		return 0;
	hmac_sha256((struct str){ (const char *)key->secret, 32 }, use, sub);
	hmac_sha256(
	    (struct str){ (const char *)sub, sizeof(sub) }, email, hash);
	memcpy(&n, hash, sizeof(n));
	n &= INT64_MAX;
	return n ? n : 1;
}

static void *
more(void *old, size_t count, size_t size)
{
	void *new = reallocarray(old, count ? count : 1, size);

	assert(new);
	return new;
}

void
buyers_add(struct buyers *b, const struct list *sales)
{
	while (b->room < b->count + sales->count) {
		b->room = b->room ? b->room * 2 : 4096;
		b->sales = more(b->sales, b->room, sizeof(*b->sales));
	}
	if (sales->count)
		memcpy(b->sales + b->count, sales->items,
		    sales->count * sizeof(*b->sales));
	b->count += sales->count;
}

/* The newest account of a mail first. */
static int
by_mail(const void *x, const void *y)
{
	const struct account *a = x, *b = y;

	if (a->mail != b->mail)
		return a->mail < b->mail ? -1 : 1;
	return a->user_id > b->user_id ? -1 : a->user_id < b->user_id;
}

void
buyers_join(struct buyers *b)
{
	struct account *all = more(NULL, b->count, sizeof(*all));
	size_t n = 0;

	b->accounts = all;
	for (size_t i = 0; i < b->count; i++) {
		if (b->sales[i].mail && b->sales[i].user_id > 0)
			all[n++] = (struct account){ b->sales[i].mail,
				b->sales[i].user_id };
	}
	qsort(all, n, sizeof(*all), by_mail);
	b->accounts_n = 0;
	for (size_t i = 0; i < n; i++) {
		if (!i || all[i].mail != all[i - 1].mail)
			all[b->accounts_n++] = all[i];
	}
}

int64_t
buyers_of(const struct buyers *b, size_t index)
{
	const struct sale_row *sale = &b->sales[index];
	size_t low = 0;
	size_t high = b->accounts_n;

	if (sale->user_id > 0)
		return sale->user_id;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b->accounts[mid].mail < sale->mail)
			low = mid + 1;
		else
			high = mid;
	}
	if (sale->mail && low < b->accounts_n &&
	    b->accounts[low].mail == sale->mail)
		return b->accounts[low].user_id;
	return -sale->mail;
}

void
buyers_free(struct buyers *b)
{
	free(b->sales);
	free(b->accounts);
	*b = (struct buyers){ 0 };
}
