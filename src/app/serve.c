/* serve - the sub-command that answers requests: which socket, how many
 * processes, and when a process makes room for one that read a newer
 * configuration. What is answered is in front.c, what becomes of the processes
 * in supervise.c. */
#include <stdio.h>
#include <unistd.h>

#include "aftersale/crypt.h"
#include "aftersale/http.h"
#include "aftersale/log.h"
#include "app.h"
#include "command.h"
#include "record.h"
#include "renew.h"
#include "shop_file.h"
#include "supervise.h"

enum {
	SOCKET_MODE = 0660, /* the web server joins our group */
	WORKERS_OTHERWISE = 2,
	IDLE_EXIT_MOST = 86400,
};

/* Microseconds. */
static const int64_t look_every = 1000000;
static const int64_t unused_most = 60 * 1000000; /* of a connection */

static const struct option_row options[] = {
	{ "listen", "WHERE", "path of a socket, or host:port" },
	{ "workers", "N", "how many processes (2)" },
	{ "idle-exit", "SECONDS", "end when nobody came for so long" },
	{ "requests", "N", "a new process after so many requests" },
	{ "templates", "DIR", "templates of your own; edits show at once" },
	{ "record", "DIR", "write each request there, for replay" },
	{ NULL, NULL, NULL }
};

/* What all processes of one serve have in common. */
struct serve {
	const char *config;
	int fd;
	int lock;
	int64_t workers;
	int64_t idle_exit;
	int64_t most_requests;
	const char *templates; /* NULL: as configured */
	const char *record;    /* NULL: nothing is written */
	bool was_renewed;
	struct renew before; /* what the program before handed over */
	bool is_cgi; /* one request, then the end */
};

/* ---- one process -------------------------------------------------------- */

struct process {
	struct app app; /* first: front_handle takes this for it */
	const char *config;
	int64_t look_at; /* tick of the next look at the file */
	bool has_turned_away;
	const struct serve *serve;
	int64_t templates_stamp;
};

/* Between requests. A process ends when there is a newer configuration that can be read; the
 * supervisor or the web server starts another one. */
static bool
goes_on(void *ctx)
{
	struct process *p = ctx;
	int64_t now = clock_tick();

	if (now < p->look_at)
		return true;
	p->look_at = now + look_every;
	db_rest(p->app.db, unused_most);
	return !app_is_outdated(&p->app);
}

/* Somebody edits templates: the next page shows it. */
static void
see_edits(struct process *p)
{
	const char *dir = p->serve->templates;
	int64_t stamp = dir ? edits_stamp(dir) : 0;
	struct str why;

	if (stamp == p->templates_stamp)
		return;
	p->templates_stamp = stamp;
	if (app_use_templates(&p->app, dir, &why))
		log_say(LOG_WARN, "serve", STR_FMT, STR_ARG(why));
}

static void
handle(void *ctx, struct rq *rq)
{
	struct process *p = ctx;

	see_edits(p);
	front_handle(&p->app, rq);
}

static void
record(void *ctx, const struct rq *rq, char *const *env)
{
	const struct process *p = ctx;

	if (record_write(p->serve->record, rq, env))
		log_say(LOG_WARN, "serve", "cannot write to %s",
		    p->serve->record);
}

/* Once a process, so that a scanner cannot fill the log. */
static void
turned_away(void *ctx)
{
	struct process *p = ctx;

	if (!p->has_turned_away)
		log_say(LOG_WARN, "serve",
		    "somebody who is no web server of ours was turned away;"
		    " see web_servers in the configuration");
	p->has_turned_away = true;
}

static int
serve_process(const struct serve *s, const struct supervise_share *share)
{
	struct process p = { .config = s->config, .serve = s };
	struct str why = { NULL, 0 };
	struct http_server server = {
		.fd = s->fd,
		.handle = handle,
		.refuse = handle,
		.record = s->record ? record : NULL,
		.body_limit = front_body_limit,
		.turned_away = turned_away,
		.idle = goes_on,
		.ctx = &p,
		.most_requests = s->most_requests,
		.idle_exit = s->idle_exit,
	};
	enum err e;

	e = s->is_cgi ? app_open_once(s->config, &p.app, &why)
		      : app_open(s->config, APP_PAGE, &p.app, &why);
	if (e) {
		int status = failure("%s: " STR_FMT, s->config,
		    STR_ARG(why));

		app_close(&p.app);
		return status;
	}

	if (!s->is_cgi)
		shop_file_say(&p.app);
	server.conf = &p.app.conf;
	server.rand = &p.app.rand;
	if (share) {
		server.pulse = share->pulse;
		server.last_use = share->last_use;
	}
	e = http_serve(&server);
	app_close(&p.app);
	if (e)
		return failure("the socket broke: %s", err_word(e));
	return EXIT_FINE;
}

