/*
 * play - says lines to a brain, keeps what the changes tell, and looks at what may never be otherwise.
 * See play.h.
 */
#include <config.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "play.h"

#include "paseo/base/grow.h"
#include "paseo/queue/codec.h"

/* Walks of a dog that are looked at after every event; all are by play_compare(). */
#define NEAR 48

bool play_broken(struct play *p, const char *format, ...)
{
	char what[512];
	va_list ap;

	va_start(ap, format);
	vsnprintf(what, sizeof(what), format, ap);
	va_end(ap);
	snprintf(p->fault, sizeof(p->fault), "seed %" PRIu64 ", event %" PRIu64 ": %s, after %s",
		 p->first_seed, p->said, what, p->line);
	return false;
}

struct play_dog *play_dog_of(struct play *p, const char *id)
{
	long n = strncmp(id, "p-", 2) == 0 ? strtol(id + 2, NULL, 10) : 0;
	char own[DOG_ID_SIZE];

	if (n < 1 || (size_t)n > p->dog_count)
		return NULL;
	snprintf(own, sizeof(own), "p-%03ld", n);
	return strcmp(id, own) == 0 ? &p->dogs[n - 1] : NULL;
}

/* ---- what a subscriber keeps -------------------------------------------------------------- */

/* Stands a before b among the walks of a dog? One that ends where it begins goes first. */
static bool walk_before(const struct walk *a, const struct walk *b)
{
	if (a->out_ms != b->out_ms)
		return a->out_ms < b->out_ms;
	return a->in_ms && (!b->in_ms || a->in_ms < b->in_ms);
}

static bool drop_walk(struct play_dog *d, uint64_t out_seq)
{
	for (size_t i = d->count; i-- > 0;) {
		if (d->walks[i].out_seq != out_seq)
			continue;
		d->count--;
		memmove(&d->walks[i], &d->walks[i + 1], (d->count - i) * sizeof(d->walks[0]));
		return true;
	}
	return false;
}

static bool keep_walk(struct play_dog *d, const struct walk *w)
{
	size_t at;

	drop_walk(d, w->out_seq);
	if (grow((void **)&d->walks, &d->room, d->count, sizeof(*w)) != 0)
		return false;
	at = d->count++;
	while (at && walk_before(w, &d->walks[at - 1])) {
		d->walks[at] = d->walks[at - 1];
		at--;
	}
	d->walks[at] = *w;
	return true;
}

static bool keep_decision(struct play *p, const struct decision *d)
{
	size_t at = p->decision_count;

	while (at && p->decisions[at - 1].seq > d->seq)
		at--;
	if (at && p->decisions[at - 1].seq == d->seq) {
		p->decisions[at - 1] = *d;
		return true;
	}
	if (grow((void **)&p->decisions, &p->decision_room, p->decision_count, sizeof(*d)) != 0 ||
	    at != p->decision_count)
		return play_broken(p, "decision %" PRIu64 " was never asked", d->seq);
	p->decisions[p->decision_count++] = *d;
	return true;
}

static bool keep_closing(struct play *p, const struct closing *c)
{
	for (size_t i = p->closing_count; i-- > 0;) {
		if (p->closings[i].seq == c->seq) {
			p->closings[i] = *c;
			return true;
		}
	}
	if (grow((void **)&p->closings, &p->closing_room, p->closing_count, sizeof(*c)) != 0)
		return play_broken(p, "no memory");
	p->closings[p->closing_count++] = *c;
	return true;
}

/* Dogs that a line has made are not followed. */
static bool keep_change(struct play *p, const struct change *c)
{
	struct play_dog *d;

	switch (c->kind) {
	case CHANGE_WALK:
		d = play_dog_of(p, c->as.walk.dog);
		return !d || keep_walk(d, &c->as.walk) ? true : play_broken(p, "no memory");
	case CHANGE_WALK_GONE:
		d = play_dog_of(p, c->as.walk.dog);
		return !d || drop_walk(d, c->as.walk.out_seq)
			       ? true
			       : play_broken(p, "a walk goes that never was");
	case CHANGE_DECISION:
		return keep_decision(p, c->as.decision);
	case CHANGE_CLOSING:
		return keep_closing(p, &c->as.closing);
	case CHANGE_RECALL:
		p->recall = *c->as.recall;
		return true;
	default:
		return true;
	}
}

