/*
 * demo_today - the demo's rosters, and its Sunday morning until 11:42.
 *
 * Walks that are over come from the generator; what the board should show is a script:
 * five dogs out, one of them too long and one of them reactive, two that go together, two that
 * must not meet, two on hold, a decision that waits, an undone scan, a corrected time, a tag that
 * nobody knows.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"
#include "paseo/base/embedded.h"
#include "paseo/brain/roster_csv.h"
#include "paseo/commands/demo_plan.h"

/* Dogs that have been out and are back when the script begins. */
#define WALKS_OVER 12

struct line {
	int hour, minute, second;
	const char *dog, *volunteer; /* neither is the generator's today */
	const char *id;		     /* NULL: a number */
	const char *event;
};

/* clang-format off */
static const struct line script[] = {
	{  9, 52, 10, "p-011", "v-008", NULL,
	   "\"tag\":\"04A1B2C3D4E50B\",\"source\":\"nfc\",\"reader\":\"gate\",\"volunteer\":\"v-008\"" },
	{ 10, 20,  5, "p-013", NULL, "demo-slip",
	   "\"tag\":\"04A1B2C3D4E50D\",\"source\":\"nfc\",\"reader\":\"gate\"" },
	{ 10, 20, 31, NULL, NULL, NULL,
	   "\"action\":\"retract\",\"of\":\"demo-slip\",\"source\":\"keyboard\"" },
	{ 10, 41, 48, "p-011", NULL, "demo-otto-in",
	   "\"dog\":\"p-011\",\"action\":\"entry\",\"source\":\"keyboard\"" },
	{ 10, 46,  2, "p-003", "v-003", NULL,
	   "\"tag\":\"04A1B2C3D4E503\",\"source\":\"nfc\",\"reader\":\"gate\",\"volunteer\":\"v-003\"" },
	{ 10, 55, 20, NULL, NULL, NULL,
	   "\"action\":\"amend\",\"of\":\"demo-otto-in\",\"time\":\"%s\",\"source\":\"keyboard\"" },
	{ 11,  4, 40, "p-002", "v-002", NULL,
	   "\"tag\":\"04A1B2C3D4E502\",\"source\":\"nfc\",\"reader\":\"gate\",\"volunteer\":\"v-002\"" },
	{ 11, 15, 12, NULL, NULL, NULL,
	   "\"tag\":\"04FFEE00112233\",\"source\":\"nfc\",\"reader\":\"gate\"" },
	{ 11, 26,  3, "p-008", "v-004", NULL,
	   "\"tag\":\"04A1B2C3D4E508\",\"source\":\"nfc\",\"reader\":\"gate\",\"volunteer\":\"v-004\"" },
	{ 11, 26,  9, "p-009", "v-004", NULL,
	   "\"tag\":\"04A1B2C3D4E509\",\"source\":\"nfc\",\"reader\":\"gate\",\"volunteer\":\"v-004\"" },
	{ 11, 38, 44, "p-017", "v-001", NULL,
	   "\"dog\":\"p-017\",\"action\":\"exit\",\"source\":\"keyboard\",\"volunteer\":\"v-001\"" },
	{ 11, 41, 20, "p-006", "v-005", "demo-waits",
	   "\"tag\":\"04A1B2C3D4E506\",\"source\":\"nfc\",\"reader\":\"gate\",\"volunteer\":\"v-005\"" },
};
/* clang-format on */

static const struct embedded *find_file(const char *name)
{
	for (size_t i = 0; i < embedded_count; i++) {
		if (strcmp(embedded_files[i].name, name) == 0)
			return &embedded_files[i];
	}
	return NULL;
}

static const char *field(const struct csv *csv, size_t row, const char *column)
{
	for (size_t i = 0; i < csv->rows[0].count && i < csv->rows[row].count; i++) {
		if (strcmp(csv->rows[0].fields[i], column) == 0)
			return csv->rows[row].fields[i];
	}
	return "";
}

static void keep_dog(struct demo_plan *p, const struct csv *csv, size_t row)
{
	struct demo_dog *d = &p->dogs[p->dog_count];
	const char *tag = field(csv, row, "tag");

	if (p->dog_count == DEMO_DOG_MAX)
		return;
	snprintf(d->id, sizeof(d->id), "%s", field(csv, row, "id"));
	snprintf(d->tag, sizeof(d->tag), "%.*s", (int)strcspn(tag, " "), tag);
	d->level = levels_rank(&p->levels, field(csv, row, "level"));
	d->limit_min = (int)strtol(field(csv, row, "limit_min"), NULL, 10);
	d->reactive = strstr(field(csv, row, "traits"), "reactive") != NULL;
	p->dog_count++;
}

static void keep_person(struct demo_plan *p, const struct csv *csv, size_t row)
{
	struct demo_person *v = &p->people[p->person_count];

	if (p->person_count == DEMO_DOG_MAX)
		return;
	snprintf(v->id, sizeof(v->id), "%s", field(csv, row, "id"));
	v->level = levels_rank(&p->levels, field(csv, row, "level"));
	p->person_count++;
}

