/*
 * gate_bench - what it costs to judge that one dog goes out: 300 dogs, 100 of them outside, 30 pairs of each
 * kind, six decisions that wait.
 *
 *   floor   a plain loop over the same 300 dogs: who is outside and reactive?
 *   checks  checks_exit() over a gate that is there already, as the board asks for its look-ahead
 *   judged  brain_decide() of a SALIDA that waits for the desk: found, judged, remembered, told
 *   gone    the same of one that is applied, with the walk it begins
 *
 * The rounds are interleaved; what is printed are medians over the rounds of the time for one, and the ratios of
 * medians.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "paseo/base/days.h"
#include "paseo/brain/brain.h"
#include "paseo/brain/checks.h"
#include "paseo/queue/codec.h"

#define ROUNDS 9
#define TIMES 600
#define DOGS 300
#define OUTSIDE 100
#define PEOPLE 100
#define PAIRS 60
#define GOAL_US 50

static int64_t clock_ms;
static int said;

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare);
	return values[n / 2];
}

static struct event *make_event(const char *line)
{
	struct event *e = NULL;
	struct fault f = { "" };

	if (codec_read(line, strlen(line), &e, &f) != 0) {
		fprintf(stderr, "%s: %s\n", line, f.text);
		exit(1);
	}
	snprintf(e->id, sizeof(e->id), "e%d", said++);
	e->received_ms = clock_ms;
	if (!e->has_time)
		e->time_ms = clock_ms;
	return e;
}

/* Decide a line; its cost in nanoseconds is that of the brain alone. */
static int64_t say(struct brain *b, const char *line, enum outcome wanted)
{
	struct event *e = make_event(line);
	struct changes *changes = changes_new();
	struct answer a;
	int64_t from = now_ns();
	int code = brain_decide(b, e, BRAIN_ROUTED, &a, changes);
	int64_t ns = now_ns() - from;

	if (code || a.outcome != wanted) {
		fprintf(stderr, "%s: %s %s\n", line,
			event_outcome_name(a.outcome, VOCABULARY_ENGLISH), a.error);
		exit(1);
	}
	changes_free(&changes);
	event_free(&e);
	return ns;
}

static void move(struct brain *b, int dog, const char *action, enum outcome wanted)
{
	char line[128];

	snprintf(line, sizeof(line),
		 "{\"dog\":\"p-%03d\",\"action\":\"%s\",\"volunteer\":\"v-%02d\"}", dog, action,
		 dog % PEOPLE);
	say(b, line, wanted);
}

static void enrol(struct brain *b)
{
	static const char *const levels[] = { "green", "yellow", "red", "" };
	char line[512];

	for (int i = 0; i < PEOPLE; i++) {
		snprintf(line, sizeof(line),
			 "{\"action\":\"roster\",\"volunteers\":[{\"id\":\"v-%02d\",\"name\":\"V\","
			 "\"level\":\"red\",\"badge\":\"B-%02d\"}]}",
			 i, i);
		say(b, line, OUTCOME_APPLIED);
	}
	for (int i = 0; i < DOGS; i++) {
		snprintf(
			line, sizeof(line),
			"{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-%03d\",\"name\":\"Perro %d\","
			"\"level\":\"%s\",\"traits\":\"%s\",\"zone\":\"%s\"}]}",
			i, i, levels[i % 4], i % 7 == 6 ? "escape reactive" : "escape heat",
			i % 2 ? "norte" : "sur");
		say(b, line, OUTCOME_APPLIED);
	}
	for (int i = 0; i < PAIRS; i++) {
		snprintf(line, sizeof(line),
			 "{\"action\":\"roster\",\"pairs\":[{\"dogs\":[\"p-%03d\",\"p-%03d\"],"
			 "\"kind\":"
			 "\"%s\"}]}",
			 i, DOGS - 1 - i, i % 2 ? "bonded" : "incompatible");
		say(b, line, OUTCOME_APPLIED);
	}
}

/* A busy Sunday: every dog has walked three times, 100 are outside, some wait for the desk. */
static void fill(struct brain *b)
{
	say(b,
	    "{\"action\":\"roster\",\"settings\":{\"policy.reactive\":\"note\",\"policy."
	    "incompatible\":\"note\"}}",
	    OUTCOME_APPLIED);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < DOGS; i++)
			move(b, i, "exit", OUTCOME_APPLIED);
		clock_ms += 30 * MINUTE_MS;
		for (int i = 0; i < DOGS; i++)
			move(b, i, "entry", OUTCOME_APPLIED);
		clock_ms += 30 * MINUTE_MS;
	}
	for (int i = 0; i < OUTSIDE; i++)
		move(b, i, "exit", OUTCOME_APPLIED);
	clock_ms += 20 * MINUTE_MS;
	say(b,
	    "{\"action\":\"roster\",\"settings\":{\"policy.reactive\":\"confirm\",\"policy."
	    "incompatible\":\"confirm\"}}",
	    OUTCOME_APPLIED);
	for (int i = 0; i < 6; i++)
		move(b, OUTSIDE + 4 + 7 * i, "exit", OUTCOME_HELD);
	clock_ms += MINUTE_MS;
}

