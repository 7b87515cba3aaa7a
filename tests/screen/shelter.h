/*
 * A made-up shelter for tests of the board: a Sunday at 11:42, five dogs out, one of them late, one
 * reactive, and a port that keeps what is sent.
 */
#ifndef PASEO_TESTS_SHELTER_H
#define PASEO_TESTS_SHELTER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/board/arrivals.h"
#include "paseo/board/paint.h"
#include "paseo/queue/rules.h"
#include "paseo/board/console.h"

#define SHELTER_DAY 20261122
#define SHELTER_SENT_MAX 64

struct shelter {
	struct port port;
	struct console console;
	int send_code; /* what the port answers */
	size_t sent_count;
	char *sent[SHELTER_SENT_MAX];
	uint64_t seq;
	struct changes *changes; /* being made */
};

static inline int64_t shelter_at(int hour, int minute)
{
	return days_at_ms(SHELTER_DAY, hour, minute);
}

static inline int shelter_send(void *ctx, const char *json, size_t len, struct fault *f)
{
	struct shelter *s = ctx;

	(void)len;
	if (s->send_code == ERR_INVALID)
		return fault_set(f, ERR_INVALID, "it is not so");
	if (s->send_code == 0 && s->sent_count < SHELTER_SENT_MAX)
		s->sent[s->sent_count++] = strdup(json);
	return s->send_code;
}

static inline const char *shelter_last_sent(const struct shelter *s)
{
	return s->sent_count ? s->sent[s->sent_count - 1] : "";
}

static inline struct change *shelter_add(struct shelter *s, enum change_kind kind)
{
	if (!s->changes)
		s->changes = changes_new();
	return changes_add(s->changes, kind);
}

/* Let the console take what was made. */
static inline void shelter_publish(struct shelter *s)
{
	if (s->changes)
		arrivals_take(&s->console, s->changes);
	changes_free(&s->changes);
}

struct shelter_dog {
	const char *id, *name, *kennel, *level, *traits;
	int out_hour, out_minute; /* OUTSIDE since; -1: INSIDE */
	const char *walker;
	int days_since; /* last walk so many days ago; -1 never; 0 today at in_hour */
	int in_hour;
	int walks, minutes;
};

/* clang-format off */
static const struct shelter_dog shelter_dogs[] = {
	{ "p-001", "Luna",      "A1", "green",  "",         11, 42, "v-001",  1, 0, 2, 38 },
	{ "p-002", "Thor",      "A2", "red",    "reactive", 10, 50, "v-002",  1, 0, 1, 0 },
	{ "p-003", "Rex",       "A3", "red",    "reactive", -1,  0, "",       1, 0, 0, 0 },
	{ "p-004", "Kira",      "A4", "yellow", "",         11,  1, "v-003",  2, 0, 1, 0 },
	{ "p-005", "Bimba",     "B1", "green",  "",         11, 30, "v-004",  1, 0, 1, 0 },
	{ "p-006", "Toby",      "B2", "green",  "",         11, 30, "v-004",  1, 0, 1, 0 },
	{ "p-007", "Coco",      "B3", "green",  "",         -1,  0, "",       2, 0, 0, 0 },
	{ "p-008", "Núria",     "B4", "yellow", "",         -1,  0, "",       1, 0, 0, 0 },
	{ "p-009", "Max",       "C1", "yellow", "",         -1,  0, "",       0, 8, 1, 25 },
	{ "p-010", "Frida",     "C2", "green",  "",         -1,  0, "",       4, 0, 0, 0 },
	{ "p-011", "Otto",      "C3", "green",  "heat",     -1,  0, "",       0, 9, 1, 40 },
	{ "p-012", "Princesa",  "C4", "",       "",         -1,  0, "",      -1, 0, 0, 0 },
	{ "p-013", "Luna Gris", "D1", "yellow", "",         -1,  0, "",       0, 10, 2, 61 },
	{ "p-014", "Lola",      "D2", "red",    "reactive", -1,  0, "",       0, 10, 1, 15 },
	{ "p-015", "Ñam",       "D3", "green",  "",         -1,  0, "",       3, 0, 0, 0 },
	{ "p-016", "小花",      "D4", "green",  "",         -1,  0, "",       1, 0, 0, 0 },
	{ "p-017", "Bruno",     "E1", "green",  "",         -1,  0, "",       1, 0, 0, 0 },
	{ "p-018", "Canela",    "E2", "green",  "",         -1,  0, "",       1, 0, 0, 0 },
	{ "p-019", "Duna",      "E3", "yellow", "",         -1,  0, "",       1, 0, 0, 0 },
	{ "p-020", "Eros",      "E4", "green",  "",         -1,  0, "",       0, 9, 1, 33 },
	{ "p-021", "Fosca",     "F1", "green",  "",         -1,  0, "",       1, 0, 0, 0 },
	{ "p-022", "Greta",     "F2", "green",  "",         -1,  0, "",       1, 0, 0, 0 },
};
static const struct { const char *id, *name, *level, *phone; } shelter_people[] = {
	{ "v-001", "Ana", "red", "600 000 001" }, { "v-002", "Jorge", "red", "600 000 002" },
	{ "v-003", "Marta", "yellow", "600 000 003" }, { "v-004", "Lucía", "green", "600 000 004" },
};
static const struct { const char *code, *to; } shelter_tags[] = {
	{ "04A1B2C3D4E5F6", "p-001" }, { "LABEL7", "p-007" }, { "THOR", "p-002" },
};
/* clang-format on */