/* ---- what may never be otherwise ---------------------------------------------------------- */

bool play_check_walks(struct play *p, const struct play_dog *d, size_t from)
{
	for (size_t i = from; i < d->count; i++) {
		const struct walk *w = &d->walks[i];

		if (!w->in_ms && i + 1 < d->count)
			return play_broken(p, "%s: an open walk is not the last", w->dog);
		if (w->in_ms && w->in_ms < w->out_ms)
			return play_broken(p, "%s: a walk ends before it begins", w->dog);
		if (i && d->walks[i - 1].in_ms > w->out_ms)
			return play_broken(p, "%s: two walks overlap", w->dog);
		if (w->day != days_of(w->out_ms))
			return play_broken(p, "%s: a walk of another day", w->dog);
		if (!w->out_kind || (w->in_ms != 0) != (w->in_kind != END_NONE))
			return play_broken(p, "%s: an end of no kind", w->dog);
	}
	return true;
}

/* State and totals as they follow from the walks that were told. */
static bool check_totals(struct play *p, const struct play_dog *d, const char *id, int32_t day,
			 enum dog_state state, int walks_today, int64_t seconds_today)
{
	bool open = d->count && !d->walks[d->count - 1].in_ms;
	int walks = 0;
	int64_t seconds = 0;

	for (size_t i = d->count; i-- > 0 && d->walks[i].day >= day;) {
		const struct walk *w = &d->walks[i];

		if (w->day != day)
			continue;
		walks++;
		seconds += w->in_ms ? (w->in_ms - w->out_ms) / 1000 : 0;
	}
	if ((state == STATE_OUTSIDE) != open)
		return play_broken(p, "%s: its state is not that of its walks", id);
	if (walks != walks_today || seconds != seconds_today)
		return play_broken(p, "%s: %d walks and %lld s, its walks make %d and %lld s", id,
				   walks_today, (long long)seconds_today, walks,
				   (long long)seconds);
	return true;
}

static bool check_changes(struct play *p, const struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->list[i];
		const struct play_dog *d;

		d = c->kind == CHANGE_NOW ? play_dog_of(p, c->as.now.id) : NULL;
		if (!d)
			continue;
		if (!play_check_walks(p, d, d->count > NEAR ? d->count - NEAR : 0) ||
		    !check_totals(p, d, c->as.now.id, c->as.now.day, c->as.now.state,
				  c->as.now.walks_today, c->as.now.walk_seconds_today))
			return false;
	}
	return true;
}

static bool check_answer(struct play *p, uint64_t last_seq)
{
	const struct answer *a = &p->last;
	const struct play_dog *d = play_dog_of(p, a->dog);

	if (brain_stored(a) && a->seq != last_seq + 1)
		return play_broken(p, "seq %" PRIu64 " follows %" PRIu64, a->seq, last_seq);
	if (!brain_stored(a) && brain_last_seq(p->brain) != last_seq)
		return play_broken(p, "what is not stored has a number");
	if (a->outcome == OUTCOME_HELD && (!a->of_seq || a->of_seq > a->seq))
		return play_broken(p, "held by no decision");
	if (a->outcome == OUTCOME_REJECTED && !a->error[0])
		return play_broken(p, "refused without a word");
	return !a->has_state || !d ||
	       check_totals(p, d, a->dog, days_of(a->received_ms), a->state, a->walks_today,
			    a->walk_seconds_today);
}

/* ---- saying ------------------------------------------------------------------------------- */

static bool keep_event(struct play *p, struct event *e)
{
	const struct answer *a = &p->last;

	if (!brain_stored(a)) {
		event_free(&e);
		return true;
	}
	snprintf(p->recent[p->recent_count++ % PLAY_RECENT], EVENT_ID_SIZE, "%s", a->id);
	if (a->outcome == OUTCOME_HELD)
		snprintf(p->held[p->held_count++ % PLAY_RECENT], EVENT_ID_SIZE, "%s", a->id);
	if (!p->keeps_log) {
		event_free(&e);
		return true;
	}
	if (grow((void **)&p->log, &p->log_room, p->log_count, sizeof(p->log[0])) != 0 ||
	    grow((void **)&p->judged, &p->judged_room, p->log_count, sizeof(p->judged[0])) != 0)
		return false;
	p->log[p->log_count] = e;
	p->judged[p->log_count] = malloc(sizeof(*a));
	if (!p->judged[p->log_count])
		return false;
	*p->judged[p->log_count++] = *a;
	return true;
}

