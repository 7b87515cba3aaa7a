/*
 * matcher - one alternative of a field: how it is written, and which values it takes.
 *
 * What reads is for queue/pattern alone. Pure.
 */
#ifndef PASEO_QUEUE_MATCHER_H
#define PASEO_QUEUE_MATCHER_H

#include "paseo/queue/flat.h"
#include "paseo/queue/pattern.h"

/* A pattern that is being read. */
struct pattern_reader {
	struct jscan scan;
	struct pattern *pattern;
	struct paths *paths;
	struct pattern_fault *fault;
	bool or_is_field; /* the older form of the language, see pattern.c */
	bool met_or;
	char *path; /* of the object that is being read */
	size_t path_len;
	bool rooted; /* path is one, if an empty one */
};

/* Behind the bracket that opens a list: read its matchers to the bracket that closes it, and set the node's
 * first, count and absent. 0 or a negative error. */
int matcher_read_list(struct pattern_reader *r, struct node *field);
/* Set the fault to a sentence (English, for language_text()); the place is the last token's. If that was
 * no JSON, the fault says so instead. ERR_INVALID. */
int matcher_refuse(struct pattern_reader *r, const char *sentence);

int matcher_no_memory(struct pattern_reader *r);
/* Make a matcher of this kind, one of those with a text, from the last token. 0 or a negative error. */
int matcher_take(struct pattern_reader *r, enum matcher_kind kind, struct matcher *m);

/* Does the value satisfy it? No value satisfies MATCH_ABSENT. */
bool matcher_takes(const struct pattern *p, const struct matcher *m, const struct value *v);

#endif
