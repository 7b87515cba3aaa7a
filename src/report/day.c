/*
 * day - reads the model of a day's report, all of it at one moment of the database.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/map.h"
#include "paseo/brain/fold.h"
#include "paseo/report/day_model.h"
#include "paseo/store/reader.h"

/* How far back a dog's last walk is looked for, in steps; then everything. */
static const int back_days[] = { 7, 60, 400 };
#define FIRST_DAY 19700101

/* What is needed while reading only. */
struct work {
	struct day_report *r;
	struct map *ends; /* seq of every event that ends a walk about that day */
	size_t length_count, length_room;
	int64_t *lengths; /* seconds of the closed walks */
};

/* The list with room for one more, zeroed, at [count]; NULL: no memory, the list stays. */
static void *grow(void *list, size_t count, size_t *room, size_t size)
{
	if (count == *room) {
		size_t more = *room ? *room * 2 : 32;
		void *bigger = realloc(list, more * size);
		if (!bigger)
			return NULL;
		list = bigger;
		*room = more;
	}
	memset((char *)list + count * size, 0, size);
	return list;
}

const char *day_name(const struct day_report *r, enum roster_kind kind, const char *id)
{
	const char *name = names_find(r->names, kind, id);

	return name ? name : id;
}

/* Days between two dates, counted at noon in UTC terms: 23 and 25 hour days come out whole. */
static int days_between(int32_t from, int32_t to)
{
	int64_t ms = days_at_ms(to, 12, 0) - days_at_ms(from, 12, 0);

	return (int)((ms + 12 * HOUR_MS) / (24 * HOUR_MS));
}

int day_days_since(const struct day_report *r, const struct day_dog *d)
{
	return d->last_day ? days_between(d->last_day, r->day) : -1;
}

static int add_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct day_report *r = ctx;
	struct day_dog *one = grow(r->dogs, r->dog_count, &r->dog_room, sizeof(*one));

	(void)tags;
	if (!one)
		return ERR_NOMEM;
	r->dogs = one;
	one += r->dog_count++;
	memcpy(one->id, d->id, sizeof(one->id));
	memcpy(one->name, d->name, sizeof(one->name));
	one->archived = d->archived;
	one->state = now->state;
	return 0;
}

