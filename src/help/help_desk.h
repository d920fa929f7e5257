/* help_desk.h - the desk's form as structs; private to help. */
#ifndef HELP_HELP_DESK_H
#define HELP_HELP_DESK_H

#include "help.h"

struct entry_form {
	struct form_value id;
	struct form_value question;
	struct form_value answer;
	struct form_value is_hidden;
};

struct channel_form {
	struct form_value kind;
	struct form_value text;
	struct form_value url;
	struct form_value note;
};

/* One fieldset; n is the number in the names of its fields. */
struct desk_entry {
	int64_t n;
	int64_t id; /* 0: new */
	struct entry_form form;
};

struct desk_channel {
	int64_t n;
	enum help_kind kind;
	bool is_new;
	struct channel_form form;
};

struct desk {
	int64_t seen; /* generation of the settings the form was made from */
	struct list entries;  /* struct desk_entry, an empty one last */
	struct list channels; /* struct desk_channel, ditto */
};

void desk_from_settings(struct rq *rq, struct desk *out);
enum err desk_from_form(
    struct rq *rq, struct desk *out, struct str *key, size_t *wrong);
void desk_errors(struct rq *rq, const struct desk *desk, struct list *out);
/* What is saved: emptied ones left out, new ones numbered. */
const struct value *desk_entries_tree(struct rq *rq, const struct desk *desk);
const struct value *desk_channels_tree(
    struct rq *rq, const struct desk *desk);

#endif
