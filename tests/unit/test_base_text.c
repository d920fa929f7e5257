/* test_base_text - catalogues: look-up, plurals, and files that lie.
 *
 * Files are built here byte by byte and stand at the end of a page that
 * nothing may be read behind, so a look past the end kills the test. */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/tap.h"
#include "aftersale/text.h"
#include "edge.h"

static struct arena *arena;

struct pair {
	struct str id;
	struct str words;
};

static void
put_number(struct buf *b, uint32_t n, bool swapped)
{
	if (swapped)
		n = __builtin_bswap32(n);
	buf_put(b, (struct str){ (const char *)&n, sizeof(n) });
}

/* A catalogue of pairs as they stand; texts follow the tables. */
static struct str
catalogue(const struct pair *pairs, size_t count, bool swapped)
{
	struct buf b = buf_new(arena, 1 << 20);
	struct buf texts = buf_new(arena, 1 << 20);
	uint32_t base = (uint32_t)(28 + count * 16);
	const uint32_t head[] = { 0x950412de, 0, (uint32_t)count, 28,
		(uint32_t)(28 + count * 8), 0, base };

	for (size_t i = 0; i < 7; i++)
		put_number(&b, head[i], swapped);
	for (size_t i = 0; i < count * 2; i++) {
		struct str s = i < count ? pairs[i].id : pairs[i - count].words;

		put_number(&b, (uint32_t)s.n, swapped);
		put_number(&b, base + (uint32_t)texts.n, swapped);
		buf_put(&texts, s);
		buf_putc(&texts, '\0');
	}
	buf_put(&b, buf_str(&texts));
	return buf_str(&b);
}

static const struct text *
open_pairs(const struct pair *pairs, size_t count, bool swapped)
{
	const struct text *t = NULL;
	struct str s = catalogue(pairs, count, swapped);

	if (text_open(arena, s, &t))
		CHECK("a sound catalogue opens", false);
	return t;
}

static bool
is_refused(struct str s)
{
	const struct text *t = NULL;

	return text_open(arena, at_edge(s), &t) == ERR_BAD_INPUT && !t;
}

#define LT_HEADER                                                       \
	"Content-Type: text/plain; charset=UTF-8\n"                     \
	"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : " \
	"n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

static const struct pair lt[] = {
	{ S(""), S(LT_HEADER) },
	{ S("%d item\0%d items"), S("%d prek\xc4\x97\0%d prek\xc4\x97s\0"
				    "%d preki\xc5\xb3") },
	{ S("Broken"), S("\xff") },
	{ S("Cut\0Cuts"), S("Vienas") },
	{ S("Empty"), S("") },
	{ S("Open"), S("Atidaryti") },
	{ S("Opening"), S("Atidaroma") },
	{ S("month\4May"), S("gegu\xc5\xbe\xc4\x97") },
	{ S("verb\4May"), S("gali") },
	{ S("verb\4ship\0ships"), S("a\0b\0c") },
};

enum { LT_COUNT = sizeof(lt) / sizeof(lt[0]) };

static void
test_lookup(const struct text *t)
{
	CHECK_STR("a word", tr(t, NULL, "Open"), "Atidaryti");
	CHECK_STR("a longer word", tr(t, NULL, "Opening"), "Atidaroma");
	CHECK_STR("a shorter one is its own", tr(t, NULL, "Ope"), "Ope");
	CHECK_STR("by context", tr(t, "month", "May"), "gegu\xc5\xbe\xc4\x97");
	CHECK_STR("by another context", tr(t, "verb", "May"), "gali");
	CHECK_STR("without a context", tr(t, NULL, "May"), "May");
	CHECK_STR(
	    "context and word are not mixed up", tr(t, "mont", "hMay"), "hMay");
	CHECK_STR("slices", tr_str(t, STR("verb"), STR("May")), "gali");
	CHECK_STR("an empty context is none", tr_str(t, STR(""), STR("Open")),
	    "Atidaryti");
	CHECK_STR(
	    "an empty translation is none", tr(t, NULL, "Empty"), "Empty");
	CHECK_STR("a translation that is no UTF-8 is none",
	    tr(t, NULL, "Broken"), "Broken");
	CHECK_STR("the header is no word", tr(t, NULL, ""), "");
	CHECK_STR("a word that is not there", tr(t, NULL, "zzz"), "zzz");
	CHECK_STR("no catalogue", tr(NULL, NULL, "Open"), "Open");
	CHECK_STR("the singular of a pair", tr(t, NULL, "%d item"),
	    "%d prek\xc4\x97");
}

