/* Holds, pairs, levels and settings by roster events: what they may say, and what becomes of it. */
#include <config.h>

#include "desk.h"

/* A roster event of one part is refused by a sentence that says so, and changes nothing. */
static void refused(struct desk *d, const char *part, const char *says)
{
	struct answer *a = say(d, "{'action':'roster',%s}", part);

	if (a->outcome != OUTCOME_REJECTED || !strstr(a->error, says))
		fail_msg("%s: %s '%s', wanted '%s'", part,
			 event_outcome_name(a->outcome, VOCABULARY_ENGLISH), a->error, says);
	assert_int_equal(d->changes->count, 1);
}

static void taken(struct desk *d, const char *part)
{
	struct answer *a = say(d, "{'action':'roster',%s}", part);

	if (a->outcome != OUTCOME_APPLIED)
		fail_msg("%s: %s", part, a->error);
}

static const struct dog *told_dog(const struct desk *d, const char *id)
{
	for (size_t i = 0; i < d->changes->count; i++) {
		const struct change *c = &d->changes->list[i];

		if (c->kind == CHANGE_DOG && strcmp(c->as.dog->id, id) == 0)
			return c->as.dog;
	}
	fail_msg("%s is not told of", id);
	return NULL;
}

static void a_hold_is_put_told_and_lifted(void **state)
{
	struct desk d;
	const struct dog *dog;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	taken(&d, "'holds':[{'dog':'p-003','reason':'puntos','until':'2026-11-30','kind':"
		  "'behaviour'}]");
	dog = told_dog(&d, "p-003");
	assert_int_equal(dog->hold, HOLD_BEHAVIOUR);
	assert_int_equal(dog->hold_until, 20261130);
	assert_string_equal(dog->hold_reason, "puntos");
	assert_string_equal(dog->name, "Coco");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.warnings[0].kind, WARNING_HOLD);
	assert_int_equal(d.last.ask, ASK_WARNING);
	/* The decision that waits is not settled by lifting the hold. */
	taken(&d, "'lift':['p-003']");
	assert_int_equal(told_dog(&d, "p-003")->hold, HOLD_NONE);
	assert_string_equal(told_dog(&d, "p-003")->hold_reason, "");
	assert_status(&d, "x", DECISION_WAITING);
	say(&d, "{'action':'answer','of':'x','go':false}");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

static void another_hold_takes_the_place_of_the_first(void **state)
{
	struct desk d;
	const struct dog *dog;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	taken(&d, "'holds':[{'dog':'p-003','reason':'uno','until':'2026-11-30','kind':"
		  "'quarantine'}]");
	taken(&d, "'holds':[{'dog':'p-003','reason':'dos'}]");
	dog = told_dog(&d, "p-003");
	assert_int_equal(dog->hold, HOLD_MEDICAL);
	assert_int_equal(dog->hold_until, 0);
	assert_string_equal(dog->hold_reason, "dos");
	desk_close(&d);
}

static void a_hold_ends_by_itself_after_its_last_day(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T23:59:00+01:00");
	desk_dogs(&d);
	taken(&d, "'holds':[{'dog':'p-003','reason':'puntos','until':'2026-11-22'}]");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	say(&d, "{'action':'answer','of':'x','go':false}");
	d.now_ms = at("2026-11-23T00:00:00+01:00");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

static void a_dog_may_be_new_and_on_hold_and_paired_in_one_event(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	taken(&d, "'dogs':[{'id':'p-010','name':'Uno'}],'holds':[{'dog':'p-010','reason':'nuevo'}],"
		  "'pairs':[{'dogs':['p-010','p-003'],'kind':'incompatible'}]");
	assert_int_equal(told_dog(&d, "p-010")->hold, HOLD_MEDICAL);
	assert_true(desk_told(&d, CHANGE_PAIR));
	say(&d, "{'dog':'p-003','action':'exit'}");
	d.now_ms += MINUTE_MS;
	say(&d, "{'dog':'p-010','action':'exit'}");
	assert_int_equal(d.last.warning_count, 2);
	desk_close(&d);
}

static void a_pair_is_made_changed_and_undone(void **state)
{
	struct desk d;
	const struct pair *p = NULL;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	taken(&d, "'pairs':[{'dogs':['p-004','p-003'],'kind':'incompatible'}]");
	for (size_t i = 0; i < d.changes->count; i++) {
		if (d.changes->list[i].kind == CHANGE_PAIR)
			p = d.changes->list[i].as.pair;
	}
	assert_non_null(p);
	assert_string_equal(p->a, "p-003");
	assert_string_equal(p->b, "p-004");
	say(&d, "{'dog':'p-004','action':'exit'}");
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.warnings[0].kind, WARNING_INCOMPATIBLE);
	say(&d, "{'action':'answer','of':'x','go':false}");
	/* The same two as another kind: one pair, not two. */
	taken(&d, "'pairs':[{'dogs':['p-003','p-004'],'kind':'bonded'}]");
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit','id':'y'}"), OUTCOME_APPLIED);
	assert_int_equal(d.last.warning_count, 0);
	say(&d, "{'action':'retract','of':'y'}");
	taken(&d, "'unpair':[['p-004','p-003']]");
	refused(&d, "'unpair':[['p-004','p-003']]", "Coco and Kira are no pair");
	desk_close(&d);
}

