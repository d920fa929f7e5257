/* cmd_status - the state of the installation for people and for monitoring:
 * exit 0 fine, 1 warning, 2 critical, 3 unknown. */
#include <stdio.h>

#include "drift.h"
#include "fleet.h"
#include "health.h"
#include "place.h"
#include "session.h"
#include "setting.h"

#define EXIT_UNKNOWN 3

static const struct option_row options[] = {
	{ "json", NULL, "as JSON" },
	{ "prometheus", NULL, "as Prometheus text" },
	{ "all", "DIR", "of all shops with a configuration in DIR" },
	{ NULL, NULL, NULL }
};

static const char *const level_words[] = { "OK", "WARNING", "CRITICAL" };

static int64_t
age_of(int64_t at, int64_t now)
{
	return at ? now - at : -1;
}

static void
print_place(struct arena *a, const struct health *h)
{
	if (h->is_held)
		printf("place: not the one aftersale knows (" STR_FMT
		       "); nothing is sent: aftersale adopt --dry-run\n",
		    STR_ARG(place_differs_text(a, &h->differs)));
	if (h->outbox.held)
		printf("held: %lld messages wait for a decision: aftersale"
		       " adopt --dry-run\n",
		    (long long)h->outbox.held);
}

static void
print_drifts(const struct app *app, const struct health *h)
{
	unsigned closed = drift_closed(&h->drifts);

	if (closed)
		printf("paused: what is written about " STR_FMT "\n",
		    STR_ARG(drift_parts_text(app->arena, closed)));
	for (size_t i = 0; i < h->drifts.count; i++)
		printf("changed: " STR_FMT "\n",
		    STR_ARG(drift_sentence(app->arena, NULL,
			LIST_AT(&h->drifts, struct drift, i))));
}

/* Of what nobody could look at nothing is said but why. */
static bool
is_looked_at(const struct health *h)
{
	return h->database && h->schema > 0;
}

static void
print_why_not(const struct app *app, const struct health *h)
{
	if (!h->database)
		printf("database: " STR_FMT "\n", STR_ARG(db_why(app->db)));
	else if (h->mode == CONF_MODE_READ_ONLY)
		puts("read-only: tables, worker and jobs are looked at from"
		     " the mode staff on");
	else
		printf("tables: %s: " STR_FMT "\n",
		    h->schema ? "cannot be read"
			      : "none are there, or none can be read",
		    STR_ARG(db_why(app->db)));
}

static void
print_work(const struct health *h, int64_t now)
{
	if (h->outbox.worker_seen_at)
		printf("worker: seen %lld s ago\n",
		    (long long)age_of(h->outbox.worker_seen_at, now));
	else
		puts("worker: never seen; start aftersale work");
	printf("jobs: %lld due", (long long)h->outbox.due);
	if (h->outbox.oldest_due_at)
		printf(", oldest %lld s",
		    (long long)age_of(h->outbox.oldest_due_at, now));
	printf(", %lld dead\n", (long long)h->outbox.dead);
}

static void
print_text(const struct app *app, const struct health *h, int64_t now)
{
	printf("%s - aftersale %s, database %s", level_words[h->level],
	    conf_mode_words[app->conf.mode], h->database ? "up" : "down");
	if (is_looked_at(h))
		printf(", schema %lld", (long long)h->schema);
	putchar('\n');
	if (is_looked_at(h))
		print_work(h, now);
	else
		print_why_not(app, h);
	print_place(app->arena, h);
	if (h->host_why.n)
		printf("host file: not taken, what it said before stays: %s: "
		    STR_FMT "\n",
		    app->host->path, STR_ARG(h->host_why));
	if (h->shop_file_why.n)
		printf("shop file: " STR_FMT "\n", STR_ARG(h->shop_file_why));
	print_drifts(app, h);
	if (h->disk_free_percent >= 0)
		printf("disk: %lld %% free\n",
		    (long long)h->disk_free_percent);
}

