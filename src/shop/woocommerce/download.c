/* download.c - files a buyer may fetch now, from the shop's own link: the shop
 * counts and checks, we only say what there is. */
#include "aftersale/crypt.h"

#include "order.h"
#include "php.h"

enum { DAY = 86400 };

static bool
may_download(const struct order_press *p)
{
	enum order_state state = status_state(status_slug(p->raw->row.status));

	return state == ORDER_COMPLETED ||
	       (state == ORDER_PROCESSING &&
		   woo_option_yes(p->w,
		       "woocommerce_downloads_grant_access_after_payment"));
}

/* The last part of an address' path. */
static struct str
file_name(struct str url)
{
	url = str_head(url, str_find_byte(url, '?'));
	while (str_find_byte(url, '/') != (size_t)-1)
		str_cut(&url, '/');
	return url;
}

static struct str
link_to(const struct order_press *p, const struct raw_download *d)
{
	struct arena *a = p->arena;
	const struct raw_row *row = &p->raw->row;
	uint8_t hash[SHA256_SIZE];

	sha256(row->email, hash);
	return arena_printf(a,
	    STR_FMT "/?download_file=%lld&order=" STR_FMT "&uid=" STR_FMT
		    "&key=" STR_FMT,
	    STR_ARG(p->w->set->info.home_url), (long long)d->product_id,
	    STR_ARG(woo_urlencode(a, row->key)),
	    STR_ARG(hex_text(a, hash, sizeof(hash))),
	    STR_ARG(woo_urlencode(a, d->file_id)));
}

static void
put_download(
    const struct order_press *p, const struct raw_download *d, struct list *out)
{
	struct arena *a = p->arena;
	const struct value *file = value_get(php_tree(a, d->files), d->file_id);
	struct order_download one = { .left = -1 };
	struct order_download *item;

	if (!file || !value_bool(value_get(file, STR("enabled")), true))
		return;
	if (str_trim(d->left).n && str_int(str_trim(d->left), &one.left))
		return;
	one.expires_at = raw_time(d->expires);
	/* It ends with the day it names. */
	if (!one.left || (one.expires_at && one.expires_at + DAY <= p->now))
		return;
	one.name = woo_plain(
	    a, value_text(a, value_get(file, STR("name")), (struct str){ 0 }));
	if (!one.name.n)
		one.name = file_name(value_text(
		    a, value_get(file, STR("file")), (struct str){ 0 }));
	one.url = link_to(p, d);
	item = LIST_PUSH(a, out, struct order_download);
	*item = one;
}

void
downloads_of(const struct order_press *p, struct list *out)
{
	if (!may_download(p))
		return;
	for (size_t i = 0; i < p->raw->downloads.count; i++)
		put_download(p,
		    LIST_AT(&p->raw->downloads, const struct raw_download, i),
		    out);
}
