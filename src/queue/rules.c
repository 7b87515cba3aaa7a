/*
 * rules - patterns over an event's JSON. See the header.
 *
 * A pattern is a tree of fields; each leaf is a list of alternatives. Routing asks every rule, which is
 * enough for a handful of them.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/queue/rules.h"

enum test { TEST_EQUAL, TEST_PREFIX, TEST_SUFFIX, TEST_ANYTHING_BUT, TEST_EXISTS, TEST_NUMERIC };

struct rule {
	char name[65];
	unsigned targets;
	struct jdoc *pattern; /* borrowed from the document */
};

struct rules {
	struct jdoc *doc;
	size_t count;
	struct rule *list;
};

/* clang-format off */
static const struct { const char *name; enum test test; } tests[] = {
	{ "prefix",       TEST_PREFIX },
	{ "suffix",       TEST_SUFFIX },
	{ "anything-but", TEST_ANYTHING_BUT },
	{ "exists",       TEST_EXISTS },
	{ "numeric",      TEST_NUMERIC },
};

static const struct { const char *name; unsigned bit; } targets[] = {
	{ "brain",  TARGET_BRAIN },
	{ "board",  TARGET_BOARD },
	{ "stream", TARGET_STREAM },
	{ "sound",  TARGET_SOUND },
};
/* clang-format on */

/* The test that an alternative asks for, and its operand; -1: unknown. */
static int test_of(struct jdoc *alternative, struct jdoc **operand)
{
	const char *name;

	if (jdoc_type(alternative) != JDOC_OBJECT) {
		*operand = alternative;
		return jdoc_type(alternative) == JDOC_ARRAY ? -1 : TEST_EQUAL;
	}
	if (jdoc_size(alternative) != 1)
		return -1;
	jdoc_iter(alternative, NULL, &name, operand);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		if (strcmp(tests[i].name, name) == 0)
			return (int)tests[i].test;
	}
	return -1;
}

static bool compare(double value, const char *op, double with)
{
	if (strcmp(op, "=") == 0)
		return value == with;
	if (strcmp(op, "<") == 0)
		return value < with;
	if (strcmp(op, "<=") == 0)
		return value <= with;
	if (strcmp(op, ">") == 0)
		return value > with;
	return value >= with;
}

static bool is_comparison(const char *op)
{
	return op && (strcmp(op, "=") == 0 || strcmp(op, "<") == 0 || strcmp(op, "<=") == 0 ||
		      strcmp(op, ">") == 0 || strcmp(op, ">=") == 0);
}

static bool check_operand(enum test t, const struct jdoc *operand)
{
	double number;

	switch (t) {
	case TEST_PREFIX:
	case TEST_SUFFIX:
		return jdoc_string(operand) != NULL;
	case TEST_EXISTS:
		return jdoc_type(operand) == JDOC_TRUE || jdoc_type(operand) == JDOC_FALSE;
	case TEST_ANYTHING_BUT:
		return jdoc_type(operand) != JDOC_OBJECT &&
		       (jdoc_type(operand) != JDOC_ARRAY || jdoc_size(operand) > 0);
	case TEST_NUMERIC:
		if (jdoc_size(operand) != 2 && jdoc_size(operand) != 4)
			return false;
		for (size_t i = 0; i < jdoc_size(operand); i += 2) {
			if (!is_comparison(jdoc_string(jdoc_at(operand, i))) ||
			    !jdoc_number(jdoc_at(operand, i + 1), &number))
				return false;
		}
		return true;
	default:
		return true;
	}
}

/* Can this reader judge the whole pattern? */
static bool check_pattern(struct jdoc *pattern)
{
	const char *name;
	struct jdoc *value;

	if (jdoc_type(pattern) != JDOC_OBJECT || jdoc_size(pattern) == 0)
		return false;
	for (void *i = jdoc_iter(pattern, NULL, &name, &value); i;
	     i = jdoc_iter(pattern, i, &name, &value)) {
		if (strcmp(name, "$or") == 0)
			return false;
		if (jdoc_type(value) == JDOC_OBJECT) {
			if (!check_pattern(value))
				return false;
			continue;
		}
		if (jdoc_type(value) != JDOC_ARRAY || jdoc_size(value) == 0)
			return false;
		for (size_t k = 0; k < jdoc_size(value); k++) {
			struct jdoc *operand = NULL;
			int t = test_of(jdoc_at(value, k), &operand);

			if (t < 0 || !check_operand((enum test)t, operand))
				return false;
		}
	}
	return true;
}

static bool equal(const struct jdoc *a, const struct jdoc *b)
{
	double x, y;

	if (jdoc_number(a, &x) && jdoc_number(b, &y))
		return x == y;
	if (jdoc_type(a) != jdoc_type(b))
		return false;
	return !jdoc_string(a) || strcmp(jdoc_string(a), jdoc_string(b)) == 0;
}

static bool numeric(const struct jdoc *operand, const struct jdoc *value)
{
	double number, with;

	if (!jdoc_number(value, &number))
		return false;
	for (size_t i = 0; i < jdoc_size(operand); i += 2) {
		jdoc_number(jdoc_at(operand, i + 1), &with);
		if (!compare(number, jdoc_string(jdoc_at(operand, i)), with))
			return false;
	}
	return true;
}

static bool anything_but(const struct jdoc *operand, const struct jdoc *value)
{
	if (jdoc_type(operand) != JDOC_ARRAY)
		return !equal(operand, value);
	for (size_t i = 0; i < jdoc_size(operand); i++) {
		if (equal(jdoc_at(operand, i), value))
			return false;
	}
	return true;
}

