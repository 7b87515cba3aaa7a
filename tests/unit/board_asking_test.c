/* What a decision says: every reason, by a table of situations. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/board/asking.h"

#define DAY 20261122

static struct model m;

static int64_t at(int hour, int minute)
{
	return days_at_ms(DAY, hour, minute);
}

static void apply(struct change c)
{
	assert_int_equal(model_apply(&m, &c), 0);
}

static void put_dog(const char *id, const char *name, const char *level, int out_hour,
		    const char *walker)
{
	struct change now = { .kind = CHANGE_NOW };
	struct dog dog = { .id = "" };

	snprintf(dog.id, sizeof(dog.id), "%s", id);
	snprintf(dog.name, sizeof(dog.name), "%s", name);
	snprintf(dog.level, sizeof(dog.level), "%s", level);
	apply((struct change){ .kind = CHANGE_DOG, .as.dog = &dog });
	snprintf(now.as.now.id, sizeof(now.as.now.id), "%s", id);
	snprintf(now.as.now.volunteer, sizeof(now.as.now.volunteer), "%s", walker);
	now.as.now.state = out_hour ? STATE_OUTSIDE : STATE_INSIDE;
	now.as.now.since_ms = out_hour ? at(out_hour, 50) : 0;
	apply(now);
}

static void put_person(const char *id, const char *name, const char *level)
{
	struct volunteer p = { .id = "" };

	snprintf(p.id, sizeof(p.id), "%s", id);
	snprintf(p.name, sizeof(p.name), "%s", name);
	snprintf(p.level, sizeof(p.level), "%s", level);
	apply((struct change){ .kind = CHANGE_VOLUNTEER, .as.volunteer = &p });
}

static int open_model(void **state)
{
	(void)state;
	assert_int_equal(model_init(&m), 0);
	put_person("v-1", "Jorge", "red");
	put_person("v-2", "Pau", "green");
	put_person("v-3", "Nou", "");
	put_dog("p-1", "Rex", "red", 0, "");
	put_dog("p-2", "Thor", "red", 10, "v-1");
	put_dog("p-3", "Nala", "green", 10, "");
	put_dog("p-4", "Toby", "green", 0, "");
	return 0;
}

static int close_model(void **state)
{
	(void)state;
	model_clear(&m);
	return 0;
}

static struct decision decision(enum ask ask, enum warning_kind kind, const char *with)
{
	struct decision d = { .seq = 1,
			      .dog = "p-1",
			      .move = MOVE_EXIT,
			      .ask = ask,
			      .asked_ms = at(11, 42),
			      .warning_count = 1,
			      .warnings = { { .kind = kind } } };

	snprintf(d.warnings[0].with, sizeof(d.warnings[0].with), "%s", with);
	return d;
}

static void says(const struct decision *d, size_t index, const char *wanted)
{
	char text[WORDS_SIZE] = "";

	assert_true(asking_sentence(&m, d, index, text));
	assert_string_equal(text, wanted);
}

static void each_warning_names_the_others_since_when_and_with_whom(void **state)
{
	/* clang-format off */
	static const struct {
		enum warning_kind kind;
		const char *with, *wanted;
	} cases[] = {
		{ WARNING_REACTIVE, "p-2",
		  "REX is REACTIVE and THOR is OUT since 10:50 (with Jorge)" },
		{ WARNING_REACTIVE, "p-2 p-3",
		  "REX is REACTIVE and THOR is OUT since 10:50 (with Jorge), NALA is OUT since 10:50" },
		{ WARNING_REACTIVE, "p-4", "REX is REACTIVE and TOBY has only just come IN" },
		{ WARNING_INCOMPATIBLE, "p-3",
		  "REX must not meet NALA and NALA is OUT since 10:50" },
		{ WARNING_BONDED_ALONE, "p-4", "REX goes out with TOBY, who is INSIDE" },
		{ WARNING_GATE_BUSY, "p-3 p-4",
		  "the gate is busy: NALA, TOBY was there a moment before" },
		{ WARNING_HEAT, "", "it is too hot for REX: 60 min at the most" },
		{ WARNING_CLOCK, "", "the clock is in doubt" },
		{ WARNING_LATE, "", "REX was reported late" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct decision d = decision(ASK_WARNING, cases[i].kind, cases[i].with);

		says(&d, 0, cases[i].wanted);
	}
}

static void a_hold_says_its_kind_its_reason_and_until_when(void **state)
{
	struct decision d = decision(ASK_WARNING, WARNING_HOLD, "");
	struct dog dog = model_dog(&m, "p-1")->dog;

	(void)state;
	says(&d, 0, "REX was on hold when it was asked");
	dog.hold = HOLD_MEDICAL;
	snprintf(dog.hold_reason, sizeof(dog.hold_reason), "stitches");
	apply((struct change){ .kind = CHANGE_DOG, .as.dog = &dog });
	says(&d, 0, "REX is ON HOLD (medical) until it is lifted: stitches");
	dog.hold_until = 20261130;
	apply((struct change){ .kind = CHANGE_DOG, .as.dog = &dog });
	says(&d, 0, "REX is ON HOLD (medical) until Monday 30 Nov: stitches");
}

static void a_level_says_the_dogs_and_the_walkers(void **state)
{
	struct decision d = decision(ASK_WALKER, WARNING_LEVEL, "");
	char so[WORDS_SIZE];

	(void)state;
	says(&d, 0, "REX is level red and nobody is named to walk it");
	asking_so(&m, &d, so);
	assert_string_equal(so, "Rex has NOT gone out: a badge of level red lets it go.");
	d.ask = ASK_WARNING;
	snprintf(d.volunteer, sizeof(d.volunteer), "v-2");
	says(&d, 0, "REX is level red; Pau walks up to level green");
	snprintf(d.volunteer, sizeof(d.volunteer), "v-3");
	says(&d, 0, "REX is level red; Nou has no level");
}

