/*
 * keeper - see the header. A day that is to be saved stands in a list until it is: at midnight the day
 * that has gone, after a closing the day that was closed.
 */
#include <config.h>

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/config.h"
#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/brain/change.h"
#include "paseo/commands/keeper.h"
#include "paseo/report/day_save.h"
#include "paseo/store/reader.h"

/* Lists of changes that may wait; then it loads afresh, which costs it nothing. */
#define CHANGES_WAITING_MAX 1024
/* So often it looks at the date, and tries again what failed. */
#define LOOK_MS 60000
/* How long the database may take to have what was answered. */
#define STORED_WAIT_MS 10000
#define STORED_LOOK_MS 20
#define DAYS_WAITING_MAX 16

struct keeper {
	struct station *station;
	struct station_options options;
	char *folder;
	struct mailbox *changes;
	pthread_t thread;
	char stop; /* its address is the message that ends it */
	/* Of the thread. */
	bool loading;	     /* all that there is comes */
	int64_t started_ms;  /* on the station's clock */
	uint64_t closed_seq; /* of the last closing that was taken */
	bool ended;
	uint64_t seq; /* of the last event that was heard of */
	int32_t today;
	int32_t days[DAYS_WAITING_MAX]; /* to be saved */
	size_t day_count;
	bool told; /* that it failed */
};

static void want_day(struct keeper *k, int32_t day)
{
	for (size_t i = 0; i < k->day_count; i++) {
		if (k->days[i] == day)
			return;
	}
	/* Of more than a fortnight that could not be saved, the last ones are. */
	if (k->day_count == DAYS_WAITING_MAX)
		memmove(k->days, k->days + 1, --k->day_count * sizeof(k->days[0]));
	k->days[k->day_count++] = day;
}

/* A load repeats all closings: those from before this keeper are no news, one that came before its first load,
 * or while lists were lost, is. */
static void take_closing(struct keeper *k, const struct closing *c)
{
	if (c->reopened_seq || c->seq <= k->closed_seq ||
	    (k->loading && c->closed_ms < k->started_ms))
		return;
	k->closed_seq = c->seq;
	want_day(k, c->day);
}

static void take_change(struct keeper *k, const struct change *c)
{
	switch (c->kind) {
	case CHANGE_LOAD:
	case CHANGE_LOADED:
		k->loading = c->kind == CHANGE_LOAD;
		break;
	case CHANGE_EVENT:
		if (c->as.event->answer.seq > k->seq)
			k->seq = c->as.event->answer.seq;
		break;
	case CHANGE_CLOSING:
		take_closing(k, &c->as.closing);
		break;
	default:
		break;
	}
}

static void take_lists(struct keeper *k)
{
	void *message;

	while ((message = mailbox_take(k->changes)) != NULL) {
		struct changes *list = message;

		if (message == &k->stop) {
			k->ended = true;
			continue;
		}
		for (size_t i = 0; i < list->count; i++)
			take_change(k, &list->list[i]);
		changes_free(&list);
	}
}

/* What was answered before has to be in the database, else the report would lack the end of the day. */
static int wait_stored(const struct keeper *k, struct fault *f)
{
	int64_t deadline = clock_monotonic_ms() + STORED_WAIT_MS;
	struct reader *r = NULL;
	uint64_t seq = 0;
	int rc = reader_open(k->options.paths.db, &r, f);

	while (!rc) {
		rc = reader_seq(r, &seq);
		if (rc || seq >= k->seq)
			break;
		if (clock_monotonic_ms() >= deadline)
			rc = fault_set(f, ERR_BUSY, "the database is behind the station");
		else
			poll(NULL, 0, STORED_LOOK_MS);
	}
	reader_close(&r);
	return rc;
}

static void tell(struct keeper *k, int rc, const struct fault *f)
{
	bool failed = rc != 0;

	if (failed && !k->told)
		log_warn("keeper: the day's report is not saved: %s",
			 f->text[0] ? f->text : error_text(rc));
	else if (!failed && k->told)
		log_note("keeper: the day's report is saved again");
	if (failed != k->told)
		station_tell_saving(k->station, !failed);
	k->told = failed;
}

