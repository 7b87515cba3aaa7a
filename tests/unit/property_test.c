/*
 * What holds of every day, tried on random ones. The seed is printed; PASEO_SEED repeats one, and
 * PASEO_EVENTS says how many events each property gets.
 */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "play.h"

#define STANDARD_SEED 20261122
#define STANDARD_EVENTS 12000
#define DOGS 12
#define PEOPLE 5

static uint64_t first_seed;
static uint64_t events;

static int64_t instant(const char *stamp)
{
	int64_t ms = 0;

	assert_int_equal(days_parse_stamp(stamp, &ms), 0);
	return ms;
}

static struct play *open_play(uint64_t seed, bool keeps_log)
{
	struct play *p =
		play_new(seed, DOGS, PEOPLE, instant("2026-03-27T09:00:00+01:00"), keeps_log);

	assert_non_null(p);
	return p;
}

static void say(struct play *p)
{
	if (!play_say(p))
		fail_msg("%s", p->fault);
}

/* Every line is followed by the checks of play.c: one state a dog, no walks that overlap, at most one that
 * is open, none that is negative, sums that are the totals. */
static void random_days_keep_the_dogs_in_order(void **state)
{
	(void)state;
	for (uint64_t seed = first_seed; seed < first_seed + 5; seed++) {
		struct play *p = open_play(seed, false);

		for (uint64_t i = 0; i < events; i++) {
			play_line(p);
			say(p);
			if (i % 500 == 499 && !play_compare(p))
				fail_msg("%s", p->fault);
		}
		if (!play_compare(p))
			fail_msg("%s", p->fault);
		play_free(&p);
	}
}

static void assert_restored(struct play *p)
{
	struct brain *b = play_restore(p);
	char what[128];

	assert_non_null(b);
	if (!play_same_state(p->brain, b, p->now_ms, what, sizeof(what)))
		fail_msg("seed %" PRIu64 ", restored after event %" PRIu64 ": %s; last: %s",
			 p->first_seed, p->said, what, p->line);
	brain_free(&b);
}

static void a_log_gives_the_state_that_it_was_written_in(void **state)
{
	(void)state;
	for (uint64_t seed = first_seed + 100; seed < first_seed + 103; seed++) {
		struct play *p = open_play(seed, true);

		for (uint64_t i = 0; i < events / 2; i++) {
			play_line(p);
			say(p);
			if (i % 300 == 299)
				assert_restored(p);
		}
		assert_restored(p);
		play_free(&p);
	}
}

/* Feed what was stored last to a brain beside it: it must say the same. */
static void say_to_twin(struct play *p, struct brain *twin, size_t logged)
{
	struct changes *c = changes_new();
	struct answer a;

	if (p->log_count == logged) {
		changes_free(&c);
		return;
	}
	assert_non_null(c);
	assert_int_equal(brain_decide(twin, p->log[logged], BRAIN_ROUTED, &a, c), 0);
	if (memcmp(&a, p->judged[logged], sizeof(a)) != 0)
		fail_msg("seed %" PRIu64 ", event %" PRIu64 " is %s, and %s after a restart: %s",
			 p->first_seed, p->said,
			 event_outcome_name(p->judged[logged]->outcome, VOCABULARY_ENGLISH),
			 event_outcome_name(a.outcome, VOCABULARY_ENGLISH), p->line);
	changes_free(&c);
}

/* Without the rule of repeated reads, the last of which is in no log. */
static void a_station_that_was_restarted_judges_as_if_it_had_run_on(void **state)
{
	(void)state;
	for (uint64_t seed = first_seed + 200; seed < first_seed + 210; seed++) {
		struct play *p = open_play(seed, true);
		struct brain *twin = NULL;
		char what[128];

		if (!play_says(p, "{'id':'d','action':'roster','settings':{'debounce_s':0}}"))
			fail_msg("%s", p->fault);
		for (uint64_t i = 0; i < events / 6; i++) {
			size_t logged = p->log_count;

			play_line(p);
			say(p);
			if (twin)
				say_to_twin(p, twin, logged);
			if (i % 200 != 100)
				continue;
			brain_free(&twin);
			twin = play_restore(p);
			assert_non_null(twin);
		}
		if (!play_same_state(p->brain, twin, p->now_ms, what, sizeof(what)))
			fail_msg("seed %" PRIu64 ": %s", seed, what);
		brain_free(&twin);
		play_free(&p);
	}
}

static void the_same_seed_gives_the_same_day(void **state)
{
	struct play *a = open_play(first_seed, false);
	struct play *b = open_play(first_seed, false);
	char what[128];

	(void)state;
	for (uint64_t i = 0; i < events / 6; i++) {
		play_line(a);
		play_line(b);
		assert_string_equal(a->line, b->line);
		say(a);
		say(b);
	}
	if (!play_same_state(a->brain, b->brain, a->now_ms, what, sizeof(what)))
		fail_msg("%s", what);
	play_free(&a);
	play_free(&b);
}

