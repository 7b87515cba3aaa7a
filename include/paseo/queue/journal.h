/*
 * journal - the events that were accepted and are not yet for sure in SQLite.
 *
 * journal_sync() returns 0 only when every record appended before it is on the
 * disk, so an event whose answer went out survives a power cut. After a crash
 * journal_next() gives the records above the store's sequence number, in order,
 * each once, and stops at the first that is torn or does not follow from the one
 * before. The format and why it is so: top of journal.c.
 *
 * One thread only. After a failed sync the journal stays broken until reopened:
 * nobody knows what the disk holds.
 */
#ifndef PASEO_QUEUE_JOURNAL_H
#define PASEO_QUEUE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

#define JOURNAL_AREA_DEFAULT ((size_t)8 * 1024 * 1024)

struct journal;

/* Marks of a record, 0 for none: no rule sent the event to the brain. Rules change, so playing again must not
 * ask them. */
enum journal_mark { JOURNAL_UNROUTED = 1 };

struct journal_record {
	uint64_t seq;
	int64_t received_ms;
	uint32_t marks;	  /* bits of enum journal_mark */
	uint64_t chain;	  /* checksum over this record and the chain before it */
	const char *json; /* borrowed until the next call */
	size_t len;
};

/* What the database holds: its last event, and the last that a synced checkpoint covers. */
struct journal_start {
	uint64_t seq; /* 0: none */
	uint64_t chain;
	uint64_t safe_seq; /* blocks of records above it are not used again */
};

/* Open the file, or make it: area bytes of zeros, written and synced. Records up to start->seq are
 * passed over. ERR_CORRUPT: the file is no journal, or follows a log that goes further than the
 * database; the fault says what to do. */
int journal_open(const char *path, size_t area, const struct journal_start *start,
		 struct journal **out, struct fault *f);
void journal_close(struct journal **j);

/* The next record to be played again. 1, 0: no more, or a negative error. To be called until it
 * gives 0 before the first append. */
int journal_next(struct journal *j, struct journal_record *out);

/* Append one record; not durable before journal_sync(). seq must be the last one's plus one.
 * *chain: the record's. ERR_FULL: no room until journal_release(); ERR_IO: broken. */
int journal_append(struct journal *j, uint64_t seq, int64_t received_ms, uint32_t marks,
		   const char *json, size_t len, uint64_t *chain);
int journal_sync(struct journal *j);

/* Records up to seq are for sure in the database: their blocks may be used again. */
void journal_release(struct journal *j, uint64_t seq);

/* Does a record with so much JSON fit now? For taking no more than can be kept. */
bool journal_has_room(const struct journal *j, size_t len);
/* Used and whole area in bytes. */
size_t journal_used(const struct journal *j);
size_t journal_area(const struct journal *j);
bool journal_broken(const struct journal *j);

/* The chain value of a record, as journal_append gives it: the log in the database carries it on. */
uint64_t journal_chain(uint64_t before, uint64_t seq, int64_t received_ms, uint32_t marks,
		       const char *json, size_t len);

#endif
