/* What comes while a dog waits for its partner or a badge: no scan lets it go then. */
#include <config.h>

#include "desk.h"

static void change(struct desk *d, const char *what)
{
	assert_outcome(say(d, "{'action':'roster',%s}", what), OUTCOME_APPLIED);
}

/* Coco and Kira go together; Kira is red, Ciro may walk all. Luna and Thor are reactive. */
static void open_gate(struct desk *d)
{
	desk_open(d, "2026-11-22T10:00:00+01:00");
	desk_dogs(d);
	change(d, "'dogs':[{'id':'p-005','name':'Nube','level':'red'}],"
		  "'volunteers':[{'id':'v-003','name':'Ciro','level':'red','badge':'B-CIRO'}],"
		  "'pairs':[{'dogs':['p-003','p-004'],'kind':'bonded'}],"
		  "'settings':{'policy.bonded-alone':'confirm','walker_from_level':'red'}");
	d->now_ms += 10 * MINUTE_MS;
}

/* Coco waits for Kira, then that is changed and Kira is scanned. */
static void assert_stays(const char *what)
{
	struct desk d;

	open_gate(&d);
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_BONDED);
	change(&d, what);
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_int_equal(desk_decision(&d, "x").ask, ASK_WARNING);
	d.now_ms += 5 * SECOND_MS;
	say(&d, "{'dog':'p-004','action':'exit'}");
	assert_int_equal(desk_state(&d, "p-003"), STATE_INSIDE);
	assert_status(&d, "x", DECISION_WAITING);
	desk_restart(&d);
	assert_int_equal(desk_state(&d, "p-003"), STATE_INSIDE);
	assert_status(&d, "x", DECISION_WAITING);
	desk_close(&d);
}

static void a_dog_put_on_hold_while_it_waits_does_not_go_with_its_partner(void **state)
{
	(void)state;
	assert_stays("'holds':[{'dog':'p-003','reason':'bite'}]");
	assert_stays("'archive':['p-003']");
	assert_stays("'unpair':[['p-003','p-004']]");
	assert_stays("'pairs':[{'dogs':['p-003','p-001'],'kind':'incompatible'}]");
	assert_stays("'settings':{'heat':'extreme','policy.heat':'confirm'}");
}

/* Nube waits for a badge of its level. */
static void wait_for_badge(struct desk *d)
{
	assert_outcome(say(d, "{'dog':'p-005','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d->last.ask, ASK_WALKER);
	d->now_ms += 5 * SECOND_MS;
}

static void a_dog_put_on_hold_while_it_waits_does_not_go_by_a_badge(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	wait_for_badge(&d);
	change(&d, "'holds':[{'dog':'p-005','reason':'bite'}]");
	say(&d, "{'tag':'B-CIRO'}");
	assert_int_equal(desk_state(&d, "p-005"), STATE_INSIDE);
	assert_status(&d, "x", DECISION_WAITING);
	say(&d, "{'action':'answer','of':'x','go':true,'reason':'to the vet'}");
	assert_int_equal(desk_state(&d, "p-005"), STATE_OUTSIDE);
	desk_close(&d);
}

static void a_scan_that_finds_more_is_asked_with_all_its_reasons(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'dog':'p-003','action':'exit','id':'x'}");
	change(&d, "'holds':[{'dog':'p-003','reason':'bite'}]");
	d.now_ms += 5 * SECOND_MS;
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'y'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_WARNING);
	assert_status(&d, "x", DECISION_MOOT);
	assert_status(&d, "y", DECISION_WAITING);
	say(&d, "{'dog':'p-004','action':'exit'}");
	assert_int_equal(desk_state(&d, "p-003"), STATE_INSIDE);
	assert_status(&d, "y", DECISION_WAITING);
	desk_close(&d);
}

static void a_scan_after_a_change_waits_for_the_partner_again(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	say(&d, "{'dog':'p-003','action':'exit','id':'x'}");
	change(&d, "'dogs':[{'id':'p-003','note':'shy'}]");
	d.now_ms += 5 * SECOND_MS;
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'y'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_BONDED);
	assert_status(&d, "x", DECISION_MOOT);
	assert_outcome(say(&d, "{'dog':'p-004','action':'exit'}"), OUTCOME_APPLIED);
	assert_status(&d, "y", DECISION_GO);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	desk_close(&d);
}

static void no_badge_lets_a_reactive_dog_go_after_another_that_was_let_go(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit','id':'l','confidence':0.1}"),
		       OUTCOME_HELD);
	assert_outcome(say(&d, "{'dog':'p-002','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_WALKER);
	say(&d, "{'action':'answer','of':'l','go':true,'reason':'it is'}");
	assert_int_equal(desk_state(&d, "p-001"), STATE_OUTSIDE);
	d.now_ms += 5 * SECOND_MS;
	say(&d, "{'tag':'B-CIRO'}");
	assert_int_equal(desk_state(&d, "p-002"), STATE_INSIDE);
	assert_status(&d, "x", DECISION_WAITING);
	desk_restart(&d);
	assert_int_equal(desk_state(&d, "p-002"), STATE_INSIDE);
	desk_close(&d);
}

static void an_answer_to_what_was_taken_back_is_not_told_that_it_was_answered(void **state)
{
	struct desk d;

	(void)state;
	open_gate(&d);
	wait_for_badge(&d);
	say(&d, "{'action':'retract','of':'x'}");
	assert_outcome(say(&d, "{'action':'answer','of':'x','go':true}"), OUTCOME_ALREADY);
	assert_string_equal(d.last.error, "it was taken back: there is nothing to answer");
	say(&d, "{'dog':'p-005','action':'exit','id':'y'}");
	say(&d, "{'dog':'p-005','action':'exit','volunteer':'v-003'}");
	assert_outcome(say(&d, "{'action':'answer','of':'y','go':true}"), OUTCOME_ALREADY);
	assert_string_equal(d.last.error,
			    "other events have settled it: there is nothing to answer");
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dog_put_on_hold_while_it_waits_does_not_go_with_its_partner),
		cmocka_unit_test(a_dog_put_on_hold_while_it_waits_does_not_go_by_a_badge),
		cmocka_unit_test(a_scan_that_finds_more_is_asked_with_all_its_reasons),
		cmocka_unit_test(a_scan_after_a_change_waits_for_the_partner_again),
		cmocka_unit_test(no_badge_lets_a_reactive_dog_go_after_another_that_was_let_go),
		cmocka_unit_test(an_answer_to_what_was_taken_back_is_not_told_that_it_was_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
