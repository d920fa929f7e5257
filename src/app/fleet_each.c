/* fleet_each - one sub-command for every shop of a host, and what they say as
 * one text: under their names, as metrics with a label, or as one JSON. */
#include "config.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aftersale/conf.h"
#include "fleet.h"
#include "session.h"

enum {
	AT_ONCE = 4, /* of those that are quick */
	ALL_AT_ONCE = 32,
	QUICK_US = 2000000,
	LOOK_MS = 20,
	SAID_MAX = 256 * 1024, /* of one shop */
	UNKNOWN = 3,
};

struct turn {
	struct fleet_shop shop;
	pid_t pid; /* 0: not started, -1: done */
	int fd;
	int64_t began;
	int status;
	struct str said;
};

static struct str
read_said(struct arena *a, int fd)
{
	off_t end = lseek(fd, 0, SEEK_END);
	size_t n = end > SAID_MAX ? SAID_MAX : (size_t)(end > 0 ? end : 0);
	char *p = arena_alloc(a, n + 1);
	ssize_t got = pread(fd, p, n, 0);

	return (struct str){ p, got > 0 ? (size_t)got : 0 };
}

static void
start(const char *const *words, enum fleet_form form, struct turn *t)
{
	bool is_read = form == FLEET_METRICS || form == FLEET_JSON;

	t->fd = memfd_create("said", MFD_CLOEXEC);
	t->began = clock_tick();
	t->pid = t->fd < 0 ? -1
			   : fleet_start("/proc/self/exe", words, &t->shop,
				 t->fd, is_read ? -1 : t->fd);
	t->status = UNKNOWN;
}

static void
look(struct arena *a, struct turn *t, int64_t seconds)
{
	bool is_late = false;
	int status;

	if (waitpid(t->pid, &status, WNOHANG) != t->pid) {
		if (!seconds || clock_tick() - t->began < seconds * 1000000)
			return;
		is_late = true;
		kill(t->pid, SIGKILL);
		waitpid(t->pid, &status, 0);
	}
	t->status = WIFEXITED(status) ? WEXITSTATUS(status) : UNKNOWN;
	t->said = read_said(a, t->fd);
	if (!WIFEXITED(status))
		t->said = is_late ? STR("no answer in time\n")
				  : STR("ended by a signal\n");
	close(t->fd);
	t->pid = -1;
}

/* Who is slow takes nobody's turn. */
static bool
is_quick(const struct turn *t)
{
	return t->pid > 0 && clock_tick() - t->began < QUICK_US;
}

/* Some at a time, in the order of their names. */
static void
run_all(struct arena *a, const char *const *words, enum fleet_form form,
    int64_t seconds, struct turn *turns, size_t count)
{
	size_t done = 0;

	while (done < count) {
		size_t running = 0;
		size_t quick = 0;

		done = 0;
		for (size_t i = 0; i < count; i++) {
			struct turn *t = &turns[i];

			if (t->pid == 0 && quick < AT_ONCE &&
			    running < ALL_AT_ONCE)
				start(words, form, t);
			if (t->pid > 0)
				look(a, t, seconds);
			running += t->pid > 0;
			quick += is_quick(t);
			done += t->pid < 0;
		}
		if (done < count)
			poll(NULL, 0, LOOK_MS);
	}
}

/* ---- metrics ------------------------------------------------------------ */

/* "name value" becomes "name{shop="..."} value". A name of a file that is no
 * UTF-8 would cost the metrics of all. */
static void
print_sample(struct str line, const char *shop)
{
	bool is_text = str_is_utf8(str_of(shop));
	struct str name = str_cut(&line, ' ');

	printf(STR_FMT "{shop=\"", STR_ARG(name));
	for (const char *p = shop; *p; p++) {
		bool is_odd = *p == '\n' || (!is_text && (uint8_t)*p > 0x7f);

		if (*p == '"' || *p == '\\')
			putchar('\\');
		putchar(is_odd ? '?' : *p);
	}
	printf("\"} " STR_FMT "\n", STR_ARG(line));
}

/* The nth sample of a shop, with the lines that explain it; p NULL: none. */
static struct str
sample(struct str said, size_t nth, struct str *about)
{
	struct str line;

	*about = (struct str){ said.p, 0 };
	while (said.n) {
		line = str_cut(&said, '\n');
		if (line.n && line.p[0] == '#') {
			about->n = (size_t)(line.p + line.n - about->p);
			continue;
		}
		if (line.n && nth-- == 0)
			return line;
		about->p = said.p;
		about->n = 0;
	}
	return (struct str){ NULL, 0 };
}

/* The nth metric of all shops; false: nobody has so many. */
static bool
print_metric(const struct turn *turns, size_t count, size_t nth)
{
	bool is_there = false;

	for (size_t i = 0; i < count; i++) {
		struct str line = { NULL, 0 };
		struct str about;

		if (turns[i].status < UNKNOWN)
			line = sample(turns[i].said, nth, &about);
		if (!line.p)
			continue;
		if (!is_there)
			printf(STR_FMT "\n", STR_ARG(about));
		is_there = true;
		print_sample(line, turns[i].shop.name);
	}
	return is_there;
}

