/*
 * http - connections by libmicrohttpd: each request becomes a call (http_call.c), its reply is sent.
 *
 * One thread of the library serves all connections; one that waits for an answer or an event is suspended
 * and resumed by whoever has it. The list of connections is looked through from time to time (http_jobs.c)
 * for those whose request does not come: they are shut down, which the library sees as their end.
 *
 * Locks: the list's, then a call's own (post, feed), then the library's. The library holds none of its own
 * while it calls.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "paseo/producers/http.h"

bool http_there(void)
{
#ifdef HAVE_HTTP
	return true;
#else
	return false;
#endif
}

#ifndef HAVE_HTTP

int http_open(const struct http_options *o, struct http **out, struct fault *f)
{
	(void)o;
	*out = NULL;
	return fault_set(f, ERR_NOT_FOUND,
			 "[http] listen is set and this paseo was built without HTTP: install "
			 "libmicrohttpd and GnuTLS with their headers, and build it again");
}

const char *http_where(const struct http *h)
{
	(void)h;
	return "";
}

void http_close(struct http **h)
{
	*h = NULL;
}

#else

#include <errno.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/base/local.h"
#include "paseo/producers/http_conns.h"
#include "paseo/producers/http_jobs.h"

/* Connections beyond those that are served, to be told so. */
#define SPARE 16
/* Without a byte for so long a connection is closed; a follower is woken in between (HTTP_BEAT_MS). */
#define SILENT_SECONDS 10
#define CONNECTION_MEMORY ((size_t)32 * 1024)
#define FEED_BLOCK 4096
/* How long those who follow are given to be told goodbye. */
#define GOODBYE_MS 300
#define GOODBYE_STEP_MS 5

static const char going_down[] = "the station is going down: send it again, with the same id";
static const char no_memory[] = "{\"error\":\"no memory: try again\"}";

struct http {
	struct MHD_Daemon *daemon;
	struct http_jobs *jobs;
	struct http_desk desk;
	struct http_conns conns;
	char where[HTTP_PLACE_SIZE + 16];
	char *certificate;
	char *key;
};

static void resume(void *handle)
{
	MHD_resume_connection(handle);
}

static bool on_tick(void *ctx)
{
	return http_conns_look(&((struct http *)ctx)->conns, clock_monotonic_ms());
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
			  enum MHD_ConnectionNotificationCode what)
{
	struct http *h = cls;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (*context)
			http_conns_remove(*context);
		*context = NULL;
		return;
	}
	*context = http_conns_add(
		&h->conns, mhd,
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
	http_jobs_poke(h->jobs);
}

/* ---- replies ---- */

static void add_headers(struct MHD_Response *response, const struct http_reply *reply)
{
	char seconds[32];

	(void)MHD_add_response_header(response, "Content-Type", reply->type);
	(void)MHD_add_response_header(response, "Cache-Control", "no-store");
	(void)MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	if (reply->allow)
		(void)MHD_add_response_header(response, "Allow", reply->allow);
	if (reply->status == HTTP_NO_TOKEN)
		(void)MHD_add_response_header(response, "WWW-Authenticate",
					      "Bearer realm=\"paseo\"");
	if (reply->wait_seconds) {
		(void)snprintf(seconds, sizeof(seconds), "%" PRId64, reply->wait_seconds);
		(void)MHD_add_response_header(response, "Retry-After", seconds);
	}
}

static enum MHD_Result send_reply(struct MHD_Connection *mhd, struct http_reply *reply)
{
	struct MHD_Response *response =
		reply->text ? MHD_create_response_from_buffer(strlen(reply->text), reply->text,
							      MHD_RESPMEM_MUST_FREE)
			    : MHD_create_response_from_buffer(strlen(no_memory), (void *)no_memory,
							      MHD_RESPMEM_PERSISTENT);
	unsigned status = reply->text ? (unsigned)reply->status : HTTP_UNAVAILABLE;
	enum MHD_Result sent;

	if (!response)
		return MHD_NO;
	reply->text = NULL;
	add_headers(response, reply);
	sent = MHD_queue_response(mhd, status, response);
	MHD_destroy_response(response);
	return sent;
}

static void hold(void *ctx)
{
	struct http_exchange *r = ctx;

	r->held = true;
	MHD_suspend_connection(r->conn->handle);
}

static void wake(void *ctx)
{
	MHD_resume_connection(((struct http_exchange *)ctx)->conn->handle);
}

