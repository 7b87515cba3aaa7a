/* What the brain makes of events: outcomes, decisions, corrections, days. */
#include <config.h>

#include "desk.h"

#include "paseo/base/map.h"

static void an_explicit_exit_and_entry_make_a_walk(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'id_perro':'p-003','accion':'SALIDA'}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->vocabulary, VOCABULARY_SPANISH);
	assert_int_equal(a->state, STATE_OUTSIDE);
	assert_int_equal(a->walks_today, 1);
	assert_int_equal(a->walk_seconds_today, 0);
	d.now_ms += 30 * MINUTE_MS + 900;
	a = say(&d, "{'dog':'p-003','action':'entry'}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->state, STATE_INSIDE);
	assert_int_equal(a->walks_today, 1);
	assert_int_equal(a->walk_seconds_today, 1800);
	desk_close(&d);
}

static void an_explicit_direction_that_is_so_already_is_answered_and_not_applied(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:32:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms += 5 * MINUTE_MS;
	a = say(&d, "{'dog':'p-003','action':'exit'}");
	assert_outcome(a, OUTCOME_ALREADY);
	assert_non_null(strstr(a->error, "10:32"));
	assert_int_equal(a->walks_today, 1);
	a = say(&d, "{'dog':'p-004','action':'entry'}");
	assert_outcome(a, OUTCOME_ALREADY);
	assert_int_equal(a->walks_today, 0);
	desk_close(&d);
}

static void a_scan_goes_by_the_state(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'tag':' 04a1b2c3d4e5f6 '}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->move, MOVE_EXIT);
	assert_string_equal(a->dog, "p-001");
	d.now_ms += 20 * MINUTE_MS;
	a = say(&d, "{'tag':'04A1B2C3D4E5F6','action':'scan'}");
	assert_int_equal(a->move, MOVE_ENTRY);
	assert_int_equal(a->walk_seconds_today, 1200);
	desk_close(&d);
}

static void unknown_ids_and_codes_are_stored_as_unknown(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'dog':'p-999','action':'exit'}");
	assert_outcome(a, OUTCOME_UNKNOWN);
	assert_int_equal(a->seq, 2);
	assert_false(a->has_state);
	a = say(&d, "{'tag':'SIN-DUENO'}");
	assert_outcome(a, OUTCOME_UNKNOWN);
	assert_int_equal(a->seq, 3);
	desk_close(&d);
}

static void the_same_id_again_gives_the_first_outcome_and_changes_nothing(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit','id':'x1'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-003','action':'entry','id':'x2'}");
	a = say(&d, "{'dog':'p-003','action':'exit','id':'x1'}");
	assert_outcome(a, OUTCOME_DUPLICATE);
	assert_outcome(&(struct answer){ .outcome = a->first }, OUTCOME_APPLIED);
	assert_int_equal(a->seq, 2);
	assert_int_equal(a->state, STATE_INSIDE);
	assert_int_equal(a->walk_seconds_today, 60);
	/* Another station's ids are its own. */
	d.now_ms += MINUTE_MS;
	a = say(&d, "{'dog':'p-003','action':'exit','id':'x1','station':'patio'}");
	assert_outcome(a, OUTCOME_APPLIED);
	desk_close(&d);
}

struct debounce_row {
	int after_ms;
	const char *line;
	enum outcome wanted;
};

static void a_code_read_again_within_three_seconds_is_one_read(void **state)
{
	/* clang-format off */
	static const struct debounce_row rows[] = {
		{ 0,    "{'tag':'0400112233'}",     OUTCOME_APPLIED },
		{ 1000, "{'tag':'0400112233'}",     OUTCOME_IGNORED },
		{ 2000, "{'tag':'04a1b2c3d4e5f6'}", OUTCOME_APPLIED },
		/* The 3 s run from the last read seen, here the ignored one; the limit is outside. */
		{ 3999, "{'tag':'0400112233'}",     OUTCOME_IGNORED },
		{ 6999, "{'tag':'0400112233'}",     OUTCOME_HELD },
		{ 7000, "{'tag':'NADIE'}",          OUTCOME_UNKNOWN },
		{ 7100, "{'tag':'NADIE'}",          OUTCOME_IGNORED },
		/* A direction is taken at its word. */
		{ 7200, "{'tag':'0400112233','action':'entry'}", OUTCOME_APPLIED },
	};
	/* clang-format on */
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct answer *a;

		d.now_ms = at("2026-11-22T10:00:00+01:00") + rows[i].after_ms;
		a = say(&d, "%s", rows[i].line);
		assert_outcome(a, rows[i].wanted);
		if (rows[i].wanted == OUTCOME_IGNORED)
			assert_int_equal(a->seq, 0);
	}
	desk_close(&d);
}

