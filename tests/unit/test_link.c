/* test_link - tokens: made, checked, and refused when anything is touched. */
#include "aftersale/crypt.h"
#include "aftersale/link.h"

#include "../lib/tap.h"

enum { NOW = 1792300041, DAY = 86400 };

static struct conf_key keys[] = {
	{ 2, "the second key of 32 bytes......" },
	{ 1, "the first key of 32 bytes......." },
};
static struct conf conf = { .keys = { keys, 2, 2 } };
static struct conf old_conf = { .keys = { keys + 1, 1, 1 } };
static struct conf new_conf = { .keys = { keys, 1, 1 } };
static struct rand frozen = { .frozen = 7 };
static struct arena *arena;

static struct link
sample(void)
{
	return (struct link){ .purpose = LINK_VIEW,
		.order_id = 123456,
		.made_at = NOW,
		.expires_at = NOW + 90 * DAY,
		.number = "SO-10123",
		.placed_at = NOW - 3 * DAY,
		.items = 3 };
}

static void
check_round(void)
{
	struct link in = sample();
	struct link out;
	struct str token = link_make(arena, &conf, &frozen, &in);

	printf("# " STR_FMT " (%zu)\n", STR_ARG(token), token.n);
	CHECK(
	    "a link of a usual order has at most 70 characters", token.n <= 70);
	CHECK("CP-09 it is checked", !link_check(&conf, token, NOW, &out));
	CHECK("CP-09 purpose, order and time come back",
	    out.purpose == LINK_VIEW && out.order_id == 123456 &&
		out.made_at == NOW && out.expires_at == NOW + 90 * DAY);
	CHECK("a fresh nonce was taken", out.nonce != 0);
	CHECK_STR("N11 the number comes back", str_of(out.number), "SO-10123");
	CHECK("N11 day and items too",
	    out.placed_at == (NOW - 3 * DAY) / DAY * DAY && out.items == 3);
	CHECK("CP-09 it ends at its time",
	    !link_check(&conf, token, NOW + 90 * DAY - 1, &out) &&
		link_check(&conf, token, NOW + 90 * DAY, &out) ==
		    ERR_NOT_FOUND);
	CHECK_STR(
	    "N11 and still says its facts", str_of(out.number), "SO-10123");
}

static void
check_limits(void)
{
	struct link in = { .purpose = LINK_GO,
		.order_id = INT64_MAX,
		.made_at = UINT32_MAX,
		.expires_at = UINT32_MAX + 3650LL * DAY + 1,
		.aux = INT64_MAX,
		.nonce = UINT64_MAX,
		.number = "12345678901234567890123",
		.placed_at = UINT32_MAX + 7 * DAY,
		.items = 1000 };
	struct str token = link_make(arena, &conf, &frozen, &in);
	struct link out = { 0 };

	CHECK("the largest link has at most 120 characters",
	    token.n <= 120 && token.n > 100);
	CHECK("and comes back",
	    !link_check(&conf, token, NOW, &out) && out.order_id == INT64_MAX &&
		out.aux == INT64_MAX && out.nonce == UINT64_MAX &&
		out.items == 255);
	CHECK("an order from after its link too",
	    out.placed_at == (UINT32_MAX + 7 * DAY) / DAY * DAY);
	CHECK("its time is cut upwards to a minute",
	    out.expires_at == UINT32_MAX + 3650LL * DAY + 60);
	CHECK_STR(
	    "and its number", str_of(out.number), "12345678901234567890123");
}

