#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "paseo/base/error.h"
#include "paseo/base/mailbox.h"

#define DEADLINE_MS 20000
#define GIVERS 4
#define EACH 5000

static bool readable(const struct mailbox *m)
{
	struct pollfd p = { .fd = mailbox_fd(m), .events = POLLIN };

	return poll(&p, 1, 0) == 1;
}

static void messages_come_in_the_order_they_were_put(void **state)
{
	struct mailbox *m = mailbox_new(0);
	int numbers[100];

	(void)state;
	assert_non_null(m);
	assert_null(mailbox_take(m));
	/* Over the end of the ring and through its growing. */
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++)
			assert_int_equal(mailbox_put(m, &numbers[i]), 0);
		assert_int_equal(mailbox_count(m), 100);
		for (int i = 0; i < 100; i++)
			assert_ptr_equal(mailbox_take(m), &numbers[i]);
		assert_int_equal(mailbox_put(m, &numbers[0]), 0);
		assert_ptr_equal(mailbox_take(m), &numbers[0]);
	}
	mailbox_free(&m, NULL);
	assert_null(m);
	mailbox_free(&m, NULL);
}

static void the_descriptor_is_readable_just_while_something_waits(void **state)
{
	struct mailbox *m = mailbox_new(0);
	int a, b;

	(void)state;
	assert_false(readable(m));
	assert_int_equal(mailbox_put(m, &a), 0);
	assert_int_equal(mailbox_put(m, &b), 0);
	assert_true(readable(m));
	(void)mailbox_take(m);
	assert_true(readable(m));
	(void)mailbox_take(m);
	assert_false(readable(m));
	(void)mailbox_take(m);
	assert_false(readable(m));
	assert_int_equal(mailbox_put(m, &a), 0);
	assert_true(readable(m));
	mailbox_free(&m, NULL);
}

static void a_full_mailbox_refuses_until_one_is_taken(void **state)
{
	struct mailbox *m = mailbox_new(2);
	int a;

	(void)state;
	assert_int_equal(mailbox_put(m, &a), 0);
	assert_int_equal(mailbox_put(m, &a), 0);
	assert_int_equal(mailbox_put(m, &a), ERR_FULL);
	assert_int_equal(mailbox_count(m), 2);
	(void)mailbox_take(m);
	assert_int_equal(mailbox_put(m, &a), 0);
	mailbox_free(&m, NULL);
}

static void waiting_ends_at_the_deadline_or_at_once(void **state)
{
	struct mailbox *m = mailbox_new(0);
	int a;

	(void)state;
	assert_false(mailbox_wait(m, 0));
	assert_false(mailbox_wait(m, 10));
	assert_int_equal(mailbox_put(m, &a), 0);
	assert_true(mailbox_wait(m, 0));
	assert_true(mailbox_wait(m, -1));
	mailbox_free(&m, NULL);
}

static void what_still_waits_is_freed_with_the_mailbox(void **state)
{
	struct mailbox *m = mailbox_new(0);

	(void)state;
	for (int i = 0; i < 20; i++)
		assert_int_equal(mailbox_put(m, malloc(10)), 0);
	mailbox_free(&m, free);
}

struct giver {
	struct mailbox *box;
	int number;
	int messages[EACH][2]; /* who, which */
};

static void *give(void *arg)
{
	struct giver *g = arg;

	for (int i = 0; i < EACH; i++) {
		g->messages[i][0] = g->number;
		g->messages[i][1] = i;
		while (mailbox_put(g->box, g->messages[i]) != 0)
			(void)sched_yield();
	}
	return NULL;
}

/* Take all that the givers give; each one's messages must come in order. */
static void take_all(struct mailbox *m, bool by_descriptor)
{
	int next[GIVERS] = { 0 };

	for (int taken = 0; taken < GIVERS * EACH;) {
		const int(*message)[2];

		if (by_descriptor) {
			struct pollfd p = { .fd = mailbox_fd(m), .events = POLLIN };

			assert_int_equal(poll(&p, 1, DEADLINE_MS), 1);
		} else {
			assert_true(mailbox_wait(m, DEADLINE_MS));
		}
		while ((message = mailbox_take(m)) != NULL) {
			assert_int_equal((*message)[1], next[(*message)[0]]);
			next[(*message)[0]]++;
			taken++;
		}
	}
}

static void give_and_take(size_t limit, bool by_descriptor)
{
	struct mailbox *m = mailbox_new(limit);
	struct giver *givers = calloc(GIVERS, sizeof(*givers));
	pthread_t threads[GIVERS];

	assert_non_null(m);
	assert_non_null(givers);
	for (int i = 0; i < GIVERS; i++) {
		givers[i].box = m;
		givers[i].number = i;
		assert_int_equal(pthread_create(&threads[i], NULL, give, &givers[i]), 0);
	}
	take_all(m, by_descriptor);
	for (int i = 0; i < GIVERS; i++)
		(void)pthread_join(threads[i], NULL);
	assert_false(readable(m));
	free(givers);
	mailbox_free(&m, NULL);
}

static void many_threads_give_and_one_takes_all(void **state)
{
	(void)state;
	give_and_take(0, false);
	give_and_take(0, true);
	give_and_take(8, false);
	give_and_take(8, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_come_in_the_order_they_were_put),
		cmocka_unit_test(the_descriptor_is_readable_just_while_something_waits),
		cmocka_unit_test(a_full_mailbox_refuses_until_one_is_taken),
		cmocka_unit_test(waiting_ends_at_the_deadline_or_at_once),
		cmocka_unit_test(what_still_waits_is_freed_with_the_mailbox),
		cmocka_unit_test(many_threads_give_and_one_takes_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
