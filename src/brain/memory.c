/*
 * memory - events by number and id, dogs, volunteers and tags. See the header.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "paseo/base/grow.h"
#include "paseo/base/hash.h"
#include "paseo/brain/memory.h"

int memory_init(struct memory *m)
{
	memset(m, 0, sizeof(*m));
	settings_default(&m->settings);
	m->by_scoped_id = map_new();
	m->by_id = map_new();
	m->dog_index = map_new();
	m->tag_index = map_new();
	return m->by_scoped_id && m->by_id && m->dog_index && m->tag_index ? 0 : ERR_NOMEM;
}

void memory_clear(struct memory *m)
{
	for (size_t i = 0; i < m->entry_count; i++) {
		free(m->entries[i].id);
		free(m->entries[i].warnings);
	}
	for (size_t i = 0; i < m->dog_count; i++) {
		walks_clear(&m->dogs[i]->walks);
		free(m->dogs[i]->events);
		free(m->dogs[i]);
	}
	map_free(&m->by_scoped_id);
	map_free(&m->by_id);
	map_free(&m->dog_index);
	map_free(&m->tag_index);
	free(m->entries);
	free(m->dogs);
	free(m->volunteers);
	free(m->tags);
	free(m->pairs);
	free(m->tokens);
	free(m->gate);
	free(m->closings);
	free(m->held);
	free(m->orphans);
}

struct entry *memory_entry(const struct memory *m, uint64_t seq)
{
	return &m->entries[seq - 1];
}

static uint64_t scoped_key(const char *scope, const char *id)
{
	return hash_text(id, hash_text(scope, 1));
}

uint64_t memory_find(const struct memory *m, const char *scope, const char *id)
{
	uint64_t seq;

	for (size_t at = 0; map_next(m->by_scoped_id, scoped_key(scope, id), &at, &seq);) {
		const struct entry *e = memory_entry(m, seq);

		if (strcmp(e->id, id) == 0 && strcmp(e->scope, scope) == 0)
			return seq;
	}
	return 0;
}

uint64_t memory_find_any(const struct memory *m, const char *scope, const char *id)
{
	uint64_t found = memory_find(m, scope, id);
	uint64_t seq;
	int matches = 0;

	if (found || scope[0])
		return found;
	for (size_t at = 0; map_next(m->by_id, hash_text(id, 0), &at, &seq);) {
		if (strcmp(memory_entry(m, seq)->id, id) == 0) {
			found = seq;
			matches++;
		}
	}
	return matches == 1 ? found : 0;
}

/* Copy text to *at, advance *at past its NUL, return the copy. */
static char *place_text(char **at, const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = memcpy(*at, text, size);

	*at += size;
	return copy;
}

static int entry_texts(struct entry *x, const struct event *e, const struct answer *a)
{
	const char *of = a->outcome == OUTCOME_UNKNOWN ? e->of : "";
	size_t size = strlen(e->id) + strlen(e->scope) + strlen(a->volunteer) + strlen(of) +
		      strlen(e->reason) + 5;
	char *at = malloc(size);

	if (!at)
		return ERR_NOMEM;
	x->id = place_text(&at, e->id);
	x->scope = place_text(&at, e->scope);
	x->volunteer = place_text(&at, a->volunteer);
	x->of = place_text(&at, of);
	x->reason = place_text(&at, e->reason);
	return 0;
}

static int entry_warnings(struct entry *x, const struct answer *a)
{
	if (a->outcome != OUTCOME_HELD || !a->warning_count)
		return 0;
	x->warnings = malloc(a->warning_count * sizeof(x->warnings[0]));
	if (!x->warnings)
		return ERR_NOMEM;
	memcpy(x->warnings, a->warnings, a->warning_count * sizeof(x->warnings[0]));
	x->warning_count = a->warning_count;
	return 0;
}

static enum end_kind kind_of(const struct event *e)
{
	if (e->estimated)
		return END_ESTIMATED;
	return e->source == SOURCE_KEYBOARD ? END_TYPED : END_MEASURED;
}

static bool has_warning(const struct answer *a, enum warning_kind k)
{
	for (size_t i = 0; i < a->warning_count; i++) {
		if (a->warnings[i].kind == k)
			return true;
	}
	return false;
}

/* The event that this one speaks of; 0: none. What a held one names is its decision. */
static uint64_t spoken_of(const struct memory *m, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);

	return x->outcome == OUTCOME_HELD ? 0 : x->of_seq;
}

uint32_t memory_dog_of(const struct memory *m, uint64_t seq)
{
	while (seq && memory_entry(m, seq)->dog == NOBODY)
		seq = spoken_of(m, seq);
	return seq ? memory_entry(m, seq)->dog : NOBODY;
}

/* Put seq into the list of those that refer to target. */
static void link_ref(struct memory *m, uint64_t seq, uint64_t target)
{
	struct entry *x = memory_entry(m, seq);
	struct entry *t = memory_entry(m, target);

	x->of_seq = target;
	x->prev_ref = t->refs;
	t->refs = seq;
}

