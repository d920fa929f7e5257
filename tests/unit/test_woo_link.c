/* Addresses of pages, products and pictures as WordPress prints them. */
#include "shop/woocommerce/permalink.h"
#include "shop/woocommerce/picture.h"
#include "tap.h"

static void
add_term(struct arena *a, struct list *to, int64_t id, int64_t parent,
    const char *slug)
{
	struct woo_term *t = LIST_PUSH(a, to, struct woo_term);

	t->id = id;
	t->parent = parent;
	t->slug = str_of(slug);
}

static void
add_page(struct arena *a, struct list *to, int64_t id, int64_t parent,
    const char *slug, const char *status)
{
	struct woo_page *p = LIST_PUSH(a, to, struct woo_page);

	p->id = id;
	p->parent = parent;
	p->slug = str_of(slug);
	p->status = str_of(status);
}

static void
set_up(struct arena *a, struct woo_set *set, const char *structure,
    const char *base)
{
	struct arena *scratch = arena_new(1 << 20);
	struct str php = arena_printf(a,
	    "a:1:{s:12:\"product_base\";s:%zu:\"%s\";}", str_of(base).n, base);

	set->info.home_url = STR("https://shop.example/w");
	woo_links_setup(set, a, scratch, str_of(structure), php);
	arena_free(scratch);
}

static void
test_pages(struct arena *a)
{
	struct list pages = { NULL, 0, 0 };
	struct woo_set pretty = { 0 };
	struct woo_set bare = { 0 };
	struct woo_set odd = { 0 };

	add_page(a, &pages, 5, 9, "account", "publish");
	add_page(a, &pages, 9, 0, "shop", "publish");
	add_page(a, &pages, 6, 0, "terms", "draft");
	add_page(a, &pages, 7, 0, "old", "trash");
	set_up(a, &pretty, "/%postname%/", "/product");
	set_up(a, &bare, "", "/product");
	set_up(a, &odd, "/index.php/%postname%", "/product");

	CHECK_STR("a page below a page",
	    woo_page_url(&pretty, a, &pages, 5, 0, false),
	    "https://shop.example/w/shop/account/");
	CHECK_STR("the front page",
	    woo_page_url(&pretty, a, &pages, 9, 9, false),
	    "https://shop.example/w/");
	CHECK_STR("a draft", woo_page_url(&pretty, a, &pages, 6, 0, false),
	    "https://shop.example/w/?page_id=6");
	CHECK_STR("a draft that has to be public",
	    woo_page_url(&pretty, a, &pages, 6, 0, true), "");
	CHECK_STR(
	    "the trash", woo_page_url(&pretty, a, &pages, 7, 0, false), "");
	CHECK_STR(
	    "no such page", woo_page_url(&pretty, a, &pages, 8, 0, false), "");
	CHECK_STR("plain links", woo_page_url(&bare, a, &pages, 5, 0, false),
	    "https://shop.example/w/?page_id=5");
	CHECK_STR("index.php and no slash",
	    woo_page_url(&odd, a, &pages, 9, 0, false),
	    "https://shop.example/w/index.php/shop");
}

static void
test_endpoints(struct arena *a)
{
	struct woo_set pretty = { 0 };
	struct woo_set bare = { 0 };
	struct woo w = { .set = &pretty };

	set_up(a, &pretty, "/%postname%/", "/product");
	set_up(a, &bare, "", "/product");
	CHECK_STR("TY-17 pretty end point",
	    woo_endpoint(&w, a, STR("http://x/checkout/"),
		STR("order-received"), STR("7")),
	    "http://x/checkout/order-received/7/");
	CHECK_STR("an address with a query",
	    woo_endpoint(&w, a, STR("http://x/checkout/?lang=lt"),
		STR("view-order"), STR("7")),
	    "http://x/checkout/view-order/7/?lang=lt");
	CHECK_STR("switched off",
	    woo_endpoint(&w, a, STR("http://x/"), STR(""), STR("7")), "");
	w.set = &bare;
	CHECK_STR("TY-17 plain end point",
	    woo_endpoint(&w, a, STR("http://x/?page_id=7"),
		STR("order-received"), STR("9")),
	    "http://x/?page_id=7&order-received=9");
}

