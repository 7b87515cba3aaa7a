/* What can be done in the panels of F3, F4, F5, F8 and F9, and what goes out for it. */
#include <config.h>

#include "at_desk.h"

static int open_sunday(void **state)
{
	(void)state;
	shelter_open(&s, 24, 80);
	shelter_sunday(&s, false);
	shelter_cards(&s);
	return 0;
}

static void badge(const char *volunteer, int64_t time_ms)
{
	shelter_badge(&s, volunteer, time_ms);
	shelter_publish(&s);
}

/* Choose a line of the panel by a part of it. */
static void choose(const char *part)
{
	char chosen[200];

	snprintf(chosen, sizeof(chosen), "> %s", part);
	for (int i = 0; i < 30 && !shown(chosen); i++)
		press(KEYS_DOWN);
	if (!shown(chosen))
		fail_msg("there is no '%s' to choose", part);
}

/* Open the card of a dog and an act of it. */
static void act_of(const char *dog, const char *act)
{
	type(dog);
	press(KEYS_F(4));
	assert_int_equal(s.console.ui.panel, PANEL_CARD);
	choose(act);
	press(KEYS_ENTER);
}

/* ---- F3 ---- */

static void f3_sends_the_best_dog_with_whom_the_badge_named(void **state)
{
	(void)state;
	badge("v-003", s.console.now_ms);
	press(KEYS_F(3));
	assert_true(shown("NEXT for Marta, yellow"));
	assert_true(shown("> Princesa"));
	press(KEYS_ENTER);
	has("\"action\":\"exit\"");
	has("\"dog\":\"p-012\"");
	has("\"volunteer\":\"v-003\"");
	has("\"source\":\"keyboard\"");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void f3_without_a_badge_names_nobody(void **state)
{
	(void)state;
	badge("v-003", s.console.now_ms - 5 * MINUTE_MS);
	press(KEYS_F(3));
	assert_true(shown("NEXT: they can go now"));
	press(KEYS_ENTER);
	has("\"action\":\"exit\"");
	has_not("volunteer");
}

static void f3_goes_on_for_whoever_stands_in_its_title(void **state)
{
	(void)state;
	badge("v-003", s.console.now_ms);
	press(KEYS_F(3));
	console_settle(&s.console, s.console.now_ms + 5 * MINUTE_MS);
	assert_true(shown("NEXT for Marta, yellow"));
	press(KEYS_ENTER);
	has("\"volunteer\":\"v-003\"");
}

static void f3_leaves_out_dogs_above_the_level_on_hold_and_in_conflict(void **state)
{
	(void)state;
	s.console.rows = 60;
	badge("v-004", s.console.now_ms);
	press(KEYS_F(3));
	assert_true(shown("NEXT for Lucía, green"));
	assert_false(shown("Núria          Y"));
	assert_true(shown("Coco           G"));
	assert_false(shown("Frida          G"));
	assert_false(shown("Rex            R"));
	press(KEYS_ESCAPE);
	badge("v-003", s.console.now_ms);
	press(KEYS_F(3));
	assert_true(shown("Núria          Y"));
}

static void f3_takes_the_partner_with_the_next_enter(void **state)
{
	(void)state;
	shelter_put_pair(&s, "p-007", "p-018", PAIR_BONDED);
	shelter_publish(&s);
	press(KEYS_F(3));
	choose("Coco");
	assert_true(shown("=Canela"));
	press(KEYS_ENTER);
	has("\"dog\":\"p-007\"");
	assert_true(shown("> Canela"));
	press(KEYS_ENTER);
	has("\"dog\":\"p-018\"");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	assert_int_equal(s.sent_count, 2);
}

static void f3_says_why_no_dog_can_go(void **state)
{
	(void)state;
	shelter_recall(&s, true, "", s.console.now_ms);
	shelter_publish(&s);
	press(KEYS_F(3));
	assert_true(shown("No dog can go out now:"));
	assert_true(shown("NO: recall"));
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
}

/* ---- F4 ---- */

static void f4_shows_what_there_is_to_know_of_a_dog(void **state)
{
	(void)state;
	type("max");
	press(KEYS_F(4));
	assert_true(shown("MAX  p-009  C1"));
	assert_true(shown("IN since 08:30  yellow"));
	assert_true(shown("today 25 min of 30, walks: 1  longest walk 45 min"));
	assert_true(shown("x Thor: must not meet"));
	assert_true(shown("Note: two leads; pulls at first"));
	assert_true(shown("08:05 (typed) - 08:30 (estimated)  25 min  Jorge"));
	press(KEYS_ESCAPE);
	assert_string_equal(s.console.ui.find, "");
	type("frida");
	press(KEYS_F(4));
	assert_true(shown("x HOLD (medical): stitches  until Monday 30 Nov"));
}

static void f4_without_a_choice_is_of_the_dog_that_moved_last(void **state)
{
	(void)state;
	press(KEYS_F(4));
	assert_true(shown("LUNA  p-001"));
	press(KEYS_ENTER);
	assert_true(shown("Choose with the arrows what to do."));
	assert_int_equal(s.sent_count, 0);
}

static void f4_with_several_found_asks_which(void **state)
{
	(void)state;
	type("lu");
	press(KEYS_F(4));
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	assert_true(shown("WHICH DOG?"));
}

static void a_dog_outside_came_back_at_a_typed_time(void **state)
{
	(void)state;
	act_of("thor", "it came back at");
	type("1115");
	press(KEYS_ENTER);
	has("\"action\":\"entry\"");
	has("\"dog\":\"p-002\"");
	has("\"time\":\"2026-11-22T11:15:00.000+01:00\"");
	has("\"source\":\"keyboard\"");
	has_not("estimated");
	assert_int_equal(s.console.ui.panel, PANEL_CARD);
}

static void a_question_mark_makes_a_time_an_estimate(void **state)
{
	(void)state;
	act_of("thor", "it came back at");
	type("11:15?");
	assert_true(shown("from 10:51 to 11:42   estimated"));
	press(KEYS_ENTER);
	has("\"estimated\":true");
}

static void nothing_typed_is_now(void **state)
{
	(void)state;
	act_of("thor", "it came back at");
	press(KEYS_ENTER);
	has("\"action\":\"entry\"");
	has_not("\"time\"");
}

static void a_time_that_cannot_be_is_refused_and_the_possible_ones_are_said(void **state)
{
	static const char *const times[] = { "10:50", "10:00", "11:43", "23:59" };

	(void)state;
	act_of("thor", "it came back at");
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		char words[100];

		s.console.ui.field[0][0] = '\0';
		type(times[i]);
		press(KEYS_ENTER);
		snprintf(words, sizeof(words), "%s: it can only be from 10:51 to 11:42", times[i]);
		assert_true(shown(words));
		assert_int_equal(s.console.ui.panel, PANEL_FORM);
	}
	s.console.ui.field[0][0] = '\0';
	type("soon");
	press(KEYS_ENTER);
	assert_true(shown("soon: hours and minutes, such as 11:05"));
	assert_int_equal(s.sent_count, 0);
}

