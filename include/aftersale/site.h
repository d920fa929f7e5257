/* site - everything a request needs that outlives it, for one shop.
 *
 * Made by app from the configuration file, the shop and the settings; const
 * for everybody else. Replaced as a whole between requests.
 */
#ifndef AFTERSALE_SITE_H
#define AFTERSALE_SITE_H

#include "aftersale/base.h"
#include "aftersale/conf.h"
#include "aftersale/outbox.h"
#include "aftersale/text.h"
#include "aftersale/view.h"

struct feature;
struct rq;

struct site_lang {
	struct str tag;	   /* "lt" */
	struct str locale; /* "lt_LT" */
	bool is_rtl;
	const struct text *text; /* NULL: English */
	const char *unread;	 /* file of a text that was not needed yet */
};

struct host_file;

struct site {
	const struct conf *conf;
	const struct view *view;
	struct list langs; /* struct site_lang, English first */
	struct arena *arena; /* takes what is read later */
	/* Settings as one tree, defaults filled in; read with value_at(). */
	const struct value *settings;
	int64_t generation; /* of the settings */
	const struct outbox *outbox;
	const struct feature *const *features; /* NULL ended, in draw order */
	struct str assets_url;
	struct str css_url; /* fingerprinted */
	struct str inside_css_url; /* of what stands in the shop's own page */
	struct str icons_url;
	struct str console_css_url;
	struct str console_js_url;
	struct str placeholder_url; /* of ours, for products without one */
	struct str brand_url;
	const struct value *facts; /* settings "order_facts" */
	struct host_file *host;      /* settings of the host: app's */
	struct str shop_file_why; /* what of wp-config.php is not followed */
};

/* The language of a locale, else of its language alone, else English. */
const struct site_lang *site_lang(const struct site *site, struct str locale);

/* A time in the shop's zone by a format of PHP's date(), with months and days
 * of the shop's catalogues where they can be read, else of ours. Time 0 gives
 * "". In the request's arena. */
struct str site_date(struct rq *rq, int64_t t, struct str format);

#endif
