/* test_base_arena - arenas, marks, growing text, lists. */
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/tap.h"
#include "aftersale/base.h"

static bool
is_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void
test_alloc(void)
{
	struct arena *a = arena_new(1 << 20);
	char *first = arena_alloc(a, 100);
	char *next;

	memset(first, 'x', 100);
	CHECK("memory is aligned", ((uintptr_t)first & 15) == 0);
	arena_str(a, STR("abc"));
	next = arena_alloc(a, 1);
	CHECK("also behind text", ((uintptr_t)next & 15) == 0);
	CHECK("use is counted", arena_used(a) >= 104 && arena_used(a) < 200);
	arena_reset(a);
	CHECK("a reset arena is empty", arena_used(a) == 0);
	next = arena_alloc(a, 100);
	CHECK("the first block is used again", next == first);
	CHECK("and zeroed again", is_zero(next, 100));
	next = arena_alloc(a, 700 * 1024);
	memset(next, 'x', 700 * 1024);
	CHECK("a piece larger than a block", arena_used(a) >= 700 * 1024);
	arena_reset(a);
	CHECK("after that it is empty too", arena_used(a) == 0);
	CHECK("an array of nothing is no harm",
	    ARENA_ARRAY(a, int64_t, 0) != NULL);
	arena_free(a);
	arena_free(NULL);
}

static void
test_marks(void)
{
	struct arena *a = arena_new(1 << 20);
	struct str kept = arena_str(a, STR("kept"));
	struct arena_mark mark = arena_mark(a);
	size_t used = arena_used(a);

	for (int i = 0; i < 1000; i++) {
		char *p = arena_alloc(a, 300 * 1024);

		if (!is_zero(p, 300 * 1024))
			CHECK("a released block is zeroed", false);
		memset(p, 'x', 300 * 1024);
		arena_release(a, mark);
	}
	CHECK("a stream of 300 MB runs in an arena of 1 MB",
	    arena_used(a) == used);
	CHECK_STR("what stood before the mark stays", kept, "kept");
	arena_alloc(a, 60 * 1024);
	mark = arena_mark(a);
	arena_alloc(a, 200 * 1024);
	arena_release(a, mark);
	CHECK("a mark in a later block", arena_used(a) == mark.total);
	arena_free(a);
}

static void
test_text(void)
{
	struct arena *a = arena_new(1 << 20);
	struct str s;
	char *z;

	CHECK_STR("print", arena_printf(a, "%d-%s", 7, "x"), "7-x");
	s = arena_printf(a, "%0500d", 7);
	CHECK("print more than a guess", s.n == 500 && s.p[499] == '7');
	CHECK_STR("print a slice",
	    arena_printf(a, STR_FMT "!", STR_ARG(str_of(NULL))), "!");
	CHECK_STR("join", arena_join(a, STR("ab"), STR("c")), "abc");
	CHECK_STR("join nothing", arena_join(a, str_of(NULL), STR("")), "");
	z = arena_z(a, STR("zed"));
	CHECK("a terminated copy", strlen(z) == 3 && z[0] == 'z');
	arena_free(a);
}

