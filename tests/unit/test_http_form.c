/* test_http_form - posted fields: parsing, declared kinds, what is typed
 * again and what is wrong. */
#include "../lib/tap.h"
#include "aftersale/amount.h"
#include "http_help.h"

static const char urlencoded[] = "application/x-www-form-urlencoded";

struct all {
	struct form_value name;
	struct form_value story;
	struct form_value mail;
	struct form_value stars;
	struct form_value agree;
	struct form_value reason;
	struct form_value tags;
};

static const char *const reasons[] = { "late", "broken", NULL };

static const struct form_field all_fields[] = {
	{ .name = "name",
	    .label = "Your name",
	    .least = 2,
	    .most = 5,
	    .offset = offsetof(struct all, name) },
	{ .name = "story",
	    .kind = FORM_LINES,
	    .most = 20,
	    .offset = offsetof(struct all, story) },
	{ .name = "mail",
	    .kind = FORM_EMAIL,
	    .label = "E-mail",
	    .offset = offsetof(struct all, mail) },
	{ .name = "stars",
	    .kind = FORM_INT,
	    .low = 1,
	    .high = 5,
	    .offset = offsetof(struct all, stars) },
	{ .name = "agree",
	    .kind = FORM_FLAG,
	    .offset = offsetof(struct all, agree) },
	{ .name = "reason",
	    .kind = FORM_CHOICE,
	    .choices = reasons,
	    .offset = offsetof(struct all, reason) },
	{ .name = "tag",
	    .kind = FORM_MANY,
	    .most = 3,
	    .offset = offsetof(struct all, tags) },
	FORM_STOP,
};

static struct rq rq;

static enum err
post_as(const char *type, struct str body, const struct form_field *fields,
    struct all *form, size_t *wrong)
{
	help_start("");
	rq = help_request();
	rq.body = help_exact(body);
	rq.content_type = str_of(type);
	return rq_form(&rq, fields, form, wrong);
}

static struct all
post(const char *body)
{
	struct all form;
	size_t wrong;

	memset(&form, 0x55, sizeof(form));
	if (post_as(urlencoded, str_of(body), all_fields, &form, &wrong))
		CHECK("the body is a form", false);
	return form;
}

struct value_case {
	const char *what;
	const char *body;
	size_t offset; /* of the form_value that is looked at */
	const char *text;
	const char *error; /* "" fine, else how the sentence begins */
};

#define AT(member) offsetof(struct all, member)

static const struct value_case cases[] = {
	{ "a text", "name=Ona", AT(name), "Ona", "" },
	{ "a text is trimmed", "name=+%09Ona%0D%0A", AT(name), "Ona", "" },
	{ "characters are counted, not bytes",
	    "name=%C4%85%C4%8D%C4%99%C4%97%C4%AF", AT(name),
	    "\xc4\x85\xc4\x8d\xc4\x99\xc4\x97\xc4\xaf", "" },
	{ "a text that is too long stays", "name=Onute+B", AT(name), "Onute B",
	    "Use at most 5 characters; there are 7 now." },
	{ "a text that is too short stays", "name=O", AT(name), "O",
	    "Use at least 2 characters." },
	{ "a line end in a line", "name=a%0Ab", AT(name), "a\nb",
	    "Write this on one line" },
	{ "a control of Latin-1", "name=a%C2%85b", AT(name),
	    "a\xc2\x85"
	    "b",
	    "Write this on one line" },
	{ "nothing at all is fine if not asked for", "", AT(name), "", "" },
	{ "lines keep their breaks", "story=a%0D%0Ab%0Dc%0Ad", AT(story),
	    "a\nb\nc\nd", "" },
	{ "lines without other controls", "story=a%07", AT(story), "a\a",
	    "Write this without special signs." },
	{ "a mail address", "mail=Ona.O%2Bx@p.example.lt", AT(mail),
	    "Ona.O+x@p.example.lt", "" },
	{ "a mail address in other letters", "mail=%C5%BE@%C5%BE.lt", AT(mail),
	    "\xc5\xbe@\xc5\xbe.lt", "" },
	{ "no at", "mail=ona.example.lt", AT(mail), "ona.example.lt",
	    "Write an e-mail" },
	{ "two ats", "mail=a@b@c.lt", AT(mail), "a@b@c.lt", "Write an e-mail" },
	{ "no dot", "mail=a@localhost", AT(mail), "a@localhost",
	    "Write an e-mail" },
	{ "a dot at the end", "mail=a@b.", AT(mail), "a@b.",
	    "Write an e-mail" },
	{ "two dots", "mail=a@b..lt", AT(mail), "a@b..lt", "Write an e-mail" },
	{ "a header in an address", "mail=a@b.lt%0D%0ABcc:x@y.lt", AT(mail),
	    "a@b.lt\r\nBcc:x@y.lt", "Write an e-mail" },
	{ "a list of addresses", "mail=a@b.lt,c@d.lt", AT(mail),
	    "a@b.lt,c@d.lt", "Write an e-mail" },
	{ "a number", "stars=5", AT(stars), "5", "" },
	{ "a number over its range", "stars=6", AT(stars), "6",
	    "Choose a number from 1 to 5." },
	{ "a number under its range", "stars=0", AT(stars), "0",
	    "Choose a number from 1 to 5." },
	{ "a number over 2^63", "stars=9223372036854775808", AT(stars),
	    "9223372036854775808", "Write a whole number." },
	{ "a number with a point", "stars=4.5", AT(stars), "4.5",
	    "Write a whole number." },
	{ "a number in hex", "stars=0x4", AT(stars), "0x4",
	    "Write a whole number." },
	{ "a choice", "reason=late", AT(reason), "late", "" },
	{ "a choice that is none", "reason=lat", AT(reason), "lat",
	    "Choose one of the answers." },
	{ "a flag", "agree=on", AT(agree), "on", "" },
	{ "many", "tag=a&tag=b", AT(tags), "b", "" },
	{ "too many", "tag=a&tag=b&tag=c&tag=d", AT(tags), "d",
	    "Choose at most 3 of them." },
	{ "markup is text", "name=%3Cb%3E", AT(name), "<b>", "" },
};

