/*
 * store - the writer's thread, and what the desk is told of it.
 *
 * The thread sleeps on its mailbox. A turn takes what came into the backlog, writes one batch
 * when it is time to, and checkpoints when it is time to. After a failure the next try is put
 * off, 100 ms growing to 1 s; the mailbox is still the only thing it waits on, so that a stop is
 * prompt. A database that refuses a row for what it is (a constraint) would refuse it for ever:
 * then the lists are tried one by one until the bad one stands in front, and that one slowly.
 *
 * safe_seq: a checkpoint syncs the write-ahead log, copies it and syncs the database. Only this
 * connection writes, so a checkpoint that left nothing in the log covers all that was committed
 * before it. One that readers cut short moves nothing.
 */
#include <config.h>

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "paseo/base/days.h"
#include "paseo/base/log.h"
#include "paseo/base/mailbox.h"
#include "paseo/store/backlog.h"
#include "paseo/store/load.h"
#include "paseo/store/schema.h"
#include "paseo/store/store.h"
#include "paseo/store/trouble.h"

#define BATCH_EVENTS 1000
#define CHECKPOINT_PAGES 1000
/* How long a batch is gathered: a report that asks right after an event waits so long. */
#define GATHER_MS 20
#define STORE_NICE 10
#define RETRY_FIRST_MS 100
#define RETRY_MOST_MS 1000
#define RETRY_REFUSED_MS 10000
/* Wakes up this often with nothing to do, should a message that wakes not have been put. */
#define IDLE_MS 3600000

struct store {
	struct sql *sql;
	char *path;
	dev_t device; /* of the file that is open under that path */
	ino_t inode;
	struct mailbox *box;
	pthread_t thread;
	bool running;
	void (*told)(void *ctx);
	void *told_ctx;
	char wake; /* its address is the message that only wakes */

	pthread_mutex_t lock;
	/* Under the lock. */
	struct store_figures figures; /* without text, which is made when asked for */
	bool want_checkpoint;
	bool stop;
	int64_t stop_by_ms;

	/* Of the thread; of the caller's before it starts and after it ends. */
	struct place at;
	struct backlog *backlog;
	int write_code;	     /* why the last write failed */
	int checkpoint_code; /* and the last checkpoint */
	bool one_by_one;
	int64_t delay_ms;
	int64_t retry_ms;      /* monotonic: no write before */
	int64_t checkpoint_ms; /* and no checkpoint */
	int pages;	       /* in the write-ahead log when last seen */
	int pages_limit;
};

void store_figures(struct store *s, struct store_figures *out)
{
	(void)pthread_mutex_lock(&s->lock);
	*out = s->figures;
	(void)pthread_mutex_unlock(&s->lock);
	out->text[0] = '\0';
	if (out->code)
		trouble_write(out->code, out->waiting, out->text, sizeof(out->text));
	if (out->code == ERR_INVALID)
		out->code = ERR_CORRUPT;
}

static void show_figures(struct store *s, uint64_t written)
{
	(void)pthread_mutex_lock(&s->lock);
	s->figures.applied_seq = s->at.seq;
	s->figures.waiting -= written;
	s->figures.code = s->write_code ? s->write_code : s->checkpoint_code;
	(void)pthread_mutex_unlock(&s->lock);
}

/* The log hears of a trouble when it begins, changes and ends. */
static void note_trouble(int *code, int err, const char *what, const char *why)
{
	if (err && err != *code)
		log_warn("store: %s: %s (%s)", what, why, error_text(err));
	else if (!err && *code)
		log_note("store: %s: works again", what);
	*code = err;
}

/* What is written into a file that was deleted or replaced is gone with it. */
static bool is_in_place(const struct store *s)
{
	struct stat st;

	return stat(s->path, &st) == 0 && st.st_dev == s->device && st.st_ino == s->inode;
}

