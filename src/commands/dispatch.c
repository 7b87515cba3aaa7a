/*
 * dispatch - from the words after the program's name to a function of the table.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/commands/command.h"
#include "paseo/commands/output.h"

static void write_error(const char *who, const char *text, const char *after)
{
	char clean[FAULT_SIZE * 3];

	fflush(stdout);
	text_clean(clean, sizeof(clean), text, strlen(text));
	fprintf(stderr, "%s: %s%s\n", who, clean, after);
}

int command_fail(const struct fault *f)
{
	write_error("paseo",
		    f->text[0] ? f->text
			       : _("it did not work: look at the log beside the database"),
		    "");
	return EXIT_FAILED;
}

int command_refuse(const struct args *a, const struct fault *f)
{
	char who[64], after[96];
	const char *group = a && a->group ? a->group->name : "";
	const char *name = a && a->command ? a->command->name : "";

	snprintf(who, sizeof(who), "paseo%s%s%s%s", group[0] ? " " : "", group, name[0] ? " " : "",
		 name);
	snprintf(after, sizeof(after), " (%s --help)", who);
	write_error(who, f->text, after);
	return EXIT_USAGE;
}

void command_note(const char *format, ...)
{
	char text[FAULT_SIZE];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	write_error("paseo", text, "");
}

static int print_help(char *text)
{
	if (!text)
		return EXIT_FAILED;
	output_text(text);
	free(text);
	return output_finish() ? EXIT_FAILED : EXIT_DONE;
}

static int say_later(const char *group, const char *name)
{
	fprintf(stderr, _("paseo %s%s%s comes with a later version\n"), group, group[0] ? " " : "",
		name);
	return EXIT_FAILED;
}

static int run_command(const struct command *group, const struct command *c, const char *db,
		       int argc, char **argv)
{
	struct args a;
	struct fault f = { "" };

	if (args_parse(group, c, argc, argv, &a, &f))
		return command_refuse(&a, &f);
	if (a.help)
		return print_help(command_help(group, c));
	if (!a.db)
		a.db = db;
	if (!a.db || c->database)
		return c->run(&a);
	/* `paseo --db FILE demo`: the demo's --db is its own. */
	for (size_t i = 0; c->options && c->options[i].name; i++) {
		if (strcmp(c->options[i].name, "db") == 0 && !a.values[i])
			a.values[i] = a.db;
	}
	return c->run(&a);
}

/* Take "--db FILE" at argv[0]: how many arguments that is, 0 when it is something else. */
static int take_db(int argc, char **argv, const char **db)
{
	if (argc > 0 && strncmp(argv[0], "--db=", 5) == 0) {
		*db = argv[0] + 5;
		return 1;
	}
	if (argc > 1 && strcmp(argv[0], "--db") == 0) {
		*db = argv[1];
		return 2;
	}
	return 0;
}

static int run_group(const struct command *group, const char *db, int argc, char **argv)
{
	struct args a = { .command = group };
	struct fault f = { "" };
	int used = take_db(argc, argv, &db);

	argc -= used;
	argv += used;
	if (argc > 0 && strcmp(argv[0], "--help") == 0)
		return print_help(command_help(NULL, group));
	if (argc == 0) {
		fault_set(&f, ERR_INVALID, _("say which: paseo %s %s ..."), group->name,
			  group->verbs[0].name);
		return command_refuse(&a, &f);
	}
	const struct command *verb = command_find(group->verbs, argv[0]);
	if (!verb) {
		fault_set(&f, ERR_INVALID, _("there is no '%s' here"), argv[0]);
		return command_refuse(&a, &f);
	}
	if (verb->later)
		return say_later(group->name, verb->name);
	return run_command(group, verb, db, argc - 1, argv + 1);
}

int command_main(int argc, char **argv)
{
	struct fault f = { "" };
	const char *db = NULL;
	int at = 1 + take_db(argc - 1, argv + 1, &db);

	if (at < argc && strcmp(argv[at], "--help") == 0)
		return print_help(command_help_all());
	if (at < argc && strcmp(argv[at], "--version") == 0) {
		output_text("paseo " PACKAGE_VERSION);
		return output_finish() ? EXIT_FAILED : EXIT_DONE;
	}
	if (at >= argc || argv[at][0] == '-')
		return run_command(NULL, &commands[0], db, argc - at, argv + at);
	const struct command *c = command_find(commands, argv[at]);
	if (!c) {
		fault_set(&f, ERR_INVALID, _("there is no command '%s'"), argv[at]);
		return command_refuse(NULL, &f);
	}
	at++;
	if (c->later)
		return say_later("", c->name);
	if (c->verbs)
		return run_group(c, db, argc - at, argv + at);
	return run_command(NULL, c, db, argc - at, argv + at);
}