static void
test_counts(const struct text *t)
{
	CHECK_STR("21 takes the first form",
	    trn(t, NULL, "%d item", "%d items", 21), "%d prek\xc4\x97");
	CHECK_STR("22 takes the second",
	    trn(t, NULL, "%d item", "%d items", 22), "%d prek\xc4\x97s");
	CHECK_STR("11 takes the third", trn(t, NULL, "%d item", "%d items", 11),
	    "%d preki\xc5\xb3");
	CHECK_STR("-1 counts as 1", trn(t, NULL, "%d item", "%d items", -1),
	    "%d prek\xc4\x97");
	CHECK_STR("the smallest number",
	    trn(t, NULL, "%d item", "%d items", INT64_MIN), "%d prek\xc4\x97s");
	CHECK_STR("by context", trn(t, "verb", "ship", "ships", 0), "c");
	CHECK_STR("a form that is missing is English",
	    trn(t, NULL, "Cut", "Cuts", 5), "Cuts");
	CHECK_STR("the form that is there is taken",
	    trn(t, NULL, "Cut", "Cuts", 1), "Vienas");
	CHECK_STR("English one", trn(NULL, NULL, "day", "days", 1), "day");
	CHECK_STR("English many", trn(NULL, NULL, "day", "days", 0), "days");
	CHECK_STR("a pair that is not there", trn(t, NULL, "day", "days", 21),
	    "days");
}

/* The forms of numbers from 0 on, as digits. */
static struct str
forms(const char *rule, int to)
{
	char header[1000];
	struct pair pairs[2] = { { STR(""), { header, 0 } },
		{ STR("one\0many"), STR("0\0"
					"1\0"
					"2\0"
					"3\0"
					"4\0"
					"5") } };
	struct buf b = buf_new(arena, 1000);
	const struct text *t;

	snprintf(
	    header, sizeof(header), "X: y\nPlural-Forms: %s\nZ: z\n", rule);
	pairs[0].words = str_of(header);
	t = open_pairs(pairs, 2, false);
	for (int n = 0; n <= to; n++)
		buf_put(&b, trn(t, NULL, "one", "many", n));
	return buf_str(&b);
}

static void
test_rules(void)
{
	const char ru[] =
	    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
	    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);";
	const char pl[] = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && "
			  "n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);";
	const char ar[] =
	    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? "
	    "2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;";

	CHECK_STR("ru", forms(ru, 25), "20111222222222222222201112");
	CHECK_STR("pl", forms(pl, 25), "20111222222222222222221112");
	CHECK_STR("ar", str_skip(forms(ar, 103), 0),
	    "0123333333344444444444444444444444444444444444444444444444444444"
	    "444444444444444444444444444444444444"
	    "5553");
	CHECK_STR("ja", forms("nplurals=1; plural=0;", 3), "0000");
	CHECK_STR("fr", forms("nplurals=2; plural=n > 1;", 3), "0011");
	CHECK_STR("lv",
	    forms("nplurals=3; plural=(n % 10 == 1 && n % 100 != "
		  "11) ? 0 : ((n != 0) ? 1 : 2);",
		12),
	    "2011111111111");
	CHECK_STR(
	    "tightness", forms("nplurals=6;plural=1+2*n-4/2*n", 4), "11111");
	CHECK_STR(
	    "from the left", forms("nplurals=6; plural=9-4-n", 5), "543210");
	CHECK_STR(
	    "not", forms("nplurals=2; plural=!n+!!n*2==2||n<0&&0", 2), "011");
	CHECK_STR("division by nothing is nothing",
	    forms("nplurals=6; plural=5/n%6+n%0", 2), "052");
	CHECK_STR("a form behind the last is English",
	    forms("nplurals=2; plural=n+5", 1), "5one");
	CHECK_STR("a template's header is the English rule",
	    forms("nplurals=INTEGER; plural=EXPRESSION;", 2), "101");
}

static bool
rule_refused(const char *rule)
{
	struct buf b = buf_new(arena, 100000);
	struct pair pair = { STR(""), { 0 } };

	buf_printf(&b, "Plural-Forms: %s\n", rule);
	pair.words = buf_str(&b);
	return is_refused(catalogue(&pair, 1, false));
}