static inline void shelter_copy(char *dst, size_t size, const char *src)
{
	snprintf(dst, size, "%s", src);
}

static inline void shelter_add_dog(struct shelter *s, const struct shelter_dog *from)
{
	struct dog *dog = shelter_add(s, CHANGE_DOG)->as.dog;
	struct dog_now *now = &shelter_add(s, CHANGE_NOW)->as.now;

	shelter_copy(dog->id, sizeof(dog->id), from->id);
	shelter_copy(dog->name, sizeof(dog->name), from->name);
	shelter_copy(dog->kennel, sizeof(dog->kennel), from->kennel);
	shelter_copy(dog->level, sizeof(dog->level), from->level);
	shelter_copy(dog->traits, sizeof(dog->traits), from->traits);
	shelter_copy(now->id, sizeof(now->id), from->id);
	shelter_copy(now->volunteer, sizeof(now->volunteer), from->walker);
	now->day = SHELTER_DAY;
	now->walks_today = from->walks;
	now->walk_seconds_today = from->minutes * 60;
	if (from->days_since > 0)
		now->last_in_ms = days_at_ms(days_add(SHELTER_DAY, -from->days_since), 11, 0);
	else if (from->days_since == 0)
		now->last_in_ms = shelter_at(from->in_hour, 30);
	now->last_walk_ms = 35 * MINUTE_MS;
	now->since_ms = now->last_in_ms;
	if (from->out_hour < 0)
		return;
	now->state = STATE_OUTSIDE;
	now->since_ms = shelter_at(from->out_hour, from->out_minute);
}

/* An event and what became of it, of the station. */
static inline struct answer *shelter_event(struct shelter *s, enum action action, enum move move,
					   enum outcome outcome, const char *dog, int64_t time_ms)
{
	struct logged *logged = shelter_add(s, CHANGE_EVENT)->as.event;
	struct answer *a = &logged->answer;

	logged->targets = TARGET_BOARD | TARGET_SOUND;
	a->seq = ++s->seq;
	a->action = action;
	a->move = move;
	a->outcome = outcome;
	a->time_ms = a->received_ms = time_ms;
	snprintf(a->id, sizeof(a->id), "id-%u", (unsigned)s->seq);
	shelter_copy(a->dog, sizeof(a->dog), dog);
	if (dog[0]) {
		const struct board_dog *d = model_dog(&s->console.model, dog);

		shelter_copy(a->dog_name, sizeof(a->dog_name), d ? d->dog.name : "");
	}
	return a;
}

/* A dog moves: event and state. */
static inline void shelter_moved(struct shelter *s, const char *dog, enum move move,
				 int64_t time_ms)
{
	struct answer *a = shelter_event(s, ACTION_SCAN, move, OUTCOME_APPLIED, dog, time_ms);
	const struct board_dog *d = model_dog(&s->console.model, dog);
	struct dog_now now = d ? d->now : (struct dog_now){ 0 };

	now.state = move == MOVE_EXIT ? STATE_OUTSIDE : STATE_INSIDE;
	if (move == MOVE_EXIT)
		now.walks_today++;
	else if (now.since_ms)
		now.last_walk_ms = time_ms - now.since_ms;
	if (move == MOVE_ENTRY)
		now.last_in_ms = time_ms;
	now.since_ms = time_ms;
	a->has_state = true;
	a->state = now.state;
	a->walks_today = now.walks_today;
	a->walk_seconds_today = now.walk_seconds_today;
	shelter_add(s, CHANGE_NOW)->as.now = now;
}

/* A movement of a dog that waits for an answer. Returns the seq of the decision. */
static inline uint64_t shelter_held(struct shelter *s, const char *dog, const char *with,
				    int64_t time_ms)
{
	struct answer *a = shelter_event(s, ACTION_EXIT, MOVE_EXIT, OUTCOME_HELD, dog, time_ms);
	struct decision *d = shelter_add(s, CHANGE_DECISION)->as.decision;

	a->ask = ASK_WARNING;
	a->of_seq = a->seq;
	d->seq = s->seq;
	snprintf(d->id, sizeof(d->id), "id-%u", (unsigned)s->seq);
	shelter_copy(d->dog, sizeof(d->dog), dog);
	d->move = MOVE_EXIT;
	d->ask = ASK_WARNING;
	d->asked_ms = time_ms;
	d->warning_count = 1;
	d->warnings[0].kind = WARNING_REACTIVE;
	shelter_copy(d->warnings[0].with, sizeof(d->warnings[0].with), with);
	return s->seq;
}

