/* carry - the third program: takes everything of ours out into one file and
 * brings it back. Started by `aftersale export`, `import` and `uninstall`;
 * SQLite is linked here and not into what serves or works. */
#include "config.h"

#include <signal.h>
#include <stdio.h>

#include "carry.h"
#include "command.h"

enum { PATIENCE_MS = 3600 * 1000 };

static volatile sig_atomic_t stopping;

static void
stop(int signal_number)
{
	(void)signal_number;
	stopping = 1;
}

bool
carry_is_stopped(void)
{
	return stopping;
}

struct wish {
	const char *config;
	const char *what; /* "export" or "import" */
	struct carrying carrying;
};

static bool
wish_read(int argc, char **argv, struct wish *w)
{
	struct carrying *c = &w->carrying;

	w->config = AFTERSALE_CONFIG;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--keys") == 0)
			c->with_keys = true;
		else if (strcmp(argv[i], "--force") == 0)
			c->is_forced = true;
		else if (strcmp(argv[i], "--replace") == 0)
			c->replaces = true;
		else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
			w->config = argv[++i];
		else if (strcmp(argv[i], "--") == 0 && i + 1 < argc)
			c->target = argv[++i];
		else if (!w->what)
			w->what = argv[i];
		else
			return false;
	}
	return w->what && c->target;
}

static int
open_all(struct wish *w)
{
	struct carrying *c = &w->carrying;
	struct app *app = &c->app;
	struct str why = STR("");

	if (app_open_once(w->config, app, &why))
		return failure("%s: " STR_FMT, w->config, STR_ARG(why));
	if (shop_refresh(app->shop, clock_now())) {
		why = db_why(app->db);
		return failure("the shop's database: " STR_FMT,
		    STR_ARG(why.n ? why : shop_why(app->shop)));
	}
	c->owner = app->conf.owner_db;
	c->owner.read_ms = PATIENCE_MS;
	c->db = db_new(&c->owner);
	if (db_connect(c->db))
		return failure("the database, as the owner of our tables: "
			       STR_FMT,
		    STR_ARG(db_why(c->db)));
	return 0;
}

static int
run(struct wish *w)
{
	struct carrying *c = &w->carrying;
	int status;

	c->arena = arena_new((size_t)256 << 20);
	c->row = arena_new((size_t)256 << 20);
	status = open_all(w);
	if (!status)
		status = strcmp(w->what, "export") == 0 ? carry_out(c)
							: carry_in(c);
	db_free(c->db);
	app_close(&c->app);
	arena_free(c->row);
	arena_free(c->arena);
	return status;
}

int
main(int argc, char **argv)
{
	struct sigaction act = { .sa_handler = stop, .sa_flags = SA_RESTART };
	struct wish w = { 0 };

	if (!wish_read(argc, argv, &w)) {
		fputs("aftersale: started by aftersale export and import\n",
		    stderr);
		return EXIT_USAGE;
	}
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	sigaction(SIGHUP, &act, NULL);
	signal(SIGPIPE, SIG_IGN);
	/* A file that may not grow is an error of the write, not the end. */
	signal(SIGXFSZ, SIG_IGN);
	return run(&w);
}
