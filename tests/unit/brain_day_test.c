/* Recall, the closing of a day, and a clock that jumps. */
#include <config.h>

#include "desk.h"

static void open_day(struct desk *d)
{
	desk_open(d, "2026-11-22T17:00:00+01:00");
	desk_dogs(d);
	d->now_ms += 10 * MINUTE_MS;
}

static struct closing closing_of(const struct desk *d, int32_t day)
{
	struct changes *all = desk_shows(d);
	struct closing c = { .seq = 0 };

	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].kind == CHANGE_CLOSING && all->list[i].as.closing.day == day)
			c = all->list[i].as.closing;
	}
	changes_free(&all);
	return c;
}

/* ---- recall ------------------------------------------------------------------------------- */

static void while_everyone_is_called_back_an_exit_asks(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-004','action':'exit'}");
	d.now_ms += 10 * MINUTE_MS;
	say(&d, "{'accion':'LLAMADA','adelante':true,'motivo':'tormenta','voluntario':'v-001'}");
	assert_outcome(&d.last, OUTCOME_APPLIED);
	assert_true(desk_told(&d, CHANGE_RECALL));
	for (size_t i = 0; i < d.changes->count; i++) {
		const struct recall *r = d.changes->list[i].as.recall;

		if (d.changes->list[i].kind != CHANGE_RECALL)
			continue;
		assert_true(r->on);
		assert_int_equal(r->since_ms, d.now_ms);
		assert_string_equal(r->by, "v-001");
		assert_string_equal(r->reason, "tormenta");
	}
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_RECALL);
	/* Coming in is what it is for. */
	assert_outcome(say(&d, "{'dog':'p-004','action':'entry'}"), OUTCOME_APPLIED);
	say(&d, "{'action':'answer','of':'x','go':true,'reason':'vet'}");
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	desk_close(&d);
}

static void a_recall_that_is_lifted_asks_no_more(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'action':'recall','go':true}");
	assert_outcome(say(&d, "{'action':'recall','go':true}"), OUTCOME_ALREADY);
	assert_outcome(say(&d, "{'action':'recall','go':false}"), OUTCOME_APPLIED);
	assert_outcome(say(&d, "{'action':'recall','go':false}"), OUTCOME_ALREADY);
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

static void what_had_happened_before_is_not_stopped_by_a_recall(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	d.now_ms += 30 * MINUTE_MS;
	say(&d, "{'action':'recall','go':true}");
	assert_outcome(
		say(&d, "{'dog':'p-003','action':'exit','time':'2026-11-22T17:20:00+01:00'}"),
		OUTCOME_APPLIED);
	assert_int_equal(d.last.state, STATE_OUTSIDE);
	desk_close(&d);
}

static void a_recall_beside_a_warning_is_asked_with_both_reasons(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'action':'recall','go':true}");
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_RECALL);
	assert_int_equal(d.last.warnings[0].kind, WARNING_REACTIVE);
	desk_close(&d);
}

static void a_doubt_beside_a_warning_is_asked_with_both_reasons(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit','confidence':0.5}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_CONFIDENCE);
	assert_int_equal(d.last.warnings[0].kind, WARNING_REACTIVE);
	desk_close(&d);
}

/* ---- closing ------------------------------------------------------------------------------ */

static void a_day_is_closed_reopened_and_closed_again(void **state)
{
	struct desk d;
	struct closing c;
	uint64_t reopened;

	(void)state;
	open_day(&d);
	say(&d, "{'accion':'CIERRE','voluntario':'v-001'}");
	assert_outcome(&d.last, OUTCOME_APPLIED);
	assert_int_equal(d.last.day, 20261122);
	c = closing_of(&d, 20261122);
	assert_int_equal(c.closed_ms, d.now_ms);
	assert_string_equal(c.by, "v-001");
	assert_int_equal(c.reopened_seq, 0);
	assert_outcome(say(&d, "{'action':'close','day':'2026-11-22'}"), OUTCOME_ALREADY);
	/* What changes nothing reopens nothing. */
	say(&d, "{'dog':'p-003','action':'entry'}");
	assert_false(desk_told(&d, CHANGE_CLOSING));
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-003','action':'exit'}");
	assert_true(desk_told(&d, CHANGE_CLOSING));
	reopened = d.last.seq;
	assert_int_equal(closing_of(&d, 20261122).reopened_seq, reopened);
	/* Once: what follows is told of no more. */
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-004','action':'exit'}");
	assert_false(desk_told(&d, CHANGE_CLOSING));
	assert_int_equal(closing_of(&d, 20261122).reopened_seq, reopened);
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'action':'close'}"), OUTCOME_APPLIED);
	assert_int_equal(closing_of(&d, 20261122).reopened_seq, 0);
	assert_int_equal(closing_of(&d, 20261122).seq, d.last.seq);
	desk_close(&d);
}

