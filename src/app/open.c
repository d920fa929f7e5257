/* open - makes a struct app from the configuration file: templates, words,
 * handles. Nothing here talks to the database but app_refresh. */
#include "config.h"

#include <dirent.h>
#include <sys/stat.h>

#include "aftersale/crypt.h"
#include "aftersale/log.h"
#include "setting.h"
#include "shop_file.h"

/* A process that nobody's link told of new settings looks for itself. */
#define SETTINGS_MICROSECONDS 3000000

static int64_t
file_stamp(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return 0;
	return (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec +
	    (int64_t)st.st_ino;
}

/* The file, and the settings in it. */
static enum err
load_conf(struct arena *a, const char *config, struct conf *out,
    struct str *why)
{
	struct layer layer;
	enum err e = conf_load(a, config, out, why);

	return e ? e : layer_of_conf(a, out, &layer, why);
}

static bool
is_good(struct app *app, int64_t stamp)
{
	struct arena *scratch = arena_new((size_t)4 << 20);
	struct conf conf;
	struct str why = STR("");
	enum err e = load_conf(scratch, app->config, &conf, &why);

	if (e && stamp != app->refused_stamp)
		log_say(LOG_WARN, app->is_worker ? "worker" : "serve",
		    "the new configuration is not taken: " STR_FMT,
		    STR_ARG(why));
	app->refused_stamp = e ? stamp : 0;
	arena_free(scratch);
	return !e;
}

bool
app_is_outdated(struct app *app)
{
	int64_t stamp = file_stamp(app->config);

	if (stamp != 0 && stamp != app->file_stamp && is_good(app, stamp))
		return true;
	return shop_file_is_new(app);
}

static void
say_template(void *ctx, struct str file, int line, struct str what)
{
	struct log_line l = log_begin(LOG_WARN, "template");

	(void)ctx;
	log_str(&l, "file", file);
	log_int(&l, "line", line);
	log_str(&l, "what", what);
	log_end(&l);
}

/* All are read and checked, unless only one request will be answered. */
static enum err
load_templates(struct app *app, struct str *why)
{
	const char *dirs[2] = { NULL, NULL };
	enum err e = ERR_OK;

	if (app->conf.templates.n)
		dirs[0] = arena_z(app->arena, app->conf.templates);
	dirs[1] = arena_printz(app->arena, STR_FMT "/templates",
	    STR_ARG(app->conf.share));
	if (app->is_once)
		view_open(app->arena, dirs, 2, say_template, NULL,
		    &app->site.view);
	else
		e = view_load(app->arena, dirs, 2, say_template, NULL,
		    &app->site.view);
	if (e)
		*why = arena_printf(app->arena, "templates in %s: %s",
		    dirs[1], err_word(e));
	return e;
}

enum err
app_use_templates(struct app *app, const char *dir, struct str *why)
{
	app->conf.templates = arena_str(app->arena, str_of(dir));
	return load_templates(app, why);
}

static bool
is_rtl(struct str tag)
{
	static const char *const rtl[] = { "ar", "fa", "he", "ur", "ps",
		"qps-rtl", NULL };
	struct str rest = tag;

	for (size_t i = 0; rtl[i]; i++) {
		if (str_is_z(tag, rtl[i]))
			return true;
	}
	return str_cut(&rest, '-').n != tag.n && is_rtl(str_head(tag, 2)) &&
	    tag.p[2] == '-';
}

static struct site_lang *
lang_add(struct app *app, struct str tag)
{
	struct site_lang *l = LIST_PUSH(app->arena, &app->site.langs,
	    struct site_lang);

	l->tag = arena_str(app->arena, tag);
	l->locale = l->tag;
	l->is_rtl = is_rtl(tag);
	return l;
}

/* share/locale/lt.mo becomes the language "lt"; English needs no file. */
static void
load_langs(struct app *app)
{
	const char *dir = arena_printz(app->arena, STR_FMT "/locale",
	    STR_ARG(app->conf.share));
	DIR *d = opendir(dir);
	const struct dirent *entry;

	app->site.arena = app->arena;
	lang_add(app, STR("en"));
	while (d && (entry = readdir(d))) {
		struct str name = str_of(entry->d_name);
		struct site_lang *l;

		if (!str_has_suffix(name, STR(".mo")))
			continue;
		l = lang_add(app, str_head(name, name.n - 3));
		l->unread = arena_printz(app->arena, "%s/%s", dir,
		    entry->d_name);
		if (!app->is_once && !site_lang_read(&app->site, l))
			app->site.langs.count--;
	}
	if (d)
		closedir(d);
}

/* Asset addresses change with the file, so that they may be cached for ever.
 * Its size and time say that it did, without reading it. */
static struct str
asset_url(struct app *app, const char *name)
{
	struct arena *a = app->arena;
	const char *path = arena_printz(a, STR_FMT "/assets/%s",
	    STR_ARG(app->conf.share), name);
	uint8_t digest[SHA256_SIZE];
	struct stat st;

	if (stat(path, &st))
		return arena_printf(a, STR_FMT "/%s",
		    STR_ARG(app->conf.assets_url), name);

	sha256(arena_printf(a, "%lld %lld %lld", (long long)st.st_size,
		   (long long)st.st_mtim.tv_sec,
		   (long long)st.st_mtim.tv_nsec),
	    digest);
	return arena_printf(a, STR_FMT "/%s?v=" STR_FMT,
	    STR_ARG(app->conf.assets_url), name,
	    STR_ARG(hex_text(a, digest, 5)));
}

/* Each shop begins its schedules at a moment of its own within the hour, and
 * always at the same one. */
static int64_t
seconds_behind(struct app *app)
{
	const struct conf *c = &app->conf;
	uint8_t digest[SHA256_SIZE];

	sha256(arena_printf(app->arena, STR_FMT " " STR_FMT " " STR_FMT,
		   STR_ARG(c->base_url), STR_ARG(c->db.name),
		   STR_ARG(c->db.prefix)),
	    digest);
	return (digest[0] << 16 | digest[1] << 8 | digest[2]) % 3600;
}

static void
fill_site(struct app *app)
{
	struct site *s = &app->site;

	app->outbox.kinds = job_kinds;
	app->outbox.retired = jobs_retired;
	app->outbox.behind = seconds_behind(app);
	s->conf = &app->conf;
	s->outbox = &app->outbox;
	s->features = features;
	s->assets_url = app->conf.assets_url;
	s->css_url = asset_url(app, "css/shop.css");
	s->inside_css_url = asset_url(app, "css/inside.css");
	s->console_css_url = asset_url(app, "css/console.css");
	s->console_js_url = asset_url(app, "js/console.js");
	s->placeholder_url = asset_url(app, "img/placeholder.svg");
	s->icons_url = asset_url(app, "img/icons.svg");
	s->brand_url = arena_printf(app->arena, STR_FMT "/brand.css",
	    STR_ARG(app->conf.base_path));
	s->host = app->host;
	s->settings = settings_of_files(app->arena, s);
}

static const struct db_conf *
conf_of(const struct conf *conf, enum app_user user)
{
	switch (user) {
	case APP_WORKER:
		return &conf->worker_db;
	case APP_OWNER:
		return &conf->owner_db;
	case APP_PAGE:
		break;
	}
	return &conf->db;
}

static enum err
open_for(const char *config, enum app_user user, struct app *app,
    bool is_once, struct str *why)
{
	enum err e;

	*app = (struct app){ .arena = arena_new((size_t)256 << 20) };
	app->is_once = is_once;
	app->config = config;
	app->file_stamp = file_stamp(config);
	e = load_conf(app->arena, config, &app->conf, why);
	if (e)
		return e;

	app->host = ARENA_NEW(app->arena, struct host_file);
	host_file_open(app->host, app->arena, config);
	host_file_look(app->host);
	shop_file_apply(app);
	if (!app->conf.share.n)
		app->conf.share = share_dir(app->arena);
	e = load_templates(app, why);
	if (e)
		return e;

	load_langs(app);
	fill_site(app);
	app->db = db_new(conf_of(&app->conf, user));
	app->shop = shop_new(app->db, &app->conf, SHOP_WOOCOMMERCE);
	return ERR_OK;
}

enum err
app_open(const char *config, enum app_user user, struct app *app,
    struct str *why)
{
	return open_for(config, user, app, false, why);
}

enum err
app_open_once(const char *config, struct app *app, struct str *why)
{
	return open_for(config, APP_PAGE, app, true, why);
}

void
app_close(struct app *app)
{
	shop_free(app->shop);
	db_free(app->db);
	if (app->host)
		host_file_close(app->host);
	arena_free(app->settings_arena);
	arena_free(app->arena);
}

/* Until the database answers, and where nothing of ours is in it: what the
 * files say. */
static enum err
load_settings(struct app *app, struct arena *a, bool may_own,
    const struct value **out, int64_t *generation)
{
	*generation = app->site.generation;
	if (may_own)
		return settings_load(app->db, a, &app->site, out, generation);
	*out = settings_of_files(a, &app->site);
	return ERR_OK;
}

static enum err
refresh_settings(struct app *app, bool may_own)
{
	struct arena *fresh = arena_new((size_t)16 << 20);
	const struct value *settings;
	int64_t generation;
	enum err e;

	host_file_look(app->host);
	e = load_settings(app, fresh, may_own, &settings, &generation);
	if (e) {
		arena_free(fresh);
		return e;
	}
	arena_free(app->settings_arena);
	app->settings_arena = fresh;
	app->site.settings = settings;
	app->site.facts = value_at(settings, "order_facts");
	app->site.generation = generation;
	app->seen_generation = generation;
	app->settings_tick = clock_tick();
	shop_use_numbers(app->shop,
	    value_bool(value_at(settings, "order.plugin_numbers"), false));
	return ERR_OK;
}

static bool
are_settings_old(const struct app *app)
{
	return !app->settings_arena ||
	    app->seen_generation != app->site.generation ||
	    clock_tick() - app->settings_tick >= SETTINGS_MICROSECONDS;
}

enum err
app_refresh(struct app *app, int64_t now)
{
	bool may_own = app->conf.mode != CONF_MODE_READ_ONLY;
	enum err e;

	e = shop_refresh(app->shop, now);
	if (e)
		return e;

	return are_settings_old(app) ? refresh_settings(app, may_own) : ERR_OK;
}