static void an_ignored_read_does_not_remember_its_id(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'tag':'0400112233','id':'r1'}");
	d.now_ms += 1000;
	a = say(&d, "{'tag':'0400112233','id':'r2'}");
	assert_outcome(a, OUTCOME_IGNORED);
	d.now_ms += 10 * MINUTE_MS;
	a = say(&d, "{'tag':'0400112233','id':'r2'}");
	assert_outcome(a, OUTCOME_APPLIED);
	desk_close(&d);
}

static void a_reversal_within_two_minutes_asks(void **state)
{
	struct desk d;
	struct answer *a;
	char id[EVENT_ID_SIZE];

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'tag':'0400112233'}");
	d.now_ms += 120 * SECOND_MS - 1;
	a = say(&d, "{'tag':'0400112233'}");
	assert_outcome(a, OUTCOME_HELD);
	assert_int_equal(a->ask, ASK_REVERSAL);
	assert_int_equal(a->state, STATE_OUTSIDE);
	memcpy(id, a->id, sizeof(id));
	d.now_ms += 60 * SECOND_MS;
	/* Scanned again while it waits: the same decision. */
	a = say(&d, "{'tag':'0400112233'}");
	assert_outcome(a, OUTCOME_HELD);
	assert_int_equal(a->of_seq, 3);
	/* A held ENTRADA counts from its scan. */
	a = say(&d, "{'action':'answer','of':'%s','go':true,'reason':'wet'}", id);
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->state, STATE_INSIDE);
	assert_int_equal(a->walk_seconds_today, 119);
	desk_close(&d);
}

