/*
 * deeds - see the header. References are few: each event's are found by a map from what they refer
 * to, newest last.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/map.h"
#include "paseo/queue/codec.h"
#include "paseo/report/deeds.h"

/* A retract of a retract of a retract ... is followed so far. */
#define DEPTH_MAX 100

struct deeds {
	size_t deed_count, deed_room;
	struct deed *deeds;
	struct map *by_seq; /* -> index */
	struct map *refs;   /* seq of what is referred to -> index */
};

struct deeds *deeds_new(void)
{
	struct deeds *d = calloc(1, sizeof(*d));

	if (d) {
		d->by_seq = map_new();
		d->refs = map_new();
		if (!d->by_seq || !d->refs)
			deeds_free(&d);
	}
	return d;
}

void deeds_free(struct deeds **d)
{
	if (!*d)
		return;
	map_free(&(*d)->by_seq);
	map_free(&(*d)->refs);
	free((*d)->deeds);
	free(*d);
	*d = NULL;
}

static bool refers(enum action a)
{
	return a == ACTION_RETRACT || a == ACTION_AMEND || a == ACTION_ANSWER;
}

bool deed_is_movement(const struct deed *one)
{
	return event_is_movement(one->action);
}

/* The time that an amend says: its own is when it was said. 0: none. */
static int64_t new_time(const char *json)
{
	struct event *e = NULL;
	int64_t ms = 0;

	if (codec_read(json, strlen(json), &e, NULL) == 0 && e->has_time)
		ms = e->time_ms;
	event_free(&e);
	return ms;
}

static void fill(struct deed *one, const struct answer *a, const char *json)
{
	memset(one, 0, sizeof(*one));
	one->seq = a->seq;
	one->of_seq = a->of_seq;
	one->time_ms = a->time_ms;
	one->new_ms = a->action == ACTION_AMEND ? new_time(json) : 0;
	one->action = a->action;
	one->outcome = a->outcome;
	one->move = a->move;
	one->source = a->source;
	one->ask = a->ask;
	memcpy(one->id, a->id, sizeof(one->id));
	memcpy(one->of, a->of, sizeof(one->of));
	memcpy(one->dog, a->dog, sizeof(one->dog));
	memcpy(one->volunteer, a->volunteer, sizeof(one->volunteer));
	memcpy(one->reason, a->reason, sizeof(one->reason));
}

const struct deed *deeds_find(const struct deeds *d, uint64_t seq)
{
	size_t at = 0;
	uint64_t index = 0;

	return map_next(d->by_seq, seq, &at, &index) ? &d->deeds[index] : NULL;
}

int deeds_add(struct deeds *d, const struct answer *a, const char *json)
{
	int rc;

	if ((!event_is_movement(a->action) && !refers(a->action)) || deeds_find(d, a->seq))
		return 0;
	if (GROW(d, deed) != 0)
		return ERR_NOMEM;
	fill(&d->deeds[d->deed_count], a, json);
	rc = map_add(d->by_seq, a->seq, d->deed_count);
	if (!rc && refers(a->action) && a->of_seq && a->outcome == OUTCOME_APPLIED)
		rc = map_add(d->refs, a->of_seq, d->deed_count);
	d->deed_count++;
	return rc;
}

size_t deeds_count(const struct deeds *d)
{
	return d->deed_count;
}

const struct deed *deeds_at(const struct deeds *d, size_t index)
{
	return &d->deeds[index];
}

static int add_row(void *ctx, const struct answer *a, const char *json)
{
	return deeds_add(ctx, a, json);
}

static int complete(struct deeds *d, struct reader *r, uint64_t seq, int depth)
{
	const struct deed *one = deeds_find(d, seq);
	int rc = 0;

	if (!one)
		rc = reader_events(r, seq - 1, 1, add_row, d);
	one = deeds_find(d, seq);
	if (rc || !one || one->complete || depth > DEPTH_MAX)
		return rc;
	d->deeds[one - d->deeds].complete = true;
	rc = reader_references(r, seq, add_row, d);
	one = deeds_find(d, seq);
	if (!rc && refers(one->action) && one->of_seq)
		rc = complete(d, r, one->of_seq, depth + 1);
	/* By index: the list grows on the way. */
	for (size_t i = 0; !rc && i < d->deed_count; i++) {
		if (d->deeds[i].of_seq == seq && refers(d->deeds[i].action))
			rc = complete(d, r, d->deeds[i].seq, depth + 1);
	}
	return rc;
}

int deeds_complete(struct deeds *d, struct reader *r, uint64_t seq)
{
	return seq ? complete(d, r, seq, 0) : 0;
}

/* The retract that stands, of those before an event; NULL: none. */
static const struct deed *undoing(const struct deeds *d, uint64_t seq, uint64_t before, int depth)
{
	size_t at = 0;
	uint64_t index = 0;

	while (depth < DEPTH_MAX && map_next(d->refs, seq, &at, &index)) {
		const struct deed *by = &d->deeds[index];

		if (by->action == ACTION_RETRACT && by->seq < before &&
		    !undoing(d, by->seq, before, depth + 1))
			return by;
	}
	return NULL;
}

bool deeds_undone(const struct deeds *d, uint64_t seq, uint64_t before)
{
	return undoing(d, seq, before, 0) != NULL;
}

const struct deed *deeds_undoing(const struct deeds *d, uint64_t seq)
{
	return undoing(d, seq, DEEDS_NOW, 0);
}

const struct deed *deeds_movement(const struct deeds *d, const struct deed *one)
{
	for (int depth = 0; one && !deed_is_movement(one); depth++)
		one = depth < DEPTH_MAX ? deeds_find(d, one->of_seq) : NULL;
	return one;
}

/* The last of an action that stands and says something: of amends a time, or who walks. */
static const struct deed *standing(const struct deeds *d, uint64_t seq, enum action action,
				   bool time, uint64_t before)
{
	const struct deed *last = NULL;
	size_t at = 0;
	uint64_t index = 0;

	while (map_next(d->refs, seq, &at, &index)) {
		const struct deed *x = &d->deeds[index];
		bool says = action != ACTION_AMEND || (time ? x->new_ms != 0 : x->volunteer[0]);

		if (x->action == action && says && x->seq < before &&
		    (!last || x->seq > last->seq) && !deeds_undone(d, x->seq, before))
			last = x;
	}
	return last;
}

/* When it was recorded: a SALIDA that was held went out when it was answered. */
static int64_t recorded(const struct deeds *d, const struct deed *movement, uint64_t before)
{
	const struct deed *answer =
		movement->outcome == OUTCOME_HELD && movement->move == MOVE_EXIT
			? standing(d, movement->seq, ACTION_ANSWER, false, before)
			: NULL;

	return answer ? answer->time_ms : movement->time_ms;
}

int64_t deeds_time(const struct deeds *d, const struct deed *movement, uint64_t before)
{
	const struct deed *amend = standing(d, movement->seq, ACTION_AMEND, true, before);

	return amend ? amend->new_ms : recorded(d, movement, before);
}

const char *deeds_walker(const struct deeds *d, const struct deed *movement, uint64_t before)
{
	const struct deed *amend = standing(d, movement->seq, ACTION_AMEND, false, before);

	return amend ? amend->volunteer : movement->volunteer;
}

int64_t deeds_was(const struct deeds *d, uint64_t seq)
{
	const struct deed *movement = deeds_find(d, seq);

	if (!movement || !standing(d, seq, ACTION_AMEND, true, DEEDS_NOW))
		return 0;
	return recorded(d, movement, DEEDS_NOW);
}
