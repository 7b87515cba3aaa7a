/*
 * checks - one row a warning. See the header.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/brain/checks.h"

/* What is judged: a dog that is about to leave. */
struct leaving {
	const struct gate *gate;
	const struct gate_dog *self;
	const char *walker_id; /* NULL: nobody is named */
	const struct volunteer *walker;
	struct verdict *verdict;
};

struct check {
	enum warning_kind kind;
	/* Put the ids of the dogs concerned in with; true: the warning is raised. */
	bool (*raised)(const struct leaving *l, char with[WITH_SIZE]);
	/* What settles it when its policy is to confirm. */
	enum ask (*settled)(const struct leaving *l);
};

/* Add an id; false: there is no room for it, nor for those after it. */
static bool add_with(char with[WITH_SIZE], const char *id)
{
	size_t used = strlen(with);

	if (used + strlen(id) + 2 > WITH_SIZE)
		return false;
	snprintf(with + used, WITH_SIZE - used, "%s%s", used ? " " : "", id);
	return true;
}

static bool names(const char *with, const char *id)
{
	size_t len = strlen(id);

	for (const char *p = with; *p;) {
		size_t n = strcspn(p, " ");

		if (n == len && memcmp(p, id, n) == 0)
			return true;
		p += n + (p[n] == ' ');
	}
	return false;
}

static bool is_about(const struct gate_dog *d)
{
	return d->outside || d->moved;
}

/* Do their zones keep the two from meeting? */
static bool is_apart(const struct leaving *l, const struct dog *other)
{
	const char *own = l->self->dog->zone;

	return l->gate->settings->zones_apart && own[0] && other->zone[0] &&
	       strcmp(own, other->zone) != 0;
}

/* Does the dog have a partner that it goes out with; other NULL: any? */
static bool has_partner(const struct leaving *l, const struct gate_dog *other)
{
	for (size_t i = 0; i < l->gate->pair_count; i++) {
		const struct pair *p = &l->gate->pairs[i];
		const char *id = p->kind == PAIR_BONDED ? pair_other(p, l->self->dog->id) : NULL;

		if (id && (!other || strcmp(id, other->dog->id) == 0))
			return true;
	}
	return false;
}

static const struct gate_dog *find(const struct gate *g, const char *id)
{
	for (size_t i = 0; i < g->dog_count; i++) {
		if (strcmp(g->dogs[i].dog->id, id) == 0)
			return &g->dogs[i];
	}
	return NULL;
}

/* Two dogs that are reactive to dogs must not be outside at once. */
static bool reactive(const struct leaving *l, char with[WITH_SIZE])
{
	if (!dog_has_trait(l->self->dog, "reactive"))
		return false;
	for (size_t i = 0; i < l->gate->dog_count; i++) {
		const struct gate_dog *other = &l->gate->dogs[i];

		if (other != l->self && is_about(other) && dog_has_trait(other->dog, "reactive") &&
		    !is_apart(l, other->dog) && !add_with(with, other->dog->id))
			break;
	}
	return with[0] != '\0';
}

static bool incompatible(const struct leaving *l, char with[WITH_SIZE])
{
	for (size_t i = 0; i < l->gate->pair_count; i++) {
		const struct pair *p = &l->gate->pairs[i];
		const char *id =
			p->kind == PAIR_INCOMPATIBLE ? pair_other(p, l->self->dog->id) : NULL;
		const struct gate_dog *other = id ? find(l->gate, id) : NULL;

		if (other && is_about(other) && !is_apart(l, other->dog))
			(void)add_with(with, id);
	}
	return with[0] != '\0';
}

/* Partners go together. Where it is only noted, one that follows in time is no news: the warning
 * waits until that is known. Where it is asked, it is asked before the dog is gone. */
static bool bonded_alone(const struct leaving *l, char with[WITH_SIZE])
{
	bool asks = l->gate->settings->policies[WARNING_BONDED_ALONE] != POLICY_NOTE;

	for (size_t i = 0; i < l->gate->pair_count; i++) {
		const struct pair *p = &l->gate->pairs[i];
		const char *id = p->kind == PAIR_BONDED ? pair_other(p, l->self->dog->id) : NULL;
		const struct gate_dog *other = id ? find(l->gate, id) : NULL;

		if (!other || other->dog->archived || other->outside || other->joined)
			continue;
		if (l->gate->later_known || asks)
			(void)add_with(with, id);
	}
	return with[0] != '\0';
}

/* NOLINTNEXTLINE(readability-non-const-parameter): a row of the table */
static bool hold(const struct leaving *l, char with[WITH_SIZE])
{
	(void)with;
	return dog_on_hold(l->self->dog, l->gate->day);
}

/* A handler may walk dogs up to their own level; one whose level nobody knows, those of the lowest. */
/* NOLINTNEXTLINE(readability-non-const-parameter): a row of the table */
static bool level(const struct leaving *l, char with[WITH_SIZE])
{
	const struct settings *s = l->gate->settings;
	int rank = levels_rank(&s->levels, l->self->dog->level);
	int needs = levels_rank(&s->levels, s->level_needs_walker);
	int walker = l->walker ? levels_rank(&s->levels, l->walker->level) : -1;

	(void)with;
	if (!l->walker_id)
		return needs >= 0 && rank >= needs;
	return rank > 0 && rank > walker;
}

