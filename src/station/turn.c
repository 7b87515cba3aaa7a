/*
 * turn - take, decide, append, sync once, answer, publish.
 *
 * The brain decides before the journal appends, because what it calls a duplicate or an ignored read
 * gets no sequence number. Nothing of its verdicts leaves the turn before the sync: not the
 * answers, not the changes. When the sync fails the memory is ahead of the disk; from then on every
 * event is refused and said to be, and the ordinary start reads what the disk holds.
 *
 * The station thread never waits for SQLite, a terminal, a reader or a client.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/hash.h"
#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/queue/codec.h"
#include "paseo/station/turn.h"

/* So many of the last events a board that starts is given. */
#define RECENT_EVENTS 64
/* A journal that is fuller than this asks the store for a checkpoint. */
#define JOURNAL_HIGH_PERCENT 50
/* The store may be so many events behind before the board says so. */
#define STORE_BEHIND 100
/* Targets that rules may name and nobody here takes yet. */
#define UNSERVED (TARGET_COMMAND | TARGET_MQTT)
/* Of passing the stream on, in one turn. */
#define STREAM_ROUNDS 8

/* clang-format off */
static const char *const not_saved =
	N_("not known to be saved: the disk failed; mend it, start paseo again, and look at 'paseo log' before you repeat it");
/* clang-format on */

/* What a failed sync leaves in doubt is not told as done, nor as known not to be there. */
static void refuse_unsafe(struct answer *a, const struct event *e)
{
	answer_malformed(a, not_saved);
	a->action = e->action;
	a->vocabulary = e->vocabulary;
	memcpy(a->id, e->id, sizeof(a->id));
	memcpy(a->dog, e->dog, sizeof(a->dog));
}

/* The time an event is received: now, but after the one before it of the same dog or code. */
static int64_t receive_time(struct station *s, const struct event *e, int64_t now_ms)
{
	uint64_t key = hash_text(e->dog, hash_text(e->tag, 0));
	struct heard *h = &s->heard[key % HEARD];

	if (e->has_time || (!e->dog[0] && !e->tag[0]))
		return now_ms;
	if (h->key == key && h->ms >= now_ms && h->ms - now_ms < SECOND_MS)
		now_ms = h->ms + 1;
	h->key = key;
	h->ms = now_ms;
	return now_ms;
}

/* Write the event as it will be kept. ERR_FULL: the journal has no room for it yet. */
static int seal_event(struct station *s, struct event *e, int64_t now_ms, struct answer *a)
{
	int code;

	e->received_ms = receive_time(s, e, now_ms);
	if (!e->has_time)
		e->time_ms = e->received_ms;
	code = codec_seal(e, now_ms);
	if (code == ERR_FULL) {
		answer_malformed(a, "the event is too long when it is written out: split it");
		return ERR_INVALID;
	}
	if (code == 0 && !journal_has_room(s->journal, e->json_len))
		return ERR_FULL;
	return code;
}

int turn_route(struct station *s, const char *id, const char *json, size_t len, struct routing *out)
{
	struct fault f = { "" };
	int code = rules_route(s->rules, json, len, out, &f);

	if (code)
		log_warn("station: cannot route event '%s': %s", id, f.text);
	else if ((out->unsure || out->cut) && !s->rules_unsure)
		log_warn("station: event '%s' is more than the rules can follow: %s", id,
			 out->cut ? "it goes to too many sounds and commands"
				  : "too many elements of arrays come into question");
	s->rules_unsure |= out->unsure || out->cut;
	if (out->targets & UNSERVED && !s->rules_unserved)
		log_warn("station: a rule sends event '%s' to a command or to mqtt: this version "
			 "serves neither",
			 id);
	s->rules_unserved |= (out->targets & UNSERVED) != 0;
	return code;
}

