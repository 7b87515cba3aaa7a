/*
 * The stream with a database that is played: rows that are "stored" late, locked, or slow.
 */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "paseo/subscribers/stream.h"

#define DEADLINE_S 20

/* Events 1..stored are in the database; every seq that `left_out` divides no rule sends here. */
struct database {
	atomic_uint_fast64_t stored;
	uint64_t left_out; /* 0: none */
	atomic_bool locked;
	atomic_int readings;
	atomic_int rests;
	atomic_bool hold; /* readings wait while this is set */
};

static void fill_answer(struct answer *a, uint64_t seq)
{
	memset(a, 0, sizeof(*a));
	a->seq = seq;
	a->outcome = OUTCOME_APPLIED;
	a->action = ACTION_EXIT;
	snprintf(a->dog, sizeof(a->dog), "p-%llu", (unsigned long long)(seq % 30));
}

static bool is_wanted(const struct database *d, uint64_t seq)
{
	return !d->left_out || seq % d->left_out != 0;
}

static int read_rows(void *ctx, uint64_t since, uint64_t limit, stream_row *row, void *row_ctx)
{
	struct database *d = ctx;
	uint64_t end = atomic_load(&d->stored);
	int code = 0;

	atomic_fetch_add(&d->readings, 1);
	while (atomic_load(&d->hold))
		poll(NULL, 0, 1);
	if (atomic_load(&d->locked))
		return ERR_BUSY;
	for (uint64_t seq = since + 1; code == 0 && seq <= end && limit > 0; seq++, limit--) {
		struct answer a;

		fill_answer(&a, seq);
		code = row(row_ctx, &a, is_wanted(d, seq));
	}
	return code;
}

static void let_go(void *ctx)
{
	atomic_fetch_add(&((struct database *)ctx)->rests, 1);
}

static struct stream *open_stream(struct database *d, size_t lines, uint64_t seq)
{
	const struct stream_options o = { .lines = lines,
					  .bytes = STREAM_BYTES,
					  .seq = seq,
					  .source = { read_rows, let_go, d } };
	struct stream *s = stream_new(&o);

	assert_non_null(s);
	return s;
}

static void close_stream(struct stream *s)
{
	stream_stop(s);
	stream_free(&s);
}

static void put(struct stream *s, const struct database *d, uint64_t from, uint64_t to)
{
	for (uint64_t seq = from; seq <= to; seq++) {
		struct answer a;

		fill_answer(&a, seq);
		stream_put(s, &a, is_wanted(d, seq));
	}
	stream_publish(s);
}

/* Where a follower's thread waits until it is told that there is something. */
struct bell {
	pthread_mutex_t lock;
	pthread_cond_t rung_now;
	bool rung;
};

static void bell_start(struct bell *b)
{
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->rung_now, NULL);
	b->rung = false;
}

static void ring(void *ctx)
{
	struct bell *b = ctx;

	pthread_mutex_lock(&b->lock);
	b->rung = true;
	pthread_cond_signal(&b->rung_now);
	pthread_mutex_unlock(&b->lock);
}

static bool bell_wait(struct bell *b)
{
	struct timespec until;
	int late = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += DEADLINE_S;
	pthread_mutex_lock(&b->lock);
	while (!b->rung && late == 0)
		late = pthread_cond_timedwait(&b->rung_now, &b->lock, &until);
	b->rung = false;
	pthread_mutex_unlock(&b->lock);
	return late == 0;
}

/* The next line, waited for. */
static void next(struct follower *f, struct bell *b, struct stream_line *out)
{
	int got;

	while ((got = follower_next(f, out)) == 0) {
		if (!bell_wait(b))
			fail_msg("no line after %llu", (unsigned long long)follower_seq(f));
	}
	assert_int_equal(got, 1);
}

/* Exactly the events after since up to `to`, each once and in order, and the lines theirs. */
static void expect_all(struct follower *f, struct bell *b, const struct database *d, uint64_t since,
		       uint64_t to)
{
	for (uint64_t seq = since + 1; seq <= to; seq++) {
		struct stream_line line;
		char begins[40];

		if (!is_wanted(d, seq))
			continue;
		next(f, b, &line);
		assert_int_equal(line.seq, seq);
		assert_int_equal(follower_seq(f), seq);
		snprintf(begins, sizeof(begins), "{\"seq\":%llu,", (unsigned long long)seq);
		assert_memory_equal(line.text, begins, strlen(begins));
		assert_int_equal(strlen(line.text), line.len);
	}
}

