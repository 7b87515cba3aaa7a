/* Corrections and decisions: what is said of what was said. */
#include <config.h>

#include "desk.h"

static void open_desk(struct desk *d)
{
	desk_open(d, "2026-11-22T10:00:00+01:00");
	desk_dogs(d);
	d->now_ms += 10 * MINUTE_MS;
}

/* Coco out at 10:10 (id "out") and in at 10:40 (id "in"); the clock stands at 10:50. */
static void walk_coco(struct desk *d)
{
	open_desk(d);
	say(d, "{'dog':'p-003','action':'exit','id':'out','source':'nfc','volunteer':'v-001'}");
	d->now_ms += 30 * MINUTE_MS;
	say(d, "{'dog':'p-003','action':'entry','id':'in','source':'nfc'}");
	d->now_ms += 10 * MINUTE_MS;
}

static void the_time_and_then_the_walker_are_corrected_and_both_stand(void **state)
{
	struct desk d;
	struct walk w;

	(void)state;
	walk_coco(&d);
	say(&d, "{'action':'amend','of':'out','time':'2026-11-22T10:15:00+01:00'}");
	say(&d, "{'action':'amend','of':'out','volunteer':'v-009'}");
	w = desk_walk(&d, "p-003");
	assert_int_equal(w.out_ms, at("2026-11-22T10:15:00+01:00"));
	assert_string_equal(w.volunteer, "v-009");
	assert_int_equal(w.out_kind, END_TYPED);
	assert_int_equal(w.in_kind, END_MEASURED);
	assert_int_equal(d.last.walk_seconds_today, 25 * 60);
	desk_close(&d);
}

static void a_walker_below_the_level_who_is_named_afterwards_is_warned_of(void **state)
{
	struct answer *a;
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit','id':'thor'}");
	a = say(&d, "{'action':'amend','of':'thor','volunteer':'v-001'}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->warning_count, 1);
	assert_int_equal(a->warnings[0].kind, WARNING_LEVEL);
	desk_close(&d);
}

static void of_two_corrections_of_the_same_the_last_said_counts(void **state)
{
	struct desk d;

	(void)state;
	walk_coco(&d);
	say(&d, "{'action':'amend','of':'in','time':'2026-11-22T10:30:00+01:00','id':'a1'}");
	say(&d, "{'action':'amend','of':'in','time':'2026-11-22T10:35:00+01:00','id':'a2'}");
	assert_int_equal(d.last.walk_seconds_today, 25 * 60);
	/* The last one undone, the one before it stands again; then what was measured. */
	say(&d, "{'action':'retract','of':'a2'}");
	assert_int_equal(d.last.walk_seconds_today, 20 * 60);
	say(&d, "{'action':'retract','of':'a1'}");
	assert_int_equal(d.last.walk_seconds_today, 30 * 60);
	assert_int_equal(desk_walk(&d, "p-003").in_kind, END_MEASURED);
	desk_close(&d);
}

static void a_reason_alone_is_a_remark_and_changes_nothing(void **state)
{
	struct desk d;
	struct walk before;
	struct walk after;

	(void)state;
	walk_coco(&d);
	before = desk_walk(&d, "p-003");
	assert_outcome(say(&d, "{'action':'amend','of':'in','reason':'tired'}"), OUTCOME_APPLIED);
	assert_string_equal(d.last.reason, "tired");
	assert_string_equal(d.last.dog, "p-003");
	after = desk_walk(&d, "p-003");
	assert_memory_equal(&before, &after, sizeof(before));
	assert_false(desk_told(&d, CHANGE_WALK));
	desk_close(&d);
}

static void corrections_that_cannot_be_are_refused(void **state)
{
	/* clang-format off */
	static const struct { const char *line; enum outcome outcome; const char *says; } rows[] = {
		{ "{'action':'amend','of':'in'}",                                 OUTCOME_REJECTED, "say what" },
		{ "{'action':'amend','of':'in','time':'2026-11-22T10:55:01+01:00'}", OUTCOME_REJECTED, "future" },
		{ "{'action':'amend','of':'nie','reason':'x'}",                   OUTCOME_UNKNOWN,  "counts when" },
		{ "{'action':'amend','of':'badge','reason':'x'}",                 OUTCOME_REJECTED, "only a movement" },
		{ "{'action':'amend','of':'gone','reason':'x'}",                  OUTCOME_REJECTED, "only a movement" },
		{ "{'action':'amend','of':'roster','reason':'x'}",                OUTCOME_REJECTED, "only a movement" },
		{ "{'action':'retract','of':'roster'}",                           OUTCOME_REJECTED, "edit the roster" },
		{ "{'action':'retract','of':'recall'}",                           OUTCOME_REJECTED, "lift it" },
		{ "{'action':'retract','of':'close'}",                            OUTCOME_REJECTED, "reopens" },
		{ "{'action':'retract','of':'gone'}",                             OUTCOME_ALREADY,  "undone already" },
		{ "{'action':'retract','of':'unknown'}",                          OUTCOME_REJECTED, "nothing to undo" },
		{ "{'action':'answer','of':'in','go':true}",                      OUTCOME_REJECTED, "does not wait" },
		{ "{'action':'answer','of':'nie','go':true}",                     OUTCOME_UNKNOWN,  "check it" },
	};
	/* clang-format on */
	struct desk d;

	(void)state;
	walk_coco(&d);
	say(&d, "{'tag':'B-ANA','id':'badge'}");
	say(&d, "{'dog':'p-004','action':'exit','id':'gone'}");
	say(&d, "{'action':'retract','of':'gone'}");
	say(&d, "{'action':'roster','lift':[],'id':'roster'}");
	say(&d, "{'action':'recall','go':true,'id':'recall'}");
	say(&d, "{'action':'close','id':'close'}");
	say(&d, "{'tag':'NADIE','id':'unknown'}");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_outcome(say(&d, "%s", rows[i].line), rows[i].outcome);
		if (!strstr(d.last.error, rows[i].says))
			fail_msg("%s: %s", rows[i].line, d.last.error);
		assert_int_equal(desk_walk(&d, "p-003").in_ms, at("2026-11-22T10:40:00+01:00"));
	}
	desk_close(&d);
}

