/*
 * commands - the only list of commands, their words and their options.
 */
#include <config.h>

#include <string.h>

#include "paseo/base/language.h"
#include "paseo/brain/roster.h"
#include "paseo/commands/command.h"

/* clang-format off */
#define OPTION_FORMAT { "format", N_("text|json|csv"), N_("how it is written [text]") }
#define OPTION_DAYS \
	{ "day", N_("DAY"), N_("one day, such as 2026-11-15 [today]") }, \
	{ "from", N_("DAY"), N_("several days, from this one") }, \
	{ "to", N_("DAY"), N_("to this one, which is included [today]") }
#define OPTION_DOG_FIELDS \
	{ "kennel", N_("TEXT"), N_("its kennel") }, \
	{ "zone", N_("TEXT"), N_("the part of the shelter it lives in") }, \
	{ "level", N_("LEVEL"), N_("who may walk it: green, yellow or red, or the shelter's own") }, \
	{ "traits", N_("TRAITS"), N_("reactive, heat, escape or your own, separated by spaces") }, \
	{ "target-min", N_("MINUTES"), N_("minutes it should walk a day") }, \
	{ "limit-min", N_("MINUTES"), N_("its longest walk in minutes") }, \
	{ "note", N_("TEXT"), N_("how to handle it") }, \
	{ "tag", N_("CODES"), N_("tags to bind to it, separated by spaces") }
#define OPTION_VOLUNTEER_FIELDS \
	{ "level", N_("LEVEL"), N_("dogs up to it: green, yellow or red, or the shelter's own") }, \
	{ "phone", N_("TEXT"), N_("where to call when the dog is late") }, \
	{ "badge", N_("CODES"), N_("badges to bind, separated by spaces") }
#define OPTION_NAME { "name", N_("NAME"), N_("the name") }
#define OPTION_END { NULL, NULL, NULL }

static const struct option_row demo_options[] = {
	{ "db", N_("FILE"), N_("keep the made-up shelter in this file, which must not exist yet") },
	OPTION_END
};

static const struct option_row station_options[] = {
	{ "socket-mode", N_("MODE"), N_("who may send to the socket, such as 0660 [0600]") },
	{ "socket-group", N_("GROUP"), N_("the group that the socket belongs to") },
	OPTION_END
};

static const struct option_row send_options[] = {
	{ "dog", N_("ID"), N_("the dog") },
	{ "tag", N_("CODE"), N_("the tag that was read, instead of a dog") },
	{ "action", N_("ACTION"), N_("exit, entry, scan, retract, amend, answer, recall or close [scan]") },
	{ "volunteer", N_("ID"), N_("who walks; alone: a badge read by hand; else who says so") },
	{ "time", N_("TIME"), N_("when, such as 2026-11-15T10:30:00+01:00 [now]") },
	{ "id", N_("ID"), N_("your own id for the event: sent twice it counts once") },
	{ "of", N_("ID"), N_("the event that is undone, corrected or answered") },
	{ "go", NULL, N_("answer: let it go out; recall: everyone comes back") },
	{ "no", NULL, N_("answer: no; recall: it is over") },
	{ "day", N_("DAY"), N_("close: the day that is closed, such as 2026-11-15 [today]") },
	{ "reason", N_("TEXT"), N_("why, for an answer, a correction or a recall") },
	{ "source", N_("SOURCE"), N_("nfc, qr, barcode, camera, keyboard, api or ai [api]") },
	{ "confidence", N_("NUMBER"), N_("how sure, from 0 to 1") },
	{ "station", N_("NAME"), N_("which station says so") },
	{ "reader", N_("NAME"), N_("which reader read it") },
	{ "estimated", NULL, N_("nobody measured this time") },
	OPTION_END
};

static const struct option_row log_options[] = {
	{ "since", N_("SEQ"), N_("only events after this sequence number") },
	{ "limit", N_("N"), N_("so many events at the most") },
	{ "day", N_("DAY"), N_("only those of one day, such as 2026-11-15") },
	{ "from", N_("DAY"), N_("only those of several days, from this one") },
	{ "to", N_("DAY"), N_("to this one, which is included [today]") },
	{ "follow", NULL, N_("go on with what comes, until Ctrl-C") },
	OPTION_END
};

