/* peek.c - asks part shop what it sees, for the tests of this folder.
 *
 *	peek SOCKET DATABASE PREFIX BASE_PREFIX SITE NOW [WP_DIR]
 *
 * Each line of standard input is a word, a tab and what it is about; each
 * answer is one line of JSON. Secrets come from the environment.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aftersale/conf.h"
#include "aftersale/shop_job.h"

#define LINE_MAX_BYTES 65536

struct peek {
	struct conf conf;
	struct db *db;
	struct shop *shop;
	struct arena *arena;
	int64_t now;
};

static void
say(struct peek *p, const struct value *v)
{
	struct str json = conf_json_text(p->arena, v, false);

	printf(STR_FMT "\n", STR_ARG(json));
}

static void
say_error(struct peek *p, enum err e)
{
	struct value v = { .kind = VALUE_MAP };

	value_put_text(p->arena, &v, "error", str_of(err_word(e)));
	value_put_text(p->arena, &v, "why", shop_why(p->shop));
	say(p, &v);
}

static enum err
inspect(struct peek *p, const char *what, struct str which, struct value *out)
{
	return shop_inspect(p->shop, p->arena, what, which, p->now, out);
}

/* "1,2,3": what the pages get, and how many statements it took. */
static enum err
products(struct peek *p, struct str which, struct value *out)
{
	int64_t ids[256];
	size_t n = 0;
	struct list found = { NULL, 0, 0 };
	struct value *list;
	enum err e;

	while (which.p && n < 256)
		if (str_int(str_cut(&which, ','), &ids[n++]))
			return ERR_BAD_INPUT;
	db_meter(p->db, true);
	e = shop_products(p->shop, p->arena, ids, n, p->now, &found);
	if (e)
		return e;

	out->kind = VALUE_MAP;
	value_put_int(
	    p->arena, out, "statements", db_meter(p->db, true).statements);
	list = value_push(p->arena, out, STR("products"), VALUE_LIST);
	for (size_t i = 0; i < found.count; i++) {
		const struct product *x = LIST_AT(&found, struct product, i);
		struct value *v =
		    value_push(p->arena, list, STR(""), VALUE_MAP);

		value_put_int(p->arena, v, "id", x->id);
		value_put_int(p->arena, v, "parent_id", x->parent_id);
		value_put_text(p->arena, v, "name", x->name);
		value_put_text(p->arena, v, "url", x->url);
		value_put_text(p->arena, v, "price", x->price);
		value_put_text(p->arena, v, "price_was", x->price_was);
		value_put_text(p->arena, v, "price_now", x->price_now);
		value_put_text(p->arena, v, "image", x->image);
		value_put_int(p->arena, v, "image_width", x->image_width);
		value_put_bool(p->arena, v, "in_stock", x->in_stock);
		value_put_bool(p->arena, v, "is_visible", x->is_visible);
		value_put_bool(p->arena, v, "is_offerable", x->is_offerable);
		value_put_int(p->arena, v, "rating_x100", x->rating_x100);
	}
	return ERR_OK;
}

static enum err
put_pair(void *ctx, void *row)
{
	struct value *list = *(struct value **)ctx;
	const struct category_seller *c = row;
	struct peek *p = *((struct peek **)ctx + 1);
	struct value *v = value_push(p->arena, list, STR(""), VALUE_MAP);

	value_put_int(p->arena, v, "category_id", c->category_id);
	value_put_int(p->arena, v, "product_id", c->product_id);
	value_put_int(p->arena, v, "sold", c->sold);
	return ERR_OK;
}

static enum err
categories(struct peek *p, struct value *out)
{
	void *ctx[2] = { out, p };

	out->kind = VALUE_LIST;
	return shop_each_category(p->shop, p->arena, put_pair, ctx);
}

static enum err
put_open(void *ctx, void *row)
{
	struct value *list = *(struct value **)ctx;
	const struct open_product *o = row;
	struct peek *p = *((struct peek **)ctx + 1);
	struct value *v = value_push(p->arena, list, STR(""), VALUE_MAP);

	value_put_int(p->arena, v, "product_id", o->product_id);
	value_put_int(p->arena, v, "in_stock", o->in_stock);
	return ERR_OK;
}

static enum err
open_products(struct peek *p, struct value *out)
{
	void *ctx[2] = { out, p };

	out->kind = VALUE_LIST;
	return shop_each_open(p->shop, p->arena, put_open, ctx);
}

static enum err
put_worth(void *ctx, void *row)
{
	struct value *list = *(struct value **)ctx;
	const struct product_worth *w = row;
	struct peek *p = *((struct peek **)ctx + 1);
	struct value *v = value_push(p->arena, list, STR(""), VALUE_MAP);

	value_put_int(p->arena, v, "product_id", w->product_id);
	if (w->has_margin)
		value_put_int(p->arena, v, "margin", w->margin);
	if (w->has_stock)
		value_put_int(p->arena, v, "stock", w->stock);
	return ERR_OK;
}

static enum err
worth(struct peek *p, struct value *out)
{
	void *ctx[2] = { out, p };

	out->kind = VALUE_LIST;
	return shop_each_worth(p->shop, p->arena, put_worth, ctx);
}

static enum err
sellers(struct peek *p, struct str which, struct value *out)
{
	struct list found = { NULL, 0, 0 };
	void *ctx[2] = { out, p };
	int64_t each;
	enum err e;

	if (str_int(which, &each))
		return ERR_BAD_INPUT;
	e = shop_category_sellers(p->shop, p->arena, each, &found);
	if (e)
		return e;

	out->kind = VALUE_LIST;
	for (size_t i = 0; i < found.count; i++)
		put_pair(ctx, LIST_AT(&found, struct category_seller, i));
	return ERR_OK;
}

