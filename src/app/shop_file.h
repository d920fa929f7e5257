/* shop_file.h - the shop's own configuration file, which may change while we
 * run: secrets that sign its cookies, and the password of its database where
 * we work on its account. Private to app. */
#ifndef APP_SHOP_FILE_H
#define APP_SHOP_FILE_H

#include "app.h"

/* Lays what the file says now over the configuration: it is right where the
 * two differ. What it does not say, or computes, stays as configured; so does
 * all of it when it cannot be read or is cut off. */
void shop_file_apply(struct app *app);
/* Says in the log what of it is not followed, if anything: for a process that
 * stays, as it begins. */
void shop_file_say(const struct app *app);
/* The server it names, "host:port" or a socket; "" when only PHP knows. */
struct str shop_server_text(struct arena *a, const struct shop_probe *p);
/* Does this still say what setup noted? Else somebody named a server there. */
bool shop_server_is_noted(struct str noted, const struct db_conf *db);
/* Is it another one than setup noted? Who names a server, or the hosts of a
 * cluster, in our own file is not led away from them. */
bool shop_server_moved(
    struct arena *a, const struct conf *conf, const struct shop_probe *p);
void shop_server_take(
    struct arena *a, const struct shop_probe *p, struct db_conf *db);
void shop_server_find_socket(struct db_conf *db);
/* A socket of a database server on this machine, or empty. */
struct str local_socket(void);
/* Does it say something else since? Looks at the file's time at most once in
 * three seconds, and reads it only when that changed. */
bool shop_file_is_new(struct app *app);

#endif
