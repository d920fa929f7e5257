/* feature - how features meet (architecture, "How features meet").
 *
 * Each feature contributes const rows; app joins them, and the order page and
 * the console draw what was contributed without naming a feature. Routes and
 * jobs are rows of app's own two tables (routes.c, jobs.c), so that any URL is
 * found in one place.
 */
#ifndef AFTERSALE_FEATURE_H
#define AFTERSALE_FEATURE_H

#include "aftersale/base.h"
#include "aftersale/db.h"
#include "aftersale/http.h"
#include "aftersale/outbox.h"
#include "aftersale/shop.h"
#include "aftersale/view.h"

/* A row of {own}order_card: what a feature remembers of an order for blocks.
 * All cards of an order are read in one statement by the page. */
struct order_card {
	struct str block;
	struct str state;
	struct str data; /* JSON, small */
};

/* What a card says to the shop's staff, a few words. */
struct card_word {
	const char *block; /* NULL ends */
	const char *state;
	const char *what; /* msgid, context "console" */
};

/* What a block gets when the order page is drawn. */
struct block_ask {
	struct rq *rq;
	const struct order *order;
	const struct list *cards; /* struct order_card of this order */
	bool is_full;		  /* addresses, downloads may be shown */
	bool is_trouble;	  /* failed, refunded, late: help goes up */
	bool is_first_visit;
};

/* Where it stands: first of all, in the summary's card, or below both. */
enum block_place { BLOCK_LEAD = 0, BLOCK_SIDE, BLOCK_REST };

/* One block of the order page (TY-08). `draw` fills *out with a template and
 * its data, or leaves it empty: nothing to show now. */
struct block {
	const char *name; /* "help"; as in the settings' order of blocks */
	const char *title; /* msgid, for the settings screen */
	enum block_place place;
	bool is_help;  /* moves before offers when there is trouble */
	bool is_offer; /* comes after all facts */
	enum err (*draw)(const struct block_ask *ask, struct view_part *out);
};

/* A page of the console, an entry of its navigation. */
struct desk_page {
	const char *name; /* "help" */
	const char *title; /* msgid */
	const char *path;  /* "/admin/help" */
	const char *icon;  /* in the sprite */
};

/* Rows of the console's work queue. */
struct queue_item {
	struct str what; /* translated sentence */
	struct str who;
	int64_t since;
	struct str path; /* of the desk page that does it */
	struct str action; /* translated words of the button */
	const struct desk_page *desk; /* filled by admin: the item's kind */
};
struct queue_row {
	const char *name;
	enum err (*list)(
	    struct rq *rq, int64_t most, struct list *out /* queue_item */);
};

/* A row of what is remembered of an order, as a person may read it. */
struct personal_fact {
	int64_t order_id;
	struct str what;
	struct str value;
	int64_t at; /* seconds UTC, 0: not kept */
};
extern const struct field personal_fact_fields[];

/* Personal data of one of the feature's tables. */
struct personal_row {
	const char *table; /* without the prefix */
	const char *what;  /* a plain sentence for the record */
	const char *keyed_by; /* "order_id" or "none" */
	int64_t keep_days;    /* 0: as long as the order */
	/* Both by a list of order ids; may be NULL. The first gives rows of
	 * struct personal_fact. */
	const struct db_stmt *export;
	const struct db_stmt *erase;
};

enum setting_kind {
	SETTING_TEXT = 0,
	SETTING_FLAG,
	SETTING_INT,
	SETTING_CHOICE,
	SETTING_LIST,
	SETTING_TREE
};

/* A number in the items of a SETTING_LIST that are objects. */
struct setting_member {
	const char *name;
	int64_t low, high; /* 1 and INT64_MAX: an id */
	bool is_needed;
};

/* A setting with its default as JSON text. */
struct setting {
	const char *path; /* "order.grace_minutes" */
	enum setting_kind kind;
	const char *otherwise; /* JSON: "10", "\"email\"", "[]" */
	const char *what;      /* msgid: what it does, in one sentence */
	int64_t low, high; /* SETTING_INT; high: items of a SETTING_LIST */
	/* NULL ended; of SETTING_INT: words that may stand for the number. */
	const char *const *choices;
	/* SETTING_LIST: each item is an id, or an object of these members, name
	 * NULL ended; neither: whoever reads it knows. */
	bool item_is_id;
	const struct setting_member *item;
};

/* Events a feature counts in {own}activity. */
struct event {
	const char *name; /* "help.answered" */
	const char *what;
};