static void a_scan_at_exactly_two_minutes_acts(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'tag':'0400112233'}");
	d.now_ms += 120 * SECOND_MS;
	assert_outcome(say(&d, "{'tag':'0400112233'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

static void a_scan_that_would_end_yesterdays_walk_asks(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-21T19:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'tag':'0400112233'}");
	d.now_ms = at("2026-11-22T09:00:00+01:00");
	a = say(&d, "{'tag':'0400112233'}");
	assert_outcome(a, OUTCOME_HELD);
	assert_int_equal(a->ask, ASK_OTHER_DAY);
	/* An explicit ENTRADA is taken at its word, and the question is idle. */
	a = say(&d, "{'dog':'p-003','action':'entry'}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->walks_today, 0);
	a = say(&d, "{'action':'answer','of':'%s','go':true}", d.judged[2].id);
	assert_outcome(a, OUTCOME_ALREADY);
	desk_close(&d);
}

static void a_second_reactive_dog_waits_for_the_desk(void **state)
{
	struct desk d;
	struct answer *a;
	char id[EVENT_ID_SIZE];

	(void)state;
	desk_open(&d, "2026-11-22T10:50:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	d.now_ms += 52 * MINUTE_MS;
	a = say(&d, "{'dog':'p-001','action':'exit'}");
	assert_outcome(a, OUTCOME_HELD);
	assert_int_equal(a->warning_count, 1);
	assert_int_equal(a->warnings[0].kind, WARNING_REACTIVE);
	assert_string_equal(a->warnings[0].with, "p-002");
	assert_int_equal(a->state, STATE_INSIDE);
	memcpy(id, a->id, sizeof(id));
	/* Other dogs go on. */
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	/* A scan never answers. */
	assert_outcome(say(&d, "{'action':'answer','of':'%s','go':true,'source':'nfc'}", id),
		       OUTCOME_REJECTED);
	d.now_ms += 3 * MINUTE_MS;
	a = say(&d, "{'accion':'RESPONDER','de':'%s','adelante':true,'motivo':'por detrás'}", id);
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->state, STATE_OUTSIDE);
	/* It goes out when it is answered. */
	d.now_ms += 10 * MINUTE_MS;
	a = say(&d, "{'dog':'p-001','action':'entry'}");
	assert_int_equal(a->walk_seconds_today, 600);
	desk_close(&d);
}

static void a_reactive_dog_that_came_in_a_moment_ago_still_counts(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:50:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	d.now_ms += 20 * MINUTE_MS;
	say(&d, "{'dog':'p-002','action':'entry'}");
	d.now_ms += 29 * SECOND_MS;
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit'}"), OUTCOME_HELD);
	say(&d, "{'action':'answer','of':'%s','go':false}", d.last.id);
	assert_int_equal(d.last.state, STATE_INSIDE);
	d.now_ms += SECOND_MS;
	assert_outcome(say(&d, "{'dog':'p-001','action':'exit'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

static void two_reactive_dogs_in_one_millisecond_are_still_two(void **state)
{
	static const char *const ids[][2] = { { "a", "b" }, { "b", "a" } };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct desk d;

		desk_open(&d, "2026-11-22T12:00:00+01:00");
		desk_dogs(&d);
		say(&d, "{'dog':'p-001','action':'exit','id':'%s'}", ids[i][0]);
		assert_outcome(say(&d, "{'dog':'p-002','action':'exit','id':'%s'}", ids[i][1]),
			       OUTCOME_HELD);
		desk_close(&d);
	}
}

static void a_senders_clock_that_is_behind_hides_no_dog(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-001','action':'exit'}");
	assert_outcome(
		say(&d, "{'dog':'p-002','action':'exit','time':'2026-11-22T11:59:55+01:00'}"),
		OUTCOME_HELD);
	desk_close(&d);
}

static void an_amendment_into_the_future_counts_from_now(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms += 10 * MINUTE_MS;
	say(&d, "{'dog':'p-003','action':'entry','id':'e1'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'action':'amend','of':'e1','time':'2026-11-22T12:15:00+01:00'}");
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	assert_int_equal(d.last.state, STATE_OUTSIDE);
	desk_close(&d);
}

static void a_retract_that_came_first_can_be_taken_back(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'action':'retract','of':'f1','id':'r1'}");
	say(&d, "{'dog':'p-003','action':'exit','id':'f1'}");
	assert_int_equal(d.last.state, STATE_INSIDE);
	assert_outcome(say(&d, "{'action':'retract','of':'r1'}"), OUTCOME_APPLIED);
	assert_int_equal(d.last.state, STATE_OUTSIDE);
	desk_close(&d);
}

static void retracts_that_speak_of_each_other_are_no_circle(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	assert_outcome(say(&d, "{'action':'retract','of':'B','id':'A'}"), OUTCOME_UNKNOWN);
	assert_outcome(say(&d, "{'action':'retract','of':'A','id':'B'}"), OUTCOME_APPLIED);
	assert_outcome(say(&d, "{'action':'retract','of':'B','id':'C'}"), OUTCOME_APPLIED);
	assert_outcome(say(&d, "{'action':'retract','of':'C','id':'C2'}"), OUTCOME_APPLIED);
	assert_outcome(say(&d, "{'action':'retract','of':'self','id':'self'}"), OUTCOME_UNKNOWN);
	assert_outcome(say(&d, "{'action':'retract','of':'self'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

static void undone_and_restored_a_thousand_times_is_followed(void **state)
{
	struct desk d;
	char id[EVENT_ID_SIZE];

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	for (int i = 1; i <= 1000; i++) {
		memcpy(id, d.last.id, sizeof(id));
		assert_outcome(say(&d, "{'action':'retract','of':'%s'}", id), OUTCOME_APPLIED);
		assert_int_equal(d.last.state, i % 2 ? STATE_INSIDE : STATE_OUTSIDE);
	}
	desk_close(&d);
}

static void the_dog_is_found_through_corrections_that_came_first(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'action':'retract','of':'x1','id':'r1'}");
	say(&d, "{'action':'retract','of':'r1','id':'r2'}");
	say(&d, "{'dog':'p-003','action':'exit','id':'x1'}");
	assert_int_equal(d.last.state, STATE_OUTSIDE);
	assert_outcome(say(&d, "{'action':'retract','of':'r2'}"), OUTCOME_APPLIED);
	assert_string_equal(d.last.dog, "p-003");
	assert_int_equal(d.last.state, STATE_INSIDE);
	desk_close(&d);
}

static void a_station_undoes_its_own_events_only(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit','id':'1','station':'patio'}");
	assert_outcome(say(&d, "{'action':'retract','of':'1','station':'calle'}"), OUTCOME_UNKNOWN);
	assert_outcome(say(&d, "{'action':'retract','of':'1'}"), OUTCOME_APPLIED);
	assert_int_equal(d.last.state, STATE_INSIDE);
	desk_close(&d);
}

static void reads_are_compared_by_their_own_times(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	/* A read that was refused is no read. */
	assert_outcome(say(&d, "{'tag':'0400112233','time':'2026-11-23T12:00:00+01:00'}"),
		       OUTCOME_REJECTED);
	assert_outcome(say(&d, "{'tag':'0400112233'}"), OUTCOME_APPLIED);
	d.now_ms += SECOND_MS;
	assert_outcome(say(&d, "{'tag':'0400112233'}"), OUTCOME_IGNORED);
	/* Late reads are one read too. */
	assert_outcome(say(&d, "{'tag':'0400112233','time':'2026-11-22T09:00:00+01:00'}"),
		       OUTCOME_APPLIED);
	assert_outcome(say(&d, "{'tag':'0400112233','time':'2026-11-22T09:00:01+01:00'}"),
		       OUTCOME_IGNORED);
	desk_close(&d);
}

static void a_question_about_what_is_undone_is_idle(void **state)
{
	struct desk d;
	struct answer *a;
	char held[EVENT_ID_SIZE];

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'tag':'0400112233','id':'out'}");
	d.now_ms += 30 * SECOND_MS;
	a = say(&d, "{'tag':'0400112233'}");
	assert_outcome(a, OUTCOME_HELD);
	memcpy(held, a->id, sizeof(held));
	say(&d, "{'action':'retract','of':'out'}");
	assert_outcome(say(&d, "{'action':'answer','of':'%s','go':true}", held), OUTCOME_ALREADY);
	assert_int_equal(d.last.state, STATE_INSIDE);
	desk_close(&d);
}

static void what_is_over_ten_minutes_old_is_never_held(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	d.now_ms += 30 * MINUTE_MS;
	a = say(&d, "{'dog':'p-001','action':'exit','time':'2026-11-22T12:15:00+01:00'}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->warning_count, 2);
	assert_int_equal(a->warnings[0].kind, WARNING_LATE);
	assert_int_equal(a->warnings[1].kind, WARNING_REACTIVE);
	assert_int_equal(a->state, STATE_OUTSIDE);
	desk_close(&d);
}

static void the_future_is_refused_after_five_minutes_and_flagged_before(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T12:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'dog':'p-003','action':'exit','time':'2026-11-22T12:05:00.001+01:00'}");
	assert_outcome(a, OUTCOME_REJECTED);
	assert_int_equal(a->seq, 2);
	a = say(&d, "{'dog':'p-003','action':'exit','time':'2026-11-22T12:05:00+01:00'}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->warnings[0].kind, WARNING_CLOCK);
	d.now_ms += MINUTE_MS;
	a = say(&d, "{'dog':'p-003','action':'entry'}");
	assert_int_equal(a->walk_seconds_today, 60);
	desk_close(&d);
}

static void an_undo_is_as_if_it_never_happened_and_can_be_undone(void **state)
{
	struct desk d;
	struct answer *a;
	char exit_id[EVENT_ID_SIZE];
	char undo_id[EVENT_ID_SIZE];

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'tag':'0400112233'}");
	memcpy(exit_id, a->id, sizeof(exit_id));
	d.now_ms += 1000;
	a = say(&d, "{'action':'retract','of':'%s'}", exit_id);
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->state, STATE_INSIDE);
	assert_int_equal(a->walks_today, 0);
	memcpy(undo_id, a->id, sizeof(undo_id));
	assert_outcome(say(&d, "{'action':'retract','of':'%s'}", exit_id), OUTCOME_ALREADY);
	/* The tag can be scanned again at once, and acts. */
	d.now_ms += 500;
	a = say(&d, "{'tag':'0400112233'}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->move, MOVE_EXIT);
	say(&d, "{'action':'retract','of':'%s'}", a->id);
	a = say(&d, "{'action':'retract','of':'%s'}", undo_id);
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->state, STATE_OUTSIDE);
	desk_close(&d);
}

static void a_refused_event_cannot_be_undone_and_an_unknown_one_waits(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'dog':'p-999','action':'exit'}");
	assert_outcome(say(&d, "{'action':'retract','of':'%s'}", a->id), OUTCOME_REJECTED);
	assert_outcome(say(&d, "{'action':'retract','of':'later'}"), OUTCOME_UNKNOWN);
	a = say(&d, "{'dog':'p-003','action':'exit','id':'later'}");
	assert_int_equal(a->state, STATE_INSIDE);
	assert_int_equal(a->walks_today, 0);
	desk_close(&d);
}

static void an_amended_end_is_typed_and_counts_by_its_new_time(void **state)
{
	struct desk d;
	struct answer *a;
	const struct walk *w = NULL;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms += 60 * MINUTE_MS;
	a = say(&d, "{'dog':'p-003','action':'entry'}");
	d.now_ms += MINUTE_MS;
	a = say(&d,
		"{'action':'amend','of':'%s','time':'2026-11-22T10:40:00+01:00','volunteer':'v-001'"
		"}",
		a->id);
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->walk_seconds_today, 2400);
	for (size_t i = 0; i < d.changes->count; i++) {
		if (d.changes->list[i].kind == CHANGE_WALK)
			w = &d.changes->list[i].as.walk;
	}
	assert_non_null(w);
	assert_int_equal(w->in_kind, END_TYPED);
	assert_string_equal(w->volunteer, "v-001");
	desk_close(&d);
}

static void an_answer_taken_back_waits_again(void **state)
{
	struct desk d;
	struct answer *a;
	char held[EVENT_ID_SIZE];

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-002','action':'exit'}");
	d.now_ms += MINUTE_MS;
	a = say(&d, "{'dog':'p-001','action':'exit'}");
	memcpy(held, a->id, sizeof(held));
	a = say(&d, "{'action':'answer','of':'%s','go':true,'reason':'x'}", held);
	assert_int_equal(a->state, STATE_OUTSIDE);
	a = say(&d, "{'action':'retract','of':'%s'}", a->id);
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->state, STATE_INSIDE);
	a = say(&d, "{'action':'answer','of':'%s','go':false}", held);
	assert_outcome(a, OUTCOME_APPLIED);
	desk_close(&d);
}

