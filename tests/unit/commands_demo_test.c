#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/brain/brain.h"
#include "paseo/commands/demo.h"
#include "paseo/queue/codec.h"

static int64_t instant(const char *stamp)
{
	int64_t ms = 0;

	assert_int_equal(days_parse_stamp(stamp, &ms), 0);
	return ms;
}

static void the_demo_stands_on_the_last_sunday_at_1142(void **state)
{
	static const struct {
		const char *now, *moment;
	} cases[] = {
		{ "2026-11-25T09:00:00+01:00", "2026-11-22T11:42:00+01:00" },
		{ "2026-11-22T11:42:00+01:00", "2026-11-22T11:42:00+01:00" },
		{ "2026-11-22T11:41:59+01:00", "2026-11-15T11:42:00+01:00" },
		/* The clock goes forward that night. */
		{ "2026-03-29T12:00:00+02:00", "2026-03-29T11:42:00+02:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(demo_moment_ms(instant(cases[i].now)), instant(cases[i].moment));
}

/* Play the whole history through a brain. */
struct counts {
	size_t dogs, volunteers, waiting, out, walked;
	int odd; /* events that were not taken as they were meant */
};

static void play(const struct demo_history *h, struct brain *b, struct counts *n)
{
	for (size_t i = 0; i < h->count; i++) {
		struct event *e = NULL;
		struct fault f = { "" };
		struct answer a;
		struct changes *c = changes_new();

		if (codec_read(h->list[i].json, h->list[i].len, &e, &f))
			fail_msg("%s: %s", h->list[i].json, f.text);
		e->received_ms = h->list[i].at_ms;
		if (!e->has_time)
			e->time_ms = e->received_ms;
		assert_int_equal(codec_seal(e, e->received_ms), 0);
		assert_int_equal(brain_decide(b, e, BRAIN_ROUTED, &a, c), 0);
		n->odd += a.outcome != OUTCOME_APPLIED;
		event_free(&e);
		changes_free(&c);
	}
}

static void count(const struct changes *c, struct counts *n)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct change *x = &c->list[i];

		n->dogs += x->kind == CHANGE_DOG;
		n->volunteers += x->kind == CHANGE_VOLUNTEER;
		n->waiting +=
			x->kind == CHANGE_DECISION && x->as.decision->status == DECISION_WAITING;
		if (x->kind == CHANGE_NOW) {
			n->out += x->as.now.state == STATE_OUTSIDE;
			n->walked += x->as.now.walks_today > 0;
		}
	}
}

static void the_sunday_morning_shows_something_of_everything(void **state)
{
	int64_t now = instant("2026-11-22T11:42:00+01:00");
	struct demo_history h = { .count = 0 };
	struct counts n = { .odd = 0 };
	struct fault f = { "" };
	struct brain *b = brain_new();
	struct changes *all = changes_new();

	(void)state;
	if (demo_history_make(now, &h, &f))
		fail_msg("%s", f.text);
	for (size_t i = 1; i < h.count; i++)
		assert_true(h.list[i - 1].at_ms <= h.list[i].at_ms);
	assert_true(h.list[h.count - 1].at_ms <= now);
	assert_int_equal(days_of(h.list[0].at_ms), 20260923);
	assert_true(h.count > 2000);
	play(&h, b, &n);
	assert_int_equal(brain_snapshot(b, now, 10, false, all), 0);
	count(all, &n);
	assert_int_equal(n.dogs, 36);
	assert_int_equal(n.volunteers, 20);
	assert_int_equal(n.out, 5);
	assert_int_equal(n.walked, 18);
	assert_int_equal(n.waiting, 1);
	/* Today's decision and today's unknown tag. */
	assert_int_equal(n.odd, 2);
	changes_free(&all);
	brain_free(&b);
	demo_history_clear(&h);
}

static void the_same_day_gives_the_same_history(void **state)
{
	int64_t now = instant("2026-04-05T11:42:00+02:00");
	struct demo_history a = { .count = 0 }, b = { .count = 0 };
	struct fault f = { "" };

	(void)state;
	assert_int_equal(demo_history_make(now, &a, &f), 0);
	assert_int_equal(demo_history_make(now, &b, &f), 0);
	assert_int_equal(a.count, b.count);
	for (size_t i = 0; i < a.count; i++)
		assert_string_equal(a.list[i].json, b.list[i].json);
	demo_history_clear(&a);
	demo_history_clear(&b);
}

static int set_zone(void **state)
{
	(void)state;
	return days_set_zone("Europe/Madrid");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_demo_stands_on_the_last_sunday_at_1142),
		cmocka_unit_test(the_sunday_morning_shows_something_of_everything),
		cmocka_unit_test(the_same_day_gives_the_same_history),
	};

	return cmocka_run_group_tests(tests, set_zone, NULL);
}
