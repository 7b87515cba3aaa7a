#include <config.h>

#include <string.h>

#include "paseo/base/days.h"
#include "paseo/board/figures.h"
#include "paseo/brain/checks.h"

int dog_walks_today(const struct board_dog *d, int64_t now_ms)
{
	return d->now.day == days_of(now_ms) ? d->now.walks_today : 0;
}

int64_t dog_seconds_today(const struct board_dog *d, int64_t now_ms)
{
	return d->now.day == days_of(now_ms) ? d->now.walk_seconds_today : 0;
}

int64_t dog_minutes_out(const struct board_dog *d, int64_t now_ms)
{
	int64_t out_ms = now_ms - d->now.since_ms;

	return d->now.state == STATE_OUTSIDE && out_ms > 0 ? out_ms / MINUTE_MS : 0;
}

int dog_limit_min(const struct model *m, const struct board_dog *d, int64_t now_ms)
{
	int64_t ms = d->now.state == STATE_OUTSIDE ? d->now.since_ms : now_ms;

	return checks_limit_min(&m->settings, &d->dog, days_of(ms));
}

int dog_target_min(const struct model *m, const struct board_dog *d)
{
	return d->dog.target_min > 0 ? d->dog.target_min : (int)m->settings.target_min;
}

bool dog_out_overnight(const struct board_dog *d, int64_t now_ms)
{
	return d->now.state == STATE_OUTSIDE && days_of(d->now.since_ms) < days_of(now_ms);
}

enum lateness dog_lateness(const struct model *m, const struct board_dog *d, int64_t now_ms)
{
	int64_t out = dog_minutes_out(d, now_ms);
	int32_t day = days_of(d->now.since_ms);

	if (d->now.state != STATE_OUTSIDE)
		return LATENESS_NONE;
	if (out >= checks_limit_min(&m->settings, &d->dog, day) || dog_out_overnight(d, now_ms))
		return LATENESS_LATE;
	return out >= checks_due_soon_min(&m->settings, &d->dog, day) ? LATENESS_SOON
								      : LATENESS_NONE;
}

int64_t dog_overdue_ms(const struct model *m, const struct board_dog *d)
{
	int64_t limit_ms = d->now.since_ms + dog_limit_min(m, d, d->now.since_ms) * MINUTE_MS;
	int64_t midnight_ms = days_start_ms(days_add(days_of(d->now.since_ms), 1));

	return limit_ms < midnight_ms ? limit_ms : midnight_ms;
}

const struct board_dog *dog_partner(const struct model *m, const struct board_dog *d)
{
	const struct board_dog *found = NULL;

	for (size_t i = 0; i < m->pair_count; i++) {
		const struct pair *p = &m->pairs[i];
		const char *id = p->kind == PAIR_BONDED ? pair_other(p, d->dog.id) : NULL;
		const struct board_dog *other = id ? model_dog(m, id) : NULL;

		if (!other || (other->dog.archived && other->now.state == STATE_INSIDE))
			continue;
		if (!found || other->now.state == STATE_INSIDE)
			found = other;
	}
	return found;
}

int64_t dog_alone_ms(const struct model *m, const struct board_dog *d)
{
	const struct board_dog *p = d->now.state == STATE_OUTSIDE ? dog_partner(m, d) : NULL;
	int64_t apart_ms;

	if (!p || p->now.state == STATE_OUTSIDE)
		return 0;
	apart_ms = p->now.since_ms > d->now.since_ms ? p->now.since_ms : d->now.since_ms;
	return apart_ms + m->settings.bonded_ms;
}

bool dog_is_alone(const struct model *m, const struct board_dog *d, int64_t now_ms)
{
	int64_t alone_ms = dog_alone_ms(m, d);

	return alone_ms && alone_ms <= now_ms;
}