/* ---- several processes -------------------------------------------------- */

/* The lock is the supervisor's alone: when it is killed, another may start
 * while its last child still answers. */
static int
serve_child(void *ctx, const struct supervise_share *share)
{
	const struct serve *s = ctx;

	if (s->lock >= 0)
		close(s->lock);
	return serve_process(s, share);
}

static void
say(void *ctx, enum log_level level, const char *sentence)
{
	(void)ctx;
	log_say(level, "serve", "%s", sentence);
}

/* A package was upgraded: the new program takes the socket and lets our
 * children go when its own are ready. */
static void
renew(void *ctx, const pid_t *pids, int count)
{
	const struct serve *s = ctx;
	struct renew r = { .fd = s->fd, .lock = s->lock };

	if (!renew_is_due())
		return;
	if (!renew_is_good(s->config)) {
		log_say(LOG_ERROR, "serve",
		    "the new program does not start; this one goes on");
		return;
	}
	for (int i = 0; i < count && i < RENEW_CHILDREN_MOST; i++)
		r.children[r.children_count++] = pids[i];
	log_say(LOG_INFO, "serve", "going on as the new program");
	renew_become(&r);
	log_say(LOG_ERROR, "serve", "cannot become the new program");
}

static int
serve_workers(struct serve *s)
{
	struct supervise crew = {
		.renew = renew,
		.old = s->before.children,
		.old_count = s->before.children_count,
		.was_renewed = s->was_renewed,
		.workers = (int)s->workers,
		.child = serve_child,
		.say = say,
		.ctx = s,
		.idle_exit = s->idle_exit,
	};

	return supervise(&crew);
}

/* ---- the sub-command ---------------------------------------------------- */

static int
serve_listening(struct serve *s, struct str where, struct arena *a)
{
	struct str why;
	int status;

	if (!where.n)
		return usage_error("serve needs --listen WHERE, or \"listen\""
				   " in the configuration");
	if (s->was_renewed) {
		s->fd = s->before.fd;
		s->lock = s->before.lock;
	} else if (http_listen(where, SOCKET_MODE, &s->fd, &s->lock, &why, a)) {
		return failure(STR_FMT, STR_ARG(why));
	}

	status = serve_workers(s);
	http_listen_end(where, s->fd, s->lock);
	return status;
}

static int
serve_conf(struct serve *s, const struct args *args, struct arena *a)
{
	const char *listen = args_get(args, "listen");
	struct str why = { NULL, 0 };
	struct conf conf;

	if (conf_load(a, s->config, &conf, &why))
		return failure("%s: " STR_FMT, s->config, STR_ARG(why));

	if (conf.db.socket.n)
		crypt_start_bare();
	if (!args_has(args, "workers") && conf.workers > 0)
		s->workers = conf.workers;
	if (s->workers > SUPERVISE_MOST)
		s->workers = SUPERVISE_MOST;
	if (listen)
		return serve_listening(s, str_of(listen), a);

	s->fd = http_inherited();
	s->is_cgi = s->fd < 0 && http_is_cgi();
	if (s->fd == STDIN_FILENO || s->is_cgi)
		return serve_process(s, NULL);
	if (s->fd >= 0)
		return serve_workers(s);
	return serve_listening(s, conf.listen, a);
}

static int
run(const struct args *args)
{
	struct arena *a = arena_new((size_t)4 << 20);
	struct serve s = { .config = args->config, .fd = -1, .lock = -1 };
	int status;

	s.templates = args_get(args, "templates");
	s.record = args_get(args, "record");
	if (s.templates && access(s.templates, R_OK | X_OK) != 0)
		return failure("cannot read the folder %s", s.templates);
	if (s.record && access(s.record, W_OK | X_OK) != 0)
		return failure("cannot write to the folder %s", s.record);
	s.was_renewed = renew_take(&s.before);
	s.workers =
	    args_int(args, "workers", WORKERS_OTHERWISE, 1, SUPERVISE_MOST);
	s.idle_exit = args_int(args, "idle-exit", 0, 1, IDLE_EXIT_MOST);
	s.most_requests = args_int(args, "requests", 0, 1, INT64_MAX);
	status = serve_conf(&s, args, a);
	arena_free(a);
	return status;
}

const struct command cmd_serve = {
	.name = "serve",
	.what = "Answer requests over FastCGI, or one over CGI.",
	.options = options,
	.run = run,
};