/* All samples of a metric stand together, as the format asks. */
static void
print_metrics(const struct turn *turns, size_t count)
{
	static const char *const states[] = {
		"aftersale_status 0",
		"aftersale_status 1",
		"aftersale_status 2",
		"aftersale_status 3",
	};

	for (size_t nth = 0; print_metric(turns, count, nth); nth++)
		;
	puts("# HELP aftersale_status 0 fine, 1 warning, 2 critical,"
	     " 3 unknown.\n# TYPE aftersale_status gauge");
	for (size_t i = 0; i < count; i++)
		print_sample(str_of(states[turns[i].status < UNKNOWN
					? turns[i].status
					: UNKNOWN]),
		    turns[i].shop.name);
}

/* ---- text --------------------------------------------------------------- */

static const struct {
	int status;
	const char *name;
	const char *of_shops;
} levels[] = { /* the worst first */
	{ 2, "CRITICAL", "critical" },
	{ UNKNOWN, "UNKNOWN", "unknown" },
	{ 1, "WARNING", "with a warning" },
	{ 0, "OK", "fine" },
};

enum { LEVELS = sizeof(levels) / sizeof(levels[0]), NAMES_MOST = 10 };

/* The row of an exit status; one that nobody gives is unknown. */
static int
level_of(int status)
{
	for (int i = 0; i < LEVELS; i++)
		if (levels[i].status == status)
			return i;
	return level_of(UNKNOWN);
}

/* Where nobody was asked nothing is known. */
static int
worst_level(const struct turn *turns, size_t count)
{
	int worst = count ? LEVELS - 1 : level_of(UNKNOWN);

	for (size_t i = 0; i < count; i++)
		if (level_of(turns[i].status) < worst)
			worst = level_of(turns[i].status);
	return worst;
}

/* ", 2 critical (one, two)"; of those that are fine only how many. */
static void
print_level(const struct turn *turns, size_t count, int level)
{
	bool is_named = levels[level].status != 0;
	size_t shops = 0;
	size_t named = 0;

	for (size_t i = 0; i < count; i++)
		shops += level_of(turns[i].status) == level;
	if (!shops)
		return;
	printf(", %zu %s", shops, levels[level].of_shops);
	for (size_t i = 0; is_named && i < count; i++) {
		if (level_of(turns[i].status) != level || named > NAMES_MOST)
			continue;
		fputs(named ? ", " : " (", stdout);
		fputs(named < NAMES_MOST ? turns[i].shop.name : "...", stdout);
		named++;
	}
	if (named)
		putchar(')');
}

/* Monitoring programs show the first line. */
static void
print_levels(const struct turn *turns, size_t count)
{
	printf("%s - %zu shop%s", levels[worst_level(turns, count)].name,
	    count, count == 1 ? "" : "s");
	for (int i = 0; i < LEVELS; i++)
		print_level(turns, count, i);
	putchar('\n');
}

/* ---- JSON --------------------------------------------------------------- */

/* What the shop said of itself, behind its name. */
static void
put_shop(struct arena *a, struct value *shops, const struct turn *t)
{
	struct value *map = value_push(a, shops, STR(""), VALUE_MAP);
	struct value said = { 0 };

	value_put_text(a, map, "shop", str_of(t->shop.name));
	if (conf_json_read(a, t->said, &said, NULL) ||
	    said.kind != VALUE_MAP) {
		value_put_text(a, map, "state",
		    str_of(levels[level_of(UNKNOWN)].name));
		return;
	}
	for (size_t i = 0; i < said.items.count; i++)
		*LIST_PUSH(a, &map->items, struct value) =
		    *LIST_AT(&said.items, struct value, i);
}

static void
print_tree(struct arena *a, const struct turn *turns, size_t count)
{
	struct value tree = { .kind = VALUE_MAP };
	struct value *shops;

	value_put_text(a, &tree, "state",
	    str_of(levels[worst_level(turns, count)].name));
	shops = value_push(a, &tree, STR("shops"), VALUE_LIST);
	for (size_t i = 0; i < count; i++)
		put_shop(a, shops, &turns[i]);
	print_json(a, &tree);
}

static void
print_all(struct arena *a, const struct turn *turns, size_t count,
    enum fleet_form form)
{
	if (form == FLEET_METRICS) {
		print_metrics(turns, count);
		return;
	}
	if (form == FLEET_JSON) {
		print_tree(a, turns, count);
		return;
	}
	if (form == FLEET_LEVELS)
		print_levels(turns, count);
	for (size_t i = 0; i < count; i++)
		printf("== %s\n" STR_FMT, turns[i].shop.name,
		    STR_ARG(turns[i].said));
}

int
fleet_each(const char *dir, const char *const *words, int64_t seconds,
    enum fleet_form form)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct list shops = { 0 };
	struct turn *turns;
	int worst;

	if (fleet_shops(a, dir, &shops)) {
		arena_free(a);
		failure("cannot read the folder %s", dir);
		return form == FLEET_TEXT ? 1 : UNKNOWN;
	}
	if (!shops.count)
		failure("there is no configuration of a shop in %s", dir);
	turns = arena_alloc(a, (shops.count + 1) * sizeof(*turns));
	for (size_t i = 0; i < shops.count; i++)
		turns[i] = (struct turn){
			.shop = *LIST_AT(&shops, struct fleet_shop, i)
		};
	run_all(a, words, form, seconds, turns, shops.count);
	print_all(a, turns, shops.count, form);
	worst = levels[worst_level(turns, shops.count)].status;
	if (!shops.count && form == FLEET_TEXT)
		worst = 0; /* nothing was to be done */
	arena_free(a);
	return worst;
}
