/*
 * roster - changes to dogs and volunteers, from options.
 *
 * One code for both: the command's subject is the roster_kind. Every change is one
 * roster event, taken whole or not at all.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"

static enum roster_kind kind_of(const struct args *a)
{
	return (enum roster_kind)a->command->subject;
}

static const char *list_name(enum roster_kind k)
{
	return k == ROSTER_DOGS ? "dogs" : "volunteers";
}

/* The option of a column: "target_min" is --target-min. NULL: not given. */
static const char *column_option(const struct args *a, const char *column)
{
	char name[32];
	size_t i = 0;

	for (; i < sizeof(name) - 1 && column[i]; i++)
		name[i] = column[i] == '_' ? '-' : column[i];
	name[i] = '\0';
	return args_get(a, name);
}

/* How many fields the options set; negative: a value is no UTF-8 text, or no memory. */
static int add_fields(const struct args *a, struct jdoc *entry)
{
	int count = 0;

	for (const char *const *c = roster_columns(kind_of(a)); *c; c++) {
		const char *value = column_option(a, *c);
		if (!value)
			continue;
		if (jdoc_set(entry, *c, jdoc_new_string(value)))
			return ERR_INVALID;
		count++;
	}
	return count;
}

static int send_entry(const struct args *a, struct jdoc *entry, int fields, struct fault *f)
{
	if (!entry || fields < 0) {
		jdoc_free(&entry);
		fault_set(f, ERR_INVALID,
			  _("a word or an option is no UTF-8 text: write it in UTF-8"));
		return command_refuse(a, f);
	}
	return database_change(a, list_name(kind_of(a)), database_list(entry), f) ? command_fail(f)
										  : EXIT_DONE;
}

int command_roster_add(const struct args *a)
{
	struct fault f = { "" };
	struct jdoc *entry = jdoc_new_object();
	int fields = ERR_NOMEM;

	if (entry && jdoc_set(entry, "id", jdoc_new_string(a->words[0])) == 0 &&
	    jdoc_set(entry, "name", jdoc_new_string(a->words[1])) == 0 &&
	    jdoc_set(entry, "new", jdoc_new_bool(true)) == 0)
		fields = add_fields(a, entry);
	return send_entry(a, entry, fields, &f);
}

int command_roster_edit(const struct args *a)
{
	struct fault f = { "" };
	struct jdoc *entry = jdoc_new_object();
	int fields = ERR_NOMEM;

	if (entry && jdoc_set(entry, "id", jdoc_new_string(a->words[0])) == 0 &&
	    jdoc_set(entry, "edit", jdoc_new_bool(true)) == 0)
		fields = add_fields(a, entry);
	if (fields == 0) {
		jdoc_free(&entry);
		fault_set(&f, ERR_INVALID, _("say what to change, such as --name NAME"));
		return command_refuse(a, &f);
	}
	return send_entry(a, entry, fields, &f);
}

/* The event takes any id: `dogs archive` must not send a volunteer away. */
static int find_id(const struct args *a, struct fault *f)
{
	struct database d = { .reader = NULL };
	struct dog dog = { .archived = false };
	struct dog_now now;
	struct volunteer volunteer = { .archived = false };
	int rc = database_open(a, &d, f);

	if (!rc)
		rc = kind_of(a) == ROSTER_DOGS ? database_dog(&d, a->words[0], &dog, &now, f)
					       : database_volunteer(&d, a->words[0], &volunteer, f);
	reader_close(&d.reader);
	if (!rc && (dog.archived || volunteer.archived))
		rc = fault_set(f, ERR_EXISTS, _("'%s' is archived already: there is nothing to do"),
			       a->words[0]);
	return rc;
}

int command_roster_archive(const struct args *a)
{
	struct fault f = { "" };
	int rc = find_id(a, &f);

	if (!rc)
		rc = database_change(a, "archive", database_list(jdoc_new_string(a->words[0])), &f);
	return rc ? command_fail(&f) : EXIT_DONE;
}