static void after_midnight_a_late_time_is_yesterdays(void **state)
{
	(void)state;
	console_settle(&s.console, days_at_ms(days_add(SHELTER_DAY, 1), 0, 20));
	act_of("thor", "it came back at");
	type("23:50");
	press(KEYS_ENTER);
	has("\"time\":\"2026-11-22T23:50:00.000+01:00\"");
}

static void a_dog_inside_went_out_at_a_time_with_somebody(void **state)
{
	(void)state;
	act_of("coco", "it went out at");
	type("11:05");
	press(KEYS_TAB);
	type("mar");
	assert_true(shown("Marta"));
	press(KEYS_ENTER);
	has("\"action\":\"exit\"");
	has("\"dog\":\"p-007\"");
	has("\"time\":\"2026-11-22T11:05:00.000+01:00\"");
	has("\"volunteer\":\"v-003\"");
}

static void somebody_that_nobody_is_called_stays_in_the_form(void **state)
{
	(void)state;
	act_of("coco", "it went out at");
	press(KEYS_TAB);
	type("xavi");
	assert_true(shown("nobody is called that"));
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_int_equal(s.console.ui.panel, PANEL_FORM);
	assert_string_equal(s.console.ui.field[1], "xavi");
}

static void when_a_dog_outside_went_out_is_corrected_by_its_event(void **state)
{
	(void)state;
	act_of("thor", "correct when it went out");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	type("10:40");
	press(KEYS_ENTER);
	has("\"action\":\"amend\"");
	has("\"of\":\"id-1\"");
	has("\"time\":\"2026-11-22T10:40:00.000+01:00\"");
}

