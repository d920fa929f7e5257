/* zone_rule - POSIX TZ texts: reading them and telling which half of the year
 * a time falls in. Everything listed change by change is in zone.c. */
#include "zone_rule.h"
#include "civil.h"

enum {
	NAME_MIN = 3,
	NAME_MAX = 30,
	OFFSET_HOURS_MAX = 24,
	TIME_HOURS_MAX = 167,
};

enum day_kind {
	DAY_JULIAN = 0, /* Jn: 1..365, the leap day is never counted */
	DAY_COUNTED,    /* n: 0..365 */
	DAY_WEEKDAY,    /* Mm.w.d */
};

/* When in a year a change comes. */
struct change {
	enum day_kind kind;
	int day;
	int month;
	int week; /* 1..5, 5 is the last */
	int weekday;
	int32_t time; /* seconds after midnight, on the clock before */
};

struct zone_rule {
	struct zone_kind standard;
	struct zone_kind summer;
	bool has_summer;
	struct change begins;
	struct change ends;
};

static bool
take(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_skip(*s, 1);
	return true;
}

static bool
take_number(struct str *s, int max, int *out)
{
	int n = 0;
	size_t at = 0;

	while (at < s->n && s->p[at] >= '0' && s->p[at] <= '9' && n <= max)
		n = n * 10 + (s->p[at++] - '0');
	if (at == 0 || n > max)
		return false;
	*s = str_skip(*s, at);
	*out = n;
	return true;
}

static bool
is_name_byte(char c, bool quoted)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
		return true;
	return quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-');
}

/* "EET" or "<+0530>" */
static bool
take_name(struct str *s, struct str *out)
{
	bool quoted = take(s, '<');
	struct str name = *s;

	name.n = 0;
	while (name.n < s->n && is_name_byte(s->p[name.n], quoted))
		name.n++;
	if (name.n < NAME_MIN || name.n > NAME_MAX)
		return false;
	*s = str_skip(*s, name.n);
	*out = name;
	return !quoted || take(s, '>');
}

/* [+-]hh[:mm[:ss]] */
static bool
take_time(struct str *s, int hours_max, int32_t *out)
{
	bool negative = take(s, '-');
	int hours;
	int minutes = 0;
	int seconds = 0;

	if (!negative)
		take(s, '+');
	if (!take_number(s, hours_max, &hours))
		return false;
	if (take(s, ':') && !take_number(s, 59, &minutes))
		return false;
	if (take(s, ':') && !take_number(s, 59, &seconds))
		return false;
	*out = hours * 3600 + minutes * 60 + seconds;
	if (negative)
		*out = -*out;
	return true;
}

static bool
take_weekday(struct str *s, struct change *c)
{
	c->kind = DAY_WEEKDAY;
	return take_number(s, 12, &c->month) && c->month > 0 && take(s, '.') &&
	       take_number(s, 5, &c->week) && c->week > 0 && take(s, '.') &&
	       take_number(s, 6, &c->weekday);
}

static bool
take_day(struct str *s, struct change *c)
{
	if (take(s, 'M'))
		return take_weekday(s, c);
	c->kind = take(s, 'J') ? DAY_JULIAN : DAY_COUNTED;
	if (!take_number(s, 365, &c->day))
		return false;
	return c->kind == DAY_COUNTED || c->day > 0;
}

static bool
take_change(struct str *s, struct change *c)
{
	c->time = 2 * 3600;
	if (!take(s, ',') || !take_day(s, c))
		return false;
	return !take(s, '/') || take_time(s, TIME_HOURS_MAX, &c->time);
}

static bool
take_summer(struct str *s, struct zone_rule *r)
{
	int32_t west;

	r->has_summer = true;
	r->summer.is_dst = true;
	r->summer.offset = r->standard.offset + 3600;
	if (!take_name(s, &r->summer.abbreviation))
		return false;
	if (s->n > 0 && s->p[0] != ',') {
		if (!take_time(s, OFFSET_HOURS_MAX, &west))
			return false;
		r->summer.offset = -west;
	}
	return take_change(s, &r->begins) && take_change(s, &r->ends);
}

enum err
zone_rule_parse(struct arena *a, struct str s, const struct zone_rule **out)
{
	struct zone_rule *r = ARENA_NEW(a, struct zone_rule);
	int32_t west;

	if (!take_name(&s, &r->standard.abbreviation) ||
	    !take_time(&s, OFFSET_HOURS_MAX, &west))
		return ERR_BAD_INPUT;
	r->standard.offset = -west; /* POSIX counts westwards */
	if (s.n > 0 && !take_summer(&s, r))
		return ERR_BAD_INPUT;
	if (s.n > 0)
		return ERR_BAD_INPUT;
	*out = r;
	return ERR_OK;
}

/* Days since 1970 of a change in a year. */
static int64_t
change_day(const struct change *c, int64_t year)
{
	int64_t first = civil_days(year, 1, 1);
	int64_t day;

	if (c->kind == DAY_COUNTED)
		return first + c->day;
	if (c->kind == DAY_JULIAN)
		return first + c->day - 1 +
		       (civil_is_leap(year) && c->day >= 60);
	first = civil_days(year, c->month, 1);
	/* 1970-01-01 was a Thursday, 4 */
	day = first + (c->weekday - (first + 4) % 7 + 14) % 7;
	day += (int64_t)(c->week - 1) * 7;
	while (day >= first + civil_month_days(year, c->month))
		day -= 7;
	return day;
}

/* The last change not after t decides. Years beside the one of t are looked
 * at too, since a change may stand up to a week outside of its own. Where
 * summer ends and begins again at once it is summer all year. */
const struct zone_kind *
zone_rule_at(const struct zone_rule *r, int64_t t)
{
	int64_t year = civil_of(t).year;
	const struct zone_kind *kind = &r->standard;
	int64_t latest = INT64_MIN;

	if (!r->has_summer)
		return kind;
	for (int64_t y = year - 1; y <= year + 1; y++) {
		int64_t begins = change_day(&r->begins, y) * DAY_SECONDS +
				 r->begins.time - r->standard.offset;
		int64_t ends = change_day(&r->ends, y) * DAY_SECONDS +
			       r->ends.time - r->summer.offset;

		if (ends <= t && ends > latest) {
			latest = ends;
			kind = &r->standard;
		}
		if (begins <= t && begins >= latest) {
			latest = begins;
			kind = &r->summer;
		}
	}
	return kind;
}