/* Is the dog named by a warning that was raised before? */
static bool is_named(const struct leaving *l, const struct gate_dog *other)
{
	for (size_t i = 0; i < l->verdict->warning_count; i++) {
		if (names(l->verdict->warnings[i].with, other->dog->id))
			return true;
	}
	return false;
}

/* Those that a stricter warning names already, and a partner, which goes with it, make no crowd. */
static bool gate_busy(const struct leaving *l, char with[WITH_SIZE])
{
	bool paired = has_partner(l, NULL);

	for (size_t i = 0; i < l->gate->dog_count; i++) {
		const struct gate_dog *other = &l->gate->dogs[i];

		if (other == l->self || !other->moved || is_named(l, other) ||
		    (paired && has_partner(l, other)))
			continue;
		if (!add_with(with, other->dog->id))
			break;
	}
	return with[0] != '\0';
}

/* The part of its longest walk that the heat leaves a dog. */
static int64_t heat_percent(const struct settings *s, const struct dog *d, int32_t day)
{
	enum heat heat = settings_heat(s, day);

	if (heat == HEAT_NONE)
		return 100;
	return dog_has_trait(d, "heat") ? s->heat_sensitive_percent[heat] : s->heat_percent[heat];
}

/* A sensitive dog from the first band on; any dog when it is extreme or nothing of its walk is left. */
/* NOLINTNEXTLINE(readability-non-const-parameter): a row of the table */
static bool heat(const struct leaving *l, char with[WITH_SIZE])
{
	enum heat band = settings_heat(l->gate->settings, l->gate->day);

	(void)with;
	if (band == HEAT_NONE)
		return false;
	return band == HEAT_EXTREME || dog_has_trait(l->self->dog, "heat") ||
	       heat_percent(l->gate->settings, l->self->dog, l->gate->day) == 0;
}

static enum ask by_person(const struct leaving *l)
{
	(void)l;
	return ASK_WARNING;
}

static enum ask by_partner(const struct leaving *l)
{
	(void)l;
	return ASK_BONDED;
}

static enum ask by_badge(const struct leaving *l)
{
	return l->walker_id ? ASK_WARNING : ASK_WALKER;
}

/* clang-format off */
/* gate-busy stands after those whose dogs it leaves out. */
static const struct check checks[] = {
	{ WARNING_HOLD,         hold,         by_person },
	{ WARNING_REACTIVE,     reactive,     by_person },
	{ WARNING_INCOMPATIBLE, incompatible, by_person },
	{ WARNING_BONDED_ALONE, bonded_alone, by_partner },
	{ WARNING_LEVEL,        level,        by_badge },
	{ WARNING_GATE_BUSY,    gate_busy,    by_person },
	{ WARNING_HEAT,         heat,         by_person },
};
/* clang-format on */

/* Note a warning; ask is what settles it where the shelter wants it confirmed. Two that are settled in
 * different ways are for a person. */
static void raise(struct verdict *v, const struct settings *s, enum warning_kind kind,
		  const char *with, enum ask ask)
{
	enum policy policy = s->policies[kind];
	struct warning *w;

	if (v->warning_count < WARNING_MAX) {
		w = &v->warnings[v->warning_count++];
		memset(w, 0, sizeof(*w));
		w->kind = kind;
		snprintf(w->with, sizeof(w->with), "%s", with);
	}
	/* Its partner can still come: it waits, but no person lets it go alone (refer.c). */
	if (policy == POLICY_REFUSE && ask == ASK_BONDED)
		policy = POLICY_CONFIRM;
	if (policy == POLICY_CONFIRM)
		v->ask = v->ask == ASK_NONE || v->ask == ask ? ask : ASK_WARNING;
	if (policy > v->policy)
		v->policy = policy;
}

static void clear(struct verdict *v)
{
	v->policy = POLICY_NOTE;
	v->ask = ASK_NONE;
	v->warning_count = 0;
}

void checks_exit(const struct gate *g, size_t index, const char *walker_id,
		 const struct volunteer *walker, struct verdict *out)
{
	struct leaving l = { g, &g->dogs[index], walker_id, walker, out };

	clear(out);
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		char with[WITH_SIZE] = "";

		if (checks[i].raised(&l, with))
			raise(out, g->settings, checks[i].kind, with, checks[i].settled(&l));
	}
}

void checks_entry(const struct settings *s, const struct dog *d, int64_t out_ms, int64_t in_ms,
		  struct verdict *out)
{
	int64_t limit_ms = checks_limit_min(s, d, days_of(out_ms)) * MINUTE_MS;

	clear(out);
	if (in_ms - out_ms < s->early_min * MINUTE_MS)
		raise(out, s, WARNING_EARLY_RETURN, "", ASK_WARNING);
	else if (in_ms - out_ms >= limit_ms)
		raise(out, s, WARNING_OVERDUE, "", ASK_WARNING);
}

int checks_limit_min(const struct settings *s, const struct dog *d, int32_t day)
{
	int64_t limit = d->limit_min > 0 ? d->limit_min : s->limit_min;

	return (int)(limit * heat_percent(s, d, day) / 100);
}

int checks_due_soon_min(const struct settings *s, const struct dog *d, int32_t day)
{
	return (int)(checks_limit_min(s, d, day) * s->due_soon_percent / 100);
}
