/* What keys, scans and pastes do, with a port that only keeps what is sent. */
#include <config.h>

#include "paseo/board/paint.h"
#include "at_desk.h"

static int open_sunday(void **state)
{
	(void)state;
	shelter_open(&s, 24, 80);
	shelter_sunday(&s, false);
	return 0;
}

static int open_decision(void **state)
{
	(void)state;
	shelter_open(&s, 24, 80);
	shelter_sunday(&s, true);
	return 0;
}

static int open_empty(void **state)
{
	(void)state;
	shelter_open(&s, 24, 80);
	shelter_load(&s, false);
	return 0;
}

static void typing_a_name_and_enter_takes_the_dog_out(void **state)
{
	(void)state;
	type("nuria");
	assert_true(shown("Enter: OUT Núria"));
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 1);
	has("\"action\":\"exit\"");
	has("\"dog\":\"p-008\"");
	has("\"source\":\"keyboard\"");
	assert_string_equal(s.console.ui.find, "");
}

static void enter_on_a_dog_outside_brings_it_in(void **state)
{
	(void)state;
	type("thor");
	press(KEYS_ENTER);
	has("\"action\":\"entry\"");
	has("\"dog\":\"p-002\"");
}

static void nothing_counts_as_out_before_it_comes_back(void **state)
{
	size_t out = s.console.view.count[SIDE_OUTSIDE];

	(void)state;
	type("coco");
	press(KEYS_ENTER);
	assert_int_equal(s.console.view.count[SIDE_OUTSIDE], out);
	shelter_moved(&s, "p-007", MOVE_EXIT, shelter_at(11, 43));
	shelter_publish(&s);
	assert_int_equal(s.console.view.count[SIDE_OUTSIDE], out + 1);
}

static void an_exact_name_goes_before_longer_ones(void **state)
{
	(void)state;
	type("luna");
	press(KEYS_ENTER);
	has("\"dog\":\"p-001\"");
}

static void several_that_match_need_a_choice(void **state)
{
	(void)state;
	type("lu");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	press(KEYS_DOWN);
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 1);
	has("\"dog\":\"p-013\"");
}

static void enter_with_nothing_chosen_moves_no_dog(void **state)
{
	(void)state;
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 1);
	has("\"dog\":\"p-012\"");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 1);
}

static void a_scan_goes_out_at_once(void **state)
{
	(void)state;
	acts_scan(&s.console, "04A1B2C3D4E5F6", 0, false);
	has("\"tag\":\"04A1B2C3D4E5F6\"");
	has("\"action\":\"scan\"");
	has("\"source\":\"barcode\"");
	has("\"reader\":\"wedge\"");
}

static void a_scan_takes_its_early_letters_back(void **state)
{
	(void)state;
	type("0");
	acts_scan(&s.console, "04FF00FF", 1, false);
	assert_string_equal(s.console.ui.find, "");
	has("\"tag\":\"04FF00FF\"");
}

/* It was sent as typed, so that neither debounce nor reversal applied. */
static void a_burst_that_is_a_dogs_name_or_id_is_a_scan_of_that_dog(void **state)
{
	static const char *const bursts[][2] = {
		{ "coco", "p-007" }, { "P-010", "p-010" }, { "nuria", "p-008" }, { "luna", "p-001" }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bursts) / sizeof(bursts[0]); i++) {
		acts_scan(&s.console, bursts[i][0], 0, false);
		has("\"action\":\"scan\"");
		has(bursts[i][1]);
		has("\"dog\":");
		has("\"source\":\"barcode\"");
		has("\"reader\":\"wedge\"");
	}
}

static void a_scan_of_a_dog_leaves_what_is_typed(void **state)
{
	(void)state;
	type("ma");
	acts_scan(&s.console, "p-007", 0, false);
	has("\"dog\":\"p-007\"");
	assert_string_equal(s.console.ui.find, "ma");
}

static void the_beginning_of_a_name_at_once_is_typed(void **state)
{
	(void)state;
	acts_scan(&s.console, "frid", 0, false);
	has("\"action\":\"exit\"");
	has("\"dog\":\"p-010\"");
	has("\"source\":\"keyboard\"");
}

static void a_burst_that_is_a_known_code_is_the_code(void **state)
{
	(void)state;
	acts_scan(&s.console, "THOR", 0, false);
	has("\"tag\":\"THOR\"");
}

