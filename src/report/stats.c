/*
 * stats - the model of a period's figures, all of it read at one moment of the database.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/base/hash.h"
#include "paseo/base/language.h"
#include "paseo/report/stats_work.h"

/* clang-format off */
static const char *const by_names[STATS_BY_COUNT] = {
	[STATS_DOG]       = "dog",
	[STATS_DAY]       = "day",
	[STATS_WEEKDAY]   = "weekday",
	[STATS_HOUR]      = "hour",
	[STATS_VOLUNTEER] = "volunteer",
	[STATS_KENNEL]    = "kennel",
	[STATS_LEVEL]     = "level",
};

static const char *const weekday_keys[STATS_WEEKDAYS] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* Up to so many thousandths of the Gini coefficient it is called so; the manual has the same. */
static const struct { int most_permille; const char *code; } fairness[] = {
	{ 150, "even" }, { 300, "fairly-even" }, { 450, "uneven" }, { 1000, "very-uneven" },
};
/* clang-format on */

const char *stats_by_name(enum stats_by by)
{
	return by_names[by];
}

int stats_by_find(const char *name)
{
	for (int i = 0; i < STATS_BY_COUNT; i++) {
		if (strcmp(by_names[i], name) == 0)
			return i;
	}
	return -1;
}

int stats_days_since(const struct stats *s, const struct stats_group *g)
{
	return g->last_day ? days_until(g->last_day, s->last_day) : -1;
}

bool stats_trend(const struct stats_group *g, int64_t *percent)
{
	*percent = 0;
	if (g->seconds_before <= 0)
		return false;
	*percent = (g->seconds - g->seconds_before) * 100 / g->seconds_before;
	return true;
}

int64_t stats_target_percent(const struct stats_group *g)
{
	return g->target_seconds > 0 ? g->seconds * 100 / g->target_seconds : -1;
}

const char *stats_fairness(const struct stats *s)
{
	for (size_t i = 0; s->gini_permille >= 0 && i < sizeof(fairness) / sizeof(fairness[0]);
	     i++) {
		if (s->gini_permille <= fairness[i].most_permille)
			return fairness[i].code;
	}
	return "";
}

const char *stats_name(const struct stats *s, enum stats_by by, const char *id)
{
	const struct stats_groups *groups = &s->by[by];

	for (size_t i = 0; i < groups->count; i++) {
		if (strcmp(groups->list[i].key, id) == 0 && groups->list[i].name[0])
			return groups->list[i].name;
	}
	return id;
}

static struct stats_group *add_group(struct stats_groups *groups, const char *key, const char *name)
{
	if (grow((void **)&groups->list, &groups->room, groups->count, sizeof(*groups->list)) != 0)
		return NULL;
	struct stats_group *g = &groups->list[groups->count++];
	memset(g, 0, sizeof(*g));
	snprintf(g->key, sizeof(g->key), "%s", key);
	snprintf(g->name, sizeof(g->name), "%s", name);
	return g;
}

uint32_t stats_group_of(struct stats_groups *groups, const char *key)
{
	for (size_t i = 0; i < groups->count; i++) {
		if (strcmp(groups->list[i].key, key) == 0)
			return (uint32_t)i;
	}
	return add_group(groups, key, "") ? (uint32_t)groups->count - 1 : UINT32_MAX;
}

static int add_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct stats_work *w = ctx;
	struct stats_group *g = add_group(&w->s->by[STATS_DOG], d->id, d->name);
	const int target_min = d->target_min ? d->target_min : (int)w->settings.target_min;
	struct kin kin;

	(void)now;
	(void)tags;
	if (!g || GROW(w, kin) != 0)
		return ERR_NOMEM;
	g->present = !d->archived;
	/* Of one walking day; times them when their number is known. */
	g->target_seconds = d->archived ? 0 : (int64_t)target_min * 60;
	w->s->dogs_present += !d->archived;
	kin.kennel = stats_group_of(&w->s->by[STATS_KENNEL], d->kennel);
	kin.level = stats_group_of(&w->s->by[STATS_LEVEL], d->level);
	w->kins[w->kin_count++] = kin;
	return kin.kennel == UINT32_MAX || kin.level == UINT32_MAX ? ERR_NOMEM : 0;
}

static int add_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	struct stats_work *w = ctx;
	struct stats_groups *people = &w->s->by[STATS_VOLUNTEER];

	(void)badges;
	if (!add_group(people, v->id, v->name))
		return ERR_NOMEM;
	return map_add(w->people, hash_text(v->id, 0), people->count - 1);
}