static int checkpoint(struct store *s, bool truncate)
{
	bool whole = false;
	const int err = is_in_place(s) ? sql_checkpoint(s->sql, truncate, &whole) : ERR_NOT_FOUND;

	/* Busy is what readers do to it, and no trouble. */
	note_trouble(&s->checkpoint_code, err == ERR_BUSY ? 0 : err, "checkpoint",
		     err == ERR_NOT_FOUND ? "the file was taken away"
		     : err		  ? sql_reason(s->sql)
					  : "");
	s->pages_limit = s->pages + CHECKPOINT_PAGES;
	show_figures(s, 0);
	if (!whole)
		return err ? err : ERR_BUSY;
	(void)pthread_mutex_lock(&s->lock);
	s->figures.safe_seq = s->at.seq;
	/* A wish holds until all that had been put by then is safe. */
	if (s->figures.waiting == 0)
		s->want_checkpoint = false;
	(void)pthread_mutex_unlock(&s->lock);
	return 0;
}

/* The log has grown by so much since the last checkpoint (it may begin anew by itself). */
static bool log_has_grown(struct store *s)
{
	const int pages = sql_wal_pages(s->sql);

	if (pages < s->pages)
		s->pages_limit = CHECKPOINT_PAGES;
	s->pages = pages;
	return pages >= s->pages_limit;
}

int store_open(const char *path, struct store **out, struct fault *f)
{
	struct store *s = calloc(1, sizeof(*s));
	struct stat st;
	int err = ERR_NOMEM;

	*out = NULL;
	if (!s)
		return fault_set(f, ERR_NOMEM, "no memory");
	(void)pthread_mutex_init(&s->lock, NULL);
	s->box = mailbox_new(0);
	s->backlog = backlog_new();
	s->pages_limit = CHECKPOINT_PAGES;
	s->path = strdup(path);
	if (s->box && s->backlog && s->path)
		err = schema_open_writer(path, &s->sql, f);
	else
		fault_set(f, ERR_NOMEM, "no memory");
	if (err)
		goto fail;
	if (stat(path, &st) != 0) {
		err = fault_set(f, ERR_NOT_FOUND, "'%s' was taken away: start again", path);
		goto fail;
	}
	s->device = st.st_dev;
	s->inode = st.st_ino;
	err = apply_read_place(s->sql, &s->at);
	if (err) {
		fault_set(f, err, "cannot read the last event's number in '%s': %s", path,
			  sql_reason(s->sql));
		goto fail;
	}
	/* What a crash left in the write-ahead log is not known to be on the disk before this. */
	if (checkpoint(s, false) != 0)
		s->want_checkpoint = true;
	*out = s;
	return 0;
fail:
	store_close(&s, 0);
	return err;
}

uint64_t store_seq(const struct store *s)
{
	return s->at.seq;
}

uint64_t store_chain(const struct store *s)
{
	return s->at.chain;
}

/* A log that is damaged is not guessed at. */
static int refuse(void *ctx, enum load_wrong kind, const char *sentence)
{
	(void)kind;
	return fault_set(ctx, ERR_CORRUPT,
			 "the event log is damaged: %s; run 'paseo verify', or put a backup in its "
			 "place",
			 sentence);
}

int store_load(struct store *s, struct brain *b, struct fault *f)
{
	struct load_result result = { 0 };
	struct fault unused;

	return load_log(s->sql, b, refuse, f ? f : &unused, &result, f ? f : &unused);
}

int store_apply(struct store *s, const struct changes *c, struct fault *f)
{
	struct changes *const list = (struct changes *)c;
	const int err = apply_lists(s->sql, &list, 1, &s->at, f);

	if (err)
		return err;
	show_figures(s, 0);
	if (log_has_grown(s))
		(void)checkpoint(s, false);
	return 0;
}

int store_settle(struct store *s, struct fault *f)
{
	const int err = checkpoint(s, false);

	return err ? fault_set(f, err, "cannot bring the database up to date on the disk: %s",
			       err == ERR_BUSY ? "another program reads it" : sql_reason(s->sql))
		   : 0;
}

