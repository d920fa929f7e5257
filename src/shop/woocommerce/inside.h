/* inside.h - what the files of the catalogue half share (private). */
#ifndef SHOP_WOO_INSIDE_H
#define SHOP_WOO_INSIDE_H

#include "found.h"
#include "woo.h"

extern const struct db_stmt *const woo_session_stmts[];
extern const struct db_stmt *const woo_related_stmts[];
extern const struct db_stmt *const woo_worth_stmts[];
extern const struct db_stmt *const woo_choose_stmts[];

/* catalog.c; takes NULL. */
void woo_words_free(struct woo_words *words);

/* brand.c: the picture the theme shows as logo, 0: none. */
int64_t woo_logo_id(const struct woo_set *set, struct arena *scratch);

/* info.c: a new snapshot from its options, what has to be found for it, and
 * the rest of it. */
void woo_info_begin(struct woo *w, struct woo_set *set);
void woo_info_want(struct woo *w, struct woo_set *set, struct woo_wanted *out);
void woo_info_finish(
    struct woo *w, struct woo_set *set, const struct woo_found *found);

/* inspect_product.c, inspect_settings.c */
enum err woo_inspect_product(struct woo *w, struct arena *a, struct str which,
    int64_t now, struct value *out);
enum err woo_inspect_settings(struct woo *w, struct arena *a, struct str which,
    int64_t now, struct value *out);

#endif