static void what_nfc_reads_has_no_case(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'action':'roster','tags':[{'code':'04a1b2','to':'p-003'},{'code':'Box-7','to':'p-"
		"004'}]}");
	assert_string_equal(say(&d, "{'tag':'04A1B2','source':'nfc'}")->dog, "p-003");
	assert_outcome(say(&d, "{'tag':'box-7','source':'qr'}"), OUTCOME_UNKNOWN);
	desk_close(&d);
}

static void a_badge_speaks_for_the_dogs_that_follow(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'tag':'B-ANA'}");
	assert_outcome(a, OUTCOME_APPLIED);
	d.now_ms += 29 * SECOND_MS;
	a = say(&d, "{'tag':'0400112233'}");
	assert_string_equal(a->volunteer, "v-001");
	d.now_ms += SECOND_MS;
	a = say(&d, "{'dog':'p-004','action':'exit'}");
	assert_string_equal(a->volunteer, "");
	desk_close(&d);
}

static void an_unsure_model_waits_for_the_desk(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'dog':'p-003','action':'exit','source':'ai','confidence':0.79}");
	assert_outcome(a, OUTCOME_HELD);
	assert_int_equal(a->ask, ASK_CONFIDENCE);
	a = say(&d, "{'dog':'p-004','action':'exit','source':'ai','confidence':0.8}");
	assert_outcome(a, OUTCOME_APPLIED);
	desk_close(&d);
}