static void all_reasons_are_said_and_the_recall_with_them(void **state)
{
	struct recall r = { .on = true, .seq = 1, .since_ms = at(11, 30), .reason = "storm" };
	struct decision d = decision(ASK_WARNING, WARNING_REACTIVE, "p-2");
	char text[WORDS_SIZE];

	(void)state;
	d.warnings[1].kind = WARNING_HEAT;
	d.warning_count = 2;
	assert_false(asking_sentence(&m, &d, 2, text));
	apply((struct change){ .kind = CHANGE_RECALL, .as.recall = &r });
	says(&d, 2, "RECALL since 11:30 (storm): everyone comes back");
	assert_false(asking_sentence(&m, &d, 3, text));
	asking_words(&m, &d, text);
	assert_string_equal(text, "REX is REACTIVE and THOR is OUT since 10:50 (with Jorge); "
				  "it is too hot for REX: 60 min at the most; "
				  "RECALL since 11:30 (storm): everyone comes back");
	d.ask = ASK_RECALL;
	says(&d, 0, "RECALL since 11:30 (storm): everyone comes back");
	says(&d, 1, "REX is REACTIVE and THOR is OUT since 10:50 (with Jorge)");
	assert_false(asking_sentence(&m, &d, 3, text));
}

static void a_dog_that_waits_for_its_partner_says_what_to_do(void **state)
{
	struct decision d = decision(ASK_BONDED, WARNING_BONDED_ALONE, "p-4");
	char so[WORDS_SIZE];

	(void)state;
	asking_so(&m, &d, so);
	assert_string_equal(so, "Rex has NOT gone out: scan Toby too and both go.");
	assert_string_equal(asking_yes(&d), "F11 let it go out, and why");
}

static void a_dog_that_is_back_early_or_late_is_said_with_its_minutes(void **state)
{
	struct decision d = decision(ASK_WARNING, WARNING_EARLY_RETURN, "");

	(void)state;
	snprintf(d.dog, sizeof(d.dog), "p-2");
	d.move = MOVE_ENTRY;
	d.asked_ms = at(10, 53);
	says(&d, 0, "THOR comes back after only 3 min");
	assert_string_equal(asking_yes(&d), "F11 it is IN, and why");
	assert_string_equal(asking_reason(&d, 0), "the weather");
	d.warnings[0].kind = WARNING_OVERDUE;
	d.asked_ms = at(12, 0);
	says(&d, 0, "THOR comes back after 70 min: its longest walk is 60");
	assert_string_equal(asking_reason(&d, 0), "a longer way");
}

static void a_doubt_beside_a_danger_is_a_danger_and_says_both(void **state)
{
	struct decision d = decision(ASK_CONFIDENCE, WARNING_HOLD, "");
	char text[WORDS_SIZE];

	(void)state;
	assert_true(asking_is_danger(&d));
	assert_string_equal(asking_yes(&d), "F11 let it go out, and why");
	assert_string_equal(asking_reason(&d, 0), "it goes to the vet");
	assert_true(asking_sentence(&m, &d, 0, text));
	assert_non_null(strstr(text, "not sure"));
	assert_true(asking_sentence(&m, &d, 1, text));
	assert_non_null(strstr(text, "on hold when"));
	d.warnings[0].kind = WARNING_GATE_BUSY;
	assert_false(asking_is_danger(&d));
}

static void the_line_of_a_decision_names_its_dog_whatever_it_is_about(void **state)
{
	struct decision d = decision(ASK_RECALL, WARNING_HOLD, "");
	char text[WORDS_SIZE];

	(void)state;
	d.warning_count = 0;
	m.recall = (struct recall){ .on = true, .since_ms = at(10, 40) };
	asking_line(&m, &d, text);
	assert_non_null(strstr(text, " REX: RECALL since 10:40"));
	/* One that was asked about for something else waits for the recall as well. */
	d.ask = ASK_CONFIDENCE;
	asking_line(&m, &d, text);
	assert_non_null(strstr(text, "that this is REX"));
	assert_non_null(strstr(text, "RECALL since 10:40"));
}

/* The list of reasons is short, and is that of the gravest warning. */
static void every_kind_of_decision_has_reasons(void **state)
{
	(void)state;
	for (int ask = ASK_WARNING; ask < ASK_COUNT; ask++)
		for (int kind = 0; kind < WARNING_COUNT; kind++) {
			struct decision d = decision((enum ask)ask, (enum warning_kind)kind, "");
			char text[WORDS_SIZE] = "";
			size_t n = 0;

			while (asking_reason(&d, n))
				n++;
			assert_in_range(n, 2, 6);
			assert_true(asking_sentence(&m, &d, 0, text));
			assert_true(text[0]);
		}
}

/* clang-format off */
#define ASKING(test) cmocka_unit_test_setup_teardown(test, open_model, close_model)
/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		ASKING(each_warning_names_the_others_since_when_and_with_whom),
		ASKING(a_hold_says_its_kind_its_reason_and_until_when),
		ASKING(a_level_says_the_dogs_and_the_walkers),
		ASKING(all_reasons_are_said_and_the_recall_with_them),
		ASKING(a_dog_that_waits_for_its_partner_says_what_to_do),
		ASKING(a_dog_that_is_back_early_or_late_is_said_with_its_minutes),
		ASKING(a_doubt_beside_a_danger_is_a_danger_and_says_both),
		ASKING(the_line_of_a_decision_names_its_dog_whatever_it_is_about),
		ASKING(every_kind_of_decision_has_reasons),
	};

	days_set_zone("Europe/Madrid");
	language_start();
	language_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
