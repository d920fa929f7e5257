/* kinds - what a row of the job table means in seconds. Pure. */
#include "inside.h"

enum {
	LEASE_SECONDS = 120,
	ATTEMPTS_MAX = 8,
	WAIT_FIRST = 15,
	WAIT_MAX = 6 * 3600,
	NAMES_MAX = 4096,
	HOUR = 3600
};

const struct job_kind *
kind_find(const struct outbox *ob, struct str name)
{
	for (size_t i = 0; ob->kinds[i]; i++)
		if (str_is_z(name, ob->kinds[i]->name))
			return ob->kinds[i];
	return NULL;
}

int64_t
kind_lease(const struct job_kind *kind)
{
	return kind->lease_seconds ? kind->lease_seconds : LEASE_SECONDS;
}

int64_t
kind_attempts(const struct job_kind *kind)
{
	return kind && kind->most_attempts ? kind->most_attempts : ATTEMPTS_MAX;
}

int64_t
kind_next(const struct outbox *ob, const struct job_kind *kind, int64_t now)
{
	int64_t every = kind->every_seconds;
	int64_t first;

	assert(every > 0 && ob->behind >= 0);
	first = kind->at_second + ob->behind % (every < HOUR ? every : HOUR);
	if (now < first)
		return first;
	return first + ((now - first) / every + 1) * every;
}

static bool
is_outward(const struct outbox *ob, const struct job_kind *kind)
{
	(void)ob;
	return kind->outward;
}

bool
kind_waits(const struct outbox *ob, const struct job_kind *kind)
{
	return (ob->is_held && kind->outward) ||
	       (ob->closed & kind->stands_on) != 0;
}

static struct str
kinds_that(struct arena *a, const struct outbox *ob,
    bool (*are)(const struct outbox *ob, const struct job_kind *kind))
{
	struct buf b = buf_new(a, NAMES_MAX);

	for (size_t i = 0; ob->kinds[i]; i++) {
		if (!are(ob, ob->kinds[i]))
			continue;
		if (b.n)
			buf_putc(&b, ',');
		buf_putz(&b, ob->kinds[i]->name);
	}
	assert(!b.overflow);
	return b.n ? buf_str(&b) : STR(""); /* never NULL: that equals nothing */
}

struct str
kinds_outward(struct arena *a, const struct outbox *ob)
{
	return kinds_that(a, ob, is_outward);
}

struct str
kinds_waiting(struct arena *a, const struct outbox *ob)
{
	return kinds_that(a, ob, kind_waits);
}

bool
kind_is_retired(const struct outbox *ob, struct str name)
{
	for (size_t i = 0; ob->retired && ob->retired[i]; i++)
		if (str_is_z(name, ob->retired[i]))
			return true;
	return false;
}

struct str
kinds_retired(struct arena *a, const struct outbox *ob)
{
	struct buf b = buf_new(a, NAMES_MAX);

	for (size_t i = 0; ob->retired && ob->retired[i]; i++)
		buf_printf(&b, "%s%s", i ? "," : "", ob->retired[i]);
	assert(!b.overflow);
	return b.n ? buf_str(&b) : STR("");
}

/* 15 s, 1 min, 4 min, 16 min, an hour, four, then every six. */
int64_t
back_off(int64_t attempts)
{
	int64_t wait = WAIT_FIRST;

	for (int64_t i = 1; i < attempts && wait < WAIT_MAX; i++)
		wait *= 4;
	return wait < WAIT_MAX ? wait : WAIT_MAX;
}
