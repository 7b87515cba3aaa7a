/*
 * http_jobs - a thread for what may take a while, so that what does not is not held up; and for what is
 * to be looked at from time to time.
 */
#ifndef PASEO_PRODUCERS_HTTP_JOBS_H
#define PASEO_PRODUCERS_HTTP_JOBS_H

#include <stdbool.h>

#define HTTP_JOBS_MAX 32
#define HTTP_TICK_MS 100

struct http_jobs;

/* tick is called on the thread, every HTTP_TICK_MS as long as it returns true; once it has returned false,
 * after http_jobs_poke(). NULL: no memory or thread. */
struct http_jobs *http_jobs_new(bool (*tick)(void *ctx), void *ctx);
/* Wait for the job that runs; those that have not begun are not run any more. Jobs may still be added, in vain. */
void http_jobs_stop(struct http_jobs *j);
void http_jobs_free(struct http_jobs **j);

/* Run it on the thread, in turn. False: too many wait. */
bool http_jobs_add(struct http_jobs *j, void (*run)(void *ctx), void *ctx);
void http_jobs_poke(struct http_jobs *j);

#endif
