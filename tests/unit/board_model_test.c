/* What the board knows after changes: order of the lists, undo, the day. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/board/find.h"
#include "paseo/board/view.h"
#include "paseo/queue/rules.h"

#define DAY 20261122

static struct model m;
static struct view v;

static int64_t at(int hour, int minute)
{
	return days_at_ms(DAY, hour, minute);
}

static int open_model(void **state)
{
	(void)state;
	return model_init(&m);
}

static int close_model(void **state)
{
	(void)state;
	view_free(&v);
	model_clear(&m);
	return 0;
}

static void apply(struct change c)
{
	assert_int_equal(model_apply(&m, &c), 0);
}

static void add_dog(const char *id, const char *name, const char *traits)
{
	struct dog dog = { .id = "" };

	snprintf(dog.id, sizeof(dog.id), "%s", id);
	snprintf(dog.name, sizeof(dog.name), "%s", name);
	snprintf(dog.traits, sizeof(dog.traits), "%s", traits);
	apply((struct change){ .kind = CHANGE_DOG, .as.dog = &dog });
}

static void set_now(const char *id, enum dog_state state, int64_t since_ms, int walks)
{
	struct change c = { .kind = CHANGE_NOW };

	snprintf(c.as.now.id, sizeof(c.as.now.id), "%s", id);
	c.as.now.state = state;
	c.as.now.since_ms = since_ms;
	c.as.now.last_in_ms = state == STATE_INSIDE ? since_ms : 0;
	c.as.now.day = DAY;
	c.as.now.walks_today = walks;
	c.as.now.walk_seconds_today = walks * 600;
	apply(c);
}

static struct logged event_at(uint64_t seq, enum move move, const char *dog, int64_t time_ms)
{
	struct logged e = { .targets = TARGET_BOARD,
			    .answer = { .seq = seq,
					.action = ACTION_SCAN,
					.move = move,
					.outcome = OUTCOME_APPLIED,
					.time_ms = time_ms } };

	snprintf(e.answer.id, sizeof(e.answer.id), "e%u", (unsigned)seq);
	snprintf(e.answer.dog, sizeof(e.answer.dog), "%s", dog);
	return e;
}

static void add_event(uint64_t seq, enum action action, enum move move, enum outcome outcome,
		      uint64_t of_seq, bool go)
{
	struct logged e = { .targets = TARGET_BOARD,
			    .answer = { .seq = seq,
					.action = action,
					.move = move,
					.outcome = outcome,
					.of_seq = of_seq,
					.go = go,
					.time_ms = at(10, 0) + (int64_t)seq * SECOND_MS } };

	snprintf(e.answer.id, sizeof(e.answer.id), "e%u", (unsigned)seq);
	apply((struct change){ .kind = CHANGE_EVENT, .as.event = &e });
}

static const char *dog_at(enum side side, size_t i)
{
	return m.dogs[v.dogs[side][i]].dog.id;
}

static void overdue_dogs_come_first_then_the_longest_out(void **state)
{
	(void)state;
	m.settings.limit_min = 45;
	add_dog("a", "A", "");
	add_dog("b", "B", "");
	add_dog("c", "C", "");
	m.dogs[2].dog.limit_min = 10;
	set_now("a", STATE_OUTSIDE, at(11, 40), 1);
	set_now("b", STATE_OUTSIDE, at(11, 20), 1);
	set_now("c", STATE_OUTSIDE, at(11, 45), 1);
	assert_int_equal(view_make(&v, &m, at(12, 0)), 0);
	assert_string_equal(dog_at(SIDE_OUTSIDE, 0), "c");
	assert_string_equal(dog_at(SIDE_OUTSIDE, 1), "b");
	assert_string_equal(dog_at(SIDE_OUTSIDE, 2), "a");
}

static void who_needs_a_walk_most_comes_first(void **state)
{
	(void)state;
	add_dog("a", "A", "");
	add_dog("b", "B", "");
	add_dog("c", "C", "");
	add_dog("d", "D", "");
	set_now("a", STATE_INSIDE, at(9, 0), 1);
	set_now("b", STATE_INSIDE, at(8, 0) - 48 * HOUR_MS, 0);
	set_now("c", STATE_INSIDE, at(8, 30), 1);
	view_make(&v, &m, at(12, 0));
	assert_string_equal(dog_at(SIDE_INSIDE, 0), "d");
	assert_string_equal(dog_at(SIDE_INSIDE, 1), "b");
	assert_string_equal(dog_at(SIDE_INSIDE, 2), "c");
	assert_string_equal(dog_at(SIDE_INSIDE, 3), "a");
	assert_int_equal(v.unwalked, 2);
	view_make(&v, &m, at(12, 0) + 24 * HOUR_MS);
	assert_int_equal(v.unwalked, 4);
}

static void an_archived_dog_is_on_the_board_only_while_it_is_outside(void **state)
{
	(void)state;
	add_dog("a", "A", "");
	m.dogs[0].dog.archived = true;
	view_make(&v, &m, at(12, 0));
	assert_int_equal(v.count[SIDE_INSIDE] + v.count[SIDE_OUTSIDE], 0);
	set_now("a", STATE_OUTSIDE, at(11, 0), 1);
	view_make(&v, &m, at(12, 0));
	assert_int_equal(v.count[SIDE_OUTSIDE], 1);
}

static void a_reactive_dog_waits_for_another_that_is_outside(void **state)
{
	struct may_go may;

	(void)state;
	add_dog("a", "Thor", "reactive");
	add_dog("b", "Rex", "heat reactive");
	add_dog("c", "Luna", "");
	view_make(&v, &m, at(12, 0));
	assert_int_equal(view_may_go(&m, &v, model_dog(&m, "b")).outlook, OUTLOOK_GO);
	set_now("a", STATE_OUTSIDE, at(11, 0), 1);
	view_make(&v, &m, at(12, 0));
	may = view_may_go(&m, &v, model_dog(&m, "b"));
	assert_int_equal(may.outlook, OUTLOOK_STAY);
	assert_string_equal(may.with->dog.name, "Thor");
	assert_int_equal(view_may_go(&m, &v, model_dog(&m, "c")).outlook, OUTLOOK_GO);
}

static void the_last_movement_is_the_one_that_was_applied_last_and_not_undone(void **state)
{
	(void)state;
	assert_null(model_last_movement(&m, at(12, 0), 0));
	add_event(1, ACTION_SCAN, MOVE_EXIT, OUTCOME_APPLIED, 0, false);
	add_event(2, ACTION_SCAN, MOVE_EXIT, OUTCOME_HELD, 2, false);
	add_event(3, ACTION_EXIT, MOVE_EXIT, OUTCOME_APPLIED, 0, false);
	add_event(4, ACTION_EXIT, MOVE_EXIT, OUTCOME_ALREADY, 0, false);
	assert_int_equal(model_last_movement(&m, at(12, 0), 0)->seq, 3);
	assert_int_equal(model_last_movement(&m, at(12, 0), 3)->seq, 1);
	add_event(5, ACTION_ANSWER, MOVE_NONE, OUTCOME_APPLIED, 2, true);
	assert_int_equal(model_last_movement(&m, at(12, 0), 0)->seq, 2);
	add_event(6, ACTION_RETRACT, MOVE_NONE, OUTCOME_APPLIED, 2, false);
	assert_int_equal(model_last_movement(&m, at(12, 0), 0)->seq, 3);
	add_event(7, ACTION_RETRACT, MOVE_NONE, OUTCOME_APPLIED, 6, false);
	assert_int_equal(model_last_movement(&m, at(12, 0), 0)->seq, 2);
}

static void yesterdays_movement_is_not_undone_at_once(void **state)
{
	struct logged e = event_at(1, MOVE_EXIT, "a", at(10, 0) - 24 * HOUR_MS);
	const struct recent *list[8];

	(void)state;
	apply((struct change){ .kind = CHANGE_EVENT, .as.event = &e });
	assert_int_equal(model_movements(&m, at(12, 0), list, 8), 0);
	assert_null(model_last_movement(&m, at(12, 0), 0));
	assert_int_equal(model_last_movement(&m, at(12, 0) - 24 * HOUR_MS, 0)->seq, 1);
}

static void a_late_scan_is_what_its_walk_says(void **state)
{
	struct logged out = event_at(1, MOVE_TURN, "a", at(9, 0));
	struct logged in = event_at(2, MOVE_TURN, "a", at(9, 30));
	struct change walk = { .kind = CHANGE_WALK };

	(void)state;
	add_dog("a", "A", "");
	out.answer.has_state = in.answer.has_state = true;
	out.answer.state = STATE_OUTSIDE;
	apply((struct change){ .kind = CHANGE_EVENT, .as.event = &out });
	assert_int_equal(model_move(&m, &out.answer), MOVE_EXIT);
	apply((struct change){ .kind = CHANGE_EVENT, .as.event = &in });
	assert_int_equal(model_move(&m, &in.answer), MOVE_ENTRY);
	/* An earlier one that came later turns them round. */
	walk.as.walk = (struct walk){ .in_seq = 1, .in_ms = at(9, 0), .out_ms = at(8, 30) };
	apply(walk);
	walk.as.walk = (struct walk){ .out_seq = 2, .out_ms = at(9, 30) };
	apply(walk);
	assert_int_equal(model_move(&m, &out.answer), MOVE_ENTRY);
	assert_int_equal(model_move(&m, &in.answer), MOVE_EXIT);
}