static bool decide_event(struct play *p, struct event *e, struct changes *changes)
{
	uint64_t last_seq = brain_last_seq(p->brain);
	bool good = true;

	if (brain_decide(p->brain, e, BRAIN_ROUTED, &p->last, changes) != 0)
		return play_broken(p, "no memory");
	if (changes->list[0].kind != CHANGE_EVENT)
		return play_broken(p, "the event is not told first");
	for (size_t i = 0; good && i < changes->count; i++)
		good = keep_change(p, &changes->list[i]);
	return good && check_changes(p, changes) && check_answer(p, last_seq);
}

bool play_decide(struct play *p, struct event *e)
{
	struct changes *changes = changes_new();
	bool good = changes != NULL;

	p->said++;
	e->received_ms = p->now_ms;
	if (!e->has_time)
		e->time_ms = p->now_ms;
	good = good && codec_seal(e, p->now_ms) == 0 && decide_event(p, e, changes);
	changes_free(&changes);
	if (good)
		return keep_event(p, e);
	event_free(&e);
	return false;
}

bool play_say(struct play *p)
{
	struct event *e = NULL;
	struct fault f = { "" };

	if (codec_read(p->line, strlen(p->line), &e, &f) != 0)
		return play_broken(p, "not read: %s", f.text);
	return play_decide(p, e);
}

bool play_says(struct play *p, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(p->line, sizeof(p->line), format, ap);
	va_end(ap);
	for (char *c = p->line; *c; c++) {
		if (*c == '\'')
			*c = '"';
	}
	return play_say(p);
}

static bool enrol(struct play *p)
{
	static const char *const levels[] = { "", "green", "green", "yellow", "red" };
	static const char *const traits[] = { "", "", "", "reactive", "heat", "", "reactive" };
	bool good = true;

	for (unsigned i = 1; good && i <= p->people_count; i++)
		good = play_says(p,
				 "{'id':'v%u','action':'roster','volunteers':[{'id':'v-%02u','name'"
				 ":'V%u','level':'%s','badge':'B-%02u'}]}",
				 i, i, i, levels[i % 5], i);
	for (unsigned i = 1; good && i <= p->dog_count; i++)
		good = play_says(p,
				 "{'id':'p%u','action':'roster','dogs':[{'id':'p-%03u','name':'P%u'"
				 ",'level':'%s','traits':'%s','zone':'%s','tag':'T-%03u'}]}",
				 i, i, i, levels[i % 5], traits[i % 7], i % 3 ? "norte" : "sur", i);
	for (unsigned i = 1; good && i + 9 <= p->dog_count; i += 10)
		good = play_says(p,
				 "{'id':'pair%u','action':'roster','pairs':[{'dogs':['p-%03u','p-"
				 "%03u'],'kind':'bonded'},{'dogs':['p-%03u','p-%03u'],'kind':"
				 "'incompatible'}]}",
				 i, i, i + 1, i + 2, i + 3);
	return good && p->last.outcome == OUTCOME_APPLIED;
}

struct play *play_new(uint64_t seed, size_t dogs, size_t people, int64_t now_ms, bool keeps_log)
{
	struct play *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->seed = seed;
	p->first_seed = seed;
	p->now_ms = now_ms;
	p->dog_count = dogs;
	p->people_count = people;
	p->keeps_log = keeps_log;
	p->brain = brain_new();
	p->dogs = calloc(dogs, sizeof(p->dogs[0]));
	if (!p->brain || !p->dogs || !enrol(p))
		play_free(&p);
	return p;
}

void play_free(struct play **p)
{
	if (!*p)
		return;
	for (size_t i = 0; i < (*p)->log_count; i++) {
		event_free(&(*p)->log[i]);
		free((*p)->judged[i]);
	}
	for (size_t i = 0; (*p)->dogs && i < (*p)->dog_count; i++)
		free((*p)->dogs[i].walks);
	free((*p)->log);
	free((*p)->judged);
	free((*p)->dogs);
	free((*p)->decisions);
	free((*p)->closings);
	brain_free(&(*p)->brain);
	free(*p);
	*p = NULL;
}

uint64_t play_env(const char *name, uint64_t standard)
{
	const char *text = getenv(name);

	return text && *text ? strtoull(text, NULL, 10) : standard;
}
