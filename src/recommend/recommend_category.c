/* recommend_category - the one category a product is counted in, of all that
 * it stands in. Pure. */
#include "recommend_learn.h"

static int
by_product(const void *x, const void *y)
{
	const struct category_seller *a = x, *b = y;

	if (a->product_id != b->product_id)
		return a->product_id < b->product_id ? -1 : 1;
	return a->category_id < b->category_id ? -1
					       : a->category_id >
		b->category_id;
}

void
narrowest_make(
    struct arena *a, const struct list *categories, struct narrowest *out)
{
	size_t n = categories->count;
	struct category_seller *all =
	    ARENA_ARRAY(a, struct category_seller, n + 1);

	if (n)
		memcpy(all, categories->items, n * sizeof(*all));
	qsort(all, n, sizeof(*all), by_product);
	*out = (struct narrowest){ all, n };
}

int64_t
narrowest_of(const struct narrowest *all, int64_t product_id)
{
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (all->pairs[mid].product_id <= product_id)
			low = mid + 1;
		else
			high = mid;
	}
	return low && all->pairs[low - 1].product_id == product_id
		   ? all->pairs[low - 1].category_id
		   : 0;
}
