/* zone_inside - what date.c needs of a zone besides zone.h. */
#ifndef ZONE_INSIDE_H
#define ZONE_INSIDE_H

#include "aftersale/zone.h"
#include "zone_rule.h"

/* "Europe/Vilnius" or "+05:30" */
struct str zone_name(const struct zone *z);
const struct zone_kind *zone_kind_at(const struct zone *z, int64_t t);

#endif