static void a_late_movement_reopens_the_day_that_it_was_of(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'action':'close'}");
	d.now_ms = at("2026-11-23T09:00:00+01:00");
	say(&d, "{'dog':'p-003','action':'exit'}");
	assert_int_equal(closing_of(&d, 20261122).reopened_seq, 0);
	say(&d, "{'dog':'p-004','action':'exit','time':'2026-11-22T12:00:00+01:00'}");
	assert_int_equal(closing_of(&d, 20261122).reopened_seq, d.last.seq);
	/* Yesterday can still be closed. */
	assert_outcome(say(&d, "{'action':'close','day':'2026-11-22'}"), OUTCOME_APPLIED);
	assert_int_equal(closing_of(&d, 20261122).reopened_seq, 0);
	assert_int_equal(closing_of(&d, 20261123).seq, 0);
	desk_close(&d);
}

static void an_answer_that_lets_a_dog_go_reopens_the_day(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	say(&d, "{'action':'close'}");
	say(&d, "{'action':'answer','of':'x','go':true}");
	assert_true(desk_told(&d, CHANGE_CLOSING));
	assert_int_equal(closing_of(&d, 20261122).reopened_seq, d.last.seq);
	desk_close(&d);
}

static void a_day_that_has_not_begun_cannot_be_closed(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	assert_outcome(say(&d, "{'action':'close','day':'2026-11-23'}"), OUTCOME_REJECTED);
	assert_non_null(strstr(d.last.error, "has not begun"));
	assert_int_equal(closing_of(&d, 20261123).seq, 0);
	desk_close(&d);
}

static void a_dog_that_is_still_out_is_left_as_it_is_by_the_closing(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	say(&d, "{'action':'close'}");
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	assert_int_equal(desk_walk(&d, "p-003").in_ms, 0);
	desk_close(&d);
}

static void a_scanner_answers_calls_back_and_closes_nothing(void **state)
{
	static const char *const sources[] = { "nfc", "qr", "barcode", "camera" };
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	say(&d, "{'dog':'p-001','action':'exit','id':'x'}");
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		say(&d, "{'action':'answer','of':'x','go':true,'source':'%s'}", sources[i]);
		assert_outcome(&d.last, OUTCOME_REJECTED);
		assert_non_null(strstr(d.last.error, "for a person"));
		say(&d, "{'action':'recall','go':true,'source':'%s'}", sources[i]);
		assert_outcome(&d.last, OUTCOME_REJECTED);
		say(&d, "{'action':'close','source':'%s'}", sources[i]);
		assert_outcome(&d.last, OUTCOME_REJECTED);
	}
	assert_status(&d, "x", DECISION_WAITING);
	assert_int_equal(closing_of(&d, 20261122).seq, 0);
	desk_close(&d);
}

/* ---- clocks ------------------------------------------------------------------------------- */

static bool has_clock(const struct answer *a)
{
	for (size_t i = 0; i < a->warning_count; i++) {
		if (a->warnings[i].kind == WARNING_CLOCK)
			return true;
	}
	return false;
}

/* The clock is set back an hour while Coco is out: it comes in after it went out, and that is flagged. */
static void when_the_clock_goes_back_live_movements_keep_their_order(void **state)
{
	struct desk d;
	struct walk w;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	w = desk_walk(&d, "p-003");
	d.now_ms -= HOUR_MS;
	assert_outcome(say(&d, "{'dog':'p-003','action':'entry'}"), OUTCOME_APPLIED);
	assert_true(has_clock(&d.last));
	assert_int_equal(d.last.state, STATE_INSIDE);
	assert_true(desk_walk(&d, "p-003").in_ms > w.out_ms);
	assert_int_equal(d.last.walk_seconds_today, 0);
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	assert_true(has_clock(&d.last));
	assert_int_equal(d.last.state, STATE_OUTSIDE);
	/* Another dog's first movement on the old clock is nothing to flag. */
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-004','action':'exit'}");
	assert_false(has_clock(&d.last));
	/* Once the clock has caught up all is as it was. */
	d.now_ms += 2 * HOUR_MS;
	say(&d, "{'dog':'p-003','action':'entry'}");
	assert_false(has_clock(&d.last));
	assert_int_equal(d.last.state, STATE_INSIDE);
	desk_close(&d);
}

