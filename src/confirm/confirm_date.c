/* confirm_date - dates of the order page and the receipt. */
#include "aftersale/site.h"
#include "confirm.h"

struct str
confirm_date(struct rq *rq, int64_t t)
{
	return site_date(rq, t, shop_info(rq->shop)->date_format);
}

struct str
confirm_date_time(struct rq *rq, int64_t t)
{
	const struct shop_info *info = shop_info(rq->shop);

	return site_date(rq, t, arena_printf(rq->arena, STR_FMT ", " STR_FMT,
	    STR_ARG(info->date_format), STR_ARG(info->time_format)));
}

struct str
confirm_day(struct rq *rq, int64_t t)
{
	return site_date(rq, t, arena_printf(rq->arena, "D " STR_FMT,
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