static const char *const bad_rules[] = {
	"",
	"nplurals=2",
	"nplurals=2;",
	"nplurals=2; plural=",
	"nplurals=2; plural=;",
	"nplurals=0; plural=0;",
	"nplurals=101; plural=0;",
	"nplurals=x; plural=0;",
	"nplurals=2; plural=n n;",
	"nplurals=2; plural=nn;",
	"nplurals=2; plural=(n;",
	"nplurals=2; plural=n);",
	"nplurals=2; plural=n ? 1;",
	"nplurals=2; plural=n ? : 1;",
	"nplurals=2; plural=n = 1;",
	"nplurals=2; plural=n & 1;",
	"nplurals=2; plural=-n;",
	"nplurals=2; plural=n ==;",
	"nplurals=2; plural=1234567890;",
	"nplurals=2; plural=m;",
	"nplurals=2; plural=system(1);",
	"nplurals=2; plural=n; x",
};

static const char *
nested(const char *open, const char *close, int depth)
{
	struct buf b = buf_new(arena, 100000);

	buf_putz(&b, "nplurals=2; plural=");
	for (int i = 0; i < depth; i++)
		buf_putz(&b, open);
	buf_putz(&b, "n");
	for (int i = 0; i < depth; i++)
		buf_putz(&b, close);
	buf_putc(&b, ';');
	return arena_z(arena, buf_str(&b));
}

static void
test_bad_rules(void)
{
	size_t count = sizeof(bad_rules) / sizeof(bad_rules[0]);
	char what[100];

	for (size_t i = 0; i < count; i++) {
		snprintf(
		    what, sizeof(what), "rule \"%s\" is refused", bad_rules[i]);
		CHECK(what, rule_refused(bad_rules[i]));
	}
	CHECK("45 parentheses are taken", !rule_refused(nested("(", ")", 45)));
	CHECK("51 are refused", rule_refused(nested("(", ")", 51)));
	CHECK("10000 too", rule_refused(nested("(", ")", 10000)));
	CHECK("45 nots are taken", !rule_refused(nested("!", "", 45)));
	CHECK("51 are refused", rule_refused(nested("!", "", 51)));
	CHECK("51 choices are refused", rule_refused(nested("n?1:", "", 51)));
	CHECK("51 sums are refused", rule_refused(nested("n+", "", 51)));
	CHECK("45 sums are taken", !rule_refused(nested("n+", "", 45)));
}

static void
test_cut(struct str whole)
{
	bool refused = true;
	int survived = 0;

	for (size_t n = 0; n < whole.n; n++)
		refused = refused && is_refused(str_head(whole, n));
	CHECK("a catalogue cut anywhere is refused", refused);
	for (size_t at = 0; at < whole.n; at++) {
		struct str s = at_edge(whole);
		const struct text *t = NULL;

		((char *)s.p)[at] = (char)0xff;
		if (text_open(arena, s, &t))
			continue;
		survived++;
		tr(t, "verb", "May");
		trn(t, NULL, "%d item", "%d items", 7);
		arena_reset(arena);
		whole = catalogue(lt, LT_COUNT, false);
	}
	CHECK("a byte of 0xff anywhere reads nothing outside", survived > 0);
}

static void
test_lies(void)
{
	struct str whole = catalogue(lt, LT_COUNT, false);
	char *p = (char *)whole.p;
	uint32_t n = 0x10000000;

	test_cut(whole);
	whole = catalogue(lt, LT_COUNT, false);
	p = (char *)whole.p;
	memcpy(p + 8, &n, sizeof(n));
	CHECK("a count beyond the file is refused", is_refused(whole));
	n = 0x20000001; /* times 8 wraps around in 32 bits */
	memcpy(p + 8, &n, sizeof(n));
	CHECK("a count that wraps around is refused", is_refused(whole));
	whole = catalogue(lt, LT_COUNT, false);
	n = 0xfffffffc;
	memcpy((char *)whole.p + 12, &n, sizeof(n));
	CHECK("a table beyond the file is refused", is_refused(whole));
	whole = catalogue(lt, LT_COUNT, false);
	n = 0x00020000;
	memcpy((char *)whole.p + 4, &n, sizeof(n));
	CHECK("an unknown revision is refused", is_refused(whole));
	CHECK("nothing is no catalogue", is_refused(STR("")));
	CHECK("text is no catalogue",
	    is_refused(STR("msgid \"\"\nmsgstr \"some more of it\"\n")));
}

