/* test_outbox_kinds - when a schedule runs next, how long a failure waits. */
#include "../../src/outbox/inside.h"

#include "../lib/tap.h"

static const struct {
	int64_t every, at, now, next;
} runs[] = {
	{ 60, 0, 0, 60 },
	{ 60, 0, 59, 60 },
	{ 60, 0, 60, 120 },
	{ 86400, 7200, 1792300041, 1792375200 },
	{ 86400, 7200, 1792375199, 1792375200 },
	{ 86400, 7200, 1792375200, 1792461600 },
	{ 86400, 7200, 1792368000, 1792375200 },
	{ 5, 0, 1792300041, 1792300045 },
};

static const int64_t waits[] = { 15, 60, 240, 960, 3840, 15360, 21600, 21600,
	21600 };

int
main(void)
{
	const struct job_kind plain = { .name = "plain" };
	const struct job_kind own = {
		.name = "own", .lease_seconds = 7, .most_attempts = 2
	};
	const struct job_kind *const rows[] = { &plain, &own, NULL };
	const struct outbox ob = { rows };
	bool good = true;

	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		struct job_kind kind = { .every_seconds = runs[i].every,
			.at_second = runs[i].at };

		CHECK("the next run is the first after now",
		    kind_next(&kind, runs[i].now) == runs[i].next);
	}
	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++)
		good = good && back_off((int64_t)i + 1) == waits[i];
	CHECK("waits grow to six hours", good && back_off(1000) == 21600);
	CHECK("leases and attempts have defaults",
	    kind_lease(&plain) == 120 && kind_attempts(&plain) == 8 &&
		kind_lease(&own) == 7 && kind_attempts(&own) == 2 &&
		kind_attempts(NULL) == 8);
	CHECK(
	    "a kind is found by its name", kind_find(&ob, STR("own")) == &own &&
					       !kind_find(&ob, STR("owner")));
	return tap_done();
}