/* ---- order of arrival --------------------------------------------------------------------- */

#define LINES 400
#define LINE 320

struct script {
	size_t count;
	char lines[LINES][LINE];
};

static void add_line(struct script *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void add_line(struct script *s, const char *format, ...)
{
	va_list ap;

	assert_true(s->count < LINES);
	va_start(ap, format);
	vsnprintf(s->lines[s->count++], LINE, format, ap);
	va_end(ap);
}

static void shuffle(struct play *p, struct script *s)
{
	for (size_t i = s->count; i > 1; i--) {
		size_t k = play_random(p, i);
		char line[LINE];

		memcpy(line, s->lines[i - 1], LINE);
		memcpy(s->lines[i - 1], s->lines[k], LINE);
		memcpy(s->lines[k], line, LINE);
	}
}

static void say_script(struct play *p, const struct script *s)
{
	for (size_t i = 0; i < s->count; i++) {
		p->now_ms += 100;
		if (!play_says(p, "%s", s->lines[i]))
			fail_msg("%s", p->fault);
		if (p->last.outcome == OUTCOME_REJECTED || p->last.outcome == OUTCOME_HELD)
			fail_msg("%s is %s: %s", p->line,
				 event_outcome_name(p->last.outcome, VOCABULARY_ENGLISH),
				 p->last.error);
	}
}

/* The walks of all dogs without the numbers of events, which are those of their arrival. */
static void assert_same_walks(const struct play *a, const struct play *b)
{
	for (size_t i = 0; i < a->dog_count; i++) {
		const struct play_dog *x = &a->dogs[i];
		const struct play_dog *y = &b->dogs[i];

		if (x->count != y->count)
			fail_msg("seed %" PRIu64 ": dog %zu has %zu walks, else %zu", a->first_seed,
				 i + 1, x->count, y->count);
		for (size_t w = 0; w < x->count; w++) {
			struct walk one = x->walks[w];
			struct walk other = y->walks[w];

			one.out_seq = other.out_seq = one.in_seq = other.in_seq = 0;
			if (memcmp(&one, &other, sizeof(one)) != 0)
				fail_msg("seed %" PRIu64 ": walk %zu of dog %zu differs",
					 a->first_seed, w, i + 1);
		}
	}
}

/* Movements of some dogs over a few hours, often in the same second or millisecond. late: scans
 * as well, which are inferred anew at each refold. */
static void write_movements(struct play *p, struct script *s, int64_t from_ms, int64_t span_ms,
			    bool late)
{
	static const char *const actions[] = { "exit", "entry", "exit", "entry", "scan" };

	for (unsigned i = 0; i < LINES / 2; i++) {
		int64_t ms = from_ms + (int64_t)play_random(p, (uint64_t)(span_ms / 500)) * 500;
		char stamp[DAYS_STAMP_SIZE];
		const char *action = actions[play_random(p, late ? 5 : 4)];
		unsigned dog;

		/* Reads of one code within three seconds are one: those of this dog never are. */
		if (strcmp(action, "scan") == 0)
			ms = from_ms + i * 7 * SECOND_MS;
		days_format_stamp(ms, stamp);
		dog = 1 + (unsigned)play_random(p, 4);
		add_line(s,
			 "{'id':'m%03u','dog':'p-%03u','action':'%s','time':'%s','volunteer':'v-01'"
			 "}",
			 i, dog, action, stamp);
	}
}

/* One correction of some of them each: those may come before what they speak of. */
static void write_corrections(struct play *p, struct script *s, int64_t from_ms)
{
	char stamp[DAYS_STAMP_SIZE];

	for (unsigned i = 0; i < LINES / 2; i++) {
		switch (play_random(p, 10)) {
		case 0:
			add_line(s, "{'id':'r%03u','action':'retract','of':'m%03u'}", i, i);
			break;
		case 1:
			add_line(s, "{'id':'r%03u','action':'retract','of':'m%03u'}", i, i);
			add_line(s, "{'id':'q%03u','action':'retract','of':'r%03u'}", i, i);
			break;
		case 2:
			days_format_stamp(from_ms + (int64_t)play_random(p, 7200) * SECOND_MS,
					  stamp);
			add_line(s, "{'id':'a%03u','action':'amend','of':'m%03u','time':'%s'}", i,
				 i, stamp);
			break;
		case 3:
			add_line(s,
				 "{'id':'a%03u','action':'amend','of':'m%03u','volunteer':'v-02'}",
				 i, i);
			break;
		default:
			break;
		}
	}
}

/* Say it as written and shuffled: the walks are the same. */
static void try_orders(uint64_t seed, bool late)
{
	struct script *s = calloc(1, sizeof(*s));
	struct play *a = open_play(seed, false);
	struct play *b;
	int64_t from_ms = a->now_ms - (late ? 4 * HOUR_MS : 2 * MINUTE_MS);

	assert_non_null(s);
	if (!play_says(a, "{'id':'n','action':'roster','settings':{'policy.level':'note',"
			  "'policy.reactive':'note','policy.incompatible':'note'}}"))
		fail_msg("%s", a->fault);
	write_movements(a, s, from_ms, late ? 2 * HOUR_MS : MINUTE_MS, late);
	if (late)
		write_corrections(a, s, from_ms);
	say_script(a, s);
	for (int round = 0; round < 3; round++) {
		b = open_play(seed, false);
		if (!play_says(b, "{'id':'n','action':'roster','settings':{'policy.level':'note',"
				  "'policy.reactive':'note','policy.incompatible':'note'}}"))
			fail_msg("%s", b->fault);
		shuffle(a, s);
		say_script(b, s);
		assert_same_walks(a, b);
		play_free(&b);
	}
	play_free(&a);
	free(s);
}

static void late_events_give_the_same_walks_in_any_order(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 1 + events / 1200; i++)
		try_orders(first_seed + 300 + i, true);
}

