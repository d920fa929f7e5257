/* setup_admin - which account may make users of the database: one that is
 * named, else root over the socket, else perhaps the shop's own. Passwords
 * come from files or the terminal, never from the command line. */
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "setup.h"

enum { FILE_MAX = 64 * 1024, TYPED_MAX = 256 };

/* ---- a login file: [client] user, password, host, port, socket ---------- */

static struct str
unquoted(struct str s)
{
	s = str_trim(s);
	if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') &&
	    s.p[s.n - 1] == s.p[0])
		return str_head(str_skip(s, 1), s.n - 2);
	return s;
}

static void
take_line(struct str line, struct db_conf *out)
{
	struct str name = str_trim(str_cut(&line, '='));
	struct str value = unquoted(line);

	if (str_is_z(name, "user"))
		out->user = value;
	else if (str_is_z(name, "password"))
		out->password = value;
	else if (str_is_z(name, "socket"))
		out->socket = value;
	else if (str_is_z(name, "host"))
		out->host = value;
	else if (str_is_z(name, "port") && str_int(value, &out->port))
		out->port = 0;
	else if (str_is_z(name, "ssl-ca"))
		out->ca_file = value;
}

static bool
read_login(struct arena *a, const char *path, struct db_conf *out)
{
	bool is_ours = false;
	struct str text;

	if (conf_read_file(a, path, FILE_MAX, &text))
		return false;
	out->user = STR("root");
	out->password = STR("");
	while (text.n) {
		struct str line = str_trim(str_cut(&text, '\n'));

		if (!line.n || line.p[0] == '#' || line.p[0] == ';')
			continue;
		if (line.p[0] == '[')
			is_ours = str_is_z(line, "[client]") ||
			    str_is_z(line, "[mysql]") ||
			    str_is_z(line, "[mariadb-client]");
		else if (is_ours)
			take_line(line, out);
	}
	return true;
}

/* ---- a name, and a password from a file or typed ------------------------ */

static struct str
ask_password(struct arena *a, struct str user)
{
	char typed[TYPED_MAX] = "";
	struct termios before;
	struct termios quiet;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)
		return STR("");
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	printf("Password of " STR_FMT " (empty: none): ", STR_ARG(user));
	fflush(stdout);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	if (!fgets(typed, sizeof(typed), stdin))
		typed[0] = '\0';
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	putchar('\n');
	typed[strcspn(typed, "\n")] = '\0';
	return arena_str(a, str_of(typed));
}

static bool
read_named(struct setup_plan *plan, struct db_conf *out)
{
	const char *path = args_get(plan->args, "db-admin-password-file");
	struct str text;

	out->user = str_of(args_get(plan->args, "db-admin-user"));
	if (!path) {
		out->password = ask_password(plan->arena, out->user);
		return true;
	}
	if (conf_read_file(plan->arena, path, FILE_MAX, &text))
		return false;
	out->password = str_cut(&text, '\n');
	return true;
}

/* ---- which there are ---------------------------------------------------- */

static bool
is_named(const struct setup_plan *plan)
{
	return args_has(plan->args, "db-admin-file") ||
	    args_has(plan->args, "db-admin-user");
}

static bool
named(struct setup_plan *plan, struct db_conf *out, const char **name)
{
	const char *path = args_get(plan->args, "db-admin-file");

	if (path ? !read_login(plan->arena, path, out)
		 : !read_named(plan, out))
		return false;
	*name = arena_z(plan->arena, out->user);
	return true;
}

/* Who is root here is root there, where the server goes by that. */
static bool
root_here(const struct setup_plan *plan, struct db_conf *out,
    const char **name)
{
	if (geteuid() != 0 || !plan->app.conf.db.socket.n)
		return false;
	out->user = STR("root");
	out->password = STR("");
	*name = "root";
	return true;
}

bool
setup_admin(struct setup_plan *plan, int number, struct db_conf *out,
    const char **name)
{
	*out = plan->app.conf.db;
	out->name = STR("");
	if (is_named(plan))
		return number == 0 && named(plan, out, name);
	if (number == 0 && root_here(plan, out, name))
		return true;
	if (number > 1 || (number == 1 && geteuid() != 0))
		return false;
	*name = "the shop's own account";
	return true;
}

int
setup_admin_check(struct setup_plan *plan)
{
	struct db_conf conf;
	const char *name;
	struct db *db;
	int status = 0;

	if (plan->is_single_user || !is_named(plan))
		return 0;
	if (!setup_admin(plan, 0, &conf, &name))
		return failure("cannot read the file of the account that makes"
			       " users");
	db = db_new(&conf);
	if (db_connect(db))
		status = failure("the account that makes users, %s: " STR_FMT,
		    name, STR_ARG(db_why(db)));
	db_free(db);
	return status;
}
