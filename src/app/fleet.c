/* fleet - the shops of a host, and a process for one of them. What is run for
 * all is in fleet_each.c and fleet_work.c. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "fleet.h"
#include "setting.h"

enum { WORDS_MAX = 16 };

static int
by_name(const void *a, const void *b)
{
	const struct fleet_shop *x = a;
	const struct fleet_shop *y = b;

	return strcmp(x->name, y->name);
}

static void
take_entry(struct arena *a, const char *dir, const char *entry,
    struct list *out)
{
	struct str name = str_of(entry);
	struct fleet_shop *shop;

	if (!str_has_suffix(name, STR(".json")) || name.p[0] == '.' ||
	    str_is_z(name, HOST_FILE ".json"))
		return;
	shop = LIST_PUSH(a, out, struct fleet_shop);
	shop->name = arena_z(a, str_head(name, name.n - 5));
	shop->config = arena_printz(a, "%s/%s", dir, entry);
}

enum err
fleet_shops(struct arena *a, const char *dir, struct list *out)
{
	const struct dirent *entry;
	DIR *d = opendir(dir);

	if (!d)
		return ERR_NOT_FOUND;
	while ((entry = readdir(d)))
		take_entry(a, dir, entry->d_name, out);
	closedir(d);
	if (out->count > 1)
		qsort(out->items, out->count, sizeof(struct fleet_shop),
		    by_name);
	return ERR_OK;
}

static _Noreturn void
become(const char *program, const char *const *words,
    const struct fleet_shop *shop, int out, int err, pid_t parent)
{
	const char *argv[WORDS_MAX + 4] = { "aftersale" };
	sigset_t none;
	int n = 1;

	for (int i = 0; i < WORDS_MAX && words[i]; i++)
		argv[n++] = words[i];
	argv[n++] = "--config";
	argv[n++] = shop->config;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)
		_exit(1);
	if ((out >= 0 && dup2(out, 1) < 0) || (err >= 0 && dup2(err, 2) < 0))
		_exit(1);
	execv(program, (char *const *)argv);
	_exit(127);
}

pid_t
fleet_start(const char *program, const char *const *words,
    const struct fleet_shop *shop, int out, int err)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid == 0)
		become(program, words, shop, out, err, parent);
	return pid;
}