static void what_is_in_memory_is_given_without_the_database(void **state)
{
	struct database d = { .stored = 0 };
	struct stream *s = open_stream(&d, 16, 0);
	struct follower *f = NULL;
	struct stream_line line;
	struct bell b;

	(void)state;
	bell_start(&b);
	assert_int_equal(stream_follow(s, 0, ring, &b, &f, NULL), 0);
	assert_int_equal(follower_next(f, &line), 0);
	put(s, &d, 1, 10);
	expect_all(f, &b, &d, 0, 10);
	assert_int_equal(follower_next(f, &line), 0);
	assert_int_equal(atomic_load(&d.readings), 0);
	follower_close(&f);
	close_stream(s);
}

static void what_has_left_the_memory_comes_from_the_database(void **state)
{
	struct database d = { .stored = 1000 };
	struct stream *s = open_stream(&d, 16, 1000);
	struct follower *f = NULL;
	struct bell b;

	(void)state;
	bell_start(&b);
	assert_int_equal(stream_follow(s, 3, ring, &b, &f, NULL), 0);
	put(s, &d, 1001, 1100);
	expect_all(f, &b, &d, 3, 1000);
	/* 1001 is in neither: it comes when it is stored. */
	atomic_store(&d.stored, 1090);
	stream_stored(s);
	expect_all(f, &b, &d, 1000, 1100);
	put(s, &d, 1101, 1101);
	expect_all(f, &b, &d, 1100, 1101);
	follower_close(&f);
	close_stream(s);
}

static void a_follower_from_now_on_gets_only_what_comes(void **state)
{
	struct database d = { .stored = 50 };
	struct stream *s = open_stream(&d, 16, 50);
	struct follower *f = NULL;
	struct bell b;

	(void)state;
	bell_start(&b);
	assert_int_equal(stream_follow(s, STREAM_FROM_NOW, ring, &b, &f, NULL), 0);
	assert_int_equal(follower_seq(f), 50);
	put(s, &d, 51, 52);
	expect_all(f, &b, &d, 50, 52);
	follower_close(&f);
	close_stream(s);
}

static void a_since_beyond_the_last_event_is_refused(void **state)
{
	struct database d = { .stored = 50 };
	struct stream *s = open_stream(&d, 16, 50);
	struct follower *f = NULL;
	struct fault fault = { "" };

	(void)state;
	assert_int_equal(stream_follow(s, 51, ring, NULL, &f, &fault), ERR_INVALID);
	assert_null(f);
	assert_non_null(strstr(fault.text, "50"));
	close_stream(s);
}

static void what_no_rule_sends_to_the_stream_is_passed_over(void **state)
{
	struct database d = { .stored = 600, .left_out = 3 };
	struct stream *s = open_stream(&d, 16, 600);
	struct follower *f = NULL;
	struct stream_line line;
	struct bell b;

	(void)state;
	bell_start(&b);
	assert_int_equal(stream_follow(s, 0, ring, &b, &f, NULL), 0);
	put(s, &d, 601, 612);
	expect_all(f, &b, &d, 0, 612);
	/* The last, 612, is left out: the follower need not ask for it again all the same. */
	assert_int_equal(follower_next(f, &line), 0);
	assert_int_equal(follower_seq(f), 612);
	follower_close(&f);
	close_stream(s);
}

static void a_database_that_cannot_be_read_is_waited_for(void **state)
{
	struct database d = { .stored = 40 };
	struct stream *s = open_stream(&d, 16, 40);
	struct follower *f = NULL;
	struct follower *live = NULL;
	struct stream_line line;
	struct bell b;
	struct bell live_b;

	(void)state;
	bell_start(&b);
	bell_start(&live_b);
	atomic_store(&d.locked, true);
	assert_int_equal(stream_follow(s, 0, ring, &b, &f, NULL), 0);
	assert_int_equal(stream_follow(s, 40, ring, &live_b, &live, NULL), 0);
	assert_int_equal(follower_next(f, &line), 0);
	while (atomic_load(&d.readings) < 2)
		poll(NULL, 0, 1);
	/* Who needs no history is not held back by that. */
	put(s, &d, 41, 45);
	expect_all(live, &live_b, &d, 40, 45);
	assert_int_equal(follower_next(f, &line), 0);
	atomic_store(&d.locked, false);
	expect_all(f, &b, &d, 0, 45);
	follower_close(&f);
	follower_close(&live);
	close_stream(s);
}