static void the_last_walk_is_corrected_at_either_end(void **state)
{
	(void)state;
	/* The board still has its events; the walk that it shows is theirs. */
	shelter_moved(&s, "p-007", MOVE_EXIT, shelter_at(10, 5));
	shelter_moved(&s, "p-007", MOVE_ENTRY, shelter_at(10, 43));
	shelter_walk(&s, "p-007", s.seq - 1, shelter_at(10, 5), shelter_at(10, 43), "");
	shelter_publish(&s);
	act_of("coco", "correct its last walk");
	press(KEYS_TAB);
	type("10:50");
	press(KEYS_ENTER);
	has("\"action\":\"amend\"");
	has("\"of\":\"id-7\"");
	has("\"time\":\"2026-11-22T10:50:00.000+01:00\"");
	assert_int_equal(s.sent_count, 1);
	choose("correct its last walk");
	press(KEYS_ENTER);
	type("10:44");
	press(KEYS_ENTER);
	assert_true(shown("10:44: it can only be up to 10:42"));
	press(KEYS_TAB);
	type("11:00");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 3);
	sent_before(1, "\"of\":\"id-6\"");
	sent_before(1, "T10:44:00");
	has("\"of\":\"id-7\"");
	has("T11:00:00");
}

static void a_whole_walk_is_typed_in_later(void **state)
{
	(void)state;
	act_of("coco", "add a whole walk");
	press(KEYS_ENTER);
	assert_true(shown("BOTH TIMES"));
	type("9:00");
	press(KEYS_DOWN);
	type("8:59");
	press(KEYS_ENTER);
	assert_true(shown("8:59: it can only be from 09:01 to 11:42"));
	s.console.ui.field[1][0] = '\0';
	type("9:30?");
	press(KEYS_DOWN);
	type("jor");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 2);
	sent_before(1, "\"action\":\"exit\"");
	sent_before(1, "T09:00:00");
	sent_before(1, "\"volunteer\":\"v-002\"");
	has("\"action\":\"entry\"");
	has("T09:30:00");
	has("\"estimated\":true");
}

static void a_walk_over_another_one_of_the_dog_is_refused(void **state)
{
	(void)state;
	act_of("luna", "add a whole walk");
	type("9:30");
	press(KEYS_TAB);
	type("10:00");
	press(KEYS_ENTER);
	assert_true(shown("from 09:02 to 09:40 it was on another walk"));
	assert_int_equal(s.sent_count, 0);
}

static void a_hold_has_kind_reason_and_end(void **state)
{
	(void)state;
	act_of("coco", "hold: it must not go out");
	press(KEYS_ENTER);
	assert_true(shown("Type the reason of the hold."));
	type("bit somebody");
	press(KEYS_UP);
	press(KEYS_RIGHT);
	assert_true(shown("< behaviour >"));
	type("x");
	press(KEYS_END);
	type("3/12");
	assert_true(shown("until Thursday 3 Dec, that day too"));
	press(KEYS_ENTER);
	has("\"action\":\"roster\"");
	has("\"holds\":[{\"dog\":\"p-007\",\"kind\":\"behaviour\",\"reason\":\"bit somebody\","
	    "\"until\":\"2026-12-03\"}]");
}