static const struct option_row report_options[] = {
	OPTION_DAYS,
	OPTION_FORMAT,
	{ "width", N_("N"), N_("cells of a line [the terminal's, else 80]") },
	OPTION_END
};

static const struct option_row close_options[] = {
	{ "day", N_("DAY"), N_("the day that is closed, such as 2026-11-15 [today]") },
	{ "by", N_("VOLUNTEER"), N_("who closes it") },
	OPTION_END
};

static const struct option_row history_options[] = {
	{ "day", N_("DAY"), N_("one day, such as 2026-11-15") },
	{ "from", N_("DAY"), N_("several days, from this one") },
	{ "to", N_("DAY"), N_("to this one, which is included [today]") },
	{ "all", NULL, N_("every day on record, not only the last 30") },
	OPTION_FORMAT,
	OPTION_END
};

static const struct option_row list_options[] = {
	OPTION_FORMAT,
	{ "all", NULL, N_("the archived ones too") },
	OPTION_END
};

static const struct option_row format_options[] = { OPTION_FORMAT, OPTION_END };
static const struct option_row all_options[] = {
	{ "all", NULL, N_("the archived ones too") }, OPTION_END
};
static const struct option_row import_options[] = {
	{ "skip-bad", NULL, N_("leave bad lines out and take the rest") }, OPTION_END
};
static const struct option_row move_options[] = {
	{ "move", NULL, N_("take the code from the one who has it") }, OPTION_END
};
static const struct option_row token_options[] = {
	{ "may", N_("send,read"), N_("what it may do: send events, read, or both") }, OPTION_END
};
static const struct option_row label_options[] = {
	{ "output", N_("FILE"), N_("FILE.pdf, or FILE.svg (then a file a page: FILE-2.svg ...)") },
	{ "kind", N_("KIND"), N_("dogs, kennels (cards), badges (of volunteers) or commands [dogs]") },
	{ "code", N_("CODE"), N_("qr or code128 [qr]") },
	{ "sheet", N_("NAME"), N_("the A4 label sheet, such as 3x8, 2x7 or 5x13") },
	{ "start", N_("N"), N_("the first free label of the sheet [1]") },
	{ "cut", NULL, N_("lines to cut along, for plain paper") },
	{ "terminal", NULL, N_("show the code of one dog here, for a telephone") },
	{ "force", NULL, N_("replace a file that is there") },
	{ "no-bind", NULL, N_("make no new codes: leave out who has none") },
	{ "dry-run", NULL, N_("say what would be done, and do nothing") },
	OPTION_END
};
static const struct option_row dog_add_options[] = { OPTION_DOG_FIELDS, OPTION_END };
static const struct option_row dog_edit_options[] = { OPTION_NAME, OPTION_DOG_FIELDS, OPTION_END };
static const struct option_row volunteer_add_options[] = { OPTION_VOLUNTEER_FIELDS, OPTION_END };
static const struct option_row volunteer_edit_options[] = {
	OPTION_NAME, OPTION_VOLUNTEER_FIELDS, OPTION_END
};

static const struct option_row pair_options[] = {
	{ "incompatible", NULL, N_("they must not meet") },
	{ "bonded", NULL, N_("they go out together") },
	OPTION_END
};
static const struct option_row hold_options[] = {
	{ "reason", N_("TEXT"), N_("why; it is needed") },
	{ "until", N_("DAY"), N_("the last day of it, such as 2026-11-30 [until it is lifted]") },
	{ "kind", N_("KIND"), N_("medical, behaviour or quarantine [medical]") },
	OPTION_END
};

static const struct option_row decision_list_options[] = {
	{ "all", NULL, N_("those too that do not wait any more") },
	OPTION_FORMAT,
	OPTION_END
};
static const struct option_row go_options[] = {
	{ "reason", N_("TEXT"), N_("why; it is needed") },
	{ "by", N_("VOLUNTEER"), N_("who decides") },
	OPTION_END
};
static const struct option_row no_options[] = {
	{ "reason", N_("TEXT"), N_("why") },
	{ "by", N_("VOLUNTEER"), N_("who decides") },
	OPTION_END
};

#define VERB(n, w, low, high, s, o, r, k) { .name = n, .words = w, .words_min = low, .words_max = high, \
	.summary = s, .options = o, .run = r, .database = true, .subject = k }
