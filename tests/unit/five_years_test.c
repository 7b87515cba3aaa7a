/*
 * Five years in Madrid on a clock that is played: every change of the clock, the leap day, every midnight.
 *
 * The oracle beside it knows instants, the Gregorian calendar and the rule of Directive 2000/84/EC (summer
 * time from the last Sunday of March to the last of October, both at 01:00 UTC), counted out here and
 * not by the program's own functions. The seed is printed; PASEO_SEED repeats one.
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

#include "paseo/brain/fold.h"

#define FIRST_YEAR 2026
#define LAST_YEAR 2030
#define DOGS 6
#define STEPS 64 /* of one day */

/* ---- the oracle --------------------------------------------------------------------------- */

struct date {
	int year;
	int month;
	int day;
};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1 January 1970, which was a Thursday. */
static int64_t day_number(struct date d)
{
	int64_t n = d.day - 1;

	for (int y = 1970; y < d.year; y++)
		n += is_leap(y) ? 366 : 365;
	for (int m = 1; m < d.month; m++)
		n += month_days(d.year, m);
	return n;
}

static struct date date_of_number(int64_t n)
{
	struct date d = { 1970, 1, 1 };

	for (; n >= (is_leap(d.year) ? 366 : 365); d.year++)
		n -= is_leap(d.year) ? 366 : 365;
	for (; n >= month_days(d.year, d.month); d.month++)
		n -= month_days(d.year, d.month);
	d.day = (int)n + 1;
	return d;
}

/* 01:00 UTC of the last Sunday of a month of 31 days. */
static int64_t change_ms(int year, int month)
{
	int64_t last = day_number((struct date){ year, month, 31 });

	/* Thursday is day 0: Sunday is where (n + 4) % 7 is 0. */
	return (last - (last + 4) % 7) * 24 * HOUR_MS + HOUR_MS;
}

static int64_t offset_ms(int64_t ms)
{
	int year = date_of_number(ms / (24 * HOUR_MS)).year;
	bool summer = ms >= change_ms(year, 3) && ms < change_ms(year, 10);

	return summer ? 2 * HOUR_MS : HOUR_MS;
}

static struct date date_of(int64_t ms)
{
	return date_of_number((ms + offset_ms(ms)) / (24 * HOUR_MS));
}

static int32_t oracle_day(int64_t ms)
{
	struct date d = date_of(ms);

	return d.year * 10000 + d.month * 100 + d.day;
}

/* The instant at which a local day begins; the clock never changes at midnight. */
static int64_t midnight_ms(struct date d)
{
	int64_t utc_ms = day_number(d) * 24 * HOUR_MS;

	return utc_ms - offset_ms(utc_ms - HOUR_MS);
}

/* As a phone in Madrid writes it, or one that only knows UTC. */
static void write_stamp(int64_t ms, bool utc, char out[DAYS_STAMP_SIZE])
{
	int64_t offset = utc ? 0 : offset_ms(ms);
	struct date d = date_of_number((ms + offset) / (24 * HOUR_MS));
	int in_day = (int)((ms + offset) % (24 * HOUR_MS));

	snprintf(out, DAYS_STAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%s", d.year % 10000,
		 d.month % 100, d.day % 100, in_day / 3600000, in_day / 60000 % 60,
		 in_day / 1000 % 60, in_day % 1000,
		 utc ? "Z" : (offset == HOUR_MS ? "+01:00" : "+02:00"));
}

/* ---- the years ---------------------------------------------------------------------------- */

struct step {
	int64_t ms;
	unsigned dog;
	bool out;
};

/* What ought to be: the walks of each dog. */
struct truth {
	size_t count;
	size_t room;
	struct span {
		int64_t out_ms;
		int64_t in_ms;
	} * walks;
};

struct years {
	struct play *p;
	struct truth dogs[DOGS];
	struct step steps[STEPS];
	size_t step_count;
	uint64_t walks;
	uint64_t changes_crossed;
	int64_t closed_ms; /* today; 0: not */
	bool moved_after;  /* after it was closed */
};

static void add_walk(struct years *y, unsigned dog, int64_t out_ms, int64_t in_ms)
{
	assert_true(y->step_count + 2 <= STEPS);
	y->steps[y->step_count++] = (struct step){ out_ms, dog, true };
	y->steps[y->step_count++] = (struct step){ in_ms, dog, false };
}

