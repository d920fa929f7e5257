/* migrate_files.h - migration files as statements; no database. */
#ifndef AFTERSALE_DB_MIGRATE_FILES_H
#define AFTERSALE_DB_MIGRATE_FILES_H

#include "aftersale/base.h"

struct migration_file {
	struct str name;   /* without .sql */
	struct str text;   /* all of it */
	struct list steps; /* struct str, without comments and semicolon */
};

/* All files of a folder, by name. ERR_NOT_FOUND: no such folder;
 * ERR_BAD_INPUT: a file with a wrong name, too large, or one that does not
 * end with a statement; *bad is its name then. */
enum err migration_files(struct arena *a, const char *dir,
    struct list *out /* struct migration_file */, struct str *bad);
/* The statements of a text; each ends with a semicolon at the end of a line,
 * and lines that begin with -- are left out. */
enum err migration_steps(struct arena *a, struct str text, struct list *out);

#endif