/* The shelter's own levels in their order, then whatever dogs have. */
static int add_levels(struct stats_work *w)
{
	const struct levels *levels = &w->settings.levels;

	for (size_t i = 0; i < levels->count; i++) {
		const struct level *l = &levels->list[i];
		/* What the shelter has written itself is no message. */
		const char *name = w->settings.levels_text[0] ? l->name : _(l->name);

		if (!add_group(&w->s->by[STATS_LEVEL], l->key, name))
			return ERR_NOMEM;
	}
	return 0;
}

static int add_times(struct stats_work *w)
{
	char key[STATS_KEY_SIZE];
	int rc = 0;

	for (int i = 0; !rc && i < STATS_WEEKDAYS; i++)
		rc = add_group(&w->s->by[STATS_WEEKDAY], weekday_keys[i], "") ? 0 : ERR_NOMEM;
	for (int i = 0; !rc && i < STATS_HOURS; i++) {
		snprintf(key, sizeof(key), "%02d", i);
		rc = add_group(&w->s->by[STATS_HOUR], key, "") ? 0 : ERR_NOMEM;
	}
	return rc;
}

/* The groups that there are before any walk is read; days come with the walks. */
static int add_groups(struct stats_work *w, struct reader *reader)
{
	int rc = add_levels(w);

	if (!rc)
		rc = add_times(w);
	if (!rc)
		rc = reader_dogs(reader, true, add_dog, w);
	if (!rc && !add_group(&w->s->by[STATS_VOLUNTEER], "", ""))
		rc = ERR_NOMEM;
	return rc ? rc : reader_volunteers(reader, true, add_volunteer, w);
}

/* When the dogs that did not walk in the period walked last. */
static int read_last_days(struct stats *s, struct reader *reader)
{
	struct stats_groups *dogs = &s->by[STATS_DOG];
	int rc = 0;

	for (size_t i = 0; !rc && i < dogs->count; i++) {
		struct stats_group *g = &dogs->list[i];

		if (g->present && !g->last_day)
			rc = reader_last_day_of_dog(reader, g->key, s->span.from, &g->last_day);
	}
	return rc;
}

static int read_model(struct stats_work *w, struct reader *reader)
{
	struct stats *s = w->s;
	int rc = reader_settings(reader, &w->settings);

	memcpy(s->shelter, w->settings.shelter, sizeof(w->settings.shelter));
	if (!rc)
		rc = add_groups(w, reader);
	if (!rc)
		rc = stats_read_walks(w, reader);
	if (!rc)
		rc = stats_read_pairs(w);
	if (!rc)
		rc = stats_read_conflicts(w, reader);
	if (!rc)
		rc = stats_sum_up(w);
	return rc ? rc : read_last_days(s, reader);
}

static void clear_work(struct stats_work *w)
{
	for (size_t i = 0; w->together && i < w->kin_count; i++)
		free(w->together[i]);
	free(w->together);
	free(w->last_of_person);
	free(w->spans);
	free(w->laps);
	free(w->kins);
	map_free(&w->people);
}

int stats_read(struct reader *reader, struct stats_span span, int64_t now_ms, struct stats **out,
	       struct fault *f)
{
	struct stats_work *w = calloc(1, sizeof(*w));
	struct stats *s = calloc(1, sizeof(*s));
	int32_t today = days_of(now_ms);
	int rc = w && s ? reader_hold(reader) : ERR_NOMEM;

	*out = s;
	if (!rc) {
		w->s = s;
		w->people = map_new();
		s->span = span;
		s->days = days_until(span.from, span.to) + 1;
		s->last_day = span.to < today ? span.to : today;
		s->before_from = days_add(span.from, -s->days);
		rc = w->people ? read_model(w, reader) : ERR_NOMEM;
		reader_release(reader);
		clear_work(w);
	}
	free(w);
	if (rc && f && !f->text[0])
		fault_set(f, rc,
			  _("the figures cannot be worked out: %s; paseo verify looks "
			    "through the database"),
			  error_text(rc));
	if (rc)
		stats_free(out);
	return rc;
}

void stats_free(struct stats **s)
{
	if (!*s)
		return;
	for (int i = 0; i < STATS_BY_COUNT; i++)
		free((*s)->by[i].list);
	free((*s)->pairs);
	free((*s)->conflicts);
	free(*s);
	*s = NULL;
}
