/* orders.h - what the files of the program tests/shop_contract/orders share. */
#ifndef TESTS_ORDERS_H
#define TESTS_ORDERS_H

#include "aftersale/shop.h"

struct probe {
	struct db *db;
	struct shop *shop;
	struct arena *arena;
	int64_t now;
};

/* The next number of a command, 0: none. */
int64_t probe_number(struct str *words);
/* A list of structs as a list of maps. */
void probe_put(struct probe *p, struct value *out, const struct list *items,
    const struct field *fields, size_t size);

/* sales.c: commands about what was sold. */
enum err probe_sold(struct probe *p, struct str words, struct value *out);
enum err probe_sales(struct probe *p, struct str words, struct value *out);
enum err probe_twins(struct probe *p, struct str words, struct value *out);

#endif
