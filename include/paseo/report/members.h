/*
 * members - members of JSON documents as reports write them.
 *
 * Each returns 0 or ERR_NOMEM, so that they can be set one after the other.
 */
#ifndef PASEO_REPORT_MEMBERS_H
#define PASEO_REPORT_MEMBERS_H

#include "paseo/base/jdoc.h"
#include "paseo/brain/change.h"

int member_text(struct jdoc *d, const char *key, const char *text);
int member_optional(struct jdoc *d, const char *key, const char *text); /* "": null */
int member_number(struct jdoc *d, const char *key, int64_t number);
int member_flag(struct jdoc *d, const char *key, bool flag);
int member_time(struct jdoc *d, const char *key, int64_t ms); /* 0 is no time: null */
int member_day(struct jdoc *d, const char *key, int32_t day); /* 0: null */
/* Ids separated by spaces, as an array. */
int member_ids(struct jdoc *d, const char *key, const char *ids);
/* walk_seconds, and the three that make it. */
int member_seconds(struct jdoc *d, int64_t all, const int64_t kinds[END_COUNT]);

/* What an event says: the data of the envelope that it came in, else all of it. */
struct jdoc *member_body(const struct event *e);

/* Set a list of objects: one for each index i that make gives. Returns from the function that uses it
 * when there is no memory. */
#define MEMBER_LIST(document, key, count, make)                 \
	do {                                                    \
		struct jdoc *list = jdoc_new_array();           \
		int failed = !list;                             \
		for (size_t i = 0; !failed && i < (count); i++) \
			failed = jdoc_add(list, make);          \
		if (failed)                                     \
			jdoc_free(&list);                       \
		if (jdoc_set(document, key, list))              \
			return ERR_NOMEM;                       \
	} while (0)

#endif
