/* pairs - name=value fields of queries and urlencoded bodies, and cookies. */
#include "inside.h"

static enum err
pair_read(struct arena *a, struct str piece, struct pair *out)
{
	struct str name = str_cut(&piece, '=');
	struct pair pair;
	enum err e;

	e = http_url_decode(a, name, true, &pair.name);
	if (e)
		return e;

	e = http_url_decode(a, piece, true, &pair.value);
	if (e)
		return e;

	/* What is there has an address, however empty. */
	if (!pair.value.p)
		pair.value = STR("");
	*out = pair;
	return ERR_OK;
}

enum err
http_pairs_read(struct arena *a, struct str s, bool strict, struct list *out)
{
	struct list pairs = { 0 };
	size_t pieces = 0;

	while (s.n > 0) {
		struct str piece = str_cut(&s, '&');
		struct pair pair;
		enum err e;

		if (piece.n == 0)
			continue;
		if (++pieces > HTTP_FIELDS_MAX)
			return ERR_CONFLICT;
		e = pair_read(a, piece, &pair);
		if (e && strict)
			return e;
		if (!e)
			*LIST_PUSH(a, &pairs, struct pair) = pair;
	}
	*out = pairs;
	return ERR_OK;
}

/* Raw: shops read their cookies themselves. A piece without a name or with
 * bytes no cookie may hold is left out. */
static bool
is_cookie(struct str name, struct str value)
{
	if (name.n == 0)
		return false;
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		if (c < ' ' || c == 0x7f)
			return false;
	}
	return true;
}

void
http_cookies_read(struct arena *a, struct str header, struct list *out)
{
	struct list cookies = { 0 };

	if (header.n <= HTTP_COOKIES_MAX) {
		while (header.n > 0) {
			struct str value = str_trim(str_cut(&header, ';'));
			struct str name = str_trim(str_cut(&value, '='));

			value = str_trim(value);
			if (value.p && is_cookie(name, value))
				*LIST_PUSH(a, &cookies, struct pair) =
				    (struct pair){ name, value };
		}
	}
	*out = cookies;
}

static struct str
pair_value(const struct list *pairs, struct str name)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = LIST_AT(pairs, struct pair, i);

		if (str_is(pair->name, name))
			return pair->value;
	}
	return (struct str){ NULL, 0 };
}

struct str
rq_query(const struct rq *rq, const char *name)
{
	return pair_value(&rq->query, str_of(name));
}

struct str
rq_cookie(const struct rq *rq, struct str name)
{
	return pair_value(&rq->cookies, name);
}