/* Decide one event and append it. What it changes is added to changes. */
static int take_event(struct station *s, struct event *e, struct answer *a, struct changes *changes)
{
	struct routing to;
	size_t at = changes->count;
	struct logged *logged;
	bool brain;
	int code = turn_route(s, e->id, e->json, e->json_len, &to);

	if (code)
		return code;
	brain = to.targets & TARGET_BRAIN;
	code = brain_decide(s->brain, e, brain ? BRAIN_ROUTED : 0, a, changes);
	if (code)
		return code;
	logged = changes->list[at].as.event;
	logged->targets = to.targets;
	if (!brain_stored(a))
		return 0;
	code = journal_append(s->journal, a->seq, e->received_ms, brain ? 0 : JOURNAL_UNROUTED,
			      e->json, e->json_len, &logged->chain);
	logged->json = e->json;
	logged->json_len = e->json_len;
	e->json = NULL;
	return code;
}

static void tell(struct station *s, uint64_t tell_id, const struct answer *a)
{
	size_t len;
	char *line = answer_write(a, false, &len);

	if (line)
		socket_tell(s->socket, tell_id, line, len);
	free(line);
}

/* {"ask":"status"}: which database, how far. */
static void tell_status(struct station *s, uint64_t tell_id)
{
	struct jdoc *d = jdoc_new_object();
	struct store_figures figures;
	char *line = NULL;
	size_t len;

	store_figures(s->store, &figures);
	if (d && jdoc_set(d, "db", jdoc_new_string(s->options.paths.db)) == 0 &&
	    jdoc_set(d, "pid", jdoc_new_integer(getpid())) == 0 &&
	    jdoc_set(d, "seq", jdoc_new_integer((int64_t)brain_last_seq(s->brain))) == 0 &&
	    jdoc_set(d, "stored", jdoc_new_integer((int64_t)figures.applied_seq)) == 0 &&
	    jdoc_set(d, "version", jdoc_new_string(PACKAGE_VERSION)) == 0)
		line = jdoc_dump(d, &len);
	if (line)
		socket_tell(s->socket, tell_id, line, len);
	free(line);
	jdoc_free(&d);
}

/* Copies for all who watch; a full mailbox gets everything afresh later. */
static void publish(struct station *s, const struct changes *changes)
{
	pthread_mutex_lock(&s->lock);
	for (struct watcher *w = s->watchers; w; w = w->next) {
		struct changes *copy;

		if (w->fresh)
			continue;
		copy = changes_copy(changes, false);
		if (!copy || mailbox_put(w->mailbox, copy) != 0) {
			changes_free(&copy);
			w->fresh = true;
		}
	}
	pthread_mutex_unlock(&s->lock);
}

void turn_health(struct station *s, enum health_part part, bool good, uint64_t waiting,
		 const char *text)
{
	struct health *was = &s->health[part];
	struct changes *changes;
	struct change *c;

	if (was->good == good && was->waiting == waiting && strcmp(was->text, text) == 0)
		return;
	was->part = part;
	was->good = good;
	was->waiting = waiting;
	snprintf(was->text, sizeof(was->text), "%s", text);
	changes = changes_new();
	c = changes ? changes_add(changes, CHANGE_HEALTH) : NULL;
	if (c) {
		c->as.health = *was;
		publish(s, changes);
	}
	changes_free(&changes);
}

/* After a failed sync nothing that was decided since may be shown or stored. */
static void lose_disk(struct station *s, size_t n)
{
	s->unsafe = true;
	for (size_t i = 0; i < n; i++) {
		if (s->batch[i].event)
			refuse_unsafe(&s->answers[i], s->batch[i].event);
	}
	turn_health(s, HEALTH_JOURNAL, false, 0,
		    N_("The disk failed: nothing is being saved. Mend it and start paseo again."));
}

/* What was stored goes to the stream. */
static void put_stream(struct station *s, const struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->list[i];

		if (c->kind == CHANGE_EVENT && brain_stored(&c->as.event->answer))
			stream_put(s->stream, &c->as.event->answer,
				   c->as.event->targets & TARGET_STREAM);
	}
}

/* Pass on to the connections that follow what they can take. In rounds: each takes what the one before has
 * left the system to send. */
static void pass_stream(struct station *s)
{
	int64_t next_ms = 0;

	for (int round = 0; round < STREAM_ROUNDS && next_ms == 0; round++) {
		next_ms = follows_turn(s->follows, clock_monotonic_ms());
		loop_flush(s->loop);
	}
	if (next_ms >= 0)
		loop_wake_after(s->loop, next_ms);
}

