/* net - outgoing HTTP. curl.h lives only here, and it is linked into the
 * worker alone: jobs reach it through job->ask.
 *
 * One request, one answer, within its time and its size. Nothing is followed,
 * no proxy, cookie or password file of the machine is used, and an address
 * that the request may not reach is refused when it is connected to, whatever
 * a resolver said (a name that leads to the machine itself or to its network
 * is how a shop is made to ask its own insides).
 */
#ifndef AFTERSALE_NET_H
#define AFTERSALE_NET_H

#include "aftersale/base.h"

enum net_reach {
	NET_PUBLIC = 0, /* the internet, and nothing of this network */
	NET_LOOPBACK	/* this machine: the name is not even looked up */
};

struct net_request {
	const char *method;
	struct str url; /* http or https, no user in it */
	struct str host; /* for the header; empty: as in url */
	struct str type; /* of the body */
	struct str body;
	enum net_reach reach;
	int64_t ms;   /* for all of it; 0: 10000 */
	size_t most;  /* bytes of an answer; 0: 64 KB */
};

struct net_answer {
	int64_t status;
	struct str body;
};

/* ERR_BUSY: no answer, or none in time; ERR_BAD_INPUT: the address is none;
 * ERR_DENIED: it may not be reached; ERR_BROKEN: the answer is too long.
 * *why is a plain text without the address. Any status is ERR_OK. On loopback
 * a certificate is not looked at: no network lies between. */
enum err net_ask(struct arena *a, const struct net_request *r,
    struct net_answer *out, struct str *why);

/* May an address be reached? Four or sixteen bytes, as on the wire. */
bool net_may_reach(enum net_reach reach, const uint8_t *address, size_t n);

#endif