static void a_hold_ends_on_a_day_that_there_is(void **state)
{
	(void)state;
	act_of("coco", "hold: it must not go out");
	type("stitches");
	press(KEYS_TAB);
	type("31/11");
	press(KEYS_ENTER);
	assert_true(shown("31/11: such as 30/11, or nothing"));
	assert_int_equal(s.sent_count, 0);
}

static void a_hold_is_lifted_by_two_enters(void **state)
{
	(void)state;
	act_of("frida", "lift the hold");
	assert_int_equal(s.sent_count, 0);
	press(KEYS_ENTER);
	has("\"lift\":[\"p-010\"]");
}

static void a_note_is_changed_from_what_it_was(void **state)
{
	(void)state;
	act_of("max", "note ...");
	type("!");
	press(KEYS_ENTER);
	has("\"dogs\":[{\"id\":\"p-009\",\"note\":\"two leads; pulls at first!\",\"edit\":true}]");
}

static void pairs_are_made_and_parted(void **state)
{
	(void)state;
	act_of("coco", "it must not meet");
	type("lu");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	type("na gris");
	press(KEYS_ENTER);
	has("\"pairs\":[{\"dogs\":[\"p-007\",\"p-013\"],\"kind\":\"incompatible\"}]");
	press(KEYS_ESCAPE);
	act_of("coco", "it goes together with");
	type("eros");
	press(KEYS_ENTER);
	has("\"kind\":\"bonded\"");
	press(KEYS_ESCAPE);
	act_of("max", "it may meet Thor");
	press(KEYS_ENTER);
	has("\"unpair\":[[\"p-009\",\"p-002\"]]");
	press(KEYS_ESCAPE);
	act_of("toby", "it need not go with Bimba");
	press(KEYS_ENTER);
	has("\"unpair\":[[\"p-006\",\"p-005\"]]");
}

static void esc_goes_from_the_form_to_the_card_to_the_board(void **state)
{
	(void)state;
	act_of("coco", "note ...");
	type("half a word");
	press(KEYS_ESCAPE);
	assert_int_equal(s.console.ui.panel, PANEL_CARD);
	press(KEYS_ESCAPE);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	assert_int_equal(s.sent_count, 0);
}

/* ---- F5 ---- */

static void f5_for_a_dog_outside_amends_its_salida(void **state)
{
	(void)state;
	type("thor");
	press(KEYS_F(5));
	assert_true(shown("WITH WHOM is THOR out?"));
	assert_true(shown("!Lucía"));
	assert_true(shown("level too low"));
	assert_true(shown("has Bimba, Toby"));
	type("ANA");
	press(KEYS_ENTER);
	has("\"action\":\"amend\"");
	has("\"of\":\"id-1\"");
	has("\"volunteer\":\"v-001\"");
	has_not("\"time\"");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void f5_else_is_a_badge_read_by_hand(void **state)
{
	(void)state;
	press(KEYS_F(5));
	assert_true(shown("WITH WHOM do the next dogs go?"));
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	type("lucia");
	press(KEYS_ENTER);
	has("\"action\":\"scan\"");
	has("\"volunteer\":\"v-004\"");
	has("\"source\":\"keyboard\"");
	has_not("\"dog\"");
}

static void f5_means_the_dog_that_has_just_gone_out_with_nobody(void **state)
{
	struct dog_now now;

	(void)state;
	shelter_moved(&s, "p-007", MOVE_EXIT, s.console.now_ms);
	shelter_walk(&s, "p-007", s.seq, s.console.now_ms, 0, "");
	shelter_publish(&s);
	press(KEYS_F(5));
	assert_true(shown("WITH WHOM is COCO out?"));
	press(KEYS_TAB);
	assert_true(shown("WITH WHOM do the next dogs go?"));
	press(KEYS_TAB);
	type("ana");
	press(KEYS_ENTER);
	has("\"of\":\"id-6\"");
	/* With somebody named, or a while later, it is not meant any more. */
	now = model_dog(&s.console.model, "p-007")->now;
	console_settle(&s.console, s.console.now_ms + 3 * MINUTE_MS);
	press(KEYS_F(5));
	assert_true(shown("do the next dogs go?"));
	press(KEYS_ESCAPE);
	console_settle(&s.console, s.console.now_ms - 3 * MINUTE_MS);
	shelter_copy(now.volunteer, sizeof(now.volunteer), "v-001");
	shelter_add(&s, CHANGE_NOW)->as.now = now;
	shelter_publish(&s);
	press(KEYS_F(5));
	assert_true(shown("do the next dogs go?"));
}

static void f5_from_the_card_names_who_walked_last(void **state)
{
	(void)state;
	act_of("max", "with whom");
	assert_true(shown("WITH WHOM was MAX out?"));
	type("v-001");
	s.console.model.recents[0].seq = 92; /* its SALIDA, among the last events */
	press(KEYS_ENTER);
	has("\"action\":\"amend\"");
	has("\"volunteer\":\"v-001\"");
}

static void somebody_new_is_put_into_the_roster_and_named(void **state)
{
	(void)state;
	press(KEYS_F(5));
	type("Pep");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	choose("new volunteer: Pep, yellow");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 2);
	sent_before(1, "\"volunteers\":[{\"id\":\"v-005\",\"name\":\"Pep\",\"level\":\"yellow\","
		       "\"new\":true}]");
	has("\"action\":\"scan\"");
	has("\"volunteer\":\"v-005\"");
}

