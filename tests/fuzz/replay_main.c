/* replay_main - runs one fuzz target over the committed corpus and prints
 * TAP; for compilers without libFuzzer.
 *
 * Each file is also given cut short and with single bytes changed, and each
 * input stands at the end of readable memory: a look past it ends the
 * process, with or without a sanitizer. */
#include <dirent.h>
#include <sys/mman.h>
#include <unistd.h>

#include "aftersale/file.h"
#include "fuzz.h"

enum { PAGE = 4096, INPUT_MAX = 64 * 1024, CHANGES = 64 };

static const uint8_t odd_bytes[] = { 0x00, 0xff, 0x80, '0', '%', '{' };

static char *edge; /* the first byte that may not be read */

static void
edge_make(void)
{
	char *pages = mmap(NULL, INPUT_MAX + PAGE, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	must(pages != MAP_FAILED, "there is memory");
	edge = pages + INPUT_MAX;
	must(mprotect(edge, PAGE, PROT_NONE) == 0, "a page can be closed");
}

static void
run(struct str input, size_t at, int byte)
{
	uint8_t *p = (uint8_t *)edge - input.n;

	if (input.n)
		memcpy(p, input.p, input.n);
	if (at < input.n)
		p[at] = (uint8_t)byte;
	LLVMFuzzerTestOneInput(p, input.n);
}

/* The input, its heads, and itself with bytes changed; spread evenly. */
static void
run_all(struct str input)
{
	size_t step = input.n / CHANGES + 1;

	run(input, input.n, 0);
	for (size_t at = 0; at < input.n; at += step) {
		run(str_head(input, at), input.n, 0);
		for (size_t i = 0; i < sizeof(odd_bytes); i++)
			run(input, at, odd_bytes[i]);
		run(input, at, input.p[at] ^ (1 << at % 8));
	}
}

static int
replay_dir(const char *path)
{
	struct arena *a = arena_new((size_t)64 << 20);
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct str bytes;
	int count = 0;

	while (dir) {
		struct str name;

		entry = readdir(dir);
		if (!entry)
			break;
		if (entry->d_name[0] == '.')
			continue;
		name = arena_printf(a, "%s/%s", path, entry->d_name);
		if (file_read(a, arena_z(a, name), INPUT_MAX, &bytes))
			must(false, "a file of the corpus can be read");
		run_all(bytes);
		printf("ok %d - %s\n", ++count, entry->d_name);
		fflush(stdout);
	}
	if (dir)
		closedir(dir);
	arena_free(a);
	return count;
}

/* fuzz_mo without arguments replays tests/fuzz/corpus/mo. */
static const char *
default_dir(const char *self, char *out, size_t size)
{
	const char *top = getenv("srcdir");
	const char *name = strstr(self, "fuzz_");

	while (name && strstr(name + 1, "fuzz_"))
		name = strstr(name + 1, "fuzz_");
	snprintf(out, size, "%s/tests/fuzz/corpus/%s", top ? top : ".",
	    name ? name + 5 : "none");
	return out;
}

int
main(int argc, char **argv)
{
	char path[PAGE];
	int count;

	edge_make();
	run(STR(""), 0, 0);
	count = replay_dir(
	    argc > 1 ? argv[1] : default_dir(argv[0], path, sizeof(path)));
	if (count == 0)
		printf("not ok %d - there is a corpus\n", ++count);
	printf("1..%d\n", count);
	return 0;
}
