/* json - what the two halves of JSON share. */
#ifndef CONF_JSON_H
#define CONF_JSON_H

#include "aftersale/conf.h"

enum { JSON_LEVELS_MAX = 64 };

/* A number as RFC 8259 writes it. */
bool json_is_number(struct str s);

#endif
