/*
 * rows - structs to rows and back.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/store/rows.h"

static const char *const vocabulary_names[VOCABULARY_COUNT] = {
	[VOCABULARY_ENGLISH] = "en",
	[VOCABULARY_SPANISH] = "es",
};

/* A name longer than any of ours is none of them. */
#define NAME_SIZE 32

static int take_name(struct statement *q, int (*find)(const char *name))
{
	char name[NAME_SIZE];
	int found;

	sql_take_text(q, name, sizeof(name));
	found = name[0] ? find(name) : 0;
	return found < 0 ? 0 : found;
}

static int find_vocabulary(const char *name)
{
	return strcmp(name, vocabulary_names[VOCABULARY_SPANISH]) == 0 ? VOCABULARY_SPANISH
								       : VOCABULARY_ENGLISH;
}

static int find_state(const char *name)
{
	const char *outside = event_state_name(STATE_OUTSIDE, VOCABULARY_ENGLISH);

	return strcmp(name, outside) == 0 ? STATE_OUTSIDE : STATE_INSIDE;
}

static const char *source_name(enum source s)
{
	return s == SOURCE_NONE ? NULL : event_source_name(s);
}

/* The warnings of a decision are written as those of an answer are. */
static int warnings_text(const struct warning *list, size_t count, char **out)
{
	struct answer a;

	*out = NULL;
	if (count == 0)
		return 0;
	memset(&a, 0, sizeof(a));
	a.warning_count = count;
	memcpy(a.warnings, list, count * sizeof(*list));
	*out = answer_write_warnings(&a);
	return *out ? 0 : ERR_NOMEM;
}

static void take_warnings(struct statement *q, struct warning *list, size_t *count)
{
	struct answer a;
	size_t len;
	const char *text = sql_take_bytes(q, &len);

	memset(&a, 0, sizeof(a));
	*count = 0;
	if (!text || answer_read_warnings(text, &a) != 0)
		return;
	*count = a.warning_count;
	memcpy(list, a.warnings, a.warning_count * sizeof(*list));
}

/* State and totals as they were answered; NULL for an event of no dog. */
static void put_answered(struct statement *q, const struct answer *a)
{
	if (!a->has_state) {
		for (int i = 0; i < 3; i++)
			sql_put_text(q, NULL);
		return;
	}
	sql_put_text(q, event_state_name(a->state, VOCABULARY_ENGLISH));
	sql_put_number(q, a->walks_today);
	sql_put_number(q, a->walk_seconds_today);
}

static void take_answered(struct statement *q, struct answer *a)
{
	char state[16];

	sql_take_text(q, state, sizeof(state));
	a->has_state = state[0] != '\0';
	a->state = strcmp(state, event_state_name(STATE_OUTSIDE, VOCABULARY_ENGLISH)) == 0
			   ? STATE_OUTSIDE
			   : STATE_INSIDE;
	a->walks_today = (int)sql_take_number(q);
	a->walk_seconds_today = sql_take_number(q);
}

int row_put_event(struct sql *s, const struct logged *l)
{
	const struct answer *a = &l->answer;
	struct statement *q;
	char *warnings;
	int err = warnings_text(a->warnings, a->warning_count, &warnings);

	if (err)
		return err;
	q = sql_use(s, SQL_PUT_EVENT);
	sql_put_seq(q, a->seq);
	sql_put_number(q, a->received_ms);
	sql_put_number(q, a->time_ms);
	sql_put_bytes(q, a->id, strlen(a->id));
	sql_put_text(q, a->scope);
	sql_put_text(q, event_action_name(a->action, VOCABULARY_ENGLISH));
	sql_put_text(q, source_name(a->source));
	sql_put_text(q, vocabulary_names[a->vocabulary]);
	sql_put_text(q, event_outcome_name(a->outcome, VOCABULARY_ENGLISH));
	sql_put_text(q, answer_ask_name(a->ask));
	sql_put_text(q, answer_move_name(a->move));
	sql_put_number(q, a->estimated);
	sql_put_number(q, a->go);
	sql_put_text(q, a->dog);
	sql_put_text(q, a->tag);
	sql_put_text(q, a->volunteer);
	sql_put_text(q, a->reader);
	sql_put_text(q, a->of);
	if (a->of_seq)
		sql_put_seq(q, a->of_seq);
	else
		sql_put_text(q, NULL);
	sql_put_text(q, a->reason);
	sql_put_text(q, warnings);
	sql_put_text(q, a->error);
	put_answered(q, a);
	sql_put_number_or_null(q, a->day);
	sql_put_bytes(q, l->json, l->json_len);
	sql_put_seq(q, l->chain);
	err = sql_finish(q);
	free(warnings);
	return err;
}

