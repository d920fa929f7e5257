/* health - what the machine asks about itself: /health for loopback, and the
 * same facts for `aftersale status`. */
#include <sys/statvfs.h>

#include "aftersale/outbox.h"
#include "app.h"
#include "drift.h"
#include "health.h"
#include "place_store.h"
#include "setting.h"

/* Older than this, the worker counts as gone. */
#define WORKER_SECONDS 60
/* A due job older than this is late. */
#define LATE_SECONDS 900

static int64_t
free_percent(struct str dir)
{
	char path[1024];
	struct statvfs fs;

	if (!dir.n || dir.n >= sizeof(path))
		return -1;
	memcpy(path, dir.p, dir.n);
	path[dir.n] = '\0';
	if (statvfs(path, &fs) != 0 || !fs.f_blocks)
		return -1;
	return (int64_t)(100 * (uint64_t)fs.f_bavail / fs.f_blocks);
}

bool
health_has_worker(const struct health *h, int64_t now)
{
	return now - h->outbox.worker_seen_at <= WORKER_SECONDS;
}

/* As the worker found it. */
static void
look_at_watch(struct db *db, struct arena *a, struct health *out)
{
	const struct value *differs;
	struct value watch;

	if (watch_load(db, a, &watch))
		return;
	drift_read(a, value_at(&watch, "shape"), &out->drifts);
	out->is_held = value_bool(value_at(&watch, "place.held"), false);
	differs = value_at(&watch, "place.differs");
	for (size_t i = 0; differs && i < differs->items.count; i++)
		*LIST_PUSH(a, &out->differs, struct str) =
		    LIST_AT(&differs->items, struct value, i)->text;
}

/* Nobody does what waits, or not in time. */
static bool
is_late(const struct health *h, int64_t now)
{
	if (h->mode != CONF_MODE_ON && h->mode != CONF_MODE_PERCENT)
		return false;
	return !health_has_worker(h, now) ||
	    (h->outbox.oldest_due_at &&
		now - h->outbox.oldest_due_at > LATE_SECONDS);
}

/* Somebody has to decide or to look. */
static bool
waits_for_somebody(const struct health *h)
{
	return h->is_held || h->outbox.held || h->drifts.count ||
	    h->host_why.n || h->shop_file_why.n || h->outbox.dead;
}

enum health_level
health_level(const struct health *h, int64_t now)
{
	bool is_full = h->disk_free_percent >= 0 && h->disk_free_percent < 2;

	if (!h->database ||
	    (h->schema <= 0 && h->mode != CONF_MODE_READ_ONLY))
		return HEALTH_CRITICAL;
	return is_late(h, now) || waits_for_somebody(h) || is_full
	    ? HEALTH_WARNING
	    : HEALTH_OK;
}

void
health_look(struct db *db, const struct site *site, struct arena *a,
    int64_t now, struct health *out)
{
	const struct conf *conf = site->conf;

	*out = (struct health){ .mode = conf->mode };
	if (site->host)
		out->host_why = site->host->why;
	out->shop_file_why = site->shop_file_why;
	out->disk_free_percent = free_percent(conf->spool);
	out->database = db_connect(db) == ERR_OK;
	if (out->database && conf->mode != CONF_MODE_READ_ONLY) {
		if (db_schema(db, a, &out->schema))
			out->schema = 0;
		if (out->schema > 0 &&
		    outbox_state(db, a, now, &out->outbox))
			out->schema = -1;
		if (out->schema > 0)
			look_at_watch(db, a, out);
	}
	out->level = health_level(out, now);
}

enum err
health_page(struct rq *rq)
{
	static const char *const words[] = { "ok", "warning", "critical" };
	struct health h;
	struct str text;

	health_look(rq->db, rq->site, rq->arena, rq->now, &h);
	text = arena_printf(rq->arena,
	    "%s\ndatabase %s\nschema %lld\nworker_age %lld\ndue %lld\n"
	    "dead %lld\nheld %s\nheld_jobs %lld\nshop_changes %zu\n"
	    "host_file %s\nshop_file %s\ndisk_free_percent %lld\n",
	    words[h.level], h.database ? "up" : "down", (long long)h.schema,
	    (long long)(h.outbox.worker_seen_at
		    ? rq->now - h.outbox.worker_seen_at
		    : -1),
	    (long long)h.outbox.due, (long long)h.outbox.dead,
	    h.is_held ? "yes" : "no", (long long)h.outbox.held,
	    h.drifts.count, h.host_why.n ? "wrong" : "ok",
	    h.shop_file_why.n ? "wrong" : "ok",
	    (long long)h.disk_free_percent);
	return res_text(rq, h.level == HEALTH_CRITICAL ? 503 : 200,
	    "text/plain; charset=utf-8", text);
}