struct feature {
	const char *name;
	const struct block *blocks; /* name NULL ends each of these */
	const struct card_word *cards;
	const struct desk_page *desk_pages;
	const struct queue_row *queue_rows;
	const struct personal_row *personal;
	const struct setting *settings;
	const struct event *events;
	const struct db_stmt *const *stmts; /* NULL ended */
};

/* ---- what features share on the order's page, kept by app ---------------*/

/* Adds one to {own}activity for (order, block, day) after the answer was
 * sent; never for HEAD, prefetch or known scanners (architecture 11). */
void activity_count(struct rq *rq, int64_t order_id, const char *event);
/* The same for rows of the feature's own, which may be lost, too: `write` is
 * called then, at most once an order, event and day of this process. What is
 * written twice all the same, by another process, must do no harm. */
void activity_write(struct rq *rq, int64_t order_id, const char *event,
    enum err (*write)(struct rq *rq, void *ctx), void *ctx);

/* The write-once record (architecture 7). Call first in a transaction.
 * ERR_OK: new, go on. ERR_CONFLICT: done before; *url has the same result
 * when the body was the same, is empty when it was another. */
enum err write_once(struct tx *tx, struct rq *rq, struct arena *a,
    struct str key, struct str *url);
enum err write_once_result(
    struct tx *tx, struct rq *rq, struct str key, struct str url);
/* A fresh key for a form: random with a MAC over the path of the route it is
 * posted to ("/admin/help", as in routes.c) and the link or session. */
struct str write_once_key(struct rq *rq, const char *what);
/* Is it one of ours for this route and this caller? */
bool write_once_check(struct rq *rq, struct str key);

/* Writes a card in the feature's own transaction. */
enum err order_card_put(struct tx *tx, int64_t order_id, const char *block,
    const char *state, struct str data, int64_t now);

/* Tells WordPress to forget a row of the shop that this transaction writes,
 * where it keeps rows in a cache of its own: "products", "coupons", "orders",
 * "comments" or "users". */
enum err shop_row_changed(struct tx *tx, const struct outbox *ob,
    const char *kind, int64_t id, int64_t now);

/* Appends a version of the settings in the feature's own transaction. Values
 * are checked against the rows of the settings: ERR_BAD_INPUT with *why.
 * ERR_CONFLICT: somebody else changed them since this request began.
 * ERR_DENIED with *why: a file of the host or the shop locks one of them. */
struct setting_put {
	const char *path;
	const struct value *value;
};
enum err setting_change(struct tx *tx, struct rq *rq,
    const struct setting_put *puts, size_t count, struct str *why);
/* The file that locks a setting, or "". */
struct str setting_lock(struct rq *rq, const char *path);

/* Draws a page of the console: fills the frame's part of page_base and marks
 * the desk page of that name as here. The template includes admin/frame_top
 * and admin/frame_end. */
enum err admin_page(struct rq *rq, int status, const char *desk_page,
    const char *template, const struct field *fields, const void *data);

/* Does the present mode show this order to this caller? (setup's read-only,
 * staff, percent N, on, off) */
bool mode_shows(const struct rq *rq, int64_t order_id);

/* What every page may use without asking; found where a page's own data has
 * no such name. The console's members are empty on shopper pages. */
struct page_nav {
	struct str url;
	struct str title;
	struct str icon;
	int64_t count;
	bool is_here;
};
struct page_alert {
	struct str text;
	struct str more;
};
struct page_base {
	struct str lang, dir;
	struct str css_url, inside_css_url, brand_url, icons_url, favicon_url, placeholder_url;
	struct str shop_name, shop_url, home_url, shop_address, sign_off;
	struct str logo_url;
	int64_t logo_width, logo_height;
	bool logo_is_dark;
	struct str help_url, find_url, access_url;
	struct str withdrawal_url, terms_url, privacy_url;
	struct str console_css_url, console_js_url, admin_url, staff_name;
	struct list nav; /* struct page_nav */
	struct list alerts; /* struct page_alert, of the console */
	bool has_alerts;
};
extern const struct field page_base_fields[];
/* The base of this request, made at its start; may be changed by handlers. */
struct page_base *page_base(struct rq *rq);
/* The page speaks this language from here on. */
struct site_lang;
void page_speak(struct rq *rq, const struct site_lang *lang);

/* What staff have to know before everything else: something is held back. Two
 * statements. */
void watch_alerts(struct rq *rq, struct list *out /* struct page_alert */);

/* The order page's own address for this caller: "/o/{token}". */
struct str order_path(struct rq *rq);

#endif
