/* wire - writing all of several pieces to a descriptor. */
#include <errno.h>

#include "inside.h"

enum { AT_ONCE = 64 };

static void
skip(struct iovec **iov, size_t *count, size_t n)
{
	while (*count > 0 && n >= (*iov)->iov_len) {
		n -= (*iov)->iov_len;
		(*iov)++;
		(*count)--;
	}
	if (*count > 0) {
		(*iov)->iov_base = (char *)(*iov)->iov_base + n;
		(*iov)->iov_len -= n;
	}
}

enum err
http_write_all(int fd, struct iovec *iov, size_t count)
{
	while (count > 0) {
		ssize_t n =
		    writev(fd, iov, count < AT_ONCE ? (int)count : AT_ONCE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ERR_NOT_FOUND;
		skip(&iov, &count, (size_t)n);
	}
	return ERR_OK;
}
