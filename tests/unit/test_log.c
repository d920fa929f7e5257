/* test_log - log lines: their shape, what is escaped, what happens when
 * nobody takes them. */
#include <fcntl.h>
#include <unistd.h>

#include "../lib/tap.h"
#include "aftersale/log.h"

static struct arena *arena;
static int pipes[2];

/* What was written since the last call. */
static struct str
said(void)
{
	static char text[4096];
	ssize_t n = read(pipes[0], text, sizeof(text));

	return (struct str){ text, n > 0 ? (size_t)n : 0 };
}

static void
test_lines(void)
{
	struct log_line l = log_begin(LOG_INFO, "serve");

	log_str(&l, "route", STR("/o/{token}"));
	log_int(&l, "ms", -12);
	log_str(&l, "empty", STR(""));
	log_str(&l, "words", STR("a \"b\"\\c=d"));
	log_str(&l, "bytes", STR("\n\x1b\0\xc4\x97\x7f"));
	log_end(&l);
	CHECK_STR("L-43 a line of pairs", said(),
	    "time=2026-10-18T05:07:21Z level=info at=serve route=/o/{token} "
	    "ms=-12 empty=\"\" words=\"a \\\"b\\\"\\\\c=d\" "
	    "bytes=\"\\x0a\\x1b\\x00\\xc4\\x97\\x7f\"\n");
	log_say(LOG_ERROR, "work", "job %d is %s", 7, "dead\n");
	CHECK_STR("a line of one sentence", said(),
	    "time=2026-10-18T05:07:21Z level=error at=work "
	    "say=\"job 7 is dead\\x0a\"\n");
}

static void
test_levels(void)
{
	log_least(LOG_WARN);
	log_say(LOG_INFO, "x", "quiet");
	log_say(LOG_WARN, "x", "loud");
	CHECK("below the level nothing is said",
	    str_find(said(), STR("quiet")) == (size_t)-1);
	log_least(LOG_INFO);
	log_to(-1);
	log_say(LOG_FATAL, "x", "silenced");
	log_to(pipes[1]);
	CHECK("silenced lines are not lost ones",
	    log_lost() == 0 && said().n == 0);
}

/* Lines of every length end in a newline and never outgrow their room. */
static void
test_long(void)
{
	char text[1100];
	bool good = true;

	memset(text, 'x', sizeof(text));
	for (size_t n = 900; n < sizeof(text); n++) {
		struct log_line l = log_begin(LOG_INFO, "serve");
		struct str s;

		log_str(&l, "long", (struct str){ text, n });
		log_str(&l, "next", STR("1"));
		log_end(&l);
		s = said();
		good = good && s.n <= 1024 && s.p[s.n - 1] == '\n' &&
		       (str_has_suffix(s, STR(" next=1\n")) ||
			   str_has_suffix(s, STR(" cut=1\n")));
	}
	CHECK("long lines are cut and say so", good);
	log_say(LOG_INFO, "x", "%01000d", 7);
	CHECK("a long sentence is cut", str_has_suffix(said(), STR("0000\n")));
}

static void
test_lost(void)
{
	int full = open("/dev/full", O_WRONLY);

	if (full >= 0) {
		log_to(full);
		log_say(LOG_INFO, "x", "no room");
		CHECK("a line without room is counted", log_lost() == 1);
		close(full);
	}
	log_to(pipes[1]);
	close(pipes[0]);
	log_say(LOG_INFO, "x", "nobody there");
	CHECK("a dead pipe is counted and survived",
	    log_lost() == (full >= 0) + 1);
}

static void
test_mask(void)
{
	CHECK_STR("a mask", log_mask(arena, STR("ona@example.org")), "on(15)");
	CHECK_STR("of characters",
	    log_mask(arena, STR("\xc4\x97\xc5\xa1x\xc4\x97z")),
	    "\xc4\x97\xc5\xa1(5)");
	CHECK_STR("a short secret is all hidden", log_mask(arena, STR("1234")),
	    "(4)");
	CHECK_STR("none", log_mask(arena, STR("")), "(0)");
	CHECK_STR("no text at all",
	    log_mask(arena, STR("\xff\xfe\xfd\xfc\xfb")), "(5)");
}

int
main(void)
{
	setenv("AFTERSALE_CLOCK", "1792300041", 1);
	arena = arena_new(1 << 20);
	if (pipe(pipes) != 0 || fcntl(pipes[0], F_SETFL, O_NONBLOCK) != 0)
		return 1;
	log_to(pipes[1]);
	test_lines();
	test_levels();
	test_long();
	test_lost();
	test_mask();
	arena_free(arena);
	return tap_done();
}
