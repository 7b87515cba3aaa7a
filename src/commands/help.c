/*
 * help - what --help says, made from the table of commands.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/commands/command.h"

#define HELP_COLUMN_CELLS 24

/* "  left        right", the right column on its own line when the left is long. */
static void write_pair(FILE *out, const char *left, const char *right)
{
	size_t used = text_width_cells(left);

	if (used + 2 > HELP_COLUMN_CELLS)
		fprintf(out, "  %s\n  %*s%s\n", left, HELP_COLUMN_CELLS, "", right);
	else
		fprintf(out, "  %s%*s%s\n", left, (int)(HELP_COLUMN_CELLS - used), "", right);
}

/* The summary, and what else there is to say, in lines. */
static void write_summary(FILE *out, const struct command *c)
{
	const char *text = c->more ? _(c->more) : "";

	fprintf(out, "    %s\n", _(c->summary));
	while (*text) {
		size_t len = strcspn(text, "\n");

		fprintf(out, "    %.*s\n", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static void write_option(FILE *out, const struct option_row *o)
{
	char left[128];

	snprintf(left, sizeof(left), "--%s%s%s", o->name, o->value ? " " : "",
		 o->value ? _(o->value) : "");
	write_pair(out, left, _(o->meaning));
}

static void write_options(FILE *out, const struct command *c)
{
	static const struct option_row help = { "help", NULL, N_("this text") };

	for (const struct option_row *o = c->options; o && o->name; o++)
		write_option(out, o);
	if (c->database)
		write_option(out, &command_db_option);
	write_option(out, &help);
}

static void write_usage(FILE *out, const struct command *group, const struct command *c)
{
	const char *words = c->words[0] ? _(c->words) : "";

	fprintf(out, "paseo %s%s%s%s%s%s\n", group ? group->name : "", group ? " " : "", c->name,
		words[0] ? " " : "", words, c->options ? _(" [OPTION...]") : "");
}

char *command_help_all(void)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	fprintf(out,
		_("paseo %s - the gate desk of an animal shelter: which dogs are out, with whom\n"),
		PACKAGE_VERSION);
	fprintf(out, "\n%s\n\n", _("paseo [COMMAND] [WORD...] [OPTION...]"));
	for (const struct command *c = commands; c->name; c++) {
		if (!c->later)
			write_pair(out, c->name, _(c->summary));
	}
	fprintf(out, "\n");
	write_option(out, &command_db_option);
	write_pair(out, "--help", _("this text; after a command: what it takes"));
	write_pair(out, "--version", _("the version"));
	fprintf(out, "\n%s\n",
		_("Exit status: 0 done, 1 failed, 2 wrong usage. More in paseo(1)."));
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}

char *command_help(const struct command *group, const struct command *c)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	if (c->verbs) {
		fprintf(out, "paseo %s - %s\n", c->name, _(c->summary));
		for (const struct command *v = c->verbs; v->name; v++) {
			if (v->later)
				continue;
			fprintf(out, "\n");
			write_usage(out, c, v);
			write_summary(out, v);
			for (const struct option_row *o = v->options; o && o->name; o++)
				write_option(out, o);
		}
		fprintf(out, "\n");
	} else {
		write_usage(out, group, c);
		write_summary(out, c);
		fprintf(out, "\n");
	}
	write_options(out, c);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}
