/*
 * play - a shelter at play: random days from a seed, through the codec and a brain, with a subscriber
 * beside it that keeps what the changes say and compares.
 *
 * The same seed gives the same lines, answers and walks on every machine. What may never be
 * otherwise is looked at after every event; play_compare() looks at everything. Both say in
 * play->fault what is wrong. Used by tests and benches alike.
 */
#ifndef PASEO_TESTS_UNIT_PLAY_H
#define PASEO_TESTS_UNIT_PLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/days.h"
#include "paseo/brain/brain.h"

#define PLAY_RECENT 64
#define PLAY_LINE 1024

/* A dog as its subscriber knows it. */
struct play_dog {
	struct walk *walks; /* by SALIDA */
	size_t count;
	size_t room;
};

struct play {
	struct brain *brain;
	uint64_t seed; /* the state of the generator */
	uint64_t first_seed;
	int64_t now_ms;
	uint64_t said; /* lines so far */
	struct answer last;
	char line[PLAY_LINE]; /* the last one */
	char fault[2 * PLAY_LINE];
	/* Who there is: p-001 ... and v-01 ..., with the tags T-001 and B-01. */
	size_t dog_count;
	size_t people_count;
	struct play_dog *dogs;
	struct decision *decisions; /* as they were told last, by seq */
	size_t decision_count;
	size_t decision_room;
	struct closing *closings;
	size_t closing_count;
	size_t closing_room;
	struct recall recall;
	/* What later lines speak of: ids of the last events, and of those that were held. */
	char recent[PLAY_RECENT][EVENT_ID_SIZE];
	char held[PLAY_RECENT][EVENT_ID_SIZE];
	size_t recent_count;
	size_t held_count;
	/* The log, where it is kept. */
	bool keeps_log;
	struct event **log;
	struct answer **judged;
	size_t log_count;
	size_t log_room;
	size_t judged_room;
};

/* A roster of so many, at that time. NULL: no memory, or the roster is refused. */
struct play *play_new(uint64_t seed, size_t dogs, size_t people, int64_t now_ms, bool keeps_log);
void play_free(struct play **p);

/* The next number of the generator, from 0 to below. */
uint64_t play_random(struct play *p, uint64_t below);
/* Move the clock and write the next random line into play->line. */
void play_line(struct play *p);
/* Decide an event, which is given away, now. False: something is broken. */
bool play_decide(struct play *p, struct event *e);
/* Say play->line now, or one with single quotes for double ones. */
bool play_say(struct play *p);
bool play_says(struct play *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Is what the subscriber has all that the brain has? */
bool play_compare(struct play *p);

/* A fresh brain from the log; NULL: no memory or refused. */
struct brain *play_restore(const struct play *p);
/* Do two brains show the same of everything? If not what says where. */
bool play_same_state(const struct brain *a, const struct brain *b, int64_t now_ms, char *what,
		     size_t size);

/* For these alone: what they share. */
bool play_broken(struct play *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool play_check_walks(struct play *p, const struct play_dog *d, size_t from);
struct play_dog *play_dog_of(struct play *p, const char *id); /* NULL: none of them */

/* A number of the environment, or what it is without. */
uint64_t play_env(const char *name, uint64_t standard);

#endif
