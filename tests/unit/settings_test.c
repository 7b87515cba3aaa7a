/* What judgement depends on: every type of setting, what it takes and what it refuses. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/brain/settings.h"

static void get(const struct settings *s, const char *key, char out[SETTING_VALUE_SIZE])
{
	if (settings_get(s, key, out) != 0)
		fail_msg("no setting %s", key);
}

static void set(struct settings *s, const char *key, const char *value)
{
	struct fault f = { "" };

	if (settings_set(s, key, value, &f) != 0)
		fail_msg("%s = '%s': %s", key, value, f.text);
}

static void every_key_can_be_asked_for_and_set_to_what_it_is(void **state)
{
	struct settings s;
	struct settings again;

	(void)state;
	settings_default(&s);
	settings_default(&again);
	assert_true(settings_count() > 20);
	for (size_t i = 0; i < settings_count(); i++) {
		const struct setting_row *row = settings_row(i);
		char value[SETTING_VALUE_SIZE];

		assert_true(row->key[0] && row->meaning[0]);
		get(&s, row->key, value);
		set(&again, row->key, value);
	}
	assert_memory_equal(&s, &again, sizeof(s));
	assert_null(settings_row(settings_count()));
}

static void no_key_stands_twice(void **state)
{
	(void)state;
	for (size_t i = 0; i < settings_count(); i++) {
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(settings_row(i)->key, settings_row(k)->key);
	}
}

static void the_limits_are_those_of_the_manual(void **state)
{
	/* clang-format off */
	static const struct { const char *key; const char *value; } rows[] = {
		{ "shelter", "" }, { "zone", "" },
		{ "debounce_s", "3" }, { "badge_s", "30" }, { "reversal_s", "120" }, { "gate_busy_s", "30" },
		{ "bonded_s", "30" }, { "late_min", "10" }, { "future_min", "5" },
		{ "confidence_percent", "80" }, { "due_soon_percent", "80" },
		{ "heat", "none" }, { "heat_day", "" }, { "zones_apart", "no" }, { "levels", "" },
		{ "walker_from_level", "" },
		{ "policy.hold", "confirm" }, { "policy.reactive", "confirm" },
		{ "policy.incompatible", "confirm" }, { "policy.level", "confirm" },
		{ "policy.bonded-alone", "note" }, { "policy.gate-busy", "note" }, { "policy.heat", "note" },
		{ "policy.overdue", "note" }, { "policy.early-return", "note" },
	};
	/* clang-format on */
	struct settings s;

	(void)state;
	settings_default(&s);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char value[SETTING_VALUE_SIZE];

		get(&s, rows[i].key, value);
		if (strcmp(value, rows[i].value) != 0)
			fail_msg("%s is '%s'", rows[i].key, value);
	}
	assert_int_equal(s.debounce_ms, 3000);
	assert_int_equal(s.late_ms, 600000);
	assert_int_equal(s.levels.count, 3);
}

static void a_good_value_is_kept_and_given_back(void **state)
{
	/* clang-format off */
	static const struct { const char *key; const char *value; const char *back; } rows[] = {
		{ "shelter", "Protectora de Señas", "Protectora de Señas" },
		{ "zone", "Europe/Madrid", "Europe/Madrid" },
		{ "debounce_s", "0", "0" }, { "debounce_s", "600", "600" }, { "badge_s", "45", "45" },
		{ "late_min", "1", "1" }, { "late_min", "1440", "1440" }, { "early_min", "0", "0" },
		{ "heat_extreme_sensitive_percent", "100", "100" },
		{ "heat", "extreme", "extreme" }, { "heat_day", "2028-02-29", "2028-02-29" },
		{ "heat_day", "", "" }, { "zones_apart", "yes", "yes" }, { "zones_apart", "no", "no" },
		{ "levels", "uno:1:Uno:green, dos:2", "uno:1:Uno:green, dos:2" },
		{ "walker_from_level", "DOS", "dos" }, { "walker_from_level", "", "" },
		{ "levels", "", "" }, { "walker_from_level", "Rojo", "red" },
		{ "policy.reactive", "note", "note" }, { "policy.reactive", "refuse", "refuse" },
		{ "policy.overdue", "confirm", "confirm" }, { "policy.overdue", "refuse", "refuse" },
		{ "policy.bonded-alone", "confirm", "confirm" }, { "policy.bonded-alone", "refuse", "refuse" },
		{ "policy.early-return", "refuse", "refuse" }, { "policy.gate-busy", "refuse", "refuse" },
	};
	/* clang-format on */
	struct settings s;

	(void)state;
	settings_default(&s);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char value[SETTING_VALUE_SIZE];

		set(&s, rows[i].key, rows[i].value);
		get(&s, rows[i].key, value);
		assert_string_equal(value, rows[i].back);
	}
	assert_int_equal(s.badge_ms, 45 * SECOND_MS);
	assert_true(s.policies[WARNING_REACTIVE] == POLICY_REFUSE);
}

#define LONG                                                                                       \
	"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567" \
	"89012345"

