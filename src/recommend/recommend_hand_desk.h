/* recommend_hand_desk.h - the owner's choices as forms of the console. */
#ifndef RECOMMEND_RECOMMEND_HAND_DESK_H
#define RECOMMEND_RECOMMEND_HAND_DESK_H

#include "recommend.h"

enum hand_act { HAND_SAVE = 0, HAND_ADD, HAND_REMOVE };
enum hand_list {
	HAND_PIN = 0,
	HAND_FORBID,
	HAND_BOOST,
	HAND_CATEGORY,
	HAND_LISTS
};
extern const char *const hand_list_words[]; /* NULL ended */
extern const char *const hand_list_paths[]; /* of the settings */

/* The settings that are one number or one answer. */
struct hand_row {
	const char *path;
	const char *label; /* msgid */
	bool is_flag;
	int64_t low, high;  /* of a number */
	const char *word;   /* that may stand for it, or NULL */
	size_t offset; /* of its form_value in struct hand_form */
};
extern const struct hand_row hand_rows[]; /* path NULL ends */

/* One post; what the pressed form has not stays empty. */
struct hand_form {
	struct form_value key, act, list, seen;
	struct form_value product, with, percent, category; /* as typed */
	struct form_value offer, beside; /* ids of what is removed */
	struct form_value most, next_most, new_most, holdout;
	struct form_value only_in_stock, by_margin, by_stock;
};
extern const struct form_field hand_fields[];

struct hand_edit {
	enum hand_act act;
	enum hand_list list;
	struct hand_pair pair; /* of add and remove; a category is an offer */
	struct hand_form form;
	size_t wrong;
};

const struct form_value *hand_value(
    const struct hand_form *form, const struct hand_row *row);
/* Reads what was posted, and looks products up that were typed. */
enum err hand_edit_read(struct rq *rq, struct hand_edit *out);
/* Can what is added stand beside what is there; else it is refused. Asked behind
 * write_once: what was added by this very form is no reason. */
bool hand_edit_fits(struct rq *rq, struct hand_edit *edit);

/* What is to be saved; nothing that stays as it is, nothing that a file locks
 * among numbers and answers. Pure but for the locks. */
enum { HAND_PUTS_MOST = 8 };
size_t hand_edit_puts(struct rq *rq, const struct hand_edit *edit,
    struct setting_put puts[HAND_PUTS_MOST]);
/* Does a list hold that pair? */
bool hand_has(const struct value *list, const struct hand_pair *pair);
struct hand_pair hand_pair_of(const struct value *v);

#endif
