/*
 * desk - a brain with a clock of its own, for tests: whole afternoons without waiting.
 */
#ifndef PASEO_TESTS_UNIT_DESK_H
#define PASEO_TESTS_UNIT_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/brain/brain.h"
#include "paseo/queue/codec.h"

struct desk {
	struct brain *brain;
	int64_t now_ms;
	struct answer last;
	struct changes *changes; /* of the last event */
	/* The log, to be played again. */
	struct event *log[4096];
	struct answer *judged; /* owned, as many as log */
	size_t count;
};

/* "2026-11-22T11:42:05+01:00" */
static inline int64_t at(const char *stamp)
{
	int64_t ms;

	assert_int_equal(days_parse_stamp(stamp, &ms), 0);
	return ms;
}

static inline void desk_open(struct desk *d, const char *now)
{
	memset(d, 0, sizeof(*d));
	assert_int_equal(days_set_zone("Europe/Madrid"), 0);
	d->brain = brain_new();
	d->judged = calloc(sizeof(d->log) / sizeof(d->log[0]), sizeof(d->judged[0]));
	assert_non_null(d->brain);
	assert_non_null(d->judged);
	d->now_ms = at(now);
}

static inline void desk_close(struct desk *d)
{
	for (size_t i = 0; i < d->count; i++)
		event_free(&d->log[i]);
	free(d->judged);
	changes_free(&d->changes);
	brain_free(&d->brain);
}

/* Let the clock of a day stand at HH:MM:SS (same day, whatever it is). */
static inline void desk_clock(struct desk *d, int hour, int minute, int second)
{
	d->now_ms = days_at_ms(days_of(d->now_ms), hour, minute) + second * SECOND_MS;
}

/* Say a line to the desk now; single quotes stand for double ones. */
static inline struct answer *say(struct desk *d, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline struct answer *say(struct desk *d, const char *format, ...)
{
	char line[4096];
	struct event *e = NULL;
	struct fault f = { "" };
	va_list ap;

	va_start(ap, format);
	vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	for (char *p = line; *p; p++) {
		if (*p == '\'')
			*p = '"';
	}
	if (codec_read(line, strlen(line), &e, &f) != 0)
		fail_msg("%s: %s", line, f.text);
	e->received_ms = d->now_ms;
	if (!e->has_time)
		e->time_ms = d->now_ms;
	assert_int_equal(codec_seal(e, d->now_ms), 0);
	changes_free(&d->changes);
	d->changes = changes_new();
	assert_int_equal(brain_decide(d->brain, e, BRAIN_ROUTED, &d->last, d->changes), 0);
	if (brain_stored(&d->last)) {
		d->log[d->count] = e;
		d->judged[d->count++] = d->last;
	} else {
		event_free(&e);
	}
	return &d->last;
}

static inline void desk_dogs(struct desk *d)
{
	say(d, "{'action':'roster','dogs':["
	       "{'id':'p-001','name':'Luna','traits':'reactive','level':'verde','tag':'"
	       "04A1B2C3D4E5F6'},"
	       "{'id':'p-002','name':'Thor','traits':'reactiva','level':'rojo','tag':'"
	       "04A1B2C3D4E5F7'},"
	       "{'id':'p-003','name':'Coco','tag':'0400112233'},"
	       "{'id':'p-004','name':'Kira'}],"
	       "'volunteers':[{'id':'v-001','name':'Ana','badge':'B-ANA'}]}");
	assert_int_equal(d->last.outcome, OUTCOME_APPLIED);
}

/* Stop the station and start it again: all there is comes from the log. */
static inline void desk_restart(struct desk *d)
{
	brain_free(&d->brain);
	d->brain = brain_new();
	assert_non_null(d->brain);
	for (size_t i = 0; i < d->count; i++)
		assert_int_equal(brain_restore(d->brain, d->log[i], &d->judged[i]), 0);
	assert_int_equal(brain_settle(d->brain), 0);
}

/* Everything the brain shows of now; the caller frees it. */
static inline struct changes *desk_shows(const struct desk *d)
{
	struct changes *all = changes_new();

	assert_non_null(all);
	assert_int_equal(brain_snapshot(d->brain, d->now_ms, 0, true, all), 0);
	return all;
}

static inline enum dog_state desk_state(const struct desk *d, const char *dog)
{
	struct changes *all = desk_shows(d);
	enum dog_state state = STATE_COUNT;

	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].kind == CHANGE_NOW && strcmp(all->list[i].as.now.id, dog) == 0)
			state = all->list[i].as.now.state;
	}
	changes_free(&all);
	return state;
}

/* The last walk of a dog; out_seq is 0 when there is none. */
static inline struct walk desk_walk(const struct desk *d, const char *dog)
{
	struct changes *all = desk_shows(d);
	struct walk walk = { .out_seq = 0 };

	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].kind == CHANGE_WALK && strcmp(all->list[i].as.walk.dog, dog) == 0)
			walk = all->list[i].as.walk;
	}
	changes_free(&all);
	return walk;
}

/* The decision that an event with that id has opened; seq is 0 when it has none. */
static inline struct decision desk_decision(const struct desk *d, const char *id)
{
	struct changes *all = desk_shows(d);
	struct decision decision = { .seq = 0 };

	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].kind == CHANGE_DECISION &&
		    strcmp(all->list[i].as.decision->id, id) == 0)
			decision = *all->list[i].as.decision;
	}
	changes_free(&all);
	return decision;
}

/* Has the last event told of such a change? */
static inline bool desk_told(const struct desk *d, enum change_kind kind)
{
	for (size_t i = 0; i < d->changes->count; i++) {
		if (d->changes->list[i].kind == kind)
			return true;
	}
	return false;
}

#define assert_status(d, id, wanted)                                               \
	assert_string_equal(decision_status_name(desk_decision((d), (id)).status), \
			    decision_status_name(wanted))

#define assert_outcome(a, wanted)                                                 \
	assert_string_equal(event_outcome_name((a)->outcome, VOCABULARY_ENGLISH), \
			    event_outcome_name((wanted), VOCABULARY_ENGLISH))

#endif
