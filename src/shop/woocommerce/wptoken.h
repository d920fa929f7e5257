/* wptoken.h - PHP source in tokens, as far as wpconfig.c needs (private). */
#ifndef SHOP_WOO_WPTOKEN_H
#define SHOP_WOO_WPTOKEN_H

#include "aftersale/base.h"

enum wp_token_kind {
	WP_TOKEN_END = 0,
	WP_TOKEN_WORD,     /* a name or keyword */
	WP_TOKEN_VARIABLE, /* with its sign: "$table_prefix" */
	WP_TOKEN_TEXT,     /* a literal without anything to fill in */
	WP_TOKEN_FILLED,   /* a literal that PHP fills in, a here-document */
	WP_TOKEN_NUMBER,
	WP_TOKEN_MARK /* one byte of punctuation */
};

struct wp_token {
	enum wp_token_kind kind;
	struct str text; /* of a TEXT: what it means */
};

struct wp_reader {
	struct str rest;
	struct arena *arena;
	bool is_inside; /* of <?php ... ?> */
};

struct wp_token wp_token_next(struct wp_reader *r);

#endif
