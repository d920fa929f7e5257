/* file - reads a small file whole (part base): catalogues, zones, the
 * configuration, templates. It writes nothing and follows what is asked. */
#ifndef AFTERSALE_FILE_H
#define AFTERSALE_FILE_H

#include "aftersale/base.h"

/* Missing: ERR_NOT_FOUND; not ours to read: ERR_DENIED; longer than max or
 * no plain file: ERR_BAD_INPUT; unreadable: ERR_BROKEN. A NUL stands behind
 * the last byte. */
enum err file_read(
    struct arena *a, const char *path, size_t max, struct str *out);

#endif
