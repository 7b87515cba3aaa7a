/*
 * reader - a read-only view of the database for reports, lists and logs.
 *
 * A connection of its own, that never writes or checkpoints; it does not block and
 * is not blocked by the station. Rows are borrowed for the call back. A callback that
 * returns non-zero ends the walk and is passed on; it may call other functions here, but not
 * the one that called it. One thread.
 */
#ifndef PASEO_STORE_READER_H
#define PASEO_STORE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/brain/change.h"

struct reader;

/* ERR_NOT_FOUND: there is no database yet; the fault says how to make one. Sets the process's zone
 * (days_set_zone) to the one that the days in the database were worked out in. */
int reader_open(const char *path, struct reader **out, struct fault *f);
void reader_close(struct reader **r);

/* Last event in the database. */
int reader_seq(struct reader *r, uint64_t *seq);
int reader_settings(struct reader *r, struct settings *out);
/* One moment for all that follows until reader_release(): a report does not mix two states. */
int reader_hold(struct reader *r);
int reader_release(struct reader *r);

/* By id; archived: those too. now's totals are of the day stored with them: zero them where that
 * is not today. tags: codes separated by spaces. */
int reader_dogs(struct reader *r, bool archived,
		int (*row)(void *ctx, const struct dog *d, const struct dog_now *now,
			   const char *tags),
		void *ctx);
int reader_volunteers(struct reader *r, bool archived,
		      int (*row)(void *ctx, const struct volunteer *v, const char *badges),
		      void *ctx);
int reader_tags(struct reader *r, int (*row)(void *ctx, const struct tag *t), void *ctx);
/* Pairs of dogs, by their ids. */
int reader_pairs(struct reader *r, int (*row)(void *ctx, const struct pair *p), void *ctx);
/* Tokens that hold, by name. */
int reader_tokens(struct reader *r, int (*row)(void *ctx, const struct token *t), void *ctx);
/* Walks whose day is from..to, by day, dog, out. */
int reader_walks(struct reader *r, int32_t from, int32_t to,
		 int (*row)(void *ctx, const struct walk *w), void *ctx);
/* Those of one dog, or of one volunteer, by day, out. */
int reader_walks_of_dog(struct reader *r, const char *dog, int32_t from, int32_t to,
			int (*row)(void *ctx, const struct walk *w), void *ctx);
int reader_walks_of_volunteer(struct reader *r, const char *volunteer, int32_t from, int32_t to,
			      int (*row)(void *ctx, const struct walk *w), void *ctx);
/* Walks that were open at the instant (begun at or before it, not ended at it), by out. */
int reader_open_walks(struct reader *r, int64_t at_ms, int (*row)(void *ctx, const struct walk *w),
		      void *ctx);
/* The last day before that one on which the dog went for a walk; 0: none. */
int reader_last_day_of_dog(struct reader *r, const char *dog, int32_t before, int32_t *day);
/* Events with seq > since, in order, at most limit (0: all). json is the event as it was taken. */
int reader_events(struct reader *r, uint64_t since, uint64_t limit,
		  int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx);
/* Events whose time lies in from_ms <= time < to_ms, in order of seq. */
int reader_events_between(struct reader *r, int64_t from_ms, int64_t to_ms,
			  int (*row)(void *ctx, const struct answer *a, const char *json),
			  void *ctx);
/* Events about one dog (corrections and answers too), or that name one volunteer, whose time lies
 * in from_ms <= time < to_ms; by time. A correction may be of a day after the movement's. */
int reader_events_of_dog(struct reader *r, const char *dog, int64_t from_ms, int64_t to_ms,
			 int (*row)(void *ctx, const struct answer *a, const char *json),
			 void *ctx);
int reader_events_of_volunteer(struct reader *r, const char *volunteer, int64_t from_ms,
			       int64_t to_ms,
			       int (*row)(void *ctx, const struct answer *a, const char *json),
			       void *ctx);
/* Retracts, amends and answers that speak of an event, whenever they were said. */
int reader_references(struct reader *r, uint64_t of_seq,
		      int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx);
/* Events that change the roster (dogs, holds, pairs, settings), whose time lies in from_ms <= time <
 * to_ms; by time. */
int reader_rosters(struct reader *r, int64_t from_ms, int64_t to_ms,
		   int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx);
/* Events with seq > since, in order, at most limit; wanted: a rule sent it to the stream when it came. */
int reader_stream(struct reader *r, uint64_t since, uint64_t limit,
		  int (*row)(void *ctx, const struct answer *a, bool wanted), void *ctx);
/* Decisions asked in from_ms <= asked < to_ms. */
int reader_decisions(struct reader *r, int64_t from_ms, int64_t to_ms,
		     int (*row)(void *ctx, const struct decision *d), void *ctx);
/* Decisions that stand so, by the time they were asked: DECISION_WAITING are those to be answered. */
int reader_decisions_by_status(struct reader *r, enum decision_status status,
			       int (*row)(void *ctx, const struct decision *d), void *ctx);
/* Closings of the days from..to, by day and as they came. The last of a day says how it is: closed
 * while its reopened_seq is 0. */
int reader_closings(struct reader *r, int32_t from, int32_t to,
		    int (*row)(void *ctx, const struct closing *c), void *ctx);

#endif
