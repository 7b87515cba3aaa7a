/*
 * error - the one set of codes, and the one line a person gets.
 *
 * Every function that can fail returns 0 or one of these (all negative); codes
 * of other libraries are translated where they appear. The place that fails
 * knows what and why: it fills a struct fault, when it is given one, with a
 * sentence that names the thing and says what to do. Callers pass both on.
 */
#ifndef PASEO_BASE_ERROR_H
#define PASEO_BASE_ERROR_H

#include <stdarg.h>

enum {
	ERR_NOMEM = -1,	  /* no memory */
	ERR_IO = -2,	  /* the operating system refused a read, write or open */
	ERR_INVALID = -3, /* the input is not what it should be */
	ERR_NOT_FOUND = -4,
	ERR_EXISTS = -5,
	ERR_BUSY = -6,	  /* somebody else holds it; trying again may help */
	ERR_FULL = -7,	  /* no room: a buffer, a queue, a disk */
	ERR_CORRUPT = -8, /* the data is damaged */
	ERR_VERSION = -9, /* written by a newer paseo */
	ERR_DENIED = -10, /* no permission */
	ERR_CLOSED = -11, /* the other side is gone, or shutting down */
};

#define FAULT_SIZE 512

/* One sentence for a person, UTF-8, no newline. Empty: nothing to say. */
struct fault {
	char text[FAULT_SIZE];
};

/* Set the sentence (NULL fault is fine) and return code, to write `return fault_set(...)`. */
int fault_set(struct fault *f, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* What the code means, in a few words; for logs. */
const char *error_text(int code);

/* The code for an errno value. */
int error_from_errno(int number);

#endif
