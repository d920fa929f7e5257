/* trials - cases of the hold-out with the candidates that any term speaks
 * for, kept flat, so that many weights can be judged on them. */
#include "inside.h"

#define KEPT 40 /* candidates kept of a trial by each term */

struct ranked {
	float value;
	uint32_t item;
};

static int
by_value(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

/* The strongest of each term, in rising order of their codes. */
static uint32_t
choose(const struct terms *terms, struct ranked *room, bool *is_kept)
{
	uint32_t n = 0;

	for (int term = 0; term < ENGINE_TERMS; term++) {
		uint32_t found = 0;

		for (uint32_t i = 0; i < terms->count; i++) {
			uint32_t item = terms->touched[i];
			float v =
			    terms->value[(size_t)item * ENGINE_TERMS + term];

			if (v > 0)
				room[found++] = (struct ranked){ v, item };
		}
		qsort(room, found, sizeof(*room), by_value);
		for (uint32_t i = 0; i < found && i < KEPT; i++) {
			n += !is_kept[room[i].item];
			is_kept[room[i].item] = true;
		}
	}
	return n;
}

static bool
is_among(const uint32_t *items, uint32_t n, uint32_t item)
{
	for (uint32_t i = 0; i < n; i++) {
		if (items[i] == item)
			return true;
	}
	return false;
}

static void
put_line(
    struct trials *t, const struct terms *terms, uint32_t item, bool is_right)
{
	if (t->lines == t->lines_room) {
		t->lines_room += t->lines_room / 2 + 4096;
		t->value = memory_more(
		    t->value, t->lines_room, ENGINE_TERMS * sizeof(*t->value));
		t->is_right = memory_more(
		    t->is_right, t->lines_room, sizeof(*t->is_right));
	}
	memcpy(t->value + (size_t)t->lines * ENGINE_TERMS,
	    terms->value + (size_t)item * ENGINE_TERMS,
	    ENGINE_TERMS * sizeof(*t->value));
	t->is_right[t->lines++] = is_right;
}

void
trials_put(struct trials *t, const struct terms *terms, const uint32_t *right,
    uint32_t right_n)
{
	struct ranked *room = memory_new(terms->count, sizeof(*room));
	bool *is_kept = memory_new(terms->products, sizeof(*is_kept));
	struct trial *trial;

	choose(terms, room, is_kept);
	t->trial =
	    memory_more(t->trial, (size_t)t->count + 1, sizeof(*t->trial));
	trial = &t->trial[t->count++];
	*trial = (struct trial){ .from = t->lines, .right = right_n };
	for (uint32_t i = 0; i < terms->count; i++) {
		uint32_t item = terms->touched[i];

		if (is_kept[item])
			put_line(
			    t, terms, item, is_among(right, right_n, item));
	}
	trial->n = t->lines - trial->from;
	free(room);
	free(is_kept);
}

void
trials_free(struct trials *t)
{
	free(t->trial);
	free(t->value);
	free(t->is_right);
	*t = (struct trials){ 0 };
}
