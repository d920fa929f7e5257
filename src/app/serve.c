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
	bool is_cgi; /* one request, then the end */
};

/* ---- one process -------------------------------------------------------- */

struct process {
	struct app app; /* first: front_handle takes this for it */
	const char *config;
	int64_t look_at; /* tick of the next look at the file */
	bool was_refused;
};

static bool
is_new_conf_good(struct process *p)
{
	struct arena *scratch = arena_new((size_t)4 << 20);
	struct conf conf;
	struct str why = { NULL, 0 };
	enum err e = conf_load(scratch, p->config, &conf, &why);

	if (e && !p->was_refused)
		log_say(LOG_WARN, "serve",
		    "the new configuration is not taken: " STR_FMT,
		    STR_ARG(why));
	p->was_refused = e != ERR_OK;
	arena_free(scratch);
	return !e;
}

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
	return !app_is_outdated(&p->app) || !is_new_conf_good(p);
}

static int
serve_process(const struct serve *s, const struct supervise_share *share)
{
	struct process p = { .config = s->config };
	struct str why = { NULL, 0 };
	struct http_server server = {
		.fd = s->fd,
		.handle = front_handle,
		.refuse = front_handle,
		.idle = goes_on,
		.ctx = &p,
		.most_requests = s->most_requests,
		.idle_exit = s->idle_exit,
	};
	enum err e;

	e = s->is_cgi ? app_open_once(s->config, &p.app, &why)
		      : app_open(s->config, APP_PAGE, &p.app, &why);
	if (e) {
		int status = failure(STR_FMT, STR_ARG(why));

		app_close(&p.app);
		return status;
	}

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

static int
serve_workers(struct serve *s)
{
	struct supervise crew = {
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
	if (http_listen(where, SOCKET_MODE, &s->fd, &s->lock, &why, a))
		return failure(STR_FMT, STR_ARG(why));

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
		return failure(STR_FMT, STR_ARG(why));

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
