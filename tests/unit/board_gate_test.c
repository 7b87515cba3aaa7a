/* Who may go out now, as the board says it before anybody fetches the dog. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/board/words.h"
#include "paseo/queue/rules.h"

#define DAY 20261122

static struct model m;
static struct view v;

static int64_t at(int hour, int minute)
{
	return days_at_ms(DAY, hour, minute);
}

static void apply(struct change c)
{
	assert_int_equal(model_apply(&m, &c), 0);
}

static void put_dog(const char *id, const char *level, const char *traits)
{
	struct dog dog = { .id = "" };

	snprintf(dog.id, sizeof(dog.id), "%s", id);
	snprintf(dog.name, sizeof(dog.name), "%s", id);
	snprintf(dog.level, sizeof(dog.level), "%s", level);
	snprintf(dog.traits, sizeof(dog.traits), "%s", traits);
	apply((struct change){ .kind = CHANGE_DOG, .as.dog = &dog });
}

static void put_hold(const char *id, enum hold_kind kind, int32_t until)
{
	struct dog dog = model_dog(&m, id)->dog;

	dog.hold = kind;
	dog.hold_until = until;
	apply((struct change){ .kind = CHANGE_DOG, .as.dog = &dog });
}

static void put_now(const char *id, enum dog_state state, int64_t since_ms)
{
	struct change c = { .kind = CHANGE_NOW };

	snprintf(c.as.now.id, sizeof(c.as.now.id), "%s", id);
	c.as.now.state = state;
	c.as.now.since_ms = since_ms;
	c.as.now.last_in_ms = state == STATE_INSIDE ? since_ms : 0;
	c.as.now.day = DAY;
	apply(c);
}

static void put_pair(const char *a, const char *b, enum pair_kind kind)
{
	struct pair p;

	pair_make(&p, a, b, kind);
	apply((struct change){ .kind = CHANGE_PAIR, .as.pair = &p });
}

static void put_person(const char *id, const char *level)
{
	struct volunteer p = { .id = "" };

	snprintf(p.id, sizeof(p.id), "%s", id);
	snprintf(p.name, sizeof(p.name), "%s", id);
	snprintf(p.level, sizeof(p.level), "%s", level);
	apply((struct change){ .kind = CHANGE_VOLUNTEER, .as.volunteer = &p });
}

static void read_badge(const char *id, int64_t ms)
{
	struct logged e = { .targets = TARGET_BOARD,
			    .answer = { .seq = 1,
					.action = ACTION_SCAN,
					.outcome = OUTCOME_APPLIED,
					.time_ms = ms } };

	snprintf(e.answer.volunteer, sizeof(e.answer.volunteer), "%s", id);
	apply((struct change){ .kind = CHANGE_EVENT, .as.event = &e });
}

static void put_recall(bool on)
{
	struct recall r = { .on = on, .seq = 1 };

	apply((struct change){ .kind = CHANGE_RECALL, .as.recall = &r });
}

static void wait_for(const char *dog, enum ask ask, int64_t ms)
{
	struct decision d = { .seq = 1, .ask = ask, .move = MOVE_EXIT, .asked_ms = ms };

	snprintf(d.dog, sizeof(d.dog), "%s", dog);
	apply((struct change){ .kind = CHANGE_DECISION, .as.decision = &d });
}

static struct may_go look(const char *id, int64_t now_ms)
{
	assert_int_equal(view_make(&v, &m, now_ms), 0);
	return view_may_go(&m, &v, model_dog(&m, id));
}

/* What the list says of it, with so much room. */
static void says(const char *id, int width, const char *wanted)
{
	char text[WORDS_SIZE];

	words_may_go(&m, &v, model_dog(&m, id), width, text, sizeof(text));
	assert_string_equal(text, wanted);
}

static int open_model(void **state)
{
	(void)state;
	assert_int_equal(model_init(&m), 0);
	put_dog("Coco", "green", "");
	put_dog("Luna", "yellow", "");
	put_dog("Rex", "red", "reactive");
	put_dog("Thor", "red", "reactive");
	put_person("Ana", "red");
	put_person("Pau", "green");
	return 0;
}

static int close_model(void **state)
{
	(void)state;
	view_free(&v);
	model_clear(&m);
	return 0;
}

