/* date - a time in the letters of PHP's date(), as shops write their formats.
 *
 * Letters that stand for a number or a text are rows; those that stand for a
 * whole format are formats. Zones and the calendar are elsewhere. */
#include "civil.h"
#include "zone_inside.h"

enum { DATE_MAX = 4096 };

static const struct date_words english = {
	.months = { "January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December" },
	.months_short = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
	    "Aug", "Sep", "Oct", "Nov", "Dec" },
	.weekdays = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
	    "Friday", "Saturday" },
	.weekdays_short = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" },
	.am = "am",
	.pm = "pm",
	.am_upper = "AM",
	.pm_upper = "PM",
};

enum { NUMBERS = 25 };

/* A letter that stands for a number of at least `width` digits. */
struct number {
	char letter;
	uint8_t width;
	int64_t n;
};

/* What a format is filled with. */
struct moment {
	int64_t t;
	struct civil c;
	bool is_dst;
	struct str zone;
	const struct date_words *words;
	struct number numbers[NUMBERS];
};

static struct str
word(const char *own, const char *otherwise)
{
	return str_of(own ? own : otherwise);
}

/* The week of the Thursday beside this day, and the year of that. */
static int
iso_week(const struct civil *c, int64_t *year)
{
	int from_monday = (c->weekday + 6) % 7;
	int64_t thursday =
	    civil_days(c->year, c->month, c->day) - from_monday + 3;

	*year = civil_of(thursday * DAY_SECONDS).year;
	return (int)((thursday - civil_days(*year, 1, 1)) / 7) + 1;
}

/* Swatch beats: thousandths of a day in Biel, an hour east of UTC. */
static int
beats(int64_t t)
{
	int64_t in_day = (t % DAY_SECONDS + DAY_SECONDS + 3600) % DAY_SECONDS;

	return (int)(in_day * 10 / 864);
}

static void
set_numbers(struct moment *m)
{
	const struct civil *c = &m->c;
	int64_t iso_year;
	int week = iso_week(c, &iso_year);
	int hour12 = c->hour % 12 ? c->hour % 12 : 12;
	const struct number rows[NUMBERS] = {
		{ 'j', 1, c->day },
		{ 'd', 2, c->day },
		{ 'n', 1, c->month },
		{ 'm', 2, c->month },
		{ 'Y', 4, c->year },
		{ 'H', 2, c->hour },
		{ 'i', 2, c->minute },
		{ 's', 2, c->second },
		{ 'N', 1, c->weekday ? c->weekday : 7 },
		{ 'w', 1, c->weekday },
		{ 'z', 1, c->yearday },
		{ 'W', 2, week },
		{ 'o', 1, iso_year },
		{ 't', 1, civil_month_days(c->year, c->month) },
		{ 'L', 1, civil_is_leap(c->year) },
		{ 'y', 2, c->year % 100 },
		{ 'B', 3, beats(m->t) },
		{ 'g', 1, hour12 },
		{ 'G', 1, c->hour },
		{ 'h', 2, hour12 },
		{ 'u', 6, 0 },
		{ 'v', 3, 0 },
		{ 'I', 1, m->is_dst },
		{ 'Z', 1, c->offset },
		{ 'U', 1, m->t },
	};

	memcpy(m->numbers, rows, sizeof(rows));
}

static void
put_digits(struct buf *b, int64_t n, int width)
{
	char text[24];
	char *end = text + sizeof(text);
	char *p = end;
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do {
		*--p = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0 || end - p < width);
	if (n < 0)
		*--p = '-';
	buf_put(b, (struct str){ p, (size_t)(end - p) });
}

static bool
put_number(struct buf *b, const struct moment *m, char letter)
{
	for (size_t i = 0; i < NUMBERS; i++) {
		if (m->numbers[i].letter != letter)
			continue;
		put_digits(b, m->numbers[i].n, m->numbers[i].width);
		return true;
	}
	return false;
}

static const char *
suffix(int day)
{
	if (day / 10 == 1)
		return "th";
	switch (day % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

static bool
put_word(struct buf *b, const struct moment *m, char letter)
{
	const struct civil *c = &m->c;
	const struct date_words *w = m->words;
	const struct date_words *e = &english;
	int month = c->month - 1;
	int day = c->weekday;
	bool pm = c->hour >= 12;
	const struct {
		char letter;
		struct str text;
	} rows[] = {
		{ 'D', word(w->weekdays_short[day], e->weekdays_short[day]) },
		{ 'l', word(w->weekdays[day], e->weekdays[day]) },
		{ 'M', word(w->months_short[month], e->months_short[month]) },
		{ 'F', word(w->months[month], e->months[month]) },
		{ 'a', pm ? word(w->pm, e->pm) : word(w->am, e->am) },
		{ 'A', pm ? word(w->pm_upper, e->pm_upper)
			  : word(w->am_upper, e->am_upper) },
		{ 'S', str_of(suffix(c->day)) },
		{ 'e', m->zone },
		{ 'T', c->abbreviation },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].letter != letter)
			continue;
		buf_put(b, rows[i].text);
		return true;
	}
	return false;
}

/* O is +0200, P is +02:00, and p is P but Z for UTC itself. */
static bool
put_offset(struct buf *b, const struct moment *m, char letter)
{
	int32_t offset = m->c.offset;
	int minutes = (offset < 0 ? -offset : offset) / 60;

	if (letter != 'O' && letter != 'P' && letter != 'p')
		return false;
	if (letter == 'p' && (str_is_z(m->c.abbreviation, "UTC") ||
				 str_is_z(m->zone, "+00:00"))) {
		buf_putc(b, 'Z');
		return true;
	}
	buf_printf(b, "%c%02d%s%02d", offset < 0 ? '-' : '+', minutes / 60,
	    letter == 'O' ? "" : ":", minutes % 60);
	return true;
}

/* The two letters that stand for a format of their own. */
static struct str
whole_format(char letter)
{
	if (letter == 'c')
		return STR("Y-m-d\\TH:i:sP");
	if (letter == 'r')
		return STR("D, d M Y H:i:s O");
	return STR("");
}

static void
put_letters(struct buf *b, const struct moment *m, struct str format)
{
	for (size_t i = 0; i < format.n; i++) {
		char letter = format.p[i];

		if (letter == '\\') {
			if (++i < format.n)
				buf_putc(b, format.p[i]);
		} else if (whole_format(letter).n > 0) {
			struct moment plain = *m;

			plain.words = &english;
			put_letters(b, &plain, whole_format(letter));
		} else if (!put_number(b, m, letter) &&
			   !put_word(b, m, letter) &&
			   !put_offset(b, m, letter)) {
			buf_putc(b, letter);
		}
	}
}

struct str
date_text(struct arena *a, const struct zone *z, int64_t t, struct str format,
    const struct date_words *words)
{
	struct buf b = buf_new(a, DATE_MAX);
	struct moment m = {
		.t = t,
		.c = zone_civil(z, t),
		.is_dst = zone_kind_at(z, t)->is_dst,
		.zone = zone_name(z),
		.words = words ? words : &english,
	};

	set_numbers(&m);
	put_letters(&b, &m, format);
	return buf_str(&b);
}