bool store_in_zone(struct store *s)
{
	char made[DAYS_ZONE_SIZE];
	char now[DAYS_ZONE_SIZE];

	days_zone(now);
	return apply_read_zone(s->sql, made) == 0 && strcmp(made, now) == 0;
}

int store_rebuild(struct store *s, const struct changes *all, struct fault *f)
{
	return apply_snapshot(s->sql, all, f);
}

/* Take what came into the backlog. True: among it was a word to look around again. */
static bool drain(struct store *s)
{
	bool woken = false;
	void *message;

	while ((message = mailbox_take(s->box))) {
		struct changes *c = message;

		if (message == &s->wake) {
			woken = true;
			continue;
		}
		if (backlog_add(s->backlog, c) != 0) {
			log_warn("store: no memory for %" PRIu64 " events; the journal has them",
				 backlog_events(c));
			changes_free(&c);
		}
	}
	return woken;
}

static bool is_hopeless(int code)
{
	return code == ERR_INVALID || code == ERR_CORRUPT;
}

/* When to try again. */
static void put_off(struct store *s, int err, size_t lists, int64_t now_ms)
{
	if (err == ERR_INVALID && lists > 1) {
		s->one_by_one = true;
		s->delay_ms = 0;
	} else if (is_hopeless(err)) {
		s->delay_ms = RETRY_REFUSED_MS;
	} else {
		s->delay_ms = s->delay_ms ? 2 * s->delay_ms : RETRY_FIRST_MS;
		if (s->delay_ms > RETRY_MOST_MS)
			s->delay_ms = RETRY_MOST_MS;
	}
	s->retry_ms = now_ms + s->delay_ms;
}

static void tell(struct store *s)
{
	if (s->told)
		s->told(s->told_ctx);
}

static void write_batch(struct store *s, int64_t now_ms)
{
	struct fault why = { "" };
	size_t lists = 0;
	uint64_t events = 0;
	int err = ERR_NOT_FOUND;

	if (is_in_place(s))
		err = backlog_write(s->backlog, s->sql, s->one_by_one ? 1 : BATCH_EVENTS, &s->at,
				    &lists, &events, &why);
	else
		(void)fault_set(&why, err, "'%s' was taken away or replaced", s->path);

	/* A batch that is going to be tried in parts is not yet a trouble. */
	if (!(err == ERR_INVALID && lists > 1))
		note_trouble(&s->write_code, err, "write", why.text);
	if (err) {
		put_off(s, err, lists, now_ms);
	} else {
		s->delay_ms = s->retry_ms = 0;
		s->one_by_one = s->one_by_one && backlog_count(s->backlog) > 0;
	}
	show_figures(s, err ? 0 : events);
	tell(s);
}

static bool wants_checkpoint(struct store *s)
{
	const bool grown = log_has_grown(s);
	bool all_safe;
	bool wanted;

	(void)pthread_mutex_lock(&s->lock);
	all_safe = s->figures.safe_seq == s->at.seq;
	if (all_safe && s->figures.waiting == 0)
		s->want_checkpoint = false;
	wanted = s->want_checkpoint && !all_safe;
	(void)pthread_mutex_unlock(&s->lock);
	return wanted || grown;
}

