/*
 * history - reads the model: see the header.
 *
 * A dog's events are read from the first day on without an end: a movement is corrected when the mistake is
 * found, which may be days later. The ends of a volunteer's walks are asked for one by one.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/base/map.h"
#include "paseo/brain/fold.h"
#include "paseo/report/history_model.h"

#define FIRST_DAY 19700101
#define LAST_DAY 99991231

/* What is needed while reading only. */
struct history_work {
	struct history *h;
	struct reader *reader;
	struct deeds *deeds;
	struct map *ends; /* seq of every event that ends a walk */
	int64_t from_ms, to_ms;
};

static struct record *add_record(struct history *h, enum record_kind kind)
{
	struct record *one;

	if (GROW(h, record) != 0)
		return NULL;
	one = &h->records[h->record_count++];
	memset(one, 0, sizeof(*one));
	one->kind = kind;
	return one;
}

static int add_walk(void *ctx, const struct walk *walk)
{
	struct history_work *w = ctx;
	struct history *h = w->h;
	struct record *one = add_record(h, RECORD_WALK);
	int rc = one ? map_add(w->ends, walk->out_seq, 1) : ERR_NOMEM;

	if (!rc && walk->in_seq)
		rc = map_add(w->ends, walk->in_seq, 1);
	if (rc)
		return rc;
	one->walk = *walk;
	h->walks++;
	h->seconds += walk_seconds(walk);
	h->kind_seconds[walk_kind(walk)] += walk_seconds(walk);
	return 0;
}

/* A walk that was under way when the first day began may have ended in it. */
static int add_earlier(void *ctx, const struct walk *walk)
{
	struct history_work *w = ctx;

	return strcmp(walk->dog, w->h->id) == 0 && walk->in_seq ? map_add(w->ends, walk->in_seq, 1)
								: 0;
}

static int add_event(void *ctx, const struct answer *a, const char *json)
{
	struct history_work *w = ctx;

	return deeds_add(w->deeds, a, json);
}

static bool is_end(const struct history_work *w, uint64_t seq)
{
	size_t at = 0;
	uint64_t value = 0;

	return map_next(w->ends, seq, &at, &value) != 0;
}

static bool is_in_span(const struct history_work *w, int64_t ms)
{
	return ms >= w->from_ms && ms < w->to_ms;
}

/* A movement that was taken and ends no walk: where it was undone it is shown so. */
static int add_struck(struct history_work *w, const struct deed *one)
{
	const struct deed *undone = deeds_undoing(w->deeds, one->seq);
	int64_t ms = deeds_time(w->deeds, one, DEEDS_NOW);
	struct record *record;

	if (is_end(w, one->seq) || !is_in_span(w, ms))
		return 0;
	if (!correction_is(one) &&
	    !(one->outcome == OUTCOME_HELD && undone && one->of_seq == one->seq))
		return 0;
	record = add_record(w->h, undone ? RECORD_UNDONE : RECORD_LOST);
	if (!record)
		return ERR_NOMEM;
	record->move = one->move;
	record->walk.day = days_of(ms);
	record->walk.out_seq = one->seq;
	record->walk.out_ms = ms;
	memcpy(record->walk.dog, one->dog, sizeof(record->walk.dog));
	memcpy(record->walk.volunteer, one->volunteer, sizeof(record->walk.volunteer));
	if (undone) {
		record->undone_ms = undone->time_ms;
		memcpy(record->by, undone->volunteer, sizeof(record->by));
	}
	return 0;
}

/* Corrections made in those days, or to what happened in them. */
static int add_correction(struct history_work *w, const struct deed *one)
{
	const struct deed *movement = deeds_movement(w->deeds, one);
	struct history *h = w->h;

	if (!correction_is(one) || deed_is_movement(one) ||
	    (!is_in_span(w, one->time_ms) && !(movement && is_in_span(w, movement->time_ms))))
		return 0;
	if (GROW(h, correction) != 0)
		return ERR_NOMEM;
	correction_make(w->deeds, one, &h->corrections[h->correction_count++]);
	return 0;
}

static int add_decision(void *ctx, const struct decision *d)
{
	struct history *h = ctx;

	if (strcmp(d->dog, h->id) != 0)
		return 0;
	if (GROW(h, decision) != 0)
		return ERR_NOMEM;
	h->decisions[h->decision_count++] = *d;
	return 0;
}

/* What was amended or undone was so by events that may speak of ones before the first day. */
static int complete(struct history_work *w)
{
	size_t count = deeds_count(w->deeds);
	int rc = 0;

	for (size_t i = 0; !rc && i < count; i++) {
		const struct deed *one = deeds_at(w->deeds, i);

		if (!deed_is_movement(one) && one->of_seq && !deeds_find(w->deeds, one->of_seq))
			rc = deeds_complete(w->deeds, w->reader, one->of_seq);
	}
	return rc;
}

