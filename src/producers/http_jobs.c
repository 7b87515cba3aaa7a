/*
 * http_jobs - see the header.
 */
#include <config.h>

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "paseo/base/days.h"
#include "paseo/producers/http_jobs.h"

struct job {
	void (*run)(void *ctx);
	void *ctx;
};

struct http_jobs {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool (*tick)(void *ctx);
	void *ctx;
	bool poked;
	bool stop;
	size_t first;
	size_t count;
	struct job ring[HTTP_JOBS_MAX];
};

/* Wait until there is a job, or until tick is due (ticking). Under the lock. */
static void wait_for_work(struct http_jobs *j, bool ticking, int64_t tick_ms)
{
	struct timespec until = { tick_ms / 1000, tick_ms % 1000 * 1000000 };

	while (!j->stop && !j->count && !(ticking && clock_monotonic_ms() >= tick_ms) &&
	       (ticking || !j->poked)) {
		if (ticking)
			(void)pthread_cond_timedwait(&j->changed, &j->lock, &until);
		else
			(void)pthread_cond_wait(&j->changed, &j->lock);
	}
}

static void *run_thread(void *ctx)
{
	struct http_jobs *j = ctx;
	bool ticking = false;
	int64_t tick_ms = 0;

	pthread_mutex_lock(&j->lock);
	while (!j->stop) {
		struct job job = { NULL, NULL };
		bool poked;

		wait_for_work(j, ticking, tick_ms);
		if (!j->stop && j->count) {
			job = j->ring[j->first];
			j->first = (j->first + 1) % HTTP_JOBS_MAX;
			j->count--;
		}
		poked = j->poked;
		j->poked = false;
		pthread_mutex_unlock(&j->lock);
		if (job.run)
			job.run(job.ctx);
		if ((ticking || poked) && clock_monotonic_ms() >= tick_ms) {
			ticking = j->tick(j->ctx);
			tick_ms = clock_monotonic_ms() + HTTP_TICK_MS;
		} else {
			ticking = ticking || poked;
		}
		pthread_mutex_lock(&j->lock);
	}
	pthread_mutex_unlock(&j->lock);
	return NULL;
}

/* Signals are for the station's thread. */
static int start_thread(struct http_jobs *j)
{
	sigset_t all, was;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	failed = pthread_create(&j->thread, NULL, run_thread, j);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return failed;
}

struct http_jobs *http_jobs_new(bool (*tick)(void *ctx), void *ctx)
{
	struct http_jobs *j = calloc(1, sizeof(*j));
	pthread_condattr_t monotonic;

	if (!j)
		return NULL;
	j->tick = tick;
	j->ctx = ctx;
	pthread_mutex_init(&j->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&j->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (start_thread(j) == 0)
		return j;
	pthread_cond_destroy(&j->changed);
	pthread_mutex_destroy(&j->lock);
	free(j);
	return NULL;
}

void http_jobs_stop(struct http_jobs *j)
{
	bool stopped;

	pthread_mutex_lock(&j->lock);
	stopped = j->stop;
	j->stop = true;
	pthread_cond_signal(&j->changed);
	pthread_mutex_unlock(&j->lock);
	if (!stopped)
		pthread_join(j->thread, NULL);
}

void http_jobs_free(struct http_jobs **jobs)
{
	struct http_jobs *j = *jobs;

	if (!j)
		return;
	http_jobs_stop(j);
	pthread_cond_destroy(&j->changed);
	pthread_mutex_destroy(&j->lock);
	free(j);
	*jobs = NULL;
}

bool http_jobs_add(struct http_jobs *j, void (*run)(void *ctx), void *ctx)
{
	bool taken;

	pthread_mutex_lock(&j->lock);
	taken = j->count < HTTP_JOBS_MAX;
	if (taken)
		j->ring[(j->first + j->count++) % HTTP_JOBS_MAX] = (struct job){ run, ctx };
	pthread_cond_signal(&j->changed);
	pthread_mutex_unlock(&j->lock);
	return taken;
}

void http_jobs_poke(struct http_jobs *j)
{
	pthread_mutex_lock(&j->lock);
	j->poked = true;
	pthread_cond_signal(&j->changed);
	pthread_mutex_unlock(&j->lock);
}
