/* error - the page a caller gets when a handler could not answer. One table
 * of words; the statuses are http's. Nothing here needs the database. */
#include "aftersale/features/admin.h"
#include "aftersale/features/confirm.h"
#include "aftersale/link.h"
#include "error.h"

struct error_words {
	int status;
	const char *title;
	const char *text;
	const char *next;
};

static const struct error_words words[] = {
	{ 202, N_("We could not see whether it was saved"),
	    N_("The shop's records went away while it was being written."),
	    N_("Open the page again and look before you send it once"
	       " more.") },
	{ 400, N_("We could not read that"),
	    N_("Something in this request is not as it should be."),
	    N_("Go back and try once more.") },
	{ 401, N_("Please sign in"),
	    N_("This page is for the people who run the shop."),
	    N_("Sign in to the shop first, then open this page again.") },
	{ 403, N_("This is not open to you"),
	    N_("You may not do this with the link or the sign-in you have."),
	    N_("Open the page from the shop's mail once more.") },
	{ 404, N_("There is no page here"),
	    N_("The address may be mistyped, or the page has moved."),
	    N_("You can find your order by its number.") },
	{ 405, N_("This does not work here"),
	    N_("The page was asked for in a way it does not know."),
	    N_("Go back and try once more.") },
	{ 409, N_("This was done already"),
	    N_("We have a different answer on record, and it stays."),
	    N_("Open the page again to see what is recorded.") },
	{ 413, N_("That is too much at once"),
	    N_("What was sent is larger than we can take."),
	    N_("Shorten it and send it again.") },
	{ 414, N_("This address is too long"),
	    N_("The address of the page is longer than we can read."),
	    N_("Open the page from the shop's mail once more.") },
	{ 429, N_("A little slower, please"),
	    N_("There were too many tries in a short time."),
	    N_("Wait a few minutes, then try again.") },
	{ 500, N_("Something broke on our side"),
	    N_("Your order is safe. This page could not be made."),
	    N_("Try again in a minute.") },
	{ 501, N_("This does not work here"),
	    N_("The page was asked for in a way it does not know."),
	    N_("Go back and try once more.") },
	{ 503, N_("We will be right back"),
	    N_("The shop's records cannot be reached at the moment. Your"
	       " order is safe."),
	    N_("This page tries again by itself in half a minute.") },
	{ 0, N_("Something broke on our side"),
	    N_("Your order is safe. This page could not be made."),
	    N_("Try again in a minute.") },
};

static const struct error_words *
words_of(int status)
{
	const struct error_words *w = words;

	while (w->status && w->status != status)
		w++;
	return w;
}

static int
status_of(const struct rq *rq, enum err e)
{
	bool is_staff_page = rq->route && rq->route->gate.kind == GATE_STAFF;

	if (rq->res.status >= 400)
		return rq->res.status; /* http said which */
	if (e == ERR_DENIED && is_staff_page && !rq->pass.is_staff)
		return 401;
	return http_status(e);
}

/* The last resort when not even the page of the error can be drawn. */
static void
plain_answer(struct rq *rq, int status)
{
	res_text(rq, status, "text/plain; charset=utf-8",
	    STR("Something broke on our side. Your order is safe. Try again in"
		" a minute.\n"));
}

/* What was posted into trouble that passes is given back, too: a page that
 * looks again by itself would ask for something else than was sent. */
static struct error_view
view_of(struct rq *rq, int status)
{
	const struct error_words *w = words_of(status);
	bool may_retry = status >= 500 && rq->method == METHOD_GET;
	struct error_view v = {
		.status = status,
		.title = tr(rq->lang, "error", w->title),
		.text = tr(rq->lang, "error", w->text),
		.next = tr(rq->lang, "error", w->next),
		.retry_url = may_retry ? rq->uri : STR(""),
		.id = str_of(rq->id),
	};

	if (status == 503)
		error_give_back(rq, &v);
	if (status == 503 && rq->method == METHOD_POST)
		v.next = v.again_url.n
		    ? tr(rq->lang, "error",
			  N_("What you sent is kept on this page. Send it"
			     " again in a minute."))
		    : tr(rq->lang, "error",
			  N_("Go back and send it again in a minute."));
	if (rq->paused)
		error_say_paused(rq, &v);
	return v;
}

static bool
draw(struct rq *rq, int status)
{
	struct error_view v = view_of(rq, status);

	return !res_page(rq, status, "error", error_fields, &v);
}

void
error_page(struct app *app, struct rq *rq, enum err e)
{
	int status = status_of(rq, e);

	if (status == 401 && !admin_page_sign_in(rq))
		return;
	if (e == ERR_BUSY && facts_page(app, rq))
		return;
	if (rq->route && rq->route->gate.kind == GATE_LINK &&
	    (e == ERR_DENIED || e == ERR_NOT_FOUND) &&
	    !confirm_page_neutral(rq))
		return;
	if (status == 503) {
		res_header(rq, "Retry-After", rq->paused ? STR("600")
							 : STR("30"));
		rq->res.refresh = rq->method == METHOD_POST ? 0 : 30;
	}
	if (!draw(rq, status))
		plain_answer(rq, status);
}

bool
facts_page(struct app *app, struct rq *rq)
{
	struct link link;

	(void)app;
	if (!rq->route || rq->route->gate.kind != GATE_LINK)
		return false;
	if (rq->method == METHOD_POST)
		return false;
	if (link_check(rq->conf, rq->params[0], rq->now, &link) ||
	    link.purpose != LINK_VIEW)
		return false;

	rq->res.refresh = 30;
	return !confirm_page_facts(rq, &link);
}
