/* confirm_date - dates as the shop writes them, in the order's language. */
#include "aftersale/site.h"
#include "aftersale/text.h"
#include "confirm.h"

static const char *const months[12] = { N_("January"), N_("February"),
	N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
	N_("August"), N_("September"), N_("October"), N_("November"),
	N_("December") };

static const char *const weekdays[7] = { N_("Sun"), N_("Mon"), N_("Tue"),
	N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat") };

/* The locale of the page: the shop's own where the language is the same, so
 * that its catalogues are found. */
static struct str
page_locale(struct rq *rq)
{
	struct str locale = shop_info(rq->shop)->locale;

	return str_has_prefix(locale, rq->lang_tag) ? locale : rq->lang_tag;
}

static struct str
dated(struct rq *rq, int64_t t, struct str format)
{
	const struct shop_info *info = shop_info(rq->shop);
	const struct date_words *words;
	struct date_words own = { 0 };

	if (!t)
		return STR("");
	words = shop_date_words(rq->shop, page_locale(rq));
	if (!words && rq->lang) {
		for (size_t i = 0; i < 12; i++)
			own.months[i] = tr(rq->lang, "month", months[i]).p;
		for (size_t i = 0; i < 7; i++)
			own.weekdays_short[i] =
			    tr(rq->lang, "weekday", weekdays[i]).p;
		words = &own;
	}
	return date_text(rq->arena, info->zone, t, format, words);
}

struct str
confirm_date(struct rq *rq, int64_t t)
{
	return dated(rq, t, shop_info(rq->shop)->date_format);
}

struct str
confirm_date_time(struct rq *rq, int64_t t)
{
	const struct shop_info *info = shop_info(rq->shop);

	return dated(rq, t, arena_printf(rq->arena, STR_FMT ", " STR_FMT,
	    STR_ARG(info->date_format), STR_ARG(info->time_format)));
}

struct str
confirm_day(struct rq *rq, int64_t t)
{
	return dated(rq, t, arena_printf(rq->arena, "D " STR_FMT,
	    STR_ARG(shop_info(rq->shop)->date_format)));
}

struct str
confirm_iso(struct rq *rq, int64_t t)
{
	static const char format[] = "Y-m-d\\TH:i:s\\Z";

	if (!t)
		return STR("");
	return date_text(rq->arena, zone_fixed(rq->arena, 0), t,
	    str_of(format), NULL);
}