/* Answer everything of a batch and let it go. */
static void tell_all(struct station *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct queued *q = &s->batch[i];

		if (q->told)
			q->told(q->ctx, &s->answers[i]);
		else if (q->tell_id && q->event)
			tell(s, q->tell_id, &s->answers[i]);
		else if (q->tell_id && q->note)
			socket_tell(s->socket, q->tell_id, q->note, strlen(q->note));
		else if (q->tell_id && q->request == REQUEST_STREAM)
			follows_begin(s->follows, q->tell_id, q->since);
		else if (q->tell_id)
			tell_status(s, q->tell_id);
		event_free(&q->event);
		free(q->note);
	}
}

/* A batch that was refused: the board hears of it as well. */
static void publish_refused(struct station *s, size_t n)
{
	struct changes *changes = changes_new();

	for (size_t i = 0; changes && i < n; i++) {
		struct change *c = s->batch[i].event ? changes_add(changes, CHANGE_EVENT) : NULL;

		if (c) {
			c->as.event->answer = s->answers[i];
			c->as.event->targets = TARGET_BOARD | TARGET_SOUND;
		}
	}
	if (changes)
		publish(s, changes);
	changes_free(&changes);
}

/* Decide as much of a batch as the journal has room for, *n, and make it durable. The changes, or NULL
 * when they may not be shown. */
static struct changes *settle_batch(struct station *s, size_t *n, int64_t now_ms)
{
	struct changes *changes = changes_new();
	uint64_t before = brain_last_seq(s->brain);
	int code = changes ? 0 : ERR_NOMEM;

	for (size_t i = 0; i < *n; i++) {
		struct event *e = s->batch[i].event;
		struct answer *a = &s->answers[i];
		int sealed;

		memset(a, 0, sizeof(*a));
		if (!e)
			continue;
		if (code || s->unsafe) {
			refuse_unsafe(a, e);
			continue;
		}
		sealed = seal_event(s, e, now_ms, a);
		if (sealed == ERR_FULL) {
			*n = i;
			break;
		}
		if (sealed != ERR_INVALID)
			code = sealed ? sealed : take_event(s, e, a, changes);
		if (code)
			refuse_unsafe(a, e);
	}
	if (code == 0 && brain_last_seq(s->brain) > before)
		code = journal_sync(s->journal);
	if (code)
		lose_disk(s, *n);
	if (s->unsafe)
		changes_free(&changes);
	return changes;
}

/* Run the first n things of the batch; those that must wait move to its front. Returns how many ran. */
static size_t run_batch(struct station *s, size_t n)
{
	size_t ran = n;
	uint64_t before = brain_last_seq(s->brain);
	struct changes *changes = settle_batch(s, &ran, clock_now_ms(&s->options.clock));

	if (changes) {
		publish(s, changes);
		put_stream(s, changes);
	} else {
		publish_refused(s, ran);
	}
	tell_all(s, ran);
	pass_stream(s);
	stream_publish(s->stream);
	s->carried = n - ran;
	memmove(s->batch, s->batch + ran, s->carried * sizeof(s->batch[0]));
	if (brain_last_seq(s->brain) == before)
		changes_free(&changes);
	if (changes && store_put(s->store, changes) != 0)
		log_warn("station: no memory to pass events on: they are in the journal");
	return ran;
}

/* What the database has for sure the journal may forget; how both are goes to the boards. */
static void check_store(struct station *s)
{
	struct store_figures figures;
	bool full;

	store_figures(s->store, &figures);
	journal_release(s->journal, figures.safe_seq);
	if (journal_used(s->journal) * 100 > journal_area(s->journal) * JOURNAL_HIGH_PERCENT)
		store_want_checkpoint(s->store);
	turn_health(s, HEALTH_STORE, figures.code == 0,
		    figures.code || figures.waiting >= STORE_BEHIND ? figures.waiting : 0,
		    figures.code ? figures.text : "");
	full = s->carried > 0;
	if (!s->unsafe)
		turn_health(
			s, HEALTH_QUEUE, !full, full ? s->carried + queue_count(s->queue) : 0,
			full ? N_("The queue is full: events wait until the database takes them.")
			     : "");
}

