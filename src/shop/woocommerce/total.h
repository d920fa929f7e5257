/* total.h - what the rows under an order are made with (private to total*.c).
 */
#ifndef SHOP_WOO_TOTAL_H
#define SHOP_WOO_TOTAL_H

#include "order.h"

/* What a row is made of while it is built. */
struct sheet {
	struct arena *arena;
	const struct raw_order *o;
	const struct total_style *style;
	struct list *out;
};

/* An amount of the order. */
struct str sheet_price(const struct sheet *s, struct dec d);
/* A new row; its value is put together from what is in it. */
void
sheet_put(const struct sheet *s, struct order_total t, struct str raw_label);
/* Puts an argument for the one %s of a translated sentence. */
struct str sheet_fill(struct arena *a, struct str sentence, struct str value);

/* total_end.c */
void tax_rows(const struct sheet *s);
void refund_rows(const struct sheet *s);
void total_row(const struct sheet *s);
void payment_row(const struct sheet *s);

#endif
