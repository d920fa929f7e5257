/* civil - days, months and years, and the database's spelling of them. Where
 * a clock stands against UTC is in zone.c, how a date is shown in date.c. */
#include "civil.h"

/* Years are counted from March here: the leap day is then the last one, and
 * days before a month follow from the month alone. */
enum {
	ERA_YEARS = 400,
	ERA_DAYS = 146097,
	CENTURY_DAYS = 36524,
	FOUR_YEARS_DAYS = 1461,
	/* from the first of March of year 0 to 1970-01-01 */
	EPOCH_DAYS = 719468,
};

static int64_t
floor_div(int64_t n, int64_t d)
{
	return n / d - (n % d < 0);
}

bool
civil_is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
civil_month_days(int64_t year, int month)
{
	if (month == 2)
		return civil_is_leap(year) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Days before a month counted from March, 0..11: 31, 30, 31, 30, 31 and
 * again make 153 days in five months. */
static int
days_before(int march_month)
{
	return (153 * march_month + 2) / 5;
}

int64_t
civil_days(int64_t year, int month, int day)
{
	int64_t months = year * 12 + month - 3;
	int64_t y = floor_div(months, 12);
	int64_t era = floor_div(y, ERA_YEARS);
	int64_t in_era = y - era * ERA_YEARS;

	return era * ERA_DAYS + in_era * 365 + in_era / 4 - in_era / 100 +
	       days_before((int)(months - y * 12)) + day - 1 - EPOCH_DAYS;
}

static void
set_date(struct civil *c, int64_t days)
{
	int64_t era = floor_div(days + EPOCH_DAYS, ERA_DAYS);
	int64_t day = days + EPOCH_DAYS - era * ERA_DAYS;
	int64_t year = (day - day / (FOUR_YEARS_DAYS - 1) + day / CENTURY_DAYS -
			   day / (ERA_DAYS - 1)) /
		       365;
	int64_t in_year = day - (year * 365 + year / 4 - year / 100);
	int month = (int)((5 * in_year + 2) / 153);

	c->day = (int8_t)(in_year - days_before(month) + 1);
	c->month = (int8_t)(month < 10 ? month + 3 : month - 9);
	c->year = (int32_t)(year + era * ERA_YEARS + (month >= 10));
	c->weekday = (int8_t)(days + 4 - floor_div(days + 4, 7) * 7);
	c->yearday = (int16_t)(days - civil_days(c->year, 1, 1));
}

struct civil
civil_of(int64_t seconds)
{
	const int64_t most = (int64_t)1 << SECONDS_MAX_BITS;
	struct civil c = { 0 };
	int64_t days;
	int rest;

	if (seconds > most)
		seconds = most;
	if (seconds < -most)
		seconds = -most;
	days = floor_div(seconds, DAY_SECONDS);
	rest = (int)(seconds - days * DAY_SECONDS);
	set_date(&c, days);
	c.hour = (int8_t)(rest / 3600);
	c.minute = (int8_t)(rest / 60 % 60);
	c.second = (int8_t)(rest % 60);
	return c;
}

int64_t
civil_seconds(const struct civil *c)
{
	return civil_days(c->year, c->month, c->day) * DAY_SECONDS +
	       c->hour * 3600 + c->minute * 60 + c->second;
}

/* A number of n digits and the sign behind it, if there is one. */
static bool
take_number(struct str *s, size_t n, char behind, int *out)
{
	int64_t number;

	if (s->n < n || s->p[0] == '-' || str_int(str_head(*s, n), &number))
		return false;
	*s = str_skip(*s, n);
	if (behind) {
		if (s->n == 0 || s->p[0] != behind)
			return false;
		*s = str_skip(*s, 1);
	}
	*out = (int)number;
	return true;
}

enum err
time_parse(struct str s, int64_t *out)
{
	int year, month, day, hour, minute, second;

	if (!take_number(&s, 4, '-', &year) ||
	    !take_number(&s, 2, '-', &month) ||
	    !take_number(&s, 2, ' ', &day) || !take_number(&s, 2, ':', &hour) ||
	    !take_number(&s, 2, ':', &minute) ||
	    !take_number(&s, 2, '\0', &second) || s.n > 0)
		return ERR_BAD_INPUT;
	if (year == 0 || month < 1 || month > 12 || day < 1 ||
	    day > civil_month_days(year, month))
		return ERR_BAD_INPUT;
	if (hour > 23 || minute > 59 || second > 59)
		return ERR_BAD_INPUT;
	*out = civil_days(year, month, day) * DAY_SECONDS + hour * 3600 +
	       minute * 60 + second;
	return ERR_OK;
}

struct str
time_text(struct arena *a, int64_t t)
{
	struct civil c = civil_of(t);

	return arena_printf(a, "%04d-%02d-%02d %02d:%02d:%02d", (int)c.year,
	    c.month, c.day, c.hour, c.minute, c.second);
}
