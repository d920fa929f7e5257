/* reference - the least a program can do that asks the same questions and
 * gives the same answer: libfcgi, prepared statements of libmariadb with
 * bound buffers, and one text that is sent as it is. No routing, no check, no
 * rendering. What it asks is in a plan that tests/bench/run took from the log
 * of the database.
 *
 *	reference SOCKET PROCESSES PLAN ANSWER DB_SOCKET USER PASSWORD NAME
 *
 * A plan is lines of words: "set SQL" once a connection, "before SQL" and
 * "after SQL" (the answer), each followed by its values, "int N" and
 * "text HEX". */
#include <fcgiapp.h>
#include <mysql.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	STATEMENTS = 16,
	VALUES = 300,
	COLUMNS = 64,
	CELL = 4096,
	LINE = 65536,
	ANSWER = 1 << 20,
	BACKLOG = 4096,
};

struct value {
	bool is_text;
	long long number;
	char text[CELL];
	unsigned long length;
};

struct statement {
	MYSQL_STMT *stmt;
	bool is_after;
	int values;
	struct value in[VALUES];
	MYSQL_BIND params[VALUES];
	MYSQL_BIND columns[COLUMNS];
	unsigned long lengths[COLUMNS];
	char (*cells)[CELL];
	bool has_rows;
};

static struct statement *plan[STATEMENTS];
static int plan_size;
static char answer[ANSWER];
static size_t answer_size;
static unsigned long long read_bytes; /* keeps the fetched from being unused */

static void
need(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "reference: %s\n", what);
	exit(1);
}

static void
add_statement(MYSQL *my, const char *sql, bool is_after)
{
	struct statement *s = calloc(1, sizeof(*s));

	need(s && plan_size < STATEMENTS, "too many statements");
	s->is_after = is_after;
	s->stmt = mysql_stmt_init(my);
	need(mysql_stmt_prepare(s->stmt, sql, strlen(sql)) == 0, sql);
	plan[plan_size++] = s;
}

static struct value *
add_value(enum enum_field_types type)
{
	struct statement *s = plan[plan_size - 1];
	struct value *v = &s->in[s->values];
	MYSQL_BIND *bind = &s->params[s->values];

	need(s->values < VALUES, "too many values");
	s->values++;
	bind->buffer_type = type;
	bind->buffer = type == MYSQL_TYPE_LONGLONG ? (void *)&v->number
						   : (void *)v->text;
	bind->length = &v->length;
	return v;
}

static void
add_text(const char *hex)
{
	struct value *v = add_value(MYSQL_TYPE_STRING);
	unsigned byte;

	for (; v->length < CELL && sscanf(hex, "%2x", &byte) == 1; hex += 2)
		v->text[v->length++] = (char)byte;
	plan[plan_size - 1]->params[plan[plan_size - 1]->values - 1]
	    .buffer_length = v->length;
}

static void
plan_line(MYSQL *my, char *line)
{
	char *rest = strchr(line, ' ');

	need(rest != NULL, line);
	*rest++ = '\0';
	rest[strcspn(rest, "\n")] = '\0';
	if (strcmp(line, "set") == 0)
		need(mysql_query(my, rest) == 0, rest);
	else if (strcmp(line, "before") == 0 || strcmp(line, "after") == 0)
		add_statement(my, rest, line[0] == 'a');
	else if (strcmp(line, "int") == 0)
		add_value(MYSQL_TYPE_LONGLONG)->number = atoll(rest);
	else
		add_text(rest);
}

static void
bind_statement(struct statement *s)
{
	unsigned count = mysql_stmt_field_count(s->stmt);

	need((int)mysql_stmt_param_count(s->stmt) == s->values,
	    "a statement lacks values");
	need(s->values == 0 || mysql_stmt_bind_param(s->stmt, s->params) == 0,
	    "bind_param");
	need(count <= COLUMNS, "too many columns");
	s->has_rows = count > 0;
	s->cells = calloc(count ? count : 1, CELL);
	need(s->cells != NULL, "memory");
	for (unsigned i = 0; i < count; i++) {
		s->columns[i].buffer_type = MYSQL_TYPE_STRING;
		s->columns[i].buffer = s->cells[i];
		s->columns[i].buffer_length = CELL;
		s->columns[i].length = &s->lengths[i];
	}
	need(count == 0 || mysql_stmt_bind_result(s->stmt, s->columns) == 0,
	    "bind_result");
}

static void
run(struct statement *s)
{
	int rc;

	need(mysql_stmt_execute(s->stmt) == 0, mysql_stmt_error(s->stmt));
	if (!s->has_rows)
		return;
	while ((rc = mysql_stmt_fetch(s->stmt)) == 0 ||
	    rc == MYSQL_DATA_TRUNCATED)
		read_bytes += s->lengths[0];
	need(rc == MYSQL_NO_DATA, mysql_stmt_error(s->stmt));
	mysql_stmt_free_result(s->stmt);
}

static void
run_all(bool is_after)
{
	for (int i = 0; i < plan_size; i++) {
		if (plan[i]->is_after == is_after)
			run(plan[i]);
	}
}

static void
read_plan(MYSQL *my, const char *path)
{
	static char line[LINE];
	FILE *file = fopen(path, "r");

	need(file != NULL, path);
	while (fgets(line, sizeof(line), file))
		plan_line(my, line);
	fclose(file);
	for (int i = 0; i < plan_size; i++)
		bind_statement(plan[i]);
}

static void
read_answer(const char *path)
{
	FILE *file = fopen(path, "r");

	need(file != NULL, path);
	answer_size = fread(answer, 1, sizeof(answer), file);
	fclose(file);
}

static void
serve(int fd, char **argv)
{
	MYSQL *my = mysql_init(NULL);
	FCGX_Request request;

	need(mysql_real_connect(my, NULL, argv[6], argv[7], argv[8], 0,
		 argv[5], 0) != NULL, "connect");
	read_plan(my, argv[3]);
	read_answer(argv[4]);
	FCGX_InitRequest(&request, fd, 0);
	while (FCGX_Accept_r(&request) == 0) {
		run_all(false);
		FCGX_PutStr(answer, (int)answer_size, request.out);
		FCGX_Finish_r(&request);
		run_all(true);
	}
}

int
main(int argc, char **argv)
{
	int fd;

	need(argc == 9, "eight words are needed");
	need(FCGX_Init() == 0, "FCGX_Init");
	fd = FCGX_OpenSocket(argv[1], BACKLOG);
	need(fd >= 0, argv[1]);
	for (int i = 0; i < atoi(argv[2]); i++) {
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGTERM);
			serve(fd, argv);
			_exit(1);
		}
	}
	while (wait(NULL) > 0)
		continue;
	return 1;
}
