/*
 * command - the one table of commands, and what they share: options, exit codes, output.
 *
 * The table is the only list: help, the parser, the manual's test and main() read
 * it. A command either has verbs (`paseo dogs list`) or a function of its own.
 * Everything a command prints goes through output_*, so that no control character of
 * a name reaches a terminal and a write that fails is noticed.
 */
#ifndef PASEO_COMMANDS_COMMAND_H
#define PASEO_COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/base/path.h"

#define COMMAND_OPTION_MAX 20
#define COMMAND_WORD_MAX 500

/* What the process ends with. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* One --option; value NULL: a flag without one. Tables end with a NULL name. */
struct option_row {
	const char *name;
	const char *value;
	const char *meaning;
};

struct args;

struct command {
	const char *name;
	const char *words; /* after the name: "ID NAME"; "" for none */
	size_t words_min;
	size_t words_max;
	const char *summary;
	const char *more;		  /* lines below it in the help; NULL: none */
	const struct option_row *options; /* NULL: none */
	const struct command *verbs;	  /* ended by a NULL name; NULL: none */
	int (*run)(const struct args *a);
	bool database; /* takes --db FILE */
	bool later;    /* comes with a later version: not listed, answered in one line */
	int subject;   /* for functions that serve several commands, such as a roster_kind */
};

/* A command line taken apart; everything is borrowed from argv and the tables. */
struct args {
	const struct command *group; /* "dogs" of `dogs list`, else NULL */
	const struct command *command;
	const char *db; /* --db, or NULL */
	const char
		*values[COMMAND_OPTION_MAX]; /* as command->options; NULL: not given; flags: "" */
	size_t word_count;
	const char *words[COMMAND_WORD_MAX];
	bool help;
};

extern const struct command commands[]; /* ended by a NULL name */
extern const struct option_row command_db_option;

const struct command *command_find(const struct command *table, const char *name);
/* Run the command line behind the program's name. Returns what the process exits with. */
int command_main(int argc, char **argv);

/* The help of all commands, of one (group NULL), of a verb; malloc'ed, NULL: no memory. */
char *command_help_all(void);
char *command_help(const struct command *group, const struct command *c);

/* Take words and options apart for a command. ERR_INVALID: the fault says what is wrong. */
int args_parse(const struct command *group, const struct command *c, int argc, char **argv,
	       struct args *out, struct fault *f);
/* The value of an option, NULL when it was not given. */
const char *args_get(const struct args *a, const char *name);
bool args_has(const struct args *a, const char *name);
/* A whole number from low to high; fallback where the option was not given. */
int args_number(const struct args *a, const char *name, int64_t low, int64_t high, int64_t fallback,
		int64_t *out, struct fault *f);
/* The days that --day, --from and --to choose; both are today where none is given. *given: was
 * any. ERR_INVALID: the fault says why. */
int args_days(const struct args *a, int32_t today, int32_t *from, int32_t *to, bool *given,
	      struct fault *f);

/* A day that is today or later in every zone: for looking at options before the database's zone
 * is known. */
int32_t args_late_today(void);

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV };
int args_format(const struct args *a, enum format *out, struct fault *f);

/* One line "paseo: ..." on standard error. Return EXIT_FAILED and EXIT_USAGE. */
int command_fail(const struct fault *f);
int command_refuse(const struct args *a, const struct fault *f);
/* The same without an exit code, for what is worth saying and no failure. */
void command_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The functions of the table. */
int command_board(const struct args *a);
int command_demo(const struct args *a);
int command_station(const struct args *a);
int command_send(const struct args *a);
int command_log(const struct args *a);
int command_report(const struct args *a);
int command_history(const struct args *a);
int command_roster_list(const struct args *a);
int command_roster_add(const struct args *a);
int command_roster_edit(const struct args *a);
int command_roster_archive(const struct args *a);
int command_roster_import(const struct args *a);
int command_dogs_pair(const struct args *a);
int command_dogs_unpair(const struct args *a);
int command_dogs_hold(const struct args *a);
int command_dogs_lift(const struct args *a);
int command_tags_list(const struct args *a);
int command_tags_assign(const struct args *a);
int command_tags_release(const struct args *a);
int command_tags_labels(const struct args *a);
int command_settings_list(const struct args *a);
int command_settings_get(const struct args *a);
int command_settings_set(const struct args *a);
int command_tokens_list(const struct args *a);
int command_tokens_add(const struct args *a);
int command_tokens_revoke(const struct args *a);
int command_decisions_list(const struct args *a);
int command_decisions_answer(const struct args *a);
int command_close(const struct args *a);
int command_rules_check(const struct args *a);
int command_rules_test(const struct args *a);
int command_verify(const struct args *a);

#endif