static void a_dog_on_hold_stays_until_the_last_day_is_over(void **state)
{
	(void)state;
	put_hold("Coco", HOLD_MEDICAL, DAY);
	assert_int_equal(look("Coco", at(23, 0)).outlook, OUTLOOK_STAY);
	says("Coco", 30, "NO: on hold (medical)");
	says("Coco", 12, "NO: medical");
	assert_int_equal(look("Coco", at(23, 0) + 2 * HOUR_MS).outlook, OUTLOOK_GO);
}

static void a_dog_stays_while_one_it_must_not_meet_is_out(void **state)
{
	struct may_go may;

	(void)state;
	put_pair("Luna", "Coco", PAIR_INCOMPATIBLE);
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_GO);
	put_now("Luna", STATE_OUTSIDE, at(10, 0));
	may = look("Coco", at(11, 0));
	assert_int_equal(may.outlook, OUTLOOK_STAY);
	assert_string_equal(may.with->dog.id, "Luna");
	says("Coco", 30, "NO: Luna (incompatible)");
	says("Coco", 9, "NO: Luna");
	put_pair("Luna", "Coco", PAIR_NONE);
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_GO);
}

static void a_dog_that_has_just_come_in_still_counts_and_the_board_looks_again(void **state)
{
	(void)state;
	put_now("Thor", STATE_INSIDE, at(11, 0));
	assert_int_equal(look("Rex", at(11, 0) + 29 * SECOND_MS).outlook, OUTLOOK_STAY);
	says("Rex", 30, "NO: Thor at the gate");
	assert_int_equal(v.again_ms, at(11, 0) + 30 * SECOND_MS);
	assert_int_equal(look("Rex", v.again_ms).outlook, OUTLOOK_GO);
	assert_int_equal(v.again_ms, 0);
}

static void a_busy_gate_alone_is_no_reason_to_stay(void **state)
{
	struct may_go may;

	(void)state;
	put_now("Coco", STATE_OUTSIDE, at(11, 0));
	may = look("Luna", at(11, 0) + SECOND_MS);
	assert_int_equal(may.outlook, OUTLOOK_GO);
	assert_int_equal(may.why, WARNING_GATE_BUSY);
	m.settings.policies[WARNING_GATE_BUSY] = POLICY_CONFIRM;
	assert_int_equal(look("Luna", at(11, 0) + SECOND_MS).outlook, OUTLOOK_STAY);
	says("Luna", 30, "NO: Coco at the gate");
}

static void the_dogs_are_judged_for_the_badge_that_was_read(void **state)
{
	(void)state;
	assert_int_equal(look("Luna", at(11, 0)).outlook, OUTLOOK_GO);
	says("Luna", 30, "YES (yellow)");
	says("Luna", 8, "YES (Y)");
	read_badge("Pau", at(11, 0));
	assert_int_equal(look("Luna", at(11, 0)).outlook, OUTLOOK_STAY);
	says("Luna", 10, "NO: level");
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_GO);
	read_badge("Ana", at(11, 0) + SECOND_MS);
	assert_int_equal(look("Luna", at(11, 0) + SECOND_MS).outlook, OUTLOOK_GO);
	says("Luna", 30, "YES");
	assert_string_equal(v.walker->id, "Ana");
	assert_int_equal(v.walker_until_ms, at(11, 0) + 31 * SECOND_MS);
	look("Luna", at(11, 0) + 31 * SECOND_MS);
	assert_null(v.walker);
}

/* Only the words "confirm" and "refuse" keep a dog in. */
static void what_is_only_noted_keeps_no_dog_in(void **state)
{
	struct may_go may;

	(void)state;
	put_now("Thor", STATE_OUTSIDE, at(10, 0));
	m.settings.policies[WARNING_REACTIVE] = POLICY_NOTE;
	may = look("Rex", at(11, 0));
	assert_int_equal(may.outlook, OUTLOOK_GO);
	assert_true(may.warned);
	says("Rex", 30, "YES, but mind Thor");
	m.settings.policies[WARNING_REACTIVE] = POLICY_REFUSE;
	may = look("Rex", at(11, 0));
	assert_int_equal(may.outlook, OUTLOOK_STAY);
	assert_true(may.refused);
}

