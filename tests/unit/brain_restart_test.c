/* A station that stops at any moment and starts again knows what it knew, and what waits goes on. */
#include <config.h>

#include "desk.h"
#include "play.h"

#define EVENTS 300

static void after_every_event_of_a_day_the_log_gives_the_same_state(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct play *p = play_new(seed, 8, 4, at("2026-10-24T22:00:00+02:00"), true);
		char what[128];

		assert_non_null(p);
		for (int i = 0; i < EVENTS; i++) {
			struct brain *again;

			play_line(p);
			if (!play_say(p))
				fail_msg("%s", p->fault);
			again = play_restore(p);
			assert_non_null(again);
			if (!play_same_state(p->brain, again, p->now_ms, what, sizeof(what)))
				fail_msg("seed %d, event %d: %s, after %s", (int)seed, i, what,
					 p->line);
			brain_free(&again);
		}
		play_free(&p);
	}
}

static void open_desk(struct desk *d)
{
	desk_open(d, "2026-11-22T10:00:00+01:00");
	desk_dogs(d);
	say(d, "{'action':'roster','dogs':[{'id':'p-004','level':'yellow'}],'volunteers':[{'id':'v-"
	       "002','name':'Bea','level':'red','badge':'B-BEA'}],'pairs':[{'dogs':['p-003','p-001'"
	       "],'kind':'bonded'}],'settings':{'policy.bonded-alone':'confirm',"
	       "'walker_from_level':'yellow'}}");
	assert_outcome(&d->last, OUTCOME_APPLIED);
	d->now_ms += 10 * MINUTE_MS;
}

static void a_decision_waits_over_a_restart_and_is_answered(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit','volunteer':'v-002'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	desk_restart(&d);
	assert_status(&d, "x", DECISION_WAITING);
	assert_outcome(say(&d, "{'dog':'p-001'}"), OUTCOME_HELD);
	assert_outcome(say(&d, "{'action':'answer','of':'x','go':true,'reason':'sola'}"),
		       OUTCOME_APPLIED);
	desk_restart(&d);
	assert_int_equal(desk_state(&d, "p-001"), STATE_OUTSIDE);
	assert_string_equal(desk_decision(&d, "x").reason, "sola");
	assert_outcome(say(&d, "{'action':'answer','of':'x','go':false}"), OUTCOME_ALREADY);
	desk_close(&d);
}

static void a_partner_that_comes_after_a_restart_lets_both_go(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-003','action':'exit','id':'x'}");
	assert_int_equal(d.last.ask, ASK_BONDED);
	d.now_ms += 20 * SECOND_MS;
	desk_restart(&d);
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_GO);
	desk_restart(&d);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	desk_close(&d);
}

static void a_badge_before_a_restart_is_for_the_dog_after_it(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'tag':'B-BEA'}");
	d.now_ms += 10 * SECOND_MS;
	desk_restart(&d);
	assert_outcome(say(&d, "{'dog':'p-004','action':'exit'}"), OUTCOME_APPLIED);
	assert_string_equal(d.last.volunteer, "v-002");
	desk_close(&d);
}

static void a_badge_after_a_restart_lets_the_dog_before_it_go(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_outcome(say(&d, "{'dog':'p-004','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_WALKER);
	d.now_ms += 10 * SECOND_MS;
	desk_restart(&d);
	say(&d, "{'tag':'B-BEA','id':'b'}");
	assert_status(&d, "x", DECISION_GO);
	desk_restart(&d);
	assert_string_equal(desk_walk(&d, "p-004").volunteer, "v-002");
	say(&d, "{'action':'retract','of':'b'}");
	assert_status(&d, "x", DECISION_WAITING);
	desk_close(&d);
}

static void a_recall_and_a_closed_day_are_so_after_a_restart(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'action':'recall','go':true}");
	say(&d, "{'action':'close'}");
	desk_restart(&d);
	assert_outcome(say(&d, "{'action':'recall','go':true}"), OUTCOME_ALREADY);
	assert_outcome(say(&d, "{'action':'close'}"), OUTCOME_ALREADY);
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_HELD);
	desk_close(&d);
}

static void what_came_too_early_still_counts_after_a_restart(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'action':'retract','of':'later'}");
	desk_restart(&d);
	say(&d, "{'dog':'p-002','action':'exit','id':'later','volunteer':'v-002'}");
	assert_int_equal(desk_state(&d, "p-002"), STATE_INSIDE);
	assert_outcome(say(&d, "{'dog':'p-002','action':'exit','id':'later'}"), OUTCOME_DUPLICATE);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(after_every_event_of_a_day_the_log_gives_the_same_state),
		cmocka_unit_test(a_decision_waits_over_a_restart_and_is_answered),
		cmocka_unit_test(a_partner_that_comes_after_a_restart_lets_both_go),
		cmocka_unit_test(a_badge_before_a_restart_is_for_the_dog_after_it),
		cmocka_unit_test(a_badge_after_a_restart_lets_the_dog_before_it_go),
		cmocka_unit_test(a_recall_and_a_closed_day_are_so_after_a_restart),
		cmocka_unit_test(what_came_too_early_still_counts_after_a_restart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
