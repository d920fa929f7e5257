/* test_outbox_kinds - when a schedule runs next, how long a failure waits. */
#include "../../src/outbox/inside.h"

#include "../lib/tap.h"

static const struct {
	int64_t every, at, behind, now, next;
} runs[] = {
	{ 60, 0, 0, 0, 60 },
	{ 60, 0, 0, 59, 60 },
	{ 60, 0, 0, 60, 120 },
	{ 86400, 7200, 0, 1792300041, 1792375200 },
	{ 86400, 7200, 0, 1792375199, 1792375200 },
	{ 86400, 7200, 0, 1792375200, 1792461600 },
	{ 86400, 7200, 0, 1792368000, 1792375200 },
	{ 5, 0, 0, 1792300041, 1792300045 },
	/* Later within the hour, never a run less or more. */
	{ 86400, 7200, 3599, 1792375200, 1792378799 },
	{ 86400, 7200, 3599, 1792378799, 1792465199 },
	{ 86400, 7200, 60, 1792368000, 1792375260 },
	{ 3600, 0, 1800, 1792375200, 1792377000 },
	{ 60, 0, 75, 0, 15 },
	{ 60, 0, 75, 15, 75 },
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
	const struct outbox ob = { .kinds = rows };
	const struct job_kind mail = { .name = "mail",
		.outward = true,
		.stands_on = 2 };
	const struct job_kind *const more[] = { &plain, &mail, NULL };
	const struct outbox free = { .kinds = more };
	const struct outbox held = { .kinds = more, .is_held = true };
	const struct outbox closed = { .kinds = more, .closed = 2 };
	const struct outbox held_plain = { .kinds = rows, .is_held = true };
	struct arena *a = arena_new(1 << 16);
	bool good = true;

	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		struct job_kind kind = { .every_seconds = runs[i].every,
			.at_second = runs[i].at };
		struct outbox shop = { .behind = runs[i].behind };

		CHECK("the next run is the first after now",
		    kind_next(&shop, &kind, runs[i].now) == runs[i].next);
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
	CHECK("nobody waits", !kinds_waiting(a, &free).n &&
		kinds_waiting(a, &free).p && !kind_waits(&free, &mail));
	CHECK("what is held waits",
	    str_is_z(kinds_waiting(a, &held), "mail"));
	CHECK("what stands on a closed part waits",
	    str_is_z(kinds_waiting(a, &closed), "mail"));
	CHECK("held, with nothing outward: an empty text and no NULL",
	    kinds_waiting(a, &held_plain).p &&
		!kinds_waiting(a, &held_plain).n);
	arena_free(a);
	return tap_done();
}
