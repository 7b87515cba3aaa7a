/*
 * names - the names of all dogs and volunteers by id, read once for a report.
 *
 * Archived ones too. One thread.
 */
#ifndef PASEO_REPORT_NAMES_H
#define PASEO_REPORT_NAMES_H

#include "paseo/brain/roster.h"
#include "paseo/store/reader.h"

struct names;

struct named {
	enum roster_kind kind;
	bool archived;
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	char phone[PHONE_SIZE]; /* of a volunteer */
};

int names_read(struct reader *r, struct names **out);
void names_free(struct names **n);

/* Borrowed; NULL: no such id. */
const char *names_find(const struct names *n, enum roster_kind kind, const char *id);
/* Of a volunteer; "" : none known. */
const char *names_phone(const struct names *n, const char *id);

/*
 * Who is meant by an id, by a name, or by one without regard to case and accents, in that order. 0;
 * or ERR_NOT_FOUND (*out is then the one that is written nearly so, or NULL), or ERR_EXISTS (*out
 * and *other are the first two of several).
 */
int names_resolve(const struct names *n, const char *text, const struct named **out,
		  const struct named **other);

#endif
