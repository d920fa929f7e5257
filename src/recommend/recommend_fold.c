/* recommend_fold - translations of a product count as one product. Pure. */
#include "recommend_learn.h"

static int
by_group(const void *x, const void *y)
{
	const struct product_twin *a = x, *b = y;

	if (a->group_id != b->group_id)
		return a->group_id < b->group_id ? -1 : 1;
	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

static int
by_product(const void *x, const void *y)
{
	const struct fold *a = x, *b = y;

	if (a->product_id != b->product_id)
		return a->product_id < b->product_id ? -1 : 1;
	return a->one_id < b->one_id ? -1 : a->one_id > b->one_id;
}

static int
by_one(const void *x, const void *y)
{
	const struct fold *a = x, *b = y;

	if (a->one_id != b->one_id)
		return a->one_id < b->one_id ? -1 : 1;
	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

/* A product in two groups stays in the first. */
static void
drop_doubles(struct list *folds)
{
	struct fold *f = folds->items;
	size_t n = 0;

	for (size_t i = 0; i < folds->count; i++) {
		if (!n || f[i].product_id != f[n - 1].product_id)
			f[n++] = f[i];
	}
	folds->count = n;
}

void
fold_make(struct arena *a, const struct list *twins, struct folds *out)
{
	struct product_twin *t = ARENA_ARRAY(a, struct product_twin,
	    twins->count + 1);

	*out = (struct folds){ 0 };
	for (size_t i = 0; i < twins->count; i++)
		t[i] = *LIST_AT(twins, struct product_twin, i);
	qsort(t, twins->count, sizeof(*t), by_group);
	for (size_t from = 0, i = 0; i < twins->count; i++) {
		if (t[i].group_id != t[from].group_id)
			from = i;
		*LIST_PUSH(a, &out->by_product, struct fold) = (struct fold){
			t[i].product_id, t[from].product_id, t[i].language };
	}
	if (!twins->count)
		return;
	qsort(out->by_product.items, out->by_product.count,
	    sizeof(struct fold), by_product);
	drop_doubles(&out->by_product);
	for (size_t i = 0; i < out->by_product.count; i++)
		*LIST_PUSH(a, &out->by_one, struct fold) =
		    *LIST_AT(&out->by_product, struct fold, i);
	qsort(out->by_one.items, out->by_one.count, sizeof(struct fold),
	    by_one);
}

int64_t
fold_one(const struct folds *folds, int64_t product_id)
{
	const struct fold *f = folds->by_product.items;
	size_t low = 0;
	size_t high = folds->by_product.count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (f[mid].product_id < product_id)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < folds->by_product.count && f[low].product_id == product_id)
		return f[low].one_id;
	return product_id;
}

const struct fold *
fold_group(const struct folds *folds, int64_t one_id, size_t *count)
{
	const struct fold *f = folds->by_one.items;
	size_t low = 0;
	size_t high = folds->by_one.count;

	*count = 0;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (f[mid].one_id < one_id)
			low = mid + 1;
		else
			high = mid;
	}
	while (low + *count < folds->by_one.count &&
	    f[low + *count].one_id == one_id)
		(*count)++;
	return *count ? f + low : NULL;
}

int64_t
fold_in(const struct folds *folds, int64_t one_id, struct str language)
{
	size_t n;
	const struct fold *group = fold_group(folds, one_id, &n);

	for (size_t i = 0; group && i < n; i++) {
		if (str_is(group[i].language, language))
			return group[i].product_id;
	}
	return one_id;
}