static void
test_values(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct value_case *c = &cases[i];
		struct all form = post(c->body);
		struct form_value *v =
		    (struct form_value *)((char *)&form + c->offset);
		bool error_fits =
		    *c->error ? str_has_prefix(v->error, str_of(c->error))
			      : v->error.n == 0;

		if (!CHECK(c->what, error_fits && str_is_z(v->text, c->text)))
			printf("# " STR_FMT ": " STR_FMT "\n", STR_ARG(v->text),
			    STR_ARG(v->error));
	}
	CHECK("a number is read", post("stars=4").stars.number == 4);
	CHECK("a flag is set", post("agree=").agree.flag);
	CHECK("a flag that was not sent is not", !post("").agree.flag);
	CHECK("many are counted", post("tag=a&tag=b").tags.many.count == 2);
}

static void
test_required(void)
{
	static const struct form_field fields[] = {
		{ .name = "name",
		    .label = "Your name",
		    .is_required = true,
		    .offset = AT(name) },
		{ .name = "agree",
		    .kind = FORM_FLAG,
		    .is_required = true,
		    .offset = AT(agree) },
		FORM_STOP,
	};
	struct all form;
	struct list errors;
	size_t wrong;

	post_as(urlencoded, STR("name=%20%20"), fields, &form, &wrong);
	CHECK("L-44 what is missing is counted", wrong == 2);
	errors = form_errors(&rq, fields, &form);
	CHECK("L-44 the summary has each of them", errors.count == 2);
	CHECK_STR("the field it leads to",
	    LIST_AT(&errors, struct form_error, 0)->field, "name");
	CHECK_STR("the label", LIST_AT(&errors, struct form_error, 0)->label,
	    "Your name");
	CHECK_STR("the sentence", LIST_AT(&errors, struct form_error, 0)->text,
	    "Fill this in.");
	CHECK_STR("a box has its own words",
	    LIST_AT(&errors, struct form_error, 1)->text,
	    "Tick this box to go on.");
}

struct body_case {
	const char *what;
	const char *type;
	struct str body;
	enum err err;
};

static const struct body_case bodies[] = {
	{ "no body, no type", "", S(""), ERR_OK },
	{ "a character set beside the type",
	    "application/x-www-form-urlencoded; charset=UTF-8", S("name=Ona"),
	    ERR_OK },
	{ "the type in capitals", "APPLICATION/X-WWW-FORM-URLENCODED",
	    S("name=Ona"), ERR_OK },
	{ "a body without a type", "", S("name=Ona"), ERR_BAD_INPUT },
	{ "JSON is no form", "application/json", S("{}"), ERR_BAD_INPUT },
	{ "a broken escape", urlencoded, S("name=%"), ERR_BAD_INPUT },
	{ "a broken escape in what nobody declared", urlencoded,
	    S("name=Ona&x=%g0"), ERR_BAD_INPUT },
	{ "NUL", urlencoded, S("name=a%00b"), ERR_BAD_INPUT },
	{ "no UTF-8", urlencoded, S("name=%C0%AF"), ERR_BAD_INPUT },
	{ "no UTF-8 in a name", urlencoded, S("%FF=1"), ERR_BAD_INPUT },
	{ "a doubled field", urlencoded, S("name=a&stars=1&name=b"),
	    ERR_BAD_INPUT },
	{ "a doubled field with one value", urlencoded, S("name=a&name=a"),
	    ERR_BAD_INPUT },
	{ "what nobody declared may be doubled", urlencoded,
	    S("x=1&name=Ona&x=2"), ERR_OK },
};