static void a_pair_can_be_made_and_undone_in_one_event(void **state)
{
	struct desk d;
	struct changes *all;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	taken(&d,
	      "'pairs':[{'dogs':['p-003','p-004'],'kind':'bonded'}],'unpair':[['p-003','p-004']]");
	all = desk_shows(&d);
	for (size_t i = 0; i < all->count; i++)
		assert_int_not_equal(all->list[i].kind, CHANGE_PAIR);
	changes_free(&all);
	desk_close(&d);
}

static void bad_holds_and_pairs_are_refused_with_a_word(void **state)
{
	/* clang-format off */
	static const struct { const char *part; const char *says; } rows[] = {
		{ "'holds':[{'dog':'p-999','reason':'x'}]",                            "no dog 'p-999'" },
		{ "'holds':[{'reason':'x'}]",                                          "no dog ''" },
		{ "'holds':['p-003']",                                                 "no dog ''" },
		{ "'holds':{'dog':'p-003','reason':'x'}",                              "must be an array" },
		{ "'holds':[{'dog':'p-003'}]",                                         "needs a reason" },
		{ "'holds':[{'dog':'p-003','reason':''}]",                             "needs a reason" },
		{ "'holds':[{'dog':'p-003','reason':['x']}]",                          "reason: must be a text" },
		{ "'holds':[{'dog':'p-003','reason':'x','until':'mañana'}]",           "not on 'mañana'" },
		{ "'holds':[{'dog':'p-003','reason':'x','until':'2026-02-29'}]",       "not on '2026-02-29'" },
		{ "'holds':[{'dog':'p-003','reason':'x','kind':'none'}]",              "not 'none'" },
		{ "'holds':[{'dog':'v-001','reason':'x'}]",                            "no dog 'v-001'" },
		{ "'lift':['p-003']",                                                  "Coco is on no hold" },
		{ "'lift':['p-999']",                                                  "no dog 'p-999'" },
		{ "'lift':[3]",                                                        "no dog ''" },
		{ "'lift':'p-003'",                                                    "must be an array" },
		{ "'pairs':[{'dogs':['p-003','p-004']}]",                              "incompatible or bonded" },
		{ "'pairs':[{'dogs':['p-003','p-004'],'kind':''}]",                    "incompatible or bonded" },
		{ "'pairs':[{'dogs':['p-003','p-004'],'kind':'friends'}]",             "incompatible or bonded" },
		{ "'pairs':[{'dogs':['p-003'],'kind':'bonded'}]",                      "a pair is two dogs" },
		{ "'pairs':[{'dogs':['p-001','p-003','p-004'],'kind':'bonded'}]",      "a pair is two dogs" },
		{ "'pairs':[{'kind':'bonded'}]",                                       "a pair is two dogs" },
		{ "'pairs':[{'dogs':['p-003','p-003'],'kind':'bonded'}]",              "a pair is two" },
		{ "'pairs':[{'dogs':['p-003','p-999'],'kind':'bonded'}]",              "no dog 'p-999'" },
		{ "'pairs':[{'dogs':['p-003','v-001'],'kind':'bonded'}]",              "no dog 'v-001'" },
		{ "'pairs':[{'dogs':['p-003',7],'kind':'bonded'}]",                    "no dog ''" },
		{ "'unpair':[['p-003','p-004']]",                                      "are no pair" },
		{ "'unpair':['p-003']",                                                "a pair is two dogs" },
		{ "'pares':[]",                                                        "no part \"pares\"" },
		{ "'id':'nothing'",                                                    "says nothing to change" },
	};
	/* clang-format on */
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		refused(&d, rows[i].part, rows[i].says);
	desk_close(&d);
}