static void a_duplicate_is_not_a_second_movement(void **state)
{
	const struct recent *list[8];

	(void)state;
	add_event(1, ACTION_SCAN, MOVE_EXIT, OUTCOME_APPLIED, 0, false);
	add_event(1, ACTION_SCAN, MOVE_EXIT, OUTCOME_DUPLICATE, 0, false);
	assert_int_equal(model_movements(&m, at(12, 0), list, 8), 1);
	assert_int_equal(m.last.outcome, OUTCOME_DUPLICATE);
}

static void the_oldest_events_are_forgotten_when_there_are_too_many(void **state)
{
	(void)state;
	for (uint64_t seq = 1; seq <= 1000; seq++)
		add_event(seq, ACTION_SCAN, MOVE_EXIT, OUTCOME_APPLIED, 0, false);
	assert_in_range(m.recent_count, 1, MODEL_RECENT_MAX);
	assert_int_equal(model_last_movement(&m, at(12, 0), 0)->seq, 1000);
}

static void finding_does_not_mind_case_or_accents_and_puts_the_best_first(void **state)
{
	struct found f;

	(void)state;
	add_dog("p-001", "Núria", "");
	add_dog("p-002", "Luna Gris", "");
	add_dog("p-003", "Luna", "");
	add_dog("p-004", "La Luna", "");
	add_dog("p-005", "Petuluna", "");
	find_dogs(&m, "NURIA", &f);
	assert_int_equal(find_only(&f), 0);
	find_dogs(&m, "luna", &f);
	assert_int_equal(f.all, 4);
	assert_int_equal(find_only(&f), 2);
	assert_int_equal(f.dogs[0], 2);
	assert_int_equal(f.dogs[1], 1);
	assert_int_equal(f.dogs[2], 3);
	assert_int_equal(f.dogs[3], 4);
	find_dogs(&m, "lun", &f);
	assert_int_equal(find_only(&f), -1);
	find_dogs(&m, "P-004", &f);
	assert_int_equal(find_only(&f), 3);
	find_dogs(&m, "zzz", &f);
	assert_int_equal(f.all, 0);
	find_dogs(&m, "  ", &f);
	assert_int_equal(f.all, 0);
}