static void a_bad_value_is_named_and_changes_nothing(void **state)
{
	/* clang-format off */
	static const struct { const char *key; const char *value; const char *says; } rows[] = {
		{ "shelter", LONG "6", "at most 96 bytes" },
		{ "shelter", "a\tb", "plain text" },
		{ "shelter", "\xff", "plain text" },
		{ "zone", LONG "6", "at most 96 bytes" },
		{ "debounce_s", "", "from 0 to 600" },
		{ "debounce_s", "-1", "from 0 to 600" },
		{ "debounce_s", "601", "from 0 to 600" },
		{ "debounce_s", "3 s", "whole number" },
		{ "debounce_s", " 3", "whole number" },
		{ "debounce_s", "+3", "whole number" },
		{ "debounce_s", "3.5", "whole number" },
		{ "debounce_s", "0x10", "whole number" },
		{ "debounce_s", "99999999999999999999", "from 0 to 600" },
		{ "late_min", "0", "from 1 to 1440" },
		{ "future_min", "61", "from 0 to 60" },
		{ "confidence_percent", "101", "from 0 to 100" },
		{ "due_soon_percent", "0", "from 1 to 100" },
		{ "heat", "", "none, warm, hot or extreme" },
		{ "heat", "Hot", "none, warm, hot or extreme" },
		{ "heat", "boiling", "none, warm, hot or extreme" },
		{ "heat_day", "today", "2026-11-15" },
		{ "heat_day", "2026-02-29", "2026-11-15" },
		{ "heat_day", "2026-11-15 ", "2026-11-15" },
		{ "zones_apart", "true", "yes or no" },
		{ "zones_apart", "", "yes or no" },
		{ "levels", "green", "green:G" },
		{ "levels", "green:G\t", "plain text" },
		{ "levels", "green:G,yellow:Y", "'red'" }, /* which walker_from_level names */
		{ "levels", LONG LONG LONG LONG LONG, "at most 384 bytes" },
		{ "walker_from_level", "blue", "one of green, yellow, red" },
		{ "policy.reactive", "ask", "note, confirm or refuse" },
		{ "policy.reactive", "", "note, confirm or refuse" },
		{ "policy.overdue", "never", "note, confirm or refuse" },
	};
	/* clang-format on */
	struct settings s;
	struct settings before;

	(void)state;
	settings_default(&s);
	set(&s, "shelter", "La Ribera");
	set(&s, "zone", "Europe/Madrid");
	set(&s, "walker_from_level", "red");
	set(&s, "heat", "hot");
	set(&s, "heat_day", "2026-11-22");
	memcpy(&before, &s, sizeof(s));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fault f = { "" };

		if (settings_set(&s, rows[i].key, rows[i].value, &f) != ERR_INVALID)
			fail_msg("%s takes '%s'", rows[i].key, rows[i].value);
		if (!strstr(f.text, rows[i].says) || !strstr(f.text, rows[i].key))
			fail_msg("%s = '%s': '%s' does not say '%s'", rows[i].key, rows[i].value,
				 f.text, rows[i].says);
		if (memcmp(&s, &before, sizeof(s)) != 0)
			fail_msg("%s = '%s' is refused and has changed something", rows[i].key,
				 rows[i].value);
	}
}

static void a_key_that_there_is_not_is_told_where_to_look(void **state)
{
	struct settings s;
	struct fault f = { "" };
	char value[SETTING_VALUE_SIZE];

	(void)state;
	settings_default(&s);
	assert_int_equal(settings_set(&s, "debounce", "3", &f), ERR_NOT_FOUND);
	assert_non_null(strstr(f.text, "paseo settings list"));
	assert_int_equal(settings_get(&s, "policy.late", value), ERR_NOT_FOUND);
}

static void heat_holds_for_the_day_that_it_was_said_of(void **state)
{
	struct settings s;

	(void)state;
	settings_default(&s);
	set(&s, "heat", "warm");
	set(&s, "heat_day", "2026-11-22");
	assert_int_equal(settings_heat(&s, 20261122), HEAT_WARM);
	assert_int_equal(settings_heat(&s, 20261123), HEAT_NONE);
	assert_int_equal(settings_heat(&s, 20261121), HEAT_NONE);
}

static void heat_has_its_names(void **state)
{
	(void)state;
	for (int h = HEAT_NONE; h < HEAT_COUNT; h++)
		assert_int_equal(settings_heat_find(settings_heat_name((enum heat)h)), h);
	assert_int_equal(settings_heat_find("cold"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_can_be_asked_for_and_set_to_what_it_is),
		cmocka_unit_test(no_key_stands_twice),
		cmocka_unit_test(the_limits_are_those_of_the_manual),
		cmocka_unit_test(a_good_value_is_kept_and_given_back),
		cmocka_unit_test(a_bad_value_is_named_and_changes_nothing),
		cmocka_unit_test(a_key_that_there_is_not_is_told_where_to_look),
		cmocka_unit_test(heat_holds_for_the_day_that_it_was_said_of),
		cmocka_unit_test(heat_has_its_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
