/* conf_file - files as a whole: reading them, and replacing them so that a
 * reader never meets half of one. What stands in them is conf.c's. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aftersale/conf.h"
#include "aftersale/file.h"

enum { PATH_MAX_BYTES = 4096 };

enum err
conf_read_file(struct arena *a, const char *path, size_t max, struct str *out)
{
	return file_read(a, path, max, out);
}

static enum err
errno_err(void)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return ERR_NOT_FOUND;
	if (errno == EACCES || errno == EPERM || errno == EROFS)
		return ERR_DENIED;
	return ERR_BROKEN;
}

static enum err
write_all(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno_err();
		bytes = str_skip(bytes, (size_t)n);
	}
	return ERR_OK;
}

/* The new file belongs to whom the old one did: setup runs as root, and the
 * service must still be able to read what root wrote. */
static enum err
keep_owner(int fd, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return errno == ENOENT ? ERR_OK : errno_err();
	if (st.st_uid == geteuid() && st.st_gid == getegid())
		return ERR_OK;
	return fchown(fd, st.st_uid, st.st_gid) == 0 ? ERR_OK : errno_err();
}

static enum err
fill(int fd, const char *path, struct str bytes, unsigned mode)
{
	enum err e;

	e = keep_owner(fd, path);
	if (e)
		return e;
	if (fchmod(fd, (mode_t)mode) != 0)
		return errno_err();
	e = write_all(fd, bytes);
	if (e)
		return e;
	return fsync(fd) == 0 ? ERR_OK : errno_err();
}

/* A rename is on the disk when its folder is. */
static enum err
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX_BYTES];
	int failed;
	int fd;

	(void)snprintf(folder, sizeof(folder), "%.*s",
	    slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno_err();
	failed = fsync(fd);
	close(fd);
	return failed ? ERR_BROKEN : ERR_OK;
}

enum err
conf_write_file(const char *path, struct str bytes, unsigned mode)
{
	char name[PATH_MAX_BYTES];
	enum err e;
	int fd;

	if (strlen(path) + 8 > sizeof(name))
		return ERR_BAD_INPUT;
	(void)snprintf(name, sizeof(name), "%s.XXXXXX", path);
	fd = mkstemp(name);
	if (fd < 0)
		return errno_err();
	e = fill(fd, path, bytes, mode);
	close(fd);
	if (!e && rename(name, path) != 0)
		e = errno_err();
	if (e) {
		unlink(name);
		return e;
	}
	return sync_folder(path);
}
