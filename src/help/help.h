/* help.h - what the files of help share. */
#ifndef HELP_HELP_H
#define HELP_HELP_H

#include "aftersale/feature.h"
#include "aftersale/site.h"

#define HELP_ENTRIES_MOST 40
#define HELP_CHANNELS_MOST 12

enum help_kind {
	HELP_MAIL = 0,
	HELP_PHONE,
	HELP_CHAT,
	HELP_VISIT,
	HELP_LINK
};
extern const char *const help_kind_words[];

struct help_entry {
	int64_t id;
	struct str question;
	struct str answer;
	bool is_hidden;
};

struct help_channel {
	enum help_kind kind;
	struct str text;
	struct str url; /* only chat and link */
	struct str note;
};

/* ---- rules: settings to structs and back, pure ---------------------------*/

void help_entries_of(
    struct arena *a, const struct value *settings, struct list *out);
/* The shop's own mail address stands in while no channel is set. */
void help_channels_of(struct arena *a, const struct value *settings,
    struct str shop_email, struct list *out);
struct value *help_entries_tree(struct arena *a, const struct list *entries);
struct value *help_channels_tree(
    struct arena *a, const struct list *channels);
/* mailto:, tel:, the address itself, or nothing. */
struct str help_url(struct arena *a, const struct help_channel *channel);
const struct help_entry *help_find(const struct list *entries, int64_t id);

/* ---- views shared by block, page and desk --------------------------------*/

struct channel_view {
	struct str icon, text, url, note;
	bool is_ltr;
};
struct entry_view {
	int64_t id;
	struct str question, answer, press_url;
	bool is_pressed, is_open;
};
extern const struct field help_channel_fields[];
extern const struct field help_entry_fields[];

void help_show_channels(struct rq *rq, struct list *out);
/* pressed: ids of entries that helped with this order, of struct int64_t.
 * May be NULL: nothing can be pressed. */
void help_show_entries(
    struct rq *rq, const struct list *pressed, struct list *out);
/* From the card of the order: ids that were pressed. */
void help_pressed(struct rq *rq, struct list *out);

enum err help_block(const struct block_ask *ask, struct view_part *out);
enum err help_queue(struct rq *rq, int64_t most, struct list *out);

/* ---- rows ----------------------------------------------------------------*/

struct press_count {
	int64_t entry_id;
	int64_t presses;
	int64_t since;
};

/* Puts a press once an order and entry, and the card with all of the order's
 * presses, in one transaction. */
enum err help_press_put(struct rq *rq, int64_t order_id, int64_t entry_id);
enum err help_press_counts(struct db *db, struct arena *a,
    struct list *out /* struct press_count */);
/* Adds presses older than `before` to the figures and drops them. */
enum err help_press_fold(struct db *db, int64_t before);
extern const struct db_stmt help_export_stmt, help_erase_stmt;
extern const struct db_stmt *const help_stmts[];

#endif
