/* serve.h - how the program is started by a web server; private to app. */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include <stdbool.h>

/* Started without a word, by plain CGI or with a listening socket as its
 * standard input (mod_fcgid, spawn-fcgi)? */
bool is_cgi(void);
/* Serves that way: one process, no children. Gives the exit status. */
int run_cgi(const char *config);

#endif
