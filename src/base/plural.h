/* plural - the rule a catalogue's header gives for counts; text.c only. */
#ifndef PLURAL_H
#define PLURAL_H

#include "aftersale/base.h"

struct plural;

/* Reads "nplurals=2; plural=n != 1;". ERR_BAD_INPUT for what is no such rule
 * or is nested over 50 deep. */
enum err
plural_parse(struct arena *a, struct str rule, const struct plural **out);
/* Which form n takes; may be no form that the rule has counted. NULL is the
 * rule of a catalogue without one: 0 for one, else 1. A division by nothing
 * gives 0. */
uint64_t plural_form(const struct plural *rule, uint64_t n);

#endif
