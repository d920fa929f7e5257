/* health.h - the state of one installation; private to app. */
#ifndef APP_HEALTH_H
#define APP_HEALTH_H

#include "aftersale/conf.h"
#include "aftersale/outbox.h"
#include "aftersale/site.h"

/* Values are the exit codes monitoring programs know. */
enum health_level { HEALTH_OK = 0, HEALTH_WARNING = 1, HEALTH_CRITICAL = 2 };

struct health {
	enum health_level level;
	enum conf_mode mode;
	bool database;
	int64_t schema; /* newest migration, 0 none, -1 not readable */
	struct outbox_state outbox;
	int64_t disk_free_percent; /* of the spool, -1: none is set */
	bool is_held;		   /* this is not home: nothing is sent */
	struct list differs;	   /* struct str: words of place_facts */
	struct list drifts;	   /* struct drift: the shop has changed */
	struct str host_why; /* why the host's settings are not taken */
	struct str shop_file_why; /* what of wp-config.php is not followed */
};

/* Is somebody at work? */
bool health_has_worker(const struct health *h, int64_t now);
/* From what is known; health_look sets it. */
enum health_level health_level(const struct health *h, int64_t now);
void health_look(struct db *db, const struct site *site, struct arena *a,
    int64_t now, struct health *out);

#endif