/* A second answer changes nothing; undoing it brought the brain down. */
static void an_answer_that_came_too_late_cannot_be_undone(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	say(&d, "{'action':'answer','of':'x','go':false,'id':'first'}");
	say(&d, "{'action':'answer','of':'x','go':true,'id':'second'}");
	assert_outcome(&d.last, OUTCOME_ALREADY);
	assert_outcome(say(&d, "{'action':'retract','of':'second'}"), OUTCOME_REJECTED);
	assert_status(&d, "x", DECISION_NO);
	say(&d, "{'action':'recall','go':false,'id':'idle'}");
	assert_outcome(&d.last, OUTCOME_ALREADY);
	assert_outcome(say(&d, "{'action':'retract','of':'idle'}"), OUTCOME_REJECTED);
	desk_close(&d);
}

static void a_decision_is_told_with_its_walker_when_a_badge_names_one(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	d.now_ms += SECOND_MS;
	say(&d, "{'tag':'B-ANA','id':'badge'}");
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_string_equal(desk_decision(&d, "x").volunteer, "v-001");
	say(&d, "{'action':'retract','of':'badge'}");
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_string_equal(desk_decision(&d, "x").volunteer, "");
	desk_close(&d);
}

static void what_is_answered_is_told_with_who_and_why(void **state)
{
	struct desk d;
	struct decision x;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'accion':'RESPONDER','de':'x','adelante':false,'motivo':'Thor en el patio',"
		"'voluntario':'v-001'}");
	x = desk_decision(&d, "x");
	assert_int_equal(x.status, DECISION_NO);
	assert_string_equal(x.by, "v-001");
	assert_string_equal(x.reason, "Thor en el patio");
	assert_int_equal(x.answered_ms, d.now_ms);
	assert_int_equal(x.warnings[0].kind, WARNING_REACTIVE);
	desk_close(&d);
}

