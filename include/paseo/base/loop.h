/*
 * loop - the station thread's event loop; the only file that knows libuv.
 *
 * One thread runs it; loop_wake() and loop_stop() are the only calls for others.
 * Callbacks run on the loop's thread. After each turn of waiting, when all that
 * was ready has been read, the turn callback runs once; what was written until
 * its end goes out in one piece for each connection. An idle loop does not wake.
 */
#ifndef PASEO_BASE_LOOP_H
#define PASEO_BASE_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/base/local.h"

struct loop;
struct loop_conn;

struct loop_calls {
	/* All that was ready has been read. */
	void (*turn)(void *ctx);
	/* SIGINT, SIGTERM or SIGHUP came. */
	void (*signalled)(void *ctx, int number);
	/* A connection came, went, or has bytes. The bytes are borrowed for the call. */
	void (*opened)(void *ctx, struct loop_conn *c);
	void (*received)(void *ctx, struct loop_conn *c, const char *data, size_t len);
	/* The other side has finished sending; what is written still reaches it. The connection
	 * stays until loop_conn_close(), or until writing to it fails. */
	void (*ended)(void *ctx, struct loop_conn *c);
	/* The last call for c: it is freed after it. Another turn follows. */
	void (*closed)(void *ctx, struct loop_conn *c);
};

/* NULL: no memory or descriptors. Callbacks may be NULL; calls is copied. Sets SIGPIPE to be
 * ignored in the whole process. */
struct loop *loop_new(const struct loop_calls *calls, void *ctx);
/* Drops the connections (calling closed), stops listening. */
void loop_free(struct loop **l);

/* Send what was written now, as far as the other sides take it, and not at the end of the turn. */
void loop_flush(struct loop *l);

/* Run until loop_stop(), which is not lost when it comes first; one turn is made before the end. */
void loop_run(struct loop *l);
void loop_stop(struct loop *l);
/* Make a turn soon. */
void loop_wake(struct loop *l);
/* Make a turn when so much time has passed, if none was asked for sooner. */
void loop_wake_after(struct loop *l, int64_t ms);
/* Catch SIGINT, SIGTERM, SIGHUP. */
int loop_catch_signals(struct loop *l);

/* Listen on a unix socket, open to nobody but its owner before it is to those that access lets in
 * (NULL: nobody); a stale one is taken over, a live one never
 * (ERR_BUSY), nor a file that is no socket (ERR_EXISTS). Two processes that find the same stale
 * socket at once are kept apart by the station's lock, not here. Once until loop_unlisten(). */
int loop_listen(struct loop *l, const char *path, const struct local_access *access,
		struct fault *f);
/* Stop listening and remove the socket file, if it is still ours. */
void loop_unlisten(struct loop *l);
/* Take a connected stream socket in: opened is called before this returns. The descriptor is the
 * loop's from now on, also on failure. */
int loop_adopt(struct loop *l, int fd);

/* Queue bytes (copied); they go out as the other side reads. 0, ERR_NOMEM, or ERR_CLOSED
 * after loop_conn_close() or a failure (closed has been or will be called). */
int loop_conn_write(struct loop_conn *c, const char *data, size_t len);
/* Bytes that wait to go out. */
size_t loop_conn_pending(const struct loop_conn *c);
/* Stop or go on reading: back-pressure. */
void loop_conn_read(struct loop_conn *c, bool on);
/* Close when all that waits has gone out. */
void loop_conn_close(struct loop_conn *c);
/* Close at once; what waits is lost. For the one who does not read. */
void loop_conn_drop(struct loop_conn *c);
/* Close at once, leaving with the system what waits as far as that takes it: the other side can read it
 * when it likes. For the one who does not read and is to have a last word. */
void loop_conn_leave(struct loop_conn *c);
/* Borrowed, to ask the system about it; -1: closed. */
int loop_conn_fd(const struct loop_conn *c);
void loop_conn_set(struct loop_conn *c, void *data);
void *loop_conn_get(const struct loop_conn *c);

#endif
