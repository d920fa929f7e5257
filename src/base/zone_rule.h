/* zone_rule - the rule at the end of a zone's file, for times after its last
 * listed change; zone.c only. */
#ifndef ZONE_RULE_H
#define ZONE_RULE_H

#include "aftersale/base.h"

/* What a clock does between two changes. */
struct zone_kind {
	int32_t offset;
	bool is_dst;
	struct str abbreviation;
};

struct zone_rule;

/* Reads a POSIX TZ text as RFC 8536 extends it, such as
 * "EET-2EEST,M3.5.0/3,M10.5.0/4". Names are borrowed from s. */
enum err
zone_rule_parse(struct arena *a, struct str s, const struct zone_rule **out);
const struct zone_kind *zone_rule_at(const struct zone_rule *r, int64_t t);

#endif
