/* recommend - what goes well with an order: hand-set pairs, products bought
 * together, category best sellers (TY-13). The page reads a small table that
 * the worker fills; clicks are counted without cookies. */
#ifndef AFTERSALE_FEATURES_RECOMMEND_H
#define AFTERSALE_FEATURES_RECOMMEND_H

#include <stdio.h>

#include "aftersale/feature.h"

extern const struct feature recommend_feature;

/* GET /go/{token}: counts and leads on to the product (architecture 11). */
enum err recommend_page_go(struct rq *rq);
/* Reads what the shop sold since, and learns from all of it. */
enum err recommend_job_learn(struct job *job);

/* Works out what was earned by what was learned. */
enum err recommend_job_proof(struct job *job);
/* That, as it was last worked out. ERR_NOT_FOUND: it never was. */
enum err recommend_proof(
    struct db *db, struct arena *a, struct value *tree);
/* In English, as text. */
void recommend_proof_print(
    struct arena *a, const struct value *tree, FILE *to);

/* The console's page of it. */
enum err recommend_desk_show(struct rq *rq);
/* What an order would be offered, and why. */
enum err recommend_desk_preview(struct rq *rq);
/* What the owner chooses: how many, pins, what is never offered. */
enum err recommend_hand_show(struct rq *rq);
enum err recommend_hand_save(struct rq *rq);

/* "What would this order get, and why": every candidate with its score and the
 * rule that moved it, as a table. ERR_NOT_FOUND: no such order. */
struct recommend_explain {
	struct arena *arena;
	struct db *db;
	struct shop *shop;
	const struct conf *conf;
	const struct value *settings;
	int64_t order_id;
	int64_t now;
};
enum err recommend_explain(const struct recommend_explain *ask, FILE *to);

/* What `aftersale recommend` is given: files of orders and of cases. */
struct recommend_files {
	const char *train;
	const char *cases;
	char task; /* A goes with a basket, B next order, C new to the buyer */
};

struct recommend_told {
	int64_t orders;
	int64_t products;
	char why[200]; /* one line, when it failed */
};

/* Learns from the one and answers the other, a line a case: "case p1 p2 ..."
 * best first. Reads line by line; BAD_INPUT names the line. */
enum err recommend_score(const struct recommend_files *files, FILE *to,
    struct recommend_told *told);

#endif
