/* form_check - is what was typed what the field asks for?
 *
 * One function a kind, joined by a table; each leaves a sentence in .error
 * and never touches what was typed, so that it can be shown again. */
#include "inside.h"

enum { EMAIL_MOST = 254, EMAIL_LOCAL_MOST = 64 };

static void
wrong(struct rq *rq, struct form_value *v, const char *sentence)
{
	v->error = tr(rq->lang, "form", sentence);
}

static void
wrong_number(struct rq *rq, struct form_value *v, const char *sentence,
    int64_t first, int64_t second)
{
	struct text_arg args[] = {
		{ "first", arena_printf(rq->arena, "%lld", (long long)first) },
		{ "second",
		    arena_printf(rq->arena, "%lld", (long long)second) },
	};

	v->error =
	    text_fill(rq->arena, tr(rq->lang, "form", sentence), args, 2);
}

/* Controls of ASCII and Latin-1; in UTF-8 the latter are C2 80 to C2 9F. */
static bool
has_control(struct str s, bool lines)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned char next =
		    i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

		if (c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0))
			return true;
		if (c < ' ' && !(lines && (c == '\n' || c == '\t')))
			return true;
	}
	return false;
}

static void
check_length(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	size_t most = f->most ? f->most : HTTP_TEXT_MAX;
	size_t chars = str_chars(v->text);

	if (chars > most)
		wrong_number(rq, v,
		    N_("Use at most {{first}} characters; there are"
		       " {{second}} now."),
		    (int64_t)most, (int64_t)chars);
	else if (chars < f->least)
		wrong_number(rq, v, N_("Use at least {{first}} characters."),
		    (int64_t)f->least, 0);
}

static void
check_text(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	if (has_control(v->text, false))
		wrong(rq, v,
		    N_("Write this on one line, without special"
		       " signs."));
	else
		check_length(rq, f, v);
}

/* CRLF and lone CR become LF. */
static struct str
unix_lines(struct arena *a, struct str s)
{
	char *p;
	size_t n = 0;

	if (str_find_byte(s, '\r') == (size_t)-1)
		return s;
	p = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			p[n++] = '\n';
	}
	return (struct str){ p, n };
}

static void
check_lines(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	v->text = unix_lines(rq->arena, v->text);
	if (has_control(v->text, true))
		wrong(rq, v, N_("Write this without special signs."));
	else
		check_length(rq, f, v);
}

/* Not a proof that it exists: only a mail can be one. */
static bool
is_email(struct str s)
{
	struct str domain = s;
	struct str local = str_cut(&domain, '@');
	size_t dot = str_find_byte(domain, '.');

	if (s.n > EMAIL_MOST || local.n == 0 || local.n > EMAIL_LOCAL_MOST)
		return false;
	if (domain.n == 0 || dot == (size_t)-1 || dot == 0 ||
	    domain.p[domain.n - 1] == '.')
		return false;
	if (str_find(domain, STR("..")) != (size_t)-1)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' ||
		    strchr("()<>,;:\\\"[]", s.p[i]))
			return false;
	return str_find_byte(domain, '@') == (size_t)-1;
}

static void
check_email(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	(void)f;
	if (has_control(v->text, false) || !is_email(v->text))
		wrong(rq, v,
		    N_("Write an e-mail address in full, like"
		       " name@example.com."));
}

static void
check_int(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	bool is_bound = f->low != 0 || f->high != 0;
	int64_t n;

	if (str_int(v->text, &n))
		wrong(rq, v, N_("Write a whole number."));
	else if (is_bound && (n < f->low || n > f->high))
		wrong_number(rq, v,
		    N_("Choose a number from {{first}} to {{second}}."), f->low,
		    f->high);
	else
		v->number = n;
}

static bool
is_choice(const struct form_field *f, struct str s)
{
	for (size_t i = 0; f->choices && f->choices[i]; i++)
		if (str_is_z(s, f->choices[i]))
			return true;
	return false;
}

static void
check_choice(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	if (!is_choice(f, v->text))
		wrong(rq, v, N_("Choose one of the answers."));
}

static void
check_many(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	size_t most = f->most ? f->most : HTTP_FIELDS_MAX;

	if (v->many.count > most)
		wrong_number(rq, v, N_("Choose at most {{first}} of them."),
		    (int64_t)most, 0);
	for (size_t i = 0; i < v->many.count; i++) {
		struct str s = *LIST_AT(&v->many, struct str, i);

		if (has_control(s, false) || str_chars(s) > HTTP_TEXT_MAX ||
		    (f->choices && !is_choice(f, s)))
			wrong(rq, v, N_("Choose one of the answers."));
	}
}

static void
check_flag(struct rq *rq, const struct form_field *f, struct form_value *v)
{
	(void)rq;
	(void)f;
	(void)v;
}

static void (*const checks[])(
    struct rq *rq, const struct form_field *f, struct form_value *v) = {
	[FORM_TEXT] = check_text,
	[FORM_LINES] = check_lines,
	[FORM_EMAIL] = check_email,
	[FORM_INT] = check_int,
	[FORM_FLAG] = check_flag,
	[FORM_CHOICE] = check_choice,
	[FORM_MANY] = check_many,
};

/* What was asked for, as each kind asks for it. */
static const char *const missing[] = {
	[FORM_TEXT] = N_("Fill this in."),
	[FORM_LINES] = N_("Fill this in."),
	[FORM_EMAIL] = N_("Write your e-mail address."),
	[FORM_INT] = N_("Write a number."),
	[FORM_FLAG] = N_("Tick this box to go on."),
	[FORM_CHOICE] = N_("Choose one of the answers."),
	[FORM_MANY] = N_("Choose at least one."),
};

static bool
is_empty(const struct form_field *f, const struct form_value *v)
{
	if (f->kind == FORM_FLAG)
		return !v->flag;
	if (f->kind == FORM_MANY)
		return v->many.count == 0;
	return v->text.n == 0;
}

void
http_form_check(
    struct rq *rq, const struct form_field *field, struct form_value *out)
{
	if (!is_empty(field, out))
		checks[field->kind](rq, field, out);
	else if (field->is_required)
		wrong(rq, out, missing[field->kind]);
}
