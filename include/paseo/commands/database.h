/*
 * database - what every command that reads or changes the database does first and last.
 *
 * Reading is done on a connection of its own, after the store has what was answered before;
 * changes go as one roster event (brain/roster.h) through a link, whole or not at all.
 */
#ifndef PASEO_COMMANDS_DATABASE_H
#define PASEO_COMMANDS_DATABASE_H

#include <stdint.h>

#include "paseo/base/jdoc.h"
#include "paseo/base/path.h"
#include "paseo/commands/command.h"
#include "paseo/commands/link.h"
#include "paseo/store/reader.h"

struct database {
	struct station_paths paths;
	struct reader *reader;
	struct settings settings;
	int64_t now_ms;
	int32_t today; /* in the zone of the database, whatever $TZ says */
};

/* Find it, wait until it has what was answered before now (database_sync), open it, use its zone. */
int database_open(const struct args *a, struct database *d, struct fault *f);
/* The dog or the volunteer with that id, archived too. ERR_NOT_FOUND: the fault says where to look. */
int database_dog(const struct database *d, const char *id, struct dog *dog, struct dog_now *now,
		 struct fault *f);
int database_volunteer(const struct database *d, const char *id, struct volunteer *v,
		       struct fault *f);
/* Close it and say how it went: rc 0 and everything written, or a line on standard error. Returns
 * what the process exits with. */
int database_close(struct database *d, int rc, struct fault *f);

/* Wait until what was answered before now is in the database. Says on standard error how far behind
 * it is when that takes too long. 0, also when there is no database yet; an error when it
 * cannot be used. */
int database_sync(const struct station_paths *paths, struct fault *f);

/* Send {"action":"roster",MEMBER:VALUE}; takes the value (NULL counts as no memory). 0 when it was
 * applied, else the fault has what the station said. */
int database_change(const struct args *a, const char *member, struct jdoc *value, struct fault *f);
/* The same for an event that is text already. */
int database_change_text(const struct station_paths *paths, const char *json, size_t len,
			 struct fault *f);
/* The same for an event that is put together; takes it (NULL counts as no memory). */
int database_send(const struct station_paths *paths, struct jdoc *event, struct fault *f);
/* The same over a link that is open. 0: it was answered; *outcome says how, and when that is not
 * applied the fault has what the station said. */
int database_tell(struct link *l, struct jdoc *event, enum outcome *outcome, struct fault *f);
/* An array of one; takes the entry. NULL: no memory. */
struct jdoc *database_list(struct jdoc *entry);

#endif
