/*
 * brain - decides what an event means, and keeps the state that follows from all of them.
 *
 * Pure and deterministic: (state, event with its times) -> (answer, changes, state').
 * No clock, file, lock or SQL, so a replay of the log gives the same answers. States,
 * walks and totals of a dog are a fold over its accepted events by time, then by id;
 * what was judged when an event came (outcome, warnings, direction of a live scan)
 * is a fact kept with it, not judged again when other events come late.
 *
 * One thread at a time. It remembers every event in about 450 bytes.
 */
#ifndef PASEO_BRAIN_BRAIN_H
#define PASEO_BRAIN_BRAIN_H

#include "paseo/brain/change.h"

struct brain;

struct brain *brain_new(void);
void brain_free(struct brain **b);

/* How an event comes: a rule sends it to the brain (else it is only stored); it was stored already and is
 * played again (so it is neither a duplicate nor a repeated read). */
enum brain_how { BRAIN_ROUTED = 1, BRAIN_KEPT = 2 };

/* Decide one event: fills answer; when the event is to be stored (answer->seq is then next seq)
 * takes it into the state and adds to changes what has changed, CHANGE_EVENT (without chain and
 * json) first. Duplicates and ignored reads are not stored: seq is the first's, or 0.
 * how: bits of enum brain_how. 0 or ERR_NOMEM. */
int brain_decide(struct brain *b, const struct event *e, unsigned how, struct answer *answer,
		 struct changes *changes);
/* True if the answer's event is new in the log: it has its own seq. */
bool brain_stored(const struct answer *a);

/* Take in an event of the log with what was judged then, in the order of seq, without changes; for
 * loading and verify. Then brain_settle() folds every dog once; only after it is anything asked. */
int brain_restore(struct brain *b, const struct event *e, const struct answer *judged);
int brain_settle(struct brain *b);

/* Everything as a list of changes: CHANGE_LOAD, settings, dogs and their state as of now_ms's day,
 * volunteers, tags, pairs, waiting decisions, closings, the recall, the last events (newest last, at most events), CHANGE_LOADED.
 * all: archived dogs, every walk and every decision too (for verify and rebuild). */
int brain_snapshot(const struct brain *b, int64_t now_ms, size_t events, bool all,
		   struct changes *out);

uint64_t brain_last_seq(const struct brain *b);
/* When the last event was received; 0: there is none. */
int64_t brain_last_received_ms(const struct brain *b);
const struct settings *brain_settings(const struct brain *b);

#endif
