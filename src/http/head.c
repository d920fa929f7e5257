/* head - picks what we know out of the web server's variables, in one pass.
 *
 * What has no row does not exist here; HTTP_PROXY (which a client can set)
 * least of all. Nothing is interpreted. */
#include "inside.h"

struct head_row {
	struct str name;
	size_t offset;
};

#define ROW(text, member)                              \
	{                                              \
		S(text), offsetof(struct head, member) \
	}

static const struct head_row rows[] = {
	ROW("REQUEST_METHOD", method),
	ROW("REQUEST_URI", uri),
	ROW("CONTENT_LENGTH", length),
	ROW("CONTENT_TYPE", type),
	ROW("REMOTE_ADDR", remote),
	ROW("HTTP_COOKIE", cookie),
	ROW("HTTP_ACCEPT_LANGUAGE", language),
	ROW("HTTP_USER_AGENT", agent),
	ROW("HTTP_X_FORWARDED_FOR", forwarded_for),
	ROW("HTTP_FORWARDED", forwarded),
	ROW("HTTP_TRANSFER_ENCODING", transfer),
	ROW("HTTP_SEC_FETCH_SITE", sec_fetch_site),
	ROW("HTTP_SEC_PURPOSE", sec_purpose),
	ROW("HTTP_PURPOSE", purpose),
	ROW("HTTP_X_PURPOSE", x_purpose),
	ROW("HTTP_X_MOZ", x_moz),
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* No name we know begins otherwise; most variables end here. */
static bool
may_be_known(char c)
{
	return c == 'H' || c == 'R' || c == 'C';
}

static const struct head_row *
row_find(struct str name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (str_is(rows[i].name, name))
			return &rows[i];
	return NULL;
}

/* nginx may send a name twice (an own fastcgi_param): the first counts. */
void
http_head_read(char *const *env, struct head *out)
{
	*out = (struct head){ 0 };
	for (; *env; env++) {
		struct str value;
		struct str name;
		const struct head_row *row;
		struct str *member;

		if (!may_be_known(**env))
			continue;
		value = str_of(*env);
		name = str_cut(&value, '=');
		row = row_find(name);
		if (!row)
			continue;
		member = (struct str *)((char *)out + row->offset);
		if (!member->p)
			*member = value;
	}
}
