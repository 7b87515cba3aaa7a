/*
 * verdict - tables of patterns and events, for tests of the rules' language.
 *
 * Quotes are written ' and become ", so that a row can be read.
 */
#ifndef PASEO_TESTS_VERDICT_H
#define PASEO_TESTS_VERDICT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/queue/rules.h"

/* What comes of a pattern and an event. */
enum { YES = '1', NO = '0', REFUSED = 'R', BAD_EVENT = 'E' };

struct verdict {
	const char *pattern;
	const char *event;
	char wanted;
};

static inline char *verdict_text(const char *before, const char *text, const char *after)
{
	size_t size = strlen(before) + strlen(text) + strlen(after) + 1;
	char *out = malloc(size);

	assert_non_null(out);
	snprintf(out, size, "%s%s%s", before, text, after);
	for (char *p = out; *p; p++) {
		if (*p == '\'')
			*p = '"';
	}
	return out;
}

static inline void verdict_note(void *ctx, const struct rule_fault *f)
{
	snprintf(ctx, 512, "%s", f->text);
}

/* The verdict on one pattern and event; why holds the sentence of a refusal. */
static inline char verdict_of(const char *pattern, const char *event, char why[512])
{
	char *rules = verdict_text("{'rules':[{'name':'r','pattern':", pattern,
				   ",'targets':['brain']}]}");
	char *json = verdict_text("", event, "");
	struct fault f = { "" };
	struct rules *r = NULL;
	const uint32_t *matching;
	size_t count = 0;
	char verdict;
	int code;

	why[0] = '\0';
	assert_int_equal(rules_load(rules, strlen(rules), &r, verdict_note, why, &f), 0);
	code = rules_match(r, json, strlen(json), &matching, &count, NULL, &f);
	verdict = code ? BAD_EVENT : count ? YES : NO;
	if (rules_left_out(r))
		verdict = REFUSED;
	if (verdict == REFUSED && (!why[0] || strchr(why, '\n')))
		fail_msg("%s: refused without a sentence", pattern);
	if (verdict == BAD_EVENT && (!f.text[0] || strchr(f.text, '\n')))
		fail_msg("%s: refused without a sentence", event);
	rules_free(&r);
	free(rules);
	free(json);
	return verdict;
}

static inline void verdict_check(const struct verdict *rows, size_t count)
{
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		char why[512];
		char got = verdict_of(rows[i].pattern, rows[i].event, why);

		if (got == rows[i].wanted)
			continue;
		print_message("%s\n  %s\n  gives %c, wanted %c %s\n", rows[i].pattern,
			      rows[i].event, got, rows[i].wanted, why);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

#define VERDICTS(rows) verdict_check(rows, sizeof(rows) / sizeof((rows)[0]))

/* Patterns that are refused, and how the sentence begins or what it has in it. */
static inline void verdict_refused(const char *const (*rows)[2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char why[512];
		char *words = verdict_text("", rows[i][1], "");

		if (verdict_of(rows[i][0], "{}", why) != REFUSED)
			fail_msg("taken: %s", rows[i][0]);
		if (!strstr(why, words))
			fail_msg("%s: %s", rows[i][0], why);
		free(words);
	}
}

#endif
