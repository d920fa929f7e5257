/* bench_view - how long a page takes: an order of 60 lines, about 12 KB, from
 * structs and from a tree. Not part of `make check`; prints microseconds.
 *
 *	make tests/bench/bench_view
 *	tests/bench/bench_view [rounds [catalogue.mo]]
 */
#include "aftersale/amount.h"
#include "aftersale/view.h"

enum { LINES = 60, ROUNDS = 2000 };

static const char top[] =
    "{{! page_top 1 html }}\n"
    "<!doctype html>\n<html lang=\"{{lang}}\" dir=\"ltr\">\n<head>\n"
    "<meta charset=\"utf-8\">\n<title>{{title}} - {{shop_name}}</title>\n"
    "<link rel=\"stylesheet\" href=\"{{css_url}}\">\n</head>\n<body>\n"
    "<header><a href=\"{{shop_url}}\">{{shop_name}}</a></header>\n"
    "<main id=\"main\">\n";

static const char end[] =
    "{{! page_end 1 html }}\n"
    "</main>\n<footer><p>{{#_}}Questions? We are here to help.{{/_}}</p>\n"
    "<p>{{shop_name}}, {{shop_town}}</p></footer>\n</body>\n</html>\n";

static const char item[] =
    "{{! item 1 html }}\n"
    "<li>\n<img src=\"{{image}}\" width=\"80\" height=\"80\" alt=\"\">\n"
    "{{#url}}<a href=\"{{url}}\">{{name}}</a>{{/url}}{{^url}}{{name}}"
    "{{/url}}\n"
    "{{#variation}}<small>{{variation}}</small>{{/variation}}\n"
    "<small>{{#_}}Quantity: {{quantity}}{{/_}}</small>\n"
    "{{#refunded}}<small>{{#_}}Refunded: {{refunded}}{{/_}}</small>"
    "{{/refunded}}\n"
    "<bdi>{{amount}}</bdi>\n</li>\n";

static const char page[] =
    "{{! page 1 html }}\n"
    "{{> page_top }}\n"
    "<h1>{{#_}}Thank you, {{name}}. Your order {{number}} is in.{{/_}}</h1>\n"
    "<ul>\n{{#lines}}\n{{> item }}\n{{/lines}}\n</ul>\n"
    "<p>{{#_n count}}{{count}} item|{{count}} items{{/_n}}</p>\n"
    "<table>\n{{#totals}}\n<tr><th>{{label}}</th><td>{{amount}}</td></tr>\n"
    "{{/totals}}\n</table>\n"
    "<address>{{#to}}{{name}}, {{street}}, {{town}}{{/to}}</address>\n"
    "{{> page_end }}\n";

struct line {
	struct str image;
	struct str url;
	struct str name;
	struct str variation;
	int64_t quantity;
	int64_t refunded;
	struct str amount;
};

struct total {
	struct str label;
	struct str amount;
};

struct address {
	struct str name;
	struct str street;
	struct str town;
};

struct order {
	struct str title;
	struct str name;
	struct str number;
	struct list lines;
	int64_t count;
	struct list totals;
	struct address to;
};

struct shop {
	struct str lang;
	struct str css_url;
	struct str shop_url;
	struct str shop_name;
	struct str shop_town;
};

static const struct field line_fields[] = { FIELD(struct line, image),
	FIELD(struct line, url), FIELD(struct line, name),
	FIELD(struct line, variation), FIELD(struct line, quantity),
	FIELD(struct line, refunded), FIELD(struct line, amount), FIELD_STOP };

static const struct field total_fields[] = { FIELD(struct total, label),
	FIELD(struct total, amount), FIELD_STOP };

static const struct field address_fields[] = { FIELD(struct address, name),
	FIELD(struct address, street), FIELD(struct address, town),
	FIELD_STOP };

static const struct field order_fields[] = { FIELD(struct order, title),
	FIELD(struct order, name), FIELD(struct order, number),
	FIELD_EACH(struct order, lines, struct line, line_fields),
	FIELD(struct order, count),
	FIELD_EACH(struct order, totals, struct total, total_fields),
	FIELD_ONE(struct order, to, address_fields), FIELD_STOP };

static const struct field shop_fields[] = { FIELD(struct shop, lang),
	FIELD(struct shop, css_url), FIELD(struct shop, shop_url),
	FIELD(struct shop, shop_name), FIELD(struct shop, shop_town),
	FIELD_STOP };

static const struct shop shop = { S("en"), S("/after/assets/shop.1a2b.css"),
	S("https://shop.example/"), S("Kettle & Cup"), S("Vilnius") };

