/*
 * fold_bench - ten million random events through the brain, looked at after every one.
 *
 * What is said and what may never be otherwise is tests/unit/play.h's: lines through the codec,
 * decided, told, and compared with the walks a subscriber keeps. A brain remembers every event,
 * so one that takes ten million would need about five gigabytes, and a late event or an undo
 * folds all of its dog again: the events go in batches, each to a fresh brain of a shelter with
 * 300 dogs, which is some months of one. Printed: seed, time, events a second, memory for
 * an event, and how often each outcome came.
 *
 * PASEO_EVENTS, PASEO_BATCH and PASEO_SEED change the numbers; a batch of all the events is one brain.
 */
#include <config.h>

#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "../unit/play.h"

#define EVENTS 10000000
#define BATCH 100000
#define DOGS 300
#define PEOPLE 99

static double now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t heap_bytes(void)
{
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

struct sums {
	uint64_t events;
	uint64_t walks;
	uint64_t decisions;
	uint64_t outcomes[OUTCOME_COUNT];
	uint64_t late;
	uint64_t clock;
	double bytes; /* that brains have at the end of their batch */
};

static void count(struct sums *s, const struct answer *a)
{
	s->outcomes[a->outcome]++;
	for (size_t i = 0; i < a->warning_count; i++) {
		s->late += a->warnings[i].kind == WARNING_LATE;
		s->clock += a->warnings[i].kind == WARNING_CLOCK;
	}
}

/* One brain's events. False: an invariant is broken. */
static bool play_batch(uint64_t seed, uint64_t events, struct sums *s)
{
	int64_t begin_ms = days_at_ms(20260101, 9, 0);
	size_t before = heap_bytes();
	struct play *p = play_new(seed, DOGS, PEOPLE, begin_ms, false);
	bool good = p != NULL;

	for (uint64_t i = 0; good && i < events; i++) {
		play_line(p);
		good = play_say(p);
		count(s, &p->last);
		s->events++;
	}
	good = good && play_compare(p);
	if (!good) {
		fprintf(stderr, "%s\n", p ? p->fault : "no memory");
		play_free(&p);
		return false;
	}
	for (size_t i = 0; i < p->dog_count; i++)
		s->walks += p->dogs[i].count;
	s->decisions += p->decision_count;
	s->bytes += (double)(heap_bytes() - before) -
		    (double)(p->decision_room * sizeof(p->decisions[0]));
	play_free(&p);
	return true;
}

static void print_sums(const struct sums *s, uint64_t seed, uint64_t batch, double seconds)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	printf("PASEO_SEED=%" PRIu64 ": %" PRIu64 " events in batches of %" PRIu64
	       ", no invariant broken\n",
	       seed, s->events, batch);
	printf("  %.0f s, %.0f events/s, codec and comparisons with them; most memory %.0f MB\n",
	       seconds, (double)s->events / seconds, (double)use.ru_maxrss / 1024);
	printf("  a brain and its subscriber: %.0f bytes an event\n", s->bytes / (double)s->events);
	printf("  %" PRIu64 " walks, %" PRIu64 " decisions, %" PRIu64 " late, %" PRIu64
	       " flagged for the clock\n ",
	       s->walks, s->decisions, s->late, s->clock);
	for (int i = 0; i < OUTCOME_COUNT; i++)
		printf(" %s %" PRIu64, event_outcome_name((enum outcome)i, VOCABULARY_ENGLISH),
		       s->outcomes[i]);
	printf("\n");
}

int main(void)
{
	uint64_t seed = play_env("PASEO_SEED", 20261122);
	uint64_t events = play_env("PASEO_EVENTS", EVENTS);
	uint64_t batch = play_env("PASEO_BATCH", BATCH);
	struct sums s = { .events = 0 };
	double begun = now_s();

	if (days_set_zone("Europe/Madrid") != 0)
		return 1;
	for (uint64_t i = 0; s.events < events; i++) {
		uint64_t left = events - s.events;

		if (!play_batch(seed + i, left < batch ? left : batch, &s))
			return 1;
	}
	print_sums(&s, seed, batch, now_s() - begun);
	return 0;
}