/* The times of what comes can only be as right as the clock. */
static void check_clock(struct station *s)
{
	const char *text = clock_guard_look(&s->clock_guard, clock_now_ms(&s->options.clock),
					    clock_elapsed_ms());

	turn_health(s, HEALTH_CLOCK, !text[0], 0, text);
}

/* What other threads have said of their parts. */
static void tell_said(struct station *s)
{
	for (int i = 0; i < HEALTH_COUNT; i++) {
		struct health said;
		bool news;

		pthread_mutex_lock(&s->lock);
		said = s->said[i];
		news = s->is_said[i];
		s->is_said[i] = false;
		pthread_mutex_unlock(&s->lock);
		if (news)
			turn_health(s, said.part, said.good, said.waiting, said.text);
	}
}

/* Everything, for those who have just come or missed something. */
static void load_watchers(struct station *s)
{
	int64_t now_ms = clock_now_ms(&s->options.clock);

	pthread_mutex_lock(&s->lock);
	for (struct watcher *w = s->watchers; w; w = w->next) {
		struct changes *all;

		if (!w->fresh || mailbox_count(w->mailbox))
			continue;
		all = changes_new();
		if (all && brain_snapshot(s->brain, now_ms, RECENT_EVENTS, false, all) == 0) {
			for (int i = 0; i < HEALTH_COUNT; i++) {
				struct change *c = changes_add(all, CHANGE_HEALTH);

				if (c)
					c->as.health = s->health[i];
			}
			if (mailbox_put(w->mailbox, all) == 0) {
				w->fresh = false;
				all = NULL;
			}
		}
		changes_free(&all);
	}
	pthread_mutex_unlock(&s->lock);
}

/* Do what other threads have asked for. True: the loop is to end. */
static bool take_requests(struct station *s)
{
	int fds[sizeof(s->adopt) / sizeof(s->adopt[0])];
	bool stop, unsaved;

	pthread_mutex_lock(&s->lock);
	memcpy(fds, s->adopt, sizeof(fds));
	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		s->adopt[i] = -1;
	stop = s->stop;
	unsaved = s->unsaved;
	pthread_mutex_unlock(&s->lock);
	turn_health(s, HEALTH_SAVING, !unsaved, 0,
		    unsaved ? N_("The day's report is not saved. Look at [report] save in "
				 "paseo.conf and "
				 "its disk.")
			    : "");
	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		if (fds[i] >= 0 && loop_adopt(s->loop, fds[i]) != 0)
			close(fds[i]);
	}
	return stop;
}

void turn_say_goodbye(struct station *s)
{
	pthread_mutex_lock(&s->lock);
	for (struct watcher *w = s->watchers; w; w = w->next) {
		struct changes *changes = changes_new();

		/* Also to those who have not had their first load. */
		if (!changes || !changes_add(changes, CHANGE_LEAVE) ||
		    mailbox_put(w->mailbox, changes) != 0)
			changes_free(&changes);
	}
	pthread_mutex_unlock(&s->lock);
}

/* See to those who are slow, and look again when it is time. */
static void watch_socket(struct station *s)
{
	int64_t next_ms = socket_watch(s->socket, clock_monotonic_ms());

	if (next_ms >= 0)
		loop_wake_after(s->loop, next_ms);
	pass_stream(s);
}

void turn_run(struct station *s)
{
	size_t ran = 1;

	check_clock(s);
	check_store(s);
	tell_said(s);
	while (ran) {
		size_t n = s->carried;

		/* Who was held back for want of room has it as soon as what waits has gone out, and what he sent
		 * is in the queue before that is looked into. */
		loop_flush(s->loop);
		socket_resume(s->socket);
		n += queue_take(s->queue, s->batch + n, TURN_EVENTS - n);
		ran = n ? run_batch(s, n) : 0;
	}
	watch_socket(s);
	load_watchers(s);
	if (take_requests(s))
		loop_stop(s->loop);
}
