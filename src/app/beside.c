/* beside - finds and starts the programs of libexec, which are linked with
 * what the serving one must not carry. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "beside.h"
#include "command.h"

const char *
beside_path(const char *name)
{
	static char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 64);
	char *slash;

	if (n > 0) {
		path[n] = '\0';
		slash = strrchr(path, '/');
		if (slash)
			(void)snprintf(slash + 1, 64, "%s", name);
		if (access(path, X_OK) == 0)
			return path;
	}
	(void)snprintf(path, sizeof(path), "%s/%s", PKGLIBEXECDIR, name);
	return path;
}

int
beside_run(const char *path, const char *const argv[])
{
	pid_t child;
	int status;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		execv(path, (char *const *)argv);
		_exit(failure("cannot start %s: %s", path, strerror(errno)));
	}
	if (child < 0)
		return failure("cannot start %s: %s", path, strerror(errno));
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return EXIT_FAILED;
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILED;
}
