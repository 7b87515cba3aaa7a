/*
 * args - takes a command line apart by the option table of its command.
 *
 * --name VALUE and --name=VALUE; "--" ends the options; "-" is a word (standard input).
 * An underline in an option's name is as good as a hyphen: CSV columns have one.
 */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/output.h"

#define WIDTH_MIN_CELLS 20
#define WIDTH_MAX_CELLS 1000

const struct option_row command_db_option = { "db", N_("FILE"),
					      N_("the database, instead of $PASEO_DB") };

static bool name_is(const char *name, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = text[i] == '_' ? '-' : text[i];
		if (name[i] != c || c == '\0')
			return false;
	}
	return name[len] == '\0';
}

static const struct option_row *find_option(const struct command *c, const char *text, size_t len,
					    size_t *index)
{
	for (size_t i = 0; c->options && c->options[i].name; i++) {
		if (name_is(c->options[i].name, text, len)) {
			*index = i;
			return &c->options[i];
		}
	}
	return NULL;
}

/* Take "--name[=value]" at argv[*at]; moves *at over a value that stands apart. */
static int take_option(struct args *a, int argc, char **argv, int *at, struct fault *f)
{
	const char *text = argv[*at] + 2;
	const char *equals = strchr(text, '=');
	size_t len = equals ? (size_t)(equals - text) : strlen(text), index = 0;
	const struct option_row *row = find_option(a->command, text, len, &index);
	const char **slot = row ? &a->values[index] : NULL;

	if (!row && a->command->database && name_is("db", text, len)) {
		row = &command_db_option;
		slot = &a->db;
	}
	if (!row && name_is("help", text, len) && !equals) {
		a->help = true;
		return 0;
	}
	if (!row)
		return fault_set(f, ERR_INVALID, _("there is no option --%.*s here"), (int)len,
				 text);
	if (!row->value) {
		*slot = "";
		if (equals)
			return fault_set(f, ERR_INVALID, _("--%s takes no value"), row->name);
		return 0;
	}
	if (!equals && *at + 1 >= argc)
		return fault_set(f, ERR_INVALID, _("--%s needs a value: %s"), row->name,
				 _(row->value));
	*slot = equals ? equals + 1 : argv[++*at];
	return 0;
}

int args_parse(const struct command *group, const struct command *c, int argc, char **argv,
	       struct args *out, struct fault *f)
{
	bool options = true;

	*out = (struct args){ .group = group, .command = c };
	for (int i = 0; i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (options && strncmp(argv[i], "--", 2) == 0) {
			int rc = take_option(out, argc, argv, &i, f);
			if (rc)
				return rc;
		} else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
			return fault_set(f, ERR_INVALID, _("there is no option %s here"), argv[i]);
		} else if (out->word_count >= c->words_max || out->word_count >= COMMAND_WORD_MAX) {
			return fault_set(f, ERR_INVALID, _("'%s' is a word too many"), argv[i]);
		} else {
			out->words[out->word_count++] = argv[i];
		}
	}
	if (!out->help && out->word_count < c->words_min)
		return fault_set(f, ERR_INVALID, _("it wants: %s"), _(c->words));
	return 0;
}

const char *args_get(const struct args *a, const char *name)
{
	const struct option_row *rows = a->command->options;

	for (size_t i = 0; rows && rows[i].name; i++) {
		if (strcmp(rows[i].name, name) == 0)
			return a->values[i];
	}
	return NULL;
}

bool args_has(const struct args *a, const char *name)
{
	return args_get(a, name) != NULL;
}

int args_number(const struct args *a, const char *name, int64_t low, int64_t high, int64_t fallback,
		int64_t *out, struct fault *f)
{
	const char *text = args_get(a, name);
	char *end = NULL;

	*out = fallback;
	if (!text)
		return 0;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (errno || end == text || *end || value < low || value > high)
		return fault_set(f, ERR_INVALID,
				 _("--%s wants a whole number from %lld to %lld, not '%s'"), name,
				 (long long)low, (long long)high, text);
	*out = value;
	return 0;
}

static int take_day(const struct args *a, const char *name, int32_t *day, bool *given,
		    struct fault *f)
{
	const char *text = args_get(a, name);

	if (!text)
		return 0;
	*given = true;
	if (days_parse_day(text, day))
		return fault_set(f, ERR_INVALID, _("--%s wants a day such as 2026-11-15, not '%s'"),
				 name, text);
	return 0;
}

int args_days(const struct args *a, int32_t today, int32_t *from, int32_t *to, bool *given,
	      struct fault *f)
{
	int32_t day = 0;
	bool one = false, first = false, last = false;
	int rc = take_day(a, "day", &day, &one, f);

	*from = today;
	*to = today;
	if (!rc)
		rc = take_day(a, "from", from, &first, f);
	if (!rc)
		rc = take_day(a, "to", to, &last, f);
	if (rc)
		return rc;
	*given = one || first || last;
	if (one && (first || last))
		return fault_set(f, ERR_INVALID, _("--day and --from or --to do not go together"));
	if (one)
		*from = *to = day;
	if (last && !first)
		*from = *to;
	if (*from > *to)
		return fault_set(f, ERR_INVALID, _("--from is after --to: change them over"));
	return 0;
}

int32_t args_late_today(void)
{
	const struct clock clock = { 0 };

	return days_add(days_of(clock_now_ms(&clock)), 1);
}

int args_format(const struct args *a, enum format *out, struct fault *f)
{
	const char *text = args_get(a, "format");

	*out = FORMAT_TEXT;
	if (!text || strcmp(text, "text") == 0)
		return 0;
	if (strcmp(text, "json") == 0)
		*out = FORMAT_JSON;
	else if (strcmp(text, "csv") == 0)
		*out = FORMAT_CSV;
	else
		return fault_set(f, ERR_INVALID, _("--format is one of text, json, csv, not '%s'"),
				 text);
	return 0;
}

int args_separator(const struct args *a, char *out, struct fault *f)
{
	const char *text = args_get(a, "csv-separator");

	*out = ',';
	if (!text)
		return 0;
	if (strcmp(text, ",") != 0 && strcmp(text, ";") != 0)
		return fault_set(f, ERR_INVALID, _("--csv-separator is ',' or ';', not '%s'"),
				 text);
	*out = text[0];
	return 0;
}

int args_width(const struct args *a, size_t *out, struct fault *f)
{
	int64_t width = 0;
	int rc = args_number(a, "width", WIDTH_MIN_CELLS, WIDTH_MAX_CELLS, 0, &width, f);

	*out = width ? (size_t)width : output_width_cells();
	return rc;
}
