#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "paseo/base/language.h"
#include "paseo/base/path.h"
#include "paseo/board/panel.h"
#include "paseo/brain/roster_csv.h"

#define CSV_MAX ((size_t)4 * 1024 * 1024) /* bytes of a roster file */
#define FAULTS_SIZE 4096

/* What is wrong stands close to the field: there may be five lines for all of it. */
static void fill_import(const struct console *d, struct panel_picture *p)
{
	panel_title(p, ROLE_TITLE, _("IMPORT A CSV FILE"), _("Enter imports   Esc back"));
	lines_field(&p->lines, true, _("file:"), d->ui.field[0]);
	if (!d->ui.text)
		lines_add(&p->lines, ROLE_TEXT, "\n");
	lines_add(&p->lines, d->ui.text ? ROLE_DANGER : ROLE_TEXT,
		  d->ui.text ? d->ui.text
			     : _("Type or paste where the file is, such as ~/dogs.csv, and press "
				 "Enter."));
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

static size_t fields_import(const struct console *d)
{
	(void)d;
	return 1;
}

const struct panel_kind panel_import = {
	.whole = true,
	.scrolls = true,
	.fill = fill_import,
	.fields = fields_import,
	.enter = enter_import,
};
