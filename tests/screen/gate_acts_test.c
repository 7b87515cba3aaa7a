/* Warnings and decisions at the desk: what is seen, heard and sent. */
#include <config.h>

#include "at_desk.h"

#define NOW (shelter_at(11, 42) + 5 * SECOND_MS)

static int open_sunday(void **state)
{
	(void)state;
	shelter_open(&s, 24, 80);
	shelter_sunday(&s, false);
	s.console.sound = RESULT_COUNT;
	return 0;
}

static int open_decision(void **state)
{
	(void)state;
	shelter_open(&s, 24, 80);
	shelter_sunday(&s, true);
	return 0;
}

static void come_in_early(const char *dog)
{
	struct answer *a;

	shelter_moved(&s, dog, MOVE_ENTRY, NOW + MINUTE_MS);
	a = &s.changes->list[0].as.event->answer;
	a->warning_count = 1;
	a->warnings[0].kind = WARNING_EARLY_RETURN;
	shelter_publish(&s);
}

/* ---- who decides ---- */

static void an_answer_says_who_decided_and_it_is_remembered(void **state)
{
	(void)state;
	press(KEYS_F(11));
	press(KEYS_TAB);
	type("mart");
	assert_true(shown("[Marta]"));
	press(KEYS_ENTER);
	has("\"go\":true");
	has("\"reason\":\"the other dog is far away\"");
	has("\"volunteer\":\"v-003\"");
	press(KEYS_F(11));
	assert_true(shown("[Marta]"));
	press(KEYS_ESCAPE);
	s.console.ui.decision_ms = 0;
	press(KEYS_F(12));
	has("\"go\":false");
	has("\"volunteer\":\"v-003\"");
}

