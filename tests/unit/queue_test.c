/* The queue in front of the journal: order, bounds, and threads that wait. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "paseo/base/error.h"
#include "paseo/queue/queue.h"

#define PUSHERS 4
#define EACH 5000

static void count_wake(void *ctx)
{
	atomic_fetch_add((atomic_int *)ctx, 1);
}

static struct queued item(uint64_t tell_id)
{
	return (struct queued){ .event = event_new(), .tell_id = tell_id };
}

static void a_full_queue_tells_and_loses_nothing(void **state)
{
	atomic_int wakes = 0;
	struct queue *q = queue_new(4, count_wake, &wakes);
	struct queued out[8];
	struct queued one;

	(void)state;
	for (uint64_t i = 1; i <= 4; i++) {
		one = item(i);
		assert_int_equal(queue_push(q, &one), 0);
	}
	one = item(5);
	assert_int_equal(queue_push(q, &one), ERR_FULL);
	event_free(&one.event);
	assert_int_equal(wakes, 4);
	assert_int_equal(queue_take(q, out, 3), 3);
	for (uint64_t i = 0; i < 3; i++) {
		assert_int_equal(out[i].tell_id, i + 1);
		event_free(&out[i].event);
	}
	assert_int_equal(queue_count(q), 1);
	queue_free(&q);
	assert_null(q);
}

struct pusher {
	struct queue *queue;
	uint64_t number;
};

static void *push_many(void *ctx)
{
	struct pusher *p = ctx;

	for (uint64_t i = 0; i < EACH; i++) {
		struct queued one = item(p->number << 32 | i);

		int code = queue_push(p->queue, &one);

		while (code == ERR_FULL) {
			sched_yield();
			code = queue_push(p->queue, &one);
		}
		if (code)
			event_free(&one.event);
	}
	return NULL;
}

static void many_threads_push_and_each_ones_order_is_kept(void **state)
{
	atomic_int wakes = 0;
	struct queue *q = queue_new(16, count_wake, &wakes);
	uint64_t next[PUSHERS] = { 0 };
	pthread_t threads[PUSHERS];
	struct pusher pushers[PUSHERS];
	size_t taken = 0;

	(void)state;
	for (uint64_t i = 0; i < PUSHERS; i++) {
		pushers[i] = (struct pusher){ q, i };
		assert_int_equal(pthread_create(&threads[i], NULL, push_many, &pushers[i]), 0);
	}
	while (taken < (size_t)PUSHERS * EACH) {
		struct queued out[7];
		size_t n = queue_take(q, out, 7);

		for (size_t i = 0; i < n; i++) {
			uint64_t who = out[i].tell_id >> 32;

			assert_int_equal(out[i].tell_id & UINT32_MAX, next[who]++);
			event_free(&out[i].event);
		}
		taken += n;
	}
	for (int i = 0; i < PUSHERS; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(wakes, PUSHERS * EACH);
	queue_free(&q);
}

static void a_closed_queue_takes_no_more(void **state)
{
	atomic_int wakes = 0;
	struct queue *q = queue_new(1, count_wake, &wakes);
	struct queued one = item(1);

	(void)state;
	queue_close(q);
	assert_int_equal(queue_push(q, &one), ERR_CLOSED);
	event_free(&one.event);
	assert_int_equal(wakes, 0);
	queue_free(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_queue_tells_and_loses_nothing),
		cmocka_unit_test(many_threads_push_and_each_ones_order_is_kept),
		cmocka_unit_test(a_closed_queue_takes_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
