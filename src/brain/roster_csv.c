/*
 * roster_csv - see the header. A row is tried on a scratch dog or volunteer, so what may stand in a
 * field is known to roster.c alone; what is taken is written into the event as it stood.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "paseo/base/csv.h"
#include "paseo/base/hash.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/base/map.h"
#include "paseo/base/text.h"
#include "paseo/brain/roster_csv.h"

#define COLUMN_MAX 16
/* Codes of one field, with the blanks between: what a roster event takes. */
#define CODES_MAX (2 * TAG_CODE_SIZE - 1)

/* Ids and codes hash with a seed of their own, so that they share one map. */
enum { SEED_ID = 1, SEED_CODE = 2 };

struct reading {
	enum roster_kind kind;
	const struct csv *csv;
	const struct roster_lookup *lookup; /* NULL: none */
	struct levels levels;
	bool has_name;	/* the file has that column */
	const char *id; /* of the row that is being checked */
	size_t column_count;
	const char *columns[COLUMN_MAX]; /* of the file, by position; from roster_columns() */
	struct map *seen;		 /* id or code -> line */
	struct jdoc *entries;
	void (*bad)(void *ctx, const char *sentence);
	void *ctx;
};

static const char *code_column(enum roster_kind k)
{
	return k == ROSTER_DOGS ? "tag" : "badge";
}

/* All columns as one text, for the sentence that refuses another. */
static void list_columns(enum roster_kind k, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (const char *const *c = roster_columns(k); *c; c++) {
		int n = snprintf(out + used, size - used, "%s%s", used ? ", " : "", *c);
		if (n < 0 || (size_t)n >= size - used)
			return;
		used += (size_t)n;
	}
}

static int take_column(struct reading *r, const char *name, size_t at, struct fault *f)
{
	char clean[64], all[160];

	for (const char *const *c = roster_columns(r->kind); *c; c++) {
		if (strcasecmp(*c, name) != 0)
			continue;
		for (size_t i = 0; i < at; i++) {
			if (r->columns[i] == *c)
				return fault_set(f, ERR_INVALID,
						 "line %zu, column %zu: '%s' stands there twice",
						 r->csv->rows[0].line, at + 1, *c);
		}
		r->columns[at] = *c;
		return 0;
	}
	text_clean(clean, sizeof(clean), name, strlen(name));
	list_columns(r->kind, all, sizeof(all));
	return fault_set(f, ERR_INVALID,
			 "line %zu, column %zu: there is no column '%s': it can be %s",
			 r->csv->rows[0].line, at + 1, clean, all);
}

static int take_header(struct reading *r, struct fault *f)
{
	const struct csv_row *head = &r->csv->rows[0];
	bool has_id = false;

	if (head->bad[0])
		return fault_set(f, ERR_INVALID, "line %zu: %s", head->line, head->bad);
	r->column_count = head->count;
	/* A separator that ends the header line makes no column. */
	if (r->column_count > 1 && head->fields[r->column_count - 1][0] == '\0')
		r->column_count--;
	for (size_t i = 0; i < r->column_count; i++) {
		if (i >= COLUMN_MAX)
			return fault_set(f, ERR_INVALID, "line %zu: more than %d columns",
					 head->line, COLUMN_MAX);
		int rc = take_column(r, head->fields[i], i, f);
		if (rc)
			return rc;
		const char *column = r->columns[i] ? r->columns[i] : "";

		has_id = has_id || strcmp(column, "id") == 0;
		r->has_name = r->has_name || strcmp(column, "name") == 0;
	}
	if (!has_id)
		return fault_set(f, ERR_INVALID, "line %zu: the column 'id' is missing",
				 head->line);
	return 0;
}

/* The line where the same text stood before, 0: nowhere. 64 bits of hash are proof enough. */
static size_t seen_before(const struct reading *r, const char *text, uint64_t seed)
{
	uint64_t line = 0;
	size_t at = 0;

	return map_next(r->seen, hash_text(text, seed), &at, &line) ? (size_t)line : 0;
}

static int remember(struct reading *r, const char *text, uint64_t seed, size_t line)
{
	return map_add(r->seen, hash_text(text, seed), line);
}