/* Who comes back soon finds what came meanwhile in memory; later it is the database that has it. */
static void without_a_follower_lines_are_kept_for_a_while(void **state)
{
	struct database d = { .stored = 0 };
	struct stream *s = open_stream(&d, 16, 0);
	struct follower *f = NULL;
	struct stream_line line;
	struct bell b;

	(void)state;
	bell_start(&b);
	put(s, &d, 1, 3);
	assert_int_equal(stream_follow(s, 0, ring, &b, &f, NULL), 0);
	assert_int_equal(follower_next(f, &line), 0);
	atomic_store(&d.stored, 3);
	stream_stored(s);
	expect_all(f, &b, &d, 0, 3);
	follower_close(&f);
	put(s, &d, 4, 10);
	assert_int_equal(stream_follow(s, 3, ring, &b, &f, NULL), 0);
	expect_all(f, &b, &d, 3, 10);
	follower_close(&f);
	put(s, &d, 11, 30);
	assert_int_equal(stream_follow(s, 29, ring, &b, &f, NULL), 0);
	assert_int_equal(follower_next(f, &line), 0);
	atomic_store(&d.stored, 30);
	stream_stored(s);
	expect_all(f, &b, &d, 29, 30);
	put(s, &d, 31, 31);
	expect_all(f, &b, &d, 30, 31);
	follower_close(&f);
	close_stream(s);
}

static void a_follower_may_leave_while_it_is_read_for(void **state)
{
	struct database d = { .stored = 40 };
	struct stream *s = open_stream(&d, 16, 40);
	struct follower *f = NULL;
	struct stream_line line;

	(void)state;
	atomic_store(&d.hold, true);
	assert_int_equal(stream_follow(s, 0, ring, NULL, &f, NULL), 0);
	assert_int_equal(follower_next(f, &line), 0);
	while (atomic_load(&d.readings) < 1)
		poll(NULL, 0, 1);
	follower_close(&f);
	atomic_store(&d.hold, false);
	/* ring(NULL) would be the end of this test. */
	while (atomic_load(&d.rests) < 1)
		poll(NULL, 0, 1);
	close_stream(s);
}

static void a_stream_that_stops_tells_those_who_wait(void **state)
{
	struct database d = { .stored = 0 };
	struct stream *s = open_stream(&d, 16, 0);
	struct follower *f = NULL;
	struct stream_line line;
	struct bell b;

	(void)state;
	bell_start(&b);
	assert_int_equal(stream_follow(s, 0, ring, &b, &f, NULL), 0);
	assert_int_equal(follower_next(f, &line), 0);
	stream_stop(s);
	assert_true(bell_wait(&b));
	assert_int_equal(follower_next(f, &line), ERR_CLOSED);
	follower_close(&f);
	stream_free(&s);
}

static void lines_are_in_english_whoever_asked(void **state)
{
	struct database d = { .stored = 0 };
	struct stream *s = open_stream(&d, 16, 0);
	struct follower *f = NULL;
	struct stream_line line;
	struct answer a;

	(void)state;
	fill_answer(&a, 1);
	a.vocabulary = VOCABULARY_SPANISH;
	assert_int_equal(stream_follow(s, 0, ring, NULL, &f, NULL), 0);
	stream_put(s, &a, true);
	assert_int_equal(follower_next(f, &line), 1);
	assert_non_null(strstr(line.text, "\"outcome\":\"applied\""));
	assert_non_null(strstr(line.text, "\"time\":"));
	follower_close(&f);
	close_stream(s);
}

/* ---- many rounds of everything at once --------------------------------------------------- */

#define ROUNDS 150
#define FOLLOWERS 4

struct round {
	struct stream *stream;
	struct database *database;
	uint64_t last;
	unsigned seed;
};

struct run {
	struct round *round;
	unsigned seed;
	uint64_t since;
	const char *wrong; /* what went wrong, for the thread that may fail */
	uint64_t at;
};

/* A small random number; each thread its own sequence. */
static unsigned some(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % below;
}

