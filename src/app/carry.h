/* carry.h - the program that takes everything of ours out and brings it in;
 * private to app.
 *
 * carry.c reads the command line, carry_export.c and carry_import.c lead,
 * carry_shop.c says which shop it is, carry_words.c what tables are for,
 * carry_keys.c keeps the keys of links, carry_place.c the files. */
#ifndef APP_CARRY_H
#define APP_CARRY_H

#include "aftersale/carry.h"
#include "app.h"

/* The keys of the configuration file, as a table of the export. */
#define CARRY_KEYS "config_keys"
/* The journal tells of the tables here, so it stays here. */
#define CARRY_JOURNAL "migration"

struct carrying {
	struct app app;	      /* as the page user: configuration and shop */
	struct db_conf owner; /* the same place, with patience */
	struct db *db;	      /* as the owner of our tables */
	struct arena *arena;
	struct arena *row; /* emptied after each */
	const char *target;
	bool with_keys;
	bool is_forced;
	bool replaces;
};

/* 0, or an exit status after one clear line. */
int carry_out(struct carrying *c);
int carry_in(struct carrying *c);
/* TERM or INT came: what runs is given up. */
bool carry_is_stopped(void);

/* ---- which shop ---------------------------------------------------------- */

enum err carry_shop_say(struct carrying *c, struct carry *file);
/* Sentences of how the shop of the file is not this one; struct str. */
enum err carry_shop_differs(
    struct carrying *c, struct carry *file, struct list *out);
/* The newest migration that the tables, or the program, have. */
enum err carry_schema(struct carrying *c, int64_t *tables, int64_t *program);

/* ---- what tables are for ------------------------------------------------- */

struct carry_words {
	struct str tables; /* docs/tables.md */
	struct str sql;	   /* all migrations */
};
enum err carry_words_read(struct carrying *c, struct carry_words *out);
/* Fills what and notes of a table whose columns are known. */
void carry_words_fill(struct carrying *c, const struct carry_words *w,
    struct carry_table *t);

/* ---- keys of links ------------------------------------------------------- */

/* The keys as rows of a table. */
struct carry_table carry_keys_table(struct arena *a);
enum err carry_keys_each(struct carrying *c,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx);
/* What stands in front of the configuration's own keys, where one of the same
 * number gives way. */
struct carry_keys {
	struct value list;
	int64_t count; /* how many came */
};
/* Looks at everything before a row is written: are there keys (t NULL: none),
 * would the configuration be right, may it be written? 0, or an exit status
 * after one clear line. */
int carry_keys_check(struct carrying *c, struct carry *file,
    const struct carry_table *t, struct carry_keys *out);
/* Into the configuration as it is by then: rows take their time. */
enum err carry_keys_write(
    struct carrying *c, const struct carry_keys *keys);

/* ---- files --------------------------------------------------------------- */

struct carry_place {
	const char *target;
	const char *work; /* a folder beside it, until all is well */
	bool is_folder;	  /* else the one file is wanted */
};
#define CARRY_FILE "aftersale.sqlite"
/* Makes the folder to work in. On failure one clear line. */
int carry_place_begin(
    struct arena *a, const char *target, struct carry_place *out);
const char *carry_place_file(
    struct arena *a, const struct carry_place *p, const char *name);
/* Gives it its name; nothing is ever overwritten. */
int carry_place_keep(struct arena *a, const struct carry_place *p);
/* Takes away what was made; nothing after carry_place_keep. */
void carry_place_drop(struct arena *a, const struct carry_place *p);

#endif
