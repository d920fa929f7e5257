/* cache - WordPress may hold what we wrote to the shop's tables in a cache of
 * its own, where it knows the row as it was. Whoever writes says so in its
 * transaction; the worker then asks the bridge to forget the row. */
#include "aftersale/crypt.h"
#include "aftersale/net.h"
#include "bridge_sign.h"
#include "bridge_store.h"
#include "cache.h"

#define FLUSH_PATH "/aftersale/v1/flush"
enum { ASK_MS = 5000, ANSWER_MOST = 4096, ATTEMPTS = 6 };

const char *const cache_kinds[] = { "products", "coupons", "orders",
	"comments", "users", NULL };

/* Another number each time: the same row twice is two things to forget. */
enum err
shop_row_changed(struct tx *tx, const struct outbox *ob, const char *kind,
    int64_t id, int64_t now)
{
	char topic[40];

	(void)snprintf(topic, sizeof(topic), "cache.%s", kind);
	return outbox_put(tx, ob, topic, id,
	    now * 1000000 + clock_tick() % 1000000, now);
}

/* ---- the job ------------------------------------------------------------- */

/* A shop that has no bridge is not asked: there a row is as old as its cache
 * makes it (docs/bridge.md). */
static bool
is_bridge_known(struct job *job)
{
	struct bridge_row row;

	return bridge_load(job->db, job->arena, "seen", &row) == ERR_OK &&
	    row.value.n > 0;
}

/* The words of WordPress for a route that no plugin has. */
static bool
is_nobody(struct job *job, const struct net_answer *answer)
{
	struct value tree = { 0 };

	return answer->status == 404 &&
	    !conf_json_read(job->arena, answer->body, &tree, NULL) &&
	    str_is_z(value_text(job->arena, value_at(&tree, "code"), STR("")),
		"rest_no_route");
}

/* After an hour of such answers the plugin was taken away, not renewed. An
 * empty row is what the bridge fills when the shop has it again. */
static enum err
is_gone(struct job *job)
{
	job->note = STR("the shop has no bridge any more");
	return bridge_save(job->db, "seen", STR(""), job->now);
}

/* "https://shop.example/sub" stays; its server may be said to answer
 * elsewhere on this machine. */
static struct str
address(struct job *job, struct str home, struct str sign)
{
	struct arena *a = job->arena;
	struct str at = value_text(a,
	    value_at(job->site->settings, "bridge.loopback"), STR(""));
	size_t slashes = str_find(home, STR("://"));
	struct str rest = str_skip(home, slashes + 3);
	size_t path = str_find_byte(rest, '/');

	if (at.n)
		home = arena_join(a, at,
		    path == (size_t)-1 ? STR("") : str_skip(rest, path));
	return arena_printf(a,
	    STR_FMT "/?rest_route=" FLUSH_PATH "&t=%lld&s=" STR_FMT,
	    STR_ARG(home), (long long)job->now, STR_ARG(sign));
}

static struct str
host_of(struct str home)
{
	size_t at = str_find(home, STR("://"));
	struct str rest = at == (size_t)-1 ? STR("") : str_skip(home, at + 3);

	return str_cut(&rest, '/');
}

/* {"flushed":1}, and nothing else will do. */
static enum err
judge(struct job *job, const struct net_answer *answer)
{
	struct value tree = { 0 };

	if (job->attempts >= ATTEMPTS && is_nobody(job, answer))
		return is_gone(job);
	if (answer->status != 200) {
		job->note = arena_printf(job->arena,
		    "the bridge answered %lld", (long long)answer->status);
		return answer->status == 401 || answer->status == 403
		    ? ERR_DENIED
		    : ERR_BUSY;
	}
	if (conf_json_read(job->arena, answer->body, &tree, NULL) ||
	    value_int(value_get(&tree, STR("flushed")), 0) != 1) {
		job->note = STR("what answered is not the bridge");
		return ERR_BUSY;
	}
	return ERR_OK;
}

static enum err
ask(struct job *job, struct str body, struct str sign)
{
	struct str home = shop_info(job->shop)->home_url;
	const struct net_request request = {
		.method = "POST",
		.url = address(job, home, sign),
		.host = host_of(home),
		.type = STR("application/json"),
		.body = body,
		.reach = NET_LOOPBACK,
		.ms = ASK_MS,
		.most = ANSWER_MOST,
	};
	struct net_answer answer;
	struct str why = STR("");
	enum err e = job->ask(job->arena, &request, &answer, &why);

	if (!e)
		return judge(job, &answer);
	job->note = arena_printf(job->arena, "the bridge: " STR_FMT,
	    STR_ARG(why));
	return e;
}

static enum err
run(struct job *job)
{
	struct arena *a = job->arena;
	struct str body = arena_printf(a, "{\"%s\":[%lld]}",
	    job->kind->name + strlen("cache."), (long long)job->subject);
	struct str sign;
	enum err e;

	if (!is_bridge_known(job)) {
		job->note = STR("the shop has no bridge");
		return ERR_OK;
	}
	if (!job->ask)
		return ERR_BROKEN;
	e = bridge_signature(job->shop, a,
	    arena_printf(a, "ask\nPOST\n" FLUSH_PATH "\n%lld\n" STR_FMT,
		(long long)job->now, STR_ARG(bridge_sum(a, body))),
	    &sign);
	return e ? e : ask(job, body, sign);
}

#define CACHE_JOB(what)                                                        \
	{                                                                      \
		.name = "cache." what, .topic = "cache." what,                 \
		.lease_seconds = 60, .most_attempts = ATTEMPTS, .run = run     \
	}

const struct job_kind cache_products = CACHE_JOB("products");
const struct job_kind cache_coupons = CACHE_JOB("coupons");
const struct job_kind cache_orders = CACHE_JOB("orders");
const struct job_kind cache_comments = CACHE_JOB("comments");
const struct job_kind cache_users = CACHE_JOB("users");
