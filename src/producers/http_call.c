/*
 * http_call - see the header.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "paseo/base/days.h"
#include "paseo/producers/http_call.h"

#define JSON_TYPE "application/json"
/* All bodies together: with as many connections as may be, each may be only so long. */
#define BODIES_MAX ((size_t)64 * 1024 * 1024)
/* So much more than is taken is listened to, to be able to answer; then the connection is closed. */
#define PASSED_OVER ((size_t)1024 * 1024)

static enum http_step go_post(struct http_call *c);
static enum http_step go_stream(struct http_call *c);
static enum http_step go_work(struct http_call *c);
static enum http_step go_health(struct http_call *c);
static void work_dogs(struct http_call *c);
static void work_report(struct http_call *c);

/* clang-format off */
const struct http_route http_routes[] = {
	{ "/events", "POST", HTTP_MAY_SEND, go_post,   NULL },
	{ "/events", "GET",  HTTP_MAY_READ, go_stream, NULL },
	{ "/dogs",   "GET",  HTTP_MAY_READ, go_work,   work_dogs },
	{ "/report", "GET",  HTTP_MAY_READ, go_work,   work_report },
	{ "/health", "GET",  0,             go_health, NULL },
	{ NULL, NULL, 0, NULL, NULL }
};
/* clang-format on */

static void reply_json(struct http_call *c, int status, char *text)
{
	free(c->reply.text);
	c->reply.status = status;
	c->reply.text = text;
	c->reply.type = JSON_TYPE;
}

void http_call_refuse(struct http_call *c, int status, const char *text)
{
	reply_json(c, status, http_error_json(text));
}

void http_call_header(struct http_call *c, const char *name, const char *value)
{
	if (strcasecmp(name, "Authorization") == 0)
		c->authorization = value;
	else if (strcasecmp(name, "Last-Event-ID") == 0)
		c->last_id = value;
	else
		http_head_add(&c->head, name, value);
}

void http_call_argument(struct http_call *c, const char *name, const char *value)
{
	if (strcmp(name, "since") == 0)
		c->since = value ? value : "";
	else if (strcmp(name, "day") == 0)
		c->day = value ? value : "";
}

/* The methods of a path, for who has tried another. "": there is no such path. */
static const char *methods_of(const char *path)
{
	const char *methods = "";

	for (const struct http_route *r = http_routes; r->path; r++) {
		if (strcmp(r->path, path) == 0)
			methods = methods[0] ? "GET, POST" : r->method;
	}
	return methods;
}

/* Every path once: those of one stand beside each other. */
static const char *list_paths(char *out, size_t size)
{
	const char *before = "";
	size_t used = 0;

	out[0] = '\0';
	for (const struct http_route *r = http_routes; r->path && used < size; r++) {
		if (strcmp(r->path, before) != 0)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "",
						 r->path);
		before = r->path;
	}
	return out;
}

static void find_route(struct http_call *c, const char *method, const char *path)
{
	const char *methods = methods_of(path);
	char text[FAULT_SIZE];

	for (const struct http_route *r = http_routes; r->path; r++) {
		if (strcmp(r->path, path) == 0 && strcmp(r->method, method) == 0) {
			c->route = r;
			return;
		}
	}
	if (!methods[0]) {
		char paths[FAULT_SIZE / 2];

		(void)snprintf(text, sizeof(text), "there is nothing at '%.100s': see %s", path,
			       list_paths(paths, sizeof(paths)));
		http_call_refuse(c, HTTP_NOT_FOUND, text);
		return;
	}
	(void)snprintf(text, sizeof(text), "%.20s is not for %s: use %s", method, path, methods);
	http_call_refuse(c, HTTP_WRONG_METHOD, text);
	c->reply.allow = methods;
}

/* Is there a token that may do it? */
static bool check_token(struct http_call *c)
{
	const struct http_station *s = &c->desk->station;
	char secret[SECRET_SIZE], text[FAULT_SIZE];
	unsigned rights = 0;

	if (!c->route->right)
		return true;
	if (http_read_bearer(c->authorization, secret))
		rights = s->rights(s->ctx, secret, c->token);
	if (rights & c->route->right)
		return true;
	if (!rights) {
		http_call_refuse(c, HTTP_NO_TOKEN,
				 c->authorization
					 ? "the token is not known here, or was revoked: make "
					   "another with paseo tokens add"
					 : "a token is missing: Authorization: Bearer TOKEN; paseo "
					   "tokens add makes one");
		return false;
	}
	(void)snprintf(text, sizeof(text), "the token '%s' may not do this: make one with --may %s",
		       c->token, c->route->right == HTTP_MAY_SEND ? "send" : "read");
	http_call_refuse(c, HTTP_FORBIDDEN, text);
	return false;
}

static bool check_rate(struct http_call *c, size_t count)
{
	int64_t wait_seconds;
	char text[FAULT_SIZE];

	if (!c->route->right ||
	    http_rate_take(&c->desk->rate, c->token, count, clock_monotonic_ms(), &wait_seconds))
		return true;
	(void)snprintf(text, sizeof(text),
		       "the token '%s' sends more than %lld a minute: try again in %lld seconds",
		       c->token, (long long)c->desk->rate.per_minute, (long long)wait_seconds);
	http_call_refuse(c, HTTP_TOO_MANY, text);
	c->reply.wait_seconds = wait_seconds;
	return false;
}

