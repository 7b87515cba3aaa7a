/*
 * decide - what an event means, given what the brain remembers. Pure: nothing is changed.
 *
 * Inside the brain only. Movements and reads are judged in decide.c, what speaks of another
 * event, of the day or of all dogs in refer.c.
 */
#ifndef PASEO_BRAIN_DECIDE_H
#define PASEO_BRAIN_DECIDE_H

#include "paseo/brain/memory.h"

/* Fill the answer: outcome, move, dog, volunteer, ask, warnings, of_seq, error. seq is the number
 * the event gets if it is stored; *stored: it is to be. kept: it was stored already, and is neither a
 * duplicate nor a repeated read. Rosters are judged by enrol.h. 0 or ERR_NOMEM. */
int decide(struct memory *m, const struct event *e, uint64_t seq, bool kept, struct answer *a,
	   bool *stored);

/* One event while it is judged. */
struct judged {
	struct memory *m;
	const struct event *e;
	struct answer *a;
	uint64_t seq;
	/* Of a movement. */
	uint32_t dog;
	int64_t ms; /* its place in the fold */
	bool late;
	enum dog_state state; /* just before it */
	int64_t since_ms;
};

/* Not taken, and why. */
void decide_refuse(struct answer *a, enum outcome outcome, const char *error);
/* Add a warning to the answer. */
void decide_warn(struct answer *a, enum warning_kind kind);
/* Is its time too far ahead? Then it is refused. */
bool decide_in_future(const struct judged *j);

void refer_retract(struct judged *j);
void refer_amend(struct judged *j);
int refer_answer(struct judged *j);
void refer_recall(struct judged *j);
void refer_close(struct judged *j);

#endif
