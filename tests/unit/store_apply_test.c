/* Every kind of change goes into the database and comes back as it was. */
#include <config.h>

#include "store_help.h"

#include "paseo/queue/rules.h"
#include "paseo/store/reader.h"

/* What a reader's rows are kept in. */
struct seen {
	size_t count;
	struct dog dogs[8];
	struct dog_now now[8];
	char tags[8][64];
	struct volunteer volunteers[4];
	struct tag codes[4];
	struct walk walks[8];
	struct answer answers[16];
	char json[16][512];
	struct decision decisions[4];
	struct pair pairs[4];
	struct closing closings[8];
};

static struct reader *open_reader(void **state)
{
	struct reader *r = NULL;
	struct fault f = { "" };

	if (reader_open(db_of(state), &r, &f) != 0)
		fail_msg("%s", f.text);
	return r;
}

static int keep_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct seen *s = ctx;

	s->dogs[s->count] = *d;
	s->now[s->count] = *now;
	(void)snprintf(s->tags[s->count++], sizeof(s->tags[0]), "%s", tags);
	return 0;
}

static int keep_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	struct seen *s = ctx;

	s->volunteers[s->count] = *v;
	(void)snprintf(s->tags[s->count++], sizeof(s->tags[0]), "%s", badges);
	return 0;
}

static int keep_tag(void *ctx, const struct tag *t)
{
	struct seen *s = ctx;

	s->codes[s->count++] = *t;
	return 0;
}

static int keep_walk(void *ctx, const struct walk *w)
{
	struct seen *s = ctx;

	s->walks[s->count++] = *w;
	return 0;
}

static int keep_event(void *ctx, const struct answer *a, const char *json)
{
	struct seen *s = ctx;

	s->answers[s->count] = *a;
	(void)snprintf(s->json[s->count++], sizeof(s->json[0]), "%s", json);
	return 0;
}

static int keep_decision(void *ctx, const struct decision *d)
{
	struct seen *s = ctx;

	s->decisions[s->count++] = *d;
	return 0;
}

static int keep_pair(void *ctx, const struct pair *p)
{
	struct seen *s = ctx;

	s->pairs[s->count++] = *p;
	return 0;
}

static int keep_closing(void *ctx, const struct closing *c)
{
	struct seen *s = ctx;

	s->closings[s->count++] = *c;
	return 0;
}

/* ---- lists made by hand ---- */

static struct changes *new_list(void)
{
	struct changes *c = changes_new();

	assert_non_null(c);
	return c;
}

static struct change *add(struct changes *c, enum change_kind kind)
{
	struct change *one = changes_add(c, kind);

	assert_non_null(one);
	return one;
}

static void add_event(struct changes *c, uint64_t seq, const char *json)
{
	struct logged *l = add(c, CHANGE_EVENT)->as.event;

	l->answer.seq = seq;
	(void)snprintf(l->answer.id, sizeof(l->answer.id), "e-%llu", (unsigned long long)seq);
	l->json = strdup(json);
	l->json_len = strlen(json);
	l->chain = UINT64_MAX - seq;
}

static struct dog *add_dog(struct changes *c, const char *id)
{
	struct dog *d = add(c, CHANGE_DOG)->as.dog;

	(void)snprintf(d->id, sizeof(d->id), "%s", id);
	(void)snprintf(d->name, sizeof(d->name), "Dog of %s", id);
	return d;
}

static struct walk *add_walk(struct changes *c, enum change_kind kind, const char *dog,
			     int64_t out_ms, uint64_t out_seq)
{
	struct walk *w = &add(c, kind)->as.walk;

	(void)snprintf(w->dog, sizeof(w->dog), "%s", dog);
	w->out_ms = out_ms;
	w->day = days_of(out_ms);
	w->out_seq = out_seq;
	w->out_kind = END_MEASURED;
	return w;
}

static void apply(struct store *s, struct changes *c)
{
	struct fault f = { "" };

	if (store_apply(s, c, &f) != 0)
		fail_msg("%s", f.text);
	changes_free(&c);
}