static void a_jump_back_is_flagged_on_the_next_movement_of_any_dog(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms -= SECOND_MS;
	say(&d, "{'dog':'p-004','action':'exit'}");
	assert_false(has_clock(&d.last));
	d.now_ms -= SECOND_MS + 1;
	say(&d, "{'dog':'p-001','action':'exit'}");
	assert_true(has_clock(&d.last));
	desk_close(&d);
}

static void a_movement_that_says_a_time_before_the_last_one_is_flagged(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms += 5 * MINUTE_MS;
	say(&d, "{'dog':'p-003','action':'entry'}");
	assert_false(has_clock(&d.last));
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-003','action':'entry','time':'2026-11-22T17:12:00+01:00'}");
	assert_true(has_clock(&d.last));
	/* What it says is taken at its word: the walk ended then. */
	assert_int_equal(desk_walk(&d, "p-003").in_ms, at("2026-11-22T17:12:00+01:00"));
	desk_close(&d);
}

static void two_stations_whose_clocks_differ_make_no_negative_walk(void **state)
{
	struct desk d;

	(void)state;
	open_day(&d);
	/* Its clock is four minutes ahead. */
	say(&d, "{'dog':'p-003','action':'exit','station':'a','id':'1','time':'2026-11-22T17:14:00+"
		"01:00'}");
	assert_true(has_clock(&d.last));
	d.now_ms += 2 * MINUTE_MS;
	say(&d,
	    "{'dog':'p-003','action':'entry','station':'b','id':'1','time':'2026-11-22T17:12:00+"
	    "01:00'}");
	assert_int_equal(d.last.state, STATE_INSIDE);
	assert_int_equal(d.last.walk_seconds_today, 120);
	desk_close(&d);
}

static void a_day_has_its_own_totals_and_midnight_loses_nothing(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T23:40:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms = at("2026-11-23T00:20:00+01:00");
	say(&d, "{'dog':'p-003','action':'entry'}");
	/* The walk is of the day on which it began. */
	assert_int_equal(d.last.walks_today, 0);
	assert_int_equal(d.last.walk_seconds_today, 0);
	assert_int_equal(desk_walk(&d, "p-003").day, 20261122);
	d.now_ms += 10 * MINUTE_MS;
	say(&d, "{'dog':'p-003','action':'exit'}");
	assert_int_equal(d.last.walks_today, 1);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(while_everyone_is_called_back_an_exit_asks),
		cmocka_unit_test(a_recall_that_is_lifted_asks_no_more),
		cmocka_unit_test(what_had_happened_before_is_not_stopped_by_a_recall),
		cmocka_unit_test(a_recall_beside_a_warning_is_asked_with_both_reasons),
		cmocka_unit_test(a_doubt_beside_a_warning_is_asked_with_both_reasons),
		cmocka_unit_test(a_day_is_closed_reopened_and_closed_again),
		cmocka_unit_test(a_late_movement_reopens_the_day_that_it_was_of),
		cmocka_unit_test(an_answer_that_lets_a_dog_go_reopens_the_day),
		cmocka_unit_test(a_day_that_has_not_begun_cannot_be_closed),
		cmocka_unit_test(a_dog_that_is_still_out_is_left_as_it_is_by_the_closing),
		cmocka_unit_test(a_scanner_answers_calls_back_and_closes_nothing),
		cmocka_unit_test(when_the_clock_goes_back_live_movements_keep_their_order),
		cmocka_unit_test(a_jump_back_is_flagged_on_the_next_movement_of_any_dog),
		cmocka_unit_test(a_movement_that_says_a_time_before_the_last_one_is_flagged),
		cmocka_unit_test(two_stations_whose_clocks_differ_make_no_negative_walk),
		cmocka_unit_test(a_day_has_its_own_totals_and_midnight_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
