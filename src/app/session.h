/* session.h - what a sub-command that needs the shop begins with; private to
 * app. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app.h"
#include "command.h"

/* Opens the app of the command line's configuration and reads the shop's
 * settings. On failure says so, closes it again and gives an exit status
 * other than 0. */
int session_open(const struct args *args, struct app *app);
/* Only the configuration, templates and words: no database. */
int session_open_offline(const struct args *args, struct app *app);
/* The same as another user of the database than the pages'. */
int session_open_as(
    const struct args *args, enum app_user user, struct app *app);
/* Where the shipped templates lie. */
const char *templates_dir(struct app *app);
/* Prints a tree as JSON with a line end. */
void print_json(struct arena *a, const struct value *v);
void print_str(struct str s);

#endif
