/* site_date - dates as the shop writes them, in the language of the page. */
#include "aftersale/http.h"
#include "aftersale/shop.h"
#include "aftersale/site.h"
#include "aftersale/text.h"
#include "aftersale/zone.h"

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

struct str
site_date(struct rq *rq, int64_t t, struct str format)
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
