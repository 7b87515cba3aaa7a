/*
 * settings - what judgement depends on: read from the database, changed through an event.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/brain/settings.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/table.h"

#define MARGIN_CELLS 4

static const struct table_column columns[] = {
	{ .title = N_("key"), .name = "key" },
	{ .title = N_("value"), .name = "value", .shrinks = true },
	{ .title = N_("meaning"), .name = "meaning", .shrinks = true },
};

static int fill_table(struct table *t, const struct settings *s)
{
	for (size_t i = 0; i < settings_count(); i++) {
		const struct setting_row *row = settings_row(i);
		char value[SETTING_VALUE_SIZE] = "";
		settings_get(s, row->key, value);
		int rc = table_add(t, row->key, value, _(row->meaning));
		if (rc)
			return rc;
	}
	return 0;
}

/* Cells of the longest line of the table. */
static size_t table_cells(const struct settings *s)
{
	size_t widest[3] = { 0, 0, 0 };

	for (size_t i = 0; i < settings_count(); i++) {
		const struct setting_row *row = settings_row(i);
		char value[SETTING_VALUE_SIZE] = "";

		settings_get(s, row->key, value);
		const char *const cells[3] = { row->key, value, _(row->meaning) };
		for (size_t k = 0; k < 3; k++) {
			const size_t width = text_width_cells(cells[k]);

			widest[k] = width > widest[k] ? width : widest[k];
		}
	}
	return widest[0] + widest[1] + widest[2] + 4;
}

/* For a terminal that is too narrow for the table: what a setting means stands below it. */
static void write_list(const struct settings *s, size_t width_cells)
{
	for (size_t i = 0; i < settings_count(); i++) {
		const struct setting_row *row = settings_row(i);
		char line[SETTING_VALUE_SIZE + 64], value[SETTING_VALUE_SIZE] = "";

		settings_get(s, row->key, value);
		snprintf(line, sizeof(line), "%s = %s", row->key, value);
		output_text(line);
		output_wrapped(_(row->meaning), MARGIN_CELLS, width_cells);
	}
}

int command_settings_list(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	enum format format = FORMAT_TEXT;
	char separator = ',';
	struct table *t = NULL;
	const size_t width = output_width_cells();

	if (args_format(a, &format, &f) || args_separator(a, &separator, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	if (!rc) {
		t = table_new(columns, sizeof(columns) / sizeof(columns[0]));
		rc = t ? fill_table(t, &d.settings) : ERR_NOMEM;
	}
	if (!rc && format == FORMAT_TEXT && width && table_cells(&d.settings) > width)
		write_list(&d.settings, width);
	else if (!rc)
		rc = output_table(t, format, separator);
	table_free(&t);
	return database_close(&d, rc, &f);
}

int command_settings_get(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	char value[SETTING_VALUE_SIZE] = "";
	int rc = database_open(a, &d, &f);

	if (!rc)
		rc = settings_get(&d.settings, a->words[0], value);
	if (!rc)
		output_line(value, strlen(value));
	else if (rc == ERR_NOT_FOUND && !f.text[0])
		fault_set(&f, rc, _("there is no setting '%s': see paseo settings list"),
			  a->words[0]);
	return database_close(&d, rc, &f);
}

int command_settings_set(const struct args *a)
{
	struct fault f = { "" };
	const char *key = a->words[0], *value = a->words[1];
	struct jdoc *d = NULL;

	int rc = 0;
	/* A station with a zone that does not exist would not start again. */
	if (strcmp(key, "zone") == 0 && days_set_zone(value))
		rc = fault_set(&f, ERR_INVALID,
			       _("there is no zone '%s' here: one such as Europe/Madrid"), value);
	if (!rc) {
		d = jdoc_new_object();
		if (d && jdoc_set(d, key, jdoc_new_string(value)))
			jdoc_free(&d);
		rc = database_change(a, "settings", d, &f);
	}
	return rc ? command_fail(&f) : EXIT_DONE;
}
