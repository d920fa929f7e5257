/* fcgi_record - the records of an answer: STDOUT in large pieces, its end,
 * END_REQUEST. Reading is libfcgi's work. */
#include "fcgi_record.h"
#include "inside.h"

enum {
	RECORD_MOST = 65528, /* of 65535, in steps of eight */
	RECORDS = 16,        /* in one writev */
	KIND_END = 3,
	KIND_STDOUT = 6,
};

struct record_head {
	uint8_t version;
	uint8_t kind;
	uint8_t id[2];
	uint8_t size[2];
	uint8_t padding;
	uint8_t reserved;
};

/* The end of STDOUT, and of the request (status 0, complete). */
struct record_tail {
	struct record_head out_end;
	struct record_head end;
	uint8_t end_body[8];
};

struct batch {
	int fd;
	int id;
	struct record_head heads[RECORDS];
	size_t heads_count;
	struct iovec iov[3 * RECORDS + 1];
	size_t iov_count;
};

static struct record_head
make_head(int kind, int id, size_t size)
{
	return (struct record_head){
		.version = 1,
		.kind = (uint8_t)kind,
		.id = { (uint8_t)(id >> 8), (uint8_t)id },
		.size = { (uint8_t)(size >> 8), (uint8_t)size },
	};
}

static void
add(struct batch *b, const void *p, size_t n)
{
	if (n > 0)
		b->iov[b->iov_count++] = (struct iovec){ (void *)p, n };
}

/* Up to n bytes of s, which moves behind them. */
static size_t
add_some(struct batch *b, struct str *s, size_t n)
{
	size_t take = s->n < n ? s->n : n;

	add(b, s->p, take);
	*s = str_skip(*s, take);
	return take;
}

static enum err
flush(struct batch *b)
{
	enum err e = http_write_all(b->fd, b->iov, b->iov_count);

	b->iov_count = 0;
	b->heads_count = 0;
	return e;
}

enum err
http_fcgi_record_answer(
    int fd, int request_id, struct str head, struct str body)
{
	struct batch b = { .fd = fd, .id = request_id };
	struct record_tail tail = {
		.out_end = make_head(KIND_STDOUT, request_id, 0),
		.end = make_head(KIND_END, request_id, 8),
	};

	while (head.n + body.n > 0) {
		size_t left = head.n + body.n;
		size_t size = left < RECORD_MOST ? left : RECORD_MOST;
		size_t taken;
		enum err e;

		if (b.heads_count == RECORDS) {
			e = flush(&b);
			if (e)
				return e;
		}
		b.heads[b.heads_count] =
		    make_head(KIND_STDOUT, request_id, size);
		add(&b, &b.heads[b.heads_count++], sizeof(b.heads[0]));
		taken = add_some(&b, &head, size);
		add_some(&b, &body, size - taken);
	}
	add(&b, &tail, sizeof(tail));
	return flush(&b);
}