static bool told_to_stop(struct store *s, int64_t *by_ms)
{
	bool stop;

	(void)pthread_mutex_lock(&s->lock);
	stop = s->stop;
	*by_ms = s->stop_by_ms;
	(void)pthread_mutex_unlock(&s->lock);
	return stop;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* One turn. Returns how long there is nothing to do, or -1: it was the last. */
static int64_t turn(struct store *s)
{
	int64_t now_ms = clock_monotonic_ms();
	int64_t wait_ms = IDLE_MS;
	int64_t stop_by_ms;
	/* Before draining: what was put before the stop is then seen. */
	const bool stop = told_to_stop(s, &stop_by_ms);

	/* Who woke us may have told us to stop after we looked: then look again before waiting. */
	const bool woken = drain(s) && !stop;

	if (backlog_count(s->backlog) > 0 && now_ms >= s->retry_ms)
		write_batch(s, now_ms);
	if (stop && (backlog_count(s->backlog) == 0 || is_hopeless(s->write_code) ||
		     (s->write_code && now_ms >= stop_by_ms)))
		return -1;
	if (wants_checkpoint(s)) {
		if (now_ms >= s->checkpoint_ms) {
			s->checkpoint_ms = checkpoint(s, false) == 0 ? 0 : now_ms + RETRY_MOST_MS;
			tell(s);
		}
		wait_ms = least(wait_ms, RETRY_MOST_MS);
	}
	now_ms = clock_monotonic_ms();
	if (stop)
		s->retry_ms = least(s->retry_ms, least(now_ms + RETRY_FIRST_MS, stop_by_ms));
	if (backlog_count(s->backlog) > 0)
		wait_ms = least(wait_ms, s->retry_ms - now_ms);
	return wait_ms > 0 && !woken ? wait_ms : 0;
}

/* Let more come before a batch begins: a busy gate then costs a fraction of the transactions, and the
 * store does not take the processor from the answer that is on its way. */
static void gather(struct store *s)
{
	static const struct timespec pause = { 0, GATHER_MS * 1000000L };
	int64_t stop_by_ms;

	if (!told_to_stop(s, &stop_by_ms) && mailbox_count(s->box) < BATCH_EVENTS)
		(void)nanosleep(&pause, NULL);
}

static void *run(void *arg)
{
	struct store *s = arg;
	int64_t wait_ms;

	/* On Linux the calling thread alone: the desk's threads go first. */
	(void)setpriority(PRIO_PROCESS, 0, STORE_NICE);
	while ((wait_ms = turn(s)) >= 0) {
		if (wait_ms > 0 && mailbox_wait(s->box, (int)wait_ms))
			gather(s);
	}
	return NULL;
}

int store_start(struct store *s, void (*told)(void *ctx), void *ctx)
{
	s->told = told;
	s->told_ctx = ctx;
	sql_wait(s->sql, 0);
	if (pthread_create(&s->thread, NULL, run, s) != 0)
		return ERR_NOMEM;
	s->running = true;
	return 0;
}

int store_put(struct store *s, struct changes *c)
{
	const uint64_t events = backlog_events(c);
	int err;

	(void)pthread_mutex_lock(&s->lock);
	s->figures.waiting += events;
	(void)pthread_mutex_unlock(&s->lock);
	err = mailbox_put(s->box, c);
	if (err) {
		log_warn("store: no memory for %" PRIu64 " events; the journal has them", events);
		changes_free(&c);
	}
	return err;
}

static void wake_up(struct store *s)
{
	(void)mailbox_put(s->box, &s->wake);
}

void store_want_checkpoint(struct store *s)
{
	bool new;

	(void)pthread_mutex_lock(&s->lock);
	new = !s->want_checkpoint;
	s->want_checkpoint = true;
	(void)pthread_mutex_unlock(&s->lock);
	if (new)
		wake_up(s);
}

static void end_thread(struct store *s, int wait_ms)
{
	(void)pthread_mutex_lock(&s->lock);
	s->stop = true;
	s->stop_by_ms = clock_monotonic_ms() + wait_ms;
	(void)pthread_mutex_unlock(&s->lock);
	wake_up(s);
	(void)pthread_join(s->thread, NULL);
	s->running = false;
}

void store_close(struct store **s, int wait_ms)
{
	if (!*s)
		return;
	if ((*s)->running)
		end_thread(*s, wait_ms);
	/* What was put and never taken: the journal has it. */
	if ((*s)->box && (*s)->backlog)
		(void)drain(*s);
	if ((*s)->sql && checkpoint(*s, true) != 0)
		(void)checkpoint(*s, false);
	sql_close(&(*s)->sql);
	backlog_free(&(*s)->backlog);
	mailbox_free(&(*s)->box, NULL);
	(void)pthread_mutex_destroy(&(*s)->lock);
	free((*s)->path);
	free(*s);
	*s = NULL;
}
