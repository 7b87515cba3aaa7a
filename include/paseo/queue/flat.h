/*
 * flat - an event as rules see it: the scalar values of the fields that they look at.
 *
 * Arrays give each of their elements, arrays in arrays too; objects in arrays add their fields to the
 * path without an index. A value remembers its place: in which element of which array it
 * stands. Two values are consistent unless they stand in different elements of one array; a scalar
 * that lies directly in an array does not stand in an element of it.
 *
 * One flat serves for event after event and allocates only when one is larger than those before.
 * One thread at a time.
 */
#ifndef PASEO_QUEUE_FLAT_H
#define PASEO_QUEUE_FLAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/queue/address.h"
#include "paseo/queue/paths.h"

/* Longest event, in bytes: each value of it takes some fifty times its text. */
#define FLAT_TEXT_MAX ((size_t)8 * 1024 * 1024)

enum value_kind { VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL };

struct value {
	enum value_kind kind;
	bool exact;	  /* a number that can be compared: see queue/number */
	const char *text; /* of a string without its escapes, else as written; no NUL */
	size_t len;
	double number;
	struct address address; /* of a string that is a literal */
};

#define FLAT_NONE UINT32_MAX

struct flat_value {
	struct value value;
	uint32_t path;
	uint32_t place; /* FLAT_NONE: in no element of an array */
	uint32_t next;	/* value of the same path, FLAT_NONE: no more */
};

/* An element of an array, and the one that the array itself stands in. */
struct flat_place {
	uint32_t above;
	uint32_t array;
	uint32_t element;
};

struct flat_path {
	uint32_t event; /* the number of the event that first and last are of */
	uint32_t first, last;
};

/* Plain data; only flat_read() changes it. */
struct flat {
	const struct paths *paths; /* borrowed */
	struct flat_value *values;
	size_t value_count, value_room;
	struct flat_place *places;
	size_t place_count, place_room;
	uint32_t array_count;
	struct flat_path *heads; /* one for each path */
	size_t head_count;
	uint32_t event;
	char *bytes; /* strings that had escapes, and the path that is being read */
	size_t bytes_room;
	struct flat_frame *frames;
};

/* Values of scalars; text is borrowed. */
struct value value_string(const char *text, size_t len);
struct value value_number(const char *text, size_t len);

struct flat *flat_new(const struct paths *paths); /* NULL: no memory */
void flat_free(struct flat **f);

/* Take an event; the text must outlive what is asked about it. ERR_INVALID: it is no JSON object, the
 * fault says why and where. */
int flat_read(struct flat *f, const char *json, size_t len, struct fault *fault);
/* The first value of a path, FLAT_NONE: it has none. */
uint32_t flat_first(const struct flat *f, uint32_t path);

#endif
