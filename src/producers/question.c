/*
 * question - see the header.
 */
#include <config.h>

#include <stdbool.h>
#include <string.h>

#include "paseo/base/jdoc.h"
#include "paseo/producers/question.h"

/* A question is short: events are not looked through for one. */
#define QUESTION_MAX 256

/* clang-format off */
static const struct { const char *name; enum request request; } questions[] = {
	{ "status", REQUEST_STATUS },
	{ "stream", REQUEST_STREAM },
};
/* clang-format on */

static bool may_be_one(const char *line, size_t len)
{
	static const char name[] = "\"ask\"";
	const size_t name_len = sizeof(name) - 1;

	if (len > QUESTION_MAX)
		return false;
	for (size_t i = 0; i + name_len <= len; i++) {
		if (line[i] == name[0] && memcmp(line + i, name, name_len) == 0)
			return true;
	}
	return false;
}

/* Where a follower begins; without "since" it is now. */
static int read_since(const struct jdoc *value, uint64_t *since, struct fault *f)
{
	int64_t number = 0;

	*since = QUEUED_FROM_NOW;
	if (!value || jdoc_type(value) == JDOC_NULL)
		return 1;
	if (!jdoc_integer(value, &number) || number < 0)
		return fault_set(f, ERR_INVALID,
				 "\"since\" must be the seq of an event, or 0 for all of them");
	*since = (uint64_t)number;
	return 1;
}

static int read_ask(const struct jdoc *d, const char *ask, struct queued *out, struct fault *f)
{
	for (size_t i = 0; ask && i < sizeof(questions) / sizeof(questions[0]); i++) {
		if (strcmp(questions[i].name, ask) == 0) {
			out->request = questions[i].request;
			return read_since(jdoc_get(d, "since"), &out->since, f);
		}
	}
	return fault_set(f, ERR_INVALID, "\"ask\" must be status or stream");
}

int question_read(const char *line, size_t len, struct queued *out, struct fault *f)
{
	struct jdoc *d = NULL;
	const struct jdoc *ask;
	int code = 0;

	/* What is no JSON is for the codec to say. */
	if (!may_be_one(line, len) || jdoc_parse(line, len, &d, NULL) != 0)
		return 0;
	ask = jdoc_get(d, "ask");
	if (ask)
		code = read_ask(d, jdoc_string(ask), out, f);
	jdoc_free(&d);
	return code;
}
