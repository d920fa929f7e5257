/* outward - the job table of a shop that sends mails, for test_place.py: a
 * mail an order and a digest a day. Sending is being done. */
#include "aftersale/outbox.h"

#include "../../src/app/app.h"
#ifdef WITH_COMMANDS
#include "../../src/app/command.h"
#endif

static enum err
send(struct job *job)
{
	(void)job;
	return ERR_OK;
}

static const struct job_kind mail = {
	.name = "test.mail",
	.topic = "order.noticed",
	.outward = true,
	.run = send,
};

static const struct job_kind count = {
	.name = "test.count",
	.topic = "order.noticed",
	.run = send,
};

const struct job_kind *const job_kinds[] = { &mail, &count, NULL };
const char *const jobs_retired[] = { NULL };

#ifdef WITH_COMMANDS
extern const struct command cmd_adopt, cmd_status;
/* main.c starts it for web servers; here nobody does. */
const struct command cmd_serve = { .name = "serve" };
const struct command *const commands[] = { &cmd_adopt, &cmd_status, NULL };
#endif
