#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/path.h"
#include "paseo/base/text.h"
#include "paseo/board/asking.h"
#include "paseo/board/layout.h"
#include "paseo/board/panel_acts.h"
#include "paseo/board/panels.h"
#include "paseo/board/send.h"
#include "paseo/brain/roster_csv.h"
#include "paseo/report/day.h"
#include "paseo/store/reader.h"

#define CSV_MAX ((size_t)4 * 1024 * 1024) /* bytes of a roster file */
#define FAULTS_SIZE 4096
#define LOOK_MS 700 /* that a person needs to see that a decision is another one */
#define REPORT_WAIT_MS (2 * SECOND_MS) /* longest that the database is waited for */

static void undo(struct console *d, const struct recent *r)
{
	d->ui.undo_sent = r->seq;
	send_retract(d, r);
}

void panel_acts_undo(struct console *d)
{
	const struct recent *last = model_last_movement(&d->model, d->now_ms, d->ui.undo_sent);

	console_open(d, PANEL_UNDO);
	if (last)
		undo(d, last);
	else
		console_say(d, RESULT_IGNORED, _("NOTHING TO UNDO"), "%s", "");
}

static void enter_undo(struct console *d)
{
	const struct recent *list[CONSOLE_UNDO_MAX];
	size_t count = model_movements(&d->model, d->now_ms, list, CONSOLE_UNDO_MAX);
	const struct recent *r = d->ui.choice < count ? list[d->ui.choice] : NULL;

	if (!r)
		return;
	if (r->undone)
		console_say(d, RESULT_IGNORED, _("UNDONE ALREADY"), "%s",
			    model_name(&d->model, r->dog));
	else
		undo(d, r);
}

/* Events that the board has shown and the database has not yet. */
static uint64_t events_behind(const struct console *d)
{
	struct reader *reader = NULL;
	struct fault f = { "" };
	uint64_t seq = d->model.last_seq;

	if (reader_open(d->port->db_path, &reader, &f) == 0)
		(void)reader_seq(reader, &seq);
	reader_close(&reader);
	return seq < d->model.last_seq ? d->model.last_seq - seq : 0;
}

static void show_report(struct console *d)
{
	struct day_report *report = NULL;
	struct fault f = { "" };
	char *text = NULL;
	int code = day_report_read(d->port->db_path, days_of(d->now_ms), d->now_ms, &report, &f);

	if (code == 0) {
		text = day_report_text(report, (size_t)layout_middle_cols(d->cols) - 1);
		code = text ? 0 : ERR_NOMEM;
	}
	day_report_free(&report);
	if (code != 0) {
		console_say(d, RESULT_WARNING, _("NO REPORT"), "%s",
			    f.text[0] ? _(f.text) : error_text(code));
		return;
	}
	console_open(d, PANEL_REPORT);
	d->ui.text = text;
}

void panel_acts_report_again(struct console *d)
{
	unsigned long behind = (unsigned long)events_behind(d);

	if (behind > 0 && d->now_ms < d->ui.report_by_ms)
		return;
	d->ui.report_by_ms = 0;
	show_report(d);
	if (behind > 0)
		console_say(d, RESULT_WARNING, _("REPORT BEHIND"),
			    language_plural("%lu event is not in the database yet",
					    "%lu events are not in the database yet", behind),
			    behind);
}

void panel_acts_report(struct console *d)
{
	d->ui.report_by_ms = d->now_ms + REPORT_WAIT_MS;
	panel_acts_report_again(d);
}

/* Leave the panels behind and show the decision that the list had chosen. */
static void show_decision(struct console *d)
{
	const struct decision *q = console_decision(d);
	uint64_t seq = q ? q->seq : 0;

	console_close(d);
	d->ui.decision = seq;
}

/* Who decided last here decides again, until somebody else is typed. */
static void propose_decider(struct console *d)
{
	const struct volunteer *v =
		d->ui.decider[0] ? model_volunteer(&d->model, d->ui.decider) : NULL;
	struct found found;

	if (!v)
		return;
	find_people(&d->model, v->name, &found);
	text_copy(d->ui.field[1], FIELD_SIZE, find_best(&found) >= 0 ? v->name : v->id);
}

/* Who decides, as typed; it may stay empty. False: it is nobody, or several. */
static bool take_decider(struct console *d)
{
	struct found found;
	int only;

	find_people(&d->model, d->ui.field[1], &found);
	only = find_best(&found);
	if (d->ui.field[1][0] && only < 0) {
		console_say(d, RESULT_WARNING, _("WHO DECIDES?"), "%s",
			    _("Type the name of one volunteer, or leave it empty."));
		d->ui.field_at = 1;
		return false;
	}
	text_copy(d->ui.decider, sizeof(d->ui.decider),
		  only >= 0 ? d->model.volunteers[only].id : "");
	return true;
}

void panel_acts_go(struct console *d)
{
	if (!console_decision(d)) {
		console_say(d, RESULT_IGNORED, _("NOTHING TO ANSWER"), "%s", "");
		return;
	}
	if (d->ui.panel == PANEL_REASON)
		return;
	show_decision(d);
	console_open(d, PANEL_REASON);
	propose_decider(d);
}

