/*
 * tell - puts what the brain remembers into changes, for the brain alone.
 *
 * Each returns 0 or ERR_NOMEM.
 */
#ifndef PASEO_BRAIN_TELL_H
#define PASEO_BRAIN_TELL_H

#include "paseo/brain/memory.h"

/* CHANGE_WALK or CHANGE_WALK_GONE. */
int tell_walk(struct changes *changes, enum change_kind kind, const struct walk *w);
/* How a dog's walks differ from what they were. */
int tell_walks(struct changes *changes, const struct walks *was, const struct walks *is);
/* State and totals of a dog, today being day. */
int tell_now(const struct memory *m, uint32_t dog, int32_t day, struct changes *changes);
/* A decision as it stands; seq is that of the held event. */
int tell_decision(const struct memory *m, uint64_t seq, struct changes *changes);
/* Note that a decision is told as it is now. */
void tell_note(struct memory *m, uint64_t seq);
/* Tell of the dog's decisions (NOBODY: of all dogs') that are other than they were told; it may be several. */
int tell_untold(struct memory *m, uint32_t dog, struct changes *changes);
int tell_closing(const struct closing *closing, struct changes *changes);
int tell_recall(const struct memory *m, struct changes *changes);
/* All of it but settings and events, today being day; all: archived dogs, every walk, decision and
 * closing too. */
int tell_all(const struct memory *m, int32_t day, bool all, struct changes *changes);

#endif
