/*
 * http_request - see the header.
 */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "paseo/base/jtext.h"
#include "paseo/base/text.h"
#include "paseo/producers/http_request.h"
#include "paseo/queue/codec.h"

#define CE_PREFIX "ce-"
/* CloudEvents 1.0, 3.1: names of attributes are lower-case letters and digits; longer than twenty they need not
 * be taken. */
#define CE_NAME_SIZE 33
#define CE_VALUE_SIZE 1025
#define TYPE_SIZE 128

/* clang-format off */
enum body { BODY_EVENT, BODY_CLOUD, BODY_BATCH, BODY_COUNT };
static const char *const types[BODY_COUNT] = {
	[BODY_EVENT] = "application/json",
	[BODY_CLOUD] = "application/cloudevents+json",
	[BODY_BATCH] = "application/cloudevents-batch+json",
};
/* clang-format on */

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A header's value: what is not plain ASCII comes as %XX of its UTF-8 (HTTP binding, 3.1.3.2). */
static int decode_value(const char *value, char *out, size_t size)
{
	size_t n = 0;

	for (; *value; value++) {
		int high = value[0] == '%' ? hex_value(value[1]) : -1;
		int low = high >= 0 ? hex_value(value[2]) : -1;
		char c = low >= 0 ? (char)(high << 4 | low) : *value;

		if (n + 1 >= size || !c)
			return ERR_INVALID;
		out[n++] = c;
		if (low >= 0)
			value += 2;
	}
	out[n] = '\0';
	return 0;
}