void panel_acts_no(struct console *d)
{
	const struct decision *q = console_decision(d);

	if (!q) {
		console_say(d, RESULT_IGNORED, _("NOTHING TO ANSWER"), "%s", "");
		return;
	}
	/* The one that the finger was meant for has been answered elsewhere a moment ago. */
	if (d->ui.panel == PANEL_NONE && d->now_ms - d->ui.decision_ms < LOOK_MS) {
		console_say(d, RESULT_WARNING, _("LOOK AGAIN"), "%s",
			    _("This is another decision."));
		return;
	}
	send_answer(d, q, false, "", d->ui.decider);
	if (d->ui.panel == PANEL_REASON)
		console_close(d);
}

/* The Enter of a scanner whose code was too short to be known as one decides nothing. */
static bool is_too_quick(struct console *d)
{
	if (d->quick)
		console_say(d, RESULT_WARNING, _("ENTER AGAIN"), "%s",
			    _("That was as fast as a scanner: if it was you, press Enter."));
	return d->quick;
}

static void enter_reason(struct console *d)
{
	const struct decision *q = console_decision(d);
	const char *reason = d->ui.field[0];

	if (is_too_quick(d) || !take_decider(d))
		return;
	if (q && !reason[0])
		reason = asking_reason(q, d->ui.choice);
	if (q && reason)
		send_answer(d, q, true, reason, d->ui.decider);
	console_close(d);
}

static void enter_early(struct console *d)
{
	const char *reason = d->ui.choice ? asking_early_reason(d->ui.choice - 1) : NULL;
	bool other = d->ui.choice + 1 == panels_choices(d);

	if (is_too_quick(d))
		return;
	if (reason)
		send_remark(d, d->ui.remark_of, reason);
	if (other)
		console_open(d, PANEL_REMARK);
	else
		console_close(d);
}

static void enter_remark(struct console *d)
{
	if (is_too_quick(d))
		return;
	if (d->ui.field[0][0])
		send_remark(d, d->ui.remark_of, d->ui.field[0]);
	console_close(d);
}

/* The first of p-001, p-002 ... that no dog has. */
static void propose_id(const struct console *d, char *out, size_t size)
{
	int n = 0;

	do
		snprintf(out, size, "p-%03d", ++n);
	while (model_dog(&d->model, out));
}

static void open_add(struct console *d)
{
	console_open(d, PANEL_ADD);
	propose_id(d, d->ui.field[1], sizeof(d->ui.field[1]));
}

static void enter_add(struct console *d)
{
	const char *name = d->ui.field[0], *id = d->ui.field[1];
	struct fault f = { "" };
	struct dog dog = { .id = "" };
	long n;

	if (roster_check_id(id, &f) != 0 ||
	    roster_set_dog(&dog, &d->model.settings.levels, "name", name, &f) != 0) {
		console_say(d, RESULT_WARNING, _("REFUSED"), "%s", _(f.text));
		return;
	}
	if (!name[0]) {
		console_say(d, RESULT_WARNING, _("REFUSED"), "%s", _("Type a name first."));
		return;
	}
	d->ui.notice.time_ms = 0;
	send_dog(d, id, name);
	/* The next one: the dog just sent is not in the model yet. */
	n = strncmp(id, "p-", 2) == 0 ? strtol(id + 2, NULL, 10) : -1;
	if (n > 0 && n < 100000)
		snprintf(d->ui.field[1], sizeof(d->ui.field[1]), "p-%03ld", n + 1);
	d->ui.field[0][0] = '\0';
	d->ui.field_at = 0;
}

/* Sentences about bad lines, one a line. */
struct faults {
	char text[FAULTS_SIZE];
};

static void add_fault(void *ctx, const char *sentence)
{
	struct faults *faults = ctx;
	size_t len = strlen(faults->text);

	snprintf(faults->text + len, sizeof(faults->text) - len, "%s\n", sentence);
}

/* "~/dogs.csv", blanks and quotes round it taken away: what file managers paste. */
static void real_path(const char *typed, char out[PATH_SIZE])
{
	const char *home = getenv("HOME");
	size_t len = strlen(typed);

	while (len > 0 && strchr(" '\"", *typed)) {
		typed++;
		len--;
	}
	while (len > 0 && strchr(" '\"", typed[len - 1]))
		len--;
	if (len >= 2 && typed[0] == '~' && typed[1] == '/' && home)
		snprintf(out, PATH_SIZE, "%s%.*s", home, (int)len - 1, typed + 1);
	else
		snprintf(out, PATH_SIZE, "%.*s", (int)len, typed);
}

static int refuse_file(struct faults *faults, const char *why, const char *path)
{
	char sentence[FAULT_SIZE];

	snprintf(sentence, sizeof(sentence), "%.300s: %s", path, why);
	add_fault(faults, sentence);
	return ERR_IO;
}

