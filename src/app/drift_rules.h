/* drift_rules.h - what a change of the shop's tables means; pure, private to
 * app. */
#ifndef APP_DRIFT_RULES_H
#define APP_DRIFT_RULES_H

#include "aftersale/base.h"

enum drift_kind {
	DRIFT_NONE = 0,
	DRIFT_TABLE_GONE,  /* or this user may not read it */
	DRIFT_COLUMN_GONE,
	DRIFT_COLUMN_TYPE, /* holds less than before, or something else */
	DRIFT_INDEX_GONE,  /* slow, but right: closes nothing */
	DRIFT_RELEASE	   /* newer than this program was tried with */
};
extern const char *const drift_words[];

struct drift {
	enum drift_kind kind;
	struct str table; /* label */
	struct str name;  /* of the column or index */
	struct str was, is;
	unsigned parts; /* that it closes; 0: none */
};

/* May a column of the first type become the second without a loss? More of
 * the same kind is no loss: INT to BIGINT, a longer text, more digits. */
bool drift_type_fits(struct str was, struct str is);
/* Trees { columns: { name: type }, indexes: { name: columns } }. What came
 * is harmless; what went or changed is added. is NULL: the table is gone. */
void drift_compare(struct arena *a, struct str table, unsigned parts,
    const struct value *was, const struct value *is, struct list *out);
/* The release a version names by its first number, 0: none. */
int64_t drift_release(struct str version);
/* The parts that are closed. */
unsigned drift_closed(const struct list *drifts);

#endif
