/* test_net - which addresses an outgoing request may reach. */
#include <arpa/inet.h>

#include "../lib/tap.h"
#include "aftersale/net.h"

static bool
may(enum net_reach reach, const char *text)
{
	uint8_t address[16];

	if (inet_pton(AF_INET, text, address) == 1)
		return net_may_reach(reach, address, 4);
	if (inet_pton(AF_INET6, text, address) == 1)
		return net_may_reach(reach, address, 16);
	printf("# %s is no address\n", text);
	return !net_may_reach(reach, address, 0);
}

/* Each is of this machine or network, or of nobody. */
static const char *const inside[] = { "0.0.0.0", "0.1.2.3", "10.0.0.1",
	"10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
	"127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
	"192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
	"198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
	"239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1",
	"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
	"::7f00:1", "64:ff9b::7f00:1", "100::1", "2001::1", "2001:db8::1",
	"2002:7f00:1::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1",
	"fec0::1", "ff02::1", NULL };
static const char *const outside[] = { "1.1.1.1", "9.255.255.255", "11.0.0.1",
	"100.63.255.255", "100.128.0.1", "128.0.0.1", "169.253.1.1",
	"172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.1.1",
	"198.17.1.1", "198.20.0.1", "223.255.255.255", "::ffff:1.1.1.1",
	"2001:4860:4860::8888", "2606:4700:4700::1111", "2a00:1450::1", NULL };
static const char *const here[] = { "127.0.0.1", "127.9.9.9", "::1",
	"::ffff:127.0.0.1", NULL };
static const char *const not_here[] = { "0.0.0.0", "10.0.0.1", "1.1.1.1",
	"169.254.169.254", "::", "::2", "fe80::1", "::ffff:10.0.0.1",
	"2606:4700::1", NULL };

static void
each(const char *const *list, enum net_reach reach, bool want,
    const char *what)
{
	char text[128];

	for (; *list; list++) {
		snprintf(text, sizeof(text), "PK-06 %s: %s", what, *list);
		CHECK(text, may(reach, *list) == want);
	}
}

/* Nothing listens on port 1, so that only the refusal tells. */
static enum err
ask(struct arena *a, const char *url, enum net_reach reach, const char *host)
{
	const struct net_request r = { .method = "GET", .url = str_of(url),
		.host = str_of(host), .reach = reach, .ms = 2000 };
	struct net_answer answer;
	struct str why = STR("");

	return net_ask(a, &r, &answer, &why);
}

static void
test_ask(void)
{
	struct arena *a = arena_new((size_t)1 << 20);

	CHECK("PK-06 by number: refused before it connects",
	    ask(a, "http://127.0.0.1:1/", NET_PUBLIC, "") == ERR_DENIED);
	CHECK("PK-06 by a name that leads here: refused too",
	    ask(a, "http://localhost:1/", NET_PUBLIC, "") == ERR_DENIED);
	CHECK("PK-06 loopback: a name is not looked up",
	    ask(a, "http://nobody.invalid:1/", NET_LOOPBACK, "") == ERR_BUSY);
	CHECK("another scheme",
	    ask(a, "file:///etc/passwd", NET_PUBLIC, "") == ERR_BAD_INPUT);
	CHECK("no address", ask(a, "", NET_PUBLIC, "") == ERR_BAD_INPUT);
	CHECK("a line end in a header",
	    ask(a, "http://127.0.0.1:1/", NET_LOOPBACK, "a\r\nb: c") ==
		ERR_BAD_INPUT);
	arena_free(a);
}

int
main(void)
{
	test_ask();
	each(inside, NET_PUBLIC, false, "no way inside");
	each(outside, NET_PUBLIC, true, "the internet");
	each(here, NET_LOOPBACK, true, "this machine");
	each(not_here, NET_LOOPBACK, false, "not this machine");
	CHECK("an address of another length",
	    !net_may_reach(NET_PUBLIC, (const uint8_t *)"1234567", 7));
	return tap_done();
}
