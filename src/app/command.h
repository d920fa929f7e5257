/* command.h - the sub-commands of the program, private to app. */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "aftersale/base.h"

#define EXIT_FINE 0
#define EXIT_FAILED 1
#define EXIT_USAGE 2

/* An option of one sub-command beside --help, --version and --config. */
struct option_row {
	const char *name; /* "dry-run" */
	const char *value; /* "FILE" in the help text, NULL: a switch */
	const char *what;
};

/* What stood on the command line, checked against the rows. */
struct args {
	const char *config; /* never NULL */
	const struct option_row *options;
	const char *values[24]; /* by option row; "" for a switch, or NULL */
	const char *words[16];	/* what is no option, in order */
	int words_count;
};

struct command {
	const char *name;
	const char *words; /* "order ID | product ID", for the usage line */
	const char *what;
	const struct option_row *options; /* name NULL ends */
	int least_words;
	int most_words;
	int (*run)(const struct args *args);
};

/* The value of an option, "" for a switch that was given, NULL if not. */
const char *args_get(const struct args *args, const char *name);
bool args_has(const struct args *args, const char *name);
/* A whole number within low..high; else one line and exit 2. */
int64_t args_int(const struct args *args, const char *name, int64_t otherwise,
    int64_t low, int64_t high);

/* One clear line on stderr; gives EXIT_USAGE. */
int usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same for what went wrong while working; gives EXIT_FAILED. */
int failure(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

extern const struct command *const commands[]; /* NULL ended */

#endif
