/* doctor - the checks, one function each, in the order they are printed. Those
 * of files, accounts and the bridge have files of their own. */
#include "doctor.h"
#include "doctor_store.h"
#include "drift.h"
#include "health.h"
#include "place.h"

void
doctor_find(struct app *app, struct list *out, enum finding_level level,
    struct str what, const char *advice)
{
	*LIST_PUSH(app->arena, out, struct finding) = (struct finding){
		level, what, level == FINDING_OK ? STR("") : str_of(advice)
	};
}

static bool
check_database(struct app *app, struct list *out)
{
	enum err e = shop_refresh(app->shop, clock_now());
	struct str why = db_why(app->db);

	if (e) {
		doctor_find(app, out, FINDING_BAD,
		    arena_printf(app->arena, "database: " STR_FMT,
			STR_ARG(why.n ? why : shop_why(app->shop))),
		    "Check connection and user in the configuration; see"
		    " aftersale grants.");
		return false;
	}
	doctor_find(app, out, FINDING_OK,
	    arena_printf(app->arena, "database " STR_FMT,
		STR_ARG(db_version(app->db))),
	    "");
	return true;
}

/* "7.9.0" against a least major and minor. */
static bool
is_at_least(struct str version, int64_t major, int64_t minor)
{
	struct str rest = version;
	int64_t a = 0, b = 0;

	if (str_int(str_cut(&rest, '.'), &a))
		return false;
	if (str_int(str_cut(&rest, '.'), &b))
		b = 0;
	return a > major || (a == major && b >= minor);
}

static void
check_shop(struct app *app, struct list *out)
{
	const struct shop_info *info = shop_info(app->shop);
	bool is_new = is_at_least(info->platform_version, 7, 9);

	doctor_find(app, out, is_new ? FINDING_OK : FINDING_BAD,
	    arena_printf(app->arena, STR_FMT " " STR_FMT ", orders in " STR_FMT,
		STR_ARG(info->platform), STR_ARG(info->platform_version),
		STR_ARG(info->storage)),
	    "Older than 7.9: update the shop; this version was never tried.");
	doctor_find(app, out, info->zone ? FINDING_OK : FINDING_BAD,
	    arena_printf(app->arena, "time zone " STR_FMT,
		STR_ARG(info->zone_name)),
	    "The system has no such zone: install tzdata.");
	doctor_find(app, out, info->email.n ? FINDING_OK : FINDING_WARN,
	    STR("the shop's mail address"),
	    "None is set; buyers see no way to write to you.");
}

static void
check_tables(struct app *app, struct list *out)
{
	struct list tables = { 0 };
	struct table_state *t;
	enum err e;

	e = table_states(app->db, app->arena, app->conf.db.prefix, &tables);
	if (e)
		return;
	for (size_t i = 0; i < tables.count; i++) {
		t = LIST_AT(&tables, struct table_state, i);
		if (!str_is_nocase(t->engine, STR("InnoDB")))
			doctor_find(app, out, FINDING_WARN,
			    arena_printf(app->arena, STR_FMT " is " STR_FMT,
				STR_ARG(t->name), STR_ARG(t->engine)),
			    "Without transactions a write can be cut in"
			    " half: convert it to InnoDB.");
		if (!str_has_prefix(t->collation, STR("utf8mb4")))
			doctor_find(app, out, FINDING_WARN,
			    arena_printf(app->arena, STR_FMT " is " STR_FMT,
				STR_ARG(t->name), STR_ARG(t->collation)),
			    "Four-byte characters are cut: convert it to"
			    " utf8mb4.");
	}
	doctor_find(app, out, FINDING_OK,
	    arena_printf(app->arena, "%zu tables of the shop looked at",
		tables.count),
	    "");
}

static void
check_clock(struct app *app, struct list *out)
{
	int64_t there = 0;
	int64_t apart;

	if (database_clock(app->db, app->arena, &there))
		return;
	apart = there - clock_now();
	doctor_find(app, out,
	    apart > 5 || apart < -5 ? FINDING_WARN : FINDING_OK,
	    arena_printf(app->arena, "clock of the database %+lld s",
		(long long)apart),
	    "Set both clocks by NTP: times of orders would be wrong.");
}