static void a_roster_is_taken_whole_or_not_at_all(void **state)
{
	struct desk d;
	struct answer *a;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'action':'roster','dogs':[{'id':'p-010','name':'Uno'},"
		    "{'id':'p-011','name':'Dos','level':'blue'}]}");
	assert_outcome(a, OUTCOME_REJECTED);
	assert_non_null(strstr(a->error, "level"));
	assert_outcome(say(&d, "{'dog':'p-010','action':'exit'}"), OUTCOME_UNKNOWN);
	a = say(&d, "{'action':'roster','tags':[{'code':'0400112233','to':'p-004'}]}");
	assert_outcome(a, OUTCOME_REJECTED);
	assert_non_null(strstr(a->error, "Coco"));
	a = say(&d, "{'action':'roster','tags':[{'code':'0400112233','to':'p-004','move':true}]}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_string_equal(say(&d, "{'tag':'0400112233'}")->dog, "p-004");
	desk_close(&d);
}

/* Compare what two brains would show of everything. */
static void assert_same_state(struct brain *a, struct brain *b, int64_t now_ms)
{
	struct changes *x = changes_new();
	struct changes *y = changes_new();

	assert_int_equal(brain_snapshot(a, now_ms, 0, true, x), 0);
	assert_int_equal(brain_snapshot(b, now_ms, 0, true, y), 0);
	assert_int_equal(x->count, y->count);
	for (size_t i = 0; i < x->count; i++) {
		assert_int_equal(x->list[i].kind, y->list[i].kind);
		if (x->list[i].kind == CHANGE_WALK)
			assert_memory_equal(&x->list[i].as.walk, &y->list[i].as.walk,
					    sizeof(struct walk));
		if (x->list[i].kind == CHANGE_NOW)
			assert_memory_equal(&x->list[i].as.now, &y->list[i].as.now,
					    sizeof(struct dog_now));
	}
	changes_free(&x);
	changes_free(&y);
}

/* What stands in the log gives the same state without being judged again. */
static struct brain *restore(const struct desk *d)
{
	struct brain *b = brain_new();

	for (size_t i = 0; i < d->count; i++)
		assert_int_equal(brain_restore(b, d->log[i], &d->judged[i]), 0);
	assert_int_equal(brain_settle(b), 0);
	return b;
}

/* A small generator, the same numbers on every machine (Numerical Recipes' LCG). */
static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void random_line(struct desk *d, uint32_t *seed, char *line, size_t size)
{
	static const char *const actions[] = { "exit", "entry", "scan", "scan" };
	uint32_t kind = next_random(seed) % 10;
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(d->now_ms - (int64_t)(next_random(seed) % 3) * 17 * MINUTE_MS, stamp);
	if (kind < 7 || d->count < 5)
		snprintf(line, size, "{'dog':'p-00%u','action':'%s','time':'%s'}",
			 1 + next_random(seed) % 4, actions[next_random(seed) % 4], stamp);
	else if (kind == 7)
		snprintf(line, size, "{'action':'answer','of':'%s','go':%s}",
			 d->log[d->count - 1 - next_random(seed) % 4]->id,
			 next_random(seed) % 2 ? "true" : "false");
	else if (kind == 8)
		snprintf(line, size, "{'action':'amend','of':'%s','time':'%s'}",
			 d->log[d->count - 1 - next_random(seed) % 4]->id, stamp);
	else
		snprintf(line, size, "{'action':'retract','of':'%s'}",
			 d->log[d->count - 1 - next_random(seed) % 4]->id);
}

static void a_random_day_restored_and_replayed_gives_the_same_state(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 20; seed++) {
		uint32_t s = seed;
		struct desk d;
		struct desk again;
		struct brain *b;

		desk_open(&d, "2026-11-21T22:00:00+01:00");
		desk_dogs(&d);
		for (int i = 0; i < 200; i++) {
			char line[512];

			d.now_ms += (int64_t)(next_random(&s) % 150) * SECOND_MS;
			random_line(&d, &s, line, sizeof(line));
			say(&d, "%s", line);
		}
		b = restore(&d);
		assert_same_state(d.brain, b, d.now_ms);
		brain_free(&b);
		/* Decided again in the same order: the same answers, so the same state. */
		desk_open(&again, "2026-11-21T22:00:00+01:00");
		for (size_t i = 0; i < d.count; i++) {
			struct answer a;
			struct changes *c = changes_new();

			assert_int_equal(brain_decide(again.brain, d.log[i],
						      BRAIN_ROUTED | BRAIN_KEPT, &a, c),
					 0);
			assert_int_equal(a.seq, d.judged[i].seq);
			assert_outcome(&a, d.judged[i].outcome);
			changes_free(&c);
		}
		assert_same_state(d.brain, again.brain, d.now_ms);
		desk_close(&again);
		desk_close(&d);
	}
}

