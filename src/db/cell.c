/* cell - one value of a row of the binary protocol.
 *
 * libmariadb hands a row over as it came from the wire (its result callback);
 * reading it here saves the detour over bound buffers: no conversion is made
 * twice and no text is copied twice. What becomes of a value is rowmap's. */
#include "inside.h"

static uint64_t
little(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = n; i > 0; i--)
		v = v << 8 | p[i - 1];
	return v;
}

/* A length-coded text. */
static const unsigned char *
read_text(const unsigned char *p, struct cell *out)
{
	size_t n = *p++;

	if (n > 251) {
		size_t wide = n == 252 ? 2 : n == 253 ? 3 : 8;

		n = little(p, wide);
		p += wide;
	}
	out->kind = CELL_TEXT;
	out->text = (struct str){ (const char *)p, n };
	return p + n;
}

static const unsigned char *
read_int(const unsigned char *p, size_t n, bool is_unsigned, struct cell *out)
{
	uint64_t v = little(p, n);
	unsigned unused = 64 - 8 * (unsigned)n;

	out->kind = CELL_INT;
	if (is_unsigned)
		out->is_huge = v > INT64_MAX;
	else
		v = (uint64_t)((int64_t)(v << unused) >> unused);
	out->number = (int64_t)v;
	return p + n;
}

static const unsigned char *
read_real(const unsigned char *p, size_t n, struct cell *out)
{
	float single;

	out->kind = CELL_REAL;
	if (n == sizeof(double)) {
		memcpy(&out->real, p, n);
	} else {
		memcpy(&single, p, n);
		out->real = (double)single;
	}
	return p + n;
}

/* Days since 1970 of a date of the Gregorian calendar, counted in eras of
 * 400 years that begin in March. */
static int64_t
days_of(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t era = y / 400;
	int64_t m = month > 2 ? month - 3 : month + 9;
	int64_t in_era = y - era * 400;
	int64_t in_year = (153 * m + 2) / 5 + day - 1;

	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 +
	       in_year - 719468;
}

/* Length 0, 4, 7 or 11: zero, date, with time, with microseconds. */
static const unsigned char *
read_date(const unsigned char *p, bool has_time, struct cell *out)
{
	size_t n = *p++;
	unsigned year = n >= 4 ? (unsigned)little(p, 2) : 0;
	unsigned month = n >= 4 ? p[2] : 0;
	unsigned day = n >= 4 ? p[3] : 0;
	unsigned hour = n >= 7 ? p[4] : 0;
	unsigned minute = n >= 7 ? p[5] : 0;
	unsigned second = n >= 7 ? p[6] : 0;

	out->kind = CELL_DATE;
	out->has_time = has_time;
	if (year && month && day)
		out->number = days_of(year, month, day) * 86400 + hour * 3600 +
			      minute * 60 + second;
	if (has_time)
		snprintf(out->date, sizeof(out->date),
		    "%04u-%02u-%02u %02u:%02u:%02u", year, month, day, hour,
		    minute, second);
	else
		snprintf(out->date, sizeof(out->date), "%04u-%02u-%02u", year,
		    month, day);
	return p + n;
}

/* A duration, as text only: the shops keep none that we read. */
static const unsigned char *
read_time(const unsigned char *p, struct cell *out)
{
	size_t n = *p++;
	unsigned hours = n >= 8 ? (unsigned)little(p + 1, 4) * 24 + p[5] : 0;

	out->kind = CELL_DATE;
	snprintf(out->date, sizeof(out->date), "%s%02u:%02u:%02u",
	    n >= 8 && p[0] ? "-" : "", hours, n >= 8 ? p[6] : 0u,
	    n >= 8 ? p[7] : 0u);
	return p + n;
}

const unsigned char *
cell_read(const unsigned char *p, enum enum_field_types type, bool is_unsigned,
    struct cell *out)
{
	out->is_huge = false;
	out->number = 0;
	switch (type) {
	case MYSQL_TYPE_TINY:
		return read_int(p, 1, is_unsigned, out);
	case MYSQL_TYPE_SHORT:
	case MYSQL_TYPE_YEAR:
		return read_int(p, 2, is_unsigned, out);
	case MYSQL_TYPE_INT24:
	case MYSQL_TYPE_LONG:
		return read_int(p, 4, is_unsigned, out);
	case MYSQL_TYPE_LONGLONG:
		return read_int(p, 8, is_unsigned, out);
	case MYSQL_TYPE_FLOAT:
		return read_real(p, sizeof(float), out);
	case MYSQL_TYPE_DOUBLE:
		return read_real(p, sizeof(double), out);
	case MYSQL_TYPE_DATE:
		return read_date(p, false, out);
	case MYSQL_TYPE_DATETIME:
	case MYSQL_TYPE_TIMESTAMP:
		return read_date(p, true, out);
	case MYSQL_TYPE_TIME:
		return read_time(p, out);
	case MYSQL_TYPE_NULL:
		out->kind = CELL_NULL;
		return p;
	default:
		return read_text(p, out);
	}
}