/* Does seq speak of that event, over however many others? Then that one may not speak of seq. */
static bool speaks_of(const struct memory *m, uint64_t seq, uint64_t event)
{
	while (seq && seq != event)
		seq = spoken_of(m, seq);
	return seq != 0;
}

/* Retracts and amends that were kept for this event count from now on. */
static void adopt_orphans(struct memory *m, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);

	for (size_t i = 0; i < m->orphan_count;) {
		uint64_t orphan = m->orphans[i];
		struct entry *o = memory_entry(m, orphan);

		if (strcmp(o->of, x->id) != 0 || (o->scope[0] && strcmp(o->scope, x->scope) != 0)) {
			i++;
			continue;
		}
		m->orphans[i] = m->orphans[--m->orphan_count];
		if (speaks_of(m, seq, orphan))
			continue;
		o->dog = memory_dog_of(m, seq);
		link_ref(m, orphan, seq);
	}
}

static bool is_reference(enum action a)
{
	return a == ACTION_RETRACT || a == ACTION_AMEND || a == ACTION_ANSWER;
}

/* Link what the new event refers to, and what refers to it. */
static int link_entry(struct memory *m, uint64_t seq, const struct answer *a)
{
	struct entry *x = memory_entry(m, seq);

	if (is_reference(a->action) && a->outcome == OUTCOME_APPLIED && a->of_seq)
		link_ref(m, seq, a->of_seq);
	adopt_orphans(m, seq);
	if (x->of[0] && (a->action == ACTION_RETRACT || a->action == ACTION_AMEND)) {
		if (GROW(m, orphan) != 0)
			return ERR_NOMEM;
		m->orphans[m->orphan_count++] = seq;
	}
	if (a->outcome == OUTCOME_HELD && a->of_seq == seq)
		return memory_hold(m, seq);
	return 0;
}

/* Does a badge name the walker that may belong to the dog before? */
static bool names_weakly(const struct memory *m, int64_t ms)
{
	const struct badge *b = memory_badge(m, ms);

	return b && b->took_back;
}

int memory_add(struct memory *m, const struct event *e, const struct answer *a)
{
	uint64_t seq = m->entry_count + 1;
	bool amend = e->action == ACTION_AMEND;
	uint32_t dog = memory_dog(m, a->dog);
	bool placed = event_is_movement(e->action) || e->action == ACTION_ANSWER;
	struct entry *x;

	if (grow((void **)&m->entries, &m->entry_room, m->entry_count, sizeof(*x)) != 0)
		return ERR_NOMEM;
	x = &m->entries[m->entry_count];
	memset(x, 0, sizeof(*x));
	if (entry_texts(x, e, a) != 0 || entry_warnings(x, a) != 0 ||
	    map_add(m->by_scoped_id, scoped_key(e->scope, e->id), seq) != 0 ||
	    map_add(m->by_id, hash_text(e->id, 0), seq) != 0)
		return ERR_NOMEM;
	m->entry_count++;
	x->received_ms = e->received_ms;
	x->time_ms = amend ? e->received_ms : e->time_ms;
	x->fold_ms = memory_place(m, placed ? dog : NOBODY, e);
	if (amend && !e->has_time)
		x->fold_ms = 0;
	x->dog = dog;
	x->move = (unsigned char)a->move;
	x->said = e->volunteer[0] != '\0';
	x->weak = !x->said && x->move == MOVE_EXIT && names_weakly(m, x->fold_ms);
	x->of_seq = a->outcome == OUTCOME_HELD ? a->of_seq : 0;
	x->action = (unsigned char)a->action;
	x->outcome = (unsigned char)a->outcome;
	x->ask = (unsigned char)a->ask;
	x->kind = (unsigned char)kind_of(e);
	x->go = e->go;
	x->late = has_warning(a, WARNING_LATE);
	return link_entry(m, seq, a);
}

uint32_t memory_dog(const struct memory *m, const char *id)
{
	uint64_t index;

	for (size_t at = 0; map_next(m->dog_index, hash_text(id, 0), &at, &index);) {
		if (strcmp(m->dogs[index]->record.id, id) == 0)
			return (uint32_t)index;
	}
	return NOBODY;
}

int memory_dog_add(struct memory *m, const struct dog *d)
{
	uint32_t known = memory_dog(m, d->id);
	struct dog_memory *fresh;

	if (known != NOBODY) {
		m->dogs[known]->record = *d;
		return 0;
	}
	fresh = calloc(1, sizeof(*fresh));
	if (!fresh || GROW(m, dog) != 0 ||
	    map_add(m->dog_index, hash_text(d->id, 0), m->dog_count) != 0) {
		free(fresh);
		return ERR_NOMEM;
	}
	fresh->record = *d;
	m->dogs[m->dog_count++] = fresh;
	return 0;
}