/* The library's call: more of a stream. */
static ssize_t on_feed(void *cls, uint64_t pos, char *out, size_t size)
{
	struct http_exchange *r = cls;
	size_t unsent = local_unread(r->conn->fd);
	long n;

	(void)pos;
	n = http_feed_take(r->call.feed, clock_monotonic_ms(), unsent, out, size, hold, r);
	return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static enum MHD_Result send_feed(struct MHD_Connection *mhd, struct http_exchange *r)
{
	struct MHD_Response *response =
		MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, FEED_BLOCK, on_feed, r, NULL);
	enum MHD_Result sent;

	if (!response)
		return MHD_NO;
	r->call.reply.type = "text/event-stream";
	add_headers(response, &r->call.reply);
	sent = MHD_queue_response(mhd, HTTP_OK, response);
	MHD_destroy_response(response);
	return sent;
}

/* ---- requests ---- */

static struct http *http_of(const struct http_exchange *r)
{
	/* The connections of a server are a member of it. */
	return (struct http *)(void *)((char *)r->conn->all - offsetof(struct http, conns));
}

static void on_work(void *ctx)
{
	struct http_exchange *r = ctx;

	http_call_work(&r->call);
	(void)http_conn_flag(r, &r->working, false);
	MHD_resume_connection(r->conn->handle);
}

static enum MHD_Result let_go(struct MHD_Connection *mhd, struct http_exchange *r,
			      enum MHD_Result result)
{
	if (r->held) {
		r->held = false;
		MHD_resume_connection(mhd);
	}
	return result;
}

/* The request is there: go on with it as far as it goes. */
static enum MHD_Result go_on(struct MHD_Connection *mhd, struct http_exchange *r)
{
	struct http *h = http_of(r);

	r->held = false;
	if (!r->call.reply.status && http_conns_stopping(&h->conns))
		http_call_refuse(&r->call, HTTP_UNAVAILABLE, going_down);
	switch (http_call_go(&r->call)) {
	case HTTP_WAIT:
		http_conn_show(r);
		return MHD_YES;
	case HTTP_FOLLOW:
		http_conn_show(r);
		return send_feed(mhd, r);
	case HTTP_AGAIN:
		if (http_conn_flag(r, &r->again, true))
			return MHD_YES;
		http_call_refuse(&r->call, HTTP_UNAVAILABLE, going_down);
		break;
	case HTTP_WORK:
		if (http_conn_flag(r, &r->working, true) && http_jobs_add(h->jobs, on_work, r))
			return MHD_YES;
		(void)http_conn_flag(r, &r->working, false);
		http_call_refuse(&r->call, HTTP_UNAVAILABLE,
				 "too much is being read at once: try again in a moment");
		r->call.reply.wait_seconds = 1;
		break;
	case HTTP_ANSWER:
		break;
	}
	return let_go(mhd, r, send_reply(mhd, &r->call.reply));
}

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *name,
				   const char *value)
{
	(void)kind;
	http_call_header(cls, name, value);
	return MHD_YES;
}

static enum MHD_Result take_argument(void *cls, enum MHD_ValueKind kind, const char *name,
				     const char *value)
{
	(void)kind;
	http_call_argument(cls, name, value);
	return MHD_YES;
}

/* How long the body says it is; 0: it does not. */
static uint64_t said_length(struct MHD_Connection *mhd)
{
	const char *said = MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, "Content-Length");
	uint64_t length = 0;

	return said && http_read_seq(said, &length) ? length : 0;
}

/* The headers are there. */
static enum MHD_Result begin(struct MHD_Connection *mhd, struct http_exchange *r,
			     const char *method, const char *path)
{
	struct http *h = http_of(r);
	struct http_call *c = &r->call;

	(void)MHD_get_connection_values(mhd, MHD_HEADER_KIND, take_header, c);
	(void)MHD_get_connection_values(mhd, MHD_GET_ARGUMENT_KIND, take_argument, c);
	if (r->conn->refused) {
		http_call_refuse(c, HTTP_UNAVAILABLE,
				 "too many connections: close one, or try again in a moment");
		c->reply.wait_seconds = 1;
	} else {
		http_call_begin(c, method, path);
	}
	if (!c->reply.status && said_length(mhd) > h->desk.body_max) {
		/* As if it had come: it is said before it is sent. */
		c->passed = h->desk.body_max;
		(void)http_call_body(c, "", 1);
	}
	return c->reply.status ? send_reply(mhd, &c->reply) : MHD_YES;
}

