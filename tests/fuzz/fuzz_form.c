/* fuzz_form - a posted body of any bytes, read by declared fields. */
#include "../../src/http/inside.h"
#include "aftersale/conf.h"
#include "fuzz.h"

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

static const struct form_field fields[] = { { .name = "name",
						.least = 2,
						.most = 5,
						.is_required = true,
						.offset = offsetof(
						    struct all, name) },
	{ .name = "story",
	    .kind = FORM_LINES,
	    .most = 20,
	    .offset = offsetof(struct all, story) },
	{ .name = "mail",
	    .kind = FORM_EMAIL,
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
	{ .name = "qty",
	    .kind = FORM_INT,
	    .group = "line",
	    .offset = offsetof(struct all, stars) },
	FORM_STOP };

static void
read_groups(struct rq *rq)
{
	struct list numbers = { 0 };
	struct all form;
	size_t wrong;

	if (rq_form_group(rq, "line", &numbers))
		return;
	for (size_t i = 0; i < numbers.count; i++) {
		int64_t n = *LIST_AT(&numbers, int64_t, i);

		must(i == 0 || *LIST_AT(&numbers, int64_t, i - 1) < n,
		    "numbers of a group ascend");
		rq_form_item(rq, fields, "line", n, &form, &wrong);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct conf conf = { .base_path = STR("") };
	struct rq rq = { .arena = a, .conf = &conf, .method = METHOD_POST };
	struct all form = { 0 };
	size_t wrong = 0;

	rq.content_type = STR("application/x-www-form-urlencoded");
	rq.body = fuzz_str(data, size);
	if (rq_form(&rq, fields, &form, &wrong))
		return 0;
	must(str_is_utf8(form.name.text) && str_is_utf8(form.story.text),
	    "what was typed is UTF-8");
	must(wrong || str_chars(form.name.text) <= 5,
	    "a text is not longer than it may be");
	must(form_errors(&rq, fields, &form).count == wrong,
	    "each wrong field is told");
	read_groups(&rq);
	return 0;
}
