/*
 * listing - `dogs list`, `volunteers list` and the exports while they are put together.
 *
 * Text and CSV are the table; in JSON some members are objects or arrays, which no cell holds:
 * those are kept beside it until it is written.
 */
#ifndef PASEO_COMMANDS_LISTING_H
#define PASEO_COMMANDS_LISTING_H

#include "paseo/commands/database.h"
#include "paseo/commands/output.h"

/* A member of a row that is no text. */
struct listing_member {
	size_t row;
	const char *name;
	struct jdoc *value; /* owned */
};

#define LISTING_COLUMNS 24

struct listing {
	struct table_column columns[LISTING_COLUMNS];
	struct table *table;
	const struct database *database;
	bool all, roster_only;
	size_t rows;
	struct listing_member *members;
	size_t member_count, member_room;
	struct jdoc **json; /* where the JSON goes; NULL: standard output */
};

/* Make the table, with the columns of a list or of an export. 0 or ERR_NOMEM. */
int listing_begin(struct listing *l, const struct table_column *columns, size_t count);
/* A member of the row that is added next; takes the value (NULL counts as no memory). It takes the
 * place of the table's member of that name. */
int listing_set(struct listing *l, const char *name, struct jdoc *value);
/* Ids separated by blanks as an array. */
struct jdoc *listing_ids(const char *ids);
/* Append an id to such a text; what does not fit is left out. */
void listing_add_id(char *ids, size_t size, const char *id);
/* Write the table; what stands beside it goes into the JSON. */
int listing_write(struct listing *l, enum format format);
void listing_clear(struct listing *l);

/* Write all dogs, or all volunteers, that the listing asks for. */
int listing_dogs(struct listing *l, enum format format);
int listing_volunteers(struct listing *l, enum format format);

#endif