/* Why a path cannot be a roster, before it is opened: a pipe would block. NULL: it can be. */
static const char *what_is_wrong(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? _("there is no such file: look at the folder and the name")
			       : strerror(errno);
	if (S_ISDIR(st.st_mode))
		return _("this is a folder: add the name of the file in it");
	if (!S_ISREG(st.st_mode))
		return _("this is not a file");
	return NULL;
}

static int read_file(const char *path, char **text, size_t *len, struct faults *faults)
{
	const char *wrong = what_is_wrong(path);
	FILE *file = wrong ? NULL : fopen(path, "re");

	*text = NULL;
	*len = 0;
	if (wrong)
		return refuse_file(faults, wrong, path);
	if (!file)
		return refuse_file(
			faults, errno == EACCES ? _("this user may not read it") : strerror(errno),
			path);
	*text = malloc(CSV_MAX + 1);
	*len = *text ? fread(*text, 1, CSV_MAX + 1, file) : 0;
	if (!*text)
		wrong = error_text(ERR_NOMEM);
	else if (ferror(file))
		wrong = strerror(errno);
	else if (*len > CSV_MAX)
		wrong = _("it is too long for a roster");
	fclose(file);
	if (!wrong)
		return 0;
	free(*text);
	*text = NULL;
	return refuse_file(faults, wrong, path);
}

/* What the roster on the board says of a code or an id, for the lines of a file. */
static bool find_owner(void *ctx, const char *code, const char **id, const char **name)
{
	const struct model *m = ctx;
	const struct tag *t = model_tag(m, code);

	if (!t)
		return false;
	*id = t->to;
	*name = model_name(m, t->to);
	return true;
}

static bool find_known(void *ctx, const char *id, enum roster_kind *as)
{
	const struct model *m = ctx;

	*as = model_dog(m, id) ? ROSTER_DOGS : ROSTER_VOLUNTEERS;
	for (size_t i = 0; *as == ROSTER_VOLUNTEERS && i < m->volunteer_count; i++) {
		if (strcmp(m->volunteers[i].id, id) == 0)
			return true;
	}
	return *as == ROSTER_DOGS;
}

/* Take the file whole or not at all; what is wrong with it is shown in the panel. */
static bool import_file(struct console *d, const char *path, struct faults *faults)
{
	const struct roster_lookup lookup = { &d->model, find_owner, find_known,
					      &d->model.settings.levels };
	struct roster_csv csv = { 0 };
	struct fault f = { "" };
	char *text = NULL;
	size_t len = 0;
	int code = read_file(path, &text, &len, faults);

	if (code == 0)
		code = roster_csv_read(ROSTER_DOGS, text, len, &lookup, false, add_fault, faults,
				       &csv, &f);
	if (code == 0 && !csv.json)
		code = fault_set(&f, ERR_INVALID,
				 N_("There is no dog in this file, only the names of columns."));
	if (code == 0)
		code = d->port->send(d->port->ctx, csv.json, csv.json_len, &f);
	if (csv.bad > 0 && code != 0)
		console_say(d, RESULT_WARNING, _("NOTHING TAKEN"),
			    language_plural("%lu line cannot be read: put it right, then Enter",
					    "%lu lines cannot be read: put them right, then Enter",
					    (unsigned long)csv.bad),
			    (unsigned long)csv.bad);
	else if (code != 0 && f.text[0])
		add_fault(faults, _(f.text));
	else if (code == ERR_FULL)
		add_fault(faults, _("The queue is full. Wait a moment, then do it again."));
	if (code == 0)
		console_say(
			d, RESULT_IGNORED, _("ROSTER"),
			language_plural("%zu dog read", "%zu dogs read", (unsigned long)csv.taken),
			csv.taken);
	roster_csv_clear(&csv);
	free(text);
	return code == 0;
}

static void enter_import(struct console *d)
{
	struct faults *faults = calloc(1, sizeof(*faults));
	char path[PATH_SIZE];

	real_path(d->ui.field[0], path);
	if (!faults || !path[0]) {
		free(faults);
		return;
	}
	free(d->ui.text);
	d->ui.text = NULL;
	d->ui.notice.time_ms = 0;
	if (import_file(d, path, faults))
		console_close(d);
	else
		d->ui.text = strdup(faults->text);
	free(faults);
}

static void enter_welcome(struct console *d)
{
	if (d->ui.choice == 0)
		console_open(d, PANEL_IMPORT);
	else if (d->ui.choice == 1)
		open_add(d);
	else
		d->end = CONSOLE_DEMO;
}

void panel_acts_enter(struct console *d)
{
	switch (console_panel(d)) {
	case PANEL_UNDO:
		enter_undo(d);
		break;
	case PANEL_WAITING:
		show_decision(d);
		break;
	case PANEL_REASON:
		enter_reason(d);
		break;
	case PANEL_EARLY:
		enter_early(d);
		break;
	case PANEL_REMARK:
		enter_remark(d);
		break;
	case PANEL_IMPORT:
		enter_import(d);
		break;
	case PANEL_ADD:
		enter_add(d);
		break;
	case PANEL_WELCOME:
		enter_welcome(d);
		break;
	case PANEL_QUIT: /* not by Enter: F10 again */
		break;
	default:
		console_close(d);
	}
}