static struct order *
make_order(struct arena *a)
{
	struct order *order = ARENA_NEW(a, struct order);

	order->title = STR("Order 1783");
	order->name = STR("Ona");
	order->number = STR("1783");
	order->count = LINES;
	order->to = (struct address){ STR("Ona O'Neill"), STR("Gedimino 1"),
		STR("Vilnius") };
	for (int i = 0; i < LINES; i++)
		*LIST_PUSH(a, &order->lines, struct line) = (struct line){
			.image = STR("/wp-content/uploads/2026/11/beans.jpg"),
			.url = i % 2 ? STR("/product/beans/") : STR(""),
			.name = STR("Coffee Beans \"House\" & Co"),
			.variation =
			    i % 3 ? STR("Grind: Whole, 1 kg") : STR(""),
			.quantity = i,
			.refunded = i % 10 == 0,
			.amount = STR("12,50 \xe2\x82\xac"),
		};
	for (int i = 0; i < 4; i++)
		*LIST_PUSH(a, &order->totals, struct total) =
		    (struct total){ STR("Delivery"), STR("4,90 \xe2\x82\xac") };
	return order;
}

static void
put_text(struct arena *a, struct value *map, const char *name, struct str s)
{
	value_put_text(a, map, name, s);
}

static struct value *
make_tree(struct arena *a, const struct order *order)
{
	struct value *tree = ARENA_NEW(a, struct value);
	struct value *list;
	struct value *to;

	tree->kind = VALUE_MAP;
	put_text(a, tree, "title", order->title);
	put_text(a, tree, "name", order->name);
	put_text(a, tree, "number", order->number);
	value_put_int(a, tree, "count", order->count);
	list = value_push(a, tree, STR("lines"), VALUE_LIST);
	for (size_t i = 0; i < order->lines.count; i++) {
		const struct line *line =
		    LIST_AT(&order->lines, struct line, i);
		struct value *map = value_push(a, list, STR(""), VALUE_MAP);

		put_text(a, map, "image", line->image);
		put_text(a, map, "url", line->url);
		put_text(a, map, "name", line->name);
		put_text(a, map, "variation", line->variation);
		value_put_int(a, map, "quantity", line->quantity);
		value_put_int(a, map, "refunded", line->refunded);
		put_text(a, map, "amount", line->amount);
	}
	to = value_push(a, tree, STR("to"), VALUE_MAP);
	put_text(a, to, "street", order->to.street);
	return tree;
}

static int
by_size(const void *a, const void *b)
{
	const int64_t *x = a;
	const int64_t *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The middle of many rounds, since other work goes on beside. */
static void
measure(const struct view *v, const struct text *lang,
    const struct order *order, const struct value *tree, int rounds)
{
	static const struct view_base base = { shop_fields, &shop };
	struct arena *a = arena_new(1 << 22);
	struct arena *keep = arena_new(1 << 22);
	int64_t *took = ARENA_ARRAY(keep, int64_t, (size_t)rounds);
	size_t size = 0;

	for (int i = 0; i < rounds; i++) {
		struct buf out = buf_new(a, 1 << 20);
		int64_t from = clock_tick();
		enum err e;

		if (tree)
			e = view_render_value(
			    v, a, STR("page"), lang, &base, tree, &out);
		else
			e = view_render(v, a, STR("page"), lang, &base,
			    order_fields, order, &out);
		took[i] = clock_tick() - from;
		size = e ? 0 : out.n;
		arena_reset(a);
	}
	qsort(took, (size_t)rounds, sizeof(*took), by_size);
	printf("%s: %zu bytes, median %lld us, best %lld us\n",
	    tree ? "tree" : "structs", size, (long long)took[rounds / 2],
	    (long long)took[0]);
	arena_free(a);
	arena_free(keep);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(1 << 24);
	struct view *v = view_new(a);
	struct order *order = make_order(a);
	const struct text *lang = NULL;
	int64_t rounds = ROUNDS;
	struct str why = { NULL, 0 };

	if (argc > 1 && (str_int(str_of(argv[1]), &rounds) || rounds < 1 ||
			    rounds > 100000))
		rounds = ROUNDS;
	if (view_compile(a, v, STR("page_top"), str_of(top), &why) ||
	    view_compile(a, v, STR("page_end"), str_of(end), &why) ||
	    view_compile(a, v, STR("item"), str_of(item), &why) ||
	    view_compile(a, v, STR("page"), str_of(page), &why)) {
		fprintf(stderr, STR_FMT "\n", STR_ARG(why));
		return 1;
	}
	if (argc > 2 && text_load(a, argv[2], &lang))
		fprintf(stderr, "%s is no catalogue\n", argv[2]);
	measure(v, lang, order, NULL, (int)rounds);
	measure(v, lang, order, make_tree(a, order), (int)rounds);
	arena_free(a);
	return 0;
}