static void an_event_that_is_not_to_be_had_is_said(void **state)
{
	(void)state;
	act_of("max", "with whom");
	type("ana");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_true(shown("That movement cannot be read from the database now"));
}

/* ---- F8 ---- */

static void a_dog_seen_in_its_kennel_comes_in_now_or_at_a_time(void **state)
{
	(void)state;
	press(KEYS_F(8));
	assert_true(shown("CLOSING Sunday 22 Nov"));
	assert_true(shown("Jorge"));
	assert_true(shown("600 000 002"));
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_true(shown("THOR was seen in its kennel at:"));
	press(KEYS_ENTER);
	has("\"action\":\"entry\"");
	has("\"dog\":\"p-002\"");
	has_not("\"time\"");
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	type("11:20?");
	press(KEYS_ENTER);
	has("\"dog\":\"p-004\"");
	has("\"time\":\"2026-11-22T11:20:00.000+01:00\"");
	has("\"estimated\":true");
	press(KEYS_ENTER);
	type("9:00");
	press(KEYS_ENTER);
	assert_true(shown("9:00: it can only be from 11:02 to 11:42"));
	assert_int_equal(s.sent_count, 2);
	press(KEYS_ESCAPE);
	assert_int_equal(s.console.ui.panel, PANEL_CLOSING);
}

static void a_dog_still_out_is_marked_and_the_mark_can_be_taken_back(void **state)
{
	(void)state;
	press(KEYS_F(8));
	press(' ');
	assert_true(shown("[x] Thor"));
	press(KEYS_ESCAPE);
	press(KEYS_F(8));
	assert_true(shown("[x] Thor"));
	press(KEYS_TAB);
	assert_true(shown("[ ] Thor"));
	assert_int_equal(s.sent_count, 0);
}

static void closing_asks_once_more_while_dogs_are_out(void **state)
{
	(void)state;
	press(KEYS_F(8));
	press(' ');
	press(KEYS_END);
	assert_true(shown("> close the day: 5 dogs stay OUT"));
	type("jor");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_true(shown("Enter again closes: 5 stay OUT, nothing was said of 4"));
	press(KEYS_ENTER);
	has("\"action\":\"close\"");
	has("\"day\":\"2026-11-22\"");
	has("\"volunteer\":\"v-002\"");
	has("\"source\":\"keyboard\"");
}