void http_call_begin(struct http_call *c, const char *method, const char *path)
{
	struct fault f = { "" };
	int status;

	find_route(c, method, path);
	if (!c->route || !check_token(c))
		return;
	/* Of events each counts, and how many they are is not known yet. */
	if (c->route->go != go_post) {
		(void)check_rate(c, 1);
		return;
	}
	status = http_check_type(&c->head, &f);
	if (status)
		http_call_refuse(c, status, f.text);
}

static void forget_body(struct http_call *c)
{
	c->desk->bodies -= c->body.len;
	buffer_free(&c->body);
}

bool http_call_body(struct http_call *c, const char *data, size_t len)
{
	struct http_desk *d = c->desk;
	char text[FAULT_SIZE];

	c->passed += len;
	if (c->reply.status)
		return c->passed <= d->body_max + PASSED_OVER;
	if (c->passed > d->body_max) {
		forget_body(c);
		(void)snprintf(text, sizeof(text),
			       "the body is longer than %zu KiB: send less at once",
			       d->body_max / 1024);
		http_call_refuse(c, HTTP_TOO_LARGE, text);
	} else if (d->bodies + len > BODIES_MAX || buffer_add(&c->body, data, len) != 0) {
		forget_body(c);
		http_call_refuse(c, HTTP_UNAVAILABLE,
				 "too much is being sent at once: try again in a moment");
		c->reply.wait_seconds = 1;
	} else {
		d->bodies += len;
	}
	return true;
}

/* What of the body is events. False: the reply says why none of it is. */
static bool read_body(struct http_call *c)
{
	struct http_events events;
	struct fault f = { "" };
	int status = http_read_events(&c->head, c->body.data ? c->body.data : "", c->body.len,
				      &events, &f);

	forget_body(c);
	if (status)
		http_call_refuse(c, status, f.text);
	else if (check_rate(c, events.count))
		c->post = http_post_new(&events, c->token, c->wake, c->ctx);
	if (!status && !c->post && !c->reply.status)
		http_call_refuse(c, HTTP_UNAVAILABLE, "no memory: try again");
	http_events_free(&events);
	return c->post != NULL;
}

static enum http_step go_post(struct http_call *c)
{
	int code, status = HTTP_OK;

	if (!c->post && !read_body(c))
		return HTTP_ANSWER;
	if (!http_post_done(c->post))
		c->hold(c->ctx);
	code = http_post_go(c->post, c->desk->station.queue);
	if (code == 0)
		return HTTP_WAIT;
	if (code == ERR_FULL)
		return HTTP_AGAIN;
	if (code < 0) {
		http_call_refuse(c, HTTP_UNAVAILABLE,
				 "the station is going down: send it again, with the same id");
		return HTTP_ANSWER;
	}
	reply_json(c, HTTP_OK, http_post_answer(c->post, &status));
	c->reply.status = status;
	return HTTP_ANSWER;
}

static enum http_step go_stream(struct http_call *c)
{
	const char *said = c->last_id && c->last_id[0] ? c->last_id : c->since;
	struct fault f = { "" };
	uint64_t since = UINT64_MAX;
	int code;

	if (said && !http_read_seq(said, &since)) {
		http_call_refuse(c, HTTP_BAD,
				 "since (or Last-Event-ID) is the seq of an event, a whole number");
		return HTTP_ANSWER;
	}
	code = http_feed_new(&c->desk->station.source, since, clock_monotonic_ms(), c->wake, c->ctx,
			     &c->feed, &f);
	if (code) {
		http_call_refuse(c, code == ERR_INVALID ? HTTP_BAD : HTTP_UNAVAILABLE, f.text);
		return HTTP_ANSWER;
	}
	c->reply.status = HTTP_OK;
	return HTTP_FOLLOW;
}

static enum http_step go_work(struct http_call *c)
{
	c->hold(c->ctx);
	return HTTP_WORK;
}

static enum http_step go_health(struct http_call *c)
{
	const struct http_station *s = &c->desk->station;
	bool good = false;
	char *text = s->health(s->ctx, &good);

	reply_json(c, good && text ? HTTP_OK : HTTP_UNAVAILABLE, text);
	return HTTP_ANSWER;
}

static void reply_work(struct http_call *c, int code, char *json, const struct fault *f)
{
	if (code == 0)
		reply_json(c, HTTP_OK, json);
	else
		http_call_refuse(c, code == ERR_INVALID ? HTTP_BAD : HTTP_UNAVAILABLE,
				 f->text[0] ? f->text : "the database cannot be read now");
}

static void work_dogs(struct http_call *c)
{
	const struct http_station *s = &c->desk->station;
	struct fault f = { "" };
	char *json = NULL;
	int code = s->dogs(s->ctx, &json, &f);

	reply_work(c, code, json, &f);
}

static void work_report(struct http_call *c)
{
	const struct http_station *s = &c->desk->station;
	struct fault f = { "" };
	char *json = NULL;
	int code = s->report(s->ctx, c->day, &json, &f);

	reply_work(c, code, json, &f);
}

enum http_step http_call_go(struct http_call *c)
{
	return c->reply.status ? HTTP_ANSWER : c->route->go(c);
}

void http_call_work(struct http_call *c)
{
	c->route->work(c);
}

void http_call_end(struct http_call *c)
{
	forget_body(c);
	http_head_free(&c->head);
	http_post_leave(&c->post);
	http_feed_free(&c->feed);
	free(c->reply.text);
	c->reply.text = NULL;
}
