/* civil - the proleptic Gregorian calendar, without zones; for zone.c and
 * date.c only. */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include "aftersale/zone.h"

enum { DAY_SECONDS = 86400, SECONDS_MAX_BITS = 55 };

bool civil_is_leap(int64_t year);
int civil_month_days(int64_t year, int month);
/* Days from 1970-01-01; months and days outside their range run on. */
int64_t civil_days(int64_t year, int month, int day);
/* Date, time and weekday of seconds since 1970 on some clock. Offset and
 * abbreviation are left empty; times over a billion years away are taken
 * for a billion. */
struct civil civil_of(int64_t seconds);
/* The same, back. */
int64_t civil_seconds(const struct civil *c);

#endif
