/*
 * roster_import - dogs and volunteers from a CSV file.
 *
 * The file becomes one roster event, taken whole or not at all. What the station would refuse is
 * found here first, by the database, so that it has a line and a column.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/brain/roster_csv.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/names.h"

/* The roster that is there: whose each id and each code is. */
struct present {
	struct names *names; /* NULL: no database yet */
	size_t tag_count, tag_room;
	struct tag *tags; /* by code */
};

static int add_tag(void *ctx, const struct tag *t)
{
	struct present *p = ctx;

	if (GROW(p, tag) != 0)
		return ERR_NOMEM;
	p->tags[p->tag_count++] = *t;
	return 0;
}

static int by_code(const void *a, const void *b)
{
	const struct tag *x = a, *y = b;

	return strcmp(x->code, y->code);
}

static bool find_known(void *ctx, const char *id, enum roster_kind *as)
{
	const struct present *p = ctx;

	if (!p->names)
		return false;
	*as = names_find(p->names, ROSTER_DOGS, id) ? ROSTER_DOGS : ROSTER_VOLUNTEERS;
	return *as == ROSTER_DOGS || names_find(p->names, ROSTER_VOLUNTEERS, id);
}

static bool find_owner(void *ctx, const char *code, const char **id, const char **name)
{
	const struct present *p = ctx;
	struct tag key = { .to = "" };
	enum roster_kind as = ROSTER_DOGS;

	snprintf(key.code, sizeof(key.code), "%s", code);
	const struct tag *t =
		p->tag_count ? bsearch(&key, p->tags, p->tag_count, sizeof(key), by_code) : NULL;
	if (!t || !t->to[0])
		return false;
	*id = t->to;
	*name = find_known(ctx, t->to, &as) ? names_find(p->names, as, t->to) : t->to;
	return true;
}

/* Where there is no database yet, the roster is empty. */
static int read_present(const struct args *a, struct database *d, struct present *p,
			struct fault *f)
{
	struct fault none = { "" };
	int rc = database_open(a, d, &none);

	if (rc == ERR_NOT_FOUND && d->paths.db[0])
		return 0;
	if (rc)
		return fault_set(f, rc, "%s", none.text);
	rc = reader_hold(d->reader);
	if (!rc)
		rc = names_read(d->reader, &p->names);
	if (!rc)
		rc = reader_tags(d->reader, add_tag, p);
	if (p->tag_count)
		qsort(p->tags, p->tag_count, sizeof(*p->tags), by_code);
	reader_close(&d->reader);
	return rc;
}

static void say_bad(void *ctx, const char *sentence)
{
	(void)ctx;
	command_note("%s", sentence);
}

static void say_taken(enum roster_kind k, const struct roster_csv *r)
{
	char line[160];
	int len = 0;

	if (k == ROSTER_DOGS)
		len = snprintf(line, sizeof(line),
			       language_plural("%zu dog taken", "%zu dogs taken", r->taken),
			       r->taken);
	else
		len = snprintf(
			line, sizeof(line),
			language_plural("%zu volunteer taken", "%zu volunteers taken", r->taken),
			r->taken);
	if (r->bad)
		len += snprintf(line + len, sizeof(line) - (size_t)len,
				language_plural(", %zu bad line left out",
						", %zu bad lines left out", r->bad),
				r->bad);
	output_line(line, (size_t)len);
}

/* Send what can be taken of the text. */
static int import_text(const struct args *a, const char *text, size_t len, struct roster_csv *r,
		       struct fault *f)
{
	enum roster_kind kind = (enum roster_kind)a->command->subject;
	struct database d = { .reader = NULL };
	struct present p = { .names = NULL };
	struct roster_lookup lookup = { &p, find_owner, find_known, &d.settings.levels };
	int rc = read_present(a, &d, &p, f);

	if (!rc)
		rc = roster_csv_read(kind, text, len, &lookup, args_has(a, "skip-bad"), say_bad,
				     NULL, r, f);
	if (!rc && !r->json)
		rc = fault_set(f, ERR_INVALID,
			       _("%s has no line that can be taken: put one below its header"),
			       a->words[0]);
	if (!rc)
		rc = database_change_text(&d.paths, r->json, r->json_len, f);
	names_free(&p.names);
	free(p.tags);
	return rc;
}

int command_roster_import(const struct args *a)
{
	struct fault f = { "" };
	struct roster_csv r = { .json = NULL };
	char *text = NULL;
	size_t len = 0;
	int rc = output_read_file(a->words[0], &text, &len, &f);

	if (!rc)
		rc = import_text(a, text, len, &r, &f);
	if (!rc)
		say_taken((enum roster_kind)a->command->subject, &r);
	roster_csv_clear(&r);
	free(text);
	if (rc)
		return command_fail(&f);
	return output_finish() ? EXIT_FAILED : EXIT_DONE;
}
