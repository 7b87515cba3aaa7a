/*
 * web - see the header.
 */
#include <config.h>

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/config.h"
#include "paseo/base/grow.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/base/mailbox.h"
#include "paseo/base/secret.h"
#include "paseo/commands/listing.h"
#include "paseo/commands/web.h"
#include "paseo/producers/http.h"
#include "paseo/report/day.h"
#include "paseo/subscribers/stream.h"

#define CHANGES_WAITING_MAX 1024
#define FIRST_LOAD_WAIT_MS 5000
/* How long a read waits for the database to have what was answered before. */
#define BEHIND_WAIT_MS 2000
#define BEHIND_RETRY_MS 5

struct web {
	struct station *station;
	struct station_paths paths;
	struct clock clock;
	struct http *http;
	struct mailbox *mailbox;
	pthread_t thread;
	bool watching;
	bool started;
	/* Under the lock. */
	pthread_mutex_t lock;
	bool stop;
	struct token *tokens;
	size_t token_count;
	size_t token_room;
	struct health health[HEALTH_COUNT];
};

/* clang-format off */
static const char *const part_names[HEALTH_COUNT] = {
	[HEALTH_QUEUE]   = "queue",
	[HEALTH_STORE]   = "store",
	[HEALTH_JOURNAL] = "journal",
	[HEALTH_SOCKET]  = "socket",
	[HEALTH_CLOCK]   = "clock",
	[HEALTH_RULES]   = "rules",
	[HEALTH_HTTP]    = "http",
};
/* clang-format on */

/* ---- what the station tells ---- */

/* Without memory the token is as if it were not there. */
static void take_token(struct web *w, const struct token *t)
{
	size_t at = 0;

	while (at < w->token_count && strcmp(w->tokens[at].name, t->name) != 0)
		at++;
	if (at < w->token_count)
		w->tokens[at] = w->tokens[--w->token_count];
	if (t->may && GROW(w, token) == 0)
		w->tokens[w->token_count++] = *t;
}

static void take_changes(struct web *w, const struct changes *list)
{
	pthread_mutex_lock(&w->lock);
	for (size_t i = 0; i < list->count; i++) {
		const struct change *c = &list->list[i];

		if (c->kind == CHANGE_LOAD)
			w->token_count = 0;
		else if (c->kind == CHANGE_TOKEN)
			take_token(w, c->as.token);
		else if (c->kind == CHANGE_HEALTH)
			w->health[c->as.health.part] = c->as.health;
	}
	pthread_mutex_unlock(&w->lock);
}

static void take_all(struct web *w)
{
	struct changes *list;

	while ((list = mailbox_take(w->mailbox)) != NULL) {
		take_changes(w, list);
		changes_free(&list);
	}
}

static bool is_stopping(struct web *w)
{
	bool stop;

	pthread_mutex_lock(&w->lock);
	stop = w->stop;
	pthread_mutex_unlock(&w->lock);
	return stop;
}

static void *run_thread(void *ctx)
{
	struct web *w = ctx;

	while (!is_stopping(w)) {
		(void)mailbox_wait(w->mailbox, -1);
		take_all(w);
	}
	return NULL;
}

/* ---- what the server asks ---- */

/* Every token is compared, so that how long it takes tells nothing of any. */
static unsigned rights(void *ctx, const char *secret, char name[DOG_ID_SIZE])
{
	struct web *w = ctx;
	char hash[SECRET_SIZE];
	unsigned may = 0;

	if (secret_hash(secret, hash, NULL) != 0)
		return 0;
	pthread_mutex_lock(&w->lock);
	for (size_t i = 0; i < w->token_count; i++) {
		if (!secret_equal(w->tokens[i].hash, hash))
			continue;
		may = w->tokens[i].may;
		memcpy(name, w->tokens[i].name, DOG_ID_SIZE);
	}
	pthread_mutex_unlock(&w->lock);
	return (may & TOKEN_SEND ? HTTP_MAY_SEND : 0U) | (may & TOKEN_READ ? HTTP_MAY_READ : 0U);
}

static struct jdoc *part_json(const struct health *h)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (jdoc_set(d, "ok", jdoc_new_bool(h->good)) != 0 ||
		  jdoc_set(d, "waiting", jdoc_new_integer((int64_t)h->waiting)) != 0))
		jdoc_free(&d);
	return d;
}

