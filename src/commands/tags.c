/*
 * tags - whose a code is: a dog's or a volunteer's.
 */
#include <config.h>

#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/names.h"
#include "paseo/report/table.h"

static const struct table_column columns[] = {
	{ .title = N_("code"), .name = "code", .shrinks = true },
	{ .title = N_("of"), .name = "to" },
	{ .title = N_("name"), .name = "name", .shrinks = true },
	{ .title = N_("kind"), .name = NULL },
	{ .title = NULL, .name = "kind" },
};

struct listing {
	struct table *table;
	struct names *names;
};

static int add_tag(void *ctx, const struct tag *t)
{
	struct listing *l = ctx;

	if (t->to[0] == '\0')
		return 0;
	const char *dog = names_find(l->names, ROSTER_DOGS, t->to);
	const char *person = dog ? NULL : names_find(l->names, ROSTER_VOLUNTEERS, t->to);
	return table_add(l->table, t->code, t->to,
			 dog	  ? dog
			 : person ? person
				  : "",
			 dog ? _("dog") : _("volunteer"), dog ? "dog" : "volunteer");
}

int command_tags_list(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	struct listing l = { NULL, NULL };
	enum format format = FORMAT_TEXT;
	char separator = ',';

	if (args_format(a, &format, &f) || args_separator(a, &separator, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	if (!rc)
		rc = names_read(d.reader, &l.names);
	if (!rc) {
		l.table = table_new(columns, sizeof(columns) / sizeof(columns[0]));
		rc = l.table ? reader_tags(d.reader, add_tag, &l) : ERR_NOMEM;
	}
	if (!rc)
		rc = output_table(l.table, format, separator);
	table_free(&l.table);
	names_free(&l.names);
	return database_close(&d, rc, &f);
}

static int refuse_bytes(const struct args *a, struct fault *f)
{
	fault_set(f, ERR_INVALID, _("the code or the id is no UTF-8 text: write it in UTF-8"));
	return command_refuse(a, f);
}

int command_tags_assign(const struct args *a)
{
	struct fault f = { "" };
	struct jdoc *tag = jdoc_new_object();

	if (!tag || jdoc_set(tag, "code", jdoc_new_string(a->words[0])) ||
	    jdoc_set(tag, "to", jdoc_new_string(a->words[1])) ||
	    (args_has(a, "move") && jdoc_set(tag, "move", jdoc_new_bool(true)))) {
		jdoc_free(&tag);
		return refuse_bytes(a, &f);
	}
	return database_change(a, "tags", database_list(tag), &f) ? command_fail(&f) : EXIT_DONE;
}

int command_tags_release(const struct args *a)
{
	struct fault f = { "" };
	struct jdoc *code = jdoc_new_string(a->words[0]);

	if (!code)
		return refuse_bytes(a, &f);
	return database_change(a, "release", database_list(code), &f) ? command_fail(&f)
								      : EXIT_DONE;
}