static struct http_exchange *new_exchange(struct http *h, struct http_conn *c)
{
	struct http_exchange *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->conn = c;
	r->call.desk = &h->desk;
	r->call.hold = hold;
	r->call.wake = wake;
	r->call.ctx = r;
	return r;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
				  const char *method, const char *version, const char *data,
				  size_t *len, void **context)
{
	struct http_conn *c =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	struct http_exchange *r = *context;

	(void)version;
	if (!r) {
		r = c ? new_exchange(cls, c) : NULL;
		*context = r;
		return r ? begin(mhd, r, method, url) : MHD_NO;
	}
	if (*len) {
		size_t n = *len;

		*len = 0;
		return http_call_body(&r->call, data, n) ? MHD_YES : MHD_NO;
	}
	if (!r->begun)
		http_conn_answers(c, r);
	r->begun = true;
	return go_on(mhd, r);
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **context,
			 enum MHD_RequestTerminationCode how)
{
	struct http_exchange *r = *context;

	(void)cls;
	(void)mhd;
	(void)how;
	if (!r)
		return;
	http_conn_answers(r->conn, NULL);
	http_call_end(&r->call);
	free(r);
	*context = NULL;
}

/* ---- opening and closing ---- */

static int read_tls(struct http *h, const struct http_options *o, struct fault *f)
{
	if (!o->certificate[0] && !o->key[0])
		return 0;
	if (!o->certificate[0] || !o->key[0])
		return fault_set(f, ERR_INVALID,
				 "[http] certificate and key go together: name both files");
	if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
		return fault_set(f, ERR_NOT_FOUND, "the system's libmicrohttpd has no TLS");
	h->certificate = http_read_pem("certificate", o->certificate, f);
	h->key = h->certificate ? http_read_pem("key", o->key, f) : NULL;
	return h->key ? 0 : ERR_IO;
}

static struct MHD_Daemon *start(struct http *h, int fd)
{
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
	struct MHD_OptionItem tls[] = { { MHD_OPTION_HTTPS_MEM_CERT, 0, h->certificate },
					{ MHD_OPTION_HTTPS_MEM_KEY, 0, h->key },
					{ MHD_OPTION_END, 0, NULL } };

	if (h->key)
		flags |= MHD_USE_TLS;
	else
		tls[0].option = MHD_OPTION_END;
	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, h, MHD_OPTION_LISTEN_SOCKET, fd,
				MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
				MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
				MHD_OPTION_CONNECTION_LIMIT, (unsigned)(h->conns.most + SPARE),
				MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_SECONDS,
				MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
				MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

static int listen_and_start(struct http *h, const struct http_options *o, struct fault *f)
{
	struct http_place place;
	int fd, code = http_listen(o->listen, h->key != NULL || o->plain, &place, f);

	if (code)
		return code;
	(void)snprintf(h->where, sizeof(h->where), "%s://%s", h->key ? "https" : "http",
		       place.shown);
	/* The library may close the one it is given when it fails, or not: it gets one of its own. */
	fd = dup(place.fd);
	h->jobs = fd >= 0 ? http_jobs_new(on_tick, h) : NULL;
	h->daemon = h->jobs ? start(h, fd) : NULL;
	if (!h->daemon)
		(void)shutdown(place.fd, SHUT_RDWR);
	close(place.fd);
	if (h->daemon)
		return 0;
	return h->key ? fault_set(
				f, ERR_INVALID,
				"[http] certificate and key cannot be used together: look whether "
				"both are PEM and belong to each other")
		      : fault_set(f, ERR_NOMEM, "no memory or thread for HTTP");
}

int http_open(const struct http_options *o, struct http **out, struct fault *f)
{
	struct http *h = calloc(1, sizeof(*h));
	int code;

	*out = NULL;
	if (!h)
		return fault_set(f, ERR_NOMEM, "no memory for HTTP");
	http_conns_init(&h->conns, o->connections, resume);
	h->desk.station = o->station;
	h->desk.body_max = o->body_max;
	h->desk.rate.per_minute = o->rate_per_minute;
	code = read_tls(h, o, f);
	if (code == 0)
		code = listen_and_start(h, o, f);
	if (code)
		http_close(&h);
	*out = h;
	return code;
}

const char *http_where(const struct http *h)
{
	return h->where;
}

static void stop(struct http *h)
{
	int64_t deadline = clock_monotonic_ms() + GOODBYE_MS;
	int fd = MHD_quiesce_daemon(h->daemon);

	if (fd >= 0)
		close(fd);
	while (http_conns_end(&h->conns) && clock_monotonic_ms() < deadline)
		poll(NULL, 0, GOODBYE_STEP_MS);
	http_jobs_stop(h->jobs);
	http_conns_resume(&h->conns);
	MHD_stop_daemon(h->daemon);
}

void http_close(struct http **http)
{
	struct http *h = *http;

	if (!h)
		return;
	if (h->daemon)
		stop(h);
	http_jobs_free(&h->jobs);
	http_rate_free(&h->desk.rate);
	http_conns_clear(&h->conns);
	free(h->certificate);
	free(h->key);
	free(h);
	*http = NULL;
}

#endif