static void a_partner_that_cannot_go_keeps_the_other_in(void **state)
{
	(void)state;
	put_pair("Coco", "Luna", PAIR_BONDED);
	look("Coco", at(11, 0));
	says("Coco", 30, "YES, with Luna");
	m.settings.policies[WARNING_BONDED_ALONE] = POLICY_CONFIRM;
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_GO);
	assert_int_equal(look("Coco", at(11, 0)).ask, ASK_BONDED);
	put_hold("Luna", HOLD_QUARANTINE, 0);
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_STAY);
	says("Coco", 30, "NO: Luna cannot go");
	/* Its partner is at the gate already. */
	put_hold("Luna", HOLD_NONE, 0);
	wait_for("Luna", ASK_BONDED, at(11, 0));
	assert_int_equal(look("Coco", at(11, 0)).ask, ASK_NONE);
	assert_int_equal(look("Coco", at(11, 0) + 30 * SECOND_MS).ask, ASK_BONDED);
}

static void in_a_recall_every_dog_is_asked_about(void **state)
{
	(void)state;
	put_recall(true);
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_STAY);
	says("Coco", 30, "NO: recall");
	put_hold("Coco", HOLD_MEDICAL, 0);
	look("Coco", at(11, 0));
	says("Coco", 30, "NO: on hold (medical)");
	put_recall(false);
	put_hold("Coco", HOLD_NONE, 0);
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_GO);
}

static void a_dog_that_was_asked_about_says_so(void **state)
{
	(void)state;
	wait_for("Coco", ASK_CONFIDENCE, at(11, 0));
	assert_int_equal(look("Coco", at(11, 0)).outlook, OUTLOOK_ASKED);
	says("Coco", 30, "ASKED");
}

static void the_next_dogs_are_those_that_can_really_go_longest_wait_first(void **state)
{
	size_t next[8];

	(void)state;
	put_now("Coco", STATE_INSIDE, at(9, 0));
	put_now("Luna", STATE_INSIDE, at(9, 0) - 48 * HOUR_MS);
	put_now("Rex", STATE_INSIDE, at(9, 0) - 72 * HOUR_MS);
	put_now("Thor", STATE_OUTSIDE, at(10, 0));
	look("Coco", at(11, 0));
	assert_int_equal(view_next(&m, &v, next, 8), 2);
	assert_string_equal(m.dogs[next[0]].dog.id, "Luna");
	assert_string_equal(m.dogs[next[1]].dog.id, "Coco");
	assert_int_equal(view_next(&m, &v, next, 1), 1);
}

/* Both waited as long, in hours: the one that is further from its aim goes first. */
static void of_two_that_waited_as_long_the_one_that_needs_it_more_is_first(void **state)
{
	size_t next[8];

	(void)state;
	put_now("Coco", STATE_INSIDE, at(9, 10));
	put_now("Luna", STATE_INSIDE, at(9, 20));
	for (size_t i = 0; i < 2; i++) {
		m.dogs[i].now.walks_today = 1;
		m.dogs[i].now.walk_seconds_today = i == 0 ? 1800 : 600;
	}
	put_hold("Rex", HOLD_MEDICAL, 0);
	put_hold("Thor", HOLD_MEDICAL, 0);
	look("Coco", at(12, 0));
	assert_int_equal(view_next(&m, &v, next, 8), 2);
	assert_string_equal(m.dogs[next[0]].dog.id, "Luna");
}

static void heat_makes_the_longest_walk_shorter_and_the_dog_late_sooner(void **state)
{
	(void)state;
	m.settings.limit_min = 60;
	put_now("Coco", STATE_OUTSIDE, at(10, 0));
	assert_int_equal(dog_limit_min(&m, model_dog(&m, "Coco"), at(10, 40)), 60);
	assert_int_equal(dog_lateness(&m, model_dog(&m, "Coco"), at(10, 47)), LATENESS_NONE);
	assert_int_equal(dog_lateness(&m, model_dog(&m, "Coco"), at(10, 48)), LATENESS_SOON);
	assert_int_equal(dog_lateness(&m, model_dog(&m, "Coco"), at(11, 0)), LATENESS_LATE);
	m.settings.heat = HEAT_HOT;
	m.settings.heat_day = DAY;
	assert_int_equal(dog_limit_min(&m, model_dog(&m, "Coco"), at(10, 40)), 30);
	assert_int_equal(dog_lateness(&m, model_dog(&m, "Coco"), at(10, 30)), LATENESS_LATE);
	look("Coco", at(10, 20));
	assert_int_equal(v.overdue, 0);
	assert_int_equal(v.again_ms, at(10, 30));
	look("Coco", at(10, 31));
	assert_int_equal(v.overdue, 1);
	assert_int_equal(v.overdue_ms, at(10, 30));
}