static int read_roster(struct demo_plan *p, enum roster_kind kind, const char *name, int64_t at_ms,
		       struct fault *f)
{
	const struct embedded *file = find_file(name);
	const char *text = file ? (const char *)file->data : "";
	struct roster_csv r = { .json = NULL };
	struct csv *csv = NULL;

	if (!file)
		return fault_set(f, ERR_NOT_FOUND, "%s is not in this build: make it again", name);
	int rc = roster_csv_read(kind, text, file->len, NULL, false, NULL, NULL, &r, f);
	if (!rc)
		rc = csv_parse(text, file->len, &csv, f);
	for (size_t i = 1; !rc && i < csv->count; i++) {
		if (kind == ROSTER_DOGS)
			keep_dog(p, csv, i);
		else
			keep_person(p, csv, i);
	}
	csv_free(&csv);
	if (rc)
		roster_csv_clear(&r);
	return rc ? rc : demo_add(p, at_ms, r.json, r.json_len);
}

int demo_read_rosters(struct demo_plan *p, int64_t at_ms, struct fault *f)
{
	int rc;

	levels_parse("", &p->levels, NULL);
	rc = demo_say(p, at_ms, NULL,
		      "\"action\":\"roster\",\"settings\":{\"shelter\":\"Protectora La Sénia\"}");

	if (!rc)
		rc = read_roster(p, ROSTER_DOGS, "demo/dogs.csv", at_ms, f);
	return rc ? rc : read_roster(p, ROSTER_VOLUNTEERS, "demo/volunteers.csv", at_ms, f);
}

/* Dogs that stay in today, or for which another stays in. */
static const char *const kept[] = { "p-007", "p-010", "p-029" };

/* What the morning begins with: who is on hold, who must not meet, who goes together. Before today
 * nobody knew, so that the days of the past are as they were made. */
static int say_judgement(struct demo_plan *p, int32_t day)
{
	int64_t at_ms = days_at_ms(day, 8, 30);
	char until[DAYS_STAMP_SIZE];
	int rc;

	days_format_day(days_add(day, 6), until);
	rc = demo_say(p, at_ms, NULL,
		      "\"action\":\"roster\",\"holds\":["
		      "{\"dog\":\"p-010\",\"kind\":\"medical\",\"reason\":\"curas en la pata\"},"
		      "{\"dog\":\"p-029\",\"kind\":\"quarantine\",\"reason\":\"recién llegada\","
		      "\"until\":\"%s\"}]",
		      until);
	return rc ? rc
		  : demo_say(p, at_ms, NULL,
			     "\"action\":\"roster\",\"pairs\":["
			     "{\"dogs\":[\"p-003\",\"p-007\"],\"kind\":\"incompatible\"},"
			     "{\"dogs\":[\"p-008\",\"p-009\"],\"kind\":\"bonded\"}]");
}

static void keep_in(struct demo_plan *p, const char *id)
{
	for (size_t k = 0; k < p->dog_count; k++)
		if (strcmp(p->dogs[k].id, id) == 0)
			p->dogs[k].away = true;
}

/* Whom the script needs, the generator leaves alone. */
static void reserve(struct demo_plan *p)
{
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		keep_in(p, kept[i]);
	for (size_t i = 0; i < sizeof(script) / sizeof(script[0]); i++) {
		if (script[i].dog)
			keep_in(p, script[i].dog);
		for (size_t k = 0; script[i].volunteer && k < p->person_count; k++) {
			if (strcmp(p->people[k].id, script[i].volunteer) == 0)
				p->people[k].here = false;
		}
	}
}

/* The generator speaks in printf formats; the script's only %s is the time Otto really came in. */
static int say_line(struct demo_plan *p, int32_t day, const struct line *l)
{
	int64_t at_ms = days_at_ms(day, l->hour, l->minute) + l->second * SECOND_MS;
	char stamp[DAYS_STAMP_SIZE];
	const char *gap = strstr(l->event, "%s");

	if (!gap)
		return demo_say(p, at_ms, l->id, "%s", l->event);
	days_format_stamp(days_at_ms(day, 10, 33), stamp);
	return demo_say(p, at_ms, l->id, "%.*s%s%s", (int)(gap - l->event), l->event, stamp,
			gap + 2);
}

int demo_plan_today(struct demo_plan *p, int32_t day)
{
	int rc = say_judgement(p, day);

	demo_start_day(p, day, p->person_count);
	reserve(p);
	for (size_t i = 0; i < p->dog_count; i++) {
		/* Thor is out from 11:05: the other reactive dogs wait, and one asks. */
		if (p->dogs[i].reactive)
			p->dogs[i].away = true;
	}
	if (!rc)
		rc = demo_play(p, day, WALKS_OVER, days_at_ms(day, 11, 36));
	for (size_t i = 0; !rc && i < sizeof(script) / sizeof(script[0]); i++)
		rc = say_line(p, day, &script[i]);
	return rc;
}
