/*
 * tags labels - sheets of codes to print: for collars and kennels, badges, and the desk itself.
 *
 * The order is: write the files under other names, bind the codes that are new, give the files
 * their names. So a label that is printed is known at the desk, and what fails leaves no half.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/labels.h"
#include "paseo/commands/output.h"
#include "paseo/report/labels_terminal.h"

/* Codes bound by one event: far below what an event may hold. */
#define BIND_MAX 1000

/* ---- what is wanted ---- */

/* clang-format off */
static const struct {
	const char *name, *sheet;
} kinds[LABELS_KIND_COUNT] = {
	[LABELS_DOGS]     = { "dogs",     "3x8" },
	[LABELS_KENNELS]  = { "kennels",  "2x2" },
	[LABELS_BADGES]   = { "badges",   "2x5card" },
	[LABELS_COMMANDS] = { "commands", "2x5" },
};
/* clang-format on */

static int read_kind(const struct args *a, struct labels_wanted *w, struct fault *f)
{
	const char *text = args_get(a, "kind");

	for (int i = 0; i < LABELS_KIND_COUNT; i++) {
		if (!text || strcmp(kinds[i].name, text) == 0) {
			w->kind = (enum labels_kind)i;
			return 0;
		}
	}
	return fault_set(f, ERR_INVALID,
			 _("--kind is one of dogs, kennels, badges, commands, not '%s'"), text);
}

static int read_code(const struct args *a, struct labels_wanted *w, struct fault *f)
{
	const char *text = args_get(a, "code");

	w->symbology = text && strcmp(text, "code128") == 0 ? LABELS_CODE128 : LABELS_QR;
	if (text && w->symbology == LABELS_QR && strcmp(text, "qr") != 0)
		return fault_set(f, ERR_INVALID, _("--code is qr or code128, not '%s'"), text);
	if (w->terminal && w->symbology == LABELS_CODE128)
		return fault_set(f, ERR_INVALID,
				 _("--terminal draws QR codes alone: leave --code out"));
	return 0;
}

static int say_no_sheet(const struct labels_sheets *s, const char *text, struct fault *f)
{
	char names[LABELS_SHEET_MAX * 18] = "";
	size_t used = 0;

	for (size_t i = 0; i < s->count; i++)
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "",
					 s->list[i].name);
	return fault_set(f, ERR_INVALID, _("--sheet is one of %s, not '%s'"), names, text);
}

static int read_sheet(const struct args *a, struct labels_wanted *w, struct fault *f)
{
	const char *text = args_get(a, "sheet");
	int64_t start = 1;
	int rc = labels_sheets_read(&w->sheets, f);

	if (!text)
		text = kinds[w->kind].sheet;
	if (!rc) {
		w->sheet = labels_sheets_find(&w->sheets, text);
		rc = w->sheet ? 0 : say_no_sheet(&w->sheets, text, f);
	}
	if (!rc)
		rc = args_number(a, "start", 1, (int64_t)labels_sheet_count(w->sheet), 1, &start,
				 f);
	w->start = (size_t)start - 1;
	return rc;
}

/* The suffix chooses; without one nobody could open the file by a click. */
static int read_output(const struct args *a, struct labels_wanted *w, struct fault *f)
{
	const char *slash, *dot;

	w->output = args_get(a, "output");
	if (w->terminal && w->output)
		return fault_set(f, ERR_INVALID, _("--terminal and --output do not go together"));
	if (w->terminal && w->word_count != 1)
		return fault_set(f, ERR_INVALID, _("--terminal draws one code: say whose, by id"));
	if (!w->output && !w->terminal && !w->dry)
		return fault_set(f, ERR_INVALID,
				 _("say where to: --output FILE.pdf, FILE.svg, or --terminal"));
	if (!w->output)
		return 0;
	slash = strrchr(w->output, '/');
	dot = strrchr(slash ? slash : w->output, '.');
	if (dot && strcasecmp(dot, ".pdf") == 0)
		w->format = LABELS_PDF;
	else if (dot && strcasecmp(dot, ".svg") == 0)
		w->format = LABELS_SVG;
	else
		return fault_set(f, ERR_INVALID,
				 _("--output wants a name that ends in .pdf or .svg, not '%s'"),
				 w->output);
	return 0;
}

static int read_wanted(const struct args *a, struct labels_wanted *w, struct fault *f)
{
	*w = (struct labels_wanted){
		.cut = args_has(a, "cut"),
		.terminal = args_has(a, "terminal"),
		.force = args_has(a, "force"),
		.dry = args_has(a, "dry-run"),
		.bind = !args_has(a, "no-bind"),
		.word_count = a->word_count,
		.words = a->words,
	};
	int rc = read_kind(a, w, f);
	if (!rc)
		rc = read_code(a, w, f);
	if (!rc)
		rc = read_sheet(a, w, f);
	return rc ? rc : read_output(a, w, f);
}

/* ---- making them ---- */

static int pick(const struct args *a, const struct labels_wanted *w, struct labels_picked *p,
		struct fault *f)
{
	struct database d = { .reader = NULL };
	int rc = 0;

