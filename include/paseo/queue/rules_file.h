/*
 * rules_file - the text of a rules file, taken apart into its rules.
 *
 * Each rule is found by its brackets before it is read, so that a fault in one is not a fault in the
 * file. Pure.
 */
#ifndef PASEO_QUEUE_RULES_FILE_H
#define PASEO_QUEUE_RULES_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/base/error.h"
#include "paseo/base/jscan.h"
#include "paseo/queue/rules.h"

/* A rule as it stands in the file. Everything is borrowed from the text. */
struct rule_text {
	const char *from; /* its opening brace */
	size_t len;
	struct jscan pattern; /* the pattern is what it comes to next */
	struct jscan targets; /* behind the bracket of the list */
	char name[RULE_NAME_MAX + 1];
};

/* Find the list of rules; s goes behind its bracket. ERR_INVALID: it is no rules file. */
int rules_file_open(const char *text, size_t len, struct jscan *s, struct fault *f);
/* The next rule: 1 and where it stands; 0: there are no more; ERR_INVALID: the list or what follows it is
 * not whole. */
int rules_file_next(const char *text, struct jscan *s, struct rule_text *out, struct fault *f);
/* Read its members. ERR_INVALID: f says why, *place where; the name is set if there is one. */
int rules_file_read(struct rule_text *rule, const char **place, struct fault *f);

/* A target: its kind, and behind the colon its name ("" without one). NULL, or what is wrong, a sentence
 * for language_text(). */
const char *rules_file_target(const struct jscan *s, enum target *kind,
			      char name[TARGET_NAME_MAX + 1]);
const char *rules_file_target_word(enum target kind);

#endif
