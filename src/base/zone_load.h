/* zone_load - what a zone is made of; zone.c and zone_load.c only. */
#ifndef ZONE_LOAD_H
#define ZONE_LOAD_H

#include "zone_inside.h"

enum { ZONE_OFFSET_MAX = 26 * 3600 };

struct zone {
	struct str name;
	const struct zone_kind *kinds; /* at least one */
	size_t kind_count;
	const int64_t *times; /* of changes, ascending */
	const uint8_t *which; /* the kind that begins with each */
	size_t count;
	const struct zone_rule *rule; /* from the last change on, or NULL */
};

#endif