/* "later": as long as a form may wait. */
static enum err
cookie_of_post(struct peek *p, struct str which, struct value *out)
{
	struct shop_user user;
	enum err e;

	e = shop_session(p->shop, p->arena, which, p->now, true, &user);
	if (e)
		return e;
	out->kind = VALUE_MAP;
	value_put_int(p->arena, out, "user_id", user.id);
	return ERR_OK;
}

/* Time goes on and settings are read again when they are old. */
static enum err
refresh(struct peek *p, struct str which, struct value *out)
{
	enum err e;

	if (str_int(which, &p->now))
		return ERR_BAD_INPUT;
	db_meter(p->db, true);
	e = shop_refresh(p->shop, p->now);
	if (e)
		return e;
	out->kind = VALUE_MAP;
	value_put_int(
	    p->arena, out, "statements", db_meter(p->db, true).statements);
	return ERR_OK;
}

static enum err
probe(struct peek *p, struct str which, struct value *out)
{
	struct shop_probe found;
	struct value *list;
	enum err e;

	e = shop_probe(p->arena, arena_z(p->arena, which), &found);
	if (e)
		return e;

	out->kind = VALUE_MAP;
	value_put_text(p->arena, out, "file", found.file);
	value_put_text(p->arena, out, "db_host", found.db_host);
	value_put_text(p->arena, out, "db_socket", found.db_socket);
	value_put_int(p->arena, out, "db_port", found.db_port);
	value_put_text(p->arena, out, "db_name", found.db_name);
	value_put_text(p->arena, out, "db_user", found.db_user);
	value_put_text(p->arena, out, "db_password", found.db_password);
	value_put_text(p->arena, out, "prefix", found.prefix);
	value_put_text(p->arena, out, "wp_key", found.wp_key);
	value_put_text(p->arena, out, "wp_salt", found.wp_salt);
	value_put_bool(p->arena, out, "is_multisite", found.is_multisite);
	value_put_bool(
	    p->arena, out, "has_object_cache", found.has_object_cache);
	list = value_push(p->arena, out, STR("unread"), VALUE_LIST);
	for (size_t i = 0; i < found.unread.count; i++)
		value_push(p->arena, list, STR(""), VALUE_TEXT)->text =
		    *LIST_AT(&found.unread, struct str, i);
	return ERR_OK;
}

static enum err
statements(struct peek *p, struct value *out)
{
	const struct db_stmt *const *all = shop_stmts(p->shop);

	out->kind = VALUE_LIST;
	for (size_t i = 0; all[i]; i++)
		value_push(p->arena, out, STR(""), VALUE_TEXT)->text =
		    str_of(all[i]->name);
	return ERR_OK;
}

static enum err
answer(struct peek *p, struct str what, struct str which, struct value *out)
{
	if (str_is_z(what, "products"))
		return products(p, which, out);
	if (str_is_z(what, "categories"))
		return categories(p, out);
	if (str_is_z(what, "open"))
		return open_products(p, out);
	if (str_is_z(what, "worth"))
		return worth(p, out);
	if (str_is_z(what, "sellers"))
		return sellers(p, which, out);
	if (str_is_z(what, "cookie-of-post"))
		return cookie_of_post(p, which, out);
	if (str_is_z(what, "refresh"))
		return refresh(p, which, out);
	if (str_is_z(what, "probe"))
		return probe(p, which, out);
	if (str_is_z(what, "statements"))
		return statements(p, out);
	return inspect(p, arena_z(p->arena, what), which, out);
}

static void
take_line(struct peek *p, char *line)
{
	struct str which = str_trim(str_of(line));
	struct str what = str_cut(&which, '\t');
	struct value v = { .kind = VALUE_NONE };
	enum err e = answer(p, what, which, &v);

	if (e)
		say_error(p, e);
	else
		say(p, &v);
	fflush(stdout);
	arena_reset(p->arena);
}

static void
set_up(struct peek *p, int argc, char **argv)
{
	struct db_conf *db = &p->conf.db;

	db->socket = str_of(argv[1]);
	db->name = str_of(argv[2]);
	db->user = str_of("root");
	db->prefix = str_of(argv[3]);
	db->base_prefix = str_of(argv[4]);
	if (str_int(str_of(argv[5]), &p->conf.site_id) ||
	    str_int(str_of(argv[6]), &p->now))
		exit(2);
	p->conf.wp_dir = str_of(argc > 7 ? argv[7] : NULL);
	p->conf.wp_key = str_of(getenv("PEEK_KEY"));
	p->conf.wp_salt = str_of(getenv("PEEK_SALT"));
	p->arena = arena_new(64 << 20);
	p->db = db_new(db);
	p->shop = shop_new(p->db, &p->conf, SHOP_WOOCOMMERCE);
}

int
main(int argc, char **argv)
{
	static char line[LINE_MAX_BYTES];
	struct peek p = { .now = 0 };
	enum err e;

	if (argc < 7) {
		fputs("peek: see the first lines of its source\n", stderr);
		return 2;
	}
	set_up(&p, argc, argv);
	e = shop_refresh(p.shop, p.now);
	if (e)
		say_error(&p, e);
	while (!e && fgets(line, sizeof(line), stdin))
		take_line(&p, line);

	shop_free(p.shop);
	db_free(p.db);
	arena_free(p.arena);
	return 0;
}
