/* shop_file - notices that the shop's own configuration file says something
 * else. It is read, never run; what follows from a change is a new process,
 * as for a changed configuration of ours. */
#include "aftersale/crypt.h"
#include "aftersale/log.h"
#include "shop_file.h"

enum { LOOK_US = 3 * 1000 * 1000, SCRATCH = 8 << 20, SUM_HEX = 32 };

/* All that we, or the adapter, take from it. */
static struct str
sum_of(struct arena *a, const struct shop_probe *p)
{
	const struct str all[] = { shop_server_text(a, p), p->db_name,
		p->db_user, p->db_password, p->prefix, p->wp_key, p->wp_salt, p->cookie_hash,
		p->cookie_name, p->home_url, p->site_url, p->content_url,
		p->uploads, p->content_dir, p->plugin_dir, p->lang_dir };
	uint8_t sum[SHA256_SIZE];
	struct str text = STR("");

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		text = arena_printf(a, STR_FMT "%zu:" STR_FMT, STR_ARG(text),
		    all[i].n, STR_ARG(all[i]));
	sha256(text, sum);
	return hex_text(a, sum, SUM_HEX / 2);
}

/* Other tables are another shop: what we keep of orders is not of its orders.
 * "" for nothing. */
static struct str
not_followed(struct arena *a, const struct conf *conf,
    const struct shop_probe *p)
{
	static const char words[] = "the %s in wp-config.php is " STR_FMT
		", this was set up for " STR_FMT ": not followed";

	if (p->db_name.n && !str_is(p->db_name, conf->db.name))
		return arena_printf(a, words, "DB_NAME",
		    STR_ARG(p->db_name), STR_ARG(conf->db.name));
	if (p->prefix.n && !str_is(p->prefix, conf->db.base_prefix))
		return arena_printf(a, words, "table_prefix",
		    STR_ARG(p->prefix), STR_ARG(conf->db.base_prefix));
	return STR("");
}

/* One account for all, and it is the shop's: the one setup found, unless the
 * owner has written another one into our file. */
static bool
is_on_shops_account(const struct conf *conf, const struct shop_probe *p)
{
	if (conf->worker_user.n || conf->owner_user.n)
		return false;
	return str_is(conf->account.n ? conf->account : p->db_user,
	    conf->db.user);
}

static void
take_account(struct app *app, const struct shop_probe *p)
{
	struct conf *conf = &app->conf;

	if (!p->db_user.n || !p->db_password.n ||
	    !is_on_shops_account(conf, p))
		return;
	conf->db.user = arena_str(app->arena, p->db_user);
	conf->db.password = arena_str(app->arena, p->db_password);
	conf->worker_db = conf->db;
	conf->owner_db = conf->db;
}

static void
take_server(struct app *app, struct arena *scratch,
    const struct shop_probe *p)
{
	struct conf *conf = &app->conf;

	if (!shop_server_moved(scratch, conf, p))
		return;
	shop_server_take(app->arena, p, &conf->db);
	shop_server_take(app->arena, p, &conf->worker_db);
	shop_server_take(app->arena, p, &conf->owner_db);
	conf->shop_server = shop_server_text(app->arena, p);
}

static const char cut_off[] = "is cut off in the middle";

static void
say_kept(const char *what)
{
	log_say(LOG_WARN, "shop",
	    "wp-config.php %s: what it said before stays", what);
}

static void
take(struct app *app, struct arena *scratch, const struct shop_probe *p)
{
	struct arena *a = app->arena;
	struct conf *conf = &app->conf;

	app->shop_file.sum = arena_str(a, sum_of(scratch, p));
	if (p->wp_key.n && p->wp_salt.n) {
		conf->wp_key = arena_str(a, p->wp_key);
		conf->wp_salt = arena_str(a, p->wp_salt);
	}
	if (p->cookie_hash.n)
		conf->cookie_hash = arena_str(a, p->cookie_hash);
	app->site.shop_file_why =
	    arena_str(a, not_followed(scratch, conf, p));
	if (app->site.shop_file_why.n)
		return;
	take_server(app, scratch, p);
	take_account(app, p);
}

void
shop_file_apply(struct app *app)
{
	struct shop_file *f = &app->shop_file;
	struct arena *scratch;
	struct shop_probe p;

	if (!app->conf.wp_dir.n)
		return;
	scratch = arena_new(SCRATCH);
	f->dir = arena_z(app->arena, app->conf.wp_dir);
	f->stamp = shop_probe_stamp(f->dir);
	f->look_at = clock_tick() + LOOK_US;
	if (!shop_probe(scratch, f->dir, &p)) {
		if (p.is_whole)
			take(app, scratch, &p);
		else
			say_kept(cut_off);
	}
	arena_free(scratch);
}

void
shop_file_say(const struct app *app)
{
	if (app->site.shop_file_why.n)
		log_say(LOG_WARN, "shop", STR_FMT,
		    STR_ARG(app->site.shop_file_why));
}

/* What is not followed is said by the process that begins with it. */
static void
say_news(struct app *app, struct arena *scratch, const struct shop_probe *p)
{
	if (!not_followed(scratch, &app->conf, p).n &&
	    shop_server_moved(scratch, &app->conf, p))
		log_say(LOG_WARN, "shop",
		    "the DB_HOST in wp-config.php is new and followed; where"
		    " our users are not known there, run aftersale setup"
		    " again");
}

static bool
has_news(struct app *app, struct arena *scratch)
{
	struct shop_probe p;
	enum err e = shop_probe(scratch, app->shop_file.dir, &p);

	if (e == ERR_DENIED)
		say_kept("was changed and may not be read; if its keys"
			      " are new, run aftersale setup again");
	else if (e)
		say_kept("is gone or cannot be read");
	else if (!p.is_whole)
		say_kept(cut_off);
	else if (!str_is(sum_of(scratch, &p), app->shop_file.sum)) {
		say_news(app, scratch, &p);
		return true;
	}
	return false;
}

bool
shop_file_is_new(struct app *app)
{
	struct shop_file *f = &app->shop_file;
	struct arena *scratch;
	int64_t stamp;

	if (!f->dir || f->is_new || clock_tick() < f->look_at)
		return f->is_new;
	f->look_at = clock_tick() + LOOK_US;
	stamp = shop_probe_stamp(f->dir);
	if (stamp == f->stamp)
		return false;
	f->stamp = stamp;
	scratch = arena_new(SCRATCH);
	f->is_new = has_news(app, scratch);
	arena_free(scratch);
	return f->is_new;
}
