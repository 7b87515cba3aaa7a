/*
 * day_walks - the dogs of a day's report, their walks, and what these add up to.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/brain/fold.h"
#include "paseo/report/day_parts.h"

/* The day of the last walk before the report's, as far as the dog's row tells: its open walk, else the
 * last that is closed. One that has walked since is looked up. */
static void note_last_day(const struct day_report *r, const struct dog_now *now, struct day_dog *d)
{
	int32_t closed = now->last_in_ms ? days_of(now->last_in_ms - now->last_walk_ms) : 0;

	d->last_day = now->state == STATE_OUTSIDE ? days_of(now->since_ms) : closed;
	if (d->last_day >= r->day)
		d->last_day = closed;
	d->look_up = d->last_day >= r->day;
	if (d->look_up)
		d->last_day = 0;
}

static int add_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct day_report *r = ctx;
	struct day_dog *one;

	(void)tags;
	if (GROW(r, dog) != 0)
		return ERR_NOMEM;
	one = &r->dogs[r->dog_count++];
	memset(one, 0, sizeof(*one));
	one->dog = *d;
	one->state = now->state;
	note_last_day(r, now, one);
	return 0;
}

static int by_id(const void *a, const void *b)
{
	const struct day_dog *x = a, *y = b;

	return strcmp(x->dog.id, y->dog.id);
}

static int compare_id(const void *id, const void *dog)
{
	return strcmp(id, ((const struct day_dog *)dog)->dog.id);
}

struct day_dog *day_find_dog(struct day_report *r, const char *id)
{
	return r->dog_count ? bsearch(id, r->dogs, r->dog_count, sizeof(*r->dogs), compare_id)
			    : NULL;
}

/* Add an id to a list of ids unless it is there; one that does not fit is left out. */
static void add_person(char people[DAY_PEOPLE_SIZE], const char *id)
{
	size_t used = strlen(people), len = strlen(id);

	for (const char *p = people; *p;) {
		size_t n = strcspn(p, " ");
		if (n == len && memcmp(p, id, n) == 0)
			return;
		p += n + (p[n] == ' ');
	}
	if (len > 0 && used + len + 2 <= DAY_PEOPLE_SIZE)
		snprintf(people + used, DAY_PEOPLE_SIZE - used, "%s%s", used ? " " : "", id);
}

/* An end that nobody measured has a line of its own. */
static int add_end(struct day_report *r, const struct walk *walk, bool out)
{
	enum end_kind kind = out ? walk->out_kind : walk->in_kind;
	struct day_end *one;

	if (kind != END_TYPED && kind != END_ESTIMATED)
		return 0;
	if (GROW(r, end) != 0)
		return ERR_NOMEM;
	one = &r->ends[r->end_count++];
	memset(one, 0, sizeof(*one));
	memcpy(one->dog, walk->dog, sizeof(one->dog));
	one->out = out;
	one->kind = kind;
	one->time_ms = out ? walk->out_ms : walk->in_ms;
	one->seq = out ? walk->out_seq : walk->in_seq;
	return 0;
}

static int add_closed(struct day_work *w, struct day_dog *d, const struct walk *walk)
{
	int64_t seconds = walk_seconds(walk);

	if (walk->in_ms > d->last_in_ms)
		d->last_in_ms = walk->in_ms;
	d->seconds += seconds;
	d->kind_seconds[walk_kind(walk)] += seconds;
	if (GROW(w, length) != 0)
		return ERR_NOMEM;
	w->lengths[w->length_count++] = seconds;
	return add_end(w->r, walk, false);
}

/* A walk of that day. */
static int add_own(struct day_work *w, const struct walk *walk)
{
	struct day_dog *d = day_find_dog(w->r, walk->dog);
	int rc;

	if (!d)
		return 0;
	d->walks++;
	if (d->first_out_ms == 0 || walk->out_ms < d->first_out_ms)
		d->first_out_ms = walk->out_ms;
	add_person(d->people, walk->volunteer);
	rc = add_end(w->r, walk, true);
	return rc || !walk->in_ms ? rc : add_closed(w, d, walk);
}