#define PLAIN_VERB(n, w, low, high, s, r) { .name = n, .words = w, .words_min = low, .words_max = high, \
	.summary = s, .run = r }
#define LATER(n) { .name = n, .words = "", .summary = "", .words_max = COMMAND_WORD_MAX, .later = true }
#define END { .name = NULL }

static const struct command dog_verbs[] = {
	VERB("list", "", 0, 0, N_("every dog, where it is, and its walks of today"),
	     list_options, command_roster_list, ROSTER_DOGS),
	VERB("add", N_("ID NAME"), 2, 2, N_("a new dog"),
	     dog_add_options, command_roster_add, ROSTER_DOGS),
	VERB("edit", N_("ID"), 1, 1, N_("change what is given, leave the rest"),
	     dog_edit_options, command_roster_edit, ROSTER_DOGS),
	VERB("archive", N_("ID"), 1, 1, N_("it has left: off the board, its walks stay"),
	     NULL, command_roster_archive, ROSTER_DOGS),
	VERB("import", N_("FILE.csv"), 1, 1, N_("take dogs from a spreadsheet; - is standard input"),
	     import_options, command_roster_import, ROSTER_DOGS),
	VERB("export", "", 0, 0, N_("write the roster as CSV, for import"),
	     all_options, command_roster_list, ROSTER_DOGS),
	VERB("pair", N_("A B"), 2, 2, N_("two dogs that must not meet, or that go together"),
	     pair_options, command_dogs_pair, 0),
	VERB("unpair", N_("A B"), 2, 2, N_("they are no pair any more"), NULL, command_dogs_unpair, 0),
	VERB("hold", N_("ID"), 1, 1, N_("it must not go out until that is lifted"),
	     hold_options, command_dogs_hold, 0),
	VERB("lift", N_("ID"), 1, 1, N_("its hold is over: it may go out again"),
	     NULL, command_dogs_lift, 0),
	END
};

static const struct command volunteer_verbs[] = {
	VERB("list", "", 0, 0, N_("every volunteer"),
	     list_options, command_roster_list, ROSTER_VOLUNTEERS),
	VERB("add", N_("ID NAME"), 2, 2, N_("a new volunteer"),
	     volunteer_add_options, command_roster_add, ROSTER_VOLUNTEERS),
	VERB("edit", N_("ID"), 1, 1, N_("change what is given, leave the rest"),
	     volunteer_edit_options, command_roster_edit, ROSTER_VOLUNTEERS),
	VERB("archive", N_("ID"), 1, 1, N_("has left: out of the lists, the walks stay"),
	     NULL, command_roster_archive, ROSTER_VOLUNTEERS),
	VERB("import", N_("FILE.csv"), 1, 1, N_("take volunteers from a spreadsheet; - is standard input"),
	     import_options, command_roster_import, ROSTER_VOLUNTEERS),
	VERB("export", "", 0, 0, N_("write the roster as CSV, for import"),
	     all_options, command_roster_list, ROSTER_VOLUNTEERS),
	END
};

static const struct command tag_verbs[] = {
	VERB("list", "", 0, 0, N_("every tag and whose it is"), format_options, command_tags_list, 0),
	VERB("assign", N_("CODE ID"), 2, 2, N_("bind a code to a dog or a volunteer"),
	     move_options, command_tags_assign, 0),
	VERB("release", N_("CODE"), 1, 1, N_("the code is nobody's again"), NULL, command_tags_release, 0),
	VERB("labels", N_("[ID...]"), 0, COMMAND_WORD_MAX,
	     N_("sheets of codes to print, for the dogs named or for all"),
	     label_options, command_tags_labels, 0),
	LATER("write"),
	END
};

static const struct command token_verbs[] = {
	VERB("list", "", 0, 0, N_("every token that holds, and what it may do"),
	     format_options, command_tokens_list, 0),
	VERB("add", N_("NAME"), 1, 1, N_("make one and show it, this once"),
	     token_options, command_tokens_add, 0),
	VERB("revoke", N_("NAME"), 1, 1, N_("it holds no longer, from now on"),
	     NULL, command_tokens_revoke, 0),
	END
};

static const struct command settings_verbs[] = {
	VERB("list", "", 0, 0, N_("every setting, its value and what it means"),
	     format_options, command_settings_list, 0),
	VERB("get", N_("KEY"), 1, 1, N_("the value of one"), NULL, command_settings_get, 0),
	VERB("set", N_("KEY VALUE"), 2, 2, N_("change one, from now on"), NULL, command_settings_set, 0),
	END
};

