/*
 * rules - a rules file looked at by itself, without a database or a station.
 */
#include <config.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/output.h"
#include "paseo/queue/rules.h"

static void say_bad(void *ctx, const struct rule_fault *f)
{
	const char *path = ctx;

	if (f->name[0])
		command_note("%s:%zu: '%s': %s", path, f->line, f->name, f->text);
	else
		command_note(_("%s:%zu: a rule without a name: %s"), path, f->line, f->text);
}

/* The rules of a file, "-" for standard input; bad ones are named. The caller frees them. */
static int load_file(const char *path, struct rules **out, struct fault *f)
{
	struct fault why = { "" };
	char *text = NULL;
	size_t len = 0;
	int rc = output_read_file(path, &text, &len, f);

	if (rc)
		return rc;
	rc = rules_load(text, len, out, say_bad, (void *)path, &why);
	if (rc)
		fault_set(f, rc, "%s: %s", path, why.text);
	free(text);
	return rc;
}

int command_rules_check(const struct args *a)
{
	struct rules *r = NULL;
	struct fault f = { "" };
	char line[80];
	int len;

	if (load_file(a->words[0], &r, &f))
		return command_fail(&f);
	const size_t good = rules_count(r), bad = rules_left_out(r);
	len = snprintf(line, sizeof(line), language_plural("%zu good rule", "%zu good rules", good),
		       good);
	output_line(line, (size_t)len);
	rules_free(&r);
	return output_finish() || bad ? EXIT_FAILED : EXIT_DONE;
}

static int print_rule(const struct rules *r, uint32_t rule)
{
	const char *name = rules_name(r, rule), *targets = rules_targets(r, rule);
	size_t size = strlen(name) + strlen(targets) + 3;
	char *line = malloc(size);

	if (!line)
		return ERR_NOMEM;
	snprintf(line, size, "%s: %s", name, targets);
	output_line(line, size - 1);
	free(line);
	return 0;
}

/* Print the rules that the event matches. */
static int test_event(struct rules *r, const char *json, size_t len, struct fault *f)
{
	const uint32_t *matching = NULL;
	size_t count = 0, unsure = SIZE_MAX;
	int rc = rules_match(r, json, len, &matching, &count, &unsure, f);

	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = print_rule(r, matching[i]);
	if (rc == 0 && unsure != SIZE_MAX)
		rc = fault_set(f, ERR_FULL,
			       _("'%s' was given up: too many elements of arrays come into "
				 "question: make its pattern narrower"),
			       rules_name(r, unsure));
	return rc;
}

int command_rules_test(const struct args *a)
{
	struct rules *r = NULL;
	struct fault f = { "" };
	char *event = NULL;
	size_t len = 0;

	if (strcmp(a->words[0], "-") == 0) {
		fault_set(&f, ERR_INVALID,
			  _("standard input is the event: give the rules as a file"));
		return command_refuse(a, &f);
	}
	int rc = load_file(a->words[0], &r, &f);
	if (!rc)
		rc = output_read_file("-", &event, &len, &f);
	if (!rc)
		rc = test_event(r, event, len, &f);
	free(event);
	rules_free(&r);
	if (rc)
		return command_fail(&f);
	return output_finish() ? EXIT_FAILED : EXIT_DONE;
}
