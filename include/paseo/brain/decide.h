/*
 * decide - what an event means, given what the brain remembers. Pure: nothing is changed.
 */
#ifndef PASEO_BRAIN_DECIDE_H
#define PASEO_BRAIN_DECIDE_H

#include "paseo/brain/memory.h"

/* Fill the answer: outcome, move, dog, volunteer, ask, warnings, of_seq, error. seq is the number
 * the event gets if it is stored; *stored: it is to be. kept: it was stored already, and is neither a
 * duplicate nor a repeated read. Rosters are judged by enrol.h. */
void decide(struct memory *m, const struct event *e, uint64_t seq, bool kept, struct answer *a,
	    bool *stored);

#endif
