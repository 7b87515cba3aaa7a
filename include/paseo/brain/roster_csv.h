/*
 * roster_csv - a CSV file as one roster event.
 *
 * Pure. Columns by name in any order (roster_columns, "id" and, for new ones, "name" are needed);
 * unknown columns, ids and tags that stand twice, and fields that are refused are named with
 * line and column. With a lookup so is what the roster that is there already does not allow: a
 * code that another has, an id that is another kind's, a new one without a name.
 */
#ifndef PASEO_BRAIN_ROSTER_CSV_H
#define PASEO_BRAIN_ROSTER_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/brain/roster.h"

/* What the roster holds already, archived ones too. Texts are borrowed for the call. */
struct roster_lookup {
	void *ctx;
	/* Whose a code is (as codes are compared); false: nobody's. */
	bool (*owner)(void *ctx, const char *code, const char **id, const char **name);
	/* Is the id there, and as what? */
	bool (*known)(void *ctx, const char *id, enum roster_kind *as);
	const struct levels *levels; /* the shelter's */
};

struct roster_csv {
	char *json; /* owned: the roster event; NULL when nothing is taken */
	size_t json_len;
	size_t taken; /* rows in it */
	size_t bad;   /* rows left out */
};

/* bad is called for each bad line: "line 7, level: 'blue' is none of green, yellow, red". With any bad line nothing
 * is taken (ERR_INVALID) unless skip_bad. lookup NULL: only the file itself is looked at, and the
 * event may still be refused as a whole. */
int roster_csv_read(enum roster_kind k, const char *text, size_t len,
		    const struct roster_lookup *lookup, bool skip_bad,
		    void (*bad)(void *ctx, const char *sentence), void *ctx, struct roster_csv *out,
		    struct fault *f);
void roster_csv_clear(struct roster_csv *r);

#endif
