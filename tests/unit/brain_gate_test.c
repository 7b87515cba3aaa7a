/* Who goes with whom: badges, walkers and their levels, bonded dogs. */
#include <config.h>

#include "desk.h"

/* Ana may walk green dogs, Bea yellow ones, Ciro all; Thor is red and reactive, Kira yellow. */
static void open_gate(struct desk *d)
{
	desk_open(d, "2026-11-22T10:00:00+01:00");
	desk_dogs(d);
	say(d, "{'action':'roster','dogs':[{'id':'p-004','level':'yellow','tag':'T-KIRA'},"
	       "{'id':'p-005','name':'Nube','tag':'T-NUBE'}],'volunteers':["
	       "{'id':'v-001','level':'green'},{'id':'v-002','name':'Bea','level':'yellow','badge':"
	       "'B-BEA'},{'id':'v-003','name':'Ciro','level':'red','badge':'B-CIRO'}]}");
	assert_outcome(&d->last, OUTCOME_APPLIED);
	d->now_ms += 10 * MINUTE_MS;
}

static void set(struct desk *d, const char *settings)
{
	assert_outcome(say(d, "{'action':'roster','settings':{%s}}", settings), OUTCOME_APPLIED);
}

static void after(struct desk *d, int seconds)
{
	d->now_ms += seconds * SECOND_MS;
}

#define assert_walker(d, dog, who) assert_string_equal(desk_walk((d), (dog)).volunteer, (who))

static void a_badge_names_the_walker_of_the_dogs_after_it(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	assert_outcome(say(&d, "{'tag':'B-CIRO'}"), OUTCOME_APPLIED);
	assert_string_equal(d.last.volunteer, "v-003");
	after(&d, 10);
	say(&d, "{'tag':'T-KIRA'}");
	after(&d, 19);
	say(&d, "{'tag':'0400112233'}");
	after(&d, 1);
	say(&d, "{'tag':'T-NUBE'}");
	assert_walker(&d, "p-004", "v-003");
	assert_walker(&d, "p-003", "v-003");
	/* The limit itself is outside. */
	assert_walker(&d, "p-005", "");
	desk_close(&d);
}

static void a_badge_names_the_walker_of_the_dogs_before_it(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'T-NUBE'}");
	after(&d, 1);
	say(&d, "{'tag':'T-KIRA'}");
	assert_walker(&d, "p-004", "");
	after(&d, 29);
	say(&d, "{'tag':'B-BEA'}");
	assert_int_equal(d.last.warning_count, 0);
	assert_true(desk_told(&d, CHANGE_WALK));
	assert_true(desk_told(&d, CHANGE_NOW));
	assert_walker(&d, "p-004", "v-002");
	assert_walker(&d, "p-005", "");
	desk_close(&d);
}

static void badge_dog_badge_dog_is_each_with_their_own(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'B-CIRO'}");
	after(&d, 3);
	say(&d, "{'tag':'T-KIRA'}");
	after(&d, 6);
	say(&d, "{'tag':'B-BEA'}");
	after(&d, 3);
	say(&d, "{'tag':'T-NUBE'}");
	assert_walker(&d, "p-004", "v-003");
	assert_walker(&d, "p-005", "v-002");
	desk_close(&d);
}

static void dog_badge_dog_badge_is_each_with_their_own(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'T-KIRA'}");
	after(&d, 3);
	say(&d, "{'tag':'B-CIRO'}");
	after(&d, 6);
	say(&d, "{'tag':'T-NUBE'}");
	after(&d, 3);
	say(&d, "{'tag':'B-BEA'}");
	assert_walker(&d, "p-004", "v-003");
	assert_walker(&d, "p-005", "v-002");
	desk_close(&d);
}

static void a_walker_that_is_said_stands_whatever_badge_is_read(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'B-CIRO'}");
	after(&d, 3);
	say(&d, "{'dog':'p-004','action':'exit','volunteer':'v-002'}");
	after(&d, 3);
	say(&d, "{'tag':'B-ANA'}");
	assert_walker(&d, "p-004", "v-002");
	desk_close(&d);
}

