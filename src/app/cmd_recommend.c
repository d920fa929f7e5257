/* cmd_recommend - says what an order would be offered and why, and whether
 * what was learned pays; or answers
 * cases from a file with what was learned from a file of orders, to judge
 * recommendations on any shop's data without a shop. */
#include <stdio.h>
#include <sys/stat.h>

#include "aftersale/features/recommend.h"
#include "session.h"

static const struct option_row options[] = {
	{ "order", "ID", "an order of the shop" },
	{ "explain", NULL, "each candidate, its score and what moved it" },
	{ "proof", NULL, "does what was learned pay, as last worked out" },
	{ "json", NULL, "that as JSON" },
	{ "train", "ORDERS.csv", "order_id,customer_id,unix_day,product_id" },
	{ "cases", "CASES.csv", "what to answer, by lines of case_id" },
	{ "task", "A|B|C", "goes with it, next order, new to the buyer" },
	{ "out", "FILE", "write there and not to standard output" },
	{ NULL, NULL, NULL }
};

static int
score(const struct recommend_files *files, const char *path)
{
	struct recommend_told told = { 0 };
	FILE *to = path ? fopen(path, "we") : stdout;
	enum err e;

	if (!to)
		return failure("recommend: cannot write %s", path);
	e = recommend_score(files, to, &told);
	if (!e && (fflush(to) || ferror(to)))
		e = ERR_BROKEN;
	if (path && fclose(to) && !e)
		e = ERR_BROKEN;
	if (e)
		return failure("recommend: %s",
		    told.why[0] ? told.why : "the answer cannot be written");
	return EXIT_FINE;
}

static bool
is_one_file(const char *x, const char *y)
{
	struct stat a;
	struct stat b;

	return !stat(x, &a) && !stat(y, &b) && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

static int
answer_cases(const struct args *args)
{
	const char *task = args_get(args, "task");
	struct recommend_files files = {
		.train = args_get(args, "train"),
		.cases = args_get(args, "cases"),
	};
	const char *out = args_get(args, "out");

	if (!files.train || !files.cases || !task)
		return usage_error(
		    "recommend needs --train, --cases and --task");
	if (strlen(task) != 1 || !strchr("ABC", task[0]))
		return usage_error("--task is A, B or C");
	if (out && (is_one_file(out, files.train) ||
		       is_one_file(out, files.cases)))
		return usage_error("--out would overwrite what is read");

	files.task = task[0];
	return score(&files, out);
}

static int
explain(const struct args *args)
{
	struct recommend_explain ask = { .now = clock_now() };
	int64_t generation;
	struct app app;
	int status;
	enum err e;

	if (str_int(str_of(args_get(args, "order")), &ask.order_id) ||
	    !args_has(args, "explain"))
		return usage_error("recommend needs --order ID --explain");
	status = session_open(args, &app);
	if (status)
		return status;

	ask.arena = app.arena;
	ask.db = app.db;
	ask.shop = app.shop;
	ask.conf = &app.conf;
	e = settings_load(app.db, app.arena, &app.site, &ask.settings,
	    &generation);
	if (!e)
		e = recommend_explain(&ask, stdout);
	if (e)
		status = failure("recommend: order %lld: %s " STR_FMT,
		    (long long)ask.order_id, err_word(e),
		    STR_ARG(shop_why(app.shop)));
	app_close(&app);
	return status;
}

static int
prove(const struct args *args)
{
	struct value tree;
	struct app app;
	int status = session_open_offline(args, &app);
	enum err e;

	if (status)
		return status;
	e = recommend_proof(app.db, app.arena, &tree);
	if (e == ERR_NOT_FOUND)
		status = failure("recommend: nothing was worked out yet; the"
				 " worker does it at night, or at once:"
				 " aftersale work --now recommend.proof");
	else if (e)
		status = failure("recommend: %s " STR_FMT, err_word(e),
		    STR_ARG(db_why(app.db)));
	else if (args_has(args, "json"))
		print_json(app.arena, &tree);
	else
		recommend_proof_print(app.arena, &tree, stdout);
	app_close(&app);
	return status;
}

static int
run(const struct args *args)
{
	if (args_has(args, "proof"))
		return prove(args);
	if (args_has(args, "order"))
		return explain(args);
	return answer_cases(args);
}

const struct command cmd_recommend = {
	.name = "recommend",
	.what = "Say what an order is offered and why, or whether it pays; or"
		" answer a file of cases from a file of orders.",
	.options = options,
	.run = run,
};
