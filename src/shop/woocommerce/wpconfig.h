/* wpconfig.h - constants of a wp-config.php, without running it (private). */
#ifndef SHOP_WOO_WPCONFIG_H
#define SHOP_WOO_WPCONFIG_H

#include "aftersale/base.h"

enum { WPCONFIG_MAX_BYTES = 1 << 20 };

/* A constant, or the variable $table_prefix under that name. */
struct wp_constant {
	struct str name;
	struct str value; /* true is "1", false and null are "" */
	bool is_computed; /* what it becomes, only PHP knows */
};

struct wp_config {
	struct list constants; /* struct wp_constant, as PHP would meet them */
	bool has_end; /* the line that starts WordPress, the last of the file */
};

/* What __DIR__ and ABSPATH stand for; both without a slash behind. */
struct wp_place {
	struct str here; /* the folder of the file */
	struct str root; /* of WordPress */
};

/* Reads PHP source: define() and const with plain values, and paths that begin
 * where the file or WordPress is when `at` is not NULL. What is computed, or
 * depends on a condition other than "not yet defined", is named and marked.
 * Any bytes are fine; values are copied into the arena. */
void wp_config_read(struct arena *a, struct str php,
    const struct wp_place *at, struct wp_config *out);
/* The constant, or NULL when the file does not define it. */
const struct wp_constant *
wp_config_get(const struct wp_config *config, const char *name);
/* Its value when it is known, else empty. */
struct str wp_config_text(const struct wp_config *config, const char *name);

/* The file of the shop in that folder: there, or one folder above as
 * WordPress allows. ERR_NOT_FOUND, ERR_DENIED. */
enum err wp_config_load(struct arena *a, const char *dir, struct wp_config *out,
    struct str *file_out);

#endif
