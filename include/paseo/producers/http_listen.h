/*
 * http_listen - the socket that HTTP is reached at.
 */
#ifndef PASEO_PRODUCERS_HTTP_LISTEN_H
#define PASEO_PRODUCERS_HTTP_LISTEN_H

#include <stdbool.h>

#include "paseo/base/error.h"

#define HTTP_PLACE_SIZE 80

struct http_place {
	int fd;			     /* listening, not blocking, the caller's to close; -1: none */
	bool loopback;		     /* only this machine reaches it */
	char shown[HTTP_PLACE_SIZE]; /* "127.0.0.1:8080", with the port it has got */
};

/* Listen at "127.0.0.1:8080", "[::1]:8080" or "localhost:8080"; port 0: a free one. No name is looked up
 * elsewhere. anywhere: an address that other machines reach may be listened at, else it is refused
 * (ERR_DENIED). The fault says what is wrong and what to do. */
int http_listen(const char *text, bool anywhere, struct http_place *out, struct fault *f);

/* The text of a file, malloc'ed; NULL: the fault says why not. what: the key of the configuration that names it. */
char *http_read_pem(const char *what, const char *path, struct fault *f);

#endif