static struct change walk_of(const char *dog, int32_t day, int64_t out_ms, int64_t in_ms,
			     uint64_t seq)
{
	struct change c = {
		.kind = CHANGE_WALK,
		.as.walk = { .day = day, .out_ms = out_ms, .in_ms = in_ms, .out_seq = seq }
	};

	snprintf(c.as.walk.dog, sizeof(c.as.walk.dog), "%s", dog);
	return c;
}

static void the_walks_of_today_are_kept_by_dog_and_in_time(void **state)
{
	struct change gone = walk_of("b", DAY, at(9, 0), at(9, 30), 2);
	const struct walk *walks;
	size_t count;

	(void)state;
	apply(walk_of("b", DAY, at(11, 0), 0, 5));
	apply(walk_of("a", DAY, at(10, 0), at(10, 20), 4));
	apply(gone);
	walks = model_walks(&m, "b", &count);
	assert_int_equal(count, 2);
	assert_int_equal(walks[0].out_seq, 2);
	assert_int_equal(walks[1].out_seq, 5);
	assert_int_equal(model_open_walk(&m, "b")->out_seq, 5);
	assert_null(model_open_walk(&m, "a"));
	apply(walk_of("b", DAY, at(11, 0), at(11, 20), 5));
	assert_null(model_open_walk(&m, "b"));
	gone.kind = CHANGE_WALK_GONE;
	apply(gone);
	(void)model_walks(&m, "b", &count);
	assert_int_equal(count, 1);
	assert_null(model_walks(&m, "c", &count));
}