static void an_event_comes_back_as_it_was_judged(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r;
	struct answer *a;

	add_event(c, 1, "{\"dog\":\"p-009\"}");
	a = &c->list[0].as.event->answer;
	a->received_ms = SUNDAY_MS + 5;
	a->time_ms = SUNDAY_MS;
	a->action = ACTION_EXIT;
	a->move = MOVE_EXIT;
	a->source = SOURCE_NFC;
	a->vocabulary = VOCABULARY_SPANISH;
	a->outcome = OUTCOME_HELD;
	a->ask = ASK_OTHER_DAY;
	a->estimated = a->go = true;
	a->of_seq = 1;
	a->day = 20261114;
	a->warning_count = 2;
	a->warnings[0].kind = WARNING_INCOMPATIBLE;
	(void)snprintf(a->warnings[0].with, WITH_SIZE, "p-002 p-003");
	a->warnings[1].kind = WARNING_HEAT;
	(void)snprintf(a->scope, sizeof(a->scope), "gate");
	(void)snprintf(a->of, sizeof(a->of), "of-1");
	(void)snprintf(a->dog, sizeof(a->dog), "p-009");
	(void)snprintf(a->tag, sizeof(a->tag), "04FF");
	(void)snprintf(a->volunteer, sizeof(a->volunteer), "v-1");
	(void)snprintf(a->reader, sizeof(a->reader), "door");
	(void)snprintf(a->reason, sizeof(a->reason), "niño");
	(void)snprintf(a->error, sizeof(a->error), "wait");
	a->first = a->outcome;
	assert_int_equal(store_apply(s, c, NULL), 0);
	assert_int_equal(store_seq(s), 1);
	assert_true(store_chain(s) == UINT64_MAX - 1);
	r = open_reader(state);
	assert_int_equal(reader_events(r, 0, 0, keep_event, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_memory_equal(&seen.answers[0], a, sizeof(*a));
	assert_string_equal(seen.json[0], "{\"dog\":\"p-009\"}");
	reader_close(&r);
	changes_free(&c);
	store_close(&s, 0);
	s = open_store(db_of(state));
	assert_int_equal(store_seq(s), 1);
	assert_true(store_chain(s) == UINT64_MAX - 1);
	store_close(&s, 0);
}

static void names_not_numbers_are_stored_and_absent_is_null(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();

	add_event(c, 1, "{}");
	c->list[0].as.event->answer.action = ACTION_AMEND;
	apply(s, c);
	store_close(&s, 0);
	assert_int_equal(ask_path(db_of(state),
				  "SELECT count(*) FROM event WHERE action = 'amend' AND outcome = "
				  "'applied' AND vocabulary = 'en' AND source IS NULL AND ask IS "
				  "NULL AND move IS NULL AND dog IS NULL AND of_seq IS NULL AND "
				  "warnings IS NULL AND error IS NULL"),
			 1);
}

static void dogs_come_back_with_state_and_tags(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct dog_now now;
	struct reader *r;
	struct dog luna;

	add_event(c, 1, "{}");
	luna = *add_dog(c, "p-001");
	(void)snprintf(luna.kennel, sizeof(luna.kennel), "A1");
	(void)snprintf(luna.zone, sizeof(luna.zone), "north");
	(void)snprintf(luna.level, sizeof(luna.level), "red");
	(void)snprintf(luna.traits, sizeof(luna.traits), "escape reactive");
	(void)snprintf(luna.note, sizeof(luna.note), "Núria's");
	luna.target_min = 40;
	luna.limit_min = 90;
	luna.hold = HOLD_BEHAVIOUR;
	luna.hold_until = 20261130;
	(void)snprintf(luna.hold_reason, sizeof(luna.hold_reason), "bit a hand");
	*c->list[1].as.dog = luna;
	add_dog(c, "p-002")->archived = true;
	memset(&now, 0, sizeof(now));
	memcpy(now.id, luna.id, sizeof(now.id));
	now.state = STATE_OUTSIDE;
	now.since_ms = SUNDAY_MS;
	now.last_in_ms = SUNDAY_MS - 5;
	now.last_walk_ms = 77;
	now.day = 20261115;
	now.walks_today = 3;
	now.walk_seconds_today = 61;
	(void)snprintf(now.volunteer, sizeof(now.volunteer), "v-1");
	add(c, CHANGE_NOW)->as.now = now;
	for (int i = 0; i < 2; i++) {
		struct tag *t = add(c, CHANGE_TAG)->as.tag;

		(void)snprintf(t->code, sizeof(t->code), "code-%d", i);
		(void)snprintf(t->to, sizeof(t->to), "p-001");
	}
	apply(s, c);

	r = open_reader(state);
	assert_int_equal(reader_dogs(r, false, keep_dog, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_memory_equal(&seen.dogs[0], &luna, sizeof(luna));
	assert_memory_equal(&seen.now[0], &now, sizeof(now));
	assert_string_equal(seen.tags[0], "code-0 code-1");
	seen.count = 0;
	assert_int_equal(reader_dogs(r, true, keep_dog, &seen), 0);
	assert_int_equal(seen.count, 2);
	assert_true(seen.dogs[1].archived);
	assert_int_equal(seen.now[1].state, STATE_INSIDE);

	/* Roster data that come again leave the state alone. */
	c = new_list();
	add_dog(c, "p-001");
	apply(s, c);
	seen.count = 0;
	assert_int_equal(reader_dogs(r, false, keep_dog, &seen), 0);
	assert_string_equal(seen.dogs[0].kennel, "");
	assert_int_equal(seen.dogs[0].hold, HOLD_NONE);
	assert_string_equal(seen.dogs[0].hold_reason, "");
	assert_int_equal(seen.dogs[0].hold_until, 0);
	assert_memory_equal(&seen.now[0], &now, sizeof(now));
	reader_close(&r);
	store_close(&s, 0);
}

static void people_tags_and_settings_come_back(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct settings wanted;
	struct settings got;
	struct reader *r;
	struct volunteer ana;

	memset(&ana, 0, sizeof(ana));
	(void)snprintf(ana.id, sizeof(ana.id), "v-001");
	(void)snprintf(ana.name, sizeof(ana.name), "Ana");
	(void)snprintf(ana.level, sizeof(ana.level), "yellow");
	(void)snprintf(ana.phone, sizeof(ana.phone), "600 1");
	*add(c, CHANGE_VOLUNTEER)->as.volunteer = ana;
	for (int i = 0; i < 2; i++) {
		struct tag *t = add(c, CHANGE_TAG)->as.tag;

		(void)snprintf(t->code, sizeof(t->code), "B%d", i);
		(void)snprintf(t->to, sizeof(t->to), "v-001");
	}
	(void)snprintf(add(c, CHANGE_TAG)->as.tag->code, TAG_CODE_SIZE, "B0"); /* released */
	settings_default(&wanted);
	(void)snprintf(wanted.shelter, sizeof(wanted.shelter), "La Ribera");
	wanted.limit_min = 99;
	*add(c, CHANGE_SETTINGS)->as.settings = wanted;
	apply(s, c);

	r = open_reader(state);
	assert_int_equal(reader_volunteers(r, false, keep_volunteer, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_memory_equal(&seen.volunteers[0], &ana, sizeof(ana));
	assert_string_equal(seen.tags[0], "B1");
	seen.count = 0;
	assert_int_equal(reader_tags(r, keep_tag, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_string_equal(seen.codes[0].code, "B1");
	assert_string_equal(seen.codes[0].to, "v-001");
	memset(&got, 0, sizeof(got));
	assert_int_equal(reader_settings(r, &got), 0);
	assert_string_equal(got.shelter, "La Ribera");
	assert_int_equal(got.limit_min, 99);
	assert_int_equal(got.reversal_ms, wanted.reversal_ms);
	reader_close(&r);
	store_close(&s, 0);
}

static void a_walk_opens_closes_moves_and_goes(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r = open_reader(state);
	struct walk closed;

	add_dog(c, "p-001");
	add_walk(c, CHANGE_WALK, "p-001", SUNDAY_MS, 7);
	apply(s, c);
	assert_int_equal(reader_walks(r, 20261115, 20261115, keep_walk, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_int_equal(seen.walks[0].in_ms, 0);
	assert_int_equal(seen.walks[0].in_kind, END_NONE);

	c = new_list();
	closed = *add_walk(c, CHANGE_WALK, "p-001", SUNDAY_MS, 7);
	closed.in_ms = SUNDAY_MS + HOUR_MS;
	closed.in_seq = 8;
	closed.in_kind = END_ESTIMATED;
	closed.out_kind = END_TYPED;
	(void)snprintf(closed.volunteer, sizeof(closed.volunteer), "v-1");
	c->list[0].as.walk = closed;
	apply(s, c);
	seen.count = 0;
	assert_int_equal(reader_walks(r, 20261115, 20261115, keep_walk, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_memory_equal(&seen.walks[0], &closed, sizeof(closed));

	/* An amend moves its beginning to the day before. */
	c = new_list();
	add_walk(c, CHANGE_WALK_GONE, "p-001", SUNDAY_MS, 7);
	add_walk(c, CHANGE_WALK, "p-001", SUNDAY_MS - 12 * HOUR_MS, 7);
	apply(s, c);
	seen.count = 0;
	assert_int_equal(reader_walks(r, 20260101, 20261231, keep_walk, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_int_equal(seen.walks[0].day, 20261114);
	reader_close(&r);
	store_close(&s, 0);
}

static void who_was_out_at_an_instant(void **state)
{
	const int64_t at = SUNDAY_MS;
	/* begun and ended so long before and after the instant; 0: not ended */
	const struct {
		int64_t out, in;
		bool is_out;
	} cases[] = {
		{ -1 * HOUR_MS, 1, true },
		{ -2 * HOUR_MS, 0, true },
		{ -1 * HOUR_MS, -1, false },
		{ 1, 2 * HOUR_MS, false },
		{ 5, 0, false },
		{ -24 * HOUR_MS + 1, 1, true },
		{ -90 * 24 * HOUR_MS, HOUR_MS, true },
		{ -90 * 24 * HOUR_MS, -HOUR_MS, false },
	};
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r;
	size_t expected = 0;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char id[16];
		struct walk *w;

		(void)snprintf(id, sizeof(id), "p-%zu", i);
		add_dog(c, id);
		w = add_walk(c, CHANGE_WALK, id, at + cases[i].out, i + 1);
		w->in_ms = cases[i].in ? at + cases[i].in : 0;
		expected += cases[i].is_out;
	}
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_open_walks(r, at, keep_walk, &seen), 0);
	assert_int_equal(seen.count, expected);
	for (size_t i = 0; i < seen.count; i++) {
		assert_true(cases[seen.walks[i].out_seq - 1].is_out);
		assert_true(i == 0 || seen.walks[i].out_ms >= seen.walks[i - 1].out_ms);
	}
	reader_close(&r);
	store_close(&s, 0);
}

static void a_decision_comes_back_and_its_answer_replaces_it(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct decision d;
	struct reader *r;

	memset(&d, 0, sizeof(d));
	d.seq = 12;
	(void)snprintf(d.id, sizeof(d.id), "e-12");
	(void)snprintf(d.dog, sizeof(d.dog), "p-001");
	d.move = MOVE_EXIT;
	d.ask = ASK_WARNING;
	d.asked_ms = SUNDAY_MS;
	d.warning_count = 1;
	d.warnings[0].kind = WARNING_REACTIVE;
	(void)snprintf(d.warnings[0].with, WITH_SIZE, "p-002");
	add_dog(c, "p-001");
	*add(c, CHANGE_DECISION)->as.decision = d;
	d.status = DECISION_GO;
	d.answer_seq = 13;
	d.answered_ms = SUNDAY_MS + 9;
	(void)snprintf(d.volunteer, sizeof(d.volunteer), "v-1");
	(void)snprintf(d.reason, sizeof(d.reason), "calm today");
	(void)snprintf(d.by, sizeof(d.by), "v-2");
	*add(c, CHANGE_DECISION)->as.decision = d;
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_decisions(r, SUNDAY_MS, SUNDAY_MS + 1, keep_decision, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_memory_equal(&seen.decisions[0], &d, sizeof(d));
	assert_int_equal(reader_decisions(r, SUNDAY_MS + 1, INT64_MAX, keep_decision, &seen), 0);
	assert_int_equal(seen.count, 1);
	reader_close(&r);
	store_close(&s, 0);
}

static void decisions_are_found_by_how_they_stand(void **state)
{
	static const enum decision_status statuses[] = { DECISION_WAITING, DECISION_GO,
							 DECISION_WAITING };
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r;

	add_dog(c, "p-001");
	for (uint64_t i = 0; i < 3; i++) {
		struct decision *d = add(c, CHANGE_DECISION)->as.decision;

		d->seq = i + 1;
		d->asked_ms = SUNDAY_MS - (int64_t)i;
		d->status = statuses[i];
		(void)snprintf(d->id, sizeof(d->id), "e-%d", (int)i);
		(void)snprintf(d->dog, sizeof(d->dog), "p-001");
	}
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_decisions_by_status(r, DECISION_WAITING, keep_decision, &seen), 0);
	assert_int_equal(seen.count, 2);
	assert_int_equal(seen.decisions[0].seq, 3);
	assert_int_equal(seen.decisions[1].seq, 1);
	assert_int_equal(reader_decisions_by_status(r, DECISION_NO, keep_decision, &seen), 0);
	assert_int_equal(seen.count, 2);
	reader_close(&r);
	store_close(&s, 0);
}

static void pairs_come_back_change_kind_and_go(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r;

	add_dog(c, "p-001");
	add_dog(c, "p-002");
	add_dog(c, "p-003");
	pair_make(add(c, CHANGE_PAIR)->as.pair, "p-003", "p-001", PAIR_BONDED);
	pair_make(add(c, CHANGE_PAIR)->as.pair, "p-001", "p-002", PAIR_BONDED);
	pair_make(add(c, CHANGE_PAIR)->as.pair, "p-002", "p-001", PAIR_INCOMPATIBLE);
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_pairs(r, keep_pair, &seen), 0);
	assert_int_equal(seen.count, 2);
	assert_string_equal(seen.pairs[0].b, "p-002");
	assert_int_equal(seen.pairs[0].kind, PAIR_INCOMPATIBLE);
	assert_string_equal(seen.pairs[1].b, "p-003");
	c = new_list();
	pair_make(add(c, CHANGE_PAIR)->as.pair, "p-002", "p-001", PAIR_NONE);
	apply(s, c);
	seen.count = 0;
	assert_int_equal(reader_pairs(r, keep_pair, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_string_equal(seen.pairs[0].b, "p-003");
	reader_close(&r);
	store_close(&s, 0);
}

static void closings_come_back_by_day_and_a_reopened_one_says_by_what(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct closing wanted = { .seq = 9, .day = 20261115, .closed_ms = SUNDAY_MS, .by = "v-1" };
	struct seen seen = { 0 };
	struct reader *r;

	add(c, CHANGE_CLOSING)->as.closing = wanted;
	add(c, CHANGE_CLOSING)->as.closing =
		(struct closing){ .seq = 11, .day = 20261114, .closed_ms = SUNDAY_MS + 1 };
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_closings(r, 20261101, 20261130, keep_closing, &seen), 0);
	assert_int_equal(seen.count, 2);
	assert_int_equal(seen.closings[0].seq, 11);
	assert_memory_equal(&seen.closings[1], &wanted, sizeof(wanted));
	c = new_list();
	wanted.reopened_seq = 12;
	add(c, CHANGE_CLOSING)->as.closing = wanted;
	apply(s, c);
	seen.count = 0;
	assert_int_equal(reader_closings(r, 20261115, 20261115, keep_closing, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_memory_equal(&seen.closings[0], &wanted, sizeof(wanted));
	reader_close(&r);
	store_close(&s, 0);
}

static void a_dog_and_a_person_have_their_walks_over_many_days(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r;

	add_dog(c, "p-001");
	add_dog(c, "p-002");
	for (uint64_t i = 0; i < 6; i++) {
		struct walk *w = add_walk(c, CHANGE_WALK, i % 2 ? "p-002" : "p-001",
					  SUNDAY_MS - (int64_t)i * 36 * HOUR_MS, i + 1);

		(void)snprintf(w->volunteer, sizeof(w->volunteer), "v-%d", (int)(i % 3));
	}
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_walks_of_dog(r, "p-001", 20260101, 20261231, keep_walk, &seen), 0);
	assert_int_equal(seen.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(seen.walks[i].out_seq, 5 - 2 * i);
	seen.count = 0;
	/* From the day of the middle one to the day before the last. */
	assert_int_equal(reader_walks_of_dog(r, "p-001", 20261112, 20261114, keep_walk, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_int_equal(seen.walks[0].out_seq, 3);
	seen.count = 0;
	assert_int_equal(reader_walks_of_dog(r, "p-001", 20261116, 20261231, keep_walk, &seen), 0);
	assert_int_equal(reader_walks_of_dog(r, "p-009", 20260101, 20261231, keep_walk, &seen), 0);
	assert_int_equal(seen.count, 0);
	assert_int_equal(reader_walks_of_volunteer(r, "v-1", 20261108, 20261114, keep_walk, &seen),
			 0);
	assert_int_equal(seen.count, 2);
	assert_int_equal(seen.walks[0].out_seq, 5);
	assert_int_equal(seen.walks[1].out_seq, 2);
	reader_close(&r);
	store_close(&s, 0);
}

static void a_list_that_leaves_a_gap_is_refused_whole(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct fault f = { "" };

	add_dog(c, "p-001");
	add_event(c, 2, "{}");
	assert_int_equal(store_apply(s, c, &f), ERR_INVALID);
	assert_non_null(strstr(f.text, "does not follow"));
	changes_free(&c);
	assert_int_equal(store_seq(s), 0);
	c = new_list();
	add(c, CHANGE_NOW);
	assert_int_equal(store_apply(s, c, &f), ERR_INVALID);
	assert_non_null(strstr(f.text, "no such dog"));
	changes_free(&c);
	c = new_list();
	add_walk(c, CHANGE_WALK, "nobody", SUNDAY_MS, 1);
	assert_int_equal(store_apply(s, c, &f), ERR_INVALID);
	changes_free(&c);
	store_close(&s, 0);
	assert_int_equal(ask_path(db_of(state),
				  "SELECT (SELECT count(*) FROM dog) + (SELECT "
				  "count(*) FROM event) + (SELECT count(*) FROM walk)"),
			 0);
}

static void a_load_repeats_and_is_passed_over(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();

	add(c, CHANGE_LOAD);
	add_event(c, 17, "{}");
	add_walk(c, CHANGE_WALK, "nobody", SUNDAY_MS, 1);
	add(c, CHANGE_LOADED);
	add_event(c, 1, "{}");
	apply(s, c);
	assert_int_equal(store_seq(s), 1);
	store_close(&s, 0);
	assert_int_equal(ask_path(db_of(state), "SELECT count(*) FROM event"), 1);
}

static int stop_at_second(void *ctx, const struct answer *a, const char *json)
{
	(void)ctx;
	(void)json;
	return a->seq == 2 ? 42 : 0;
}

static void events_are_read_from_a_number_and_within_a_time(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r;
	uint64_t seq;

	for (uint64_t i = 1; i <= 5; i++) {
		add_event(c, i, "{}");
		/* Late: in the opposite order. */
		c->list[i - 1].as.event->answer.time_ms = SUNDAY_MS - (int64_t)i;
	}
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_seq(r, &seq), 0);
	assert_int_equal(seq, 5);
	assert_int_equal(reader_events(r, 1, 2, keep_event, &seen), 0);
	assert_int_equal(seen.count, 2);
	assert_int_equal(seen.answers[0].seq, 2);
	seen.count = 0;
	assert_int_equal(reader_events_between(r, SUNDAY_MS - 4, SUNDAY_MS - 1, keep_event, &seen),
			 0);
	assert_int_equal(seen.count, 3);
	assert_int_equal(seen.answers[0].seq, 2);
	assert_int_equal(seen.answers[2].seq, 4);
	assert_int_equal(reader_events(r, UINT64_MAX, 0, keep_event, &seen), 0);
	assert_int_equal(seen.count, 3);
	assert_int_equal(reader_events(r, 0, 0, stop_at_second, NULL), 42);
	reader_close(&r);
	store_close(&s, 0);
}

static void a_dog_and_a_person_have_their_events_by_time(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = new_list();
	struct seen seen = { 0 };
	struct reader *r;

	for (uint64_t i = 1; i <= 6; i++) {
		struct answer *a;

		add_event(c, i, "{}");
		a = &c->list[i - 1].as.event->answer;
		a->time_ms = SUNDAY_MS - (int64_t)i;
		a->outcome = i == 3 ? OUTCOME_REJECTED : OUTCOME_APPLIED;
		if (i < 5)
			(void)snprintf(a->dog, sizeof(a->dog), "p-00%d", i == 4 ? 2 : 1);
		if (i > 2)
			(void)snprintf(a->volunteer, sizeof(a->volunteer), "v-001");
	}
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_events_of_dog(r, "p-001", INT64_MIN, INT64_MAX, keep_event, &seen),
			 0);
	assert_int_equal(seen.count, 3);
	assert_int_equal(seen.answers[0].seq, 3);
	assert_int_equal(seen.answers[0].outcome, OUTCOME_REJECTED);
	assert_int_equal(seen.answers[2].seq, 1);
	seen.count = 0;
	assert_int_equal(
		reader_events_of_dog(r, "p-001", SUNDAY_MS - 2, SUNDAY_MS - 1, keep_event, &seen),
		0);
	assert_int_equal(seen.count, 1);
	assert_int_equal(seen.answers[0].seq, 2);
	seen.count = 0;
	assert_int_equal(
		reader_events_of_volunteer(r, "v-001", SUNDAY_MS - 5, INT64_MAX, keep_event, &seen),
		0);
	assert_int_equal(seen.count, 3);
	assert_int_equal(seen.answers[0].seq, 5);
	reader_close(&r);
	store_close(&s, 0);
}

/* The same lines, through a brain; another brain has the same from the log. */
static int keep_streamed(void *ctx, const struct answer *a, bool wanted)
{
	char *all = ctx;

	(void)snprintf(all + strlen(all), 64 - strlen(all), "%d%c ", (int)a->seq,
		       wanted ? '+' : '-');
	return a->seq == 5 ? 7 : 0;
}

static void what_no_rule_sent_to_the_stream_stays_so(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *c = changes_new();
	struct reader *r;
	char all[64] = "";

	for (uint64_t seq = 1; seq <= 6; seq++) {
		add_event(c, seq, "{}");
		c->list[c->count - 1].as.event->targets = seq % 3 ? TARGET_STREAM : TARGET_BOARD;
	}
	apply(s, c);
	r = open_reader(state);
	assert_int_equal(reader_stream(r, 1, 3, keep_streamed, all), 0);
	assert_string_equal(all, "2+ 3- 4+ ");
	all[0] = '\0';
	assert_int_equal(reader_stream(r, 3, 100, keep_streamed, all), 7);
	assert_string_equal(all, "4+ 5+ ");
	assert_int_equal(reader_stream(r, UINT64_MAX, 100, keep_streamed, all), 0);
	assert_string_equal(all, "4+ 5+ ");
	reader_close(&r);
	store_close(&s, 0);
}

static void a_brain_comes_back_from_the_log(void **state)
{
	struct store *s = open_store(db_of(state));
	struct changes *was = new_list();
	struct changes *is = new_list();
	struct fault f = { "" };
	struct brain *b;
	struct desk d;

	desk_open(&d);
	desk_apply(&d, s, ROSTER_LINE);
	d.now_ms += MINUTE_MS;
	desk_apply(&d, s,
		   "{\"dog\":\"p-001\",\"action\":\"exit\",\"id\":\"x-1\",\"source\":\"nfc\"}");
	d.now_ms += MINUTE_MS;
	desk_apply(&d, s, "{\"tag\":\"04a1b2\",\"source\":\"nfc\"}");
	d.now_ms += HOUR_MS;
	desk_apply(&d, s,
		   "{\"accion\":\"ENTRADA\",\"id_perro\":\"p-001\",\"hora\":"
		   "\"2026-11-15T10:30:00Z\"}");
	desk_apply(&d, s, "{\"action\":\"retract\",\"of\":\"x-1\"}");
	assert_true(store_chain(s) == d.chain);
	store_close(&s, 0);

	s = open_store(db_of(state));
	b = brain_new();
	if (store_load(s, b, &f) != 0)
		fail_msg("%s", f.text);
	assert_int_equal(brain_last_seq(b), store_seq(s));
	assert_int_equal(brain_snapshot(d.brain, d.now_ms, 0, true, was), 0);
	assert_int_equal(brain_snapshot(b, d.now_ms, 0, true, is), 0);
	assert_int_equal(was->count, is->count);
	for (size_t i = 0; i < was->count; i++) {
		assert_int_equal(was->list[i].kind, is->list[i].kind);
		if (was->list[i].kind == CHANGE_NOW)
			assert_memory_equal(&was->list[i].as.now, &is->list[i].as.now,
					    sizeof(struct dog_now));
		if (was->list[i].kind == CHANGE_WALK)
			assert_memory_equal(&was->list[i].as.walk, &is->list[i].as.walk,
					    sizeof(struct walk));
	}
	changes_free(&was);
	changes_free(&is);
	brain_free(&b);
	desk_close(&d);
	store_close(&s, 0);
}

static void a_damaged_log_is_not_loaded(void **state)
{
	struct store *s = open_store(db_of(state));
	struct brain *b = brain_new();
	struct fault f = { "" };
	struct desk d;

	desk_open(&d);
	desk_apply(&d, s, ROSTER_LINE);
	desk_close(&d);
	store_close(&s, 0);
	tamper(db_of(state), "DROP TRIGGER event_is_never_changed; "
			     "UPDATE event SET json = replace(json, 'Luna', 'Lina')");
	s = open_store(db_of(state));
	assert_int_equal(store_load(s, b, &f), ERR_CORRUPT);
	assert_non_null(strstr(f.text, "paseo verify"));
	assert_int_equal(store_load(s, b, NULL), ERR_CORRUPT);
	brain_free(&b);
	store_close(&s, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(an_event_comes_back_as_it_was_judged),
		STORE_TEST(names_not_numbers_are_stored_and_absent_is_null),
		STORE_TEST(dogs_come_back_with_state_and_tags),
		STORE_TEST(people_tags_and_settings_come_back),
		STORE_TEST(a_walk_opens_closes_moves_and_goes),
		STORE_TEST(who_was_out_at_an_instant),
		STORE_TEST(a_decision_comes_back_and_its_answer_replaces_it),
		STORE_TEST(decisions_are_found_by_how_they_stand),
		STORE_TEST(pairs_come_back_change_kind_and_go),
		STORE_TEST(closings_come_back_by_day_and_a_reopened_one_says_by_what),
		STORE_TEST(a_dog_and_a_person_have_their_walks_over_many_days),
		STORE_TEST(a_dog_and_a_person_have_their_events_by_time),
		STORE_TEST(a_list_that_leaves_a_gap_is_refused_whole),
		STORE_TEST(a_load_repeats_and_is_passed_over),
		STORE_TEST(events_are_read_from_a_number_and_within_a_time),
		STORE_TEST(what_no_rule_sent_to_the_stream_stays_so),
		STORE_TEST(a_brain_comes_back_from_the_log),
		STORE_TEST(a_damaged_log_is_not_loaded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
