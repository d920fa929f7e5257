/* share - where templates, words, assets and migrations lie: beside the
 * program in a build folder, else where they were installed. */
#include "config.h"

#include <unistd.h>

#include "app.h"

struct str
share_dir(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	struct str beside;
	char *slash;

	if (n <= 0)
		return STR(PKGDATADIR);
	path[n] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return STR(PKGDATADIR);

	*slash = '\0';
	beside = arena_printf(a, "%s/share", path);
	if (access(arena_printz(a, STR_FMT "/templates", STR_ARG(beside)),
		R_OK) == 0)
		return beside;
	return STR(PKGDATADIR);
}