/* The projection that changes describe: walks by the event that began them. */
static void late_events_in_any_order_give_the_same_walks(void **state)
{
	static const char *const lines[] = {
		"{'dog':'p-003','action':'exit','time':'2026-11-22T10:00:00+01:00','id':'a'}",
		"{'dog':'p-003','action':'entry','time':'2026-11-22T10:30:00+01:00','id':'b'}",
		"{'dog':'p-003','action':'exit','time':'2026-11-22T11:00:00+01:00','id':'c'}",
		"{'dog':'p-003','action':'scan','time':'2026-11-22T11:20:00+01:00','id':'d'}",
		"{'dog':'p-003','action':'exit','time':'2026-11-22T11:40:00+01:00','id':'e'}",
		"{'action':'retract','of':'e','id':'f'}",
		"{'action':'amend','of':'b','time':'2026-11-22T10:25:00+01:00','id':'g'}",
	};
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 50; round++) {
		size_t order[] = { 0, 1, 2, 3, 4, 5, 6 };
		struct desk d;
		struct answer *a;

		for (size_t i = 6; i > 0; i--) {
			size_t k = next_random(&seed) % (i + 1);
			size_t t = order[i];

			order[i] = order[k];
			order[k] = t;
		}
		desk_open(&d, "2026-11-22T13:00:00+01:00");
		desk_dogs(&d);
		for (size_t i = 0; i < 7; i++) {
			d.now_ms += SECOND_MS;
			say(&d, "%s", lines[order[i]]);
		}
		a = say(&d, "{'dog':'p-003','action':'entry','id':'last'}");
		assert_outcome(a, OUTCOME_ALREADY);
		assert_int_equal(a->walks_today, 2);
		assert_int_equal(a->walk_seconds_today, 25 * 60 + 20 * 60);
		desk_close(&d);
	}
}

