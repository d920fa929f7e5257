/* fuzz_request - the variables of a web server, NUL between them: address,
 * cookies, proxies, method. */
#include "../../src/http/inside.h"
#include "aftersale/conf.h"
#include "fuzz.h"

enum { VARIABLES = 40 };

static void
must_be_clean(const struct rq *rq)
{
	must(rq->fault || str_is_utf8(rq->path), "a path is UTF-8");
	for (size_t i = 0; i < rq->query.count; i++) {
		struct pair *p = LIST_AT(&rq->query, struct pair, i);

		must(str_is_utf8(p->name) && str_is_utf8(p->value),
		    "a query is UTF-8");
	}
}

static void
serve(struct arena *a, char *const *env)
{
	struct conf conf = { .base_path = STR("/after") };
	struct rand frozen = { .frozen = 7 };
	struct rq rq = { .arena = a, .conf = &conf, .rand = &frozen };
	struct str nets[] = { STR("127.0.0.0/8"), STR("::1"), STR("unix:") };
	struct list rows = { .items = nets, .count = 3, .room = 3 };
	struct trust trust = { 0 };
	struct head head;

	http_trust_read(a, &rows, &trust);
	http_head_read(env, &head);
	http_request_read(&rq, &head, &conf, &trust);
	must_be_clean(&rq);
	rq_query(&rq, "key");
	rq_cookie(&rq, STR("as_o"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str rest = fuzz_str(data, size);
	char *env[VARIABLES + 1] = { NULL };

	for (int i = 0; i < VARIABLES && rest.p; i++)
		env[i] = arena_z(a, str_cut(&rest, '\0'));
	serve(a, env);
	return 0;
}