static void a_burst_that_names_several_dogs_is_a_scan(void **state)
{
	(void)state;
	acts_scan(&s.console, "lun", 0, false);
	has("\"tag\":\"lun\"");
	assert_string_equal(s.console.ui.find, "");
}

static void a_code_typed_by_hand_is_read(void **state)
{
	(void)state;
	type("label7");
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	press(KEYS_ESCAPE);
	type("LABEL7");
	press(KEYS_ENTER);
	has("\"tag\":\"LABEL7\"");
	has("\"source\":\"keyboard\"");
}

/* The desk's card was printed and its codes were unknown to the desk. */
static void a_code_of_the_desks_card_is_its_key(void **state)
{
	(void)state;
	acts_scan(&s.console, "HELP", 0, false);
	assert_int_equal(s.console.ui.panel, PANEL_HELP);
	acts_scan(&s.console, "CANCEL", 0, false);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	assert_int_equal(s.sent_count, 0);
	acts_scan(&s.console, "UNDO", 0, false);
	has("\"action\":\"retract\"");
	for (size_t i = 0; i < desk_codes_count(); i++) {
		bool found = false;
		for (size_t k = 0; k < keys_count(); k++)
			found |= strcmp(keys_row(k)->name, desk_codes_row(i)->key) == 0;
		assert_true(found);
	}
}

static void the_card_read_twice_undoes_one_movement(void **state)
{
	(void)state;
	acts_scan(&s.console, "UNDO", 0, false);
	assert_int_equal(s.sent_count, 1);
	acts_scan(&s.console, "UNDO", 0, false);
	assert_int_equal(s.sent_count, 1);
	assert_true(shown("read twice"));
	console_settle(&s.console, s.console.now_ms + 3000);
	acts_scan(&s.console, "UNDO", 0, false);
	assert_int_equal(s.sent_count, 2);
}

static void the_card_never_answers_a_decision(void **state)
{
	(void)state;
	for (size_t i = 0; i < desk_codes_count(); i++) {
		acts_scan(&s.console, desk_codes_row(i)->code, 0, false);
		assert_false(s.sent_count > 0 && strstr(shelter_last_sent(&s), "answer"));
		assert_string_not_equal(desk_codes_row(i)->key, "F11");
		assert_string_not_equal(desk_codes_row(i)->key, "F12");
	}
}

static void a_scan_never_lands_in_the_reason_or_answers(void **state)
{
	(void)state;
	press(KEYS_F(11));
	assert_int_equal(s.console.ui.panel, PANEL_REASON);
	acts_scan(&s.console, "frid", 0, false);
	has("\"tag\":\"frid\"");
	acts_scan(&s.console, "coco", 0, false);
	has("\"action\":\"scan\"");
	has("\"dog\":\"p-007\"");
	assert_int_equal(s.sent_count, 2);
	assert_int_equal(s.console.ui.panel, PANEL_REASON);
	assert_string_equal(s.console.ui.field[0], "");
}

static void a_scan_leaves_every_panel_open(void **state)
{
	static const int32_t keys[] = { KEYS_F(1), KEYS_F(2), KEYS_F(6), KEYS_F(10) };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		enum panel open;

		press(keys[i]);
		open = s.console.ui.panel;
		assert_int_not_equal(open, PANEL_NONE);
		acts_scan(&s.console, "LABEL7", 0, false);
		assert_int_equal(s.console.ui.panel, open);
		has("\"tag\":\"LABEL7\"");
		press(KEYS_ESCAPE);
	}
}

static void a_paste_is_text_and_never_acts(void **state)
{
	(void)state;
	acts_paste(&s.console, "coco ");
	assert_string_equal(s.console.ui.find, "coco ");
	assert_int_equal(s.sent_count, 0);
}

static void an_enter_as_fast_as_a_scanners_lets_no_dog_out(void **state)
{
	(void)state;
	press(KEYS_F(11));
	type("aT3");
	s.console.quick = true;
	press(KEYS_ENTER);
	s.console.quick = false;
	assert_int_equal(s.console.ui.panel, PANEL_REASON);
	assert_int_equal(s.sent_count, 0);
	press(KEYS_ENTER);
	has("\"reason\":\"aT3\"");
}

static void a_decision_names_dog_reason_other_and_since_when(void **state)
{
	(void)state;
	assert_true(shown("REX is REACTIVE and THOR is OUT since 10:50 (with Jorge)"));
	assert_true(shown("Rex has NOT gone out."));
	assert_true(shown("1 WAITS FOR AN ANSWER"));
}

