/* place.h - where aftersale is at home, and whether it still is (architecture
 * 21): a staging copy or a restored backup must not write to buyers. Private
 * to app. */
#ifndef APP_PLACE_H
#define APP_PLACE_H

#include "app.h"

/* The five facts that tell this place from a copy of it. */
struct place {
	struct str siteurl;
	struct str db_name;
	struct str db_server;
	struct str path;    /* of the shop's folder; may be empty */
	struct str machine; /* a hash; empty where nobody says */
	int64_t adopted_at; /* of a place that is kept */
};

/* One of them, and how people call it. */
struct place_fact {
	const char *name; /* "siteurl": as in the table and in JSON */
	const char *what; /* msgid */
	size_t offset;	  /* of a struct str in struct place */
};
extern const struct place_fact place_facts[]; /* name NULL ends */
struct str place_text(const struct place *p, const struct place_fact *f);
/* "address of the shop, machine", of the names of facts. */
struct str place_differs_text(
    struct arena *a, const struct list *names /* struct str */);

/* This very place. AFTERSALE_MACHINE_ID in the environment names another file
 * than /etc/machine-id, for containers that have none of their own. */
void place_here(struct arena *a, const struct conf *conf,
    const struct shop_info *info, struct place *out);
/* Does that fact differ? */
bool place_fact_differs(const struct place *p, const struct place *other,
    const struct place_fact *f);
/* How many facts do; 0: the same place. */
int place_distance(const struct place *p, const struct place *other);
/* The kept place that is most like this one, or NULL: none is kept. */
const struct place *place_nearest(
    const struct place *here, const struct list *kept /* struct place */);

/* Looks without telling anybody; the words of the facts that differ. Empty:
 * this is home, or none is known yet. */
enum err place_judge(
    struct app *app, struct arena *a, struct list *differs /* struct str */);

/* What outlives a process of a fleet. All zero at first. */
struct place_memory {
	int64_t beat_at;     /* when we last beat */
	int64_t hold_before; /* due before that: held; 0: no such time */
	int64_t hold_from;   /* when that was found */
	int64_t went_back;   /* not 0: because the database did */
};

/* As text on one line, and back; what is no such text is forgotten. */
struct str place_memory_text(struct arena *a, const struct place_memory *m);
void place_memory_read(struct str text, struct place_memory *out);

/* What the worker remembers of it. All zero at first. */
struct place_watch {
	int64_t look_at; /* tick of the next look */
	struct place_memory past;
	char said[128]; /* what is in {own}watch, as far as we know */
	bool is_lost;	/* the tables could not be read, and that was said */
};

/* Is this home? Sets app->outbox.is_held, and tells status, console and
 * bridge. The first place is taken for home. */
enum err place_look(
    struct app *app, struct arena *a, struct place_watch *w, int64_t now);
/* The heartbeat; before it, whether the worker was away or the database went
 * back in time: then what is due is held by its age. */
enum err place_beat(struct app *app, struct arena *a, struct place_watch *w,
    const char *me, int64_t now);

#endif