/* Apply changes as a subscriber does; what it then has must be what the brain has. */
static void changes_carry_the_whole_projection(void **state)
{
	(void)state;
	for (uint32_t seed = 100; seed < 110; seed++) {
		uint32_t s = seed;
		struct walk *walks = calloc(4096, sizeof(*walks));
		size_t count = 0;
		struct changes *all = changes_new();
		struct desk d;
		size_t found = 0;

		desk_open(&d, "2026-11-22T08:00:00+01:00");
		desk_dogs(&d);
		for (int i = 0; i < 150; i++) {
			char line[512];

			d.now_ms += (int64_t)(next_random(&s) % 200) * SECOND_MS;
			random_line(&d, &s, line, sizeof(line));
			say(&d, "%s", line);
			for (size_t c = 0; c < d.changes->count; c++) {
				const struct change *x = &d.changes->list[c];
				size_t k = 0;

				if (x->kind != CHANGE_WALK && x->kind != CHANGE_WALK_GONE)
					continue;
				while (k < count && (walks[k].out_seq != x->as.walk.out_seq ||
						     walks[k].out_ms != x->as.walk.out_ms))
					k++;
				if (x->kind == CHANGE_WALK) {
					walks[k] = x->as.walk;
					count += k == count;
				} else {
					assert_true(k < count);
					walks[k] = walks[--count];
				}
			}
		}
		assert_int_equal(brain_snapshot(d.brain, d.now_ms, 0, true, all), 0);
		for (size_t c = 0; c < all->count; c++) {
			if (all->list[c].kind != CHANGE_WALK)
				continue;
			found++;
			for (size_t k = 0; k < count; k++) {
				if (walks[k].out_seq == all->list[c].as.walk.out_seq)
					assert_memory_equal(&walks[k], &all->list[c].as.walk,
							    sizeof(walks[k]));
			}
		}
		assert_int_equal(found, count);
		changes_free(&all);
		free(walks);
		desk_close(&d);
	}
}

static void a_walk_across_the_change_of_the_clock_has_its_true_length(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-03-29T01:30:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms = at("2026-03-29T03:30:00+02:00");
	assert_int_equal(say(&d, "{'dog':'p-003','action':'entry'}")->walk_seconds_today, 3600);
	d.now_ms = at("2026-10-25T01:30:00+02:00");
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms = at("2026-10-25T03:30:00+01:00");
	assert_int_equal(say(&d, "{'dog':'p-003','action':'entry'}")->walk_seconds_today, 3 * 3600);
	desk_close(&d);
}

static void a_whole_afternoon(void **state)
{
	struct desk d;
	struct answer *a;
	struct changes *all = changes_new();
	int outside = 0;
	int walked = 0;

	(void)state;
	desk_open(&d, "2026-11-22T16:00:00+01:00");
	desk_dogs(&d);
	a = say(&d, "{'tag':'B-ANA'}");
	desk_clock(&d, 16, 0, 8);
	a = say(&d, "{'tag':'04A1B2C3D4E5F6','reader':'gate'}"); /* Luna, with Ana */
	assert_string_equal(a->volunteer, "v-001");
	desk_clock(&d, 16, 0, 10);
	assert_outcome(say(&d, "{'tag':'04A1B2C3D4E5F6'}"), OUTCOME_IGNORED);
	desk_clock(&d, 16, 5, 0);
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','source':'keyboard'}"),
		       OUTCOME_APPLIED);
	desk_clock(&d, 16, 10, 0);
	a = say(&d, "{'tag':'04A1B2C3D4E5F7'}"); /* Thor: Luna is outside */
	assert_outcome(a, OUTCOME_HELD);
	desk_clock(&d, 16, 11, 0);
	assert_outcome(
		say(&d, "{'action':'answer','of':'%s','go':false,'source':'keyboard'}", a->id),
		OUTCOME_APPLIED);
	desk_clock(&d, 16, 30, 8);
	a = say(&d, "{'tag':'04A1B2C3D4E5F6','reader':'gate'}");
	assert_int_equal(a->walk_seconds_today, 1800);
	desk_clock(&d, 16, 31, 0);
	a = say(&d, "{'tag':'04A1B2C3D4E5F7'}");
	assert_outcome(a, OUTCOME_APPLIED);
	desk_clock(&d, 16, 32, 0);
	assert_outcome(say(&d, "{'tag':'QUIEN-SABE'}"), OUTCOME_UNKNOWN);
	desk_clock(&d, 17, 0, 0);
	a = say(&d, "{'dog':'p-004','action':'exit'}"); /* a mistake */
	desk_clock(&d, 17, 0, 5);
	assert_outcome(say(&d, "{'action':'retract','of':'%s'}", a->id), OUTCOME_APPLIED);
	desk_clock(&d, 17, 15, 0);
	a = say(&d, "{'tag':'04A1B2C3D4E5F7'}");
	assert_int_equal(a->walk_seconds_today, 44 * 60);
	/* Coco is still out; a phone that was offline says he came back at 16:50. */
	desk_clock(&d, 17, 30, 0);
	a = say(&d, "{'dog':'p-003','action':'entry','time':'2026-11-22T16:50:00+01:00','estimated'"
		    ":true}");
	assert_outcome(a, OUTCOME_APPLIED);
	assert_int_equal(a->walk_seconds_today, 45 * 60);
	assert_int_equal(brain_snapshot(d.brain, d.now_ms, 64, false, all), 0);
	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].kind != CHANGE_NOW)
			continue;
		outside += all->list[i].as.now.state == STATE_OUTSIDE;
		walked += all->list[i].as.now.walks_today > 0;
	}
	assert_int_equal(outside, 0);
	assert_int_equal(walked, 3);
	/* At midnight nothing needs resetting. */
	changes_free(&all);
	all = changes_new();
	brain_snapshot(d.brain, at("2026-11-23T00:00:00+01:00"), 0, false, all);
	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].kind == CHANGE_NOW)
			assert_int_equal(all->list[i].as.now.walks_today, 0);
	}
	changes_free(&all);
	desk_close(&d);
}

