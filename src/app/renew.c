/* renew - after an upgrade a process goes on as the new program: it keeps its
 * number, its socket and its children, so no request is lost. When that is
 * done, and what becomes of the children, is the supervisor's matter. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "renew.h"

#define VARIABLE "AFTERSALE_RENEW"
#define GONE " (deleted)"

enum {
	PATH_ROOM = 4096,
	ARGS_ROOM = 64 * 1024,
	ARGS_MOST = 64,
	HANDED_ROOM = 8192,
	TRY_STEPS = 500, /* of 10 ms */
};

static bool
own_path(char path[PATH_ROOM])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_ROOM - 1);
	struct str s;

	if (n <= 0)
		return false;
	path[n] = '\0';
	s = str_of(path);
	if (str_has_suffix(s, STR(GONE)))
		path[s.n - strlen(GONE)] = '\0';
	return true;
}

bool
renew_is_due(void)
{
	char path[PATH_ROOM];
	struct stat now;
	struct stat there;

	return own_path(path) && stat("/proc/self/exe", &now) == 0 &&
	    stat(path, &there) == 0 &&
	    (now.st_ino != there.st_ino || now.st_dev != there.st_dev);
}

/* ---- does it start? ----------------------------------------------------- */

static _Noreturn void
be_trial(const char *path, const char *config)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(nowhere, STDIN_FILENO);
	dup2(nowhere, STDOUT_FILENO);
	execl(path, path, "--config", config, "mode", (char *)NULL);
	_exit(127);
}

bool
renew_is_good(const char *config)
{
	const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
	char path[PATH_ROOM];
	int status = 1;
	pid_t pid;

	if (!own_path(path))
		return false;
	pid = fork();
	if (pid == 0)
		be_trial(path, config);
	for (int i = 0; pid > 0 && i < TRY_STEPS; i++) {
		pid_t done = waitpid(pid, &status, WNOHANG);

		if (done == pid)
			return WIFEXITED(status) && WEXITSTATUS(status) == 0;
		nanosleep(&pause, NULL);
	}
	if (pid > 0) {
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
	}
	return false;
}

/* ---- handing over ------------------------------------------------------- */

/* The arguments as they were given; the text stays in `room`. */
static bool
own_arguments(char room[ARGS_ROOM], char *argv[ARGS_MOST + 1])
{
	int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, room, ARGS_ROOM - 1);
	int count = 0;

	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return false;
	room[n] = '\0';
	for (char *p = room; p < room + n && count < ARGS_MOST;
	     p += strlen(p) + 1)
		argv[count++] = p;
	argv[count] = NULL;
	return count > 0 && count < ARGS_MOST;
}

static void
keep_open(int fd, bool keep)
{
	if (fd >= 0)
		fcntl(fd, F_SETFD, keep ? 0 : FD_CLOEXEC);
}

static void
put_variable(const struct renew *r)
{
	char text[HANDED_ROOM];
	int n = snprintf(text, sizeof(text), "%d %d %d", (int)getpid(), r->fd,
	    r->lock);

	for (int i = 0; i < r->children_count; i++)
		n += snprintf(text + n, sizeof(text) - (size_t)n, " %d",
		    (int)r->children[i]);
	setenv(VARIABLE, text, 1);
}

void
renew_signals_wait(bool wait)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(wait ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

void
renew_become(const struct renew *r)
{
	static char room[ARGS_ROOM];
	char *argv[ARGS_MOST + 1];
	char path[PATH_ROOM];

	assert(r->children_count <= RENEW_CHILDREN_MOST);
	if (!own_path(path) || !own_arguments(room, argv))
		return;
	put_variable(r);
	keep_open(r->fd, true);
	keep_open(r->lock, true);
	fflush(NULL);
	execv(path, argv);
	keep_open(r->fd, false);
	keep_open(r->lock, false);
	unsetenv(VARIABLE);
}

/* ---- taking over -------------------------------------------------------- */

static int
take_number(struct str *s)
{
	int64_t n;

	if (str_int(str_cut(s, ' '), &n) || n > INT32_MAX || n < -1)
		return -1;
	return (int)n;
}

bool
renew_take(struct renew *out)
{
	const char *text = getenv(VARIABLE);
	struct str rest = str_of(text);

	*out = (struct renew){ .fd = -1, .lock = -1 };
	if (!text || take_number(&rest) != getpid())
		return false;
	out->fd = take_number(&rest);
	out->lock = take_number(&rest);
	while (rest.n && out->children_count < RENEW_CHILDREN_MOST) {
		int pid = take_number(&rest);

		if (pid > 1)
			out->children[out->children_count++] = pid;
	}
	unsetenv(VARIABLE);
	keep_open(out->fd, false);
	keep_open(out->lock, false);
	return out->fd >= 0 || out->children_count > 0;
}