static void f11_and_enter_answer_with_the_reason_chosen(void **state)
{
	(void)state;
	press(KEYS_F(11));
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	has("\"action\":\"answer\"");
	has("\"go\":true");
	has("\"reason\":\"they leave by different ways\"");
}

static void at_ten_lines_the_reason_chosen_is_in_view(void **state)
{
	(void)state;
	s.console.rows = 10;
	s.console.cols = 40;
	press(KEYS_F(11));
	press(KEYS_DOWN);
	assert_true(shown("> they leave by different ways"));
	type("own");
	assert_true(shown("or in other words: own"));
}

static void a_reason_in_own_words_goes_before_the_list(void **state)
{
	(void)state;
	press(KEYS_F(11));
	type("Jorge waits");
	press(KEYS_ENTER);
	has("\"reason\":\"Jorge waits\"");
}

static void f12_says_no(void **state)
{
	(void)state;
	press(KEYS_F(12));
	has("\"go\":false");
}

static void esc_leaves_a_decision_for_later_and_it_stays_counted(void **state)
{
	(void)state;
	press(KEYS_ESCAPE);
	assert_false(shown("Rex has NOT gone out"));
	assert_true(shown("1 WAITS FOR AN ANSWER"));
	press(KEYS_F(6));
	press(KEYS_F(12));
	has("\"go\":false");
}

static void letters_and_scans_go_on_while_a_decision_is_shown(void **state)
{
	(void)state;
	type("coco");
	press(KEYS_ENTER);
	has("\"dog\":\"p-007\"");
	assert_true(shown("Rex has NOT gone out"));
}

static void an_answered_decision_leaves_the_screen(void **state)
{
	struct decision *d;

	(void)state;
	press(KEYS_F(11));
	d = shelter_add(&s, CHANGE_DECISION)->as.decision;
	*d = s.console.model.waiting[0];
	d->status = DECISION_NO;
	shelter_publish(&s);
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
	assert_false(shown("WAITS FOR"));
}

static void f2_undoes_the_last_movement_at_once(void **state)
{
	struct answer *a;
	char id[64];

	(void)state;
	snprintf(id, sizeof(id), "\"of\":\"id-%u\"", (unsigned)s.seq);
	press(KEYS_F(2));
	has("\"action\":\"retract\"");
	has(id);
	assert_int_equal(s.console.ui.panel, PANEL_UNDO);
	a = shelter_event(&s, ACTION_RETRACT, MOVE_NONE, OUTCOME_APPLIED, "p-001",
			  shelter_at(11, 43));
	a->of_seq = s.seq - 1;
	a->has_state = true;
	shelter_publish(&s);
	assert_true(shown("UNDONE   LUNA"));
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	has("\"of\":\"id-4\"");
}

static void f2_leaves_yesterdays_movements(void **state)
{
	(void)state;
	console_settle(&s.console, days_at_ms(days_add(SHELTER_DAY, 1), 9, 0));
	assert_false(shown("F2 undo"));
	press(KEYS_F(2));
	assert_int_equal(s.sent_count, 0);
	assert_true(shown("NOTHING TO UNDO"));
	assert_true(shown("No movement today."));
}

/* The scope of what it speaks of was written as the desk's own station. */
static void an_undo_or_answer_is_of_this_desk_whoever_sent_the_event(void **state)
{
	struct answer *a = shelter_event(&s, ACTION_EXIT, MOVE_EXIT, OUTCOME_APPLIED, "p-007",
					 shelter_at(11, 42));

	(void)state;
	shelter_copy(a->scope, sizeof(a->scope), "phone");
	shelter_publish(&s);
	press(KEYS_F(2));
	has("\"action\":\"retract\"");
	assert_null(strstr(shelter_last_sent(&s), "station"));
	press(KEYS_ESCAPE);
	press(KEYS_F(12));
	has("\"action\":\"answer\"");
	assert_null(strstr(shelter_last_sent(&s), "station"));
}

/* It was announced as an ENTRADA, after the dog's state. */
static void a_late_salida_of_a_dog_that_is_back_is_a_salida(void **state)
{
	struct answer *a = shelter_event(&s, ACTION_EXIT, MOVE_EXIT, OUTCOME_APPLIED, "p-009",
					 shelter_at(8, 5));

	(void)state;
	a->received_ms = shelter_at(11, 42);
	a->has_state = true;
	a->state = STATE_INSIDE;
	a->warning_count = 1;
	a->warnings[0].kind = WARNING_LATE;
	s.console.sound = RESULT_COUNT;
	shelter_publish(&s);
	assert_true(shown(">> OUT (SALIDA)   MAX   late: 08:05  is IN now"));
	assert_int_equal(s.console.sound, RESULT_OUT);
}

