/*
 * roster_list - dogs and volunteers as text, JSON and CSV.
 *
 * `list` is for reading: a dog's state and its walks of today are with it. `export`
 * is the roster alone, in the columns that import takes.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/commands/listing.h"

int listing_begin(struct listing *l, const struct table_column *columns, size_t count)
{
	if (count > LISTING_COLUMNS)
		return ERR_NOMEM;
	memcpy(l->columns, columns, count * sizeof(*columns));
	/* Nobody in it is archived unless that was asked for. */
	for (size_t i = 0; i < count && !l->all; i++) {
		if (strcmp(columns[i].name ? columns[i].name : "", "archived") == 0)
			l->columns[i].title = NULL;
	}
	l->table = table_new(l->columns, count);
	return l->table ? 0 : ERR_NOMEM;
}

int listing_set(struct listing *l, const char *name, struct jdoc *value)
{
	if (!value)
		return ERR_NOMEM;
	if (GROW(l, member) != 0) {
		jdoc_free(&value);
		return ERR_NOMEM;
	}
	l->members[l->member_count++] = (struct listing_member){ l->rows, name, value };
	return 0;
}

struct jdoc *listing_ids(const char *ids)
{
	struct jdoc *list = jdoc_new_array();

	while (list && *ids) {
		size_t len = strcspn(ids, " ");
		char id[DOG_ID_SIZE];

		snprintf(id, sizeof(id), "%.*s", (int)len, ids);
		if (jdoc_add(list, jdoc_new_string(id)))
			jdoc_free(&list);
		ids += len + (ids[len] == ' ');
	}
	return list;
}

void listing_add_id(char *ids, size_t size, const char *id)
{
	const size_t used = strlen(ids);

	if (used + strlen(id) + 2 <= size)
		snprintf(ids + used, size - used, "%s%s", used ? " " : "", id);
}

static int write_json(struct listing *l)
{
	struct jdoc *rows = table_json(l->table);
	int failed = !rows;

	for (size_t i = 0; !failed && i < l->member_count; i++) {
		struct listing_member *m = &l->members[i];

		failed = jdoc_set(jdoc_at(rows, m->row), m->name, m->value);
		m->value = NULL;
	}
	if (failed)
		jdoc_free(&rows);
	if (!l->json)
		return output_json(&rows);
	*l->json = rows;
	return rows ? 0 : ERR_NOMEM;
}

int listing_write(struct listing *l, enum format format)
{
	return format == FORMAT_JSON ? write_json(l) : output_table(l->table, format);
}

void listing_clear(struct listing *l)
{
	for (size_t i = 0; i < l->member_count; i++)
		jdoc_free(&l->members[i].value);
	free(l->members);
	table_free(&l->table);
}

int command_roster_list(const struct args *a)
{
	enum format format = FORMAT_TEXT;
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	struct listing l = { .database = &d, .all = args_has(a, "all") };

	if (args_format(a, &format, &f))
		return command_refuse(a, &f);
	l.roster_only = strcmp(a->command->name, "export") == 0;
	if (l.roster_only)
		format = FORMAT_CSV;
	int rc = database_open(a, &d, &f);
	if (!rc)
		rc = a->command->subject == ROSTER_DOGS ? listing_dogs(&l, format)
							: listing_volunteers(&l, format);
	listing_clear(&l);
	return database_close(&d, rc, &f);
}
