/* token - a link as bytes and back.
 *
 *	version 1, key id 1, purpose 1, made_at 4 (seconds), nonce 8,
 *	order, minutes to live, aux, age of the order in days: numbers of
 *	seven bits a byte, the lowest first; items 1, number: length 1, bytes.
 *
 * Small things are small, so that a link fits in a line of a mail. Nothing
 * here knows keys or time. */
#include "token.h"

enum { DAY = 86400, MINUTE = 60, AT_MADE = 3, AT_REST = 15 };

/* ---- writing ----------------------------------------------------------- */

static size_t
put_fixed(uint8_t *out, uint64_t n, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		out[i] = (uint8_t)(n >> (8 * i));
	return bytes;
}

static size_t
put_number(uint8_t *out, uint64_t n)
{
	size_t at = 0;

	for (; n > 127; n >>= 7)
		out[at++] = (uint8_t)(n | 128);
	out[at++] = (uint8_t)n;
	return at;
}

/* An order is mostly placed before its link is made, but clocks differ: even
 * numbers are days before, odd ones after. */
static uint64_t
age_of(const struct link *link)
{
	int64_t days = link->made_at / DAY - link->placed_at / DAY;

	return days < 0 ? (uint64_t)-days * 2 - 1 : (uint64_t)days * 2;
}

static uint64_t
minutes_of(const struct link *link)
{
	int64_t seconds = link->expires_at - link->made_at;

	return seconds > 0 ? (uint64_t)(seconds + MINUTE - 1) / MINUTE : 0;
}

size_t
token_write(const struct link *link, int64_t key_id, uint8_t *out)
{
	struct str number = str_of(link->number);
	size_t n = 0;

	assert(link->order_id >= 0 && link->aux >= 0);
	assert(link->made_at >= 0 && link->made_at <= UINT32_MAX);
	assert(number.n < sizeof(link->number));
	out[n++] = TOKEN_VERSION;
	out[n++] = (uint8_t)key_id;
	out[n++] = (uint8_t)link->purpose;
	n += put_fixed(out + n, (uint64_t)link->made_at, 4);
	n += put_fixed(out + n, link->nonce, 8);
	n += put_number(out + n, (uint64_t)link->order_id);
	n += put_number(out + n, minutes_of(link));
	n += put_number(out + n, (uint64_t)link->aux);
	n += put_number(out + n, age_of(link));
	out[n++] = (uint8_t)(link->items > 255 ? 255 : link->items);
	out[n++] = (uint8_t)number.n;
	memcpy(out + n, link->number, number.n);
	return n + number.n;
}

/* ---- reading ----------------------------------------------------------- */

static uint64_t
get_fixed(const char *p, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = bytes; i > 0; i--)
		n = n << 8 | (uint8_t)p[i - 1];
	return n;
}

/* At most 63 bits, in as few bytes as they need. */
static bool
get_number(struct str *s, int64_t *out)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < 9 && i < s->n; i++) {
		uint8_t c = (uint8_t)s->p[i];

		n |= (uint64_t)(c & 127) << (7 * i);
		if (c & 128)
			continue;
		if (i && !c)
			return false;
		*s = str_skip(*s, i + 1);
		*out = (int64_t)n;
		return true;
	}
	return false;
}

enum err
token_peek(struct str bytes, int64_t *key_id, int *purpose)
{
	int claimed;

	if (bytes.n < AT_REST || (uint8_t)bytes.p[0] != TOKEN_VERSION)
		return ERR_BAD_INPUT;
	claimed = (uint8_t)bytes.p[2];
	if (claimed < LINK_VIEW || claimed >= LINK_PURPOSES)
		return ERR_BAD_INPUT;
	*key_id = (uint8_t)bytes.p[1];
	*purpose = claimed;
	return ERR_OK;
}

enum err
token_read(struct str bytes, struct link *out)
{
	struct link link = { 0 };
	struct str rest = str_skip(bytes, AT_REST);
	int64_t key_id;
	int64_t minutes;
	int64_t age;
	int purpose;

	if (token_peek(bytes, &key_id, &purpose))
		return ERR_BAD_INPUT;
	link.purpose = (enum link_purpose)purpose;
	link.made_at = (int64_t)get_fixed(bytes.p + AT_MADE, 4);
	link.nonce = get_fixed(bytes.p + AT_MADE + 4, 8);
	if (!get_number(&rest, &link.order_id) ||
	    !get_number(&rest, &minutes) || !get_number(&rest, &link.aux) ||
	    !get_number(&rest, &age) || rest.n < 2)
		return ERR_BAD_INPUT;
	if (minutes > INT32_MAX || age > INT32_MAX ||
	    (uint8_t)rest.p[1] != rest.n - 2 ||
	    rest.n - 2 >= sizeof(link.number))
		return ERR_BAD_INPUT;
	link.expires_at = link.made_at + minutes * MINUTE;
	link.placed_at =
	    (link.made_at / DAY - (age % 2 ? -(age + 1) / 2 : age / 2)) * DAY;
	link.items = (uint8_t)rest.p[0];
	memcpy(link.number, rest.p + 2, rest.n - 2);
	*out = link;
	return ERR_OK;
}
