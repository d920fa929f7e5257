/* carry_place - where an export comes to stand: it is made in a folder of
 * its own beside that place and moved there when it is whole. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "carry.h"
#include "command.h"

static bool
is_file_name(struct str name)
{
	return str_has_suffix(name, STR(".sqlite")) ||
	    str_has_suffix(name, STR(".sqlite3")) ||
	    str_has_suffix(name, STR(".db"));
}

static struct str
without_slash(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

static bool
is_empty_folder(const char *path)
{
	DIR *d = opendir(path);
	int count = 0;

	while (d && readdir(d))
		count++;
	if (d)
		closedir(d);
	return d && count == 2;
}

int
carry_place_begin(
    struct arena *a, const char *target, struct carry_place *out)
{
	struct str name = without_slash(str_of(target));
	char *work = arena_printz(a, STR_FMT ".XXXXXX", STR_ARG(name));
	struct stat st;

	*out = (struct carry_place){ .target = arena_z(a, name),
		.is_folder = !is_file_name(name) };
	if (lstat(out->target, &st) == 0 &&
	    !(out->is_folder && is_empty_folder(out->target)))
		return failure("%s is there already; nothing is ever"
			       " overwritten",
		    out->target);
	if (!mkdtemp(work))
		return failure("cannot write beside %s: %s", out->target,
		    strerror(errno));
	out->work = work;
	return 0;
}

const char *
carry_place_file(
    struct arena *a, const struct carry_place *p, const char *name)
{
	return arena_printz(a, "%s/%s", p->work, name);
}

static void
sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

static const char *
parent_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	if (slash == path)
		return "/";
	return arena_z(a, (struct str){ path, (size_t)(slash - path) });
}

/* Some file systems cannot promise that nothing is overwritten; we looked
 * when we began, and look again. */
static int
move(const char *from, const char *to)
{
	struct stat st;

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (lstat(to, &st) == 0) {
		errno = EEXIST;
		return -1;
	}
	return rename(from, to);
}

/* An empty folder gives way by itself. */
int
carry_place_keep(struct arena *a, const struct carry_place *p)
{
	int rc;

	sync_folder(p->work);
	if (p->is_folder)
		rc = rename(p->work, p->target);
	else
		rc = move(carry_place_file(a, p, CARRY_FILE), p->target);
	if (rc != 0)
		return failure("cannot put the export to %s: %s", p->target,
		    strerror(errno));
	sync_folder(parent_of(a, p->target));
	if (!p->is_folder)
		rmdir(p->work);
	return 0;
}

void
carry_place_drop(struct arena *a, const struct carry_place *p)
{
	DIR *d = p->work ? opendir(p->work) : NULL;
	const struct dirent *entry;

	while (d && (entry = readdir(d)))
		if (entry->d_name[0] != '.')
			unlink(carry_place_file(a, p, entry->d_name));
	if (!d)
		return;
	closedir(d);
	rmdir(p->work);
}
