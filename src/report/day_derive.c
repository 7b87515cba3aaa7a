/*
 * day_derive - warnings that follow from the walks of a day and that no answer carries: a partner
 * that stayed behind, which is known only when its time is over, and a walk that was too long, where its
 * end was typed, put right, or has not come. By the limits as they are now, and the heat of that day.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/brain/checks.h"
#include "paseo/report/day_parts.h"

static bool is_told(const struct day_report *r, uint64_t seq, enum warning_kind kind)
{
	for (size_t i = 0; seq && i < r->warning_count; i++) {
		const struct day_warning *w = &r->warnings[i];

		if (w->seq == seq && w->warning.kind == kind && !w->derived)
			return true;
	}
	return false;
}

static int derive(struct day_report *r, const struct walk *walk, enum warning_kind kind,
		  int64_t time_ms, const char *with)
{
	struct day_warning *one;

	if (GROW(r, warning) != 0)
		return ERR_NOMEM;
	one = &r->warnings[r->warning_count++];
	memset(one, 0, sizeof(*one));
	one->seq = walk->out_seq;
	one->time_ms = time_ms;
	one->derived = true;
	one->warning.kind = kind;
	memcpy(one->dog, walk->dog, sizeof(one->dog));
	memcpy(one->volunteer, walk->volunteer, sizeof(one->volunteer));
	snprintf(one->warning.with, sizeof(one->warning.with), "%s", with);
	return 0;
}

static bool was_outside(const struct day_work *w, const char *dog, int64_t ms)
{
	for (size_t i = 0; i < w->walk_count; i++) {
		const struct walk *walk = &w->walks[i];

		if (walk->out_ms <= ms && (!walk->in_ms || walk->in_ms > ms) &&
		    strcmp(walk->dog, dog) == 0)
			return true;
	}
	return false;
}

/* Was the partner neither out when the dog went nor bonded_ms later? */
static bool stayed_behind(const struct day_work *w, const struct walk *walk, const char *partner)
{
	const struct day_dog *d = day_find_dog(w->r, partner);

	return d && !d->dog.archived && !was_outside(w, partner, walk->out_ms) &&
	       !was_outside(w, partner, walk->out_ms + w->r->settings.bonded_ms);
}

static int derive_alone(struct day_work *w, const struct walk *walk)
{
	struct day_report *r = w->r;
	char with[WITH_SIZE] = "";
	size_t used = 0;

	if (walk->out_ms + r->settings.bonded_ms > r->now_ms ||
	    is_told(r, walk->out_seq, WARNING_BONDED_ALONE))
		return 0;
	for (size_t i = 0; i < w->pair_count; i++) {
		const char *partner = pair_other(&w->pairs[i], walk->dog);

		if (!partner || !stayed_behind(w, walk, partner) ||
		    used + strlen(partner) + 2 > WITH_SIZE)
			continue;
		used += (size_t)snprintf(with + used, WITH_SIZE - used, "%s%s", used ? " " : "",
					 partner);
	}
	return used ? derive(r, walk, WARNING_BONDED_ALONE, walk->out_ms, with) : 0;
}

/* The limit is that of the moment when the walk ended: heat may have been said of on the way. */
static int derive_overdue(struct day_work *w, const struct walk *walk)
{
	struct day_report *r = w->r;
	const struct day_dog *d = day_find_dog(r, walk->dog);
	int64_t until_ms = walk->in_ms ? walk->in_ms : r->now_ms;
	int64_t limit_ms;

	if (!d || is_told(r, walk->in_seq, WARNING_OVERDUE))
		return 0;
	r->settings.heat = day_heat_at(r, until_ms);
	r->settings.heat_day = r->day;
	limit_ms = checks_limit_min(&r->settings, &d->dog, r->day) * MINUTE_MS;
	if (until_ms - walk->out_ms < limit_ms)
		return 0;
	return derive(r, walk, WARNING_OVERDUE, walk->out_ms + limit_ms, "");
}

static int add_pair(void *ctx, const struct pair *p)
{
	struct day_work *w = ctx;

	if (p->kind != PAIR_BONDED)
		return 0;
	if (GROW(w, pair) != 0)
		return ERR_NOMEM;
	w->pairs[w->pair_count++] = *p;
	return 0;
}

int day_derive_warnings(struct day_work *w)
{
	int rc = reader_pairs(w->reader, add_pair, w);

	for (size_t i = 0; !rc && i < w->walk_count; i++) {
		const struct walk *walk = &w->walks[i];

		if (walk->day != w->r->day)
			continue;
		rc = derive_alone(w, walk);
		if (!rc)
			rc = derive_overdue(w, walk);
	}
	return rc;
}
