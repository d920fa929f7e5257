/* fcgi - FastCGI: the loop over connections, and one request on each.
 *
 * libfcgi reads; its members ipcFd and keepConnection are used so that we
 * accept (with time-outs, non-blocking, never pinned by a silent client),
 * write the whole answer at once, and close without its two seconds of
 * lingering. Kept connections are always closed: one of them would hold a
 * process for itself. */
#define _GNU_SOURCE /* accept4, ppoll */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "fcgi_record.h"
#include "inside.h"

enum {
	WRITE_MS = 10000,
	LINGER_MS = 1000,
	LINGER_BYTES = 4 << 20,
	CROWDED_MS = 50,
};

struct fcgi {
	struct wire wire; /* first: read and write get this */
	FCGX_Request request;
	struct http_server *server;
	struct round round;
	sigset_t wait_mask;
	int64_t last_use;
};

/* What has come already in one go, but at least one byte. */
static enum err
fcgi_read(struct wire *w, char *p, size_t n, size_t *got)
{
	FCGX_Stream *in = ((struct fcgi *)w)->request.in;
	int first = FCGX_GetChar(in);
	size_t there;

	*got = 0;
	if (first == EOF) {
		int error = FCGX_GetError(in);

		if (error == EAGAIN || error == EWOULDBLOCK)
			return ERR_BUSY;
		return error ? ERR_BROKEN : ERR_OK;
	}
	p[0] = (char)first;
	there = (size_t)(in->stop - in->rdNext);
	if (there > n - 1)
		there = n - 1;
	*got = 1 + (size_t)FCGX_GetStr(p + 1, (int)there, in);
	return ERR_OK;
}

static enum err
fcgi_write(struct wire *w, struct str head, struct str body)
{
	FCGX_Request *request = &((struct fcgi *)w)->request;

	return http_fcgi_record_answer(
	    request->ipcFd, request->requestId, head, body);
}

static void
set_times(int fd, int64_t read_ms)
{
	struct timeval in = { read_ms / 1000, read_ms % 1000 * 1000 };
	struct timeval out = { WRITE_MS / 1000, 0 };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &in, sizeof(in));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &out, sizeof(out));
}

/* Somebody still sends what we do not want to read: hear it out for a short
 * while, else the answer is lost with the connection. */
static void
linger(int fd)
{
	int64_t end = clock_tick() + LINGER_MS * 1000;
	size_t left = LINGER_BYTES;
	char trash[16384];

	shutdown(fd, SHUT_WR);
	set_times(fd, LINGER_MS / 4);
	while (clock_tick() < end && left >= sizeof(trash)) {
		ssize_t n = read(fd, trash, sizeof(trash));

		if (n <= 0)
			return;
		left -= (size_t)n;
	}
}

static void
hang_up(FCGX_Request *request)
{
	if (!request->in->isClosed || FCGX_GetError(request->in))
		linger(request->ipcFd);
	close(request->ipcFd);
	request->ipcFd = -1;
}

static void
serve_one(struct fcgi *f, int fd)
{
	int64_t read_ms =
	    f->server->body_ms && f->server->body_ms < HTTP_READ_MS
		? f->server->body_ms
		: HTTP_READ_MS;
	struct rq rq;

	set_times(fd, read_ms);
	f->request.ipcFd = fd;
	f->request.keepConnection = 1;
	if (FCGX_Accept_r(&f->request) < 0)
		return;

	http_round_serve(&f->round, f->request.envp, &f->wire, &rq);
	hang_up(&f->request);
	http_round_after(&f->round, &rq);
	FCGX_Free(&f->request, 0);
	f->last_use = clock_tick();
}

/* Nobody who was promised an answer is left out: what cannot be accepted now
 * stays in the queue. */
static enum err
accept_failed(const struct fcgi *f, int error)
{
	struct timespec pause = { 0, CROWDED_MS * 1000000 };

	switch (error) {
	case EAGAIN:
	case EINTR:
	case ECONNABORTED:
	case EPROTO:
		return ERR_OK;
	case EMFILE:
	case ENFILE:
	case ENOBUFS:
	case ENOMEM:
		ppoll(NULL, 0, &pause, &f->wait_mask);
		return ERR_OK;
	default:
		return ERR_BROKEN;
	}
}

static enum err
accept_one(struct fcgi *f, bool *served)
{
	struct sockaddr_storage who = { .ss_family = AF_UNIX };
	socklen_t size = sizeof(who);
	int fd = accept4(
	    f->server->fd, (struct sockaddr *)&who, &size, SOCK_CLOEXEC);
	int on = 1;

	*served = false;
	if (fd < 0)
		return accept_failed(f, errno);

	if (!http_peer_may(&f->round.peers, &who)) {
		close(fd);
		if (f->server->turned_away)
			f->server->turned_away(f->server->ctx);
		return ERR_OK;
	}
	if (who.ss_family != AF_UNIX)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	serve_one(f, fd);
	*served = true;
	return ERR_OK;
}

static bool
was_idle_long(const struct fcgi *f)
{
	const struct http_server *s = f->server;
	int64_t last = s->last_use ? *s->last_use : 0;

	if (last < f->last_use)
		last = f->last_use;
	return s->idle_exit > 0 && clock_tick() - last > s->idle_exit * 1000000;
}

static enum err
loop(struct fcgi *f)
{
	struct http_server *s = f->server;
	struct pollfd poll_fd = { .fd = s->fd, .events = POLLIN };
	struct timespec second = { 1, 0 };
	int64_t count = 0;

	while (s->idle(s->ctx) && !http_stop_heard() && !was_idle_long(f)) {
		int ready = ppoll(&poll_fd, 1, &second, &f->wait_mask);
		bool served;
		enum err e;

		if (ready < 0 && errno != EINTR)
			return ERR_BROKEN;
		if (ready <= 0)
			continue;
		if (http_stop_wanted())
			break;
		e = accept_one(f, &served);
		if (e)
			return e;
		count += served;
		if (s->most_requests && count >= s->most_requests)
			break;
	}
	return ERR_OK;
}

static enum err
prepare(struct fcgi *f)
{
	int flags = fcntl(f->server->fd, F_GETFL);

	if (flags < 0 || fcntl(f->server->fd, F_SETFL, flags | O_NONBLOCK) < 0)
		return ERR_BROKEN;
	/* A peer that is no web server must not hold us at its close. */
	setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "100", 0);
	if (FCGX_Init())
		return ERR_BROKEN;
	/* No listener for libfcgi: it never accepts by itself. */
	if (FCGX_InitRequest(&f->request, -1, FCGI_FAIL_ACCEPT_ON_INTR))
		return ERR_BROKEN;
	f->request.ipcFd = -1;
	/* After FCGX_Init, which takes SIGPIPE and SIGTERM for itself. */
	return http_stop_prepare(&f->wait_mask);
}

enum err
http_fcgi_serve(struct http_server *server)
{
	struct fcgi f = {
		.wire = { fcgi_read, fcgi_write, .may_read_over = true },
		.server = server,
		.last_use = clock_tick(),
	};
	enum err e;

	e = prepare(&f);
	if (e)
		return e;

	http_round_start(&f.round, server);
	if (server->pulse)
		server->pulse->ready = clock_tick();
	e = loop(&f);
	http_round_end(&f.round);
	return e;
}
