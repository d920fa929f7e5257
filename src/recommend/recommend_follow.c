/* recommend_follow - the links of a product of a buyer's history, to text and
 * back. Pure. */
#include "recommend_follow.h"

enum { NUMBERS = 6, LINK_BYTES = 160 /* seven of at most 19 digits */ };

struct str
follow_text(struct arena *a, const struct follow_link *links, size_t n)
{
	struct buf text = buf_new(a, n * LINK_BYTES + 1);

	for (size_t i = 0; i < n; i++) {
		const struct follow_link *l = &links[i];

		buf_printf(&text, "%s%lld %lld %lld %lld %lld %lld",
		    i ? " " : "", (long long)l->other_id,
		    (long long)(l->one_id == l->other_id ? 0 : l->one_id),
		    (long long)l->faded, (long long)l->owned,
		    (long long)l->latest, (long long)l->base);
	}
	for (size_t i = 0; i < n; i++)
		buf_printf(&text, "%s%lld", i ? " " : " ;",
		    (long long)links[i].after);
	return buf_str(&text);
}

struct follow_reader
follow_read(struct str text)
{
	struct str links = str_cut(&text, ';');

	return (struct follow_reader){ links, text };
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
follow_take(struct follow_reader *r, struct follow_link *out)
{
	int64_t n[NUMBERS];
	int64_t after = 0;

	for (size_t i = 0; i < NUMBERS; i++) {
		if (!take_number(&r->links, &n[i]))
			return false;
	}
	if (!take_number(&r->counts, &after))
		r->counts = STR("");
	*out = (struct follow_link){ n[0], n[1] ? n[1] : n[0], n[2], n[3],
		n[4], n[5], after };
	return out->other_id > 0;
}