/* Does one scalar satisfy one alternative? */
static bool match_scalar(enum test t, const struct jdoc *operand, const struct jdoc *value)
{
	const char *text = jdoc_string(value);
	const char *want = jdoc_string(operand);

	switch (t) {
	case TEST_PREFIX:
		return text && strncmp(text, want, strlen(want)) == 0;
	case TEST_SUFFIX:
		return text && strlen(text) >= strlen(want) &&
		       strcmp(text + strlen(text) - strlen(want), want) == 0;
	case TEST_ANYTHING_BUT:
		return anything_but(operand, value);
	case TEST_NUMERIC:
		return numeric(operand, value);
	case TEST_EXISTS:
		return jdoc_type(operand) == JDOC_TRUE;
	default:
		return equal(operand, value);
	}
}

/* Does any scalar of value, which may be an array, satisfy the alternative? */
static bool match_value(enum test t, const struct jdoc *operand, const struct jdoc *value)
{
	if (jdoc_type(value) == JDOC_OBJECT)
		return false;
	if (jdoc_type(value) != JDOC_ARRAY)
		return match_scalar(t, operand, value);
	for (size_t i = 0; i < jdoc_size(value); i++) {
		if (match_value(t, operand, jdoc_at(value, i)))
			return true;
	}
	return false;
}

static bool match_leaf(const struct jdoc *alternatives, const struct jdoc *value)
{
	for (size_t i = 0; i < jdoc_size(alternatives); i++) {
		struct jdoc *operand = NULL;
		enum test t = (enum test)test_of(jdoc_at(alternatives, i), &operand);
		bool wants_absence = t == TEST_EXISTS && jdoc_type(operand) == JDOC_FALSE;

		if (wants_absence) {
			if (!value || jdoc_type(value) == JDOC_OBJECT)
				return true;
		} else if (value && match_value(t, operand, value)) {
			return true;
		}
	}
	return false;
}

static bool match(struct jdoc *pattern, const struct jdoc *event)
{
	const char *name;
	struct jdoc *value;

	for (void *i = jdoc_iter(pattern, NULL, &name, &value); i;
	     i = jdoc_iter(pattern, i, &name, &value)) {
		const struct jdoc *field = event ? jdoc_get(event, name) : NULL;
		bool matched = jdoc_type(value) == JDOC_OBJECT ? match(value, field)
							       : match_leaf(value, field);

		if (!matched)
			return false;
	}
	return true;
}

/* The bits of a rule's targets; 0: there is one that nobody knows. */
static unsigned read_targets(const struct jdoc *list)
{
	unsigned bits = 0;

	for (size_t i = 0; i < jdoc_size(list); i++) {
		const char *name = jdoc_string(jdoc_at(list, i));
		size_t len = name ? strcspn(name, ":") : 0;
		unsigned bit = 0;

		for (size_t k = 0; name && k < sizeof(targets) / sizeof(targets[0]); k++) {
			if (strlen(targets[k].name) == len &&
			    memcmp(targets[k].name, name, len) == 0)
				bit = targets[k].bit;
		}
		if (!bit)
			return 0;
		bits |= bit;
	}
	return bits;
}

static void read_rule(struct rules *r, struct jdoc *one, size_t number,
		      void (*complain)(void *ctx, const char *sentence), void *ctx)
{
	struct rule *rule = &r->list[r->count];
	const char *name = jdoc_string(jdoc_get(one, "name"));
	struct jdoc *pattern = jdoc_get(one, "pattern");
	const char *why = NULL;
	char sentence[256];

	snprintf(rule->name, sizeof(rule->name), "%s", name ? name : "");
	rule->pattern = pattern;
	rule->targets = read_targets(jdoc_get(one, "targets"));
	if (!name)
		why = "has no name";
	else if (!pattern || !check_pattern(pattern))
		why = "has a pattern that is not understood";
	else if (!rule->targets)
		why = "has no target, or one that is not known";
	if (!why) {
		r->count++;
		return;
	}
	snprintf(sentence, sizeof(sentence), "rule %zu '%s' %s: it is left out", number + 1,
		 name ? name : "", why);
	complain(ctx, sentence);
}

int rules_load(const char *text, size_t len, struct rules **out,
	       void (*complain)(void *ctx, const char *sentence), void *ctx, struct fault *f)
{
	struct rules *r = calloc(1, sizeof(*r));
	struct jdoc *list;
	int code = ERR_NOMEM;

	*out = NULL;
	if (!r)
		goto fail;
	code = jdoc_parse(text, len, &r->doc, f);
	if (code)
		goto fail;
	list = jdoc_get(r->doc, "rules");
	if (!list || jdoc_type(list) != JDOC_ARRAY) {
		code = fault_set(f, ERR_INVALID, "rules: {\"rules\": [...]} is expected");
		goto fail;
	}
	r->list = calloc(jdoc_size(list) + 1, sizeof(*r->list));
	if (!r->list) {
		code = ERR_NOMEM;
		goto fail;
	}
	for (size_t i = 0; i < jdoc_size(list); i++)
		read_rule(r, jdoc_at(list, i), i, complain, ctx);
	*out = r;
	return 0;
fail:
	rules_free(&r);
	return code;
}

void rules_free(struct rules **r)
{
	if (!*r)
		return;
	jdoc_free(&(*r)->doc);
	free((*r)->list);
	free(*r);
	*r = NULL;
}

unsigned rules_route(const struct rules *r, const struct event *e)
{
	unsigned bits = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (match(r->list[i].pattern, e->body))
			bits |= r->list[i].targets;
	}
	return bits;
}
