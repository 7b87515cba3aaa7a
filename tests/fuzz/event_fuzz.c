/*
 * event_fuzz - whatever bytes a producer sends: lines through the codec into a brain, their answers, and
 * what is shown.
 *
 * Input: lines as the socket gets them; blanks before one are seconds that go by, tabs hours. What is
 * read is decided, answered and looked at (tests/unit/play.h); at the end the log of it, restored, must show
 * the same as the brain that decided. A few dogs, pairs and badges are there from the start. Built
 * by "make fuzz" with clang's libFuzzer; in make check a plain main() runs it over the corpus.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/play.h"

#include "paseo/queue/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINES 400 /* of one input; what follows is left out */
/* 2026-10-25T01:50:00+02:00, ten minutes before an hour that comes twice */
#define BEGIN_MS INT64_C(1792885800000)

static void check(bool good, const char *what, const struct play *p)
{
	if (good)
		return;
	fprintf(stderr, "%s %s\n", what, p ? p->fault : "");
	abort();
}

/* Read one line as it is; what cannot be read is answered with a word, and nothing is taken. */
static void say_bytes(struct play *p, const char *line, size_t len)
{
	struct event *e = NULL;
	struct fault f = { "" };
	char *answer;
	size_t answer_len;

	if (codec_read(line, len, &e, &f) != 0) {
		check(e == NULL && f.text[0], "refused without a word", p);
		answer_malformed(&p->last, f.text);
	} else {
		if (!e->id[0])
			snprintf(e->id, sizeof(e->id), "f%" PRIu64, p->said);
		check(play_decide(p, e), "broken:", p);
	}
	answer = answer_write(&p->last, true, &answer_len);
	check(answer && strlen(answer) == answer_len && !memchr(answer, '\n', answer_len),
	      "an answer that is no line", p);
	free(answer);
}

static void check_restored(struct play *p)
{
	struct brain *b = play_restore(p);
	char what[128] = "a log that is not taken back";

	check(b && play_same_state(p->brain, b, p->now_ms, what, sizeof(what)), what, p);
	brain_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	const char *end = at + size;
	struct play *p;

	days_set_zone("Europe/Madrid");
	p = play_new(1, 10, 3, BEGIN_MS, true);
	check(p != NULL, "no memory", p);
	for (int i = 0; i < LINES && at < end; i++) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((line_end ? line_end : end) - at);

		/* Blanks at its beginning are seconds that go by before the line, tabs hours. */
		for (; len && (*at == ' ' || *at == '\t'); at++, len--)
			p->now_ms += *at == ' ' ? 10 * SECOND_MS : HOUR_MS;
		if (len && len <= CODEC_TEXT_MAX)
			say_bytes(p, at, len);
		at += len + (line_end != NULL);
	}
	check_restored(p);
	play_free(&p);
	return 0;
}