static int compare_steps(const void *a, const void *b)
{
	const struct step *x = a;
	const struct step *y = b;

	if (x->ms != y->ms)
		return x->ms < y->ms ? -1 : 1;
	return x->dog < y->dog ? -1 : x->dog > y->dog;
}

static int64_t some_ms(struct years *y, int64_t below_ms)
{
	return (int64_t)play_random(y->p, (uint64_t)below_ms);
}

/* Walks of one day, whose night is the one before: over midnight, at it, through the small hours, and in
 * the daytime. A dog is in before its next walk. */
static void plan_day(struct years *y, struct date d)
{
	int64_t zero = midnight_ms(d);
	int64_t noon = zero + 12 * HOUR_MS;

	y->step_count = 0;
	if (play_random(y->p, 3) == 0)
		add_walk(y, 1, zero - 1 - some_ms(y, 40 * MINUTE_MS),
			 zero + some_ms(y, HOUR_MS / 2));
	if (play_random(y->p, 3) == 0)
		add_walk(y, 2, zero, zero + 1 + some_ms(y, HOUR_MS));
	if (play_random(y->p, 3) == 0)
		add_walk(y, 3, zero - some_ms(y, HOUR_MS), zero);
	/* The clock changes two hours into the day in March, three in October: one dog is out at both, one
	 * at each. */
	add_walk(y, 4, zero + HOUR_MS + some_ms(y, HOUR_MS),
		 zero + 3 * HOUR_MS + some_ms(y, HOUR_MS));
	add_walk(y, 5, zero + 2 * HOUR_MS + some_ms(y, HOUR_MS),
		 zero + 3 * HOUR_MS + some_ms(y, HOUR_MS));
	add_walk(y, 6, zero + HOUR_MS + some_ms(y, HOUR_MS),
		 zero + 2 * HOUR_MS + some_ms(y, HOUR_MS));
	for (unsigned dog = 1; dog <= DOGS; dog++) {
		int64_t out_ms = noon + some_ms(y, 2 * HOUR_MS);

		add_walk(y, dog, out_ms, out_ms + 3 * MINUTE_MS + some_ms(y, 80 * MINUTE_MS));
		if (play_random(y->p, 2))
			add_walk(y, dog, out_ms + 5 * HOUR_MS,
				 out_ms + 5 * HOUR_MS + 1 + some_ms(y, HOUR_MS));
	}
	qsort(y->steps, y->step_count, sizeof(y->steps[0]), compare_steps);
}

static void note(struct years *y, const struct step *m)
{
	struct truth *t = &y->dogs[m->dog - 1];

	if (!m->out) {
		struct span *s = &t->walks[t->count - 1];

		s->in_ms = m->ms;
		y->walks++;
		y->changes_crossed += offset_ms(s->out_ms) != offset_ms(s->in_ms);
		return;
	}
	if (t->count == t->room) {
		t->room = t->room ? 2 * t->room : 64;
		t->walks = realloc(t->walks, t->room * sizeof(t->walks[0]));
		assert_non_null(t->walks);
	}
	t->walks[t->count++] = (struct span){ m->ms, 0 };
}

