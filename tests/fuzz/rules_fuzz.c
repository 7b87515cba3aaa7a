/*
 * rules_fuzz - a pattern and an event, whatever they are: no crash, and the index overlooks nothing.
 *
 * Input: a line that is the pattern, and all behind it, the event. Built by "make fuzz" with clang's
 * libFuzzer; in make check a plain main() runs it over the corpus.
 */
#include <config.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/queue/match.h"
#include "paseo/queue/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void pass_over(void *ctx, const struct rule_fault *f)
{
	(void)ctx;
	if (!f->text[0])
		abort();
}

/* What a rules file with this pattern alone says: 1, 0, or -1 when one of the two is refused. */
static int ask_file(const char *pattern, size_t len, const char *event, size_t event_len)
{
	static const char before[] =
		"{\"rules\":[{\"name\":\"r\",\"targets\":[\"mqtt\"],\"pattern\":";
	static const char after[] = "}]}";
	const uint32_t *matching;
	struct rules *r = NULL;
	struct fault f = { "" };
	size_t count = 0;
	char *text = malloc(sizeof(before) + len + sizeof(after));
	int said = -1;

	if (!text)
		abort();
	memcpy(text, before, sizeof(before) - 1);
	if (len)
		memcpy(text + sizeof(before) - 1, pattern, len);
	memcpy(text + sizeof(before) - 1 + len, after, sizeof(after) - 1);
	if (rules_load(text, sizeof(before) + len + sizeof(after) - 2, &r, pass_over, NULL, &f) ==
		    0 &&
	    rules_count(r) == 1 &&
	    rules_match(r, event, event_len, &matching, &count, NULL, &f) == 0)
		said = (int)count;
	rules_free(&r);
	free(text);
	return said;
}

/* What the pattern says by itself. */
static int ask_pattern(const char *pattern, size_t len, const char *event, size_t event_len)
{
	struct paths *paths = paths_new();
	struct flat *flat = paths ? flat_new(paths) : NULL;
	struct matching *m = matching_new();
	struct pattern *p = NULL;
	struct pattern_fault f;
	struct jscan s;
	int said = -1;

	if (!flat || !m)
		abort();
	jscan_start(&s, pattern, len);
	if (pattern_read(&s, paths, &p, &f) == 0 && flat_read(flat, event, event_len, NULL) == 0)
		said = match_pattern(m, p, flat) == 1;
	pattern_free(&p);
	matching_free(&m);
	flat_free(&flat);
	paths_free(&paths);
	return said;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *newline = size ? memchr(text, '\n', size) : NULL;
	size_t len = newline ? (size_t)(newline - text) : size;
	const char *event = newline ? newline + 1 : "";
	size_t event_len = newline ? size - len - 1 : 0;
	int in_file = ask_file(text, len, event, event_len);

	/* A file may refuse what follows the pattern: then there is nothing to compare. */
	if (in_file >= 0 && in_file != ask_pattern(text, len, event, event_len))
		abort();
	return 0;
}