/* A walk of that day or about it: which events end walks, and who was out with whom. */
static int add_near(void *ctx, const struct walk *walk)
{
	struct day_work *w = ctx;
	int rc = GROW(w, walk);

	if (!rc)
		rc = map_add(w->ends, walk->out_seq, 1);
	if (!rc && walk->in_seq)
		rc = map_add(w->ends, walk->in_seq, 1);
	if (rc)
		return rc;
	w->walks[w->walk_count++] = *walk;
	return walk->day == w->r->day ? add_own(w, walk) : 0;
}

/* Of those that were out when the day began, the ones begun too long ago for the others to hold. */
static int add_long(void *ctx, const struct walk *walk)
{
	const struct day_work *w = ctx;

	return walk->day < days_add(w->r->day, -1) ? add_near(ctx, walk) : 0;
}

static int add_open(void *ctx, const struct walk *walk)
{
	struct day_report *r = ctx;

	if (GROW(r, open) != 0)
		return ERR_NOMEM;
	r->opens[r->open_count++] = *walk;
	return 0;
}

static int add_left(void *ctx, const struct walk *walk)
{
	struct day_report *r = ctx;

	if (GROW(r, left) != 0)
		return ERR_NOMEM;
	r->lefts[r->left_count++] = *walk;
	return 0;
}

/* Those that have walked since are asked for one by one, where they did not walk that day. */
static int look_up_last_days(struct day_work *w)
{
	struct day_report *r = w->r;
	int rc = 0;

	for (size_t i = 0; !rc && i < r->dog_count; i++) {
		struct day_dog *d = &r->dogs[i];

		if (d->look_up && day_missed(d))
			rc = reader_last_day_of_dog(w->reader, d->dog.id, r->day, &d->last_day);
	}
	return rc;
}

int day_read_walks(struct day_work *w)
{
	struct day_report *r = w->r;
	int rc = reader_dogs(w->reader, true, add_dog, r);

	if (!rc && r->dog_count)
		qsort(r->dogs, r->dog_count, sizeof(*r->dogs), by_id);
	if (!rc)
		rc = reader_walks(w->reader, days_add(r->day, -1), days_add(r->day, 1), add_near,
				  w);
	if (!rc)
		rc = reader_open_walks(w->reader, r->start_ms, add_long, w);
	if (!rc)
		rc = reader_open_walks(w->reader, r->end_ms - 1, add_open, r);
	if (!rc && r->closing.seq)
		rc = reader_open_walks(w->reader, r->closing.closed_ms, add_left, r);
	return rc ? rc : look_up_last_days(w);
}

static int by_length(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void add_up_lengths(struct day_work *w)
{
	struct day_totals *t = &w->r->totals;
	size_t n = w->length_count;

	if (n == 0)
		return;
	qsort(w->lengths, n, sizeof(*w->lengths), by_length);
	t->longest_seconds = w->lengths[n - 1];
	t->median_seconds = (w->lengths[(n - 1) / 2] + w->lengths[n / 2]) / 2;
}

static void add_up_dogs(struct day_report *r)
{
	struct day_totals *t = &r->totals;
	size_t kept = 0;

	for (size_t i = 0; i < r->dog_count; i++) {
		const struct day_dog *d = &r->dogs[i];

		/* Archived dogs are named when they walked. */
		if (d->dog.archived && !d->walks)
			continue;
		t->dogs += !d->dog.archived;
		t->dogs_walked += d->walks > 0;
		t->walks += d->walks;
		t->seconds += d->seconds;
		for (int k = 0; k < END_COUNT; k++)
			t->kind_seconds[k] += d->kind_seconds[k];
		if (kept != i)
			r->dogs[kept] = *d;
		kept++;
	}
	r->dog_count = kept;
}

static int warning_order(const void *a, const void *b)
{
	const struct day_warning *x = a, *y = b;

	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static int read_order(const void *a, const void *b)
{
	const struct day_read *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	return order ? order : (x->time_ms > y->time_ms) - (x->time_ms < y->time_ms);
}

/* A list as it was read is in the order in which things were told. */
static void sort(void *list, size_t count, size_t size, int (*order)(const void *, const void *))
{
	if (count > 0)
		qsort(list, count, size, order);
}

void day_add_up(struct day_work *w)
{
	struct day_report *r = w->r;

	add_up_dogs(r);
	add_up_lengths(w);
	sort(r->warnings, r->warning_count, sizeof(*r->warnings), warning_order);
	sort(r->corrections, r->correction_count, sizeof(*r->corrections), correction_order);
	sort(r->reads, r->read_count, sizeof(*r->reads), read_order);
}