static void a_badge_is_read_by_hand_too(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	assert_outcome(say(&d, "{'voluntario':'v-002','origen':'keyboard'}"), OUTCOME_APPLIED);
	after(&d, 5);
	say(&d, "{'dog':'p-004','action':'exit','source':'keyboard'}");
	assert_walker(&d, "p-004", "v-002");
	assert_outcome(say(&d, "{'volunteer':'v-999'}"), OUTCOME_UNKNOWN);
	assert_non_null(strstr(d.last.error, "paseo volunteers add"));
	desk_close(&d);
}

static void a_badge_is_for_dogs_that_go_out(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'dog':'p-004','action':'exit','volunteer':'v-002'}");
	after(&d, 600);
	say(&d, "{'tag':'B-CIRO'}");
	after(&d, 2);
	say(&d, "{'tag':'T-KIRA'}");
	assert_int_equal(d.last.state, STATE_INSIDE);
	assert_walker(&d, "p-004", "v-002");
	desk_close(&d);
}

static void a_badge_that_is_undone_names_nobody(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'T-NUBE'}");
	after(&d, 2);
	say(&d, "{'tag':'B-CIRO','id':'b'}");
	assert_walker(&d, "p-005", "v-003");
	after(&d, 2);
	assert_outcome(say(&d, "{'action':'retract','of':'b','id':'r'}"), OUTCOME_APPLIED);
	assert_true(desk_told(&d, CHANGE_WALK));
	assert_walker(&d, "p-005", "");
	after(&d, 2);
	say(&d, "{'tag':'T-KIRA'}");
	assert_walker(&d, "p-004", "");
	/* And again when the undo is undone. */
	assert_outcome(say(&d, "{'action':'retract','of':'r'}"), OUTCOME_APPLIED);
	assert_true(desk_told(&d, CHANGE_WALK));
	assert_walker(&d, "p-005", "v-003");
	desk_close(&d);
}

static void the_right_badge_after_a_wrong_one_that_is_undone(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'T-NUBE'}");
	after(&d, 2);
	say(&d, "{'tag':'B-CIRO','id':'b'}");
	after(&d, 2);
	say(&d, "{'action':'retract','of':'b'}");
	after(&d, 2);
	say(&d, "{'tag':'B-BEA'}");
	assert_walker(&d, "p-005", "v-002");
	desk_close(&d);
}

static void a_volunteer_below_the_level_is_asked_about(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'B-ANA'}");
	after(&d, 3);
	assert_outcome(say(&d, "{'tag':'T-KIRA','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_WARNING);
	assert_int_equal(d.last.warnings[0].kind, WARNING_LEVEL);
	assert_string_equal(d.last.volunteer, "v-001");
	assert_string_equal(desk_decision(&d, "x").volunteer, "v-001");
	desk_close(&d);
}

static void a_badge_below_the_level_of_a_dog_that_is_out_says_which(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'tag':'T-KIRA'}");
	after(&d, 2);
	say(&d, "{'tag':'T-NUBE'}");
	after(&d, 2);
	assert_outcome(say(&d, "{'tag':'B-ANA'}"), OUTCOME_APPLIED);
	assert_int_equal(d.last.warning_count, 1);
	assert_int_equal(d.last.warnings[0].kind, WARNING_LEVEL);
	assert_string_equal(d.last.warnings[0].with, "p-004");
	/* She has them all the same: what happened is not hidden. */
	assert_walker(&d, "p-004", "v-001");
	assert_walker(&d, "p-005", "v-001");
	desk_close(&d);
}

