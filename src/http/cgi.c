/* cgi - plain CGI: one request from the environment and standard input, its
 * answer to standard output. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "inside.h"

extern char **environ;

enum { DRAIN_MS = 1000 };

static enum err
cgi_read(struct wire *w, char *p, size_t n, size_t *got)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	ssize_t count;

	(void)w;
	if (poll(&in, 1, HTTP_READ_MS) == 0)
		return ERR_BUSY;
	do
		count = read(STDIN_FILENO, p, n);
	while (count < 0 && errno == EINTR);
	if (count < 0)
		return ERR_BROKEN;
	*got = (size_t)count;
	return ERR_OK;
}

/* Apache reads our answer only when it has written the whole body: what is
 * refused is heard out first, for a short while. */
static void
drain(struct wire *w)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	int64_t end = clock_tick() + DRAIN_MS * 1000;
	char trash[16384];

	while (w->left > 0 && clock_tick() < end) {
		size_t want = w->left < sizeof(trash) ? w->left : sizeof(trash);
		ssize_t n;

		if (poll(&in, 1, DRAIN_MS / 4) <= 0)
			return;
		n = read(STDIN_FILENO, trash, want);
		if (n <= 0)
			return;
		w->left -= (size_t)n;
	}
}

static enum err
cgi_write(struct wire *w, struct str head, struct str body)
{
	struct iovec iov[2] = {
		{ (void *)head.p, head.n },
		{ (void *)body.p, body.n },
	};

	drain(w);
	return http_write_all(STDOUT_FILENO, iov, body.n ? 2 : 1);
}

enum err
http_cgi_serve(struct http_server *server)
{
	/* The standard forbids to read behind CONTENT_LENGTH. */
	struct wire wire = { cgi_read, cgi_write, .may_read_over = false };
	struct round round;
	sigset_t wait_mask;
	struct rq rq;
	enum err e;

	e = http_stop_prepare(&wait_mask);
	if (e)
		return e;

	http_round_start(&round, server);
	http_round_serve(&round, environ, &wire, &rq);
	/* The web server waits for the end of the output, not for us. */
	close(STDOUT_FILENO);
	http_round_after(&round, &rq);
	http_round_end(&round);
	return ERR_OK;
}
