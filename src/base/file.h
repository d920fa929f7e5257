/* file - reads a small file whole; for catalogues and zones only. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "aftersale/base.h"

/* Missing: ERR_NOT_FOUND; not ours to read: ERR_DENIED; longer than max or
 * no plain file: ERR_BAD_INPUT; unreadable: ERR_BROKEN. */
enum err
file_read(struct arena *a, const char *path, size_t max, struct str *out);

#endif
