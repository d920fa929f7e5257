/* client - whose request this is: an address behind trusted proxies.
 *
 * X-Forwarded-For counts only when the one who talks to the web server is on
 * the list of the configuration, and is read from the right: what stands left
 * of the first stranger was written by that stranger. */
#include <arpa/inet.h>
#include <sys/socket.h>

#include "inside.h"

static const uint8_t mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

/* One address without port or brackets. */
static bool
address_read(struct str s, uint8_t out[16])
{
	char text[INET6_ADDRSTRLEN];

	if (s.n == 0 || s.n >= sizeof(text) || memchr(s.p, 0, s.n))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	if (inet_pton(AF_INET6, text, out) == 1)
		return true;
	memcpy(out, mapped, sizeof(mapped));
	return inet_pton(AF_INET, text, out + sizeof(mapped)) == 1;
}

/* "[2001:db8::1]:80" and "192.0.2.1:80" as some proxies write them. */
static struct str
without_port(struct str s)
{
	struct str rest = s;
	size_t colon;

	if (s.n > 0 && s.p[0] == '[') {
		rest = str_skip(s, 1);
		return str_cut(&rest, ']');
	}
	colon = str_find_byte(s, ':');
	if (colon == (size_t)-1)
		return s;
	if (str_find_byte(str_skip(s, colon + 1), ':') != (size_t)-1)
		return s;
	return str_head(s, colon);
}

static bool
is_mapped(const uint8_t address[16])
{
	return memcmp(address, mapped, sizeof(mapped)) == 0;
}

static struct str
address_text(struct arena *a, const uint8_t address[16])
{
	char text[INET6_ADDRSTRLEN];
	const char *z;

	if (is_mapped(address))
		z = inet_ntop(AF_INET, address + 12, text, sizeof(text));
	else
		z = inet_ntop(AF_INET6, address, text, sizeof(text));
	return arena_str(a, str_of(z));
}

static bool
is_loopback(const uint8_t address[16])
{
	static const uint8_t one[16] = { [15] = 1 };

	if (is_mapped(address))
		return address[12] == 127;
	return memcmp(address, one, sizeof(one)) == 0;
}

static bool
net_read(struct str row, struct net *out)
{
	struct str bits_text = row;
	struct str text = str_trim(str_cut(&bits_text, '/'));
	struct net net = { .bits = 128 };
	int64_t bits;

	if (!address_read(text, net.address))
		return false;
	if (bits_text.p) {
		bool is_v4 = is_mapped(net.address) &&
			     str_find_byte(text, ':') == (size_t)-1;

		if (str_int(str_trim(bits_text), &bits) || bits < 0 ||
		    bits > (is_v4 ? 32 : 128))
			return false;
		net.bits = (unsigned)(is_v4 ? bits + 96 : bits);
	}
	*out = net;
	return true;
}

static bool
net_has(const struct net *net, const uint8_t address[16])
{
	unsigned bytes = net->bits / 8;
	unsigned rest = net->bits % 8;
	uint8_t mask = (uint8_t)(0xff00 >> rest);

	if (memcmp(net->address, address, bytes) != 0)
		return false;
	return rest == 0 ||
	       ((net->address[bytes] ^ address[bytes]) & mask) == 0;
}

static bool
is_trusted(const struct trust *trust, const uint8_t address[16])
{
	for (size_t i = 0; i < trust->nets.count; i++)
		if (net_has(LIST_AT(&trust->nets, struct net, i), address))
			return true;
	return false;
}

void
http_trust_read(struct arena *a, const struct list *rows, struct trust *out)
{
	*out = (struct trust){ 0 };
	for (size_t i = 0; i < rows->count; i++) {
		struct str row = *LIST_AT(rows, struct str, i);
		struct net net;

		if (str_is_z(row, "unix:"))
			out->is_unix = true;
		else if (net_read(row, &net))
			*LIST_PUSH(a, &out->nets, struct net) = net;
	}
}

bool
http_peer_may(const struct trust *peers, const struct sockaddr_storage *who)
{
	uint8_t address[16];

	if (who->ss_family == AF_INET) {
		memcpy(address, mapped, sizeof(mapped));
		memcpy(address + sizeof(mapped),
		    &((const struct sockaddr_in *)who)->sin_addr, 4);
	} else if (who->ss_family == AF_INET6) {
		memcpy(address, &((const struct sockaddr_in6 *)who)->sin6_addr,
		    sizeof(address));
	} else {
		return true; /* a socket has its own rights */
	}
	return peers->nets.count ? is_trusted(peers, address)
				 : is_loopback(address);
}

/* The last word of a list with commas; moves the end of *s before it. */
static struct str
cut_last(struct str *s)
{
	size_t at = s->n;
	struct str word;

	while (at > 0 && s->p[at - 1] != ',')
		at--;
	word = str_trim(str_skip(*s, at));
	*s = str_head(*s, at > 0 ? at - 1 : 0);
	return word;
}

/* Goes left as long as those who speak are trusted. */
static void
walk(struct str list, const struct trust *trust, uint8_t address[16])
{
	while (list.n > 0) {
		uint8_t next[16];

		if (!address_read(without_port(cut_last(&list)), next))
			return;
		memcpy(address, next, sizeof(next));
		if (!is_trusted(trust, address))
			return;
	}
}

void
http_client_find(
    struct rq *rq, const struct head *head, const struct trust *trust)
{
	uint8_t address[16] = { 0 };
	bool is_unix = str_has_prefix(head->remote, STR("unix:"));
	bool is_known = address_read(head->remote, address);

	if (is_unix ? trust->is_unix : is_known && is_trusted(trust, address)) {
		struct str list = head->forwarded_for;

		walk(list, trust, address);
		is_known = is_known || list.n > 0;
	}
	rq->client =
	    is_known ? address_text(rq->arena, address) : (struct str){ "", 0 };
	rq->is_local = is_known && is_loopback(address) &&
		       head->forwarded_for.n == 0 && head->forwarded.n == 0;
}