struct volunteer *memory_volunteer(const struct memory *m, const char *id)
{
	for (size_t i = 0; i < m->volunteer_count; i++) {
		if (strcmp(m->volunteers[i].id, id) == 0)
			return &m->volunteers[i];
	}
	return NULL;
}

int memory_volunteer_put(struct memory *m, const struct volunteer *v)
{
	struct volunteer *known = memory_volunteer(m, v->id);

	if (!known) {
		if (GROW(m, volunteer) != 0)
			return ERR_NOMEM;
		known = &m->volunteers[m->volunteer_count++];
	}
	*known = *v;
	return 0;
}

struct tag *memory_tag(const struct memory *m, const char *code)
{
	uint64_t index;

	for (size_t at = 0; map_next(m->tag_index, hash_text(code, 0), &at, &index);) {
		if (strcmp(m->tags[index].code, code) == 0)
			return &m->tags[index];
	}
	return NULL;
}

struct tag *memory_tag_read(const struct memory *m, const char *code, enum source source)
{
	struct tag *exact = memory_tag(m, code);

	for (size_t i = 0; !exact && source == SOURCE_NFC && i < m->tag_count; i++) {
		if (strcasecmp(m->tags[i].code, code) == 0)
			return &m->tags[i];
	}
	return exact;
}

int memory_tag_put(struct memory *m, const struct tag *t)
{
	struct tag *known = memory_tag(m, t->code);

	if (!known) {
		if (GROW(m, tag) != 0 ||
		    map_add(m->tag_index, hash_text(t->code, 0), m->tag_count) != 0)
			return ERR_NOMEM;
		known = &m->tags[m->tag_count++];
	}
	*known = *t;
	return 0;
}

bool memory_untold(const struct memory *m, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);

	return x->told != (unsigned char)memory_decision(m, seq) ||
	       x->told_ask != (unsigned char)memory_ask(x) ||
	       x->told_answer != memory_answer(m, seq) || x->told_walker != memory_walker(m, seq);
}

/* Does it wait, or is there something of it to tell? */
static bool is_of_interest(const struct memory *m, uint64_t seq)
{
	return memory_decision(m, seq) == DECISION_WAITING ||
	       (!m->loading && memory_untold(m, seq));
}

/* Forget the decisions that are settled, and told as such. */
static void forget_settled(struct memory *m)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->held_count; i++) {
		if (is_of_interest(m, m->held[i]))
			m->held[kept++] = m->held[i];
	}
	m->held_count = kept;
}

int memory_hold(struct memory *m, uint64_t seq)
{
	for (size_t i = 0; i < m->held_count; i++) {
		if (m->held[i] == seq)
			return 0;
	}
	if (m->held_count == m->held_room)
		forget_settled(m);
	if (grow((void **)&m->held, &m->held_room, m->held_count, sizeof(m->held[0])) != 0)
		return ERR_NOMEM;
	m->held[m->held_count++] = seq;
	return 0;
}

int memory_look_again(struct memory *m, uint32_t dog)
{
	const struct dog_memory *d = m->dogs[dog];

	for (size_t i = 0; i < d->event_count; i++) {
		uint64_t seq = d->events[i];

		if (memory_entry(m, seq)->outcome == OUTCOME_HELD && is_of_interest(m, seq) &&
		    memory_hold(m, seq) != 0)
			return ERR_NOMEM;
	}
	return 0;
}

const char *memory_read_code(const struct event *e)
{
	if (e->tag[0])
		return e->tag;
	return e->dog[0] ? e->dog : e->volunteer;
}

struct read *memory_read(struct memory *m, const char *code, int64_t ms)
{
	int64_t near_ms = m->settings.debounce_ms;

	for (size_t i = 0; i < READS; i++) {
		struct read *r = &m->reads[i];

		if (r->code[0] && ms > r->first_ms - near_ms && ms < r->last_ms + near_ms &&
		    strcmp(r->code, code) == 0)
			return r;
	}
	return NULL;
}

void memory_read_put(struct memory *m, const char *code, int64_t ms, uint32_t dog)
{
	struct read *r = memory_read(m, code, ms);

	if (!r) {
		r = &m->reads[m->read_next];
		m->read_next = (m->read_next + 1) % READS;
		memcpy(r->code, code, strlen(code) + 1);
		r->first_ms = ms;
		r->last_ms = ms;
	}
	if (ms < r->first_ms)
		r->first_ms = ms;
	if (ms > r->last_ms)
		r->last_ms = ms;
	r->dog = dog;
}

void memory_read_forget_code(struct memory *m, const char *code)
{
	for (size_t i = 0; i < READS; i++) {
		if (strcmp(m->reads[i].code, code) == 0)
			m->reads[i].code[0] = '\0';
	}
}

void memory_read_forget(struct memory *m, uint32_t dog)
{
	for (size_t i = 0; i < READS; i++) {
		if (m->reads[i].dog == dog)
			m->reads[i].code[0] = '\0';
	}
}