int row_put_unstreamed(struct sql *s, uint64_t seq)
{
	struct statement *q = sql_use(s, SQL_PUT_UNSTREAMED);

	sql_put_seq(q, seq);
	return sql_finish(q);
}

void row_take_event(struct statement *q, struct logged *l)
{
	struct answer *a = &l->answer;

	memset(l, 0, sizeof(*l));
	a->seq = sql_take_seq(q);
	a->received_ms = sql_take_number(q);
	a->time_ms = sql_take_number(q);
	sql_take_text(q, a->id, sizeof(a->id));
	sql_take_text(q, a->scope, sizeof(a->scope));
	a->action = (enum action)take_name(q, event_action_find);
	a->source = (enum source)take_name(q, event_source_find);
	a->vocabulary = (enum vocabulary)take_name(q, find_vocabulary);
	a->outcome = (enum outcome)take_name(q, event_outcome_find);
	a->first = a->outcome;
	a->ask = (enum ask)take_name(q, answer_ask_find);
	a->move = (enum move)take_name(q, answer_move_find);
	a->estimated = sql_take_number(q) != 0;
	a->go = sql_take_number(q) != 0;
	sql_take_text(q, a->dog, sizeof(a->dog));
	sql_take_text(q, a->tag, sizeof(a->tag));
	sql_take_text(q, a->volunteer, sizeof(a->volunteer));
	sql_take_text(q, a->reader, sizeof(a->reader));
	sql_take_text(q, a->of, sizeof(a->of));
	a->of_seq = sql_take_seq(q);
	sql_take_text(q, a->reason, sizeof(a->reason));
	take_warnings(q, a->warnings, &a->warning_count);
	sql_take_text(q, a->error, sizeof(a->error));
	take_answered(q, a);
	a->day = (int32_t)sql_take_number(q);
	l->json = (char *)sql_take_bytes(q, &l->json_len);
	if (!l->json)
		l->json = (char *)"";
	l->chain = sql_take_seq(q);
	sql_take_text(q, a->dog_name, sizeof(a->dog_name));
}

int row_put_dog(struct sql *s, const struct dog *d)
{
	struct statement *q = sql_use(s, SQL_PUT_DOG);

	sql_put_bytes(q, d->id, strlen(d->id));
	sql_put_bytes(q, d->name, strlen(d->name));
	sql_put_text(q, d->kennel);
	sql_put_text(q, d->zone);
	sql_put_text(q, d->level);
	sql_put_text(q, d->traits);
	sql_put_number(q, d->target_min);
	sql_put_number(q, d->limit_min);
	sql_put_text(q, d->note);
	sql_put_number(q, d->archived);
	sql_put_text(q, hold_kind_name(d->hold));
	sql_put_text(q, d->hold_reason);
	sql_put_number_or_null(q, d->hold_until);
	return sql_finish(q);
}

int row_put_now(struct sql *s, const struct dog_now *n)
{
	struct statement *q = sql_use(s, SQL_PUT_NOW);
	int err;

	sql_put_text(q, event_state_name(n->state, VOCABULARY_ENGLISH));
	sql_put_number(q, n->since_ms);
	sql_put_number(q, n->last_in_ms);
	sql_put_number(q, n->last_walk_ms);
	sql_put_text(q, n->volunteer);
	sql_put_number(q, n->day);
	sql_put_number(q, n->walks_today);
	sql_put_number(q, n->walk_seconds_today);
	sql_put_bytes(q, n->id, strlen(n->id));
	err = sql_finish(q);
	return !err && sql_changed(s) != 1 ? ERR_INVALID : err;
}

void row_take_dog(struct statement *q, struct dog *d, struct dog_now *now)
{
	memset(d, 0, sizeof(*d));
	memset(now, 0, sizeof(*now));
	sql_take_text(q, d->id, sizeof(d->id));
	sql_take_text(q, d->name, sizeof(d->name));
	sql_take_text(q, d->kennel, sizeof(d->kennel));
	sql_take_text(q, d->zone, sizeof(d->zone));
	sql_take_text(q, d->level, sizeof(d->level));
	sql_take_text(q, d->traits, sizeof(d->traits));
	d->target_min = (int)sql_take_number(q);
	d->limit_min = (int)sql_take_number(q);
	sql_take_text(q, d->note, sizeof(d->note));
	d->archived = sql_take_number(q) != 0;
	d->hold = (enum hold_kind)take_name(q, hold_kind_find);
	sql_take_text(q, d->hold_reason, sizeof(d->hold_reason));
	d->hold_until = (int32_t)sql_take_number(q);

	memcpy(now->id, d->id, sizeof(now->id));
	now->state = (enum dog_state)take_name(q, find_state);
	now->since_ms = sql_take_number(q);
	now->last_in_ms = sql_take_number(q);
	now->last_walk_ms = sql_take_number(q);
	sql_take_text(q, now->volunteer, sizeof(now->volunteer));
	now->day = (int32_t)sql_take_number(q);
	now->walks_today = (int)sql_take_number(q);
	now->walk_seconds_today = sql_take_number(q);
}

