/*
 * demo_history - makes up what the demo's shelter did until its Sunday, 11:42.
 *
 * Days of the past are played with a generator of fixed seed: who comes, which dogs go
 * out, for how long, and how each end was recorded: scanned, typed at once, typed an hour
 * later, guessed in the evening. Reactive dogs go one after the other. Today's last hour is
 * scripted (demo_today.c), so that the board shows something of everything.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/embedded.h"
#include "paseo/commands/demo.h"
#include "paseo/commands/demo_plan.h"

#define SEED UINT64_C(0x9A5E0D06)

/* splitmix64 (Steele, Lea, Flood 2014): a whole number below limit. */
uint64_t demo_random(struct demo_plan *p, uint64_t limit)
{
	uint64_t z = (p->random += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (z ^ (z >> 31)) % limit;
}

static int64_t minutes_between(struct demo_plan *p, uint64_t low, uint64_t high)
{
	uint64_t seconds = demo_random(p, (high - low) * 60 + 1);

	return (int64_t)(low * 60 + seconds) * SECOND_MS;
}

static int64_t earliest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t latest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static bool one_in(struct demo_plan *p, uint64_t n)
{
	return demo_random(p, n) == 0;
}

int demo_add(struct demo_plan *p, int64_t at_ms, char *json, size_t len)
{
	struct demo_history *h = p->history;

	if (h->count == h->room) {
		size_t room = h->room ? h->room * 2 : 4096;
		struct demo_event *list = realloc(h->list, room * sizeof(*list));
		if (!list) {
			free(json);
			return ERR_NOMEM;
		}
		h->list = list;
		h->room = room;
	}
	h->list[h->count] = (struct demo_event){ at_ms, h->count, json, len };
	h->count++;
	return 0;
}

int demo_say(struct demo_plan *p, int64_t at_ms, const char *id, const char *format, ...)
{
	char own[32], body[400], line[512];
	va_list list;

	if (!id) {
		snprintf(own, sizeof(own), "demo-%zu", p->history->count);
		id = own;
	}
	va_start(list, format);
	vsnprintf(body, sizeof(body), format, list);
	va_end(list);
	int n = snprintf(line, sizeof(line), "{%s,\"id\":\"%s\"}", body, id);
	char *json = n > 0 && (size_t)n < sizeof(line) ? strdup(line) : NULL;
	return json ? demo_add(p, at_ms, json, (size_t)n) : ERR_NOMEM;
}

/* How the two ends of a walk got into the record. */
enum recording { SCANNED, TYPED, TYPED_LATE, GUESSED };

static enum recording choose_recording(struct demo_plan *p, const struct demo_dog *d, bool entry)
{
	uint64_t dice = demo_random(p, 100);

	/* What comes late leaves a dog OUTSIDE in between: a reactive one would hold the next up. */
	if (dice < 84 || (entry && d->reactive && dice >= 93))
		return SCANNED;
	if (dice < 93 || !entry)
		return TYPED;
	return dice < 97 ? TYPED_LATE : GUESSED;
}

static int say_exit(struct demo_plan *p, const struct demo_dog *d, const struct demo_person *v,
		    int64_t at_ms)
{
	if (choose_recording(p, d, false) == SCANNED)
		return demo_say(p, at_ms, NULL,
				"\"tag\":\"%s\",\"source\":\"nfc\",\"reader\":\"gate\","
				"\"volunteer\":\"%s\"",
				d->tag, v->id);
	return demo_say(
		p, at_ms, NULL,
		"\"dog\":\"%s\",\"action\":\"exit\",\"source\":\"keyboard\",\"volunteer\":\"%s\"",
		d->id, v->id);
}

static int say_entry(struct demo_plan *p, struct demo_dog *d, int64_t at_ms, int64_t evening_ms)
{
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(at_ms, stamp);
	switch (choose_recording(p, d, true)) {
	case SCANNED:
		return demo_say(p, at_ms, NULL,
				"\"tag\":\"%s\",\"source\":\"nfc\",\"reader\":\"gate\"", d->tag);
	case TYPED:
		break;
	case TYPED_LATE:
		d->free_ms = at_ms + 3 * HOUR_MS;
		return demo_say(p, earliest(at_ms + minutes_between(p, 15, 60), evening_ms), NULL,
				"\"dog\":\"%s\",\"action\":\"entry\",\"source\":\"keyboard\","
				"\"time\":\"%s\"",
				d->id, stamp);
	case GUESSED:
		d->free_ms = evening_ms + HOUR_MS;
		return demo_say(p, evening_ms, NULL,
				"\"dog\":\"%s\",\"action\":\"entry\",\"source\":\"keyboard\","
				"\"estimated\":true,\"time\":\"%s\"",
				d->id, stamp);
	}
	return demo_say(p, at_ms, NULL,
			"\"dog\":\"%s\",\"action\":\"entry\",\"source\":\"keyboard\"", d->id);
}

/* The volunteer of today who is free first and may walk the dog; NULL: none. */
static struct demo_person *find_person(struct demo_plan *p, const struct demo_dog *d)
{
	struct demo_person *best = NULL;

	for (size_t i = 0; i < p->person_count; i++) {
		struct demo_person *v = &p->people[i];
		if (v->here && v->level >= d->level && (!best || v->free_ms < best->free_ms))
			best = v;
	}
	return best;
}

/* One walk; *done: the day had room for it. Both ends lie before until_ms. */
static int plan_walk(struct demo_plan *p, struct demo_dog *d, int64_t noon_ms, int64_t again_ms,
		     int64_t until_ms, bool *done)
{
	struct demo_person *v = find_person(p, d);
	uint64_t longest = d->limit_min && d->limit_min < 60 ? (uint64_t)d->limit_min : 60;

	*done = false;
	if (!v)
		return 0;
	int64_t out_ms = latest(v->free_ms, d->free_ms) + minutes_between(p, 1, 6);
	if (d->reactive)
		out_ms = latest(out_ms, p->reactive_free_ms + 2 * MINUTE_MS);
	int64_t in_ms = out_ms + minutes_between(p, 20, longest > 20 ? longest : 21);
	if (out_ms < again_ms && in_ms > noon_ms) {
		in_ms += again_ms + MINUTE_MS - out_ms;
		out_ms = again_ms + MINUTE_MS;
		if (d->reactive && out_ms < p->reactive_free_ms + 2 * MINUTE_MS)
			return 0;
	}
	if (in_ms >= until_ms)
		return 0;
	*done = true;
	v->free_ms = in_ms + minutes_between(p, 2, 8);
	d->free_ms = in_ms + 30 * MINUTE_MS;
	d->walked = true;
	if (d->reactive)
		p->reactive_free_ms = in_ms;
	int rc = say_exit(p, d, v, out_ms);
	return rc ? rc : say_entry(p, d, in_ms, until_ms);
}

/* Dogs in the order they are fetched: those that waited longest, with some luck. */
static int by_turn(const void *a, const void *b)
{
	const struct demo_dog *x = *(struct demo_dog *const *)a, *y = *(struct demo_dog *const *)b;

	if (x->turn != y->turn)
		return x->turn < y->turn ? -1 : 1;
	return strcmp(x->id, y->id);
}

void demo_start_day(struct demo_plan *p, int32_t day, size_t people)
{
	int64_t opens_ms = days_at_ms(day, 9, 30);

	p->reactive_free_ms = 0;
	for (size_t i = 0; i < p->person_count; i++) {
		struct demo_person *v = &p->people[i];
		v->here = demo_random(p, p->person_count) < people;
		v->free_ms = opens_ms + minutes_between(p, 0, 50);
	}
	for (size_t i = 0; i < p->dog_count; i++) {
		struct demo_dog *d = &p->dogs[i];
		d->walked = false;
		d->free_ms = opens_ms;
	}
}

int demo_play(struct demo_plan *p, int32_t day, size_t walks, int64_t until_ms)
{
	struct demo_dog *order[DEMO_DOG_MAX] = { NULL };
	int64_t noon_ms = days_at_ms(day, 13, 40), again_ms = days_at_ms(day, 16, 0);
	size_t done = 0, count = 0;
	int rc = 0;

	for (size_t i = 0; i < p->dog_count; i++) {
		struct demo_dog *d = &p->dogs[i];
		d->turn = d->last_day * 4 + (int64_t)demo_random(p, 12);
		if (!d->away)
			order[count++] = d;
	}
	qsort(order, count, sizeof(order[0]), by_turn);
	for (size_t i = 0; !rc && i < count && done < walks; i++) {
		bool walked = false;
		rc = plan_walk(p, order[i], noon_ms, again_ms, until_ms, &walked);
		if (walked) {
			order[i]->last_day = p->day_number;
			done++;
		}
	}
	/* Who is still there takes some out a second time. */
	for (size_t i = 0; !rc && i < count && done < walks; i++) {
		bool walked = false;
		if (order[i]->walked && one_in(p, 2))
			rc = plan_walk(p, order[i], noon_ms, again_ms, until_ms, &walked);
		done += walked;
	}
	return rc;
}

/* A card held to the reader by mistake, and undone. */
static int plan_mistake(struct demo_plan *p, int32_t day)
{
	int64_t at_ms = days_at_ms(day, 14, 10) + minutes_between(p, 0, 30);
	char id[40];

	for (size_t i = 0; i < p->dog_count; i++) {
		const struct demo_dog *d = &p->dogs[i];
		if (d->walked || d->reactive)
			continue;
		snprintf(id, sizeof(id), "demo-slip-%d", (int)day);
		int rc = demo_say(p, at_ms, id,
				  "\"tag\":\"%s\",\"source\":\"nfc\",\"reader\":\"gate\"", d->tag);
		return rc ? rc
			  : demo_say(p, at_ms + 25 * SECOND_MS, NULL,
				     "\"action\":\"retract\",\"of\":\"%s\",\"source\":\"keyboard\"",
				     id);
	}
	return 0;
}

static int plan_day(struct demo_plan *p, int32_t day)
{
	int weekday = days_weekday(day);
	bool weekend = weekday == 0 || weekday == 6;
	size_t people = weekend ? 13 : weekday == 3 ? 7 : 4;
	size_t walks =
		weekend ? 28 + demo_random(p, 14) : 8 + demo_random(p, weekday == 3 ? 14 : 9);

	demo_start_day(p, day, people);
	int rc = demo_play(p, day, walks, days_at_ms(day, 19, 30));
	if (!rc && one_in(p, 6))
		rc = plan_mistake(p, day);
	p->day_number++;
	return rc;
}

static int by_time(const void *a, const void *b)
{
	const struct demo_event *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

int demo_history_make(int64_t moment_ms, struct demo_history *out, struct fault *f)
{
	struct demo_plan *p = calloc(1, sizeof(*p));
	int32_t today = days_of(moment_ms);
	int rc = p ? 0 : ERR_NOMEM;

	if (p) {
		p->random = SEED;
		p->history = out;
		rc = demo_read_rosters(p, days_at_ms(days_add(today, -DEMO_DAYS), 8, 0), f);
	}
	for (int i = DEMO_DAYS; !rc && i > 0; i--)
		rc = plan_day(p, days_add(today, -i));
	if (!rc)
		rc = demo_plan_today(p, today);
	free(p);
	if (rc)
		return f->text[0] ? rc
				  : fault_set(f, rc, "no memory for the demo: close something");
	qsort(out->list, out->count, sizeof(out->list[0]), by_time);
	return 0;
}

void demo_history_clear(struct demo_history *h)
{
	for (size_t i = 0; i < h->count; i++)
		free(h->list[i].json);
	free(h->list);
	*h = (struct demo_history){ .count = 0 };
}