static void at_midnight_a_dog_that_is_out_is_an_alarm(void **state)
{
	int64_t midnight_ms = days_start_ms(days_add(DAY, 1));

	(void)state;
	m.settings.limit_min = 600;
	put_now("Coco", STATE_OUTSIDE, at(23, 50));
	look("Coco", at(23, 59));
	assert_int_equal(v.overdue, 0);
	assert_int_equal(v.again_ms, midnight_ms);
	look("Coco", midnight_ms);
	assert_int_equal(v.overdue, 1);
	assert_true(dog_out_overnight(model_dog(&m, "Coco"), midnight_ms));
	assert_int_equal(dog_lateness(&m, model_dog(&m, "Coco"), midnight_ms), LATENESS_LATE);
}

static void a_dog_that_is_out_when_the_day_is_closed_is_an_alarm(void **state)
{
	struct change c = { .kind = CHANGE_CLOSING,
			    .as.closing = { .seq = 9, .day = DAY, .closed_ms = at(19, 0) } };

	(void)state;
	put_now("Coco", STATE_OUTSIDE, at(18, 50));
	look("Coco", at(19, 1));
	assert_int_equal(v.overdue, 0);
	apply(c);
	look("Coco", at(19, 1));
	assert_int_equal(v.overdue, 1);
	assert_int_equal(v.overdue_ms, at(19, 0));
	c.as.closing.reopened_seq = 10;
	apply(c);
	look("Coco", at(19, 1));
	assert_int_equal(v.overdue, 0);
}

static void a_dog_is_alone_when_its_partner_has_been_inside_for_a_while(void **state)
{
	const struct board_dog *coco;

	(void)state;
	put_pair("Coco", "Luna", PAIR_BONDED);
	put_now("Coco", STATE_OUTSIDE, at(11, 0));
	put_now("Luna", STATE_INSIDE, at(9, 0));
	coco = model_dog(&m, "Coco");
	assert_false(dog_is_alone(&m, coco, at(11, 0) + 29 * SECOND_MS));
	assert_true(dog_is_alone(&m, coco, at(11, 0) + 30 * SECOND_MS));
	look("Luna", at(11, 0) + SECOND_MS);
	assert_int_equal(v.again_ms, at(11, 0) + 30 * SECOND_MS);
	put_now("Luna", STATE_OUTSIDE, at(11, 1));
	assert_false(dog_is_alone(&m, coco, at(11, 30)));
	/* They come home one after the other. */
	put_now("Luna", STATE_INSIDE, at(11, 30));
	assert_false(dog_is_alone(&m, coco, at(11, 30) + 10 * SECOND_MS));
	assert_true(dog_is_alone(&m, coco, at(11, 31)));
	assert_string_equal(dog_partner(&m, coco)->dog.id, "Luna");
}

/* clang-format off */
#define GATE(test) cmocka_unit_test_setup_teardown(test, open_model, close_model)
/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		GATE(a_dog_on_hold_stays_until_the_last_day_is_over),
		GATE(a_dog_stays_while_one_it_must_not_meet_is_out),
		GATE(a_dog_that_has_just_come_in_still_counts_and_the_board_looks_again),
		GATE(a_busy_gate_alone_is_no_reason_to_stay),
		GATE(the_dogs_are_judged_for_the_badge_that_was_read),
		GATE(what_is_only_noted_keeps_no_dog_in),
		GATE(a_partner_that_cannot_go_keeps_the_other_in),
		GATE(in_a_recall_every_dog_is_asked_about),
		GATE(a_dog_that_was_asked_about_says_so),
		GATE(the_next_dogs_are_those_that_can_really_go_longest_wait_first),
		GATE(of_two_that_waited_as_long_the_one_that_needs_it_more_is_first),
		GATE(heat_makes_the_longest_walk_shorter_and_the_dog_late_sooner),
		GATE(at_midnight_a_dog_that_is_out_is_an_alarm),
		GATE(a_dog_that_is_out_when_the_day_is_closed_is_an_alarm),
		GATE(a_dog_is_alone_when_its_partner_has_been_inside_for_a_while),
	};

	days_set_zone("Europe/Madrid");
	language_start();
	language_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
