/* edits - notices that somebody edits templates, for serve --templates. It
 * reads no template. */
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "record.h"

enum { PATH_ROOM = 4096, DEPTH_MOST = 3 };

static int64_t
stamp_of(const char *path, int depth)
{
	DIR *d = opendir(path);
	const struct dirent *entry;
	int64_t sum = 0;

	while (d && (entry = readdir(d))) {
		char name[PATH_ROOM];
		struct stat st;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (stat(name, &st) != 0)
			continue;
		sum += (int64_t)st.st_mtim.tv_sec * 1000000 +
		    st.st_mtim.tv_nsec / 1000 + (int64_t)st.st_ino +
		    st.st_size;
		if (S_ISDIR(st.st_mode) && depth < DEPTH_MOST)
			sum += stamp_of(name, depth + 1);
	}
	if (d)
		closedir(d);
	return sum ? sum : 1;
}

int64_t
edits_stamp(const char *dir)
{
	return stamp_of(dir, 1);
}