static void what_is_done_in_between_takes_the_asking_back(void **state)
{
	(void)state;
	press(KEYS_F(8));
	press(KEYS_END);
	press(KEYS_ENTER);
	press(KEYS_UP);
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	press(KEYS_ESCAPE);
	assert_int_equal(s.console.ui.panel, PANEL_CLOSING);
	press(KEYS_ESCAPE);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void everybody_in(void)
{
	static const char *const out[] = { "p-001", "p-002", "p-004", "p-005", "p-006" };

	for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++)
		shelter_moved(&s, out[i], MOVE_ENTRY, s.console.now_ms);
	shelter_publish(&s);
}

static void with_nobody_out_one_enter_closes_and_the_report_comes(void **state)
{
	(void)state;
	everybody_in();
	press(KEYS_F(8));
	assert_true(shown("EVERY DOG IS IN."));
	press(KEYS_ENTER);
	has("\"action\":\"close\"");
	has_not("volunteer");
	assert_int_equal(s.console.ui.report_by_ms, 0);
	shelter_close_day(&s, SHELTER_DAY, s.console.now_ms);
	shelter_publish(&s);
	/* There is no database here, which is what its opening says. */
	assert_true(shown("NO REPORT"));
	assert_int_equal(s.console.ui.report_day, SHELTER_DAY);
}

static void a_closed_day_says_so_until_a_movement_opens_it(void **state)
{
	struct closing c = { .seq = 90, .day = SHELTER_DAY, .closed_ms = shelter_at(11, 30) };

	(void)state;
	shelter_copy(c.by, sizeof(c.by), "v-001");
	shelter_add(&s, CHANGE_CLOSING)->as.closing = c;
	shelter_publish(&s);
	press(KEYS_F(8));
	assert_true(shown("The day is closed since 11:30, by Ana."));
	assert_false(shown("close the day"));
	press(KEYS_ESCAPE);
	c.reopened_seq = 91;
	shelter_add(&s, CHANGE_CLOSING)->as.closing = c;
	shelter_publish(&s);
	press(KEYS_F(8));
	assert_true(shown("The day was closed at 11:30; a movement has opened it again."));
	assert_true(shown("close the day: 5 dogs stay OUT"));
}

static void after_midnight_the_day_before_is_closed(void **state)
{
	(void)state;
	console_settle(&s.console, days_at_ms(days_add(SHELTER_DAY, 1), 0, 40));
	press(KEYS_F(8));
	press(KEYS_END);
	press(KEYS_ENTER);
	press(KEYS_ENTER);
	has("\"day\":\"2026-11-22\"");
}

static void a_dog_that_comes_in_while_its_time_is_asked_is_asked_no_more(void **state)
{
	(void)state;
	press(KEYS_F(8));
	press(KEYS_ENTER);
	shelter_moved(&s, "p-002", MOVE_ENTRY, s.console.now_ms);
	shelter_publish(&s);
	assert_false(shown("was seen in its kennel"));
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_true(shown("KIRA was seen in its kennel at:"));
}

/* ---- F9 ---- */

