/* caps.h - what a user may do in the shop (private). */
#ifndef SHOP_WOO_CAPS_H
#define SHOP_WOO_CAPS_H

#include "aftersale/base.h"

/* roles: the serialized roles of the site; caps: the user's own row. Values of
 * roles are merged in the order of the user's row, then the user's own. */
bool woo_may(struct arena *scratch, struct str roles, struct str caps,
    const char *capability);
/* Is the login among the serialized list of super admins? */
bool woo_is_super(struct arena *scratch, struct str admins, struct str login);

#endif
