/*
 * match - does an event match a pattern?
 *
 * It does if each field of one branch finds a value and all those values are consistent (queue/flat). A
 * field that must be absent (exists:false) is looked for last, among the values that are consistent
 * with those found: beside a match in an array it must be absent there, not everywhere.
 *
 * Without arrays of objects the time is that of looking at each field once. With them it is a
 * search, which comes to an end after MATCH_STEPS_MAX steps in any case.
 */
#ifndef PASEO_QUEUE_MATCH_H
#define PASEO_QUEUE_MATCH_H

#include "paseo/queue/flat.h"
#include "paseo/queue/pattern.h"

#define MATCH_STEPS_MAX 2000000

struct matching;

/* What matching needs to hold; it serves for one match after the other. NULL: no memory. */
struct matching *matching_new(void);
void matching_free(struct matching **m);

/* 1: it matches, 0: it does not, ERR_NOMEM, or ERR_FULL: given up after too many steps. */
int match_pattern(struct matching *m, const struct pattern *p, const struct flat *f);

#endif