static int by_id(const void *a, const void *b)
{
	const struct day_dog *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static struct day_dog *find_dog(struct day_report *r, const char *id)
{
	struct day_dog key = { .archived = false };

	if (snprintf(key.id, sizeof(key.id), "%s", id) >= (int)sizeof(key.id) || r->dog_count == 0)
		return NULL;
	return bsearch(&key, r->dogs, r->dog_count, sizeof(*r->dogs), by_id);
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

static int add_length(struct work *w, const struct walk *walk)
{
	int64_t *list = grow(w->lengths, w->length_count, &w->length_room, sizeof(*list));

	if (!list)
		return ERR_NOMEM;
	w->lengths = list;
	list[w->length_count++] = walk_seconds(walk);
	return 0;
}

static int add_walk(void *ctx, const struct walk *walk)
{
	struct work *w = ctx;
	struct day_dog *d = find_dog(w->r, walk->dog);

	if (!d)
		return 0;
	d->walks++;
	if (d->first_out_ms == 0 || walk->out_ms < d->first_out_ms)
		d->first_out_ms = walk->out_ms;
	add_person(d->people, walk->volunteer);
	if (walk->in_ms == 0)
		return 0;
	if (walk->in_ms > d->last_in_ms)
		d->last_in_ms = walk->in_ms;
	d->seconds += walk_seconds(walk);
	d->kind_seconds[walk_kind(walk)] += walk_seconds(walk);
	return add_length(w, walk);
}

static int add_open(void *ctx, const struct walk *walk)
{
	struct day_report *r = ctx;
	struct walk *one = grow(r->open, r->open_count, &r->open_room, sizeof(*one));

	if (!one)
		return ERR_NOMEM;
	r->open = one;
	one += r->open_count++;
	*one = *walk;
	return 0;
}

static int add_ends(void *ctx, const struct walk *walk)
{
	struct work *w = ctx;
	int rc = map_add(w->ends, walk->out_seq, 1);

	return rc || !walk->in_seq ? rc : map_add(w->ends, walk->in_seq, 1);
}

static bool is_end(const struct work *w, uint64_t seq)
{
	size_t at = 0;
	uint64_t value = 0;

	return map_next(w->ends, seq, &at, &value) != 0;
}

static bool is_movement(enum action a)
{
	return a == ACTION_SCAN || a == ACTION_EXIT || a == ACTION_ENTRY;
}

static int add_correction(struct day_report *r, const struct answer *a)
{
	struct day_correction *c =
		grow(r->corrections, r->correction_count, &r->correction_room, sizeof(*c));

	if (!c)
		return ERR_NOMEM;
	r->corrections = c;
	c += r->correction_count++;
	c->seq = a->seq;
	c->of_seq = a->of_seq;
	c->time_ms = a->time_ms;
	c->action = a->action;
	memcpy(c->id, a->id, sizeof(c->id));
	memcpy(c->dog, a->dog, sizeof(c->dog));
	if (!is_movement(a->action))
		memcpy(c->of, a->of, sizeof(c->of));
	return 0;
}

/* A dog whose decision waits was scanned again: its warnings are told already. */
static bool repeats_question(const struct answer *a)
{
	return a->outcome == OUTCOME_HELD && a->of_seq != a->seq;
}

static int add_event(void *ctx, const struct answer *a, const char *json)
{
	struct work *w = ctx;
	bool movement = is_movement(a->action);

	(void)json;
	for (size_t i = 0; movement && !repeats_question(a) && i < a->warning_count; i++) {
		struct day_warning *one = grow(w->r->warnings, w->r->warning_count,
					       &w->r->warning_room, sizeof(*one));
		if (!one)
			return ERR_NOMEM;
		w->r->warnings = one;
		one += w->r->warning_count++;
		one->time_ms = a->time_ms;
		one->seq = a->seq;
		memcpy(one->dog, a->dog, sizeof(one->dog));
		one->warning = a->warnings[i];
	}
	if (a->outcome != OUTCOME_APPLIED)
		return 0;
	if (a->action == ACTION_RETRACT || a->action == ACTION_AMEND)
		return add_correction(w->r, a);
	/* It was applied and moves nobody now: a late event or a retract took its place. */
	if (movement && a->move != MOVE_NONE && !is_end(w, a->seq))
		return add_correction(w->r, a);
	return 0;
}

/* What a retract or amend in the list speaks of needs no line of its own. */
static void drop_explained(struct day_report *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->correction_count; i++) {
		const struct day_correction *c = &r->corrections[i];
		bool explained = false;
		for (size_t k = 0; is_movement(c->action) && k < r->correction_count; k++) {
			const struct day_correction *by = &r->corrections[k];
			explained = explained || (!is_movement(by->action) && by->of_seq == c->seq);
		}
		if (!explained)
			r->corrections[kept++] = *c;
	}
	r->correction_count = kept;
}

static int by_instant(int64_t a_ms, uint64_t a_seq, int64_t b_ms, uint64_t b_seq)
{
	if (a_ms != b_ms)
		return a_ms < b_ms ? -1 : 1;
	return a_seq < b_seq ? -1 : a_seq > b_seq;
}

static int warning_order(const void *a, const void *b)
{
	const struct day_warning *x = a, *y = b;

	return by_instant(x->time_ms, x->seq, y->time_ms, y->seq);
}

static int correction_order(const void *a, const void *b)
{
	const struct day_correction *x = a, *y = b;

	return by_instant(x->time_ms, x->seq, y->time_ms, y->seq);
}

/* By the time they speak of: events come in the order in which they were told. */
static void put_in_order(struct day_report *r)
{
	if (r->warning_count)
		qsort(r->warnings, r->warning_count, sizeof(*r->warnings), warning_order);
	if (r->correction_count)
		qsort(r->corrections, r->correction_count, sizeof(*r->corrections),
		      correction_order);
}

static int add_decision(void *ctx, const struct decision *d)
{
	struct day_report *r = ctx;
	struct decision *one =
		grow(r->decisions, r->decision_count, &r->decision_room, sizeof(*one));

	if (!one)
		return ERR_NOMEM;
	r->decisions = one;
	one += r->decision_count++;
	*one = *d;
	return 0;
}

static int note_last_day(void *ctx, const struct walk *walk)
{
	struct day_dog *d = find_dog(ctx, walk->dog);

	if (d && walk->day > d->last_day)
		d->last_day = walk->day;
	return 0;
}

static bool lacks_last_day(const struct day_report *r)
{
	for (size_t i = 0; i < r->dog_count; i++) {
		if (!r->dogs[i].walks && !r->dogs[i].archived && !r->dogs[i].last_day)
			return true;
	}
	return false;
}

/* When those who did not walk that day walked last: near days first, most are there. */
static int read_last_days(struct reader *reader, struct day_report *r)
{
	size_t steps = sizeof(back_days) / sizeof(back_days[0]);
	int32_t to = days_add(r->day, -1);
	int rc = 0;

	for (size_t i = 0; !rc && i <= steps && to > FIRST_DAY && lacks_last_day(r); i++) {
		int32_t from = i < steps ? days_add(r->day, -back_days[i]) : FIRST_DAY;
		if (from < FIRST_DAY)
			from = FIRST_DAY;
		rc = reader_walks(reader, from, to, note_last_day, r);
		to = days_add(from, -1);
	}
	return rc;
}

static int read_walks(struct reader *reader, struct work *w)
{
	struct day_report *r = w->r;
	int rc = reader_walks(reader, r->day, r->day, add_walk, w);

	if (!rc)
		rc = reader_open_walks(reader, r->end_ms - 1, add_open, r);
	/* Ends that lie on this day may be of walks of the days about it. */
	if (!rc)
		rc = reader_walks(reader, days_add(r->day, -1), days_add(r->day, 1), add_ends, w);
	if (!rc)
		rc = reader_open_walks(reader, r->start_ms, add_ends, w);
	return rc ? rc : read_last_days(reader, r);
}

static int by_length(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void add_up(struct work *w)
{
	struct day_totals *t = &w->r->totals;
	size_t kept = 0, n = w->length_count;

	for (size_t i = 0; i < w->r->dog_count; i++) {
		const struct day_dog *d = &w->r->dogs[i];
		/* Archived dogs are named when they walked. */
		if (d->archived && !d->walks)
			continue;
		t->dogs += !d->archived;
		t->dogs_walked += d->walks > 0;
		t->walks += d->walks;
		t->seconds += d->seconds;
		for (int k = 0; k < END_COUNT; k++)
			t->kind_seconds[k] += d->kind_seconds[k];
		w->r->dogs[kept++] = *d;
	}
	w->r->dog_count = kept;
	if (n == 0)
		return;
	qsort(w->lengths, n, sizeof(*w->lengths), by_length);
	t->longest_seconds = w->lengths[n - 1];
	t->median_seconds = (w->lengths[(n - 1) / 2] + w->lengths[n / 2]) / 2;
}

static int read_model(struct reader *reader, struct work *w)
{
	struct day_report *r = w->r;
	struct settings settings;
	int rc = reader_settings(reader, &settings);

	memcpy(r->shelter, settings.shelter, sizeof(r->shelter));
	if (!rc)
		rc = names_read(reader, &r->names);
	if (!rc)
		rc = reader_dogs(reader, true, add_dog, r);
	if (!rc && r->dog_count)
		qsort(r->dogs, r->dog_count, sizeof(*r->dogs), by_id);
	if (!rc)
		rc = read_walks(reader, w);
	if (!rc)
		rc = reader_events_between(reader, r->start_ms, r->end_ms, add_event, w);
	if (!rc)
		rc = reader_decisions(reader, r->start_ms, r->end_ms, add_decision, r);
	if (!rc) {
		drop_explained(r);
		put_in_order(r);
		add_up(w);
	}
	return rc;
}

int day_report_read(const char *db_path, int32_t day, int64_t now_ms, struct day_report **out,
		    struct fault *f)
{
	struct reader *reader = NULL;
	struct work w = { .r = calloc(1, sizeof(*w.r)), .ends = map_new() };
	int rc = w.r && w.ends ? reader_open(db_path, &reader, f) : ERR_NOMEM;

	*out = w.r;
	if (!rc)
		rc = reader_hold(reader);
	if (!rc) {
		w.r->day = day;
		w.r->now_ms = now_ms;
		w.r->today = day == days_of(now_ms);
		w.r->start_ms = days_start_ms(day);
		w.r->end_ms = days_start_ms(days_add(day, 1));
		rc = read_model(reader, &w);
		reader_release(reader);
	}
	if (rc && f && !f->text[0])
		fault_set(f, rc, _("the report cannot be made: %s; paseo verify looks through %s"),
			  error_text(rc), db_path);
	if (rc)
		day_report_free(out);
	reader_close(&reader);
	map_free(&w.ends);
	free(w.lengths);
	return rc;
}

void day_report_free(struct day_report **r)
{
	if (!*r)
		return;
	names_free(&(*r)->names);
	free((*r)->dogs);
	free((*r)->open);
	free((*r)->warnings);
	free((*r)->decisions);
	free((*r)->corrections);
	free(*r);
	*r = NULL;
}