static void
print_tree(struct app *app, const struct health *h, int64_t now)
{
	struct value tree = { .kind = VALUE_MAP };
	struct arena *a = app->arena;
	struct value *list;

	value_put_text(a, &tree, "state", str_of(level_words[h->level]));
	value_put_text(a, &tree, "mode",
	    str_of(conf_mode_words[app->conf.mode]));
	value_put_bool(a, &tree, "database", h->database);
	value_put_int(a, &tree, "schema", h->schema);
	value_put_int(a, &tree, "worker_age_seconds",
	    age_of(h->outbox.worker_seen_at, now));
	value_put_int(a, &tree, "jobs_due", h->outbox.due);
	value_put_int(a, &tree, "oldest_due_seconds",
	    age_of(h->outbox.oldest_due_at, now));
	value_put_int(a, &tree, "jobs_dead", h->outbox.dead);
	value_put_bool(a, &tree, "held", h->is_held);
	value_put_int(a, &tree, "jobs_held", h->outbox.held);
	list = value_push(a, &tree, STR("differs"), VALUE_LIST);
	for (size_t i = 0; i < h->differs.count; i++)
		value_push(a, list, STR(""), VALUE_TEXT)->text =
		    *LIST_AT(&h->differs, struct str, i);
	value_put_text(a, &tree, "paused",
	    drift_parts_text(a, drift_closed(&h->drifts)));
	list = value_push(a, &tree, STR("changes"), VALUE_LIST);
	for (size_t i = 0; i < h->drifts.count; i++)
		value_push(a, list, STR(""), VALUE_TEXT)->text =
		    drift_sentence(a, NULL,
			LIST_AT(&h->drifts, struct drift, i));
	value_put_text(a, &tree, "host_file_wrong", h->host_why);
	value_put_text(a, &tree, "shop_file_wrong", h->shop_file_why);
	value_put_int(a, &tree, "disk_free_percent", h->disk_free_percent);
	print_json(a, &tree);
}

static void
print_metric(const char *name, const char *what, int64_t value)
{
	printf("# HELP aftersale_%s %s\n# TYPE aftersale_%s gauge\n"
	       "aftersale_%s %lld\n",
	    name, what, name, name, (long long)value);
}

static void
print_prometheus(const struct health *h, int64_t now)
{
	print_metric("state", "0 fine, 1 warning, 2 critical.", h->level);
	print_metric("database_up", "Is the database reached.", h->database);
	print_metric("schema", "Newest migration applied.", h->schema);
	print_metric("worker_age_seconds", "Since the worker's heartbeat.",
	    age_of(h->outbox.worker_seen_at, now));
	print_metric("jobs_due", "Jobs that wait.", h->outbox.due);
	print_metric("oldest_due_seconds", "Age of the oldest due job.",
	    age_of(h->outbox.oldest_due_at, now));
	print_metric("jobs_dead", "Jobs that gave up.", h->outbox.dead);
	print_metric("held", "Is this another place than the known one.",
	    h->is_held);
	print_metric("shop_changes", "Changes of the shop's tables that count.",
	    (int64_t)h->drifts.count);
	print_metric("jobs_held", "Messages that wait for adopt.",
	    h->outbox.held);
	print_metric("host_file_wrong", "Is the host's file not taken.",
	    h->host_why.n > 0);
	print_metric("shop_file_wrong", "Is wp-config.php of another shop.",
	    h->shop_file_why.n > 0);
	print_metric("disk_free_percent", "Free space of the spool.",
	    h->disk_free_percent);
}

/* A copied database brings the worker's words of another place along, so it
 * is looked at again. Another machine may be one that serves and never works:
 * there the worker is right, if it is at work. */
static void
look_again(struct app *app, struct health *h, int64_t now)
{
	struct list differs = { 0 };

	if (h->schema <= 0 || shop_refresh(app->shop, now) ||
	    place_judge(app, app->arena, &differs))
		return;
	if (differs.count == 1 && health_has_worker(h, now) &&
	    str_is_z(*LIST_AT(&differs, struct str, 0), "machine"))
		return;
	h->differs = differs;
	h->is_held = differs.count > 0;
	h->level = health_level(h, now);
}

enum { FLEET_SECONDS = 30 }; /* for one shop */

static int
run_all(const struct args *args, const char *dir)
{
	static const struct {
		const char *option;
		const char *word;
		enum fleet_form form;
	} rows[] = {
		{ "json", "--json", FLEET_JSON },
		{ "prometheus", "--prometheus", FLEET_METRICS },
		{ NULL, NULL, FLEET_LEVELS },
	};
	size_t i = 0;

	while (rows[i].option && !args_has(args, rows[i].option))
		i++;
	const char *const words[] = { "status", rows[i].word, NULL };

	return fleet_each(dir, words, FLEET_SECONDS, rows[i].form);
}

static int
run(const struct args *args)
{
	const char *all = args_get(args, "all");
	int64_t now = clock_now();
	struct health h;
	struct app app;
	enum health_level level;

	if (all)
		return run_all(args, all);
	if (session_open_offline(args, &app))
		return EXIT_UNKNOWN;

	health_look(app.db, &app.site, app.arena, now, &h);
	look_again(&app, &h, now);
	level = h.level;
	if (args_has(args, "json"))
		print_tree(&app, &h, now);
	else if (args_has(args, "prometheus"))
		print_prometheus(&h, now);
	else
		print_text(&app, &h, now);
	app_close(&app);
	return (int)level;
}

const struct command cmd_status = {
	.name = "status",
	.what = "Say how the installation is doing.",
	.options = options,
	.run = run,
};
