/* beside.h - the programs that stand in libexec; private to app. */
#ifndef APP_BESIDE_H
#define APP_BESIDE_H

/* The path of a program beside this one in a build folder, else of the
 * installed one. Lives until the next call. */
const char *beside_path(const char *name);
/* Runs it and waits; its exit status, or 1 when it was killed. */
int beside_run(const char *path, const char *const argv[]);

#endif