/* Another reason for the last decision that was made. */
static inline void shelter_warn(struct shelter *s, enum ask ask, enum warning_kind kind,
				const char *with)
{
	struct decision *d = s->changes->list[s->changes->count - 1].as.decision;

	d->ask = ask;
	d->warnings[d->warning_count].kind = kind;
	shelter_copy(d->warnings[d->warning_count++].with, sizeof(d->warnings[0].with), with);
}

/* The same, in the place of the reasons that it had. */
static inline void shelter_warn_only(struct shelter *s, enum ask ask, enum warning_kind kind,
				     const char *with)
{
	s->changes->list[s->changes->count - 1].as.decision->warning_count = 0;
	shelter_warn(s, ask, kind, with);
}

static inline void shelter_put_hold(struct shelter *s, const char *dog, enum hold_kind kind,
				    const char *reason, int32_t until)
{
	struct dog *d = shelter_add(s, CHANGE_DOG)->as.dog;

	*d = model_dog(&s->console.model, dog)->dog;
	d->hold = kind;
	d->hold_until = until;
	shelter_copy(d->hold_reason, sizeof(d->hold_reason), reason);
}

static inline void shelter_put_pair(struct shelter *s, const char *a, const char *b,
				    enum pair_kind kind)
{
	pair_make(shelter_add(s, CHANGE_PAIR)->as.pair, a, b, kind);
}

/* A walk; in_ms 0: the dog is on it. */
static inline struct walk *shelter_walk(struct shelter *s, const char *dog, uint64_t out_seq,
					int64_t out_ms, int64_t in_ms, const char *volunteer)
{
	struct walk *w = &shelter_add(s, CHANGE_WALK)->as.walk;

	*w = (struct walk){ .day = days_of(out_ms), .out_ms = out_ms, .in_ms = in_ms };
	w->out_seq = out_seq;
	w->in_seq = in_ms ? out_seq + 1 : 0;
	w->out_kind = END_MEASURED;
	w->in_kind = in_ms ? END_MEASURED : END_NONE;
	shelter_copy(w->dog, sizeof(w->dog), dog);
	shelter_copy(w->volunteer, sizeof(w->volunteer), volunteer);
	return w;
}

/* What the card has to tell: walks of those that are out, of Max and of Luna, a pair, a hold, a note. */
static inline void shelter_cards(struct shelter *s)
{
	struct dog *max;
	struct walk *w;

	for (size_t i = 0; i < 4; i++) {
		const struct recent *r = &s->console.model.recents[i];

		shelter_walk(s, r->dog, r->seq, r->time_ms, 0,
			     model_dog(&s->console.model, r->dog)->now.volunteer);
	}
	shelter_walk(s, "p-001", 90, shelter_at(9, 2), shelter_at(9, 40), "v-003");
	shelter_walk(s, "p-001", 5, shelter_at(11, 42) + 5 * SECOND_MS, 0, "v-001");
	w = shelter_walk(s, "p-009", 92, shelter_at(8, 5), shelter_at(8, 30), "v-002");
	w->in_kind = END_ESTIMATED;
	w->out_kind = END_TYPED;
	shelter_put_pair(s, "p-005", "p-006", PAIR_BONDED);
	shelter_put_pair(s, "p-009", "p-002", PAIR_INCOMPATIBLE);
	shelter_put_hold(s, "p-010", HOLD_MEDICAL, "stitches", 20261130);
	max = shelter_add(s, CHANGE_DOG)->as.dog;
	*max = model_dog(&s->console.model, "p-009")->dog;
	shelter_copy(max->note, sizeof(max->note), "two leads; pulls at first");
	shelter_publish(s);
}

static inline struct settings *shelter_settings(struct shelter *s)
{
	struct settings *settings = shelter_add(s, CHANGE_SETTINGS)->as.settings;

	*settings = s->console.model.settings;
	return settings;
}

static inline void shelter_badge(struct shelter *s, const char *volunteer, int64_t time_ms)
{
	struct answer *a = shelter_event(s, ACTION_SCAN, MOVE_NONE, OUTCOME_APPLIED, "", time_ms);

	shelter_copy(a->volunteer, sizeof(a->volunteer), volunteer);
}

