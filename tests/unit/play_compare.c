/*
 * play_compare - compares brains, and a subscriber with a brain. See play.h.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "play.h"

/* What is told of one thing, whatever kind of thing it is; NULL: nothing that can be compared. */
static const void *told(const struct change *c, size_t *size)
{
	switch (c->kind) {
	case CHANGE_DOG:
		*size = sizeof(*c->as.dog);
		return c->as.dog;
	case CHANGE_NOW:
		*size = sizeof(c->as.now);
		return &c->as.now;
	case CHANGE_WALK:
		*size = sizeof(c->as.walk);
		return &c->as.walk;
	case CHANGE_VOLUNTEER:
		*size = sizeof(*c->as.volunteer);
		return c->as.volunteer;
	case CHANGE_PAIR:
		*size = sizeof(*c->as.pair);
		return c->as.pair;
	case CHANGE_DECISION:
		*size = sizeof(*c->as.decision);
		return c->as.decision;
	case CHANGE_CLOSING:
		*size = sizeof(c->as.closing);
		return &c->as.closing;
	case CHANGE_RECALL:
		*size = sizeof(*c->as.recall);
		return c->as.recall;
	case CHANGE_SETTINGS:
		*size = sizeof(*c->as.settings);
		return c->as.settings;
	case CHANGE_EVENT:
		*size = sizeof(c->as.event->answer);
		return &c->as.event->answer;
	default:
		*size = 0;
		return NULL;
	}
}

/* Bytes but for tags, behind whose codes anything may stand. */
static bool same_change(const struct change *a, const struct change *b)
{
	size_t a_size;
	size_t b_size;
	const void *one = told(a, &a_size);
	const void *other = told(b, &b_size);

	if (a->kind != b->kind)
		return false;
	if (a->kind == CHANGE_TAG)
		return strcmp(a->as.tag->code, b->as.tag->code) == 0 &&
		       strcmp(a->as.tag->to, b->as.tag->to) == 0;
	return !a_size || memcmp(one, other, a_size) == 0;
}

bool play_same_state(const struct brain *a, const struct brain *b, int64_t now_ms, char *what,
		     size_t size)
{
	struct changes *x = changes_new();
	struct changes *y = changes_new();
	bool same = x && y && brain_snapshot(a, now_ms, 64, true, x) == 0 &&
		    brain_snapshot(b, now_ms, 64, true, y) == 0;

	snprintf(what, size, "no snapshot");
	if (same && x->count != y->count) {
		snprintf(what, size, "one shows %zu things, the other %zu", x->count, y->count);
		same = false;
	}
	for (size_t i = 0; same && i < x->count; i++) {
		same = same_change(&x->list[i], &y->list[i]);
		if (!same)
			snprintf(what, size, "change %zu, of kind %d, differs", i,
				 (int)x->list[i].kind);
	}
	changes_free(&x);
	changes_free(&y);
	return same;
}

struct brain *play_restore(const struct play *p)
{
	struct brain *b = brain_new();
	int code = b ? 0 : ERR_NOMEM;

	for (size_t i = 0; i < p->log_count && code == 0; i++)
		code = brain_restore(b, p->log[i], p->judged[i]);
	if (code == 0)
		code = brain_settle(b);
	if (code)
		brain_free(&b);
	return b;
}

/* Is the next walk of that dog the one that the subscriber has? */
static bool same_walk(struct play *p, const struct walk *w, size_t *next)
{
	const struct play_dog *d = play_dog_of(p, w->dog);

	for (size_t i = *next; d && i < d->count; i++) {
		if (d->walks[i].out_seq == w->out_seq) {
			(*next)++;
			return memcmp(&d->walks[i], w, sizeof(*w)) == 0;
		}
	}
	return false;
}

static bool same_decision(struct play *p, const struct decision *is, size_t at)
{
	const struct decision *was = at < p->decision_count ? &p->decisions[at] : NULL;

	if (was && memcmp(was, is, sizeof(*is)) == 0)
		return true;
	return play_broken(p,
			   "decision %" PRIu64 " of %s is %s by %" PRIu64 " with %s, and was told "
			   "as %s by %" PRIu64 " with %s",
			   is->seq, is->dog, decision_status_name(is->status), is->answer_seq,
			   is->volunteer, was ? decision_status_name(was->status) : "none",
			   was ? was->answer_seq : 0, was ? was->volunteer : "");
}

static bool same_things(struct play *p, const struct changes *all)
{
	size_t walks = 0;
	size_t told_walks = 0;
	size_t decisions = 0;
	size_t closings = 0;
	size_t next = 0;

	for (size_t i = 0; i < p->dog_count; i++) {
		told_walks += p->dogs[i].count;
		if (!play_check_walks(p, &p->dogs[i], 0))
			return false;
	}
	for (size_t i = 0; i < all->count; i++) {
		const struct change *c = &all->list[i];

		if (c->kind == CHANGE_DOG)
			next = 0;
		if (c->kind == CHANGE_WALK && (!same_walk(p, &c->as.walk, &next) || ++walks == 0))
			return play_broken(p, "%s: a walk was told otherwise", c->as.walk.dog);
		if (c->kind == CHANGE_DECISION && !same_decision(p, c->as.decision, decisions++))
			return false;
		if (c->kind == CHANGE_CLOSING &&
		    (closings >= p->closing_count ||
		     memcmp(&p->closings[closings++], &c->as.closing, sizeof(c->as.closing)) != 0))
			return play_broken(p, "a closing was told otherwise");
		if (c->kind == CHANGE_RECALL &&
		    memcmp(&p->recall, c->as.recall, sizeof(p->recall)) != 0)
			return play_broken(p, "the recall was told otherwise");
	}
	if (walks != told_walks || decisions != p->decision_count || closings != p->closing_count)
		return play_broken(p, "%zu walks were told and %zu are there", told_walks, walks);
	return true;
}

bool play_compare(struct play *p)
{
	struct changes *all = changes_new();
	bool same = all && brain_snapshot(p->brain, p->now_ms, 0, true, all) == 0 &&
		    same_things(p, all);

	changes_free(&all);
	return same;
}