static void of_an_event_with_one_bad_part_nothing_is_taken(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	refused(&d,
		"'settings':{'debounce_s':9},'holds':[{'dog':'p-003','reason':'x'}],'pairs':[{"
		"'dogs':['p-003','p-999'],'kind':'bonded'}]",
		"p-999");
	assert_int_equal(brain_settings(d.brain)->debounce_ms, 3000);
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

static void a_level_that_somebody_has_is_not_taken_away(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	refused(&d, "'settings':{'levels':'green:G,yellow:Y'}", "Thor has the level 'red'");
	taken(&d,
	      "'settings':{'levels':'green:G,black:N'},'dogs':[{'id':'p-002','level':'black'}]");
	refused(&d, "'dogs':[{'id':'p-003','level':'red'}]", "none of green, black");
	taken(&d, "'volunteers':[{'id':'v-001','level':'BLACK'}]");
	refused(&d, "'settings':{'levels':'green:G,grey:R'},'dogs':[{'id':'p-002','level':'grey'}]",
		"Ana has the level 'black'");
	desk_close(&d);
}

static void heat_is_said_of_the_day_on_which_it_is_said(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-07-14T10:00:00+02:00");
	desk_dogs(&d);
	taken(&d, "'settings':{'heat':'extreme'}");
	assert_int_equal(brain_settings(d.brain)->heat_day, 20260714);
	say(&d, "{'dog':'p-003','action':'exit','id':'x'}");
	assert_int_equal(d.last.warnings[0].kind, WARNING_HEAT);
	say(&d, "{'action':'retract','of':'x'}");
	d.now_ms = at("2026-07-15T00:00:00+02:00");
	assert_int_equal(say(&d, "{'dog':'p-003','action':'exit'}")->warning_count, 0);
	taken(&d, "'settings':{'heat':'hot','heat_day':'2026-07-16'}");
	assert_int_equal(brain_settings(d.brain)->heat_day, 20260716);
	taken(&d, "'settings':{'heat':'none'}");
	assert_int_equal(brain_settings(d.brain)->heat_day, 0);
	desk_close(&d);
}

static void an_archived_dog_that_moves_is_held_live_and_applied_late(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	desk_dogs(&d);
	taken(&d, "'archive':['p-003']");
	assert_outcome(
		say(&d, "{'dog':'p-003','action':'exit','time':'2026-11-22T09:00:00+01:00'}"),
		OUTCOME_APPLIED);
	assert_outcome(say(&d, "{'dog':'p-003','action':'entry','id':'x'}"), OUTCOME_HELD);
	assert_int_equal(d.last.ask, ASK_ARCHIVED);
	assert_int_equal(desk_state(&d, "p-003"), STATE_OUTSIDE);
	say(&d, "{'action':'answer','of':'x','go':true}");
	assert_int_equal(desk_state(&d, "p-003"), STATE_INSIDE);
	/* One that is added again is no longer in the archive. */
	taken(&d, "'dogs':[{'id':'p-003','name':'Coco'}]");
	d.now_ms += MINUTE_MS;
	assert_outcome(say(&d, "{'dog':'p-003','action':'exit'}"), OUTCOME_APPLIED);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hold_is_put_told_and_lifted),
		cmocka_unit_test(another_hold_takes_the_place_of_the_first),
		cmocka_unit_test(a_hold_ends_by_itself_after_its_last_day),
		cmocka_unit_test(a_dog_may_be_new_and_on_hold_and_paired_in_one_event),
		cmocka_unit_test(a_pair_is_made_changed_and_undone),
		cmocka_unit_test(a_pair_can_be_made_and_undone_in_one_event),
		cmocka_unit_test(bad_holds_and_pairs_are_refused_with_a_word),
		cmocka_unit_test(of_an_event_with_one_bad_part_nothing_is_taken),
		cmocka_unit_test(a_level_that_somebody_has_is_not_taken_away),
		cmocka_unit_test(heat_is_said_of_the_day_on_which_it_is_said),
		cmocka_unit_test(an_archived_dog_that_moves_is_held_live_and_applied_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
