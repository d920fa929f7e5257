/* body - reads exactly as much as the length says, and not for ever. */
#include "inside.h"

/* Reads until buf is full, the end comes, or time is over. */
static enum err
fill(struct wire *w, char *p, size_t n, int64_t end, size_t *got)
{
	*got = 0;
	while (*got < n) {
		size_t more;
		enum err e;

		e = w->read(w, p + *got, n - *got, &more);
		if (e)
			return e;
		if (more == 0)
			return ERR_OK;
		*got += more;
		w->left -= more;
		if (*got < n && clock_tick() > end)
			return ERR_BUSY;
	}
	return ERR_OK;
}

static enum fault
fault_of(enum err e)
{
	return e == ERR_BUSY ? FAULT_BODY_SLOW : FAULT_BODY_SHORT;
}

/* The end of the body must be seen: bytes that nobody announced are refused,
 * and a socket closed with unread bytes cuts the answer. */
static enum fault
see_end(struct wire *w)
{
	char c;
	size_t got;
	enum err e;

	if (!w->may_read_over)
		return FAULT_NONE;
	e = w->read(w, &c, 1, &got);
	if (e)
		return fault_of(e);
	return got ? FAULT_BODY_OVER : FAULT_NONE;
}

static enum fault
read_length(const struct head *head, size_t *out)
{
	int64_t n = 0;

	if (head->length.n == 0 && head->transfer.n > 0)
		return FAULT_CHUNKED;
	if (head->length.n > 0 && (str_int(head->length, &n) || n < 0))
		return FAULT_LENGTH;
	*out = (size_t)n;
	return FAULT_NONE;
}

void
http_body_announce(struct rq *rq, struct wire *w, const struct head *head)
{
	enum fault fault = read_length(head, &w->left);

	if (fault)
		http_fault(rq, fault);
}

static enum fault
read_body(struct rq *rq, struct wire *w, int64_t most_ms)
{
	size_t length = w->left;
	char *p;
	size_t got;
	enum err e;

	if (length == 0)
		return see_end(w);

	p = arena_alloc(rq->arena, length);
	e = fill(w, p, length, clock_tick() + most_ms * 1000, &got);
	if (e)
		return fault_of(e);
	if (got < length)
		return FAULT_BODY_SHORT;

	rq->body = (struct str){ p, length };
	return see_end(w);
}

void
http_body_read(struct rq *rq, struct wire *w, size_t most, int64_t most_ms)
{
	enum fault fault =
	    w->left > most ? FAULT_BODY_LONG : read_body(rq, w, most_ms);

	if (fault)
		http_fault(rq, fault);
}
