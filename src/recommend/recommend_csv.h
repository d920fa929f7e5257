/* recommend_csv.h - reading tables of numbers from a file. */
#ifndef RECOMMEND_RECOMMEND_CSV_H
#define RECOMMEND_RECOMMEND_CSV_H

#include "aftersale/base.h"

#define CSV_COLUMNS 6

/* A file with named columns, read line by line. */
struct csv {
	FILE *file;
	const char *path;
	const char *const *names; /* NULL ended, at most CSV_COLUMNS */
	int at[CSV_COLUMNS];      /* column of the file, -1: it has none */
	char *line;
	size_t room;
	int64_t number; /* of the line, from 1 */
	/* of the last line read, by name */
	int64_t value[CSV_COLUMNS];
	bool is_known[CSV_COLUMNS]; /* false: blank, or no such column */
	char why[200];
};

/* Opens and reads the head; the first `needed` names must be in it. */
enum err
csv_open(struct csv *c, const char *path, const char *const *names, int needed);
/* NOT_FOUND at the end of the file. */
enum err csv_next(struct csv *c);
void csv_close(struct csv *c);

#endif