/* ---- what is timed ------------------------------------------------------------------------ */

struct scene {
	struct settings settings;
	struct dog dogs[DOGS];
	struct gate_dog seen[DOGS];
	struct pair pairs[PAIRS];
	struct gate gate;
};

/* The same gate as the brain's, of what it shows. */
static void show(const struct brain *b, struct scene *s)
{
	struct changes *all = changes_new();

	memset(s, 0, sizeof(*s));
	brain_snapshot(b, clock_ms, 0, false, all);
	s->settings = *brain_settings(b);
	s->gate = (struct gate){ .settings = &s->settings,
				 .day = days_of(clock_ms),
				 .dogs = s->seen,
				 .pairs = s->pairs };
	for (size_t i = 0; i < all->count; i++) {
		const struct change *c = &all->list[i];

		if (c->kind == CHANGE_DOG && s->gate.dog_count < DOGS) {
			s->dogs[s->gate.dog_count] = *c->as.dog;
			s->seen[s->gate.dog_count].dog = &s->dogs[s->gate.dog_count];
			s->gate.dog_count++;
		}
		if (c->kind == CHANGE_NOW && s->gate.dog_count)
			s->seen[s->gate.dog_count - 1].outside = c->as.now.state == STATE_OUTSIDE;
		if (c->kind == CHANGE_PAIR && s->gate.pair_count < PAIRS)
			s->pairs[s->gate.pair_count++] = *c->as.pair;
	}
	changes_free(&all);
}

/* A number that the compiler cannot leave out. */
static volatile size_t sink;

static double floor_us(const struct scene *s)
{
	int64_t from = now_ns();

	for (int n = 0; n < TIMES; n++) {
		size_t found = 0;

		for (size_t i = 0; i < s->gate.dog_count; i++)
			found += s->seen[i].outside && dog_has_trait(s->seen[i].dog, "reactive");
		sink = found;
	}
	return (double)(now_ns() - from) / 1000 / TIMES;
}

static double checks_us(const struct scene *s)
{
	int64_t from = now_ns();

	for (int n = 0; n < TIMES; n++) {
		struct verdict v;

		checks_exit(&s->gate, OUTSIDE + (size_t)n % (DOGS - OUTSIDE), NULL, NULL, &v);
		sink = v.warning_count;
	}
	return (double)(now_ns() - from) / 1000 / TIMES;
}

/* A reactive dog asks again and again: the same decision, judged anew each time. */
static double judged_us(struct brain *b)
{
	static double each[TIMES];

	for (int n = 0; n < TIMES; n++) {
		clock_ms += 40 * SECOND_MS;
		each[n] = (double)say(b, "{\"dog\":\"p-104\",\"action\":\"exit\"}", OUTCOME_HELD) /
			  1000;
	}
	return median(each, TIMES);
}

/* A dog like the others goes out, and comes in before the next. */
static double gone_us(struct brain *b)
{
	static double each[TIMES];

	for (int n = 0; n < TIMES; n++) {
		clock_ms += 40 * SECOND_MS;
		each[n] =
			(double)say(b, "{\"dog\":\"p-150\",\"action\":\"exit\"}", OUTCOME_APPLIED) /
			1000;
		clock_ms += 10 * MINUTE_MS;
		say(b, "{\"dog\":\"p-150\",\"action\":\"entry\"}", OUTCOME_APPLIED);
	}
	return median(each, TIMES);
}

int main(void)
{
	double base[ROUNDS], checks[ROUNDS], judged[ROUNDS], gone[ROUNDS];
	struct brain *b = brain_new();
	struct scene *s = malloc(sizeof(*s));
	double loop;

	if (!b || !s || days_set_zone("Europe/Madrid") != 0)
		return 1;
	clock_ms = days_at_ms(20261122, 8, 0);
	enrol(b);
	fill(b);
	show(b, s);
	for (int i = 0; i < ROUNDS; i++) {
		base[i] = floor_us(s);
		checks[i] = checks_us(s);
		judged[i] = judged_us(b);
		gone[i] = gone_us(b);
	}
	loop = median(base, ROUNDS);
	printf("%d dogs, %d outside, %d pairs; one exit, median:\n", DOGS, OUTSIDE, PAIRS);
	printf("  floor  %6.2f us   a plain loop over the same dogs\n", loop);
	printf("  checks %6.2f us   / floor %5.1f\n", median(checks, ROUNDS),
	       median(checks, ROUNDS) / loop);
	printf("  judged %6.2f us   / floor %5.1f   (goal under %d us)\n", median(judged, ROUNDS),
	       median(judged, ROUNDS) / loop, GOAL_US);
	printf("  gone   %6.2f us   / floor %5.1f   (goal under %d us)\n", median(gone, ROUNDS),
	       median(gone, ROUNDS) / loop, GOAL_US);
	brain_free(&b);
	free(s);
	return 0;
}
