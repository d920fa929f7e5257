/* fcgi_record.h - writing FastCGI records; private to http. */
#ifndef HTTP_FCGI_RECORD_H
#define HTTP_FCGI_RECORD_H

#include "aftersale/base.h"

/* The whole answer to one request, its end included, in as few writes as the
 * socket takes. */
enum err http_fcgi_record_answer(
    int fd, int request_id, struct str head, struct str body);

#endif