static void an_answer_that_came_too_late_is_nothing_to_undo(void **state)
{
	char held[EVENT_ID_SIZE];
	struct answer *a;
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	say(&d, "{'dog':'p-001','action':'exit'}");
	desk_clock(&d, 10, 5, 0);
	a = say(&d, "{'dog':'p-002','action':'exit'}");
	assert_outcome(a, OUTCOME_HELD);
	memcpy(held, a->id, sizeof(held));
	say(&d, "{'action':'answer','of':'%s','go':true}", held);
	a = say(&d, "{'action':'answer','of':'%s','go':true}", held);
	assert_outcome(a, OUTCOME_ALREADY);
	a = say(&d, "{'action':'retract','of':'%s'}", d.judged[d.count - 1].id);
	assert_outcome(a, OUTCOME_REJECTED);
	assert_int_equal(a->state, STATE_OUTSIDE);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_explicit_exit_and_entry_make_a_walk),
		cmocka_unit_test(
			an_explicit_direction_that_is_so_already_is_answered_and_not_applied),
		cmocka_unit_test(a_scan_goes_by_the_state),
		cmocka_unit_test(unknown_ids_and_codes_are_stored_as_unknown),
		cmocka_unit_test(the_same_id_again_gives_the_first_outcome_and_changes_nothing),
		cmocka_unit_test(a_code_read_again_within_three_seconds_is_one_read),
		cmocka_unit_test(an_ignored_read_does_not_remember_its_id),
		cmocka_unit_test(a_reversal_within_two_minutes_asks),
		cmocka_unit_test(a_scan_at_exactly_two_minutes_acts),
		cmocka_unit_test(a_scan_that_would_end_yesterdays_walk_asks),
		cmocka_unit_test(a_second_reactive_dog_waits_for_the_desk),
		cmocka_unit_test(a_reactive_dog_that_came_in_a_moment_ago_still_counts),
		cmocka_unit_test(two_reactive_dogs_in_one_millisecond_are_still_two),
		cmocka_unit_test(a_senders_clock_that_is_behind_hides_no_dog),
		cmocka_unit_test(an_amendment_into_the_future_counts_from_now),
		cmocka_unit_test(a_retract_that_came_first_can_be_taken_back),
		cmocka_unit_test(retracts_that_speak_of_each_other_are_no_circle),
		cmocka_unit_test(undone_and_restored_a_thousand_times_is_followed),
		cmocka_unit_test(the_dog_is_found_through_corrections_that_came_first),
		cmocka_unit_test(a_station_undoes_its_own_events_only),
		cmocka_unit_test(reads_are_compared_by_their_own_times),
		cmocka_unit_test(a_question_about_what_is_undone_is_idle),
		cmocka_unit_test(what_is_over_ten_minutes_old_is_never_held),
		cmocka_unit_test(the_future_is_refused_after_five_minutes_and_flagged_before),
		cmocka_unit_test(an_undo_is_as_if_it_never_happened_and_can_be_undone),
		cmocka_unit_test(a_refused_event_cannot_be_undone_and_an_unknown_one_waits),
		cmocka_unit_test(an_amended_end_is_typed_and_counts_by_its_new_time),
		cmocka_unit_test(an_answer_that_came_too_late_is_nothing_to_undo),
		cmocka_unit_test(an_answer_taken_back_waits_again),
		cmocka_unit_test(what_nfc_reads_has_no_case),
		cmocka_unit_test(a_badge_speaks_for_the_dogs_that_follow),
		cmocka_unit_test(an_unsure_model_waits_for_the_desk),
		cmocka_unit_test(a_roster_is_taken_whole_or_not_at_all),
		cmocka_unit_test(a_random_day_restored_and_replayed_gives_the_same_state),
		cmocka_unit_test(late_events_in_any_order_give_the_same_walks),
		cmocka_unit_test(changes_carry_the_whole_projection),
		cmocka_unit_test(a_walk_across_the_change_of_the_clock_has_its_true_length),
		cmocka_unit_test(a_whole_afternoon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
