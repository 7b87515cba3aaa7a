/* What a person may say of a dog at the closing roll call. */
#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/commands/roll_call.h"

/* Sunday 22 November 2026, 19:05; Luna out since 10:31:20, Thor since the day before. */
struct evening {
	struct roll roll;
	struct roll_dog dogs[2];
};

static void make_evening(struct evening *e)
{
	assert_int_equal(days_set_zone("Europe/Madrid"), 0);
	*e = (struct evening){
		.roll = { .day = 20261122, .dog_count = 2, .dog_room = 2 },
		.dogs = { { .id = "p-001", .name = "Luna" }, { .id = "p-002", .name = "Thor" } },
	};
	e->roll.dogs = e->dogs;
	e->roll.now_ms = days_at_ms(20261122, 19, 5);
	e->dogs[0].out_ms = days_at_ms(20261122, 10, 31) + 20 * SECOND_MS;
	e->dogs[1].out_ms = days_at_ms(20261121, 18, 0);
}

static void what_is_said_of_a_dog(void **state)
{
	static const struct {
		const char *text;
		size_t dog;
		enum roll_seen seen;
		int hour, minute; /* of the return */
	} cases[] = {
		{ "", 0, ROLL_OUT, 0, 0 },	    { "now", 0, ROLL_NOW, 19, 5 },
		{ "18:30", 0, ROLL_TYPED, 18, 30 }, { "~18:30", 0, ROLL_ESTIMATED, 18, 30 },
		{ "10:32", 0, ROLL_TYPED, 10, 32 }, { "19:05", 0, ROLL_TYPED, 19, 5 },
		{ "9:05", 1, ROLL_TYPED, 9, 5 },    { "09:05", 1, ROLL_TYPED, 9, 5 },
		{ "0:00", 1, ROLL_TYPED, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct evening e;
		struct fault f = { "" };
		struct roll_dog *dog;

		make_evening(&e);
		dog = &e.dogs[cases[i].dog];
		if (roll_say(&e.roll, dog, cases[i].text, &f) != 0)
			fail_msg("'%s': %s", cases[i].text, f.text);
		assert_int_equal(dog->seen, cases[i].seen);
		if (dog->seen != ROLL_OUT)
			assert_int_equal(dog->in_ms,
					 days_at_ms(20261122, cases[i].hour, cases[i].minute));
	}
}

/* Luna went out at 23:58 and came back at ten past midnight: the day before is closed then. */
static void a_return_past_midnight_is_not_taken_for_one_before_the_dog_went(void **state)
{
	struct evening e;
	struct fault f = { "" };

	(void)state;
	make_evening(&e);
	e.dogs[0].out_ms = days_at_ms(20261122, 23, 58);
	e.roll.now_ms = days_at_ms(20261123, 0, 20);
	assert_int_equal(roll_say(&e.roll, &e.dogs[0], "0:10", &f), 0);
	assert_int_equal(e.dogs[0].in_ms, days_at_ms(20261123, 0, 10));
	assert_int_equal(roll_say(&e.roll, &e.dogs[0], "0:21", &f), ERR_INVALID);
	/* A day later nobody means the morning after. */
	e.roll.now_ms = days_at_ms(20261123, 12, 0);
	assert_int_equal(roll_say(&e.roll, &e.dogs[0], "9:00", &f), ERR_INVALID);
	/* Thor was out already: that time is of the day itself. */
	assert_int_equal(roll_say(&e.roll, &e.dogs[1], "~0:10", &f), 0);
	assert_int_equal(e.dogs[1].in_ms, days_at_ms(20261122, 0, 10));
}

static void what_cannot_be_said_changes_nothing_and_is_named(void **state)
{
	static const struct {
		const char *text;
		const char *sentence;
	} cases[] = {
		{ "10:31", "Luna went out at 10:31:20: 10:31 is not after that" },
		{ "~9:00", "Luna went out at 10:31:20: 9:00 is not after that" },
		{ "19:06", "Luna: 19:06 is still to come" },
		{ "~23:59", "Luna: 23:59 is still to come" },
		{ "24:00", "'24:00' is no time" },
		{ "12:60", "'12:60' is no time" },
		{ "12:5", "'12:5' is no time" },
		{ "12:055", "'12:055' is no time" },
		{ "012:05", "'012:05' is no time" },
		{ "12.05", "'12.05' is no time" },
		{ "1205", "'1205' is no time" },
		{ ":05", "':05' is no time" },
		{ "12:", "'12:' is no time" },
		{ "-1:30", "'-1:30' is no time" },
		{ "12:05 ", "'12:05 ' is no time" },
		{ "~~12:05", "'~12:05' is no time" },
		{ "~now", "'now' is no time" },
		{ "~", "'' is no time" },
		{ "yes", "'yes' is no time" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct evening e;
		struct fault f = { "" };

		make_evening(&e);
		assert_int_equal(roll_say(&e.roll, &e.dogs[0], cases[i].text, &f), ERR_INVALID);
		if (!strstr(f.text, cases[i].sentence))
			fail_msg("'%s': %s", cases[i].text, f.text);
		assert_int_equal(e.dogs[0].seen, ROLL_OUT);
	}
}

static void a_word_names_the_dog_and_what_is_said(void **state)
{
	static const struct {
		const char *word;
		int code;
		enum roll_seen seen; /* of Luna */
	} cases[] = {
		{ "p-001", 0, ROLL_NOW },
		{ "p-001=18:30", 0, ROLL_TYPED },
		{ "p-001~18:30", 0, ROLL_ESTIMATED },
		{ "p-001=~18:30", 0, ROLL_ESTIMATED },
		{ "p-001=now", 0, ROLL_NOW },
		{ "p-001=", ERR_INVALID, ROLL_OUT },
		{ "p-001~", ERR_INVALID, ROLL_OUT },
		{ "p-001==18:30", ERR_INVALID, ROLL_OUT },
		{ "p-00", ERR_NOT_FOUND, ROLL_OUT },
		{ "p-0011", ERR_NOT_FOUND, ROLL_OUT },
		{ "P-001", ERR_NOT_FOUND, ROLL_OUT },
		{ "=18:30", ERR_NOT_FOUND, ROLL_OUT },
		{ "", ERR_NOT_FOUND, ROLL_OUT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct evening e;
		struct fault f = { "" };
		char id[DOG_ID_SIZE];

		make_evening(&e);
		if (roll_say_word(&e.roll, cases[i].word, id, &f) != cases[i].code)
			fail_msg("'%s': %s", cases[i].word, f.text);
		assert_int_equal(e.dogs[0].seen, cases[i].seen);
		assert_int_equal(e.dogs[1].seen, ROLL_OUT);
	}
}

static void a_dog_is_named_once(void **state)
{
	struct evening e;
	struct fault f = { "" };
	char id[DOG_ID_SIZE];

	(void)state;
	make_evening(&e);
	assert_int_equal(roll_say_word(&e.roll, "p-002~18:00", id, &f), 0);
	assert_int_equal(roll_say_word(&e.roll, "p-002=18:30", id, &f), ERR_INVALID);
	assert_string_equal(f.text, "Thor (p-002) is named twice");
	assert_int_equal(e.dogs[1].in_ms, days_at_ms(20261122, 18, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_of_a_dog),
		cmocka_unit_test(a_return_past_midnight_is_not_taken_for_one_before_the_dog_went),
		cmocka_unit_test(what_cannot_be_said_changes_nothing_and_is_named),
		cmocka_unit_test(a_word_names_the_dog_and_what_is_said),
		cmocka_unit_test(a_dog_is_named_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
