/* setup.h - what `setup` found out and will do; private to app.
 *
 * setup_plan.c reads the shop and the command line, setup_conf.c makes the
 * configuration, setup_admin.c finds an account that may make users,
 * setup_users.c makes them, setup_print.c says it all, cmd_setup.c leads. */
#ifndef APP_SETUP_H
#define APP_SETUP_H

#include "app.h"
#include "command.h"

enum setup_who { SETUP_PAGE = 0, SETUP_WORKER, SETUP_OWNER, SETUP_USERS };

struct setup_user {
	struct db_account account;
	bool works; /* signs in and has its rights */
};

struct setup_plan {
	struct arena *arena;
	const struct args *args;
	const char *config; /* the file that is written, absolute */
	const char *dir;    /* of the shop */
	struct str share;
	struct shop_probe probe;
	struct str base_url;
	struct str listen;
	const struct setup_server *server;
	bool is_single_user;
	struct setup_user users[SETUP_USERS];
	struct app app;	 /* on the shop's own account: conf, db, shop */
	struct list own; /* struct db_table */
	struct value tree; /* what the file will hold */
	struct str before; /* what it holds; p NULL: there is none */
	bool had_users;	   /* it names users of our own */
	struct str json;
};

/* The value of an option, else what was found. */
struct str setup_option(
    const struct setup_plan *plan, const char *name, struct str found);
struct str setup_random(struct arena *a, size_t n);

/* Reads wp-config.php, the options, the file of an earlier run and the
 * shop's settings; nothing is written. 0, or an exit status after one clear
 * line. setup_plan_end in any case. */
int setup_plan(const struct args *args, struct setup_plan *plan);
void setup_plan_end(struct setup_plan *plan);

/* NAME of the configuration NAME.json: of the account that is meant, and of
 * the units. */
struct str setup_instance(const struct setup_plan *plan);

/* The earlier file into plan->tree; nothing when there is none. */
int setup_conf_read(struct setup_plan *plan);
/* A text of the earlier file, or empty. */
struct str setup_conf_text(const struct setup_plan *plan, const char *path);
/* Completes plan->tree: what stands there stays, what is missing comes. */
void setup_conf_fill(struct setup_plan *plan);
/* Writes it, if anything is new. */
int setup_conf_write(struct setup_plan *plan);

/* Accounts that may be allowed to make users, one after the other; false:
 * there are no more. *name is how to call it. */
bool setup_admin(struct setup_plan *plan, int number, struct db_conf *out,
    const char **name);
/* Is it there, when one was named on the command line? 0, or a status. */
int setup_admin_check(struct setup_plan *plan);

/* The place of the shop's database, as that user. */
struct db_conf setup_conf_of(
    const struct setup_plan *plan, enum setup_who who);
/* Names and passwords, kept from an earlier run. */
void setup_users_name(struct setup_plan *plan);
/* Fills .works of each. */
void setup_users_check(struct setup_plan *plan);
bool setup_users_work(const struct setup_plan *plan);
/* The accounts, and the right of the owner to make our tables. *by: who
 * made them, NULL when nobody may. */
enum err setup_users_make(struct setup_plan *plan, const char **by);
/* The rights on tables, which are there by now. */
enum err setup_users_grant(struct setup_plan *plan);
/* All of it as SQL: struct str, without a password. */
void setup_users_sql(struct setup_plan *plan, bool with_users,
    struct list *out);

void setup_print_plan(struct setup_plan *plan);
void setup_print_details(struct setup_plan *plan);
void setup_print_brand(const struct shop_info *info);
void setup_print_sql(struct setup_plan *plan);
void setup_print_snippet(struct setup_plan *plan);

/* A web server we ship lines for. */
struct setup_server {
	const char *name;
	const char *file;    /* as "nginx.conf" */
	const char *where;   /* to put it */
	const char *gone;    /* its lines once we are taken away */
	bool is_apache;
	const char *wrapper; /* the program's starter, or NULL */
};
const struct setup_server *setup_server_find(const char *name);
/* Its lines with the names filled in. ERR_NOT_FOUND: not shipped. */
enum err setup_snippet(struct setup_plan *plan, const char *file,
    struct str *out);
/* The folder of the starter, for servers that start the program: one for each
 * shop, since a starter names its configuration. */
struct str setup_scripts(const struct setup_plan *plan);
/* Writes the starter where the server wants one. */
int setup_wrapper_write(struct setup_plan *plan);

#endif
