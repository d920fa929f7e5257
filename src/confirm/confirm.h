/* confirm.h - what the files of confirm share. */
#ifndef CONFIRM_CONFIRM_H
#define CONFIRM_CONFIRM_H

#include "aftersale/feature.h"
#include "aftersale/site.h"

/* ---- rules: pure ---------------------------------------------------------*/

/* Who asks, as far as it matters for one order. */
struct confirm_asker {
	bool has_full_cookie; /* the e-mail was typed in this browser */
	int64_t user_id;      /* of the shop's session */
	bool is_staff;
};

struct confirm_access {
	int64_t grace_seconds; /* guests see all this long (CONTRACT 5.4) */
	bool login_only;       /* account_orders=login */
};

enum confirm_view {
	CONFIRM_SIGN_IN = 0, /* nothing but the way to sign in */
	CONFIRM_PART,	     /* status and items; the e-mail opens the rest */
	CONFIRM_ALL
};

enum confirm_view confirm_may_see(const struct order_head *head,
    const struct confirm_asker *asker, const struct confirm_access *access,
    int64_t now);

/* What an order says about itself. The words stand in the template
 * confirm/block_status, a section for each. */
enum confirm_story {
	STORY_OTHER = 0,
	STORY_WAITING,	/* an online payment, under 15 minutes */
	STORY_PENDING,	/* the same later: the pay link, folded */
	STORY_UNPAID,	/* pending, and no bank that would say so by itself */
	STORY_TRANSFER, /* on hold for a bank transfer: the details */
	STORY_HELD,
	STORY_FAILED,
	STORY_CANCELLED,
	STORY_REFUNDED,
	STORY_PACKING,
	STORY_PICK_UP,
	STORY_FILES,	  /* paid, and nothing goes by post */
	STORY_ON_THE_WAY, /* parcels are known */
	STORY_SENT,	  /* completed, no parcel is known */
	STORY_PICKED_UP
};

enum confirm_story confirm_story(const struct order *order, int64_t now);
bool confirm_is_trouble(enum confirm_story story);
/* Thanks first, status later (TY-23): within an hour of the order. */
bool confirm_is_first(const struct order *order, int64_t now);
/* Does anything of it go by post or over the counter? */
bool confirm_needs_post(const struct order *order);

/* Is it being prepared before it is paid, as with cash on delivery? */
bool confirm_pays_later(const struct order *order);

/* The stages of the stepper. */
struct confirm_stage {
	const char *title; /* msgid */
	const char *doing; /* msgid while it is under way, or NULL */
	int64_t at;	   /* 0: no time known */
	bool is_done;
	bool is_now;
};
#define STAGES_MAX 5
size_t confirm_stages(const struct order *order, enum confirm_story story,
    struct confirm_stage out[STAGES_MAX]);

/* Is the e-mail the order's own? Case folded, white space trimmed. */
bool confirm_is_email(struct str typed, struct str billing);

/* ---- facts of other plugins ---------------------------------------------*/

enum fact_place { FACT_STATUS = 0, FACT_DELIVERY, FACT_PAYMENT, FACT_ITEM };

/* The facts a setting maps, as label and value, for one place. `metas` is of
 * the order, a line or its shipping. Facts that are for the full view only
 * are left out unless is_full. */
void confirm_facts(struct rq *rq, const struct list *metas,
    const char *meta_of, enum fact_place place, bool is_full,
    struct list *out /* struct order_pair */);

/* ---- blocks --------------------------------------------------------------*/

enum err confirm_block_status(
    const struct block_ask *ask, struct view_part *out);
enum err confirm_block_items(
    const struct block_ask *ask, struct view_part *out);
enum err confirm_block_totals(
    const struct block_ask *ask, struct view_part *out);
enum err confirm_block_parcels(
    const struct block_ask *ask, struct view_part *out);
enum err confirm_block_downloads(
    const struct block_ask *ask, struct view_part *out);
enum err confirm_block_addresses(
    const struct block_ask *ask, struct view_part *out);
enum err confirm_block_payment(
    const struct block_ask *ask, struct view_part *out);
enum err confirm_block_notes(
    const struct block_ask *ask, struct view_part *out);

/* label and value, for confirm/facts. */
extern const struct field confirm_pair_fields[];

/* ---- rows ----------------------------------------------------------------*/

extern const struct db_stmt confirm_cards_export, confirm_cards_erase,
    confirm_days_export, confirm_days_erase;
extern const struct db_stmt *const confirm_stmts[];

/* A date in the order's language and the shop's format. */
struct str confirm_date(struct rq *rq, int64_t t);
struct str confirm_date_time(struct rq *rq, int64_t t);
/* With the weekday, for days a person plans. */
struct str confirm_day(struct rq *rq, int64_t t);
/* The same moment for a datetime attribute. */
struct str confirm_iso(struct rq *rq, int64_t t);

#endif