	if (w->kind == LABELS_COMMANDS) {
		rc = labels_pick(w, NULL, NULL, p, f);
	} else {
		rc = database_open(a, &d, f);
		if (!rc)
			rc = labels_pick(w, d.reader, &d.settings, p, f);
		reader_close(&d.reader);
		if (rc && !f->text[0])
			fault_set(f, rc, _("%s cannot be read: %s; paseo verify looks through it"),
				  d.paths.db, error_text(rc));
	}
	if (!rc && p->codeless)
		command_note(language_plural("%zu is left out: it has no code that prints, and "
					     "--no-bind makes none",
					     "%zu are left out: they have no code that prints, and "
					     "--no-bind makes none",
					     (unsigned long)p->codeless),
			     p->codeless);
	if (!rc && !p->label_count)
		rc = fault_set(f, ERR_NOT_FOUND,
			       _("there is nothing to print: see paseo dogs list, or paseo "
				 "volunteers list for badges"));
	return rc;
}

static struct jdoc *binding_doc(const struct labels_binding *b)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (jdoc_set(d, "code", jdoc_new_string(b->code)) ||
		  jdoc_set(d, "to", jdoc_new_string(b->to))))
		jdoc_free(&d);
	return d;
}

static int bind_codes(const struct args *a, const struct labels_picked *p, struct fault *f)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < p->binding_count;) {
		struct jdoc *list = jdoc_new_array();
		size_t end = p->binding_count - i > BIND_MAX ? i + BIND_MAX : p->binding_count;

		for (; list && i < end; i++) {
			if (jdoc_add(list, binding_doc(&p->bindings[i])))
				jdoc_free(&list);
		}
		rc = database_change(a, "tags", list, f);
	}
	return rc;
}

/* ---- saying it ---- */

static void say_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void say_line(const char *format, ...)
{
	char text[FAULT_SIZE + PATH_SIZE];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	output_line(text, strlen(text));
}

static void say_bindings(const struct labels_picked *p, bool dry)
{
	for (size_t i = 0; i < p->binding_count; i++) {
		const struct labels_binding *b = &p->bindings[i];
		say_line(dry ? _("%s %s would get the code %s") : _("%s %s has the new code %s"),
			 b->to, b->name, b->code);
	}
}

static void say_pages(const struct labels_wanted *w, const struct labels_picked *p, size_t pages)
{
	size_t next = (w->start + p->label_count) % labels_sheet_count(w->sheet);
	char labels[80], on[80];

	snprintf(labels, sizeof(labels),
		 language_plural("%zu label", "%zu labels", (unsigned long)p->label_count),
		 p->label_count);
	snprintf(on, sizeof(on),
		 language_plural("on %zu page %s", "on %zu pages %s", (unsigned long)pages), pages,
		 w->sheet->name);
	say_line("%s %s", labels, on);
	if (next)
		say_line(_("the last page has room: it goes on with --start %zu"), next + 1);
}

/* ---- the command ---- */

static int show_one(const struct args *a, const struct labels_wanted *w,
		    const struct labels_picked *p, struct fault *f)
{
	const struct label *l = &p->labels[0];
	char *code = labels_terminal(&l->code, !language_utf8());
	int rc = code ? 0 : fault_set(f, ERR_NOMEM, _("no memory: close something and try again"));

	if (!rc && !w->dry)
		rc = bind_codes(a, p, f);
	if (!rc) {
		say_bindings(p, w->dry);
		say_line("%s  %s  %s", l->text[LABELS_ID], l->text[LABELS_NAME],
			 l->text[LABELS_CODE]);
		output_dark(code);
	}
	free(code);
	return rc;
}

static int write_files(const struct args *a, const struct labels_wanted *w,
		       const struct labels_picked *p, const struct labels_pages *pages,
		       struct fault *f)
{
	struct labels_files *files = NULL;
	int rc = labels_files_write(w, pages, &files, f);

	if (!rc)
		rc = bind_codes(a, p, f);
	if (!rc) {
		say_bindings(p, false);
		rc = labels_files_commit(files, f);
	}
	if (!rc) {
		say_pages(w, p, pages->page_count);
		for (size_t i = 0; i < labels_files_count(files); i++)
			say_line("%s", labels_files_path(files, i));
	}
	labels_files_free(&files);
	return rc;
}

static int make_pages(const struct args *a, const struct labels_wanted *w,
		      const struct labels_picked *p, struct fault *f)
{
	struct labels_pages pages;
	int rc = labels_layout(w->sheet, w->kind, p->labels, p->label_count, w->start, w->cut,
			       &pages);

	if (rc)
		return fault_set(f, rc, _("no memory: close something and try again"));
	if (w->dry) {
		say_bindings(p, true);
		say_pages(w, p, pages.page_count);
	} else {
		rc = write_files(a, w, p, &pages, f);
	}
	labels_pages_clear(&pages);
	return rc;
}

int command_tags_labels(const struct args *a)
{
	struct labels_wanted w;
	struct labels_picked p = { 0 };
	struct fault f = { "" };

	if (read_wanted(a, &w, &f))
		return command_refuse(a, &f);
	if (!labels_built()) {
		fault_set(&f, ERR_NOT_FOUND,
			  _("this paseo was built without labels: install libzint-dev and "
			    "libcairo2-dev (names on Debian) and build it again"));
		return command_fail(&f);
	}
	int rc = pick(a, &w, &p, &f);
	if (!rc)
		rc = w.terminal ? show_one(a, &w, &p, &f) : make_pages(a, &w, &p, &f);
	labels_picked_clear(&p);
	if (output_finish())
		return EXIT_FAILED;
	return rc ? command_fail(&f) : EXIT_DONE;
}