static const struct command decision_verbs[] = {
	VERB("list", "", 0, 0, N_("what waits for a person, and why"),
	     decision_list_options, command_decisions_list, 0),
	VERB("go", N_("ID"), 1, 1, N_("let it: ID is the event's, its number, or the dog's"),
	     go_options, command_decisions_answer, 0),
	VERB("no", N_("ID"), 1, 1, N_("it stays as it is"), no_options, command_decisions_answer, 0),
	END
};

static const struct command rules_verbs[] = {
	PLAIN_VERB("check", N_("FILE"), 1, 1,
		   N_("name each rule that cannot be used, and why; count the good ones"), command_rules_check),
	PLAIN_VERB("test", N_("FILE"), 1, 1,
		   N_("print the rules that an event from standard input matches, and their targets"),
		   command_rules_test),
	END
};

/* The first is what `paseo` without a word does. */
const struct command commands[] = {
	{ .name = "board", .words = "", .run = command_board, .database = true,
	  .summary = N_("the gate desk: the board on this terminal (what paseo alone does)") },
	{ .name = "demo", .words = "", .run = command_demo, .options = demo_options,
	  .summary = N_("the same with a made-up shelter in the middle of a Sunday") },
	{ .name = "station", .words = "", .run = command_station, .options = station_options,
	  .database = true,
	  .summary = N_("the desk without a screen: a service that takes events") },
	{ .name = "send", .words = "", .run = command_send, .options = send_options, .database = true,
	  .summary = N_("send events: JSON lines from standard input, or one from options") },
	{ .name = "log", .words = "", .run = command_log, .options = log_options, .database = true,
	  .summary = N_("the events that are stored, and live what comes, as JSON lines") },
	{ .name = "report", .words = "", .run = command_report, .options = report_options,
	  .database = true,
	  .summary = N_("the day: walks of every dog, not walked, still out, warnings") },
	{ .name = "history", .words = N_("DOG|VOLUNTEER"), .words_min = 1, .words_max = 1,
	  .run = command_history, .options = history_options, .database = true,
	  .summary = N_("walks of a dog or a volunteer, with what was corrected") },
	{ .name = "dogs", .words = "", .verbs = dog_verbs, .database = true,
	  .summary = N_("the dogs of the shelter: list and change them") },
	{ .name = "volunteers", .words = "", .verbs = volunteer_verbs, .database = true,
	  .summary = N_("the people who walk them: list and change them") },
	{ .name = "tags", .words = "", .verbs = tag_verbs, .database = true,
	  .summary = N_("the codes on collars, cards and badges, and whose they are") },
	{ .name = "tokens", .words = "", .verbs = token_verbs, .database = true,
	  .summary = N_("who may speak to the station over HTTP") },
	{ .name = "settings", .words = "", .verbs = settings_verbs, .database = true,
	  .summary = N_("limits and policies that judgement depends on") },
	{ .name = "decisions", .words = "", .verbs = decision_verbs, .database = true,
	  .summary = N_("movements that wait for a person: list and answer them") },
	{ .name = "close", .words = N_("[DOG[=HH:MM]]..."), .words_max = COMMAND_WORD_MAX,
	  .run = command_close, .options = close_options, .database = true,
	  .summary = N_("the closing roll call: each dog that is out, seen or not; closes the day"),
	  .more = N_("A word for each dog that was seen in its kennel:\n"
		     "p-001 it came back now, p-001=18:30 it came back then, p-001~18:30 about then.\n"
		     "All others are still out. On a terminal, without a word, each dog is asked for.\n"
		     "A word that cannot be so changes nothing at all. The report follows.") },
	{ .name = "rules", .words = "", .verbs = rules_verbs,
	  .summary = N_("which events go where: look at a rules file") },
	{ .name = "verify", .words = "", .run = command_verify, .database = true,
	  .summary = N_("work everything out again from the events and compare") },
	LATER("view"), LATER("stats"), LATER("readers"),
	LATER("doctor"), LATER("backup"), LATER("restore"),
	END
};
/* clang-format on */

const struct command *command_find(const struct command *table, const char *name)
{
	for (const struct command *c = table; c->name; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}
