/*
 * link - lines in, answers out: a command's connection to the station that has a database.
 *
 * Where a station runs, this is its socket; where none does, a station in this process
 * for as long as the link is open. Same lines, same answers, in the same order.
 * Lines may be put one after the other before the first answer is taken.
 * One thread.
 */
#ifndef PASEO_COMMANDS_LINK_H
#define PASEO_COMMANDS_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/base/path.h"

/* How long another short command on the same database is waited for. */
#define LINK_WAIT_MS 20000
#define LINK_RETRY_MS 50

struct link;

int link_open(const struct station_paths *paths, struct link **out, struct fault *f);
/* What was answered is durable; an own station lets its store catch up first. */
void link_close(struct link **l);

/* Bytes for the station, queued. 0 or ERR_NOMEM. */
int link_put(struct link *l, const char *data, size_t len);
/* Bytes that have not gone out yet. */
size_t link_pending(const struct link *l);
/* Wait until bytes went out, answers came, or also_fd (-1: none) can be read; timeout_ms -1: for ever.
 * *also: it can. ERR_CLOSED: the station is gone. */
int link_turn(struct link *l, int also_fd, bool *also, int timeout_ms);
/* The next answer, NUL-terminated without newline, borrowed until the next call; NULL: none yet. */
const char *link_take(struct link *l, size_t *len);

/* One line and its answer (malloc'ed). */
int link_ask(struct link *l, const char *line, size_t len, char **answer, struct fault *f);
/* The station that has the database, asked by status: 0, the link and its last seq. ERR_NOT_FOUND:
 * nobody has it; ERR_BUSY: process *pid has it and does not answer (yet). */
int link_find(const struct station_paths *paths, struct link **out, uint64_t *seq, int *pid);

/* What a station in this process notes is for the log; standard error is for what the person must
 * do. True: log_close() is due. Where no log can be written it goes to standard error all the same. */
bool link_start_log(const struct station_paths *paths);

#endif