/* Call each code of a field (separated by blanks), in the form that codes are compared in. */
static int each_code(const char *field,
		     int (*take)(struct reading *r, const char *code, size_t line, struct fault *f),
		     struct reading *r, size_t line, struct fault *f)
{
	while (*field) {
		char word[TAG_CODE_SIZE], code[TAG_CODE_SIZE];
		size_t n = strcspn(field, " ");
		int rc = 0;

		if (n >= sizeof(word))
			return fault_set(f, ERR_INVALID, "%s: a code is longer than %d bytes",
					 code_column(r->kind), TAG_CODE_SIZE - 1);
		memcpy(word, field, n);
		word[n] = '\0';
		if (n > 0 && event_tag_normal(word, code))
			rc = fault_set(
				f, ERR_INVALID,
				"%s: a code has a character that cannot be shown: take it out",
				code_column(r->kind));
		else if (n > 0)
			rc = take(r, code, line, f);
		if (rc)
			return rc;
		field += n + (field[n] == ' ');
	}
	return 0;
}

static int check_code(struct reading *r, const char *code, size_t line, struct fault *f)
{
	size_t before = seen_before(r, code, SEED_CODE);
	const struct roster_lookup *l = r->lookup;
	const char *id = NULL, *name = NULL;

	(void)line;
	if (before)
		return fault_set(f, ERR_INVALID, "%s: '%s' stands in line %zu too",
				 code_column(r->kind), code, before);
	if (l && l->owner(l->ctx, code, &id, &name) && strcmp(id, r->id) != 0)
		return fault_set(f, ERR_INVALID,
				 "%s: '%s' is bound to %s (%s): release it first, or take it out "
				 "of the file",
				 code_column(r->kind), code, name, id);
	return 0;
}

/* An id that may be used, against those of the file and of the roster. */
static int check_id(struct reading *r, const char *id, struct fault *f)
{
	size_t before = seen_before(r, id, SEED_ID);
	const struct roster_lookup *l = r->lookup;
	enum roster_kind as = r->kind;

	if (before)
		return fault_set(f, ERR_INVALID, "id: '%s' stands in line %zu too", id, before);
	bool known = l && l->known(l->ctx, id, &as);
	if (known && as != r->kind)
		return fault_set(f, ERR_INVALID, "id: '%s' is a %s's id: choose another", id,
				 as == ROSTER_DOGS ? "dog" : "volunteer");
	if (l && !known && !r->has_name)
		return fault_set(f, ERR_INVALID, "id: '%s' is new and there is no column 'name'",
				 id);
	return 0;
}

static int keep_code(struct reading *r, const char *code, size_t line, struct fault *f)
{
	(void)f;
	return remember(r, code, SEED_CODE, line);
}

static int check_field(struct reading *r, const char *column, const char *value, size_t line,
		       struct fault *f)
{
	union {
		struct dog dog;
		struct volunteer volunteer;
	} scratch;

	memset(&scratch, 0, sizeof(scratch));
	if (strcmp(column, code_column(r->kind)) == 0 && strlen(value) > CODES_MAX)
		return fault_set(f, ERR_INVALID, "%s: is longer than %d bytes", column, CODES_MAX);
	if (strcmp(column, code_column(r->kind)) == 0)
		return each_code(value, check_code, r, line, f);
	int rc = r->kind == ROSTER_DOGS
			 ? roster_set_dog(&scratch.dog, &r->levels, column, value, f)
			 : roster_set_volunteer(&scratch.volunteer, &r->levels, column, value, f);
	return !rc && strcmp(column, "id") == 0 ? check_id(r, value, f) : rc;
}

static int check_row(struct reading *r, const struct csv_row *row, struct fault *f)
{
	if (row->bad[0])
		return fault_set(f, ERR_INVALID, "%s", row->bad);
	for (size_t i = r->column_count; i < row->count; i++) {
		if (row->fields[i][0])
			return fault_set(f, ERR_INVALID,
					 "column %zu: the header has no column there", i + 1);
	}
	if (row->count < r->column_count)
		return fault_set(f, ERR_INVALID, "column %zu, %s: is missing", row->count + 1,
				 r->columns[row->count]);
	for (size_t i = 0; i < r->column_count; i++) {
		if (strcmp(r->columns[i], "id") == 0)
			r->id = row->fields[i];
	}
	for (size_t i = 0; i < r->column_count; i++) {
		int rc = check_field(r, r->columns[i], row->fields[i], row->line, f);
		if (rc)
			return rc;
	}
	return 0;
}

