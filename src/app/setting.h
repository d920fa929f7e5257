/* setting.h - the settings and what stands above the owner's (architecture 12);
 * private to app.
 *
 * Four layers, the later over the earlier: the defaults of the features, the
 * host's file, the shop's file, the owner's versions in the database. A file
 * may lock settings: then no later layer says anything about them. */
#ifndef APP_SETTING_H
#define APP_SETTING_H

#include "aftersale/conf.h"
#include "app.h"

/* ---- setting.c ----------------------------------------------------------- */

const struct setting *setting_find(struct str path);
/* ERR_BAD_INPUT with *why where there is no such setting, or where it does
 * not take that value. */
enum err setting_check(struct arena *a, struct str path,
    const struct value *v, struct str *why);
/* setting_item.c: the items of a list. */
enum err setting_check_items(struct arena *a, const struct setting *s,
    const struct value *list, struct str *why);
/* What it takes: "a whole number from 0 to 4", "\"link\" or \"off\"". */
struct str setting_takes(struct arena *a, const struct setting *s);
/* Puts v at a path of names with dots, making the maps between. */
void setting_put(struct arena *a, struct value *root, struct str path,
    const struct value *v);

/* ---- layer.c: what one file says ------------------------------------------*/

struct layer {
	struct str file; /* "" where there is none */
	struct value settings;
	struct list locked; /* struct str: settings, or folders of them */
};

struct layers {
	struct layer host;
	struct layer shop;
};

/* Takes the members "settings" and "locked" of a file; each may be NULL.
 * ERR_BAD_INPUT with *why that names the setting. */
enum err layer_read(struct arena *a, struct str file,
    const struct value *settings, const struct value *locked,
    struct layer *out, struct str *why);
/* The same of the configuration of a shop. */
enum err layer_of_conf(struct arena *a, const struct conf *conf,
    struct layer *out, struct str *why);
bool layer_locks(const struct layer *l, struct str path);
/* Both files of this process, in a. */
void layers_of(struct arena *a, const struct site *site, struct layers *out);
/* The file that keeps the owner from changing this setting, or "". */
struct str layers_lock(const struct layers *l, struct str path);

/* Where the value of a setting comes from. */
enum setting_from {
	FROM_DEFAULT = 0,
	FROM_HOST,
	FROM_SHOP,
	FROM_CONSOLE
};
/* own: what the owner set, may be NULL. *out NULL: the default counts. */
enum setting_from layers_find(const struct layers *l,
    const struct value *own, const struct setting *s,
    const struct value **out);

/* ---- host_file.c: the file beside those of the shops -----------------------*/

/* A file that cannot be read never takes a shop down: what it said when it
 * could be read stays in force, in this process by its memory, in a new one
 * by what the worker kept in {own}watch. */
struct host_file {
	const char *path;
	struct arena *arena; /* of the two texts */
	struct str good; /* the newest text that could be read; "" for none */
	struct str why;  /* what is wrong with the file now; "" for nothing */
	int64_t stamp;
	bool is_there;
	bool was_read; /* good is what some process read, not just empty */
	bool was_asked; /* {own}watch, for the good one */
	bool is_kept;	/* good stands in {own}watch */
};

/* "/etc/aftersale/aftersale-host.json" for "/etc/aftersale/NAME.json"; its
 * name without folder and ".json" is HOST_FILE. */
#define HOST_FILE "aftersale-host"
/* Looks at it, and reads it when it changed. */
void host_file_look(struct host_file *h);
bool host_file_is_new(const struct host_file *h);
/* Once the database answers: fetches what was good before this process, if
 * that is needed. */
enum err host_file_recall(struct host_file *h, struct db *db);
/* The worker keeps what is good. */
enum err host_file_keep(
    struct host_file *h, struct db *db, struct arena *a, int64_t now);
void host_file_open(struct host_file *h, struct arena *a, const char *config);
void host_file_close(struct host_file *h);
/* The host's layer, in a. */
void host_file_layer(
    struct arena *a, const struct host_file *h, struct layer *out);

#endif