static void of_the_day_before_only_open_walks_stay(void **state)
{
	size_t count;

	(void)state;
	apply(walk_of("a", DAY, at(10, 0), at(10, 20), 1));
	apply(walk_of("b", DAY, at(10, 0), 0, 2));
	apply(walk_of("a", DAY + 1, at(10, 0) + 24 * HOUR_MS, 0, 3));
	assert_int_equal(model_walks(&m, "a", &count)->out_seq, 3);
	assert_int_equal(count, 1);
	assert_int_equal(model_open_walk(&m, "b")->out_seq, 2);
	/* What is told late of that day is none of today's. */
	apply(walk_of("a", DAY, at(12, 0), at(12, 20), 4));
	(void)model_walks(&m, "a", &count);
	assert_int_equal(count, 1);
}

static void how_a_day_was_closed_is_known_of_today_and_yesterday(void **state)
{
	struct change c = { .kind = CHANGE_CLOSING, .as.closing = { .seq = 3, .day = DAY } };

	(void)state;
	assert_false(model_is_closed(&m, DAY));
	apply(c);
	assert_true(model_is_closed(&m, DAY));
	c.as.closing.reopened_seq = 4;
	apply(c);
	assert_false(model_is_closed(&m, DAY));
	assert_int_equal(model_closing(&m, DAY)->seq, 3);
	c.as.closing = (struct closing){ .seq = 5, .day = DAY };
	apply(c);
	assert_true(model_is_closed(&m, DAY));
	for (int i = 1; i <= 2; i++) {
		c.as.closing = (struct closing){ .seq = 5 + (uint64_t)i, .day = DAY + i };
		apply(c);
	}
	assert_null(model_closing(&m, DAY));
	assert_true(model_is_closed(&m, DAY + 1));
}

static void pairs_come_change_and_go(void **state)
{
	struct pair p;

	(void)state;
	pair_make(&p, "b", "a", PAIR_INCOMPATIBLE);
	apply((struct change){ .kind = CHANGE_PAIR, .as.pair = &p });
	assert_int_equal(model_pair(&m, "b", "a"), PAIR_INCOMPATIBLE);
	p.kind = PAIR_BONDED;
	apply((struct change){ .kind = CHANGE_PAIR, .as.pair = &p });
	assert_int_equal(model_pair(&m, "a", "b"), PAIR_BONDED);
	assert_int_equal(m.pair_count, 1);
	p.kind = PAIR_NONE;
	apply((struct change){ .kind = CHANGE_PAIR, .as.pair = &p });
	assert_int_equal(model_pair(&m, "a", "b"), PAIR_NONE);
}

static void a_badge_speaks_for_the_dogs_until_its_time_is_over(void **state)
{
	struct volunteer v1 = { .id = "v-1", .name = "Ana" };
	struct logged e = event_at(1, MOVE_NONE, "", at(10, 0));

	(void)state;
	apply((struct change){ .kind = CHANGE_VOLUNTEER, .as.volunteer = &v1 });
	snprintf(e.answer.volunteer, sizeof(e.answer.volunteer), "v-1");
	apply((struct change){ .kind = CHANGE_EVENT, .as.event = &e });
	assert_string_equal(model_walker(&m, at(10, 0))->name, "Ana");
	assert_non_null(model_walker(&m, at(10, 0) + 29999));
	assert_null(model_walker(&m, at(10, 0) + 30 * SECOND_MS));
	assert_null(model_walker(&m, at(9, 59)));
}

static struct decision decision_of(uint64_t seq, enum decision_status status, uint64_t answer_seq)
{
	return (struct decision){ .seq = seq, .status = status, .answer_seq = answer_seq };
}

