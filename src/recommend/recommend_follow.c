/* recommend_follow - the links of a product of a buyer's history, to text and
 * back. Pure. */
#include "recommend_follow.h"

enum { NUMBERS = 6 };

void
follow_put(struct buf *links, const struct follow_link *l)
{
	buf_printf(links, "%s%lld %lld %lld %lld %lld %lld",
	    buf_str(links).n ? " " : "", (long long)l->other_id,
	    (long long)(l->one_id == l->other_id ? 0 : l->one_id),
	    (long long)l->faded, (long long)l->owned, (long long)l->latest,
	    (long long)l->base);
}

/* Written out, because thousands are read for a page. */
static bool
take_number(struct str *s, int64_t *out)
{
	int64_t n = 0;
	size_t i = 0;

	for (; i < s->n && i < 18 && s->p[i] >= '0' && s->p[i] <= '9'; i++)
		n = n * 10 + (s->p[i] - '0');
	if (!i || (i < s->n && s->p[i] != ' '))
		return false;
	*out = n;
	*s = str_skip(*s, i < s->n ? i + 1 : i);
	return true;
}

bool
follow_take(struct str *links, struct follow_link *out)
{
	int64_t n[NUMBERS];

	for (size_t i = 0; i < NUMBERS; i++) {
		if (!take_number(links, &n[i]))
			return false;
	}
	*out = (struct follow_link){ n[0], n[1] ? n[1] : n[0], n[2], n[3],
		n[4], n[5] };
	return out->other_id > 0;
}