static void
check_worker(struct app *app, struct list *out)
{
	struct health h;

	health_look(app->db, &app->site, app->arena, clock_now(), &h);
	if (app->conf.mode == CONF_MODE_READ_ONLY)
		return;
	if (h.schema <= 0) {
		doctor_find(app, out, FINDING_BAD,
		    arena_printf(app->arena, "worker and jobs: " STR_FMT,
			STR_ARG(db_why(app->db))),
		    "Our own tables cannot be read: aftersale migrate, or"
		    " setup again.");
		return;
	}
	doctor_find(app, out,
	    h.outbox.worker_seen_at + 60 > clock_now() ? FINDING_OK
						       : FINDING_WARN,
	    STR("worker"),
	    "It was not seen for a minute: start aftersale work.");
	doctor_find(app, out, h.outbox.dead ? FINDING_WARN : FINDING_OK,
	    arena_printf(app->arena, "%lld jobs gave up",
		(long long)h.outbox.dead),
	    arena_printz(app->arena,
		"Why stands in the column reason of " STR_FMT "aftersale_job,"
		" in rows of the state dead.",
		STR_ARG(app->conf.db.prefix)));
}

static void
check_place(struct app *app, struct list *out)
{
	struct list differs = { 0 };

	if (app->conf.mode == CONF_MODE_READ_ONLY ||
	    place_judge(app, app->arena, &differs))
		return;
	doctor_find(app, out, differs.count ? FINDING_WARN : FINDING_OK,
	    differs.count ? arena_printf(app->arena,
				"this is not the place aftersale knows:"
				" another " STR_FMT,
				STR_ARG(place_differs_text(app->arena,
				    &differs)))
			  : STR("the place aftersale knows"),
	    "Nothing is sent to buyers from here. For a moved shop or one"
	    " that was restored: aftersale adopt --dry-run.");
}

static void
check_drift(struct app *app, struct list *out)
{
	struct list drifts = { 0 };

	if (app->conf.mode == CONF_MODE_READ_ONLY)
		return;
	if (drift_judge(app, app->arena, &drifts)) {
		doctor_find(app, out, FINDING_BAD,
		    arena_printf(app->arena, "the shop's tables: " STR_FMT,
			STR_ARG(db_why(app->db))),
		    "Whether they have changed cannot be told: aftersale"
		    " migrate, or setup again.");
		return;
	}
	for (size_t i = 0; i < drifts.count; i++)
		doctor_find(app, out, FINDING_WARN,
		    drift_sentence(app->arena, NULL,
			LIST_AT(&drifts, struct drift, i)),
		    "The shop is not as it was taken. Where that is right:"
		    " aftersale adopt --dry-run.");
	if (!drifts.count)
		doctor_find(app, out, FINDING_OK,
		    STR("the shop's tables are as they were taken"), "");
}

static void
check_cache(struct app *app, struct list *out)
{
	struct shop_probe probe = { 0 };
	const char *dir;

	if (!app->conf.wp_dir.n)
		return;
	dir = arena_z(app->arena, app->conf.wp_dir);
	if (shop_probe(app->arena, dir, &probe))
		return;
	doctor_find(app, out, probe.has_object_cache ? FINDING_WARN : FINDING_OK,
	    STR("object cache of the shop"),
	    "The shop keeps old rows in memory: reviews and coupons written"
	    " here show late. The bridge flushes them.");
}

void
doctor_look(struct app *app, struct list *out)
{
	doctor_files(app, out);
	if (!check_database(app, out))
		return;
	check_shop(app, out);
	check_clock(app, out);
	check_tables(app, out);
	doctor_accounts(app, out);
	check_worker(app, out);
	check_place(app, out);
	check_drift(app, out);
	check_cache(app, out);
	doctor_bridge(app, out);
}

/* ---- facts of other plugins ----------------------------------------------*/

struct proposal {
	const char *part; /* in the lower-cased key */
	const char *what;
};

static const struct proposal proposals[] = {
	{ "locker", "parcel locker" },
	{ "pickup_point", "pick-up point" },
	{ "parcel_shop", "pick-up point" },
	{ "terminal", "parcel locker" },
	{ "vat_number", "VAT number" },
	{ "vat_id", "VAT number" },
	{ "eu_vat", "VAT number" },
	{ "delivery_date", "delivery date" },
	{ "delivery_time", "delivery time" },
	{ "invoice", "invoice link" },
	{ "_order_number", "sequential number" },
	{ "gift_message", "gift message" },
};

const char *
doctor_proposal(struct str key)
{
	char lower[128];
	size_t n = key.n < sizeof(lower) - 1 ? key.n : sizeof(lower) - 1;

	for (size_t i = 0; i < n; i++)
		lower[i] = key.p[i] >= 'A' && key.p[i] <= 'Z'
		    ? (char)(key.p[i] + 32)
		    : key.p[i];
	lower[n] = '\0';
	for (size_t i = 0; i < sizeof(proposals) / sizeof(proposals[0]); i++) {
		if (strstr(lower, proposals[i].part))
			return proposals[i].what;
	}
	return NULL;
}
