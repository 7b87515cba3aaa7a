/*
 * rules - which consumer gets an event is data: data/rules.json.
 *
 * {"rules":[{"name":...,"pattern":{...},"targets":[...]}]}. This reader knows, of the pattern
 * language: exact values, prefix, suffix, anything-but (value or list), exists and numeric,
 * nested fields and arrays of scalars; a rule that uses anything else is named and left out.
 * Compiled once, read by the station thread.
 */
#ifndef PASEO_QUEUE_RULES_H
#define PASEO_QUEUE_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/base/error.h"
#include "paseo/queue/event.h"

/* Bits of what rules_route gives. */
enum target { TARGET_BRAIN = 1, TARGET_BOARD = 2, TARGET_STREAM = 4, TARGET_SOUND = 8 };

struct rules;

/* Take rules from JSON text. A rule that cannot be read is told to complain (once each, with the rule's
 * name) and left out; ERR_INVALID only when the whole text is no rules file. */
int rules_load(const char *text, size_t len, struct rules **out,
	       void (*complain)(void *ctx, const char *sentence), void *ctx, struct fault *f);
void rules_free(struct rules **r);

/* The targets of all rules that match, as bits. */
unsigned rules_route(const struct rules *r, const struct event *e);

#endif
