/*
 * day_corrections - corrections that were made on a day, or later to what happened on it.
 */
#include <config.h>

#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/report/day_parts.h"

static bool is_of_day(const struct day_report *r, int64_t ms)
{
	return ms >= r->start_ms && ms < r->end_ms;
}

static bool is_end(const struct day_work *w, uint64_t seq)
{
	size_t at = 0;
	uint64_t value = 0;

	return map_next(w->ends, seq, &at, &value) != 0;
}

/* It was applied and moves nobody now. */
static bool is_lost(const struct day_work *w, const struct deed *one)
{
	return deed_is_movement(one) && correction_is(one) && !is_end(w, one->seq);
}

/* Read what was said of the day's movements on other days, and what its own corrections speak of. */
static int complete(struct day_work *w)
{
	size_t count = deeds_count(w->deeds);
	int rc = 0;

	for (size_t i = 0; !rc && i < w->r->end_count; i++)
		rc = deeds_complete(w->deeds, w->reader, w->r->ends[i].seq);
	for (size_t i = 0; !rc && i < count; i++) {
		const struct deed *one = deeds_at(w->deeds, i);

		if (is_lost(w, one) || (correction_is(one) && !deed_is_movement(one)))
			rc = deeds_complete(w->deeds, w->reader, one->seq);
	}
	return rc;
}

/* A retract or amend speaks of it: that has a line of its own. */
static bool is_explained(const struct deeds *d, uint64_t seq)
{
	for (size_t i = 0; i < deeds_count(d); i++) {
		const struct deed *by = deeds_at(d, i);

		if (by->of_seq == seq && !deed_is_movement(by) && correction_is(by))
			return true;
	}
	return false;
}

/* An end of one of the day's walks that nobody measured: it may be of a day later. */
static bool is_own_end(const struct day_report *r, uint64_t seq)
{
	for (size_t i = 0; i < r->end_count; i++) {
		if (r->ends[i].seq == seq)
			return true;
	}
	return false;
}

/* Does the report tell of it? What was read for its sake may be of other days altogether. */
static bool is_told(const struct day_work *w, const struct deed *one)
{
	const struct deed *movement = deeds_movement(w->deeds, one);

	if (!correction_is(one))
		return false;
	if (deed_is_movement(one))
		return is_of_day(w->r, one->time_ms) && is_lost(w, one) &&
		       !is_explained(w->deeds, one->seq);
	return is_of_day(w->r, one->time_ms) || (movement && (is_of_day(w->r, movement->time_ms) ||
							      is_own_end(w->r, movement->seq)));
}

int day_find_corrections(struct day_work *w)
{
	struct day_report *r = w->r;
	int rc = complete(w);

	for (size_t i = 0; !rc && i < deeds_count(w->deeds); i++) {
		const struct deed *one = deeds_at(w->deeds, i);

		if (!is_told(w, one))
			continue;
		if (GROW(r, correction) != 0)
			return ERR_NOMEM;
		correction_make(w->deeds, one, &r->corrections[r->correction_count++]);
	}
	for (size_t i = 0; !rc && i < r->end_count; i++)
		r->ends[i].was_ms = deeds_was(w->deeds, r->ends[i].seq);
	return rc;
}