/* How an end is known as one letter: 'm'easured, 't'yped, 'e'stimated, '-' no end. */
static char kind_letter(enum end_kind k)
{
	return k == END_NONE ? '-' : end_kind_name(k)[0];
}

static enum end_kind kind_of_letter(char letter)
{
	for (int k = END_NONE; k < END_COUNT; k++) {
		if (kind_letter((enum end_kind)k) == letter)
			return (enum end_kind)k;
	}
	return END_NONE;
}

int row_put_walk(struct sql *s, const struct walk *w)
{
	struct statement *q = sql_use(s, SQL_PUT_WALK);
	const char kinds[2] = { kind_letter(w->out_kind), kind_letter(w->in_kind) };

	sql_put_number(q, w->day);
	sql_put_bytes(q, w->dog, strlen(w->dog));
	sql_put_number(q, w->out_ms);
	sql_put_seq(q, w->out_seq);
	sql_put_number_or_null(q, w->in_ms);
	sql_put_number_or_null(q, (int64_t)w->in_seq);
	sql_put_bytes(q, kinds, sizeof(kinds));
	sql_put_text(q, w->volunteer);
	return sql_finish(q);
}

int row_drop_walk(struct sql *s, const struct walk *w)
{
	struct statement *q = sql_use(s, SQL_DROP_WALK);

	sql_put_number(q, w->day);
	sql_put_bytes(q, w->dog, strlen(w->dog));
	sql_put_number(q, w->out_ms);
	sql_put_seq(q, w->out_seq);
	return sql_finish(q);
}

void row_take_walk(struct statement *q, struct walk *w)
{
	char kinds[3];

	memset(w, 0, sizeof(*w));
	w->day = (int32_t)sql_take_number(q);
	sql_take_text(q, w->dog, sizeof(w->dog));
	w->out_ms = sql_take_number(q);
	w->out_seq = sql_take_seq(q);
	w->in_ms = sql_take_number(q);
	w->in_seq = sql_take_seq(q);
	sql_take_text(q, kinds, sizeof(kinds));
	w->out_kind = kind_of_letter(kinds[0]);
	w->in_kind = kinds[0] ? kind_of_letter(kinds[1]) : END_NONE;
	sql_take_text(q, w->volunteer, sizeof(w->volunteer));
}

int row_put_volunteer(struct sql *s, const struct volunteer *v)
{
	struct statement *q = sql_use(s, SQL_PUT_VOLUNTEER);

	sql_put_bytes(q, v->id, strlen(v->id));
	sql_put_bytes(q, v->name, strlen(v->name));
	sql_put_text(q, v->level);
	sql_put_text(q, v->phone);
	sql_put_number(q, v->archived);
	return sql_finish(q);
}

void row_take_volunteer(struct statement *q, struct volunteer *v)
{
	memset(v, 0, sizeof(*v));
	sql_take_text(q, v->id, sizeof(v->id));
	sql_take_text(q, v->name, sizeof(v->name));
	sql_take_text(q, v->level, sizeof(v->level));
	sql_take_text(q, v->phone, sizeof(v->phone));
	v->archived = sql_take_number(q) != 0;
}

/* A code that is released has no row. */
int row_put_tag(struct sql *s, const struct tag *t)
{
	struct statement *q = sql_use(s, t->to[0] ? SQL_PUT_TAG : SQL_DROP_TAG);

	sql_put_bytes(q, t->code, strlen(t->code));
	if (t->to[0])
		sql_put_bytes(q, t->to, strlen(t->to));
	return sql_finish(q);
}

void row_take_tag(struct statement *q, struct tag *t)
{
	memset(t, 0, sizeof(*t));
	sql_take_text(q, t->code, sizeof(t->code));
	sql_take_text(q, t->to, sizeof(t->to));
}

int row_put_pair(struct sql *s, const struct pair *p)
{
	struct statement *q = sql_use(s, p->kind ? SQL_PUT_PAIR : SQL_DROP_PAIR);

	sql_put_bytes(q, p->a, strlen(p->a));
	sql_put_bytes(q, p->b, strlen(p->b));
	if (p->kind)
		sql_put_text(q, pair_kind_name(p->kind));
	return sql_finish(q);
}

