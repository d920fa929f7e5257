/* php_take.h - takes the small pieces of PHP's serialized text from the front
 * of what is left of it (private to php.c). Each moves `left` behind what it
 * took; what does not fit is ERR_BAD_INPUT. */
#ifndef SHOP_WOO_PHP_TAKE_H
#define SHOP_WOO_PHP_TAKE_H

#include "aftersale/base.h"

enum err php_take_byte(struct str *left, char c);
/* A whole number and the byte behind it. */
enum err php_take_int(struct str *left, char end, int64_t *out);
/* A length or count: not negative, and no more than what is left could hold
 * when each of its things takes `least` bytes. */
enum err php_take_count(struct str *left, char end, size_t least, size_t *out);
/* 5:"hello" without what follows. */
enum err php_take_quoted(struct str *left, struct str *out);
/* The same where \41 is A; the text lives in the arena. */
enum err php_take_escaped(struct str *left, struct arena *a, struct str *out);
/* 0.5; as VALUE_NUMBER, INF; as VALUE_TEXT. */
enum err php_take_number(struct str *left, struct value *out);

#endif
