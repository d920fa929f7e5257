/* log - builds the one line of a request or job and writes it at once.
 *
 * What is worth a line is decided by the front doors. Bytes that are no plain
 * ASCII are escaped: a line never moves a terminal's cursor. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "aftersale/log.h"

enum {
	SENTENCE_MAX = 600,
	MASK_CHARS = 2,
	MASK_LEAST = 5, /* shorter secrets would be half told */
};

/* Where a line that is full says so; room for it is always kept. */
static const char cut_mark[] = " cut=1";

static const char *const level_words[] = {
	[LOG_INFO] = "info",
	[LOG_WARN] = "warn",
	[LOG_ERROR] = "error",
	[LOG_FATAL] = "fatal",
};

static struct {
	int fd;
	enum log_level least;
	int64_t lost;
	const char *shop; /* NULL: nobody asks */
} state = { .fd = STDERR_FILENO };

void
log_to(int fd)
{
	state.fd = fd;
	(void)signal(SIGPIPE, SIG_IGN);
}

void
log_least(enum log_level level)
{
	state.least = level;
}

void
log_of(const char *shop)
{
	state.shop = shop;
}

int64_t
log_lost(void)
{
	return state.lost;
}

static bool
is_plain(char c)
{
	return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
}

static bool
is_cut(const struct log_line *l)
{
	size_t n = sizeof(cut_mark) - 1;

	return l->n >= n && memcmp(l->text + l->n - n, cut_mark, n) == 0;
}

static size_t
escape(char c, char out[5])
{
	if (c == '"' || c == '\\')
		return (size_t)snprintf(out, 5, "\\%c", c);
	if (c >= ' ' && c < 0x7f)
		return (size_t)snprintf(out, 5, "%c", c);
	return (size_t)snprintf(out, 5, "\\x%02x", (uint8_t)c);
}

struct word {
	char text[sizeof(((struct log_line *)0)->text)];
	size_t n;
	bool is_full;
};

static void
put(struct word *w, const char *p, size_t n)
{
	if (w->is_full || n > sizeof(w->text) - w->n) {
		w->is_full = true;
		return;
	}
	memcpy(w->text + w->n, p, n);
	w->n += n;
}

/* A pair fits whole or is left out; after one that is, nothing follows. */
static void
put_pair(struct log_line *l, const struct word *w)
{
	size_t room = sizeof(l->text) - l->n - sizeof(cut_mark);

	if (is_cut(l))
		return;
	if (w->is_full || w->n > room) {
		memcpy(l->text + l->n, cut_mark, sizeof(cut_mark) - 1);
		l->n += sizeof(cut_mark) - 1;
		return;
	}
	memcpy(l->text + l->n, w->text, w->n);
	l->n += w->n;
}

void
log_str(struct log_line *l, const char *key, struct str value)
{
	struct word w = { .n = 0 };
	bool is_quoted = value.n == 0;
	char escaped[5];

	for (size_t i = 0; i < value.n; i++)
		is_quoted = is_quoted || !is_plain(value.p[i]);
	put(&w, " ", l->n > 0);
	put(&w, key, strlen(key));
	put(&w, "=\"", is_quoted ? 2 : 1);
	for (size_t i = 0; i < value.n; i++)
		put(&w, escaped, escape(value.p[i], escaped));
	put(&w, "\"", is_quoted);
	put_pair(l, &w);
}

void
log_int(struct log_line *l, const char *key, int64_t value)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%" PRId64, value);

	log_str(l, key, (struct str){ text, (size_t)n });
}

static void
log_time(struct log_line *l)
{
	time_t now = (time_t)clock_now();
	char text[24];
	struct tm tm;
	size_t n;

	if (!gmtime_r(&now, &tm))
		return;
	n = strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	log_str(l, "time", (struct str){ text, n });
}

struct log_line
log_begin(enum log_level level, const char *what)
{
	struct log_line l = { .level = level };

	log_time(&l);
	log_str(&l, "level", str_of(level_words[level]));
	log_str(&l, "at", str_of(what));
	if (state.shop)
		log_str(&l, "shop", str_of(state.shop));
	return l;
}

/* One write a line, so that the lines of several processes stay apart. */
void
log_end(struct log_line *l)
{
	ssize_t n;

	if (state.fd < 0 || l->level < state.least)
		return;
	l->text[l->n] = '\n';
	do
		n = write(state.fd, l->text, l->n + 1);
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)l->n + 1)
		state.lost++;
}

void
log_say(enum log_level level, const char *what, const char *fmt, ...)
{
	struct log_line l = log_begin(level, what);
	char sentence[SENTENCE_MAX];
	struct str s = { sentence, 0 };
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	if (n > 0)
		s.n = (size_t)n < sizeof(sentence) ? (size_t)n
						   : sizeof(sentence) - 1;
	log_str(&l, "say", s);
	log_end(&l);
}

struct str
log_mask(struct arena *a, struct str secret)
{
	struct str head = secret;
	size_t chars = str_chars(secret);

	while (head.n > 0 && str_chars(head) > MASK_CHARS)
		head.n--;
	head = str_utf8_head(head);
	if (chars < MASK_LEAST)
		head.n = 0;
	return arena_printf(a, STR_FMT "(%zu)", STR_ARG(head), chars);
}
