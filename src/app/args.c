/* args - reading what main.c found on the command line, and saying what is
 * wrong with it. */
#include <stdio.h>

#include "aftersale/base.h"
#include "command.h"

const char *
args_get(const struct args *args, const char *name)
{
	for (int i = 0; args->options && args->options[i].name; i++) {
		if (strcmp(args->options[i].name, name) == 0)
			return args->values[i];
	}
	return NULL;
}

bool
args_has(const struct args *args, const char *name)
{
	return args_get(args, name) != NULL;
}

static void
say_line(const char *fmt, va_list ap)
{
	fputs("aftersale: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

int
usage_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_line(fmt, ap);
	va_end(ap);
	return EXIT_USAGE;
}

int
failure(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_line(fmt, ap);
	va_end(ap);
	return EXIT_FAILED;
}

int64_t
args_int(const struct args *args, const char *name, int64_t otherwise,
    int64_t low, int64_t high)
{
	const char *text = args_get(args, name);
	int64_t n;

	if (!text)
		return otherwise;

	if (str_int(str_of(text), &n) || n < low || n > high)
		exit(usage_error("--%s takes a number from %lld to %lld",
		    name, (long long)low, (long long)high));
	return n;
}