static void f9_begins_the_recall_and_lifts_it(void **state)
{
	(void)state;
	press(KEYS_F(9));
	has("\"action\":\"recall\"");
	has("\"go\":true");
	has("\"source\":\"keyboard\"");
	assert_true(shown("RECALL: 5 out"));
	assert_true(shown("Thor         R REACTIVE  52 min LATE"));
	assert_true(shown("600 000 002"));
	press(KEYS_ESCAPE);
	assert_int_equal(s.sent_count, 1);
	shelter_recall(&s, true, "", s.console.now_ms);
	shelter_publish(&s);
	press(KEYS_F(9));
	assert_int_equal(s.sent_count, 1);
	assert_int_equal(s.console.ui.panel, PANEL_RECALL);
	press(KEYS_F(9));
	has("\"go\":false");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void f9_twice_before_the_answer_lifts_what_was_asked(void **state)
{
	(void)state;
	press(KEYS_F(9));
	press(KEYS_F(9));
	assert_int_equal(s.sent_count, 2);
	has("\"go\":false");
}

static void the_heat_of_the_day_is_said_with_left_and_right(void **state)
{
	(void)state;
	press(KEYS_F(9));
	press(KEYS_LEFT);
	assert_int_equal(s.sent_count, 1);
	press(KEYS_RIGHT);
	has("\"action\":\"roster\"");
	has("\"settings\":{\"heat\":\"warm\"}");
	press(KEYS_RIGHT);
	has("\"settings\":{\"heat\":\"hot\"}");
	assert_true(shown("<hot>"));
}

static void enter_on_a_dog_that_is_called_back_moves_nothing(void **state)
{
	(void)state;
	press(KEYS_F(9));
	press(KEYS_ENTER);
	assert_int_equal(s.console.ui.panel, PANEL_RECALL);
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	assert_int_equal(s.console.ui.panel, PANEL_CARD);
	assert_true(shown("THOR  p-002"));
	assert_int_equal(s.sent_count, 1);
}

/* ---- scans ---- */

static void open_form(void)
{
	act_of("coco", "note ...");
	type("ab");
}

static void open_hold(void)
{
	act_of("coco", "hold: it must not go out");
	press(KEYS_UP);
}

static void open_time(void)
{
	press(KEYS_F(8));
	press(KEYS_ENTER);
	type("11");
}

static void open_who(void)
{
	press(KEYS_F(8));
	press(KEYS_END);
	type("a");
}

static void open_whom(void)
{
	press(KEYS_F(5));
	type("mar");
}

static void open_next(void)
{
	press(KEYS_F(3));
	press(KEYS_DOWN);
}

static void open_card(void)
{
	type("max");
	press(KEYS_F(4));
	press(KEYS_DOWN);
}

static void open_closing(void)
{
	press(KEYS_F(8));
}

static void open_recall(void)
{
	press(KEYS_F(9));
}

/* clang-format off */
static void (*const opened[])(void) = {
	open_next, open_card, open_form, open_hold, open_whom, open_closing, open_time, open_who,
	open_recall,
};
/* clang-format on */

/* A scan goes out, whatever is open, and leaves it as it was: those that were given out early too. */
static void a_scan_lands_in_no_panel_and_dismisses_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(opened) / sizeof(opened[0]); i++) {
		struct ui before;

		opened[i]();
		before = s.console.ui;
		acts_scan(&s.console, "LABEL7", 0, false);
		has("\"tag\":\"LABEL7\"");
		assert_int_equal(s.console.ui.panel, before.panel);
		assert_memory_equal(s.console.ui.field, before.field, sizeof(before.field));
		type("9");
		acts_scan(&s.console, "9LABEL7", 1, false);
		has("\"tag\":\"9LABEL7\"");
		assert_int_equal(s.console.ui.panel, before.panel);
		assert_int_equal(s.console.ui.choice, before.choice);
		assert_string_equal(s.console.ui.field[0], before.field[0]);
		assert_string_equal(s.console.ui.field[1], before.field[1]);
		assert_string_equal(s.console.ui.find, "");
		for (int n = 0; n < 4; n++)
			press(KEYS_ESCAPE);
		assert_int_equal(s.console.ui.panel, PANEL_NONE);
	}
}

static void an_enter_as_fast_as_a_scanners_does_nothing_in_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(opened) / sizeof(opened[0]); i++) {
		size_t sent;
		enum panel panel;

		opened[i]();
		sent = s.sent_count;
		panel = s.console.ui.panel;
		s.console.quick = true;
		press(KEYS_ENTER);
		s.console.quick = false;
		assert_int_equal(s.sent_count, sent);
		assert_int_equal(s.console.ui.panel, panel);
		assert_true(shown("ENTER AGAIN"));
		for (int n = 0; n < 4; n++)
			press(KEYS_ESCAPE);
	}
}

/* A letter closes a list; what comes after it is a search, and a scan does not bring the list back. */
static void a_letter_of_a_person_closes_a_list_for_good(void **state)
{
	(void)state;
	press(KEYS_F(3));
	type("co");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	acts_scan(&s.console, "LABEL7", 0, false);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	assert_string_equal(s.console.ui.find, "co");
}

