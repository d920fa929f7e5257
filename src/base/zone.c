/* zone - where a clock stands against UTC: zones of the tz database and fixed
 * offsets. Their files are read in zone_load.c, the calendar is in civil.c,
 * dates in words in date.c. */
#include "zone_load.h"
#include "civil.h"

struct str
zone_name(const struct zone *z)
{
	return z->name;
}

const struct zone *
zone_fixed(struct arena *a, int32_t offset)
{
	struct zone *z = ARENA_NEW(a, struct zone);
	struct zone_kind *kind = ARENA_NEW(a, struct zone_kind);
	char sign = offset < 0 ? '-' : '+';
	int minutes;

	assert(offset > -ZONE_OFFSET_MAX && offset < ZONE_OFFSET_MAX);
	minutes = (offset < 0 ? -offset : offset) / 60;
	z->name =
	    arena_printf(a, "%c%02d:%02d", sign, minutes / 60, minutes % 60);
	kind->offset = offset;
	kind->abbreviation =
	    arena_printf(a, "GMT%c%02d%02d", sign, minutes / 60, minutes % 60);
	z->kinds = kind;
	z->kind_count = 1;
	return z;
}

/* Before the first change the first kind holds, as RFC 8536 has it. */
const struct zone_kind *
zone_kind_at(const struct zone *z, int64_t t)
{
	size_t low = 0;
	size_t high = z->count;

	if (z->rule && (z->count == 0 || t >= z->times[z->count - 1]))
		return zone_rule_at(z->rule, t);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (z->times[mid] <= t)
			low = mid + 1;
		else
			high = mid;
	}
	return &z->kinds[low == 0 ? 0 : z->which[low - 1]];
}

struct civil
zone_civil(const struct zone *z, int64_t t)
{
	const struct zone_kind *kind = zone_kind_at(z, t);
	struct civil c;
	int64_t local;

	if (__builtin_add_overflow(t, kind->offset, &local))
		local = t;
	c = civil_of(local);
	c.offset = kind->offset;
	c.abbreviation = kind->abbreviation;
	return c;
}

/* A day before and a day after there is an offset each; one of them gives the
 * time, both where clocks were put back, none where they leapt forward: then
 * it is counted on with the clock from before the leap. */
int64_t
zone_time(const struct zone *z, const struct civil *c)
{
	int64_t local = civil_seconds(c);
	int32_t before = zone_kind_at(z, local - DAY_SECONDS)->offset;
	int32_t after = zone_kind_at(z, local + DAY_SECONDS)->offset;
	bool is_before = zone_kind_at(z, local - before)->offset == before;
	bool is_after = zone_kind_at(z, local - after)->offset == after;

	if (is_before && is_after)
		return local - (before > after ? before : after);
	return is_after ? local - after : local - before;
}
