/* serve - which wire a server speaks, and sockets that were handed over. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inside.h"

enum err
http_serve(struct http_server *server)
{
	return server->fd < 0 ? http_cgi_serve(server)
			      : http_fcgi_serve(server);
}

bool
http_is_cgi(void)
{
	return getenv("GATEWAY_INTERFACE") && getenv("REQUEST_METHOD");
}

static bool
is_listening(int fd)
{
	int on = 0;
	socklen_t size = sizeof(on);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &on, &size) == 0 && on;
}

/* The variables name the process they are meant for; a child of it that
 * inherits them has no such socket. */
static bool
has_systemd_socket(void)
{
	int64_t pid;
	int64_t count;

	return !str_int(str_of(getenv("LISTEN_PID")), &pid) &&
	       pid == getpid() &&
	       !str_int(str_of(getenv("LISTEN_FDS")), &count) && count >= 1;
}

int
http_inherited(void)
{
	enum { SYSTEMD_FIRST = 3 };

	if (has_systemd_socket() && is_listening(SYSTEMD_FIRST)) {
		fcntl(SYSTEMD_FIRST, F_SETFD, FD_CLOEXEC);
		return SYSTEMD_FIRST;
	}
	return is_listening(STDIN_FILENO) ? STDIN_FILENO : -1;
}
