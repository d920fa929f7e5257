/* reach - which addresses a request may connect to. Pure. */
#include "aftersale/net.h"

/* Networks that are nobody's on the internet (RFC 6890 and its kin): this
 * machine, private ones, carriers', links, documentation, multicast. */
static const struct net {
	uint8_t head[16];
	int bits;
} v4[] = {
	{ { 0 }, 8 },
	{ { 10 }, 8 },
	{ { 100, 64 }, 10 },
	{ { 127 }, 8 },
	{ { 169, 254 }, 16 },
	{ { 172, 16 }, 12 },
	{ { 192, 0, 0 }, 24 },
	{ { 192, 0, 2 }, 24 },
	{ { 192, 88, 99 }, 24 },
	{ { 192, 168 }, 16 },
	{ { 198, 18 }, 15 },
	{ { 198, 51, 100 }, 24 },
	{ { 203, 0, 113 }, 24 },
	{ { 224 }, 3 },
};

/* Of IPv6 only 2000::/3 is the internet; these of it are not. */
static const struct net v6[] = {
	{ { 0x20, 0x01 }, 23 },		    /* Teredo and other tunnels */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documentation */
	{ { 0x20, 0x02 }, 16 },		    /* 6to4 leads to any IPv4 */
	{ { 0x3f, 0xff }, 20 },		    /* documentation */
};

static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
static const uint8_t self[16] = { [15] = 1 };

static bool
is_in(const struct net *net, const uint8_t *address)
{
	int whole = net->bits / 8;
	int rest = net->bits % 8;

	if (memcmp(net->head, address, (size_t)whole) != 0)
		return false;
	return !rest ||
	    (net->head[whole] ^ address[whole]) >> (8 - rest) == 0;
}

static bool
is_any(const struct net *nets, size_t count, const uint8_t *address)
{
	for (size_t i = 0; i < count; i++)
		if (is_in(&nets[i], address))
			return true;
	return false;
}

static bool
may_reach_4(enum net_reach reach, const uint8_t *address)
{
	if (reach == NET_LOOPBACK)
		return address[0] == 127;
	return !is_any(v4, sizeof(v4) / sizeof(v4[0]), address);
}

bool
net_may_reach(enum net_reach reach, const uint8_t *address, size_t n)
{
	if (n == 4)
		return may_reach_4(reach, address);
	if (n != 16)
		return false;
	if (memcmp(address, mapped, sizeof(mapped)) == 0)
		return may_reach_4(reach, address + 12);
	if (reach == NET_LOOPBACK)
		return memcmp(address, self, sizeof(self)) == 0;
	return address[0] >> 5 == 1 &&
	    !is_any(v6, sizeof(v6) / sizeof(v6[0]), address);
}