static int attribute_name(const char *header, char out[CE_NAME_SIZE])
{
	size_t n = 0;

	for (; *header; header++) {
		char c = *header >= 'A' && *header <= 'Z' ? (char)(*header | 0x20) : *header;

		if (n + 1 >= CE_NAME_SIZE || !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
			return ERR_INVALID;
		out[n++] = c;
	}
	out[n] = '\0';
	return n ? 0 : ERR_INVALID;
}

/* Does the text say "the content's type", or "data" itself? Those are not attributes of a header's kind. */
static bool is_reserved(const char *name)
{
	return strcmp(name, "data") == 0 || strcmp(name, "datacontenttype") == 0;
}

void http_head_add(struct http_head *h, const char *name, const char *value)
{
	char attribute[CE_NAME_SIZE], text[CE_VALUE_SIZE];

	if (!value)
		value = "";
	if (strcasecmp(name, "Content-Type") == 0)
		h->type = value;
	if (strncasecmp(name, CE_PREFIX, strlen(CE_PREFIX)) != 0)
		return;
	if (attribute_name(name + strlen(CE_PREFIX), attribute) != 0 || is_reserved(attribute))
		fault_set(&h->fault, ERR_INVALID,
			  "'%.60s' is no header of CloudEvents: ce- and 1 to %d letters or digits",
			  name, CE_NAME_SIZE - 1);
	else if (decode_value(value, text, sizeof(text)) != 0)
		fault_set(&h->fault, ERR_INVALID, "'%s' is longer than %d bytes", name,
			  CE_VALUE_SIZE - 1);
	else if (!h->envelope && !(h->envelope = jdoc_new_object()))
		fault_set(&h->fault, ERR_NOMEM, "no memory: try again");
	else if (jdoc_get(h->envelope, attribute))
		fault_set(&h->fault, ERR_INVALID, "'%s' is there twice: leave one out", name);
	else if (jdoc_set(h->envelope, attribute, jdoc_new_string(text)) != 0)
		fault_set(&h->fault, ERR_INVALID, "'%s' is no UTF-8 text", name);
}

void http_head_free(struct http_head *h)
{
	jdoc_free(&h->envelope);
}

/* The kind of body; BODY_COUNT: none that is taken. Nobody who says nothing means anything but JSON. */
static enum body body_of(const char *type)
{
	char name[TYPE_SIZE];
	size_t len;

	if (!type)
		return BODY_EVENT;
	type += strspn(type, " \t");
	len = strcspn(type, "; \t");
	if (len >= sizeof(name))
		return BODY_COUNT;
	memcpy(name, type, len);
	name[len] = '\0';
	for (int i = 0; i < BODY_COUNT; i++) {
		if (strcasecmp(name, types[i]) == 0)
			return (enum body)i;
	}
	return BODY_COUNT;
}

int http_check_type(const struct http_head *h, struct fault *f)
{
	if (body_of(h->type) != BODY_COUNT)
		return 0;
	fault_set(f, ERR_INVALID, "Content-Type '%.60s' is not taken: send %s, %s or %s", h->type,
		  types[BODY_EVENT], types[BODY_CLOUD], types[BODY_BATCH]);
	return HTTP_WRONG_TYPE;
}

/* Rosters, settings and tokens are changed by those who sit at the machine. */
static int check_event(const struct event *e, struct fault *f)
{
	if (e->action != ACTION_ROSTER)
		return 0;
	return fault_set(f, ERR_DENIED,
			 "rosters, settings and tokens are changed at the station, not over HTTP: "
			 "use paseo dogs, volunteers, tags, settings or tokens there");
}

static int take_text(struct http_event *to, const char *text, size_t len)
{
	int code = len > CODEC_LINE_MAX ? fault_set(&to->fault, ERR_FULL,
						    "the event is longer than %zu bytes: split it",
						    CODEC_LINE_MAX)
					: codec_read(text, len, &to->event, &to->fault);

	if (code == 0)
		code = check_event(to->event, &to->fault);
	if (code)
		event_free(&to->event);
	else if (to->event->source == SOURCE_NONE)
		to->event->source = SOURCE_API;
	return code;
}

static int make_room(struct http_events *out, size_t count)
{
	out->list = calloc(count ? count : 1, sizeof(out->list[0]));
	out->count = out->list ? count : 0;
	return out->list ? 0 : ERR_NOMEM;
}

/* One event is all of the body, so what is wrong with it is wrong with all. */
static int read_one(const char *text, size_t len, struct http_events *out, struct fault *f)
{
	int code = make_room(out, 1);

	if (code == 0) {
		code = take_text(&out->list[0], text, len);
		*f = out->list[0].fault;
	}
	switch (code) {
	case 0:
		return 0;
	case ERR_NOMEM:
		fault_set(f, code, "no memory: try again");
		return HTTP_UNAVAILABLE;
	case ERR_DENIED:
		return HTTP_FORBIDDEN;
	case ERR_FULL:
		return HTTP_TOO_LARGE;
	default:
		return HTTP_BAD;
	}
}

static int read_array(const struct jdoc *array, bool cloud, struct http_events *out,
		      struct fault *f)
{
	size_t count = jdoc_size(array);

	if (count > HTTP_EVENTS_MAX) {
		fault_set(f, ERR_FULL, "that is %zu events: send %d at once at the most", count,
			  HTTP_EVENTS_MAX);
		return HTTP_TOO_LARGE;
	}
	if (make_room(out, count) != 0) {
		fault_set(f, ERR_NOMEM, "no memory: try again");
		return HTTP_UNAVAILABLE;
	}
	out->array = true;
	for (size_t i = 0; i < count; i++) {
		const struct jdoc *one = jdoc_at(array, i);
		struct http_event *to = &out->list[i];
		size_t len = 0;
		char *text;

		if (cloud && !jdoc_get(one, "specversion")) {
			fault_set(&to->fault, ERR_INVALID, "\"specversion\" is missing: \"1.0\"");
			continue;
		}
		text = jdoc_dump(one, &len);
		if (text)
			(void)take_text(to, text, len);
		else
			fault_set(&to->fault, ERR_NOMEM, "no memory: try again");
		free(text);
	}
	return 0;
}

/* Binary mode: the headers are the envelope, the body its data. */
static int read_binary(struct http_head *h, struct jdoc *data, struct http_events *out,
		       struct fault *f)
{
	size_t len = 0;
	char *text = jdoc_set(h->envelope, "data", data) == 0 ? jdoc_dump(h->envelope, &len) : NULL;
	int status;

	if (!text) {
		fault_set(f, ERR_NOMEM, "no memory: try again");
		return HTTP_UNAVAILABLE;
	}
	if (!jdoc_get(h->envelope, "specversion")) {
		fault_set(f, ERR_INVALID, "the header ce-specversion is missing: 1.0");
		status = HTTP_BAD;
	} else {
		status = read_one(text, len, out, f);
	}
	free(text);
	return status;
}

static int read_document(struct http_head *h, struct jdoc *d, const char *body, size_t len,
			 struct http_events *out, struct fault *f)
{
	enum body kind = body_of(h->type);
	bool array = jdoc_type(d) == JDOC_ARRAY;

	if (kind == BODY_BATCH && !array)
		fault_set(f, ERR_INVALID, "a batch is an array of events");
	else if (kind == BODY_CLOUD && (array || !jdoc_get(d, "specversion")))
		fault_set(f, ERR_INVALID,
			  "%s is one object with \"specversion\": several are sent as %s",
			  types[BODY_CLOUD], types[BODY_BATCH]);
	else if (array)
		return read_array(d, kind == BODY_BATCH, out, f);
	else
		return read_one(body, len, out, f);
	return HTTP_BAD;
}

static bool is_object(const char *body, size_t len)
{
	size_t at = 0;

	while (at < len && (body[at] == ' ' || (body[at] >= '\t' && body[at] <= '\r')))
		at++;
	return at < len && body[at] == '{';
}

int http_read_events(struct http_head *h, const char *body, size_t len, struct http_events *out,
		     struct fault *f)
{
	struct jdoc *d = NULL;
	int status = http_check_type(h, f);

	memset(out, 0, sizeof(*out));
	if (status)
		return status;
	if (h->fault.text[0]) {
		*f = h->fault;
		return HTTP_BAD;
	}
	if (!len) {
		fault_set(f, ERR_INVALID, "the body is empty: send an event, {\"dog\": ...}");
		return HTTP_BAD;
	}
	/* The common case is read once. */
	if (is_object(body, len) && !h->envelope && body_of(h->type) == BODY_EVENT)
		return read_one(body, len, out, f);
	if (jdoc_parse(body, len, &d, f) != 0)
		return HTTP_BAD;
	if (h->envelope && body_of(h->type) == BODY_EVENT)
		return read_binary(h, d, out, f);
	status = read_document(h, d, body, len, out, f);
	jdoc_free(&d);
	return status;
}

void http_events_free(struct http_events *e)
{
	for (size_t i = 0; i < e->count; i++)
		event_free(&e->list[i].event);
	free(e->list);
	memset(e, 0, sizeof(*e));
}

bool http_read_bearer(const char *value, char secret[SECRET_SIZE])
{
	static const char scheme[] = "Bearer ";
	size_t len;

	secret[0] = '\0';
	if (!value || strncasecmp(value, scheme, strlen(scheme)) != 0)
		return false;
	value += strlen(scheme);
	value += strspn(value, " ");
	len = strcspn(value, " ");
	if (!len || len >= SECRET_SIZE || value[len + strspn(value + len, " ")])
		return false;
	memcpy(secret, value, len);
	secret[len] = '\0';
	return true;
}

bool http_read_seq(const char *value, uint64_t *seq)
{
	char *end;

	if (!value[0] || strspn(value, "0123456789") != strlen(value))
		return false;
	errno = 0;
	*seq = strtoull(value, &end, 10);
	return errno == 0 && *seq < UINT64_MAX;
}

char *http_error_json(const char *text)
{
	struct jtext t = JTEXT_EMPTY;
	char clean[2 * FAULT_SIZE];

	/* It may quote what was sent, cut anywhere. */
	(void)text_clean(clean, sizeof(clean), text, strlen(text));
	jtext_open(&t, NULL, '{');
	jtext_string(&t, "error", clean);
	jtext_close(&t, '}');
	return jtext_take(&t, NULL);
}
