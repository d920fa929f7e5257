/* log - the one line a request or a job leaves behind.
 *
 * Only front doors call it; parts return errors. Lines are `k=v` pairs on
 * stderr or in a file; a full disk or a dead pipe is counted and forgotten.
 * Never names, mails, addresses or tokens: ids, or log_mask().
 */
#ifndef AFTERSALE_LOG_H
#define AFTERSALE_LOG_H

#include "aftersale/base.h"

enum log_level { LOG_INFO = 0, LOG_WARN, LOG_ERROR, LOG_FATAL };

struct log_line {
	char text[1024];
	size_t n;
	enum log_level level;
};

/* fd lines are written to; -1 silences. From then on SIGPIPE is ignored. */
void log_to(int fd);
void log_least(enum log_level level);
/* From then on each line says shop=NAME; the name is not copied. For a host
 * whose shops share one log. */
void log_of(const char *shop);
/* Lines that could not be written since the start. */
int64_t log_lost(void);

struct log_line log_begin(enum log_level level, const char *what);
void log_str(struct log_line *l, const char *key, struct str value);
void log_int(struct log_line *l, const char *key, int64_t value);
void log_end(struct log_line *l);
/* A line with one sentence. */
void log_say(enum log_level level, const char *what, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The first two characters and the length: "on(15)"; "(3)" under five. */
struct str log_mask(struct arena *a, struct str secret);

#endif