/* Anybody may ask: no names, no paths, no dogs. */
static char *health(void *ctx, bool *good)
{
	struct web *w = ctx;
	struct health parts[HEALTH_COUNT];
	struct jdoc *d = jdoc_new_object(), *list = jdoc_new_object();
	char *text = NULL;

	pthread_mutex_lock(&w->lock);
	memcpy(parts, w->health, sizeof(parts));
	pthread_mutex_unlock(&w->lock);
	*good = d && list;
	for (int i = 0; list && i < HEALTH_COUNT; i++) {
		*good = *good && parts[i].good;
		if (jdoc_set(list, part_names[i], part_json(&parts[i])) != 0)
			jdoc_free(&list);
	}
	if (d && jdoc_set(d, "ok", jdoc_new_bool(*good)) == 0 &&
	    jdoc_set(d, "version", jdoc_new_string(PACKAGE_VERSION)) == 0) {
		if (jdoc_set(d, "parts", list) == 0)
			text = jdoc_dump(d, NULL);
	} else {
		jdoc_free(&list);
	}
	jdoc_free(&d);
	return text;
}

/* A reader that has what was answered before now, or what there is after a while. */
static int open_reader(struct web *w, struct reader **out, struct fault *f)
{
	const uint64_t wanted = stream_seq(station_stream(w->station));
	int64_t deadline = clock_monotonic_ms() + BEHIND_WAIT_MS;
	uint64_t stored = 0;
	int code = reader_open(w->paths.db, out, f);

	while (code == 0) {
		code = reader_seq(*out, &stored);
		if (code || stored >= wanted || clock_monotonic_ms() >= deadline)
			break;
		poll(NULL, 0, BEHIND_RETRY_MS);
	}
	return code;
}

/* Everything of one moment, as `paseo dogs list --format json` has it. */
static struct jdoc *read_dogs(struct web *w, struct reader *r)
{
	struct database base = { .reader = r, .now_ms = clock_now_ms(&w->clock) };
	struct jdoc *d = jdoc_new_object(), *rows = NULL;
	struct listing l = { .database = &base, .json = &rows };
	uint64_t seq = 0;
	int failed = !d || reader_seq(r, &seq) != 0 || reader_settings(r, &base.settings) != 0;

	base.today = days_of(base.now_ms);
	if (!failed)
		failed = listing_dogs(&l, FORMAT_JSON);
	listing_clear(&l);
	if (failed || jdoc_set(d, "seq", jdoc_new_integer((int64_t)seq)) != 0) {
		jdoc_free(&rows);
		jdoc_free(&d);
	} else if (jdoc_set(d, "dogs", rows) != 0) {
		jdoc_free(&d);
	}
	return d;
}

static int dogs(void *ctx, char **json, struct fault *f)
{
	struct reader *r = NULL;
	struct jdoc *d = NULL;
	int code = open_reader(ctx, &r, f);

	*json = NULL;
	if (code == 0)
		code = reader_hold(r);
	if (code == 0) {
		d = read_dogs(ctx, r);
		code = reader_release(r);
	}
	reader_close(&r);
	if (code == 0 && d)
		*json = jdoc_dump(d, NULL);
	jdoc_free(&d);
	return code ? code : *json ? 0 : ERR_NOMEM;
}

static int report(void *ctx, const char *day, char **json, struct fault *f)
{
	struct web *w = ctx;
	int64_t now_ms = clock_now_ms(&w->clock);
	int32_t wanted = days_of(now_ms);
	struct day_report *report = NULL;
	struct reader *r = NULL;
	int code;

	*json = NULL;
	if (day && days_parse_day(day, &wanted) != 0)
		return fault_set(f, ERR_INVALID, "day is a date such as 2026-11-15");
	code = open_reader(w, &r, f);
	reader_close(&r);
	if (code == 0)
		code = day_report_read(w->paths.db, wanted, now_ms, &report, f);
	if (code == 0) {
		*json = day_report_json(report);
		code = *json ? 0 : ERR_NOMEM;
	}
	day_report_free(&report);
	return code;
}

static int follow_open(void *ctx, uint64_t since, void (*ready)(void *ctx), void *ready_ctx,
		       void **follower, struct fault *f)
{
	struct web *w = ctx;
	struct follower *one = NULL;
	int code = stream_follow(station_stream(w->station),
				 since == UINT64_MAX ? STREAM_FROM_NOW : since, ready, ready_ctx,
				 &one, f);

	*follower = one;
	return code;
}

