/* app.h - one running aftersale: what start-up makes and requests use.
 * Private to app. */
#ifndef APP_APP_H
#define APP_APP_H

#include "aftersale/conf.h"
#include "aftersale/feature.h"
#include "aftersale/shop.h"
#include "aftersale/site.h"

/* The shop's own configuration file, as last looked at (shop_file.c). */
struct shop_file {
	const char *dir; /* NULL: nobody says where it is */
	struct str sum;	 /* of what was taken; empty: nothing was */
	int64_t stamp;
	int64_t look_at; /* tick of the next look */
	bool is_new;
};

/* Counts that are written, so that a page that is looked at again, or
 * refreshes itself, writes them once (activity.c). */
struct counted {
	uint64_t marks[256];
};

struct host_file;

struct app {
	struct arena *arena; /* start-up: configuration, templates, words */
	const char *config; /* path of the file, of the command line */
	struct conf conf;
	struct db *db;
	struct shop *shop;
	struct site site;
	struct arena *settings_arena; /* replaced with each generation */
	int64_t seen_generation;      /* newer than site's: load it */
	int64_t settings_tick; /* when settings were last read */
	int64_t file_stamp;	      /* of the configuration file */
	int64_t refused_stamp; /* of one that was not taken */
	struct host_file *host; /* setting.h */
	struct shop_file shop_file;
	struct outbox outbox;
	struct rand rand;
	struct counted counted;
	bool is_worker;
	bool is_once; /* for one request of plain CGI */
};

/* As which user the database is asked (architecture 19). */
enum app_user { APP_PAGE = 0, APP_WORKER, APP_OWNER };

/* Reads the configuration, the templates and the catalogues; the database is
 * not touched. On failure one clear line in *why. */
/* On an error why lives until app_close, which takes a half-opened app too. */
enum err app_open(const char *config, enum app_user user, struct app *app,
    struct str *why);
/* The same for one request: templates and catalogues are read when they are
 * first needed. */
enum err app_open_once(const char *config, struct app *app, struct str *why);
/* Templates of another folder above the shipped; again when they changed. */
enum err app_use_templates(
    struct app *app, const char *dir, struct str *why);
void app_close(struct app *app);
/* Reads shop settings and ours when they are old or newer ones were seen.
 * ERR_BUSY while the database cannot be reached and none are known yet. */
enum err app_refresh(struct app *app, int64_t now);
/* Did somebody change the configuration file, or the shop's own, since
 * app_open? A new one that is broken does not count; the log says so. */
bool app_is_outdated(struct app *app);

/* Reads the catalogue of a language if that was not done yet; false when it
 * cannot be read. */
bool site_lang_read(const struct site *site, struct site_lang *l);

/* Where the shipped files lie when the configuration does not say. */
struct str share_dir(struct arena *a);

/* ---- the tables that join the features ---------------------------------- */

extern const struct feature *const features[]; /* NULL ended, draw order */
extern const struct route routes[];
extern const size_t routes_count;
extern const struct job_kind *const job_kinds[]; /* NULL ended */
extern const char *const jobs_retired[];	 /* NULL ended */
/* Statements that belong to app itself, NULL ended. */
extern const struct db_stmt *const app_stmts[];

/* ---- a request ---------------------------------------------------------- */

/* The whole of it: limits, route, gate, handler, error page, log line. */
void front_handle(void *ctx /* struct app */, struct rq *rq);
/* The most a body may be, by its route; only the head is there yet. */
size_t front_body_limit(void *ctx /* struct app */, struct rq *rq);
/* Decides by the route's gate who the caller is. ERR_OK: the handler may
 * run. Anything else, or an answer that is already there: it must not. */
enum err gate_pass(struct app *app, struct rq *rq);
/* Makes rq->view_base from what is known without asking. */
void page_base_make(struct rq *rq);
/* Draws the page of an error; always leaves an answer. */
void error_page(struct app *app, struct rq *rq, enum err e);
/* The page that needs no database, from the facts of the link (N11). */
bool facts_page(struct app *app, struct rq *rq);

/* What the gate asks the database in one statement: the generation of the
 * settings, whether the link still lives, and the cards of the order. */
struct gate_facts {
	int64_t generation;
	int64_t epoch; /* links of the order made before it have ended */
	bool is_revoked;
	struct list cards; /* struct order_card */
};
enum err gate_facts_load(struct rq *rq, int64_t order_id, int64_t made_at,
    uint64_t nonce, struct gate_facts *out);

/* ---- settings ----------------------------------------------------------- */

/* Defaults of all features with what the files of host and shop say, and what
 * the owner changed, laid over them (setting.h). */
enum err settings_load(struct db *db, struct arena *a,
    const struct site *site, const struct value **out, int64_t *generation);
/* Without the owner's, before the database was reached. */
const struct value *settings_of_files(
    struct arena *a, const struct site *site);
/* What the owner changed: a tree, and the number of its version or 0. */
enum err settings_own(
    struct db *db, struct arena *a, int64_t *id, struct value *own);
/* Appends a version with one path changed; the value is JSON and checked
 * against the setting's row. With *why: ERR_BAD_INPUT, and ERR_DENIED where
 * a file locks the setting. */
enum err settings_change(struct app *app, struct arena *a, const char *path,
    struct str json, struct str by, int64_t now, struct str *why);

/* ---- the bridge inside the shop (docs/bridge.md) ------------------------- */

/* What the owner may set about it. */
extern const struct feature bridge_feature;
/* Where aftersale is at home, and what the worker watches (place.h). */
extern const struct feature place_feature;
/* Whether the shop's tables are as they were taken (drift.h). */
extern const struct feature drift_feature;
/* Was this request signed by the shop itself, on this machine, just now? */
enum err bridge_check(struct rq *rq);
/* Signs the answer, so that the bridge knows who spoke. */
enum err bridge_answer(struct rq *rq);
/* What is remembered of orders, for the shop's privacy tools. */
enum err personal_page_export(struct rq *rq);
enum err personal_page_erase(struct rq *rq);

/* brand.css: the owner's colours as custom properties. */
enum err brand_page(struct rq *rq);
/* /health for the machine itself. */
enum err health_page(struct rq *rq);
/* The base address alone leads to the look-up. */
enum err root_page(struct rq *rq);

#endif
