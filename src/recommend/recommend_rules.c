/* recommend_rules - joins pinned pairs, counted pairs and best sellers to one
 * row of picks. Pure. */
#include "recommend.h"

const char *const pick_source_words[] = { "pinned", "together", "category",
	NULL };

static bool
is_in(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++) {
		if (ids[i] == id)
			return true;
	}
	return false;
}

static struct pick *
find(struct list *picks, int64_t product_id)
{
	for (size_t i = 0; i < picks->count; i++) {
		struct pick *p = LIST_AT(picks, struct pick, i);

		if (p->product_id == product_id)
			return p;
	}
	return NULL;
}

/* Scores of the whole basket add up within one source; the reason shown is
 * the pair with the most orders behind it. */
static void
add_row(struct arena *a, struct list *picks, const struct pair_row *row)
{
	struct pick *p = find(picks, row->other_id);

	if (!p) {
		p = LIST_PUSH(a, picks, struct pick);
		p->product_id = row->other_id;
		p->source = (enum pick_source)row->source;
	} else if ((int)p->source != row->source) {
		return;
	}
	p->score += row->score;
	if (row->together >= p->together) {
		p->together = row->together;
		p->orders = row->orders;
		p->because_id = row->product_id;
	}
}

static int
compare(const void *x, const void *y)
{
	const struct pick *a = x, *b = y;

	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->product_id < b->product_id ? -1 : 1;
}

static void
add_source(struct arena *a, struct list *picks, const int64_t *left_out,
    size_t left_out_n, const struct list *rows, enum pick_source source)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct pair_row *row = LIST_AT(rows, struct pair_row, i);

		if (row->source == (int)source &&
		    !is_in(left_out, left_out_n, row->other_id))
			add_row(a, picks, row);
	}
}

void
picks_combine(struct arena *a, const int64_t *left_out, size_t left_out_n,
    const struct list *pinned, const struct list *rows, struct list *out)
{
	struct list picks = { 0 };

	for (size_t i = 0; i < pinned->count; i++) {
		const struct pick *p = LIST_AT(pinned, struct pick, i);

		if (is_in(left_out, left_out_n, p->product_id) ||
		    find(&picks, p->product_id))
			continue;
		*LIST_PUSH(a, &picks, struct pick) = *p;
	}
	add_source(a, &picks, left_out, left_out_n, rows, PICK_TOGETHER);
	add_source(a, &picks, left_out, left_out_n, rows, PICK_CATEGORY);
	if (picks.count > 1)
		qsort(picks.items, picks.count, sizeof(struct pick), compare);
	*out = picks;
}
