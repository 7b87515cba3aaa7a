/*
 * journal_file - the file under the journal: a head block, a note, and an area of blocks that were
 * all written once. What the area holds is the journal's business (top of journal.c).
 *
 * One thread only.
 */
#ifndef PASEO_QUEUE_JOURNAL_FILE_H
#define PASEO_QUEUE_JOURNAL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

struct journal_file {
	int fd;	     /* -1: closed */
	size_t area; /* bytes */
	bool made;   /* by this opening */
};

/* Open it, or make it: area bytes of zeros, written and synced, then the head. A file whose making was
 * cut off is made again. ERR_CORRUPT: it is something else; it is left alone. */
int journal_file_open(const char *path, size_t area, struct journal_file *out, struct fault *f);
void journal_file_close(struct journal_file *file);

/* Bytes of the area, from its start. 0 or a negative error. */
int journal_file_read(const struct journal_file *file, unsigned char *data, size_t len, size_t at);
int journal_file_write(const struct journal_file *file, const unsigned char *data, size_t len,
		       size_t at);
/* What was written is on the disk. */
int journal_file_sync(const struct journal_file *file);

/* The number that was noted last, 0 when there is none that can be read. Not synced by itself. */
uint64_t journal_file_noted(const struct journal_file *file);
int journal_file_note(const struct journal_file *file, uint64_t seq);

/* Little-endian numbers, as everything in the file. */
void journal_put_u32(unsigned char *p, uint32_t v);
void journal_put_u64(unsigned char *p, uint64_t v);
uint32_t journal_get_u32(const unsigned char *p);
uint64_t journal_get_u64(const unsigned char *p);

#endif