static int follow_next(void *follower, uint64_t *seq, const char **text, size_t *len)
{
	struct stream_line line;
	int got = follower_next(follower, &line);

	if (got > 0) {
		*seq = line.seq;
		*text = line.text;
		*len = line.len;
	}
	return got;
}

static uint64_t follow_seq(const void *follower)
{
	return follower_seq(follower);
}

static void follow_close(void *follower)
{
	struct follower *one = follower;

	follower_close(&one);
}

/* ---- starting and stopping ---- */

static int watch(struct web *w, struct fault *f)
{
	sigset_t all, was;
	int code = w->mailbox ? station_watch(w->station, w->mailbox) : ERR_NOMEM;

	if (code)
		return fault_set(f, code, "no memory or descriptor for HTTP: close something");
	w->watching = true;
	/* Tokens are known before anybody shows one. */
	(void)mailbox_wait(w->mailbox, FIRST_LOAD_WAIT_MS);
	take_all(w);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	w->started = pthread_create(&w->thread, NULL, run_thread, w) == 0;
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return w->started ? 0 : fault_set(f, ERR_NOMEM, "no thread for HTTP: close something");
}

static int open_http(struct web *w, const struct config_part *p, struct fault *f)
{
	const struct http_options o = {
		.listen = config_text(p, CONFIG_HTTP_LISTEN),
		.certificate = config_text(p, CONFIG_HTTP_CERTIFICATE),
		.key = config_text(p, CONFIG_HTTP_KEY),
		.plain = config_yes(p, CONFIG_HTTP_PLAIN),
		.connections = (size_t)config_number(p, CONFIG_HTTP_CONNECTIONS),
		.body_max = (size_t)config_number(p, CONFIG_HTTP_BODY_KIB) * 1024,
		.rate_per_minute = config_number(p, CONFIG_HTTP_RATE),
		.station = { w,
			     station_queue(w->station),
			     rights,
			     health,
			     dogs,
			     report,
			     { w, follow_open, follow_next, follow_seq, follow_close } },
	};

	return http_open(&o, &w->http, f);
}

static int start(struct web *w, const struct config_part *p, struct fault *f)
{
	int code = http_there() ? watch(w, f) : 0;

	return code ? code : open_http(w, p, f);
}

static struct web *new_web(struct station *s, const struct station_options *o)
{
	struct web *w = calloc(1, sizeof(*w));

	if (!w)
		return NULL;
	w->station = s;
	w->paths = o->paths;
	w->clock = o->clock;
	w->mailbox = mailbox_new(CHANGES_WAITING_MAX);
	for (int i = 0; i < HEALTH_COUNT; i++)
		w->health[i].good = true;
	pthread_mutex_init(&w->lock, NULL);
	return w;
}

void web_start(struct station *s, const struct station_options *o, struct web **out)
{
	struct config *config = NULL;
	const struct config_part *p;
	struct fault f = { "" };

	*out = NULL;
	/* What is wrong with the file was told when the station was opened. */
	if (config_open(NULL, NULL, &config, NULL) != 0)
		return;
	p = config_part(config, CONFIG_HTTP, 0);
	if (config_text(p, CONFIG_HTTP_LISTEN)[0]) {
		*out = new_web(s, o);
		if (*out && start(*out, p, &f) == 0) {
			log_note("http: on %s", http_where((*out)->http));
		} else {
			log_warn("http: is off: %s", f.text);
			station_say_health(
				s, HEALTH_HTTP,
				N_("HTTP is off: its settings cannot be used. The log says why."));
			web_stop(out);
		}
	}
	config_free(&config);
}

static void free_list(void *message)
{
	struct changes *c = message;

	changes_free(&c);
}

static void stop_watching(struct web *w)
{
	station_unwatch(w->station, w->mailbox);
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_mutex_unlock(&w->lock);
	if (w->started) {
		/* An empty list, to be woken by; a full mailbox wakes as well. */
		struct changes *nothing = changes_new();

		if (nothing && mailbox_put(w->mailbox, nothing) != 0)
			changes_free(&nothing);
		pthread_join(w->thread, NULL);
	}
}

void web_stop(struct web **web)
{
	struct web *w = *web;

	if (!w)
		return;
	http_close(&w->http);
	if (w->watching)
		stop_watching(w);
	mailbox_free(&w->mailbox, free_list);
	pthread_mutex_destroy(&w->lock);
	free(w->tokens);
	free(w);
	*web = NULL;
}
