/* fuzz_link - tokens of any text, bytes that claim to be one, and links of
 * any facts: what was made is known again, and nothing else. */
#include "../../src/link/token.h"
#include "aftersale/crypt.h"
#include "fuzz.h"

static struct conf_key keys[] = { { .id = 1, .secret = { 1, 2, 3 } },
	{ .id = 200, .secret = { 4, 5, 6 } } };
static const struct conf conf = { .keys = { keys, 2, 2 } };

static uint64_t
take(struct str *s, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = 0; i < bytes && i < s->n; i++)
		n = n << 8 | (uint8_t)s->p[i];
	*s = str_skip(*s, bytes);
	return n;
}

/* A link within the limits of its struct, whatever the bytes. */
static struct link
link_from(struct str s)
{
	struct link link = {
		.purpose = (enum link_purpose)(
		    LINK_VIEW + take(&s, 1) % (LINK_PURPOSES - LINK_VIEW)),
		.made_at = (int64_t)(take(&s, 4) / 60 * 60),
		.nonce = take(&s, 8) | 1,
		.order_id = (int64_t)(take(&s, 8) >> 1),
		.aux = (int64_t)(take(&s, 8) >> 1),
		.items = (int64_t)take(&s, 1),
	};
	struct str number = str_head(s, sizeof(link.number) - 1);

	link.expires_at = link.made_at + (int64_t)take(&s, 3) * 60;
	number = str_head(number, str_find_byte(number, '\0'));
	if (number.n)
		memcpy(link.number, number.p, number.n);
	return link;
}

static void
make_and_check(struct arena *a, struct str bytes)
{
	struct link link = link_from(bytes);
	struct link got;
	struct str token = link_make(a, &conf, NULL, &link);
	char *changed = arena_z(a, token);
	size_t at = bytes.n % token.n;

	must(token.n <= TOKEN_TEXT, "a token is short");
	must(link_check(&conf, token, link.made_at - 1, &got) == ERR_OK,
	    "what we made is ours");
	must(got.order_id == link.order_id && got.nonce == link.nonce &&
		 got.expires_at == link.expires_at && got.aux == link.aux &&
		 got.purpose == link.purpose && got.items == link.items &&
		 strcmp(got.number, link.number) == 0,
	    "a link comes back");
	changed[at] = changed[at] == 'A' ? 'B' : 'A';
	must(link_check(&conf, str_of(changed), 0, &got) == ERR_DENIED,
	    "a changed token is not ours");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str bytes = fuzz_str(data, size);
	struct link link;
	int64_t key_id;
	int purpose;

	link_check(&conf, bytes, 0, &link);
	must(link_check(&conf, base64url_text(a, data, size), 0, &link) ==
		 ERR_DENIED,
	    "what we did not make is not ours");
	if (!token_peek(bytes, &key_id, &purpose))
		must(purpose >= LINK_VIEW && purpose < LINK_PURPOSES,
		    "a purpose is one");
	if (!token_read(bytes, &link))
		must(memchr(link.number, 0, sizeof(link.number)) != NULL,
		    "a number ends");
	make_and_check(a, bytes);
	return 0;
}