/* One that its partner let go was never answered by an event of its own, and could not be undone. */
static void a_held_movement_counts_from_what_let_it_go(void **state)
{
	struct decision d = decision_of(1, DECISION_WAITING, 0);

	(void)state;
	add_event(1, ACTION_EXIT, MOVE_EXIT, OUTCOME_HELD, 1, false);
	apply((struct change){ .kind = CHANGE_DECISION, .as.decision = &d });
	assert_int_equal(m.waiting_count, 1);
	assert_null(model_last_movement(&m, at(12, 0), 0));
	add_event(2, ACTION_EXIT, MOVE_EXIT, OUTCOME_APPLIED, 0, false);
	d = decision_of(1, DECISION_GO, 2);
	apply((struct change){ .kind = CHANGE_DECISION, .as.decision = &d });
	assert_int_equal(model_last_movement(&m, at(12, 0), 2)->seq, 1);
	assert_int_equal(m.answered_count, 1);
	assert_int_equal(m.waiting_count, 0);
	/* The answer was taken back. */
	d = decision_of(1, DECISION_WAITING, 0);
	apply((struct change){ .kind = CHANGE_DECISION, .as.decision = &d });
	assert_int_equal(m.answered_count, 0);
	assert_int_equal(m.waiting_count, 1);
	assert_null(model_last_movement(&m, at(12, 0), 2));
}

static void the_oldest_answered_decisions_make_room(void **state)
{
	(void)state;
	for (uint64_t seq = 1; seq <= 2 * MODEL_ANSWERED_MAX; seq++) {
		struct decision d = decision_of(seq, DECISION_NO, seq + 1);

		apply((struct change){ .kind = CHANGE_DECISION, .as.decision = &d });
	}
	assert_int_equal(m.answered_count, MODEL_ANSWERED_MAX);
	assert_int_equal(m.answered[0].seq, MODEL_ANSWERED_MAX + 1);
}

static void people_are_found_like_dogs_but_not_those_who_have_left(void **state)
{
	struct volunteer people[] = { { .id = "v-1", .name = "Ana Ferrer" },
				      { .id = "v-2", .name = "Rubén Cabañas" },
				      { .id = "v-3", .name = "Anabel", .archived = true } };
	struct found f;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		apply((struct change){ .kind = CHANGE_VOLUNTEER, .as.volunteer = &people[i] });
	find_people(&m, "ana", &f);
	assert_int_equal(f.all, 2);
	assert_int_equal(find_best(&f), 0);
	find_people(&m, "RUBEN", &f);
	assert_int_equal(find_best(&f), 1);
	find_people(&m, "V-2", &f);
	assert_int_equal(find_only(&f), 1);
	find_people(&m, "zzz", &f);
	assert_int_equal(find_best(&f), -1);
}

#define MODEL(test) cmocka_unit_test_setup_teardown(test, open_model, close_model)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MODEL(overdue_dogs_come_first_then_the_longest_out),
		MODEL(who_needs_a_walk_most_comes_first),
		MODEL(an_archived_dog_is_on_the_board_only_while_it_is_outside),
		MODEL(a_reactive_dog_waits_for_another_that_is_outside),
		MODEL(the_last_movement_is_the_one_that_was_applied_last_and_not_undone),
		MODEL(yesterdays_movement_is_not_undone_at_once),
		MODEL(a_late_scan_is_what_its_walk_says),
		MODEL(a_duplicate_is_not_a_second_movement),
		MODEL(the_oldest_events_are_forgotten_when_there_are_too_many),
		MODEL(the_walks_of_today_are_kept_by_dog_and_in_time),
		MODEL(of_the_day_before_only_open_walks_stay),
		MODEL(how_a_day_was_closed_is_known_of_today_and_yesterday),
		MODEL(pairs_come_change_and_go),
		MODEL(a_badge_speaks_for_the_dogs_until_its_time_is_over),
		MODEL(a_held_movement_counts_from_what_let_it_go),
		MODEL(the_oldest_answered_decisions_make_room),
		MODEL(people_are_found_like_dogs_but_not_those_who_have_left),
		MODEL(finding_does_not_mind_case_or_accents_and_puts_the_best_first),
	};

	days_set_zone("Europe/Madrid");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
