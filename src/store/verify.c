/*
 * verify - the log against itself, and the log's fold against the tables.
 *
 * The fold comes from a fresh brain as a list of changes. Of each kind they are put in the order of
 * the table's key, and both are walked side by side: what only one has and what differs is
 * a difference. Totals in a dog's row are those of the day written beside them, so they are
 * compared with the walks of that day.
 */
#include <config.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/brain/brain.h"
#include "paseo/brain/fold.h"
#include "paseo/store/load.h"
#include "paseo/store/projection.h"
#include "paseo/store/schema.h"
#include "paseo/store/verify.h"

#define LINES_MOST 100

struct verifier {
	struct sql *sql;
	FILE *out;
	struct verify_result *result;
	const struct projection *projection; /* the one being compared */
	struct change **expected;	     /* its changes, in order */
	size_t count;
	struct change **walks; /* all walks, in order */
	size_t walk_count;
};

static void differ(struct verifier *v, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void differ(struct verifier *v, const char *format, ...)
{
	va_list args;

	if (v->result->differences++ >= LINES_MOST)
		return;
	va_start(args, format);
	(void)vfprintf(v->out, format, args);
	va_end(args);
	(void)fputc('\n', v->out);
}

static int note_wrong(void *ctx, enum load_wrong kind, const char *sentence)
{
	(void)kind;
	differ(ctx, "%s", sentence);
	return 0;
}

static int note_file(void *ctx, const char *text)
{
	if (strcmp(text, "ok") != 0)
		differ(ctx, "file: %s", text);
	return 0;
}

static int compare(const void *a, const void *b)
{
	const struct change *x = *(struct change *const *)a;
	const struct change *y = *(struct change *const *)b;

	return projection_of(x->kind)->order(x, y);
}

/* A tag that was released is in the brain's list and has no row. */
static bool has_row(const struct change *c, enum change_kind kind)
{
	return c->kind == kind && !(kind == CHANGE_TAG && !c->as.tag->to[0]);
}

/* The changes of one kind in the order of their table, malloc'ed; *count of them. NULL: no
 * memory. */
static struct change **pick(const struct changes *all, enum change_kind kind, size_t *count)
{
	struct change **list;

	*count = 0;
	for (size_t i = 0; i < all->count; i++)
		*count += has_row(&all->list[i], kind);
	list = malloc((*count + 1) * sizeof(*list));
	if (!list)
		return NULL;
	*count = 0;
	for (size_t i = 0; i < all->count; i++) {
		if (has_row(&all->list[i], kind))
			list[(*count)++] = &all->list[i];
	}
	if (*count > 1)
		qsort(list, *count, sizeof(*list), compare);
	return list;
}

/* The first walk of a dog on a day, or where it would stand. */
static size_t find_walk(const struct verifier *v, const char *dog, int32_t day)
{
	size_t low = 0;
	size_t high = v->walk_count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const struct walk *w = &v->walks[middle]->as.walk;

		if (w->day < day || (w->day == day && strcmp(w->dog, dog) < 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What the totals of that day are by the walks of the log. */
static void total_up(const struct verifier *v, int32_t day, struct dog_now *n)
{
	n->day = day;
	n->walks_today = 0;
	n->walk_seconds_today = 0;
	for (size_t i = find_walk(v, n->id, day); i < v->walk_count; i++) {
		const struct walk *w = &v->walks[i]->as.walk;

		if (w->day != day || strcmp(w->dog, n->id) != 0)
			break;
		n->walks_today++;
		n->walk_seconds_today += walk_seconds(w);
	}
}

static void compare_row(struct verifier *v, const struct change *row, struct change *expected)
{
	const struct projection *p = v->projection;
	char name[PROJECTION_TEXT_SIZE];
	char has[PROJECTION_TEXT_SIZE];
	char wants[PROJECTION_TEXT_SIZE];
	const char *label;

	if (p->kind == CHANGE_NOW)
		total_up(v, row->as.now.day, &expected->as.now);
	p->name(row, name);
	for (size_t i = 0; (label = p->field(row, i, has)); i++) {
		(void)p->field(expected, i, wants);
		if (strcmp(has, wants) != 0)
			differ(v, "%s: %s is '%s' in the table, '%s' by the log", name, label, has,
			       wants);
	}
}

static void only_one_has(struct verifier *v, const struct change *c, const char *what)
{
	char name[PROJECTION_TEXT_SIZE];

	v->projection->name(c, name);
	differ(v, "%s: %s", name, what);
}

/* Take a row of the table: all that stands before it in the log's list has none. */
static void take_row(struct verifier *v, const struct change *row, size_t *at)
{
	int order = 1;

	while (*at < v->count) {
		order = v->projection->order(v->expected[*at], row);
		if (order >= 0)
			break;
		only_one_has(v, v->expected[(*at)++], "is not in the table");
	}
	if (order == 0)
		compare_row(v, row, v->expected[(*at)++]);
	else
		only_one_has(v, row, "is in the table and does not follow from the log");
}

static int compare_table(struct verifier *v)
{
	const struct projection *p = v->projection;
	struct statement *q = sql_use(v->sql, p->rows);
	struct projected row;
	size_t at = 0;
	int got;

	for (size_t i = 0; i < p->put_count; i++)
		sql_put_number(q, p->puts[i]);
	memset(&row, 0, sizeof(row));
	row.change.kind = p->kind;
	while ((got = sql_next(q)) > 0) {
		p->take(q, &row);
		take_row(v, &row.change, &at);
	}
	while (at < v->count)
		only_one_has(v, v->expected[at++], "is not in the table");
	(void)sql_finish(q);
	return got;
}

/* A setting without a row has its default. */
static int compare_settings(struct verifier *v, const struct settings *expected)
{
	struct statement *q = sql_use(v->sql, SQL_SETTINGS);
	struct settings in_table;
	char has[SETTING_VALUE_SIZE];
	char wants[SETTING_VALUE_SIZE];
	int got;

	settings_default(&in_table);
	while ((got = sql_next(q)) > 0) {
		char key[SETTING_VALUE_SIZE];

		sql_take_text(q, key, sizeof(key));
		sql_take_text(q, has, sizeof(has));
		if (settings_set(&in_table, key, has, NULL) != 0)
			differ(v, "setting %s: is '%s' in the table, which it cannot be", key, has);
	}
	(void)sql_finish(q);
	for (size_t i = 0; i < settings_count(); i++) {
		const char *key = settings_row(i)->key;

		if (settings_get(&in_table, key, has) == 0 &&
		    settings_get(expected, key, wants) == 0 && strcmp(has, wants) != 0)
			differ(v, "setting %s: is '%s' in the table, '%s' by the log", key, has,
			       wants);
	}
	return got;
}

static int compare_tables(struct verifier *v, const struct changes *all,
			  const struct settings *settings, struct fault *f)
{
	int err = 0;

	v->walks = pick(all, CHANGE_WALK, &v->walk_count);
	if (!v->walks)
		return fault_set(f, ERR_NOMEM, "no memory");
	v->result->walks = v->walk_count;
	for (size_t i = 0; i < projection_count() && !err; i++) {
		v->projection = projection_at(i);
		v->expected = pick(all, v->projection->kind, &v->count);
		err = v->expected ? compare_table(v) : ERR_NOMEM;
		free(v->expected);
	}
	free(v->walks);
	if (!err)
		err = compare_settings(v, settings);
	return err ? fault_set(f, err, "cannot read the tables: %s", sql_reason(v->sql)) : 0;
}

static int verify(struct verifier *v, struct brain *b, struct changes *all, struct fault *f)
{
	struct load_result loaded;
	int err = sql_each_text(v->sql, "PRAGMA integrity_check(20)", note_file, v);

	if (err)
		return fault_set(f, err, "cannot read the file: %s", sql_reason(v->sql));
	err = load_log(v->sql, b, note_wrong, v, &loaded, f);
	if (err)
		return err;
	v->result->events = loaded.events;
	err = brain_snapshot(b, loaded.last_received_ms, 0, true, all);
	if (err)
		return fault_set(f, err, "no memory");
	return compare_tables(v, all, brain_settings(b), f);
}

/* All of it is of one moment of the database. */
static int verify_moment(struct verifier *v, struct fault *f)
{
	struct changes *all = changes_new();
	struct brain *b = brain_new();
	int err = sql_begin(v->sql);

	if (!err)
		err = apply_use_zone(v->sql);
	if (err)
		fault_set(f, err, "cannot read the file: %s", sql_reason(v->sql));
	else if (!all || !b)
		err = fault_set(f, ERR_NOMEM, "no memory");
	else
		err = verify(v, b, all, f);
	changes_free(&all);
	brain_free(&b);
	return err;
}

int verify_database(const char *path, FILE *out, struct verify_result *result, struct fault *f)
{
	struct verifier v = { .out = out, .result = result };
	int err;

	memset(result, 0, sizeof(*result));
	err = schema_open_reader(path, &v.sql, f);
	if (err)
		return err;
	err = verify_moment(&v, f);
	if (result->differences > LINES_MOST)
		(void)fprintf(out, "... and %" PRIu64 " more\n", result->differences - LINES_MOST);
	sql_close(&v.sql);
	return err;
}
