/* fill - writes a translated sentence with its holes filled. */
#include "render.h"

static const struct name *
hole_name(const struct words *words, struct str text)
{
	for (size_t i = 0; i < words->holes.count; i++) {
		const struct hole *hole =
		    LIST_AT(&words->holes, struct hole, i);

		if (str_is(hole->text, text))
			return hole->name;
	}
	return NULL;
}

/* Each sentence is looked up once a page, plurals apart. */
static struct str
translated(struct render *r, const struct words *words, const struct frame *top)
{
	const struct view_words *said = &words->said;
	struct str *known = words->id < r->said_count ? &r->said[words->id]
						      : NULL;
	struct item count;

	if (words->count) {
		item_find(r, top, words->count, &count);
		return trn_str(r->lang, said->ctx, said->one, said->many,
		    item_number(&count));
	}
	if (!known)
		return tr_str(r->lang, said->ctx, said->one);
	if (!known->p)
		*known = tr_str(r->lang, said->ctx, said->one);
	return *known;
}

/* U+2068 and U+2069. */
static const char isolate_begin[] = { '\xe2', '\x81', '\xa8', '\0' };
static const char isolate_end[] = { '\xe2', '\x81', '\xa9', '\0' };

/* Both around a value: amounts, codes and names of another script keep
 * their own order within a sentence read from right to left. */
static void
put_isolated(struct render *r, enum place place, struct str s)
{
	if (r->is_rtl && s.n)
		buf_putz(r->out, isolate_begin);
	escape_put(r->out, place, s);
	if (r->is_rtl && s.n)
		buf_putz(r->out, isolate_end);
}

static void
put_hole(struct render *r, const struct node *node, const struct frame *top,
    struct str text)
{
	const struct name *name = hole_name(node->words, text);
	char scratch[NUMBER_MAX];
	struct item item;

	if (!name)
		return;
	item_find(r, top, name, &item);
	put_isolated(r, node->place, item_text(r, &item, scratch));
}

void
words_fill(struct render *r, const struct node *node, const struct frame *top)
{
	struct str rest = translated(r, node->words, top);
	size_t from;
	size_t n;

	while (node->words->holes.count &&
	       (from = str_find(rest, STR("{{"))) != (size_t)-1) {
		escape_words(r->out, node->place, str_head(rest, from));
		rest = str_skip(rest, from + 2);
		n = str_find(rest, STR("}}"));
		if (n == (size_t)-1)
			break;
		put_hole(r, node, top, str_head(rest, n));
		rest = str_skip(rest, n + 2);
	}
	escape_words(r->out, node->place, rest);
}

static bool
has_hole(struct str sentence, struct str name)
{
	size_t at;

	while ((at = str_find(sentence, STR("{{"))) != (size_t)-1) {
		sentence = str_skip(sentence, at + 2);
		if (str_has_prefix(sentence, name) &&
		    str_has_prefix(str_skip(sentence, name.n), STR("}}")))
			return true;
	}
	return false;
}

bool
view_words_fit(const struct view_words *words, struct str translation)
{
	struct str name;
	size_t at;
	size_t n;

	while ((at = str_find(translation, STR("{{"))) != (size_t)-1) {
		translation = str_skip(translation, at + 2);
		n = str_find(translation, STR("}}"));
		if (n == (size_t)-1)
			return false;
		name = str_head(translation, n);
		if (!has_hole(words->one, name) && !has_hole(words->many, name))
			return false;
		translation = str_skip(translation, n + 2);
	}
	return str_find(translation, STR("}}")) == (size_t)-1;
}
