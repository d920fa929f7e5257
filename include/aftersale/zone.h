/* zone - time zones and dates by the shop's own format letters (part base).
 *
 * Reads the system's TZif files (RFC 8536); never touches TZ or libc's zone.
 */
#ifndef AFTERSALE_ZONE_H
#define AFTERSALE_ZONE_H

#include "aftersale/base.h"

struct zone;

struct civil {
	int32_t year;
	int8_t month; /* 1..12 */
	int8_t day;   /* 1..31 */
	int8_t hour;
	int8_t minute;
	int8_t second;
	int8_t weekday;	 /* 0 Sunday .. 6 */
	int16_t yearday; /* 0..365 */
	int32_t offset;	 /* seconds east of UTC */
	struct str abbreviation;
};

/* Names for the format letters; each may be NULL for English. */
struct date_words {
	const char *months[12];
	const char *months_short[12];
	const char *weekdays[7]; /* from Sunday */
	const char *weekdays_short[7];
	const char *am, *pm, *am_upper, *pm_upper;
};

/* A zone of the tz database ("Europe/Vilnius"); names with "..", a leading
 * slash or unknown: ERR_NOT_FOUND. `dir` NULL: the system's. */
enum err zone_load(
    struct arena *a, const char *dir, struct str name, const struct zone **out);
/* The same from the bytes of its file, which are borrowed, for tests and
 * fuzzing. Cut or malformed: ERR_BAD_INPUT. */
enum err zone_open(struct arena *a, struct str name, struct str bytes,
    const struct zone **out);
/* A fixed offset in seconds (WordPress' gmt_offset * 3600). */
const struct zone *zone_fixed(struct arena *a, int32_t offset);
struct civil zone_civil(const struct zone *z, int64_t t);
/* Seconds UTC of a civil time in a zone; in a gap the time as far behind it
 * as it stands behind the gap's begin (02:30 gives 03:30), in an overlap the
 * earlier. A month or day out of its range runs on into the next. */
int64_t zone_time(const struct zone *z, const struct civil *c);
/* "2026-10-18 05:07:21" as UTC to seconds; zero dates and rubbish:
 * ERR_BAD_INPUT. */
enum err time_parse(struct str s, int64_t *out);
struct str time_text(struct arena *a, int64_t t); /* the same, back */
/* PHP date() letters (d D j l N S w z W F m M n t L o Y y a A B g G h H i s u
 * v e I O P p T Z c r U) and backslash escapes. words NULL: English. */
struct str date_text(struct arena *a, const struct zone *z, int64_t t,
    struct str format, const struct date_words *words);

#endif
