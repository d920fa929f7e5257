/* setup.h - what `setup` found out and will do; private to app. */
#ifndef APP_SETUP_H
#define APP_SETUP_H

#include "aftersale/conf.h"
#include "aftersale/shop.h"
#include "command.h"

struct setup_plan {
	struct arena *arena;
	const char *config; /* the file that is written */
	struct shop_probe probe;
	struct str base_url;
	struct str listen;
	struct str user;     /* of the pages and the worker */
	struct str password;
	bool is_single_user;
	struct conf shop_conf; /* on the shop's own account */
	struct value tree;     /* what the file will hold */
};

/* Reads wp-config.php and the options; nothing is written. 0, or an exit
 * status after one clear line. */
int setup_plan(const struct args *args, struct setup_plan *plan);
/* The web server's snippet with the names filled in; name as
 * "nginx.conf". ERR_NOT_FOUND: it is not shipped. */
enum err setup_snippet(const struct setup_plan *plan,
    const struct shop_info *info, struct str share, const char *name,
    struct str *out);

#endif