static void a_late_movement_of_another_day_names_the_day(void **state)
{
	struct answer *a = shelter_event(&s, ACTION_ENTRY, MOVE_ENTRY, OUTCOME_APPLIED, "p-009",
					 shelter_at(8, 5) - 24 * HOUR_MS);

	(void)state;
	a->received_ms = shelter_at(11, 42);
	a->has_state = true;
	a->state = STATE_INSIDE;
	a->warning_count = 1;
	a->warnings[0].kind = WARNING_LATE;
	shelter_publish(&s);
	assert_true(shown("<< IN (ENTRADA)   MAX   late: Saturday 21 Nov 08:05"));
	assert_true(shown("Saturday 21 Nov 08:05 IN Max"));
}

static void walkers_have_the_room_that_the_list_has(void **state)
{
	static const char *const names[] = { "Ana Pérez", "Jorge Sanchis", "Marta López" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct volunteer *v = shelter_add(&s, CHANGE_VOLUNTEER)->as.volunteer;

		snprintf(v->id, sizeof(v->id), "v-00%zu", i + 1);
		shelter_copy(v->name, sizeof(v->name), names[i]);
	}
	shelter_publish(&s);
	assert_true(shown("Marta   "));
	assert_false(shown("Marta…"));
	s.console.cols = 100;
	assert_true(shown("Marta López"));
	assert_true(shown("Jorge Sanchis"));
}

static void a_first_name_is_whole_at_80_columns(void **state)
{
	struct volunteer *v = shelter_add(&s, CHANGE_VOLUNTEER)->as.volunteer;

	(void)state;
	shelter_copy(v->id, sizeof(v->id), "v-002");
	shelter_copy(v->name, sizeof(v->name), "Francisco Javier Martínez");
	shelter_publish(&s);
	assert_true(shown(" Francisco "));
}

static void f2_with_nothing_to_undo_says_so(void **state)
{
	(void)state;
	press(KEYS_F(2));
	assert_int_equal(s.sent_count, 0);
	assert_true(shown("NOTHING TO UNDO"));
}

static void a_full_queue_keeps_the_act_and_says_so(void **state)
{
	(void)state;
	s.send_code = ERR_FULL;
	acts_scan(&s.console, "LABEL7", 0, false);
	type("coco");
	press(KEYS_ENTER);
	assert_true(shown("2 acts wait here"));
	s.send_code = 0;
	console_send_unsent(&s.console);
	assert_int_equal(s.sent_count, 2);
	assert_non_null(strstr(s.sent[0], "LABEL7"));
	assert_non_null(strstr(s.sent[1], "p-007"));
}

static void quitting_asks_while_dogs_are_out(void **state)
{
	(void)state;
	press(KEYS_F(10));
	assert_int_equal(s.console.end, CONSOLE_GOES_ON);
	press(KEYS_ESCAPE);
	press(KEYS_F(10));
	press(KEYS_F(10));
	assert_int_equal(s.console.end, CONSOLE_QUIT);
}

static void quitting_with_nobody_out_is_at_once(void **state)
{
	(void)state;
	press(KEYS_F(10));
	assert_int_equal(s.console.end, CONSOLE_QUIT);
}

static void every_key_of_the_table_does_something(void **state)
{
	(void)state;
	for (size_t i = 0; i < keys_count(); i++) {
		s.console.end = CONSOLE_GOES_ON;
		press(keys_row(i)->key);
		assert_false(shown("does nothing here"));
		press(KEYS_ESCAPE);
		if (keys_row(i)->twin_key)
			press(keys_row(i)->twin_key);
		assert_false(shown("does nothing here"));
		press(KEYS_ESCAPE);
	}
	language_set("en");
	press(KEYS_OTHER);
	assert_true(shown("does nothing here"));
}

static void the_empty_board_offers_three_ways(void **state)
{
	(void)state;
	assert_true(shown("Import a CSV file"));
	assert_true(shown("Add a dog"));
	assert_true(shown("Look at the demo"));
	press(KEYS_DOWN);
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	assert_int_equal(s.console.end, CONSOLE_DEMO);
}

