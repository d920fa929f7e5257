/* errors - what the numbers of the server and of the client library mean.
 *
 * One row a number; whatever is not listed is ERR_BROKEN. Nothing here knows
 * a connection. */
#include <string.h>

#include "inside.h"

/* DOUBT: a write may have happened; UNTRIED: it was not begun. */
enum { DEAD = 1, REPEAT = 2, PLAIN = 4, DOUBT = 8, UNTRIED = 16 };

static const struct {
	unsigned number;
	enum err err;
	unsigned is;
} sorts[] = {
	{ 1020, ERR_BUSY, REPEAT }, /* row changed since it was read */
	{ 1021, ERR_BUSY, 0 },      /* disk full */
	{ 1037, ERR_BUSY, 0 },      /* out of memory */
	{ 1038, ERR_BUSY, 0 },      /* out of sort memory */
	{ 1040, ERR_BUSY, DEAD },   /* too many connections */
	{ 1041, ERR_BUSY, 0 },      /* out of resources */
	{ 1047, ERR_BUSY,
	    DEAD | UNTRIED },             /* a cluster node that is not ready */
	{ 1053, ERR_BUSY, DEAD | DOUBT }, /* shutdown */
	{ 1054, ERR_BROKEN, PLAIN },      /* unknown column */
	{ 1062, ERR_CONFLICT, 0 },        /* duplicate key */
	{ 1064, ERR_BROKEN, PLAIN },      /* syntax: the text has no values */
	{ 1114, ERR_BUSY, 0 },            /* table full */
	{ 1142, ERR_BROKEN, PLAIN },      /* command denied */
	{ 1143, ERR_BROKEN, PLAIN },      /* column denied */
	{ 1146, ERR_BROKEN, PLAIN },      /* no such table */
	{ 1158, ERR_BUSY, DEAD | DOUBT }, /* network, as the server saw it */
	{ 1159, ERR_BUSY, DEAD | DOUBT }, { 1160, ERR_BUSY, DEAD | DOUBT },
	{ 1161, ERR_BUSY, DEAD | DOUBT },
	{ 1203, ERR_BUSY, DEAD },   /* too many connections of the user */
	{ 1205, ERR_BUSY, REPEAT }, /* lock wait timeout */
	{ 1213, ERR_BUSY, REPEAT }, /* deadlock */
	{ 1226, ERR_BUSY, 0 },      /* a resource limit of the user */
	{ 1290, ERR_BUSY, PLAIN | UNTRIED }, /* read only server */
	{ 1317, ERR_BUSY, 0 },               /* interrupted */
	{ 1461, ERR_BUSY, 0 },               /* too many prepared statements */
	{ 1586, ERR_CONFLICT, 0 },           /* duplicate key, with its name */
	{ 1792, ERR_BUSY, UNTRIED },         /* read only transaction */
	{ 1836, ERR_BUSY, UNTRIED },         /* read only mode */
	{ 1927, ERR_BUSY, DEAD | DOUBT },    /* killed */
	{ 1969, ERR_BUSY, 0 },               /* max_statement_time */
	{ 2002, ERR_BUSY, DEAD },            /* no connection by socket */
	{ 2003, ERR_BUSY, DEAD },            /* no connection by host */
	{ 2005, ERR_BUSY, DEAD },            /* unknown host */
	{ 2006, ERR_BUSY, DEAD | UNTRIED },  /* gone before it was asked */
	{ 2012, ERR_BUSY, DEAD },            /* failed handshake */
	{ 2013, ERR_BUSY, DEAD | DOUBT },    /* lost under way */
	{ 2014, ERR_BROKEN, DEAD | DOUBT },  /* out of step */
	{ 2020, ERR_BROKEN, DEAD },          /* packet too large */
	{ 2026, ERR_BUSY, DEAD | DOUBT },    /* TLS */
	{ 2027, ERR_BUSY, DEAD | DOUBT },    /* malformed packet */
	{ 2055, ERR_BUSY, DEAD | DOUBT },    /* lost, with an errno */
	{ 3024, ERR_BUSY, 0 },               /* max_execution_time */
	{ 4031, ERR_BUSY, DEAD | UNTRIED },  /* closed for being idle */
};

struct sort
sort_of(unsigned number)
{
	struct sort s = { .number = number, .err = ERR_BROKEN };

	for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++) {
		if (sorts[i].number != number)
			continue;
		s.err = sorts[i].err;
		s.is_dead = sorts[i].is & DEAD;
		s.is_repeat = sorts[i].is & REPEAT;
		s.is_plain = sorts[i].is & PLAIN;
		s.is_doubt = sorts[i].is & DOUBT;
		s.is_untried = sorts[i].is & UNTRIED;
		break;
	}
	return s;
}

/* Where a value begins: "Can't" is a word and no quote. */
static const char *
first_quote(const char *message)
{
	const char *p = strchr(message, '\'');

	while (p && p > message && p[-1] == 'n' && p[1] == 't')
		p = strchr(p + 1, '\'');
	return p;
}

/* A value may hold a quote itself, so all from the first to the last goes. */
size_t
why_copy(char *to, size_t room, const char *message, bool is_plain)
{
	const char *first = first_quote(message);
	const char *last = strrchr(message, '\'');
	int n;

	if (is_plain || !first || first == last)
		n = snprintf(to, room, "%s", message);
	else
		n = snprintf(to, room, "%.*s'?'%s", (int)(first - message),
		    message, last + 1);
	if (n < 0)
		return 0;
	return (size_t)n < room ? (size_t)n : room - 1;
}
