/* intake - takes lines as they come. Lines of one order that stand together
 * make a piece; what belongs together beyond that, sales.c finds out. */
#include "inside.h"

static void
room_for_piece(struct intake *in)
{
	if (in->pieces < in->pieces_room)
		return;
	in->pieces_room = in->pieces_room ? in->pieces_room * 2 : 1024;
	in->order_id =
	    memory_more(in->order_id, in->pieces_room, sizeof(*in->order_id));
	in->from =
	    memory_more(in->from, in->pieces_room + 1, sizeof(*in->from));
	if (in->buyer)
		in->buyer =
		    memory_more(in->buyer, in->pieces_room, sizeof(*in->buyer));
	if (in->minute)
		in->minute = memory_more(
		    in->minute, in->pieces_room, sizeof(*in->minute));
}

/* A column that not every shop has begins with the first order that knows. */
static uint32_t *
column(const struct intake *in, uint32_t *old, uint32_t unknown)
{
	if (old)
		return old;
	old = memory_more(NULL, in->pieces_room, sizeof(*old));
	for (size_t i = 0; i < in->pieces; i++)
		old[i] = unknown;
	return old;
}

/* Minutes from 1970 to the year 10135; earlier ones are the first minute. */
static uint32_t
minute_of(int64_t time)
{
	if (time < 60)
		return 1;
	if (time / 60 > UINT32_MAX)
		return UINT32_MAX;
	return (uint32_t)(time / 60);
}

static void
piece_start(struct intake *in, const struct engine_line *line)
{
	size_t i = in->pieces;

	room_for_piece(in);
	if (i && line->order_id <= in->order_id[i - 1])
		in->is_unsorted = true;
	in->order_id[i] = line->order_id;
	in->from[i] = (uint32_t)in->lines;
	if (line->customer_id != ENGINE_NOBODY)
		in->buyer = column(in, in->buyer, NO_CODE);
	if (in->buyer)
		in->buyer[i] = line->customer_id == ENGINE_NOBODY
				   ? NO_CODE
				   : ids_code(&in->buyers, line->customer_id);
	if (line->time != ENGINE_NO_TIME)
		in->minute = column(in, in->minute, 0);
	if (in->minute)
		in->minute[i] =
		    line->time == ENGINE_NO_TIME ? 0 : minute_of(line->time);
	in->pieces++;
}

void
intake_add(struct intake *in, const struct engine_line *line)
{
	if (!in->pieces || in->order_id[in->pieces - 1] != line->order_id)
		piece_start(in, line);
	if (in->lines == in->lines_room) {
		in->lines_room = in->lines_room ? in->lines_room * 2 : 4096;
		in->items =
		    memory_more(in->items, in->lines_room, sizeof(*in->items));
	}
	in->items[in->lines++] = ids_code(&in->products, line->product_id);
}

void
intake_free(struct intake *in)
{
	ids_free(&in->products);
	ids_free(&in->buyers);
	free(in->order_id);
	free(in->from);
	free(in->buyer);
	free(in->minute);
	free(in->items);
	*in = (struct intake){ 0 };
}