/* The oldest first; what fails stays, and all that come after it. */
static void save_days(struct keeper *k)
{
	struct fault f = { "" };
	int rc = k->day_count ? wait_stored(k, &f) : 0;
	bool tried = k->day_count > 0;

	while (!rc && k->day_count > 0) {
		rc = day_report_save(k->options.paths.db, k->days[0],
				     clock_now_ms(&k->options.clock), k->folder, &f);
		if (!rc)
			memmove(k->days, k->days + 1, --k->day_count * sizeof(k->days[0]));
	}
	if (tried)
		tell(k, rc, &f);
}

static void look_at_date(struct keeper *k)
{
	int32_t today = days_of(clock_now_ms(&k->options.clock));

	if (today > k->today)
		want_day(k, k->today);
	k->today = today;
}

/* Until the next look, or midnight where that is sooner. */
static int wait_ms(const struct keeper *k)
{
	int64_t left = days_start_ms(days_add(k->today, 1)) - clock_now_ms(&k->options.clock);

	return left < 1 ? 1 : left < LOOK_MS ? (int)left : LOOK_MS;
}

static void *run(void *ctx)
{
	struct keeper *k = ctx;
	int64_t retry_ms = 0;

	k->today = days_of(clock_now_ms(&k->options.clock));
	while (!k->ended) {
		size_t waiting = k->day_count;

		(void)mailbox_wait(k->changes, wait_ms(k));
		take_lists(k);
		look_at_date(k);
		/* Each event wakes this thread: what failed is not tried again for each. */
		if (k->day_count <= waiting && clock_monotonic_ms() < retry_ms && !k->ended)
			continue;
		save_days(k);
		retry_ms = clock_monotonic_ms() + LOOK_MS;
	}
	return NULL;
}

/* Signals are the station's. */
static int start_thread(struct keeper *k)
{
	sigset_t all, was;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	failed = pthread_create(&k->thread, NULL, run, k);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return failed ? ERR_NOMEM : 0;
}

static void free_list(void *message)
{
	struct changes *c = message;

	changes_free(&c);
}

static void free_keeper(struct keeper **k)
{
	mailbox_free(&(*k)->changes, free_list);
	free((*k)->folder);
	free(*k);
	*k = NULL;
}

/* The folder that the configuration names, malloc'ed; NULL: none. What is wrong with the file is told by
 * who reads all of it. */
static char *find_folder(void)
{
	struct config *config = NULL;
	struct fault f = { "" };
	const char *folder;
	char *copy = NULL;

	if (config_open(NULL, NULL, &config, &f) != 0) {
		log_warn("keeper: %s", f.text[0] ? f.text : "the configuration cannot be read");
		return NULL;
	}
	folder = config_text(config_part(config, CONFIG_REPORT, 0), CONFIG_REPORT_SAVE);
	if (folder[0] == '/')
		copy = strdup(folder);
	else if (folder[0])
		log_warn("keeper: [report] save = %s: that is no full path, no report is saved",
			 folder);
	config_free(&config);
	return copy;
}

void keeper_start(struct station *s, const struct station_options *o, struct keeper **out)
{
	char *folder = find_folder();
	struct keeper *k = folder ? calloc(1, sizeof(*k)) : NULL;
	int rc = ERR_NOMEM;

	*out = NULL;
	if (k) {
		k->station = s;
		k->options = *o;
		k->folder = folder;
		k->started_ms = clock_now_ms(&o->clock);
		k->changes = mailbox_new(CHANGES_WAITING_MAX);
		if (k->changes)
			rc = station_watch(s, k->changes);
		if (!rc) {
			rc = start_thread(k);
			if (rc)
				station_unwatch(s, k->changes);
		}
		if (rc)
			free_keeper(&k);
	} else {
		free(folder);
	}
	if (folder && rc)
		log_warn("keeper: no memory or descriptor: no report is saved");
	*out = k;
}

void keeper_stop(struct keeper **k)
{
	if (!*k)
		return;
	/* A full mailbox is being emptied. */
	while (mailbox_put((*k)->changes, &(*k)->stop) == ERR_FULL)
		poll(NULL, 0, STORED_LOOK_MS);
	pthread_join((*k)->thread, NULL);
	station_unwatch((*k)->station, (*k)->changes);
	free_keeper(k);
}
