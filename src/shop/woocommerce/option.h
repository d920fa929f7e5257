/* option.h - the options of the shop and of its network (private). */
#ifndef SHOP_WOO_OPTION_H
#define SHOP_WOO_OPTION_H

#include "woo.h"

extern const struct field woo_option_fields[];
extern const struct db_stmt *const woo_option_stmts[];

/* struct woo_option rows; those of the network are named "network:NAME", the
 * settings of the theme in use "theme_mods". */
enum err woo_options_read(struct woo *w, struct arena *a, struct list *out);
enum err woo_network_read(struct woo *w, struct arena *a, struct list *out);
/* The names that are read, each between quotes. */
struct str woo_option_names(void);
void woo_options_sort(struct list *options);
/* p is NULL when there is no such row. */
struct str woo_option_in(const struct list *options, const char *name);

#endif
