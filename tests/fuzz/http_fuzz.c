/*
 * http_fuzz - the headers and body of a request, whatever they are: each event is there or its fault is, none
 * changes a roster or says whose token it came with, and every refusal is JSON.
 *
 * Input: lines "Name: value", an empty line, the body.
 */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/producers/http_request.h"
#include "paseo/queue/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool condition)
{
	if (!condition)
		abort();
}

/* Give one header line, cut at its colon, to the head and to whoever reads values of other headers. */
static void take_line(struct http_head *h, char *line)
{
	char *value = strchr(line, ':');
	char secret[SECRET_SIZE];
	uint64_t seq;

	if (!value)
		return;
	*value++ = '\0';
	value += strspn(value, " ");
	http_head_add(h, line, value);
	if (http_read_bearer(value, secret))
		hold(secret[0] && strlen(secret) < SECRET_SIZE);
	if (http_read_seq(value, &seq))
		hold(strspn(value, "0123456789") == strlen(value));
}

/* The body that stands behind the headers. */
static const char *take_head(struct http_head *h, char *text, const char *end)
{
	while (text < end && *text != '\n') {
		char *next = memchr(text, '\n', (size_t)(end - text));

		if (next)
			*next = '\0';
		take_line(h, text);
		text = next ? next + 1 : (char *)end;
	}
	return text < end ? text + 1 : end;
}

static void hold_refusal(const struct fault *f)
{
	char *text = http_error_json(f->text);
	struct jdoc *d = NULL;

	hold(f->text[0] && text && jdoc_parse(text, strlen(text), &d, NULL) == 0);
	hold(jdoc_string(jdoc_get(d, "error")) != NULL);
	jdoc_free(&d);
	free(text);
}

static void hold_event(struct http_event *e)
{
	if (!e->event) {
		hold_refusal(&e->fault);
		return;
	}
	hold(e->event->action != ACTION_ROSTER && e->event->source != SOURCE_NONE);
	hold(codec_set_token(e->event, "t") == 0);
	hold(strcmp(jdoc_string(jdoc_get(e->event->body, "token")), "t") == 0);
	hold(jdoc_get(e->event->body, "peer") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct http_head head = { .type = NULL };
	struct http_events events;
	struct fault f = { "" };
	char *text = malloc(size + 1);
	const char *body;
	int status;

	hold(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	body = take_head(&head, text, text + size);
	status = http_read_events(&head, body, (size_t)(text + size - body), &events, &f);
	if (status)
		hold_refusal(&f);
	for (size_t i = 0; !status && i < events.count; i++)
		hold_event(&events.list[i]);
	http_events_free(&events);
	http_head_free(&head);
	free(text);
	return 0;
}