/* Pairs as WordPress writes them: numbers sorted as numbers. */
static void
test_unsorted(void)
{
	const struct pair pairs[] = { { S("9"), S("nine") },
		{ S("10"), S("ten") }, { S("Zoo"), S("zoo") },
		{ S("Ape"), S("ape") }, { S(""), S(LT_HEADER) } };
	const struct text *t = open_pairs(pairs, 5, false);

	CHECK_STR("unsorted: the first", tr(t, NULL, "9"), "nine");
	CHECK_STR("unsorted: in the middle", tr(t, NULL, "10"), "ten");
	CHECK_STR("unsorted: Ape", tr(t, NULL, "Ape"), "ape");
	CHECK_STR("unsorted: Zoo", tr(t, NULL, "Zoo"), "zoo");
	CHECK_STR("unsorted: none", tr(t, NULL, "Bee"), "Bee");
	t = open_pairs(NULL, 0, false);
	CHECK_STR("an empty catalogue", tr(t, NULL, "Bee"), "Bee");
}

static const char po[] =
    "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n\n"
    "msgid \"Order\"\nmsgstr \"Bestellung\"\n\n"
    "msgctxt \"verb\"\nmsgid \"Order\"\nmsgstr \"Bestellen\"\n\n"
    "msgid \"day\"\nmsgid_plural \"days\"\n"
    "msgstr[0] \"Tag\"\nmsgstr[1] \"Tage\"\n";

/* Runs msgfmt on the catalogue above; false when there is none. */
static bool
run_msgfmt(const char *path)
{
	int pipes[2];
	int status;
	pid_t pid;

	if (pipe(pipes) != 0)
		return false;
	pid = fork();
	if (pid == 0) {
		dup2(pipes[0], STDIN_FILENO);
		close(pipes[1]);
		execlp("msgfmt", "msgfmt", "-o", path, "-", (char *)NULL);
		_exit(127);
	}
	close(pipes[0]);
	if (write(pipes[1], po, sizeof(po) - 1) < 0)
		status = 1;
	close(pipes[1]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
test_files(void)
{
	char path[] = "test-base-text-XXXXXX";
	const struct text *t = NULL;
	int fd = mkstemp(path);

	close(fd);
	CHECK("an empty file is refused",
	    text_load(arena, path, &t) == ERR_BAD_INPUT);
	if (run_msgfmt(path)) {
		CHECK("what msgfmt wrote opens", !text_load(arena, path, &t));
		CHECK_STR("msgfmt: a word", tr(t, NULL, "Order"), "Bestellung");
		CHECK_STR(
		    "msgfmt: a context", tr(t, "verb", "Order"), "Bestellen");
		CHECK_STR(
		    "msgfmt: a plural", trn(t, NULL, "day", "days", 0), "Tage");
	}
	if (truncate(path, 17 * 1024 * 1024) == 0)
		CHECK("over 16 MB is refused",
		    text_load(arena, path, &t) == ERR_BAD_INPUT);
	unlink(path);
	CHECK("a missing file is not found",
	    text_load(arena, path, &t) == ERR_NOT_FOUND);
	CHECK(
	    "a folder is refused", text_load(arena, ".", &t) == ERR_BAD_INPUT);
}

static void
test_fill(void)
{
	const struct text_arg args[] = { { "name", STR("Ona {{day}}") },
		{ "day", STR("Friday") }, { "none", STR("") } };
	const char *const rows[][2] = {
		{ "Hi {{name}}!", "Hi Ona {{day}}!" },
		{ "{{day}}{{ day }}", "FridayFriday" },
		{ "{{none}}", "" },
		{ "{{who}} {{day}}", "{{who}} Friday" },
		{ "{{ {{day}} }}", "{{ Friday }}" },
		{ "{{day", "{{day" },
		{ "{day}", "{day}" },
		{ "}}{{", "}}{{" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		CHECK_STR(rows[i][0],
		    text_fill(arena, str_of(rows[i][0]), args, 3), rows[i][1]);
}

int
main(void)
{
	const struct text *t;

	arena = arena_new(64 << 20);
	t = open_pairs(lt, LT_COUNT, false);
	test_lookup(t);
	test_counts(t);
	t = open_pairs(lt, LT_COUNT, true);
	CHECK_STR(
	    "a file of the other byte order", tr(t, "verb", "May"), "gali");
	test_rules();
	test_bad_rules();
	test_unsorted();
	test_lies();
	test_files();
	test_fill();
	arena_free(arena);
	return tap_done();
}
