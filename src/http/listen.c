/* listen - a listening socket of our own, which no second instance steals.
 *
 * A lock beside the path decides who may have it; the lock file stays, since
 * taking it away would let two processes lock two files of one name. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "inside.h"

enum { BACKLOG = 4096 };

static enum err
say(struct arena *a, struct str *why, enum err e, struct str where,
    const char *what)
{
	*why = arena_printf(a, STR_FMT ": %s", STR_ARG(where), what);
	return e;
}

static enum err
say_errno(struct arena *a, struct str *why, struct str where, const char *what)
{
	enum err e =
	    errno == EACCES || errno == EPERM ? ERR_DENIED : ERR_BROKEN;

	*why = arena_printf(
	    a, STR_FMT ": %s: %s", STR_ARG(where), what, strerror(errno));
	return e;
}

static enum err
take_lock(struct str path, int *lock_out, struct str *why, struct arena *a)
{
	struct str name = arena_join(a, path, STR(".lock"));
	int lock = open(
	    arena_z(a, name), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (lock < 0)
		return say_errno(a, why, name, "cannot open the lock");

	if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
		close(lock);
		return say(a, why, ERR_CONFLICT, path,
		    "another instance serves here already");
	}
	*lock_out = lock;
	return ERR_OK;
}

/* Somebody who knows nothing of our lock may listen there too. */
static bool
is_answered(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool answered = fd >= 0 && connect(fd, (const struct sockaddr *)address,
				       sizeof(*address)) == 0;

	if (fd >= 0)
		close(fd);
	return answered;
}

static enum err
clear_path(struct str where, const struct sockaddr_un *address, struct str *why,
    struct arena *a)
{
	struct stat st;

	if (lstat(address->sun_path, &st) != 0)
		return ERR_OK;
	if (!S_ISSOCK(st.st_mode))
		return say(a, why, ERR_CONFLICT, where,
		    "there is something that is no socket");
	if (is_answered(address))
		return say(a, why, ERR_CONFLICT, where,
		    "another program listens here");
	if (unlink(address->sun_path) != 0)
		return say_errno(a, why, where, "cannot remove the old socket");
	return ERR_OK;
}

/* Nobody may connect between bind and chmod: the umask sees to it. */
static int
bind_unix(const struct sockaddr_un *address, unsigned mode)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t old = umask(0777 & ~mode);
	bool bound = fd >= 0 && bind(fd, (const struct sockaddr *)address,
				    sizeof(*address)) == 0;

	umask(old);
	if (bound && chmod(address->sun_path, mode) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static enum err
listen_unix(struct str path, unsigned mode, int *fd_out, int *lock_out,
    struct str *why, struct arena *a)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int lock = -1;
	int fd;
	enum err e;

	if (path.n >= sizeof(address.sun_path))
		return say(a, why, ERR_BAD_INPUT, path,
		    "this path is too long for a socket");
	memcpy(address.sun_path, path.p, path.n);

	e = take_lock(path, &lock, why, a);
	if (e)
		return e;

	e = clear_path(path, &address, why, a);
	if (e) {
		close(lock);
		return e;
	}
	fd = bind_unix(&address, mode);
	if (fd < 0) {
		e = say_errno(a, why, path, "cannot listen");
		close(lock);
		return e;
	}
	*fd_out = fd;
	*lock_out = lock;
	return ERR_OK;
}

static int
bind_host(const struct addrinfo *info)
{
	int fd = socket(info->ai_family,
	    info->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    info->ai_protocol);
	int on = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	close(fd);
	return -1;
}

/* "host:port" or "[::1]:port". */
static bool
split_host(struct str where, struct str *host, struct str *port)
{
	size_t colon = where.n;

	while (colon > 0 && where.p[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return false;
	*port = str_skip(where, colon);
	*host = str_head(where, colon - 1);
	if (host->n > 2 && host->p[0] == '[' && host->p[host->n - 1] == ']')
		*host = str_head(str_skip(*host, 1), host->n - 2);
	return port->n > 0 && host->n > 0;
}

static enum err
listen_host(struct str where, int *fd_out, struct str *why, struct arena *a)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *info;
	struct str host;
	struct str port;
	int fd;

	if (!split_host(where, &host, &port) ||
	    getaddrinfo(arena_z(a, host), arena_z(a, port), &hints, &info))
		return say(a, why, ERR_BAD_INPUT, where,
		    "neither a path nor host:port");

	errno = 0;
	fd = bind_host(info);
	freeaddrinfo(info);
	if (fd < 0 && errno == EADDRINUSE)
		return say(a, why, ERR_CONFLICT, where,
		    "another program listens here");
	if (fd < 0)
		return say_errno(a, why, where, "cannot listen");

	*fd_out = fd;
	return ERR_OK;
}

static bool
is_path(struct str where)
{
	return str_find_byte(where, '/') != (size_t)-1;
}

static struct str
without_unix(struct str where)
{
	return str_has_prefix(where, STR("unix:")) ? str_skip(where, 5) : where;
}

enum err
http_listen(struct str where, unsigned mode, int *fd_out, int *lock_out,
    struct str *why, struct arena *a)
{
	where = without_unix(where);
	if (is_path(where))
		return listen_unix(where, mode, fd_out, lock_out, why, a);

	*lock_out = -1;
	return listen_host(where, fd_out, why, a);
}

void
http_listen_end(struct str where, int fd, int lock)
{
	struct sockaddr_un address = { 0 };

	where = without_unix(where);
	if (is_path(where) && where.n < sizeof(address.sun_path)) {
		memcpy(address.sun_path, where.p, where.n);
		unlink(address.sun_path);
	}
	close(fd);
	if (lock >= 0)
		close(lock);
}