static void a_dog_is_added_by_its_name(void **state)
{
	(void)state;
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	type("Nala");
	press(KEYS_ENTER);
	has("\"action\":\"roster\"");
	has("\"id\":\"p-001\"");
	has("\"name\":\"Nala\"");
	has("\"new\":true");
	type("Rex");
	press(KEYS_ENTER);
	has("\"id\":\"p-002\"");
}

static void a_csv_file_is_imported_whole(void **state)
{
	char path[] = "/tmp/paseo-acts-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	fputs("id;name;level\np-001;Núria;green\np-002;Thor;red\n", f);
	fclose(f);
	press(KEYS_ENTER);
	acts_paste(&s.console, path);
	press(KEYS_ENTER);
	remove(path);
	has("\"action\":\"roster\"");
	has("Núria");
	assert_int_equal(s.console.ui.panel, PANEL_NONE);
}

static void a_bad_csv_file_is_named_by_its_line_and_not_taken(void **state)
{
	char path[] = "/tmp/paseo-acts-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	fputs("id,name,level\np-001,Luna,blue\n", f);
	fclose(f);
	press(KEYS_ENTER);
	type(path);
	press(KEYS_ENTER);
	remove(path);
	assert_int_equal(s.sent_count, 0);
	assert_true(shown("line 2"));
	assert_true(shown("NOTHING TAKEN   1 line cannot be read"));
	assert_int_equal(s.console.ui.panel, PANEL_IMPORT);
	assert_string_equal(s.console.ui.field[0], path);
}

static void what_the_import_read_stays_in_view(void **state)
{
	char path[] = "/tmp/paseo-acts-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	fputs("id,name\np-001,Luna\np-002,Thor\n", f);
	fclose(f);
	press(KEYS_ENTER);
	acts_paste(&s.console, path);
	press(KEYS_ENTER);
	remove(path);
	shelter_event(&s, ACTION_ROSTER, MOVE_NONE, OUTCOME_APPLIED, "", shelter_at(11, 42));
	shelter_publish(&s);
	assert_true(shown("2 dogs read"));
}

static void at_ten_lines_the_bad_line_of_a_file_is_in_view(void **state)
{
	char path[] = "/tmp/paseo-acts-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	fputs("id,name,level\np-001,Luna,blue\n", f);
	fclose(f);
	s.console.rows = 10;
	s.console.cols = 40;
	press(KEYS_ENTER);
	acts_paste(&s.console, path);
	press(KEYS_ENTER);
	remove(path);
	assert_true(shown("line 2, level"));
	assert_true(shown(path));
}

/* "find" asked for a name below the form that asked for a path. */
static void a_form_is_the_only_line_that_asks(void **state)
{
	(void)state;
	assert_false(shown("find:"));
	press(KEYS_ENTER);
	assert_true(shown("file:"));
	assert_false(shown("find:"));
	press(KEYS_ESCAPE);
	type("x");
	assert_true(shown("find: x"));
}

static void import(const char *path)
{
	s.console.ui.field[0][0] = '\0';
	acts_paste(&s.console, path);
	press(KEYS_ENTER);
	assert_int_equal(s.sent_count, 0);
	assert_int_equal(s.console.ui.panel, PANEL_IMPORT);
	assert_string_equal(s.console.ui.field[0], path);
}

static void a_path_that_is_no_roster_is_named_and_stays_in_the_form(void **state)
{
	char path[] = "/tmp/paseo-acts-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	fputs("id,name\n", f);
	fclose(f);
	press(KEYS_ENTER);
	import("/nowhere/dogs.csv");
	assert_true(shown("/nowhere/dogs.csv: there is no such file"));
	import("/tmp");
	assert_true(shown("/tmp: this is a folder"));
	assert_false(shown("no such file"));
	import("/dev/null");
	assert_true(shown("/dev/null: this is not a file"));
	import(path);
	assert_true(shown("There is no dog in this file"));
	remove(path);
}

static void sounds_follow_results_not_loads(void **state)
{
	(void)state;
	s.console.sound = RESULT_COUNT; /* Thor is late: that was heard */
	shelter_moved(&s, "p-007", MOVE_EXIT, shelter_at(11, 50));
	shelter_publish(&s);
	assert_int_equal(s.console.sound, RESULT_OUT);
	s.console.sound = RESULT_COUNT;
	shelter_moved(&s, "p-001", MOVE_ENTRY, shelter_at(11, 50));
	shelter_publish(&s);
	assert_int_equal(s.console.sound, RESULT_IN);
	shelter_event(&s, ACTION_SCAN, MOVE_NONE, OUTCOME_UNKNOWN, "", shelter_at(11, 50));
	shelter_publish(&s);
	assert_int_equal(s.console.sound, RESULT_UNKNOWN);
	s.console.sound = RESULT_COUNT;
	shelter_load(&s, true);
	assert_int_equal(s.console.sound, RESULT_COUNT);
}