static void say(struct years *y, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct years *y, const char *format, ...)
{
	char line[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	if (!play_says(y->p, "%s", line))
		fail_msg("%s", y->p->fault);
	if (y->p->last.outcome != OUTCOME_APPLIED)
		fail_msg("%s is %s: %s", line,
			 event_outcome_name(y->p->last.outcome, VOCABULARY_ENGLISH),
			 y->p->last.error);
}

/* Today's walks and seconds of the dog in the last answer. */
static void check_answer(const struct years *y, unsigned dog)
{
	const struct truth *t = &y->dogs[dog - 1];
	int32_t today = oracle_day(y->p->now_ms);
	int walks = 0;
	int64_t seconds = 0;

	for (size_t i = t->count; i-- > 0;) {
		int32_t day = oracle_day(t->walks[i].out_ms);

		if (day < today)
			break;
		walks += day == today;
		if (day == today && t->walks[i].in_ms)
			seconds += (t->walks[i].in_ms - t->walks[i].out_ms) / 1000;
	}
	if (y->p->last.walks_today != walks || y->p->last.walk_seconds_today != seconds)
		fail_msg("%s: %d walks and %lld s, and ought to be %d and %lld", y->p->line,
			 y->p->last.walks_today, (long long)y->p->last.walk_seconds_today, walks,
			 (long long)seconds);
}

/* Said when it happens, in one of the forms of a time, or by a phone some minutes later. */
static void say_step(struct years *y, const struct step *m)
{
	const char *action = m->out ? "exit" : "entry";
	char stamp[DAYS_STAMP_SIZE];
	uint64_t form = play_random(y->p, 4);

	y->p->now_ms = m->ms + (form == 3 ? some_ms(y, 20 * MINUTE_MS) : 0);
	note(y, m);
	y->moved_after = y->moved_after || (y->closed_ms && m->ms > y->closed_ms);
	if (form == 0) {
		say(y, "{'id':'e%" PRIu64 "','dog':'p-%03u','action':'%s'}", y->p->said, m->dog,
		    action);
	} else {
		write_stamp(m->ms, form == 1, stamp);
		say(y, "{'id':'e%" PRIu64 "','dog':'p-%03u','action':'%s','time':'%s'}", y->p->said,
		    m->dog, action, stamp);
	}
	check_answer(y, m->dog);
}

/* As the board finds it at the first instant of a day: today's totals are those of the new day. */
static void check_midnight(struct years *y, struct date d)
{
	struct changes *all = changes_new();
	int32_t day = d.year * 10000 + d.month * 100 + d.day;

	assert_int_equal(oracle_day(midnight_ms(d)), day);
	assert_int_not_equal(oracle_day(midnight_ms(d) - 1), day);
	assert_int_equal(brain_snapshot(y->p->brain, midnight_ms(d), 0, false, all), 0);
	for (size_t i = 0; i < all->count; i++) {
		const struct dog_now *now = &all->list[i].as.now;
		bool began_now;

		if (all->list[i].kind != CHANGE_NOW)
			continue;
		began_now = now->state == STATE_OUTSIDE && now->since_ms == midnight_ms(d);
		assert_int_equal(now->day, day);
		assert_int_equal(now->walks_today, began_now);
		assert_int_equal(now->walk_seconds_today, 0);
	}
	changes_free(&all);
}

/* In the evening the day is closed: the next morning it is, unless a dog went out after it. */
static void close_day(struct years *y, struct date d)
{
	y->p->now_ms = midnight_ms(d) + 22 * HOUR_MS;
	if (oracle_day(y->p->now_ms) != d.year * 10000 + d.month * 100 + d.day)
		fail_msg("the oracle is wrong of the evening");
	say(y, "{'id':'c%" PRIu64 "','action':'close'}", y->p->said);
	assert_int_equal(y->p->last.day, oracle_day(y->p->now_ms));
	y->closed_ms = y->p->now_ms;
	y->moved_after = false;
}

static void check_closing(const struct years *y)
{
	const struct closing *c;

	if (!y->closed_ms)
		return;
	c = &y->p->closings[y->p->closing_count - 1];
	assert_int_equal(c->day, oracle_day(y->closed_ms));
	assert_int_equal(c->reopened_seq != 0, y->moved_after);
}

/* One local day, from the hour before it begins. Moves before midnight are of the day before. */
static void play_day(struct years *y, struct date d)
{
	int64_t zero = midnight_ms(d);
	size_t i = 0;

	plan_day(y, d);
	for (; i < y->step_count && y->steps[i].ms < zero; i++)
		say_step(y, &y->steps[i]);
	check_closing(y);
	y->closed_ms = 0;
	y->moved_after = false;
	check_midnight(y, d);
	for (; i < y->step_count; i++)
		say_step(y, &y->steps[i]);
	close_day(y, d);
}

/* Every walk that was, with its day and its true length, and no other. */
static void check_walks(const struct years *y)
{
	for (size_t dog = 0; dog < DOGS; dog++) {
		const struct truth *t = &y->dogs[dog];
		const struct play_dog *is = &y->p->dogs[dog];

		assert_int_equal(is->count, t->count);
		for (size_t i = 0; i < t->count; i++) {
			const struct walk *w = &is->walks[i];

			assert_int_equal(w->out_ms, t->walks[i].out_ms);
			assert_int_equal(w->in_ms, t->walks[i].in_ms);
			assert_int_equal(w->day, oracle_day(w->out_ms));
			assert_int_equal(walk_seconds(w),
					 (t->walks[i].in_ms - t->walks[i].out_ms) / 1000);
		}
	}
}

static void five_years_have_their_true_days_and_lengths(void **state)
{
	struct years y = { .p = NULL };
	uint64_t seed = play_env("PASEO_SEED", 20280229);
	int64_t first = day_number((struct date){ FIRST_YEAR, 1, 1 });
	int64_t end = day_number((struct date){ LAST_YEAR + 1, 1, 1 });

	(void)state;
	printf("PASEO_SEED=%" PRIu64 "\n", seed);
	y.p = play_new(seed, DOGS, 3, midnight_ms(date_of_number(first)) - 3 * HOUR_MS, false);
	assert_non_null(y.p);
	say(&y, "{'id':'s','action':'roster','settings':{'policy.level':'note','policy.reactive':"
		"'note','policy.incompatible':'note','policy.hold':'note'}}");
	for (int64_t n = first; n < end; n++)
		play_day(&y, date_of_number(n));
	check_walks(&y);
	assert_true(play_compare(y.p));
	/* Two dogs are out at each of the ten changes. */
	assert_int_equal(y.changes_crossed, 2 * 2 * (LAST_YEAR - FIRST_YEAR + 1));
	assert_int_equal(end - first, 5 * 365 + 1);
	printf("%" PRIu64 " events, %" PRIu64 " walks, %" PRIu64
	       " of them over a change of the clock\n",
	       y.p->said, y.walks, y.changes_crossed);
	for (size_t i = 0; i < DOGS; i++)
		free(y.dogs[i].walks);
	play_free(&y.p);
}

/* Said by a person in local time: on the night that has 02:30 twice, which one is in the offset. */
static void an_hour_that_comes_twice_is_told_apart_by_its_offset(void **state)
{
	struct play *p;
	int64_t change;

	(void)state;
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
		struct date sunday = date_of(change_ms(year, 10));

		change = change_ms(year, 10);
		p = play_new(1, 2, 1, change + 4 * HOUR_MS, false);
		assert_non_null(p);
		assert_true(
			play_says(p,
				  "{'id':'o','dog':'p-001','action':'exit','time':'%04d-10-%02dT02:"
				  "30:00+02:00'}",
				  year, sunday.day));
		assert_true(play_says(
			p,
			"{'id':'i','dog':'p-001','action':'entry','time':'%04d-10-%02dT02:"
			"30:00+01:00'}",
			year, sunday.day));
		assert_int_equal(p->last.walk_seconds_today, 3600);
		assert_int_equal(p->dogs[0].walks[0].out_ms, change - 30 * MINUTE_MS);
		/* Came back at 02:45, the first one. */
		assert_true(
			play_says(p,
				  "{'id':'a','action':'amend','of':'i','time':'%04d-10-%02dT02:45:"
				  "00+02:00'}",
				  year, sunday.day));
		assert_int_equal(p->last.walk_seconds_today, 900);
		play_free(&p);
	}
}

static void in_the_night_without_its_hour_a_walk_is_an_hour_shorter_than_the_clock_says(
	void **state)
{
	(void)state;
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
		struct date sunday = date_of(change_ms(year, 3));
		struct play *p = play_new(1, 2, 1, change_ms(year, 3) + 4 * HOUR_MS, false);

		assert_non_null(p);
		assert_true(
			play_says(p,
				  "{'id':'o','dog':'p-001','action':'exit','time':'%04d-03-%02dT01:"
				  "45:00+01:00'}",
				  year, sunday.day));
		assert_true(play_says(
			p,
			"{'id':'i','dog':'p-001','action':'entry','time':'%04d-03-%02dT03:"
			"05:00+02:00'}",
			year, sunday.day));
		assert_int_equal(p->last.walk_seconds_today, 20 * 60);
		play_free(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_years_have_their_true_days_and_lengths),
		cmocka_unit_test(an_hour_that_comes_twice_is_told_apart_by_its_offset),
		cmocka_unit_test(
			in_the_night_without_its_hour_a_walk_is_an_hour_shorter_than_the_clock_says),
	};

	if (days_set_zone("Europe/Madrid") != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
