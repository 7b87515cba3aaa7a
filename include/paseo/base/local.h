/*
 * local - unix sockets on this machine: one to listen at, or a connection to one.
 */
#ifndef PASEO_BASE_LOCAL_H
#define PASEO_BASE_LOCAL_H

#include <sys/un.h>

#include "paseo/base/error.h"

#define LOCAL_PATH_SIZE sizeof(((struct sockaddr_un *)0)->sun_path)

/* A socket bound to path, mode 0600 from the start, not blocking, the caller's to listen at and
 * close. One that nobody answers at is taken over, a live one never (ERR_BUSY). The caller holds a lock
 * against others who would do the same. Negative: the fault says why. */
int local_bind(const char *path, struct fault *f);

/* A connection to the socket at path, the caller's to close; ERR_NOT_FOUND: nobody answers there. */
int local_connect(const char *path);

#endif
