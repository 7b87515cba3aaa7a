/*
 * enrol - roster events: judged whole on a copy, then applied whole. The form: roster.h.
 */
#ifndef PASEO_BRAIN_ENROL_H
#define PASEO_BRAIN_ENROL_H

#include "paseo/brain/memory.h"

struct enrolment;

/* Work out what a roster event would make of the roster. ERR_INVALID and the fault: nothing of it
 * can be taken. The caller frees *out with enrol_free. */
int enrol_judge(const struct memory *m, const struct event *e, struct enrolment **out,
		struct fault *f);
/* Make it so; changes (NULL: not wanted) gets what has changed. 0 or ERR_NOMEM. */
int enrol_apply(struct memory *m, const struct enrolment *n, struct changes *changes);
void enrol_free(struct enrolment **n);

#endif
