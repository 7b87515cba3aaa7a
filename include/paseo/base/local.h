/*
 * local - unix sockets on this machine: one to listen at, or a connection to one.
 */
#ifndef PASEO_BASE_LOCAL_H
#define PASEO_BASE_LOCAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/un.h>

#include "paseo/base/error.h"

/* Of a user's name, its NUL counted. */
#define LOCAL_USER_SIZE 33

#define LOCAL_PATH_SIZE sizeof(((struct sockaddr_un *)0)->sun_path)

/* Who may connect to a socket, by its file: its mode, and its group where that is not to be the process's. */
struct local_access {
	mode_t mode; /* 0: 0600, and the group is left alone */
	bool has_group;
	gid_t group;
};

/* A socket bound to path, mode 0600 until it has what access says (NULL: nothing more), not blocking, the
 * caller's to listen at and close. One that nobody answers at is taken over, a live one never (ERR_BUSY).
 * The caller holds a lock against others who would do the same. Negative: the fault says why. */
int local_bind(const char *path, const struct local_access *access, struct fault *f);

/* A connection to the socket at path, the caller's to close; ERR_NOT_FOUND: nobody answers there. */
int local_connect(const char *path);

/* The user at the other end, as the system saw it when it connected. False: it cannot be told. */
bool local_peer(int fd, uid_t *uid);

/* Its name in /etc/passwd, which never blocks as directories of users elsewhere may; "": none. */
void local_user(uid_t uid, char out[LOCAL_USER_SIZE]);

/* Bytes that were sent and the other end has not read, as the system counts them. */
size_t local_unread(int fd);

/* Send before closing, into a buffer that is made larger for it: all of it (true), or what fits. */
bool local_leave(int fd, const char *data, size_t len);

#endif