static void nobody_has_to_be_named(void **state)
{
	(void)state;
	press(KEYS_F(11));
	press(KEYS_ENTER);
	has("\"go\":true");
	has_not("volunteer");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void a_name_that_is_nobodys_decides_nothing(void **state)
{
	(void)state;
	press(KEYS_F(11));
	press(KEYS_TAB);
	type("zzz");
	assert_true(shown("[no such volunteer]"));
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_int_equal(s.console.ui.panel, PANEL_REASON);
	assert_true(shown("WHO DECIDES?"));
}

static void own_words_and_a_name_go_together(void **state)
{
	(void)state;
	press(KEYS_F(11));
	type("Jorge waits");
	press(KEYS_TAB);
	type("ana");
	press(KEYS_ENTER);
	has("\"reason\":\"Jorge waits\"");
	has("\"volunteer\":\"v-001\"");
}

static void a_scan_never_names_who_decides(void **state)
{
	(void)state;
	press(KEYS_F(11));
	press(KEYS_TAB);
	acts_scan(&s.console, "v-003", 0, false);
	assert_string_equal(s.console.ui.field[1], "");
	has("\"action\":\"scan\"");
	assert_int_equal(s.console.ui.panel, PANEL_REASON);
}

static void the_list_of_decisions_says_all_of_the_one_chosen(void **state)
{
	(void)state;
	shelter_held(&s, "p-007", "", NOW);
	shelter_warn_only(&s, ASK_WARNING, WARNING_INCOMPATIBLE, "p-004");
	shelter_warn(&s, ASK_WARNING, WARNING_GATE_BUSY, "p-001");
	shelter_publish(&s);
	press(KEYS_F(6));
	assert_true(shown("REX is REACTIVE and THOR is OUT since 10:50 (with Jorge)"));
	assert_false(shown(" the gate is busy: LUNA was there a moment before"));
	press(KEYS_DOWN);
	assert_true(shown(" COCO must not meet KIRA and KIRA is OUT since 11:01 (with Marta)"));
	assert_true(shown(" the gate is busy: LUNA was there a moment before"));
	assert_true(shown("Coco has NOT gone out."));
}

/* ---- back early ---- */

static void a_dog_that_is_back_early_is_asked_about_with_a_list(void **state)
{
	(void)state;
	come_in_early("p-001");
	assert_true(shown("Luna IS BACK EARLY: why?"));
	press(KEYS_DOWN);
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	has("\"action\":\"amend\"");
	has("\"of\":\"id-6\"");
	has("\"reason\":\"the dog is tired\"");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void an_enter_alone_notes_nothing(void **state)
{
	(void)state;
	come_in_early("p-001");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void other_words_are_typed(void **state)
{
	(void)state;
	come_in_early("p-001");
	press(KEYS_END);
	press(KEYS_ENTER);
	type("a broken lead");
	press(KEYS_ENTER);
	has("\"reason\":\"a broken lead\"");
}

static void the_question_blocks_nothing(void **state)
{
	(void)state;
	come_in_early("p-001");
	type("coco");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	press(KEYS_ENTER);
	has("\"action\":\"exit\"");
	has("\"dog\":\"p-007\"");
	come_in_early("p-006");
	assert_int_equal(s.console.ui.panel, PANEL_EARLY);
	shelter_moved(&s, "p-007", MOVE_EXIT, NOW + 2 * MINUTE_MS);
	shelter_publish(&s);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

/* Enter was meant for the dog that was being typed. */
static void the_question_takes_no_enter_that_was_meant_for_a_dog(void **state)
{
	(void)state;
	type("coco");
	come_in_early("p-001");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	press(KEYS_ENTER);
	has("\"dog\":\"p-007\"");
	has("\"action\":\"exit\"");
}

static void a_scanners_enter_notes_nothing(void **state)
{
	(void)state;
	come_in_early("p-001");
	press(KEYS_DOWN);
	s.console.quick = true;
	press(KEYS_ENTER);
	s.console.quick = false;
	assert_int_equal(s.sent_count, 0);
	assert_int_equal(s.console.ui.panel, PANEL_EARLY);
}

static void a_decision_goes_before_the_question(void **state)
{
	(void)state;
	come_in_early("p-001");
	shelter_held(&s, "p-003", "p-002", NOW + 2 * MINUTE_MS);
	shelter_publish(&s);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	assert_true(shown("Rex has NOT gone out"));
}

/* ---- alarms ---- */

static void settle(int64_t now_ms)
{
	s.console.sound = RESULT_COUNT;
	console_settle(&s.console, now_ms);
}

static void an_overdue_dog_is_heard_when_it_becomes_so_and_every_five_minutes(void **state)
{
	(void)state;
	settle(NOW + MINUTE_MS);
	assert_int_equal(s.console.sound, RESULT_COUNT);
	/* Kira is out since 11:01, for 45 minutes at the most. */
	settle(shelter_at(11, 46));
	assert_int_equal(s.console.sound, RESULT_WARNING);
	settle(shelter_at(11, 50));
	assert_int_equal(s.console.sound, RESULT_COUNT);
	settle(shelter_at(11, 51));
	assert_int_equal(s.console.sound, RESULT_WARNING);
	s.console.sound = RESULT_COUNT;
	shelter_moved(&s, "p-002", MOVE_ENTRY, shelter_at(11, 52));
	shelter_moved(&s, "p-004", MOVE_ENTRY, shelter_at(11, 52));
	shelter_publish(&s);
	assert_int_equal(s.console.sound, RESULT_IN);
	settle(shelter_at(12, 0));
	assert_int_equal(s.console.sound, RESULT_COUNT);
	assert_false(shown("LATE"));
}

static void dogs_that_are_out_since_yesterday_are_an_alarm(void **state)
{
	(void)state;
	settle(days_at_ms(days_add(SHELTER_DAY, 1), 8, 0));
	assert_int_equal(s.console.sound, RESULT_WARNING);
	s.console.cols = 160;
	assert_true(shown("!! OUT SINCE YESTERDAY: Thor 10:50, Jorge"));
	assert_true(shown("YEST."));
}

static void closing_with_dogs_out_is_an_alarm(void **state)
{
	(void)state;
	shelter_close_day(&s, SHELTER_DAY, NOW);
	shelter_publish(&s);
	assert_int_equal(s.console.sound, RESULT_WARNING);
	assert_true(shown("!! DAY CLOSED, STILL OUT: Thor, Kira, Bimba, Toby, Luna"));
	assert_true(shown("!! DAY CLOSED   Sunday 22 Nov  !! 5 dogs are still OUT"));
}

/* ---- what the lines say ---- */

static void a_recall_says_how_many_must_come_back(void **state)
{
	(void)state;
	shelter_recall(&s, true, "storm", NOW);
	shelter_publish(&s);
	assert_true(shown("!! RECALL since 11:42: 5 dogs must come back. F9 says which  storm"));
	assert_true(shown("NO: recall"));
	shelter_recall(&s, false, "", NOW);
	shelter_publish(&s);
	assert_true(shown("RECALL OVER"));
	assert_false(shown("must come back"));
}

static void a_badge_says_whose_the_next_dogs_are_and_for_how_long(void **state)
{
	(void)state;
	shelter_badge(&s, "v-003", NOW);
	shelter_publish(&s);
	assert_true(shown(">> MARTA (yellow): the next dogs go out with them, 30 s"));
	settle(NOW + 6 * SECOND_MS);
	assert_true(shown("with them, 25 s"));
	assert_int_equal(s.console.view.again_ms, NOW + 10 * SECOND_MS);
	settle(NOW + 30 * SECOND_MS);
	assert_false(shown(">> MARTA"));
}

static void a_badge_after_its_dog_says_the_dog(void **state)
{
	struct change *c;

	(void)state;
	shelter_badge(&s, "v-001", NOW + 4 * SECOND_MS);
	c = shelter_add(&s, CHANGE_NOW);
	c->as.now = model_dog(&s.console.model, "p-001")->now;
	shelter_publish(&s);
	assert_true(shown("BADGE   ANA   with LUNA"));
}

static void a_noted_warning_stays_in_the_banner_until_the_next_result(void **state)
{
	struct answer *a;

	(void)state;
	shelter_moved(&s, "p-007", MOVE_EXIT, NOW);
	a = &s.changes->list[0].as.event->answer;
	a->warning_count = 1;
	a->warnings[0].kind = WARNING_GATE_BUSY;
	shelter_copy(a->warnings[0].with, sizeof(a->warnings[0].with), "p-001");
	shelter_publish(&s);
	assert_int_equal(s.console.sound, RESULT_OUT);
	press(KEYS_DOWN);
	press(KEYS_ESCAPE);
	assert_true(shown(">> OUT (SALIDA)   COCO   !! warning: gate busy (Luna)"));
	shelter_moved(&s, "p-008", MOVE_EXIT, NOW);
	shelter_publish(&s);
	assert_false(shown("gate busy"));
}

/* Where the shelter only notes that two reactive dogs meet, it is still heard as a warning. */
static void a_grave_note_is_heard_as_a_warning(void **state)
{
	struct answer *a;

	(void)state;
	shelter_moved(&s, "p-003", MOVE_EXIT, NOW);
	a = &s.changes->list[0].as.event->answer;
	a->warning_count = 1;
	a->warnings[0].kind = WARNING_REACTIVE;
	shelter_copy(a->warnings[0].with, sizeof(a->warnings[0].with), "p-002");
	shelter_publish(&s);
	assert_int_equal(s.console.sound, RESULT_WARNING);
	assert_true(shown("!! warning: reactive, and so is Thor"));
}

static void a_refused_salida_says_why(void **state)
{
	struct answer *a =
		shelter_event(&s, ACTION_EXIT, MOVE_EXIT, OUTCOME_REJECTED, "p-010", NOW);

	(void)state;
	a->warning_count = 1;
	a->warnings[0].kind = WARNING_HOLD;
	shelter_publish(&s);
	assert_true(shown("!! REFUSED   FRIDA   !! warning: on hold"));
}

static void a_partner_that_follows_takes_the_other_along(void **state)
{
	struct decision *d;

	(void)state;
	shelter_moved(&s, "p-022", MOVE_EXIT, NOW);
	d = shelter_add(&s, CHANGE_DECISION)->as.decision;
	*d = (struct decision){
		.seq = s.seq - 1, .status = DECISION_GO, .ask = ASK_BONDED, .answer_seq = s.seq
	};
	shelter_copy(d->dog, sizeof(d->dog), "p-021");
	shelter_publish(&s);
	assert_true(shown("GRETA   and FOSCA with it"));
}

static void a_remark_is_noted_and_a_walker_corrected(void **state)
{
	struct answer *a =
		shelter_event(&s, ACTION_AMEND, MOVE_NONE, OUTCOME_APPLIED, "p-007", NOW);

	(void)state;
	shelter_copy(a->reason, sizeof(a->reason), "tired");
	shelter_publish(&s);
	assert_true(shown("NOTED   COCO   tired"));
	a = shelter_event(&s, ACTION_AMEND, MOVE_NONE, OUTCOME_APPLIED, "p-007", NOW);
	shelter_copy(a->volunteer, sizeof(a->volunteer), "v-003");
	shelter_publish(&s);
	assert_true(shown("CORRECTED   COCO   with Marta"));
}

static void what_was_decided_stands_on_a_large_screen(void **state)
{
	struct decision *d;

	(void)state;
	d = shelter_add(&s, CHANGE_DECISION)->as.decision;
	*d = s.console.model.waiting[0];
	d->status = DECISION_GO;
	d->answer_seq = ++s.seq;
	d->answered_ms = NOW;
	shelter_copy(d->by, sizeof(d->by), "v-003");
	shelter_copy(d->reason, sizeof(d->reason), "they know each other");
	shelter_publish(&s);
	s.console.rows = 60;
	s.console.cols = 200;
	assert_true(shown("11:42 LET GO Rex, Marta: they know each other"));
}

static void a_dog_just_brought_back_is_said_before_and_after_it_goes(void **state)
{
	(void)state;
	shelter_moved(&s, "p-006", MOVE_ENTRY, shelter_at(11, 35));
	shelter_publish(&s);
	type("toby");
	assert_true(shown("Enter: OUT Toby   last walk: 7 min ago"));
	shelter_moved(&s, "p-006", MOVE_EXIT, NOW);
	shelter_publish(&s);
	assert_true(shown("TOBY   with Lucía  back only 7 min ago"));
}

/* clang-format off */
#define SUNDAY(test) cmocka_unit_test_setup_teardown(test, open_sunday, close_it)
#define DECISION(test) cmocka_unit_test_setup_teardown(test, open_decision, close_it)
/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		DECISION(an_answer_says_who_decided_and_it_is_remembered),
		DECISION(nobody_has_to_be_named),
		DECISION(a_name_that_is_nobodys_decides_nothing),
		DECISION(own_words_and_a_name_go_together),
		DECISION(a_scan_never_names_who_decides),
		DECISION(the_list_of_decisions_says_all_of_the_one_chosen),
		SUNDAY(a_dog_that_is_back_early_is_asked_about_with_a_list),
		SUNDAY(an_enter_alone_notes_nothing),
		SUNDAY(other_words_are_typed),
		SUNDAY(the_question_blocks_nothing),
		SUNDAY(the_question_takes_no_enter_that_was_meant_for_a_dog),
		SUNDAY(a_scanners_enter_notes_nothing),
		SUNDAY(a_decision_goes_before_the_question),
		SUNDAY(an_overdue_dog_is_heard_when_it_becomes_so_and_every_five_minutes),
		SUNDAY(dogs_that_are_out_since_yesterday_are_an_alarm),
		SUNDAY(closing_with_dogs_out_is_an_alarm),
		SUNDAY(a_recall_says_how_many_must_come_back),
		SUNDAY(a_badge_says_whose_the_next_dogs_are_and_for_how_long),
		SUNDAY(a_badge_after_its_dog_says_the_dog),
		SUNDAY(a_noted_warning_stays_in_the_banner_until_the_next_result),
		SUNDAY(a_grave_note_is_heard_as_a_warning),
		SUNDAY(a_refused_salida_says_why),
		SUNDAY(a_partner_that_follows_takes_the_other_along),
		SUNDAY(a_remark_is_noted_and_a_walker_corrected),
		DECISION(what_was_decided_stands_on_a_large_screen),
		SUNDAY(a_dog_just_brought_back_is_said_before_and_after_it_goes),
	};

	days_set_zone("Europe/Madrid");
	language_start();
	language_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