static void the_day_rolls_over_by_itself(void **state)
{
	(void)state;
	console_settle(&s.console, days_at_ms(days_add(SHELTER_DAY, 1), 9, 0));
	assert_int_equal(s.console.view.unwalked, s.console.view.count[SIDE_INSIDE]);
}

/* clang-format off */
#define SUNDAY(test) cmocka_unit_test_setup_teardown(test, open_sunday, close_it)
#define DECISION(test) cmocka_unit_test_setup_teardown(test, open_decision, close_it)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, open_empty, close_it)
/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		SUNDAY(typing_a_name_and_enter_takes_the_dog_out),
		SUNDAY(enter_on_a_dog_outside_brings_it_in),
		SUNDAY(nothing_counts_as_out_before_it_comes_back),
		SUNDAY(an_exact_name_goes_before_longer_ones),
		SUNDAY(several_that_match_need_a_choice),
		SUNDAY(enter_with_nothing_chosen_moves_no_dog),
		SUNDAY(a_scan_goes_out_at_once),
		SUNDAY(a_scan_takes_its_early_letters_back),
		SUNDAY(a_burst_that_is_a_dogs_name_or_id_is_a_scan_of_that_dog),
		SUNDAY(a_scan_of_a_dog_leaves_what_is_typed),
		SUNDAY(the_beginning_of_a_name_at_once_is_typed),
		SUNDAY(a_burst_that_is_a_known_code_is_the_code),
		SUNDAY(a_burst_that_names_several_dogs_is_a_scan),
		SUNDAY(a_code_typed_by_hand_is_read),
		SUNDAY(a_code_of_the_desks_card_is_its_key),
		SUNDAY(the_card_read_twice_undoes_one_movement),
		DECISION(the_card_never_answers_a_decision),
		DECISION(a_scan_never_lands_in_the_reason_or_answers),
		DECISION(a_scan_leaves_every_panel_open),
		SUNDAY(a_paste_is_text_and_never_acts),
		DECISION(an_enter_as_fast_as_a_scanners_lets_no_dog_out),
		DECISION(a_decision_names_dog_reason_other_and_since_when),
		DECISION(f11_and_enter_answer_with_the_reason_chosen),
		DECISION(at_ten_lines_the_reason_chosen_is_in_view),
		DECISION(a_reason_in_own_words_goes_before_the_list),
		DECISION(f12_says_no),
		DECISION(esc_leaves_a_decision_for_later_and_it_stays_counted),
		DECISION(letters_and_scans_go_on_while_a_decision_is_shown),
		DECISION(an_answered_decision_leaves_the_screen),
		SUNDAY(f2_undoes_the_last_movement_at_once),
		SUNDAY(f2_leaves_yesterdays_movements),
		DECISION(an_undo_or_answer_is_of_this_desk_whoever_sent_the_event),
		SUNDAY(a_late_salida_of_a_dog_that_is_back_is_a_salida),
		SUNDAY(a_late_movement_of_another_day_names_the_day),
		SUNDAY(walkers_have_the_room_that_the_list_has),
		SUNDAY(a_first_name_is_whole_at_80_columns),
		EMPTY(f2_with_nothing_to_undo_says_so),
		SUNDAY(a_full_queue_keeps_the_act_and_says_so),
		SUNDAY(quitting_asks_while_dogs_are_out),
		EMPTY(quitting_with_nobody_out_is_at_once),
		SUNDAY(every_key_of_the_table_does_something),
		EMPTY(the_empty_board_offers_three_ways),
		EMPTY(a_dog_is_added_by_its_name),
		EMPTY(a_csv_file_is_imported_whole),
		EMPTY(a_bad_csv_file_is_named_by_its_line_and_not_taken),
		EMPTY(what_the_import_read_stays_in_view),
		EMPTY(at_ten_lines_the_bad_line_of_a_file_is_in_view),
		EMPTY(a_form_is_the_only_line_that_asks),
		EMPTY(a_path_that_is_no_roster_is_named_and_stays_in_the_form),
		SUNDAY(sounds_follow_results_not_loads),
		SUNDAY(the_day_rolls_over_by_itself),
	};

	days_set_zone("Europe/Madrid");
	language_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