static inline void shelter_recall(struct shelter *s, bool on, const char *reason, int64_t time_ms)
{
	struct answer *a = shelter_event(s, ACTION_RECALL, MOVE_NONE, OUTCOME_APPLIED, "", time_ms);
	struct recall *r = shelter_add(s, CHANGE_RECALL)->as.recall;

	a->go = on;
	shelter_copy(a->reason, sizeof(a->reason), reason);
	*r = (struct recall){ .on = on, .seq = s->seq, .since_ms = time_ms };
	shelter_copy(r->reason, sizeof(r->reason), reason);
}

static inline void shelter_close_day(struct shelter *s, int32_t day, int64_t time_ms)
{
	struct answer *a = shelter_event(s, ACTION_CLOSE, MOVE_NONE, OUTCOME_APPLIED, "", time_ms);

	a->day = day;
	shelter_add(s, CHANGE_CLOSING)->as.closing =
		(struct closing){ .seq = s->seq, .day = day, .closed_ms = time_ms };
}

static inline void shelter_load(struct shelter *s, bool with_dogs)
{
	struct settings *settings;

	shelter_add(s, CHANGE_LOAD);
	settings = shelter_add(s, CHANGE_SETTINGS)->as.settings;
	settings_default(settings);
	shelter_copy(settings->shelter, sizeof(settings->shelter), "PROTECTORA");
	settings->limit_min = 45;
	settings->target_min = 30;
	for (size_t i = 0; with_dogs && i < sizeof(shelter_dogs) / sizeof(shelter_dogs[0]); i++)
		shelter_add_dog(s, &shelter_dogs[i]);
	for (size_t i = 0; i < sizeof(shelter_people) / sizeof(shelter_people[0]); i++) {
		struct volunteer *v = shelter_add(s, CHANGE_VOLUNTEER)->as.volunteer;

		shelter_copy(v->id, sizeof(v->id), shelter_people[i].id);
		shelter_copy(v->name, sizeof(v->name), shelter_people[i].name);
		shelter_copy(v->level, sizeof(v->level), shelter_people[i].level);
		shelter_copy(v->phone, sizeof(v->phone), shelter_people[i].phone);
	}
	for (size_t i = 0; i < sizeof(shelter_tags) / sizeof(shelter_tags[0]); i++) {
		struct tag *t = shelter_add(s, CHANGE_TAG)->as.tag;

		shelter_copy(t->code, sizeof(t->code), shelter_tags[i].code);
		shelter_copy(t->to, sizeof(t->to), shelter_tags[i].to);
	}
	shelter_add(s, CHANGE_LOADED);
	shelter_publish(s);
}

static inline void shelter_open(struct shelter *s, int rows, int cols)
{
	*s = (struct shelter){ 0 };
	s->port = (struct port){ .ctx = s, .send = shelter_send, .db_path = "/nowhere/paseo.db" };
	console_init(&s->console, &s->port, shelter_at(11, 42) + 5 * SECOND_MS);
	s->console.rows = rows;
	s->console.cols = cols;
}

static inline void shelter_close(struct shelter *s)
{
	console_clear(&s->console);
	changes_free(&s->changes);
	for (size_t i = 0; i < s->sent_count; i++)
		free(s->sent[i]);
}

/* The Sunday: some events, and a decision that waits if asked for. */
static inline void shelter_sunday(struct shelter *s, bool decision)
{
	shelter_load(s, true);
	shelter_event(s, ACTION_SCAN, MOVE_EXIT, OUTCOME_APPLIED, "p-002", shelter_at(10, 50));
	shelter_event(s, ACTION_SCAN, MOVE_EXIT, OUTCOME_APPLIED, "p-004", shelter_at(11, 1));
	shelter_event(s, ACTION_SCAN, MOVE_EXIT, OUTCOME_APPLIED, "p-005", shelter_at(11, 30));
	shelter_event(s, ACTION_SCAN, MOVE_EXIT, OUTCOME_APPLIED, "p-006", shelter_at(11, 30));
	shelter_publish(s);
	shelter_moved(s, "p-001", MOVE_EXIT, shelter_at(11, 42) + 5 * SECOND_MS);
	shelter_publish(s);
	if (decision)
		shelter_held(s, "p-003", "p-002", shelter_at(11, 42) + 5 * SECOND_MS);
	shelter_publish(s);
}

/* Is the text anywhere on the screen? */
static inline bool shelter_shows(const struct shelter *s, const char *text)
{
	struct cells c = { 0 };
	struct cursor cursor;
	bool found = false;
	char line[2048];

	cells_size(&c, s->console.rows, s->console.cols);
	paint_board(&c, &s->console, &cursor);
	for (int row = 0; row < c.rows && !found; row++) {
		line[0] = '\0';
		for (int col = 0; col < c.cols; col++)
			strcat(line, cells_at(&c, row, col)->text);
		found = strstr(line, text) != NULL;
	}
	cells_free(&c);
	return found;
}

#endif