void row_take_pair(struct statement *q, struct pair *p)
{
	memset(p, 0, sizeof(*p));
	sql_take_text(q, p->a, sizeof(p->a));
	sql_take_text(q, p->b, sizeof(p->b));
	p->kind = (enum pair_kind)take_name(q, pair_kind_find);
}

int row_put_token(struct sql *s, const struct token *t)
{
	struct statement *q = sql_use(s, t->may ? SQL_PUT_TOKEN : SQL_DROP_TOKEN);
	char may[TOKEN_MAY_SIZE];

	sql_put_bytes(q, t->name, strlen(t->name));
	if (t->may) {
		token_may_write(t->may, may);
		sql_put_bytes(q, t->hash, strlen(t->hash));
		sql_put_bytes(q, may, strlen(may));
		sql_put_number(q, t->made_ms);
	}
	return sql_finish(q);
}

void row_take_token(struct statement *q, struct token *t)
{
	char may[TOKEN_MAY_SIZE];

	memset(t, 0, sizeof(*t));
	sql_take_text(q, t->name, sizeof(t->name));
	sql_take_text(q, t->hash, sizeof(t->hash));
	sql_take_text(q, may, sizeof(may));
	t->may = token_may_read(may);
	t->made_ms = sql_take_number(q);
}

int row_put_decision(struct sql *s, const struct decision *d)
{
	struct statement *q;
	char *warnings;
	int err = warnings_text(d->warnings, d->warning_count, &warnings);

	if (err)
		return err;
	q = sql_use(s, SQL_PUT_DECISION);
	sql_put_seq(q, d->seq);
	sql_put_bytes(q, d->id, strlen(d->id));
	sql_put_text(q, d->dog);
	sql_put_text(q, answer_move_name(d->move));
	sql_put_text(q, answer_ask_name(d->ask));
	sql_put_number(q, d->asked_ms);
	sql_put_text(q, warnings);
	sql_put_text(q, d->volunteer);
	sql_put_text(q, decision_status_name(d->status));
	sql_put_number_or_null(q, (int64_t)d->answer_seq);
	sql_put_number_or_null(q, d->answered_ms);
	sql_put_text(q, d->reason);
	sql_put_text(q, d->by);
	err = sql_finish(q);
	free(warnings);
	return err;
}

void row_take_decision(struct statement *q, struct decision *d)
{
	memset(d, 0, sizeof(*d));
	d->seq = sql_take_seq(q);
	sql_take_text(q, d->id, sizeof(d->id));
	sql_take_text(q, d->dog, sizeof(d->dog));
	d->move = (enum move)take_name(q, answer_move_find);
	d->ask = (enum ask)take_name(q, answer_ask_find);
	d->asked_ms = sql_take_number(q);
	take_warnings(q, d->warnings, &d->warning_count);
	sql_take_text(q, d->volunteer, sizeof(d->volunteer));
	d->status = (enum decision_status)take_name(q, decision_status_find);
	d->answer_seq = sql_take_seq(q);
	d->answered_ms = sql_take_number(q);
	sql_take_text(q, d->reason, sizeof(d->reason));
	sql_take_text(q, d->by, sizeof(d->by));
}

int row_put_closing(struct sql *s, const struct closing *c)
{
	struct statement *q = sql_use(s, SQL_PUT_CLOSING);

	sql_put_seq(q, c->seq);
	sql_put_number(q, c->day);
	sql_put_number(q, c->closed_ms);
	sql_put_number_or_null(q, (int64_t)c->reopened_seq);
	sql_put_text(q, c->by);
	return sql_finish(q);
}

void row_take_closing(struct statement *q, struct closing *c)
{
	memset(c, 0, sizeof(*c));
	c->seq = sql_take_seq(q);
	c->day = (int32_t)sql_take_number(q);
	c->closed_ms = sql_take_number(q);
	c->reopened_seq = sql_take_seq(q);
	sql_take_text(q, c->by, sizeof(c->by));
}

int row_put_settings(struct sql *s, const struct settings *settings)
{
	for (size_t i = 0; i < settings_count(); i++) {
		const char *key = settings_row(i)->key;
		char value[SETTING_VALUE_SIZE];
		struct statement *q;
		int err = settings_get(settings, key, value);

		if (err)
			return err;
		q = sql_use(s, SQL_PUT_SETTING);
		sql_put_bytes(q, key, strlen(key));
		sql_put_bytes(q, value, strlen(value));
		err = sql_finish(q);
		if (err)
			return err;
	}
	return 0;
}
