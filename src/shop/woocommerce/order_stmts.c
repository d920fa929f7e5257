/* order_stmts.c - every statement of the order half, for grants and doctor. */
#include "order.h"

const struct db_stmt *const woo_order_stmts[] = {
	&order_row_hpos,
	&order_row_posts,
	&order_bits_hpos,
	&order_bits_hpos_ful,
	&order_bits_posts,
	&order_bits_posts_ful,
	&order_items_hpos,
	&order_items_posts,
	&order_items_plain,
	&order_head_hpos,
	&order_head_posts,
	&order_find_hpos,
	&order_find_posts,
	&orders_last_hpos,
	&orders_last_posts,
	&orders_since_hpos,
	&orders_since_posts,
	&each_sold_hpos,
	&each_sold_posts,
	&meta_counts_hpos,
	&meta_counts_posts,
	&carriers_load,
	NULL,
};
