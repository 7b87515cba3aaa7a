/*
 * projection - the tables that follow from the log, as one table: how their rows are read,
 * ordered, named and told field by field. For verify.
 */
#ifndef PASEO_STORE_PROJECTION_H
#define PASEO_STORE_PROJECTION_H

#include "paseo/brain/change.h"
#include "paseo/store/sql.h"

#define PROJECTION_TEXT_SIZE 512

/* A row as the change that would make it: change.as points into room. */
struct projected {
	struct change change;
	union {
		struct dog dog;
		struct volunteer volunteer;
		struct tag tag;
		struct pair pair;
		struct token token;
		struct decision decision;
	} room;
};

struct projection {
	enum change_kind kind;
	enum sql_statement rows; /* gives all rows, in order */
	int64_t puts[2];	 /* what the statement wants */
	size_t put_count;
	void (*take)(struct statement *q, struct projected *row);
	int (*order)(const struct change *a, const struct change *b);
	/* "walk p-001 2026-11-15 10:02" */
	void (*name)(const struct change *c, char out[PROJECTION_TEXT_SIZE]);
	/* Label and text of a field, from 0; NULL: there are no more. */
	const char *(*field)(const struct change *c, size_t index, char out[PROJECTION_TEXT_SIZE]);
};

size_t projection_count(void);
const struct projection *projection_at(size_t index);
/* That of a kind; NULL: it has no table. */
const struct projection *projection_of(enum change_kind kind);

#endif