static void a_held_movement_that_is_taken_back_waits_no_more(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	assert_outcome(say(&d, "{'action':'retract','of':'x','id':'r'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_WITHDRAWN);
	assert_outcome(say(&d, "{'action':'answer','of':'x','go':true}"), OUTCOME_ALREADY);
	say(&d, "{'action':'retract','of':'r'}");
	assert_status(&d, "x", DECISION_WAITING);
	desk_close(&d);
}

static void several_decisions_wait_at_once_and_are_answered_in_any_order(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'action':'roster','holds':[{'dog':'p-003','reason':'a'},{'dog':'p-004','reason':"
		"'b'}]}");
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x1'}");
	say(&d, "{'dog':'p-003','action':'exit','id':'x3'}");
	say(&d, "{'dog':'p-004','action':'exit','id':'x4'}");
	say(&d, "{'action':'answer','of':'x4','go':true}");
	say(&d, "{'action':'answer','of':'x1','go':false}");
	assert_status(&d, "x3", DECISION_WAITING);
	say(&d, "{'action':'answer','of':'x3','go':true}");
	assert_int_equal(desk_state(&d, "p-001"), STATE_INSIDE);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	assert_int_equal(desk_state(&d, "p-004"), STATE_OUTSIDE);
	desk_close(&d);
}

/* Settled decisions are forgotten in time: one that an undo makes wait again is not. */
static void a_decision_settled_long_ago_waits_again_after_an_undo(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'action':'roster','holds':[{'dog':'p-003','reason':'a'},{'dog':'p-004','reason':"
		"'b'}]}");
	say(&d, "{'dog':'p-003','action':'exit','id':'x'}");
	say(&d, "{'action':'answer','of':'x','go':false,'id':'no'}");
	for (int i = 0; i < 40; i++) {
		d.now_ms += MINUTE_MS;
		say(&d, "{'dog':'p-004','action':'exit','id':'h%d'}", i);
		say(&d, "{'action':'answer','of':'h%d','go':false}", i);
	}
	say(&d, "{'action':'retract','of':'no','id':'r'}");
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_status(&d, "x", DECISION_WAITING);
	/* And so does one whose undo is undone. */
	say(&d, "{'action':'retract','of':'r'}");
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_status(&d, "x", DECISION_NO);
	say(&d, "{'action':'retract','of':'x'}");
	assert_true(desk_told(&d, CHANGE_DECISION));
	assert_status(&d, "x", DECISION_WITHDRAWN);
	desk_close(&d);
}

/* Luna waits; then she goes out unasked, so the question is idle. Her SALIDA is undone, and restored. */
static void a_question_stays_idle_when_the_movement_after_it_is_restored(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-002','action':'entry'}");
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit','id':'out'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_MOOT);
	say(&d, "{'action':'retract','of':'out','id':'r'}");
	assert_status(&d, "x", DECISION_MOOT);
	say(&d, "{'action':'retract','of':'r'}");
	assert_int_equal(desk_state(&d, "p-001"), STATE_OUTSIDE);
	assert_status(&d, "x", DECISION_MOOT);
	desk_close(&d);
}

static void a_movement_settles_every_question_about_its_dog(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	/* A phone says that it went out a while ago; a model thinks that it came in. */
	say(&d, "{'dog':'p-001','action':'exit','time':'2026-11-22T09:00:00+01:00'}");
	say(&d, "{'dog':'p-001','action':'entry','id':'y','source':'ai','confidence':0.5}");
	assert_status(&d, "x", DECISION_WAITING);
	assert_status(&d, "y", DECISION_WAITING);
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'dog':'p-001','action':'entry'}"), OUTCOME_APPLIED);
	assert_status(&d, "x", DECISION_MOOT);
	assert_status(&d, "y", DECISION_MOOT);
	desk_close(&d);
}

static void a_whole_walk_is_typed_in_later(void **state)
{
	struct desk d;
	struct walk w;

	(void)state;
	open_desk(&d);
	d.now_ms = at("2026-11-22T18:00:00+01:00");
	say(&d, "{'dog':'p-004','action':'exit','time':'2026-11-22T12:00:00+01:00','source':"
		"'keyboard','volunteer':'v-001'}");
	assert_int_equal(d.last.state, STATE_OUTSIDE);
	say(&d, "{'dog':'p-004','action':'entry','time':'2026-11-22T12:25:00+01:00','source':"
		"'keyboard','estimated':true}");
	assert_int_equal(d.last.state, STATE_INSIDE);
	assert_int_equal(d.last.walk_seconds_today, 1500);
	w = desk_walk(&d, "p-004");
	assert_int_equal(w.out_kind, END_TYPED);
	assert_int_equal(w.in_kind, END_ESTIMATED);
	assert_string_equal(w.volunteer, "v-001");
	desk_close(&d);
}

static void an_entry_that_comes_before_its_exit_is_put_right(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	d.now_ms = at("2026-11-22T12:00:00+01:00");
	assert_outcome(
		say(&d, "{'dog':'p-004','action':'entry','time':'2026-11-22T11:00:00+01:00'}"),
		OUTCOME_ALREADY);
	assert_outcome(
		say(&d, "{'dog':'p-004','action':'exit','time':'2026-11-22T10:30:00+01:00'}"),
		OUTCOME_APPLIED);
	assert_int_equal(d.last.state, STATE_INSIDE);
	assert_int_equal(d.last.walk_seconds_today, 1800);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_time_and_then_the_walker_are_corrected_and_both_stand),
		cmocka_unit_test(a_walker_below_the_level_who_is_named_afterwards_is_warned_of),
		cmocka_unit_test(of_two_corrections_of_the_same_the_last_said_counts),
		cmocka_unit_test(a_reason_alone_is_a_remark_and_changes_nothing),
		cmocka_unit_test(corrections_that_cannot_be_are_refused),
		cmocka_unit_test(an_answer_that_came_too_late_cannot_be_undone),
		cmocka_unit_test(a_decision_is_told_with_its_walker_when_a_badge_names_one),
		cmocka_unit_test(what_is_answered_is_told_with_who_and_why),
		cmocka_unit_test(a_held_movement_that_is_taken_back_waits_no_more),
		cmocka_unit_test(several_decisions_wait_at_once_and_are_answered_in_any_order),
		cmocka_unit_test(a_decision_settled_long_ago_waits_again_after_an_undo),
		cmocka_unit_test(a_question_stays_idle_when_the_movement_after_it_is_restored),
		cmocka_unit_test(a_movement_settles_every_question_about_its_dog),
		cmocka_unit_test(a_whole_walk_is_typed_in_later),
		cmocka_unit_test(an_entry_that_comes_before_its_exit_is_put_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
