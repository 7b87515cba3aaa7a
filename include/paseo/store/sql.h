/*
 * sql - a connection to a SQLite database; its source is the only file that knows sqlite3.h.
 *
 * SQLite's codes come out as ours: ERR_BUSY (locked), ERR_FULL (disk), ERR_IO, ERR_DENIED
 * (read-only), ERR_CORRUPT (damaged, or no database), ERR_INVALID (a constraint: the row can
 * never go in). One thread at a time for each connection.
 */
#ifndef PASEO_STORE_SQL_H
#define PASEO_STORE_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/store/statements.h"

struct sql;

/* One use of a prepared statement: bind its values in order, step, read its columns in order. */
struct statement;

/* SQL_READER never writes, checkpoints or makes a file of its own that outlives a checkpoint. */
enum sql_role { SQL_WRITER, SQL_READER };

/* Open the file; a writer makes it. Nothing is read or written yet. */
int sql_open(const char *path, enum sql_role role, struct sql **out, struct fault *f);
void sql_close(struct sql **s);

/* How long a locked database is tried again before it is ERR_BUSY. */
void sql_wait(struct sql *s, int wait_ms);
/* SQLite's words for the last failure; borrowed until the next call. */
const char *sql_reason(const struct sql *s);

/* Run a script without values. */
int sql_run_script(struct sql *s, const char *script);
/* A single number or text that a script gives ("PRAGMA user_version"). */
int sql_ask_number(struct sql *s, const char *script, int64_t *value);
int sql_ask_text(struct sql *s, const char *script, char *out, size_t size);
/* Call row with the first column of each row; what it returns when not 0 ends it. */
int sql_each_text(struct sql *s, const char *script, int (*row)(void *ctx, const char *text),
		  void *ctx);

/* A writer's transaction takes the lock at once. sql_rollback() is fine when there is none. */
int sql_begin(struct sql *s);
int sql_commit(struct sql *s);
void sql_rollback(struct sql *s);

/* Begin a use; a use of the same statement that was not over is ended by it. Never NULL: what
 * goes wrong while preparing and binding is kept and returned by sql_next() and sql_finish(). */
struct statement *sql_use(struct sql *s, enum sql_statement id);
void sql_put_number(struct statement *q, int64_t value);
void sql_put_seq(struct statement *q, uint64_t value);		 /* 64 bits as they are */
void sql_put_number_or_null(struct statement *q, int64_t value); /* 0: NULL */
/* Text is borrowed until sql_finish(). NULL and "": NULL. */
void sql_put_text(struct statement *q, const char *text);
/* As it is, "" too. */
void sql_put_bytes(struct statement *q, const char *text, size_t len);

/* Step: 1 a row, 0 no more, or an error. */
int sql_next(struct statement *q);
/* End the use, stepping once when that was not done. 0 or the first error of this use. */
int sql_finish(struct statement *q);

int64_t sql_take_number(struct statement *q); /* NULL: 0 */
uint64_t sql_take_seq(struct statement *q);
/* Text of our own making that needs no cleaning (an id), borrowed until the next step. NULL: "". */
const char *sql_borrow_text(struct statement *q);
/* Copies, cleaned of what may not be shown and cut where it does not fit. NULL: "". */
void sql_take_text(struct statement *q, char *out, size_t size);
/* Borrowed until the next step; NULL: NULL. */
const char *sql_take_bytes(struct statement *q, size_t *len);

/* Rows that the last statement changed. */
int64_t sql_changed(const struct sql *s);

/* Pages in the write-ahead log after the last commit. */
int sql_wal_pages(const struct sql *s);
/* Copy the write-ahead log into the database and sync it. *whole: all of it, nothing is left.
 * truncate: make the log empty too, if nobody reads (else ERR_BUSY). */
int sql_checkpoint(struct sql *s, bool truncate, bool *whole);

#endif
