/* recommend_nudge.h - what margin and stock do to scores, where the owner wants
 * it: worked out at night, with what is learned. */
#ifndef RECOMMEND_RECOMMEND_NUDGE_H
#define RECOMMEND_RECOMMEND_NUDGE_H

#include "aftersale/outbox.h"
#include "aftersale/shop_job.h"

/* Thousandths: at most what the best margin of a category adds, and what is
 * left of a score when fewer pieces are left than a week needs. */
enum { NUDGE_ONE = 1000, NUDGE_MARGIN = 150, NUDGE_LOW = 500, NUDGE_DAYS = 28 };

struct nudge {
	int64_t product_id;
	int64_t factor; /* thousandths */
	int64_t margin; /* place in its category, -1000..1000 */
	bool has_margin;
	bool is_low;
};

/* Pieces of a product that were sold at one time. */
struct sold {
	int64_t product_id;
	int64_t pieces;
};

struct nudges_ask {
	bool by_margin;
	bool by_stock;
	const struct list *worths;     /* struct product_worth */
	const struct list *categories; /* struct category_seller */
	struct sold *sold; /* of the last NUDGE_DAYS; is sorted here */
	size_t sold_n;
};

/* Of those that are moved, by product. Pure. */
void nudges_make(struct arena *a, const struct nudges_ask *ask,
    struct list *out /* struct nudge */);
/* NULL: it is not moved. */
const struct nudge *nudge_of(const struct list *nudges, int64_t product_id);
/* Thousandths; NUDGE_ONE: not moved. */
int64_t nudge_factor(const struct list *nudges, int64_t product_id);

/* ---- rows ----------------------------------------------------------------*/

/* Is there the table, and may it be written? */
bool nudges_are_kept(struct db *db);
enum err nudges_write(struct db *db, int64_t run, const struct list *nudges);
/* Of the run that is read; an older schema has none: ERR_OK. */
enum err nudges_load(struct db *db, struct arena *a, struct list *out);
extern const struct db_stmt recommend_nudges_put, recommend_nudges_drop,
    recommend_nudges_load;

#endif
