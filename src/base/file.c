/* file - a whole file into an arena. A copy and not a map: the shop's updates
 * overwrite catalogues in place while we look at them. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aftersale/file.h"
#include "arena_inside.h"

static enum err
open_error(void)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return ERR_NOT_FOUND;
	return errno == EACCES ? ERR_DENIED : ERR_BROKEN;
}

/* One byte more than the size is asked for, to notice that it grew. */
static enum err
read_all(struct arena *a, int fd, size_t size, struct str *out)
{
	char *p = arena_raw(a, size + 1);
	size_t n = 0;

	while (n <= size) {
		ssize_t got = read(fd, p + n, size + 1 - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return ERR_BROKEN;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	if (n != size)
		return ERR_BROKEN;
	p[n] = '\0';
	*out = (struct str){ p, n };
	return ERR_OK;
}

static enum err
read_open(struct arena *a, int fd, size_t max, struct str *out)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return ERR_BROKEN;
	if (!S_ISREG(st.st_mode) || st.st_size > (off_t)max)
		return ERR_BAD_INPUT;
	return read_all(a, fd, (size_t)st.st_size, out);
}

enum err
file_read(struct arena *a, const char *path, size_t max, struct str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum err e;

	if (fd < 0)
		return open_error();
	e = read_open(a, fd, max, out);
	close(fd);
	return e;
}