static int read_dog(struct history_work *w)
{
	struct history *h = w->h;
	int rc = reader_walks_of_dog(w->reader, h->id, h->span.from, h->span.to, add_walk, w);

	if (!rc && !h->span.all)
		rc = reader_open_walks(w->reader, w->from_ms, add_earlier, w);
	if (!rc)
		rc = reader_events_of_dog(w->reader, h->id, w->from_ms, INT64_MAX, add_event, w);
	if (!rc)
		rc = complete(w);
	for (size_t i = 0; !rc && i < deeds_count(w->deeds); i++) {
		const struct deed *one = deeds_at(w->deeds, i);

		rc = deed_is_movement(one) ? add_struck(w, one) : add_correction(w, one);
	}
	if (!rc)
		rc = reader_decisions(w->reader, w->from_ms, w->to_ms, add_decision, h);
	return rc ? rc : history_read_holds(h, w->reader, w->from_ms, w->to_ms);
}

/* An end that was typed may have been measured first, and put right. */
static int read_typed(struct history_work *w, const struct record *one)
{
	int rc = 0;

	if (one->walk.out_kind == END_TYPED)
		rc = deeds_complete(w->deeds, w->reader, one->walk.out_seq);
	if (!rc && one->walk.in_kind == END_TYPED)
		rc = deeds_complete(w->deeds, w->reader, one->walk.in_seq);
	return rc;
}

static int read_volunteer(struct history_work *w)
{
	struct history *h = w->h;
	int rc = reader_walks_of_volunteer(w->reader, h->id, h->span.from, h->span.to, add_walk, w);

	for (size_t i = 0; !rc && i < h->record_count; i++)
		rc = read_typed(w, &h->records[i]);
	return rc;
}

static int record_order(const void *a, const void *b)
{
	const struct walk *x = &((const struct record *)a)->walk;
	const struct walk *y = &((const struct record *)b)->walk;

	if (x->out_ms != y->out_ms)
		return x->out_ms < y->out_ms ? -1 : 1;
	return x->out_seq < y->out_seq ? -1 : x->out_seq > y->out_seq;
}

static void put_in_order(struct history_work *w)
{
	struct history *h = w->h;

	for (size_t i = 0; i < h->record_count; i++) {
		struct record *one = &h->records[i];

		if (one->kind != RECORD_WALK)
			continue;
		one->out_was_ms = deeds_was(w->deeds, one->walk.out_seq);
		if (one->walk.in_seq)
			one->in_was_ms = deeds_was(w->deeds, one->walk.in_seq);
	}
	if (h->record_count)
		qsort(h->records, h->record_count, sizeof(*h->records), record_order);
	if (h->correction_count)
		qsort(h->corrections, h->correction_count, sizeof(*h->corrections),
		      correction_order);
}

/* Who is meant; a likely name is a hint, never taken for it. */
static int resolve(struct history *h, const char *who, struct fault *f)
{
	const struct named *one, *other;
	int rc = names_resolve(h->names, who, &one, &other);

	if (rc == ERR_EXISTS)
		return fault_set(f, rc, _("'%s' is the name of %s and of %s: say which, by its id"),
				 who, one->id, other->id);
	if (rc && one)
		return fault_set(f, rc,
				 _("there is no dog or volunteer '%s' (is it %s, %s?): look at "
				   "paseo dogs list and paseo volunteers list"),
				 who, one->name, one->id);
	if (rc)
		return fault_set(f, rc,
				 _("there is no dog or volunteer '%s': look at paseo dogs list and "
				   "paseo volunteers list"),
				 who);
	h->kind = one->kind;
	h->archived = one->archived;
	memcpy(h->id, one->id, sizeof(h->id));
	memcpy(h->name, one->name, sizeof(h->name));
	return 0;
}

static int read_model(struct history_work *w, const char *who, struct fault *f)
{
	int rc = names_read(w->reader, &w->h->names);

	if (!rc)
		rc = resolve(w->h, who, f);
	if (!rc)
		rc = w->h->kind == ROSTER_DOGS ? read_dog(w) : read_volunteer(w);
	if (!rc)
		put_in_order(w);
	return rc;
}

static int read_held(struct history_work *w, const char *who, struct fault *f)
{
	int rc = reader_hold(w->reader);

	if (rc)
		return rc;
	rc = read_model(w, who, f);
	reader_release(w->reader);
	return rc;
}

int history_read(struct reader *reader, const char *who, struct history_span span, int64_t now_ms,
		 struct history **out, struct fault *f)
{
	struct history *h = calloc(1, sizeof(*h));
	struct history_work w = { h, reader, deeds_new(), map_new(), 0, INT64_MAX };
	int rc = h && w.deeds && w.ends ? 0 : ERR_NOMEM;

	*out = h;
	if (!rc) {
		h->now_ms = now_ms;
		h->today = days_of(now_ms);
		h->span = span;
		if (span.all) {
			h->span.from = FIRST_DAY;
			h->span.to = LAST_DAY;
		} else {
			w.from_ms = days_start_ms(span.from);
			w.to_ms = days_start_ms(days_add(span.to, 1));
		}
		rc = read_held(&w, who, f);
	}
	if (rc)
		history_free(out);
	deeds_free(&w.deeds);
	map_free(&w.ends);
	return rc;
}

void history_free(struct history **h)
{
	if (!*h)
		return;
	names_free(&(*h)->names);
	free((*h)->records);
	free((*h)->corrections);
	free((*h)->decisions);
	free((*h)->holds);
	free(*h);
	*h = NULL;
}