static void a_dog_that_needs_a_walker_waits_for_a_badge_of_its_level(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'walker_from_level':'yellow'");
	assert_outcome(say(&d, "{'tag':'T-KIRA','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_WALKER);
	after(&d, 5);
	/* One of a lower level does not let it go. */
	say(&d, "{'tag':'B-ANA'}");
	assert_string_equal(d.last.warnings[0].with, "p-004");
	assert_status(&d, "x", DECISION_WAITING);
	assert_int_equal(desk_state(&d, "p-004"), STATE_INSIDE);
	desk_close(&d);
}

static void the_badge_of_the_level_lets_it_go_when_it_is_read(void **state)
{
	struct desk d;
	struct decision x;

	(void)state;
	open_gate(&d);
	set(&d, "'walker_from_level':'yellow'");
	say(&d, "{'tag':'T-KIRA','id':'x'}");
	after(&d, 29);
	say(&d, "{'tag':'B-BEA','id':'b'}");
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_true(desk_told(&d, CHANGE_WALK));
	x = desk_decision(&d, "x");
	assert_int_equal(x.status, DECISION_GO);
	assert_string_equal(x.by, "v-002");
	assert_int_equal(desk_walk(&d, "p-004").out_ms, d.now_ms);
	assert_walker(&d, "p-004", "v-002");
	/* Undone, it waits again; restored, it is out again. */
	say(&d, "{'action':'retract','of':'b','id':'r'}");
	assert_status(&d, "x", DECISION_WAITING);
	assert_int_equal(desk_state(&d, "p-004"), STATE_INSIDE);
	say(&d, "{'action':'retract','of':'r'}");
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_status(&d, "x", DECISION_GO);
	assert_int_equal(desk_state(&d, "p-004"), STATE_OUTSIDE);
	desk_close(&d);
}

static void a_dog_that_waited_too_long_goes_by_badge_and_scan(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'walker_from_level':'yellow'");
	say(&d, "{'tag':'T-KIRA','id':'x'}");
	after(&d, 30);
	say(&d, "{'tag':'B-BEA'}");
	assert_status(&d, "x", DECISION_WAITING);
	after(&d, 5);
	/* Now that it has a walker its scan is no second question. */
	assert_outcome(say(&d, "{'tag':'T-KIRA'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_MOOT);
	assert_walker(&d, "p-004", "v-002");
	desk_close(&d);
}

static void a_dog_that_waits_at_the_gate_counts_for_the_others(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'walker_from_level':'red'");
	say(&d, "{'dog':'p-002','action':'exit','id':'thor'}");
	assert_int_equal(d.last.ask, ASK_WALKER);
	after(&d, 5);
	/* Luna, reactive as well, would be out when Ciro's badge lets Thor go. */
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit'}"), OUTCOME_HELD);
	assert_int_equal(d.last.warnings[0].kind, WARNING_REACTIVE);
	assert_string_equal(d.last.warnings[0].with, "p-002");
	desk_close(&d);
}

static void no_badge_lets_a_dog_go_while_everyone_is_called_back(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'walker_from_level':'yellow'");
	say(&d, "{'tag':'T-KIRA','id':'x'}");
	after(&d, 5);
	say(&d, "{'action':'recall','go':true}");
	after(&d, 5);
	say(&d, "{'tag':'B-BEA'}");
	assert_status(&d, "x", DECISION_WAITING);
	assert_int_equal(desk_state(&d, "p-004"), STATE_INSIDE);
	desk_close(&d);
}

static void bond(struct desk *d, const char *one, const char *other)
{
	assert_outcome(say(d, "{'action':'roster','pairs':[{'dogs':['%s','%s'],'kind':'bonded'}]}",
			   one, other),
		       OUTCOME_APPLIED);
}

static void two_bonded_dogs_go_with_one_walker(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	bond(&d, "p-003", "p-005");
	say(&d, "{'tag':'B-BEA'}");
	after(&d, 4);
	assert_int_equal(say(&d, "{'tag':'0400112233'}")->warning_count, 0);
	after(&d, 4);
	assert_int_equal(say(&d, "{'tag':'T-NUBE'}")->warning_count, 0);
	assert_walker(&d, "p-003", "v-002");
	assert_walker(&d, "p-005", "v-002");
	desk_close(&d);
}

static void a_bonded_dog_waits_for_its_partner_and_both_go(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'policy.bonded-alone':'confirm'");
	bond(&d, "p-003", "p-005");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_BONDED);
	assert_string_equal(d.last.warnings[0].with, "p-005");
	after(&d, 29);
	assert_outcome(say(&d, "{'dog':'p-005','action':'exit','id':'y'}"), OUTCOME_APPLIED);
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	assert_int_equal(desk_state(&d, "p-005"), STATE_OUTSIDE);
	assert_int_equal(desk_walk(&d, "p-003").out_ms, d.now_ms);
	/* The partner's SALIDA is undone: it waits again, and goes again when that is restored. */
	say(&d, "{'action':'retract','of':'y','id':'r'}");
	assert_status(&d, "x", DECISION_WAITING);
	assert_int_equal(desk_state(&d, "p-003"), STATE_INSIDE);
	say(&d, "{'action':'retract','of':'r'}");
	assert_status(&d, "x", DECISION_GO);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	desk_close(&d);
}

static void a_partner_that_comes_too_late_waits_as_well(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'policy.bonded-alone':'confirm'");
	bond(&d, "p-003", "p-005");
	say(&d, "{'tag':'0400112233','id':'x'}");
	after(&d, 30);
	assert_outcome(say(&d, "{'tag':'T-NUBE','id':'y'}"), OUTCOME_HELD);
	assert_status(&d, "x", DECISION_WAITING);
	after(&d, 5);
	/* The first one's next scan finds it at the gate: both go. */
	assert_outcome(say(&d, "{'tag':'0400112233'}"), OUTCOME_APPLIED);
	assert_status(&d, "y", DECISION_GO);
	assert_status(&d, "x", DECISION_MOOT);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	assert_int_equal(desk_state(&d, "p-005"), STATE_OUTSIDE);
	desk_close(&d);
}

static void a_dog_with_two_partners_goes_when_both_have(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'policy.bonded-alone':'confirm'");
	bond(&d, "p-003", "p-005");
	bond(&d, "p-003", "p-004");
	say(&d, "{'dog':'p-003','action':'exit','id':'x'}");
	assert_string_equal(d.last.warnings[0].with, "p-005 p-004");
	after(&d, 5);
	assert_outcome(say(&d, "{'dog':'p-005','action':'exit'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_WAITING);
	after(&d, 5);
	assert_outcome(say(&d, "{'dog':'p-004','action':'exit'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_GO);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	desk_close(&d);
}

static void where_it_is_refused_no_person_lets_a_bonded_dog_go_alone(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'policy.bonded-alone':'refuse'");
	bond(&d, "p-003", "p-005");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	after(&d, 5);
	assert_outcome(say(&d, "{'action':'answer','of':'x','go':true,'reason':'vet'}"),
		       OUTCOME_REJECTED);
	assert_status(&d, "x", DECISION_WAITING);
	assert_int_equal(desk_state(&d, "p-003"), STATE_INSIDE);
	/* Its partner lets it go. */
	after(&d, 5);
	assert_outcome(say(&d, "{'dog':'p-005','action':'exit'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_GO);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	desk_close(&d);
}

static void a_bonded_dog_with_a_hold_too_goes_by_an_answer_once_its_partner_is_out(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'policy.bonded-alone':'refuse'");
	bond(&d, "p-003", "p-005");
	say(&d, "{'action':'roster','holds':[{'dog':'p-003','reason':'stitches'}]}");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_outcome(say(&d, "{'dog':'p-005','action':'exit','id':'y'}"), OUTCOME_HELD);
	after(&d, 60);
	assert_outcome(say(&d, "{'action':'answer','of':'x','go':true,'reason':'vet'}"),
		       OUTCOME_REJECTED);
	assert_outcome(say(&d, "{'action':'answer','of':'y','go':false}"), OUTCOME_APPLIED);
	say(&d, "{'action':'roster','unpair':[['p-003','p-005']]}");
	assert_outcome(say(&d, "{'action':'answer','of':'x','go':true,'reason':'vet'}"),
		       OUTCOME_APPLIED);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	desk_close(&d);
}

/* The walk of a dog that comes back after so long, where the rules refuse it. */
static void assert_only_the_desk_brings_it_in(const char *policy, int minutes)
{
	struct desk d;

	open_gate(&d);
	set(&d, policy);
	say(&d, "{'dog':'p-004','action':'exit'}");
	after(&d, minutes * 60);
	assert_outcome(say(&d, "{'tag':'T-KIRA','source':'nfc'}"), OUTCOME_REJECTED);
	assert_int_equal(desk_state(&d, "p-004"), STATE_OUTSIDE);
	after(&d, 5);
	assert_outcome(say(&d, "{'dog':'p-004','action':'entry','source':'keyboard'}"),
		       OUTCOME_APPLIED);
	assert_int_equal(d.last.warning_count, 1);
	assert_int_equal(desk_state(&d, "p-004"), STATE_INSIDE);
	desk_close(&d);
}

static void where_a_return_is_refused_no_scan_brings_the_dog_in_and_the_desk_does(void **state)
{
	(void)state;
	assert_only_the_desk_brings_it_in("'policy.early-return':'refuse'", 3);
	assert_only_the_desk_brings_it_in("'policy.overdue':'refuse'", 90);
}

static void a_person_may_let_a_bonded_dog_go_alone(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	set(&d, "'policy.bonded-alone':'confirm'");
	bond(&d, "p-003", "p-005");
	say(&d, "{'dog':'p-003','action':'exit','id':'x'}");
	after(&d, 5);
	say(&d, "{'action':'answer','of':'x','go':true,'reason':'vet','volunteer':'v-002'}");
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	assert_string_equal(desk_decision(&d, "x").by, "v-002");
	assert_string_equal(desk_decision(&d, "x").reason, "vet");
	desk_close(&d);
}

static void a_late_exit_of_a_bonded_dog_is_told_to_have_been_alone(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	bond(&d, "p-003", "p-005");
	say(&d, "{'dog':'p-003','action':'exit','time':'2026-11-22T09:00:00+01:00'}");
	assert_int_equal(d.last.warning_count, 2);
	assert_int_equal(d.last.warnings[1].kind, WARNING_BONDED_ALONE);
	/* Its partner had followed within the time. */
	say(&d, "{'dog':'p-004','action':'exit','time':'2026-11-22T09:10:00+01:00'}");
	bond(&d, "p-004", "p-001");
	say(&d, "{'dog':'p-001','action':'exit','time':'2026-11-22T09:09:40+01:00'}");
	assert_int_equal(d.last.warning_count, 1);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_badge_names_the_walker_of_the_dogs_after_it),
		cmocka_unit_test(a_badge_names_the_walker_of_the_dogs_before_it),
		cmocka_unit_test(badge_dog_badge_dog_is_each_with_their_own),
		cmocka_unit_test(dog_badge_dog_badge_is_each_with_their_own),
		cmocka_unit_test(a_walker_that_is_said_stands_whatever_badge_is_read),
		cmocka_unit_test(a_badge_is_read_by_hand_too),
		cmocka_unit_test(a_badge_is_for_dogs_that_go_out),
		cmocka_unit_test(a_badge_that_is_undone_names_nobody),
		cmocka_unit_test(the_right_badge_after_a_wrong_one_that_is_undone),
		cmocka_unit_test(a_volunteer_below_the_level_is_asked_about),
		cmocka_unit_test(a_badge_below_the_level_of_a_dog_that_is_out_says_which),
		cmocka_unit_test(a_dog_that_needs_a_walker_waits_for_a_badge_of_its_level),
		cmocka_unit_test(the_badge_of_the_level_lets_it_go_when_it_is_read),
		cmocka_unit_test(a_dog_that_waited_too_long_goes_by_badge_and_scan),
		cmocka_unit_test(a_dog_that_waits_at_the_gate_counts_for_the_others),
		cmocka_unit_test(no_badge_lets_a_dog_go_while_everyone_is_called_back),
		cmocka_unit_test(two_bonded_dogs_go_with_one_walker),
		cmocka_unit_test(a_bonded_dog_waits_for_its_partner_and_both_go),
		cmocka_unit_test(a_partner_that_comes_too_late_waits_as_well),
		cmocka_unit_test(a_dog_with_two_partners_goes_when_both_have),
		cmocka_unit_test(where_it_is_refused_no_person_lets_a_bonded_dog_go_alone),
		cmocka_unit_test(
			a_bonded_dog_with_a_hold_too_goes_by_an_answer_once_its_partner_is_out),
		cmocka_unit_test(
			where_a_return_is_refused_no_scan_brings_the_dog_in_and_the_desk_does),
		cmocka_unit_test(a_person_may_let_a_bonded_dog_go_alone),
		cmocka_unit_test(a_late_exit_of_a_bonded_dog_is_told_to_have_been_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