/* clang-format off */
#define SUNDAY(test) cmocka_unit_test_setup_teardown(test, open_sunday, close_it)
/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		SUNDAY(f3_sends_the_best_dog_with_whom_the_badge_named),
		SUNDAY(f3_without_a_badge_names_nobody),
		SUNDAY(f3_goes_on_for_whoever_stands_in_its_title),
		SUNDAY(f3_leaves_out_dogs_above_the_level_on_hold_and_in_conflict),
		SUNDAY(f3_takes_the_partner_with_the_next_enter),
		SUNDAY(f3_says_why_no_dog_can_go),
		SUNDAY(f4_shows_what_there_is_to_know_of_a_dog),
		SUNDAY(f4_without_a_choice_is_of_the_dog_that_moved_last),
		SUNDAY(f4_with_several_found_asks_which),
		SUNDAY(a_dog_outside_came_back_at_a_typed_time),
		SUNDAY(a_question_mark_makes_a_time_an_estimate),
		SUNDAY(nothing_typed_is_now),
		SUNDAY(a_time_that_cannot_be_is_refused_and_the_possible_ones_are_said),
		SUNDAY(after_midnight_a_late_time_is_yesterdays),
		SUNDAY(a_dog_inside_went_out_at_a_time_with_somebody),
		SUNDAY(somebody_that_nobody_is_called_stays_in_the_form),
		SUNDAY(when_a_dog_outside_went_out_is_corrected_by_its_event),
		SUNDAY(the_last_walk_is_corrected_at_either_end),
		SUNDAY(a_whole_walk_is_typed_in_later),
		SUNDAY(a_walk_over_another_one_of_the_dog_is_refused),
		SUNDAY(a_hold_has_kind_reason_and_end),
		SUNDAY(a_hold_ends_on_a_day_that_there_is),
		SUNDAY(a_hold_is_lifted_by_two_enters),
		SUNDAY(a_note_is_changed_from_what_it_was),
		SUNDAY(pairs_are_made_and_parted),
		SUNDAY(esc_goes_from_the_form_to_the_card_to_the_board),
		SUNDAY(f5_for_a_dog_outside_amends_its_salida),
		SUNDAY(f5_else_is_a_badge_read_by_hand),
		SUNDAY(f5_means_the_dog_that_has_just_gone_out_with_nobody),
		SUNDAY(f5_from_the_card_names_who_walked_last),
		SUNDAY(somebody_new_is_put_into_the_roster_and_named),
		SUNDAY(an_event_that_is_not_to_be_had_is_said),
		SUNDAY(a_dog_seen_in_its_kennel_comes_in_now_or_at_a_time),
		SUNDAY(a_dog_still_out_is_marked_and_the_mark_can_be_taken_back),
		SUNDAY(closing_asks_once_more_while_dogs_are_out),
		SUNDAY(what_is_done_in_between_takes_the_asking_back),
		SUNDAY(with_nobody_out_one_enter_closes_and_the_report_comes),
		SUNDAY(a_closed_day_says_so_until_a_movement_opens_it),
		SUNDAY(after_midnight_the_day_before_is_closed),
		SUNDAY(a_dog_that_comes_in_while_its_time_is_asked_is_asked_no_more),
		SUNDAY(f9_begins_the_recall_and_lifts_it),
		SUNDAY(f9_twice_before_the_answer_lifts_what_was_asked),
		SUNDAY(the_heat_of_the_day_is_said_with_left_and_right),
		SUNDAY(enter_on_a_dog_that_is_called_back_moves_nothing),
		SUNDAY(a_scan_lands_in_no_panel_and_dismisses_none),
		SUNDAY(an_enter_as_fast_as_a_scanners_does_nothing_in_them),
		SUNDAY(a_letter_of_a_person_closes_a_list_for_good),
	};

	days_set_zone("Europe/Madrid");
	language_start();
	language_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