/* What a child process that runs f wrote and how it ended. */
static int
child(void (*f)(void), char *said, size_t size)
{
	int pipes[2];
	int status = -1;
	ssize_t n;
	pid_t pid;

	if (pipe(pipes) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		dup2(pipes[1], STDERR_FILENO);
		f();
		_exit(0);
	}
	close(pipes[1]);
	n = read(pipes[0], said, size - 1);
	said[n > 0 ? n : 0] = '\0';
	close(pipes[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
fill_up(void)
{
	struct arena *a = arena_new(100000);

	for (int i = 0; i < 101; i++)
		arena_alloc(a, 1000);
}

static void
fill_exactly(void)
{
	struct arena *a = arena_new(4096);

	arena_alloc(a, 4096 - 64);
}

static void
ask_for_all(void)
{
	arena_alloc(arena_new(1 << 20), SIZE_MAX - 8);
}

static void
ask_for_rows(void)
{
	arena_array(arena_new(1 << 20), SIZE_MAX / 4, 8);
}

static void
test_cap(void)
{
	char said[200];

	CHECK("at the cap the process ends with 71",
	    child(fill_up, said, sizeof(said)) == 71);
	CHECK_STR("and says one line", str_of(said),
	    "aftersale: arena cap reached\n");
	CHECK("below the cap it goes on",
	    child(fill_exactly, said, sizeof(said)) == 0);
	CHECK("a size that wraps around is the cap",
	    child(ask_for_all, said, sizeof(said)) == 71);
	CHECK("a product that wraps around is the cap",
	    child(ask_for_rows, said, sizeof(said)) == 71);
}

static void
test_buf(void)
{
	struct arena *a = arena_new(1 << 20);
	struct buf b = buf_new(a, 1000);
	const char *first;
	size_t used;

	CHECK("an empty buf is an empty text", buf_str(&b).n == 0);
	buf_putz(&b, "ab");
	buf_putc(&b, 'c');
	buf_printf(&b, "%d", 12);
	buf_put(&b, str_of(NULL));
	CHECK_STR("pieces come in their order", buf_str(&b), "abc12");
	first = b.p;
	buf_printf(&b, "%0400d", 1);
	CHECK("it grows where it stands", b.p == first && b.n == 405);
	arena_str(a, STR("between"));
	buf_printf(&b, "%0400d", 2);
	CHECK("it moves when it must", b.n == 805 && b.p != first);
	CHECK("and takes its text along",
	    b.p[0] == 'a' && b.p[404] == '1' && b.p[804] == '2');
	used = arena_used(a);
	buf_printf(&b, "%0195d", 3);
	CHECK("exactly the maximum fits", b.n == 1000 && !b.overflow);
	CHECK("without much more memory", arena_used(a) - used < 300);
	buf_putc(&b, 'x');
	CHECK("one more overflows", b.n == 1000 && b.overflow);
	arena_free(a);
}

static void
test_buf_overflow(void)
{
	struct arena *a = arena_new(1 << 20);
	struct buf b = buf_new(a, 4);

	buf_putz(&b, "abc");
	buf_putz(&b, "de");
	CHECK_STR("what does not fit is left out whole", buf_str(&b), "abc");
	buf_putc(&b, 'f');
	CHECK_STR("and what follows too", buf_str(&b), "abc");
	CHECK("the overflow sticks", b.overflow);
	b = buf_new(a, 4);
	buf_printf(&b, "%0999d", 1);
	CHECK("a long print overflows too", b.overflow && b.n == 0);
	b = buf_new(a, 0);
	buf_put(&b, STR(""));
	CHECK("nothing fits into nothing", !b.overflow);
	b = buf_new(a, SIZE_MAX / 4);
	buf_putz(&b, "x");
	CHECK("a huge maximum costs nothing", arena_used(a) < 4096);
	arena_free(a);
}

static void
test_list(void)
{
	struct arena *a = arena_new(1 << 20);
	struct list l = { 0 };
	struct list other = { 0 };
	bool same = true;

	memset(arena_alloc(a, 60000), 'x', 60000);
	arena_reset(a);
	for (int64_t i = 0; i < 1000; i++) {
		*LIST_PUSH(a, &l, int64_t) = i;
		if (i % 100 == 0)
			*LIST_PUSH(a, &other, int64_t) = -i;
	}
	for (int64_t i = 0; i < 1000; i++)
		same = same && *LIST_AT(&l, int64_t, i) == i;
	CHECK("a thousand items are there", l.count == 1000 && same);
	CHECK("of two lists in one arena",
	    other.count == 10 && *LIST_AT(&other, int64_t, 9) == -900);
	CHECK("a new item is zeroed", *LIST_PUSH(a, &l, int64_t) == 0);
	arena_free(a);
}

int
main(void)
{
	test_alloc();
	test_marks();
	test_text();
	test_cap();
	test_buf();
	test_buf_overflow();
	test_list();
	return tap_done();
}