static void
test_bodies(void)
{
	struct all form;
	struct str many;
	size_t wrong;

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		CHECK(bodies[i].what,
		    post_as(bodies[i].type, bodies[i].body, all_fields, &form,
			&wrong) == bodies[i].err);

	help_start("");
	many = help_exact(help_repeat("tag=1&", 400));
	CHECK("400 fields are read",
	    post_as(urlencoded, many, all_fields, &form, &wrong) == ERR_OK);
	help_start("");
	many = help_exact(help_repeat("tag=1&", 401));
	CHECK("401 fields are refused", post_as(urlencoded, many, all_fields,
					    &form, &wrong) == ERR_BAD_INPUT);
}

struct line {
	struct form_value qty;
	struct form_value why;
};

static const struct form_field line_fields[] = {
	{ .name = "note", .offset = offsetof(struct line, why) },
	{ .name = "qty",
	    .kind = FORM_INT,
	    .low = 1,
	    .high = 9,
	    .label = "Qty",
	    .group = "line",
	    .offset = offsetof(struct line, qty) },
	{ .name = "why",
	    .group = "line",
	    .is_required = true,
	    .offset = offsetof(struct line, why) },
	FORM_STOP,
};

static struct str
group_of(const char *body)
{
	struct buf b = buf_new(arena, 4096);
	struct list numbers = { 0 };

	help_start("");
	rq = help_request();
	rq.body = help_exact(str_of(body));
	rq.content_type = str_of(urlencoded);
	if (rq_form_group(&rq, "line", &numbers))
		return STR("refused");
	for (size_t i = 0; i < numbers.count; i++)
		buf_printf(
		    &b, "%lld ", (long long)*LIST_AT(&numbers, int64_t, i));
	return buf_str(&b);
}

static void
test_groups(void)
{
	struct line line;
	struct list errors = { 0 };
	size_t wrong;

	CHECK_STR("numbers of a group, ascending, each once",
	    group_of("line.12.qty=1&line.3.why=x&line.3.qty=2&note=1"),
	    "3 12 ");
	CHECK_STR("what only looks like a number of a group",
	    group_of("line.=1&line.x.qty=1&line.-1.qty=1&line.03.qty=1&line=2"
		     "&lines.4.qty=1&line.5=1&line.5.=1&line..qty=1"
		     "&line.99999999999999999999.qty=1"),
	    "");
	CHECK_STR("the largest number there is",
	    group_of("line.9223372036854775807.qty=1"), "9223372036854775807 ");
	CHECK_STR("a doubled field of a group",
	    group_of("line.3.qty=1&line.3.qty=2"), "3 ");
	CHECK("is refused when it is read",
	    rq_form_item(&rq, line_fields, "line", 3, &line, &wrong) ==
		ERR_BAD_INPUT);

	group_of("line.3.qty=4&line.4.qty=44&line.4.why=x&note=abc");
	CHECK("an item is read",
	    !rq_form_item(&rq, line_fields, "line", 3, &line, &wrong) &&
		line.qty.number == 4);
	CHECK("what it lacks is counted", wrong == 1);
	form_item_errors(&rq, line_fields, "line", 3, &line, &errors);
	CHECK("its mistakes are added", errors.count == 1);
	CHECK_STR("under the name it has in the page",
	    LIST_AT(&errors, struct form_error, 0)->field, "line.3.why");
	CHECK("an item that was not sent has only what is missing",
	    !rq_form_item(&rq, line_fields, "line", 5, &line, &wrong) &&
		wrong == 1);
	CHECK("rows of a group are no fields of the form",
	    !rq_form(&rq, line_fields, &line, &wrong) && wrong == 0 &&
		str_is_z(line.why.text, "abc"));
}

int
main(void)
{
	test_values();
	test_required();
	test_bodies();
	test_groups();
	return tap_done();
}