static void
test_products(struct arena *a)
{
	struct woo_set pretty = { 0 };
	struct woo_set deep = { 0 };
	struct woo_set bare = { 0 };
	struct list terms = { NULL, 0, 0 };
	struct list choices = { NULL, 0, 0 };
	struct woo_link link = { .id = 12,
		.slug = STR("%d1%88al"),
		.status = STR("publish"),
		.date = STR("2026-02-01 10:00:00"),
		.categories = &terms };

	set_up(a, &pretty, "/%postname%", "/product");
	set_up(a, &deep, "/%postname%/", "/shop/%product_cat%/%year%");
	set_up(a, &bare, "", "/product");
	CHECK_STR("PK-03 encoded slugs stay as they are",
	    woo_product_url(&pretty, a, &link),
	    "https://shop.example/w/product/%d1%88al");
	CHECK_STR("PK-03 plain", woo_product_url(&bare, a, &link),
	    "https://shop.example/w/?product=%d1%88al");
	CHECK_STR("PK-03 no category", woo_product_url(&deep, a, &link),
	    "https://shop.example/w/shop/uncategorized/2026/%d1%88al/");

	add_term(a, &terms, 3, 0, "sale");
	add_term(a, &terms, 8, 4, "hoodies");
	add_term(a, &terms, 7, 4, "caps");
	add_term(a, &deep.categories, 4, 2, "wear");
	add_term(a, &deep.categories, 2, 0, "men");
	CHECK_STR("PK-03 the deepest category with its parents",
	    woo_product_url(&deep, a, &link),
	    "https://shop.example/w/shop/men/wear/caps/2026/%d1%88al/");

	link.status = STR("private");
	CHECK_STR("PK-03 what is not public has the plain form",
	    woo_product_url(&pretty, a, &link),
	    "https://shop.example/w/?post_type=product&p=12");

	link.status = STR("publish");
	link.choices = &choices;
	*LIST_PUSH(a, &choices, struct woo_choice) =
	    (struct woo_choice){ STR("engraving-text"), STR("Yes, please") };
	*LIST_PUSH(a, &choices, struct woo_choice) =
	    (struct woo_choice){ STR("pa_size"), STR("") };
	CHECK_STR("PK-03 a variation's choices",
	    woo_product_url(&pretty, a, &link),
	    "https://shop.example/w/product/%d1%88al"
	    "?attribute_engraving-text=Yes%2C+please");
	CHECK_STR("PK-03 in a query the escapes change case",
	    woo_product_url(&bare, a, &link),
	    "https://shop.example/w/?product=%D1%88al"
	    "&attribute_engraving-text=Yes%2C+please");
}

static const char metas[] =
    "a:4:{s:5:\"width\";i:800;s:6:\"height\";i:600;"
    "s:4:\"file\";s:15:\"2026/01/cap.jpg\";s:5:\"sizes\";a:1:{"
    "s:21:\"woocommerce_thumbnail\";a:3:{s:4:\"file\";"
    "s:15:\"cap-324x324.jpg\";s:5:\"width\";i:324;s:6:\"height\";i:324;}}}";

static void
test_pictures(struct arena *a)
{
	struct arena *scratch = arena_new(1 << 20);
	struct str base = STR("https://cdn.example/u");
	struct woo_picture p = { 0 };
	int64_t width = 0;
	int64_t height = 0;

	CHECK_STR("PK-05 no file, no picture",
	    woo_picture_url(a, base, &p, &width, &height), "");
	woo_picture_take(a, scratch, &p, STR("_wp_attached_file"),
	    STR("2026/01/cap.jpg"), "woocommerce_thumbnail");
	CHECK_STR("PK-05 without sizes the file itself",
	    woo_picture_url(a, base, &p, &width, &height),
	    "https://cdn.example/u/2026/01/cap.jpg");
	woo_picture_take(a, scratch, &p, STR("_wp_attachment_metadata"),
	    str_of(metas), "woocommerce_thumbnail");
	CHECK_STR("PK-05 the small one",
	    woo_picture_url(a, base, &p, &width, &height),
	    "https://cdn.example/u/2026/01/cap-324x324.jpg");
	CHECK("PK-05 and its size", width == 324 && height == 324);

	p.file = STR("https://far.example/b/cap.jpg");
	CHECK_STR("PK-05 files on another host",
	    woo_picture_url(a, base, &p, &width, &height),
	    "https://far.example/b/cap-324x324.jpg");
	p.file = STR("/srv/www/wp-content/uploads/2026/cap.jpg");
	CHECK_STR("PK-05 a whole path",
	    woo_picture_url(a, base, &p, &width, &height),
	    "https://cdn.example/u/2026/cap-324x324.jpg");
	p.file = STR("/etc/passwd");
	CHECK_STR("PK-05 a path elsewhere is no picture",
	    woo_picture_url(a, base, &p, &width, &height), "");
	arena_free(scratch);
}

int
main(void)
{
	struct arena *a = arena_new(1 << 20);

	test_pages(a);
	test_endpoints(a);
	test_products(a);
	test_pictures(a);
	arena_free(a);
	return tap_done();
}