/* Every bit of the text, and every bit of the bytes behind it. */
static void
check_bits(void)
{
	struct link in = sample();
	struct link out = { .order_id = -7 };
	struct str token = link_make(arena, &conf, &frozen, &in);
	char *copy = arena_z(arena, token);
	struct str s = { copy, token.n };
	uint8_t bytes[128];
	size_t n = 0;
	int passed = 0;

	for (size_t i = 0; i < token.n * 8; i++) {
		copy[i / 8] ^= (char)(1 << i % 8);
		passed += link_check(&conf, s, NOW, &out) != ERR_DENIED;
		copy[i / 8] ^= (char)(1 << i % 8);
	}
	CHECK("CP-09 no bit of the text can be flipped", passed == 0);
	base64url_bytes(token, bytes, sizeof(bytes), &n);
	for (size_t i = 0; i < n * 8; i++) {
		bytes[i / 8] ^= (uint8_t)(1 << i % 8);
		passed += link_check(&conf, base64url_text(arena, bytes, n),
			      NOW, &out) != ERR_DENIED;
		bytes[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	CHECK("CP-09 no bit of the bytes can be flipped", passed == 0);
	CHECK("and nothing was filled in", out.order_id == -7);
	CHECK("the link itself still passes", !link_check(&conf, s, NOW, &out));
}

static void
check_lengths(void)
{
	struct link in = sample();
	struct link out;
	struct str token = link_make(arena, &conf, &frozen, &in);
	int passed = 0;

	for (size_t n = 0; n < token.n; n++) {
		passed += link_check(&conf, str_head(token, n), NOW, &out) !=
			  ERR_DENIED;
		passed += link_check(&conf, str_skip(token, token.n - n), NOW,
			      &out) != ERR_DENIED;
	}
	CHECK("CP-09 no part of it passes", passed == 0);
	for (int c = 0; c < 256; c++) {
		char more = (char)c;

		passed +=
		    link_check(&conf,
			arena_join(arena, token, (struct str){ &more, 1 }), NOW,
			&out) != ERR_DENIED;
		passed +=
		    link_check(&conf,
			arena_join(arena, (struct str){ &more, 1 }, token), NOW,
			&out) != ERR_DENIED;
	}
	CHECK("CP-09 nothing can be added", passed == 0);
	CHECK("twice the token is none",
	    link_check(&conf, arena_join(arena, token, token), NOW, &out) ==
		ERR_DENIED);
	CHECK("20 KB are none",
	    link_check(&conf, arena_printf(arena, "%020000d", 0), NOW, &out) ==
		ERR_DENIED);
}

/* The bytes of one purpose with the MAC of another are no link. */
static void
check_purposes(void)
{
	uint8_t bytes[LINK_PURPOSES][128];
	struct link out;
	size_t n = 0;
	int passed = 0;

	for (int p = LINK_VIEW; p < LINK_PURPOSES; p++) {
		struct link in = sample();
		struct str token;

		in.purpose = (enum link_purpose)p;
		in.nonce = 99;
		token = link_make(arena, &conf, &frozen, &in);
		CHECK("each purpose is kept",
		    !link_check(&conf, token, NOW, &out) &&
			(int)out.purpose == p);
		base64url_bytes(token, bytes[p], sizeof(bytes[p]), &n);
	}
	for (int p = LINK_VIEW; p < LINK_PURPOSES; p++)
		for (int q = LINK_VIEW; q < LINK_PURPOSES; q++) {
			uint8_t mixed[128];

			memcpy(mixed, bytes[p], n);
			memcpy(mixed + n - 16, bytes[q] + n - 16, 16);
			passed += !link_check(
			    &conf, base64url_text(arena, mixed, n), NOW, &out);
		}
	CHECK("CP-09 a purpose cannot borrow another's MAC",
	    passed == LINK_PURPOSES - 1);
}

static void
check_keys(void)
{
	struct link in = sample();
	struct link out;
	struct str new_one = link_make(arena, &conf, &frozen, &in);
	struct str old_one = link_make(arena, &old_conf, &frozen, &in);

	CHECK("the first key signs",
	    !link_check(&new_conf, new_one, NOW, &out) &&
		link_check(&old_conf, new_one, NOW, &out) == ERR_DENIED);
	CHECK("a second one still opens older links",
	    !link_check(&conf, old_one, NOW, &out));
	CHECK("until it is taken away",
	    link_check(&new_conf, old_one, NOW, &out) == ERR_DENIED);
	CHECK("two links of an order differ",
	    !str_is(new_one, link_make(arena, &conf, &frozen, &in)));
}

int
main(void)
{
	arena = arena_new(16 * 1024 * 1024);
	check_round();
	check_limits();
	check_bits();
	check_lengths();
	check_purposes();
	check_keys();
	arena_free(arena);
	return tap_done();
}