static void *run_store(void *ctx)
{
	struct round *r = ctx;
	unsigned seed = r->seed + 77;
	uint64_t stored = atomic_load(&r->database->stored);

	while (stored < r->last) {
		uint64_t put_now = stream_seq(r->stream);

		if (stored == put_now) {
			poll(NULL, 0, 1);
			continue;
		}
		stored += 1 + some(&seed, 40);
		if (stored > put_now)
			stored = put_now;
		atomic_store(&r->database->stored, stored);
		stream_stored(r->stream);
		if (some(&seed, 4) == 0)
			poll(NULL, 0, 1);
	}
	return NULL;
}

static const char *check_line(const struct run *run, const struct stream_line *line, uint64_t *seq)
{
	do
		++*seq;
	while (!is_wanted(run->round->database, *seq));
	if (line->seq < *seq)
		return "a repeat";
	return line->seq > *seq ? "a gap" : NULL;
}

static void *run_follower(void *ctx)
{
	struct run *run = ctx;
	struct round *r = run->round;
	struct follower *f = NULL;
	struct bell b;
	uint64_t seq = run->since;
	uint64_t end = r->last;

	while (!is_wanted(r->database, end))
		end--;
	bell_start(&b);
	while (stream_follow(r->stream, seq, ring, &b, &f, NULL) != 0)
		poll(NULL, 0, 1);
	while (!run->wrong && seq < end) {
		struct stream_line line;
		int got = follower_next(f, &line);

		if (got == 1)
			run->wrong = check_line(run, &line, &seq);
		else if (got < 0)
			run->wrong = "an error";
		else if (!bell_wait(&b))
			run->wrong = "no more lines";
		if (some(&run->seed, 200) == 0)
			poll(NULL, 0, 1);
		/* Come back where it left. */
		if (some(&run->seed, 500) == 0) {
			seq = follower_seq(f);
			follower_close(&f);
			if (stream_follow(r->stream, seq, ring, &b, &f, NULL) != 0)
				run->wrong = "no way back";
		}
	}
	run->at = seq;
	follower_close(&f);
	return NULL;
}

static void play_round(unsigned seed)
{
	struct database d = { .stored = some(&seed, 2000) };
	struct round r = { .database = &d, .seed = seed };
	struct run runs[FOLLOWERS];
	pthread_t threads[FOLLOWERS];
	pthread_t store;
	uint64_t seq = atomic_load(&d.stored);

	d.left_out = some(&seed, 3) == 0 ? 2 + some(&seed, 5) : 0;
	r.stream = open_stream(&d, 1 + some(&seed, 64), seq);
	r.last = seq + 1 + some(&seed, 3000);
	for (unsigned i = 0; i < FOLLOWERS; i++) {
		runs[i] = (struct run){ .round = &r, .seed = seed + i, .since = some(&seed, 3000) };
		if (runs[i].since > seq)
			runs[i].since = seq;
		assert_int_equal(pthread_create(&threads[i], NULL, run_follower, &runs[i]), 0);
	}
	assert_int_equal(pthread_create(&store, NULL, run_store, &r), 0);
	while (seq < r.last) {
		uint64_t to = seq + 1 + some(&seed, 60);

		to = to > r.last ? r.last : to;
		put(r.stream, &d, seq + 1, to);
		seq = to;
		if (some(&seed, 8) == 0)
			poll(NULL, 0, 1);
	}
	for (unsigned i = 0; i < FOLLOWERS; i++)
		pthread_join(threads[i], NULL);
	pthread_join(store, NULL);
	for (unsigned i = 0; i < FOLLOWERS; i++) {
		if (runs[i].wrong)
			fail_msg("%s after %llu", runs[i].wrong, (unsigned long long)runs[i].at);
	}
	close_stream(r.stream);
}

static void history_joins_what_comes_without_gap_or_repeat(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++)
		play_round(i * 7919 + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_in_memory_is_given_without_the_database),
		cmocka_unit_test(what_has_left_the_memory_comes_from_the_database),
		cmocka_unit_test(a_follower_from_now_on_gets_only_what_comes),
		cmocka_unit_test(a_since_beyond_the_last_event_is_refused),
		cmocka_unit_test(what_no_rule_sends_to_the_stream_is_passed_over),
		cmocka_unit_test(a_database_that_cannot_be_read_is_waited_for),
		cmocka_unit_test(without_a_follower_lines_are_kept_for_a_while),
		cmocka_unit_test(a_follower_may_leave_while_it_is_read_for),
		cmocka_unit_test(a_stream_that_stops_tells_those_who_wait),
		cmocka_unit_test(lines_are_in_english_whoever_asked),
		cmocka_unit_test(history_joins_what_comes_without_gap_or_repeat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
