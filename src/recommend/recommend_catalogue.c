/* recommend_catalogue - which products may be shown at all, as the shop had it
 * tonight: what is gone or hidden takes no place among what is learned, what is
 * sold out only a few. Whether it is so still is asked when a page is made.
 * Pure. */
#include <stdlib.h>

#include "recommend_learn.h"

static int
by_id(const void *x, const void *y)
{
	const struct open_product *a = x, *b = y;

	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

void
catalogue_sort(struct list *catalogue)
{
	if (catalogue->count)
		qsort(catalogue->items, catalogue->count,
		    sizeof(struct open_product), by_id);
}

bool
catalogue_takes(
    const struct list *catalogue, int64_t product_id, size_t *sold_out)
{
	const struct open_product key = { .product_id = product_id };
	const struct open_product *found;

	if (!catalogue)
		return true;
	found = catalogue->count
		    ? bsearch(&key, catalogue->items, catalogue->count,
			  sizeof(key), by_id)
		    : NULL;
	if (!found || found->in_stock)
		return found != NULL;
	if (*sold_out >= SOLD_OUT_MOST)
		return false;
	(*sold_out)++;
	return true;
}
