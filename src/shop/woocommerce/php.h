/* php.h - PHP's serialized text, read and written (private to the adapter).
 *
 * Reading is for bytes from outside: it never looks outside of them, never
 * believes a count, and refuses what is deeper or larger than the limits.
 * How PHP's kinds become a tree:
 *	null		VALUE_NONE
 *	true, int	VALUE_BOOL, VALUE_INT
 *	float		VALUE_NUMBER; INF and NAN become their names as text
 *	string, enum	VALUE_TEXT, bytes as they are
 *	array		VALUE_LIST when its keys are 0, 1, 2 ...; else VALUE_MAP
 *	object		VALUE_MAP whose .text is the class ("stdClass")
 *	r:, R:		a copy of what they point to; null inside of itself
 * Keys that were ints are names of digits; PHP itself does not tell an array
 * key "7" from 7.
 */
#ifndef SHOP_WOO_PHP_H
#define SHOP_WOO_PHP_H

#include "aftersale/base.h"

enum php_limit {
	PHP_MAX_BYTES = 1 << 20,
	PHP_MAX_DEPTH = 64,
	PHP_MAX_NODES = 20000 /* after references were followed */
};

/* One whole value, white space around it allowed. Texts are borrowed from
 * bytes, all else lives in the arena. Anything else: ERR_BAD_INPUT. */
enum err php_read(struct arena *a, struct str bytes, struct value *out);

/* The value php_read() gives; NULL when it is no serialized text. */
const struct value *php_tree(struct arena *a, struct str bytes);

/* Appends the serialized text; every tree that php_read() made comes back
 * as the same tree. Too deep or b full: ERR_BAD_INPUT. */
enum err php_write(struct buf *b, const struct value *v);

/* Would PHP keep this array key as an int? */
bool php_int_key(struct str name, int64_t *out);

#endif
