/*
 * checks - the warnings before a dog goes out, as one table of pure checks.
 */
#ifndef PASEO_BRAIN_CHECKS_H
#define PASEO_BRAIN_CHECKS_H

#include "paseo/brain/memory.h"

/* Judge a SALIDA of that dog at ms, with the other dogs as they were then and, now_ms being later, as they
 * are now: a sender's clock that is behind hides nobody. Adds to the answer's warnings and returns
 * the strictest policy among those that were raised (POLICY_NOTE when none was). */
enum policy checks_exit(const struct memory *m, uint32_t dog, int64_t ms, int64_t now_ms,
			struct answer *a);

/* Add a warning of that kind and return it; NULL when there is no room for more. */
struct warning *checks_warn(struct answer *a, enum warning_kind k);

#endif
