/* recommend_proof_show.h - what was found, in words. */
#ifndef RECOMMEND_RECOMMEND_PROOF_SHOW_H
#define RECOMMEND_RECOMMEND_PROOF_SHOW_H

#include "aftersale/base.h"
#include "aftersale/shop.h"
#include "aftersale/text.h"

/* lang NULL: in English. shop NULL: amounts as plain numbers. */
struct proof_ask {
	struct arena *arena;
	const struct text *lang;
	const struct shop_info *shop;
	const struct value *tree;
};

/* Two rows, learned and held out, of one currency. */
struct proof_group {
	struct str name;
	struct str buyers;
	struct str pages;
	struct str came_back;
	struct str per_1000;
};

struct proof_verdict {
	struct str currency;
	struct str head;  /* "The learned offers pay." */
	struct str extra; /* how much, and how sure; empty: not said */
	struct list groups; /* struct proof_group; none: nothing is measured */
	bool has_groups;
	bool is_bad; /* they do not pay: something to do */
};

struct proof_source {
	struct str group;
	struct str source;
	int64_t shown;
	int64_t opened;
	struct str shown_text;
	struct str opened_text;
};

struct proof_words {
	struct list verdicts; /* struct proof_verdict, at least one */
	struct str share;     /* who is held out */
	struct str time;      /* how long an answer takes */
	struct list sources;  /* struct proof_source */
	int64_t made_at;
};

void proof_words_make(const struct proof_ask *ask, struct proof_words *out);

/* The words of a pick's source, by its word in pick_source_words. */
struct str proof_source_title(const struct text *lang, struct str word);
/* "9,120", as the shop writes thousands; shop NULL: without. */
struct str proof_count(
    struct arena *a, const struct shop_info *shop, int64_t n);

#endif