static int keep_row(struct reading *r, const struct csv_row *row)
{
	struct jdoc *entry = jdoc_new_object();
	int rc = entry ? 0 : ERR_NOMEM;

	for (size_t i = 0; !rc && i < r->column_count; i++) {
		const char *column = r->columns[i], *value = row->fields[i];
		bool code = strcmp(column, code_column(r->kind)) == 0;
		/* No code in the file takes none away. */
		if (code && !*value)
			continue;
		rc = jdoc_set(entry, column, jdoc_new_string(value));
		if (!rc && code)
			rc = each_code(value, keep_code, r, row->line, NULL);
		if (!rc && strcmp(column, "id") == 0)
			rc = remember(r, value, SEED_ID, row->line);
	}
	if (rc) {
		jdoc_free(&entry);
		return rc;
	}
	return jdoc_add(r->entries, entry);
}

static int read_rows(struct reading *r, struct roster_csv *out)
{
	int rc = 0;

	for (size_t i = 1; !rc && i < r->csv->count; i++) {
		const struct csv_row *row = &r->csv->rows[i];
		struct fault f = { "" };
		char sentence[FAULT_SIZE + 40];

		if (check_row(r, row, &f) == 0) {
			rc = keep_row(r, row);
			out->taken++;
			continue;
		}
		out->bad++;
		snprintf(sentence, sizeof(sentence), "line %zu, %s", row->line, f.text);
		if (r->bad)
			r->bad(r->ctx, sentence);
	}
	return rc;
}

/* {"action":"roster","dogs":[...]}; takes the entries. */
static int write_event(struct reading *r, struct roster_csv *out)
{
	struct jdoc *event = jdoc_new_object();
	const char *list = r->kind == ROSTER_DOGS ? "dogs" : "volunteers";
	int rc = event ? jdoc_set(event, "action", jdoc_new_string("roster")) : ERR_NOMEM;

	if (!rc) {
		rc = jdoc_set(event, list, r->entries);
		r->entries = NULL;
	}
	if (!rc)
		out->json = jdoc_dump(event, &out->json_len);
	jdoc_free(&event);
	return out->json ? 0 : ERR_NOMEM;
}

static int read_csv(struct reading *r, bool skip_bad, struct roster_csv *out, struct fault *f)
{
	int rc = take_header(r, f);

	if (!rc)
		rc = read_rows(r, out);
	if (!rc && out->bad && !skip_bad) {
		out->taken = 0;
		return fault_set(
			f, ERR_INVALID,
			language_plural("nothing was taken, %zu bad line: put it right, or leave "
					"it out with --skip-bad",
					"nothing was taken, %zu bad lines: put them right, or "
					"leave them out with --skip-bad",
					out->bad),
			out->bad);
	}
	return rc || out->taken == 0 ? rc : write_event(r, out);
}

int roster_csv_read(enum roster_kind k, const char *text, size_t len,
		    const struct roster_lookup *lookup, bool skip_bad,
		    void (*bad)(void *ctx, const char *sentence), void *ctx, struct roster_csv *out,
		    struct fault *f)
{
	struct csv *csv = NULL;
	struct reading r = { .kind = k, .lookup = lookup, .bad = bad, .ctx = ctx };

	levels_parse("", &r.levels, NULL);
	/* Without a database there are no settings yet. */
	if (lookup && lookup->levels->count)
		r.levels = *lookup->levels;

	memset(out, 0, sizeof(*out));
	int rc = csv_parse(text, len, &csv, f);
	if (rc)
		return rc;
	r.csv = csv;
	r.seen = map_new();
	r.entries = jdoc_new_array();
	rc = r.seen && r.entries ? read_csv(&r, skip_bad, out, f) : ERR_NOMEM;
	if (rc)
		roster_csv_clear(out);
	jdoc_free(&r.entries);
	map_free(&r.seen);
	csv_free(&csv);
	return rc;
}

void roster_csv_clear(struct roster_csv *r)
{
	free(r->json);
	r->json = NULL;
	r->json_len = 0;
}
