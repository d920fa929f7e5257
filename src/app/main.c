/* main - reads the command line and runs a sub-command. What a sub-command
 * does stands in its own cmd_*.c; the table of them in commands.c. */
#include "config.h"

#include <stdio.h>

#include "aftersale/base.h"
#include "aftersale/http.h"
#include "command.h"

static void
print_help(FILE *to)
{
	fputs("Usage: aftersale COMMAND [OPTION...]\n"
	      "What happens after the sale, beside the shop that made it.\n\n",
	    to);
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-10s %s\n", commands[i]->name,
		    commands[i]->what);
	fputs("\nEach command knows --help, --version and --config FILE"
	      " (or -c FILE).\n",
	    to);
}

static void
print_version(void)
{
	puts(PACKAGE_NAME " " PACKAGE_VERSION);
}

static void
print_command_help(const struct command *c)
{
	printf("Usage: aftersale %s%s%s [OPTION...]\n%s\n\n", c->name,
	    c->words ? " " : "", c->words ? c->words : "", c->what);
	for (const struct option_row *o = c->options; o && o->name; o++) {
		char left[64];

		snprintf(left, sizeof(left), "--%s%s%s", o->name,
		    o->value ? " " : "", o->value ? o->value : "");
		printf("  %-24s %s\n", left, o->what);
	}
	printf("  %-24s %s\n", "--config FILE", AFTERSALE_CONFIG);
	printf("  %-24s %s\n", "--help", "this text");
	printf("  %-24s %s\n", "--version", "name and version");
}

/* The row of "--name" or "--name=value", or -1. */
static int
option_find(const struct option_row *rows, const char *name, size_t n)
{
	for (int i = 0; rows && rows[i].name; i++) {
		if (strlen(rows[i].name) == n &&
		    memcmp(rows[i].name, name, n) == 0)
			return i;
	}
	return -1;
}

enum common { COMMON_NONE, COMMON_HELP, COMMON_VERSION, COMMON_CONFIG };

static enum common
common_find(const char *word)
{
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return COMMON_HELP;
	if (strcmp(word, "--version") == 0)
		return COMMON_VERSION;
	if (strcmp(word, "--config") == 0 || strcmp(word, "-c") == 0)
		return COMMON_CONFIG;
	return COMMON_NONE;
}

/* Takes one "--name[=value]"; moves *i over a value in the next word. */
static int
option_take(struct args *args, int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2;
	const char *equals = strchr(name, '=');
	size_t n = equals ? (size_t)(equals - name) : strlen(name);
	int row = option_find(args->options, name, n);

	if (row < 0)
		return usage_error("there is no option --%.*s", (int)n, name);

	if (!args->options[row].value) {
		if (equals)
			return usage_error("--%.*s takes no value", (int)n,
			    name);
		args->values[row] = "";
		return 0;
	}
	if (!equals && *i + 1 >= argc)
		return usage_error("--%.*s needs a value (%s)", (int)n, name,
		    args->options[row].value);

	args->values[row] = equals ? equals + 1 : argv[++*i];
	return 0;
}

static int
word_take(struct args *args, const struct command *c, const char *word)
{
	if (args->words_count >= c->most_words)
		return usage_error("%s: \"%s\" is one word too many", c->name,
		    word);

	args->words[args->words_count++] = word;
	return 0;
}

static int
config_take(struct args *args, int argc, char **argv, int *i)
{
	if (*i + 1 >= argc)
		return usage_error("--config needs a value (FILE)");

	args->config = argv[++*i];
	return 0;
}

static int
args_read(struct args *args, const struct command *c, int argc, char **argv)
{
	int wrong = 0;

	for (int i = 2; i < argc && !wrong; i++) {
		if (common_find(argv[i]) == COMMON_CONFIG)
			wrong = config_take(args, argc, argv, &i);
		else if (strncmp(argv[i], "--config=", 9) == 0)
			args->config = argv[i] + 9;
		else if (strncmp(argv[i], "--", 2) == 0)
			wrong = option_take(args, argc, argv, &i);
		else
			wrong = word_take(args, c, argv[i]);
	}
	if (!wrong && args->words_count < c->least_words)
		return usage_error("%s needs %s", c->name, c->words);
	return wrong;
}

static const struct command *
command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

static int
run_command(const struct command *c, int argc, char **argv)
{
	struct args args = { .config = AFTERSALE_CONFIG,
		.options = c->options };
	int wrong;

	for (int i = 2; i < argc; i++) {
		if (common_find(argv[i]) == COMMON_HELP) {
			print_command_help(c);
			return EXIT_FINE;
		}
		if (common_find(argv[i]) == COMMON_VERSION) {
			print_version();
			return EXIT_FINE;
		}
	}
	wrong = args_read(&args, c, argc, argv);
	if (wrong)
		return wrong;

	return c->run(&args);
}

/* Options before the command are allowed too: aftersale --config F serve. */
static void
command_first(int argc, char **argv)
{
	int skip = 1;
	char *command;

	while (skip < argc && argv[skip][0] == '-') {
		if (common_find(argv[skip]) == COMMON_HELP ||
		    common_find(argv[skip]) == COMMON_VERSION)
			break;
		if (common_find(argv[skip]) == COMMON_CONFIG)
			skip++;
		else if (strncmp(argv[skip], "--config=", 9) != 0)
			return;
		skip++;
	}
	if (skip >= argc || skip == 1)
		return;
	command = argv[skip];
	for (int i = skip; i > 1; i--)
		argv[i] = argv[i - 1];
	argv[1] = command;
}

/* mod_fcgid, spawn-fcgi and plain CGI start the bare program. */
static bool
is_started_by_server(void)
{
	return http_is_cgi() || http_inherited() >= 0;
}

static int
run_for_server(void)
{
	const struct command *serve = command_find("serve");
	const char *config = getenv("AFTERSALE_CONFIG");
	struct args args = {
		.config = config && *config ? config : AFTERSALE_CONFIG,
	};

	if (!serve)
		return EXIT_USAGE;
	args.options = serve->options;
	return serve->run(&args);
}

int
main(int argc, char **argv)
{
	const struct command *c;

	command_first(argc, argv);
	if (argc < 2 && is_started_by_server())
		return run_for_server();
	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	switch (common_find(argv[1])) {
	case COMMON_HELP:
		print_help(stdout);
		return EXIT_FINE;
	case COMMON_VERSION:
		print_version();
		return EXIT_FINE;
	default:
		break;
	}
	c = command_find(argv[1]);
	if (!c)
		return usage_error("there is no command \"%s\"; see"
				   " aftersale --help",
		    argv[1]);

	return run_command(c, argc, argv);
}
