/*
 * enrolment - a roster event on a staging copy, shared by the files that read its parts.
 *
 * Inside enrol.c, bonds.c and token.c only. What is staged stands before what is known; it is freed with
 * the enrolment. Each take_ reads one entry of a part: 0, ERR_NOMEM, or ERR_INVALID and the fault.
 */
#ifndef PASEO_BRAIN_ENROLMENT_H
#define PASEO_BRAIN_ENROLMENT_H

#include "paseo/base/grow.h"
#include "paseo/brain/enrol.h"

struct enrolment {
	const struct memory *memory;
	struct dog *dogs;
	size_t dog_count;
	size_t dog_room;
	struct volunteer *volunteers;
	size_t volunteer_count;
	size_t volunteer_room;
	struct tag *tags;
	size_t tag_count;
	size_t tag_room;
	struct pair *pairs;
	size_t pair_count;
	size_t pair_room;
	struct token *tokens;
	size_t token_count;
	size_t token_room;
	int64_t received_ms;
	int32_t day; /* of the event: what is said of today holds for it */
	struct settings settings;
	bool has_settings;
};

#define STAGE(n, thing) (GROW(n, thing) == 0 ? &(n)->thing##s[(n)->thing##_count++] : NULL)

/* The staged record, NULL: none is staged. */
struct dog *enrolment_staged_dog(const struct enrolment *n, const char *id);
/* The staged record of a dog, a copy of the known one where none is staged yet. NULL: not known, or no
 * memory (*code then). */
struct dog *enrolment_stage_dog(struct enrolment *n, const char *id, int *code);
/* Name of a dog or volunteer, staged ones included; NULL: there is none. */
const char *enrolment_name(const struct enrolment *n, const char *id);
/* A member as text: numbers may be written as such. */
int enrolment_text(const struct jdoc *value, const char *name, char *out, size_t size,
		   struct fault *f);

int enrolment_take_hold(struct enrolment *n, struct jdoc *entry, struct fault *f);
int enrolment_take_lift(struct enrolment *n, struct jdoc *entry, struct fault *f);
int enrolment_take_pair(struct enrolment *n, struct jdoc *entry, struct fault *f);
int enrolment_take_unpair(struct enrolment *n, struct jdoc *entry, struct fault *f);
int enrolment_take_token(struct enrolment *n, struct jdoc *entry, struct fault *f);
int enrolment_take_revoke(struct enrolment *n, struct jdoc *entry, struct fault *f);

#endif