static void explicit_directions_give_the_same_walks_in_any_order(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 1 + events / 1200; i++)
		try_orders(first_seed + 400 + i, false);
}

/* ---- a day set right ---------------------------------------------------------------------- */

/* Walks of the dogs one after the other, as they were; wrong: some movements are first said of another
 * dog or time, undone, and said again. */
static void say_day(struct play *p, uint64_t seed, bool wrong)
{
	uint64_t own = p->seed;

	p->seed = seed;
	for (unsigned i = 0; i < 150; i++) {
		unsigned dog = 1 + (unsigned)play_random(p, DOGS);
		unsigned other = 1 + (unsigned)play_random(p, DOGS);
		uint64_t how = play_random(p, 6);
		char stamp[DAYS_STAMP_SIZE];
		char off[DAYS_STAMP_SIZE];
		bool good = true;

		p->now_ms += MINUTE_MS + (int64_t)play_random(p, 300) * SECOND_MS;
		days_format_stamp(p->now_ms, stamp);
		days_format_stamp(p->now_ms - (int64_t)play_random(p, 40) * MINUTE_MS, off);
		p->now_ms += 20 * MINUTE_MS;
		if (wrong && how < 2)
			good = play_says(p,
					 "{'id':'w%u','dog':'p-%03u','action':'exit','time':'%s'}",
					 i, other, how ? off : stamp) &&
			       play_says(p, "{'id':'u%u','action':'retract','of':'w%u'}", i, i);
		if (wrong && how == 2)
			good = play_says(p,
					 "{'id':'w%u','dog':'p-%03u','action':'entry','time':'%s'}",
					 i, other, off) &&
			       play_says(p, "{'id':'u%u','action':'retract','of':'w%u'}", i, i);
		if (!good || !play_says(p, "{'id':'m%u','dog':'p-%03u','action':'%s','time':'%s'}",
					i, dog, play_random(p, 2) ? "exit" : "entry", stamp))
			fail_msg("%s", p->fault);
	}
	p->seed = own;
}

static void a_day_that_was_undone_and_entered_again_is_the_day_entered_right(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 1 + events / 1200; i++) {
		struct play *right = open_play(first_seed + 500 + i, false);
		struct play *wrong = open_play(first_seed + 500 + i, false);

		say_day(right, i, false);
		say_day(wrong, i, true);
		assert_same_walks(right, wrong);
		play_free(&right);
		play_free(&wrong);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_days_keep_the_dogs_in_order),
		cmocka_unit_test(a_log_gives_the_state_that_it_was_written_in),
		cmocka_unit_test(a_station_that_was_restarted_judges_as_if_it_had_run_on),
		cmocka_unit_test(the_same_seed_gives_the_same_day),
		cmocka_unit_test(late_events_give_the_same_walks_in_any_order),
		cmocka_unit_test(explicit_directions_give_the_same_walks_in_any_order),
		cmocka_unit_test(a_day_that_was_undone_and_entered_again_is_the_day_entered_right),
	};

	if (days_set_zone("Europe/Madrid") != 0)
		return 1;
	first_seed = play_env("PASEO_SEED", STANDARD_SEED);
	events = play_env("PASEO_EVENTS", STANDARD_EVENTS);
	printf("PASEO_SEED=%" PRIu64 " PASEO_EVENTS=%" PRIu64 "\n", first_seed, events);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
