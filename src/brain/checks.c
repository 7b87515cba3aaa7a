/*
 * checks - one row a warning. See the header.
 */
#include <config.h>

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "paseo/brain/checks.h"

/* What is judged: a dog that is about to leave. */
struct leaving {
	const struct memory *memory;
	const struct dog *dog;
	uint32_t index;
	int64_t ms;
	int64_t now_ms;
};

struct check {
	enum warning_kind kind;
	size_t policy; /* offset of its policy in struct settings */
	/* Put the ids of the dogs concerned in with; true: the warning is raised. */
	bool (*raised)(const struct leaving *l, char with[WITH_SIZE]);
};

static void add_with(char with[WITH_SIZE], const char *id)
{
	size_t used = strlen(with);

	if (used + strlen(id) + 2 <= WITH_SIZE)
		snprintf(with + used, WITH_SIZE - used, "%s%s", used ? " " : "", id);
}

/* Is another dog about at that time: outside, or in through the gate a moment ago? What it did in the
 * same millisecond counts, whatever the order of ids. */
static bool is_about_at(const struct leaving *l, uint32_t other, int64_t ms)
{
	int64_t since;

	if (memory_state_at(l->memory, other, ms + 1, "", &since) == STATE_OUTSIDE)
		return true;
	return since && ms - since < l->memory->settings.gate_busy_ms;
}

static bool is_about(const struct leaving *l, uint32_t other)
{
	return is_about_at(l, other, l->ms) || is_about_at(l, other, l->now_ms);
}

/* Two dogs that are reactive to dogs must not be outside at once. */
static bool reactive(const struct leaving *l, char with[WITH_SIZE])
{
	if (!dog_has_trait(l->dog, "reactive"))
		return false;
	for (uint32_t i = 0; i < l->memory->dog_count; i++) {
		const struct dog *other = &l->memory->dogs[i]->record;

		if (i != l->index && dog_has_trait(other, "reactive") && is_about(l, i))
			add_with(with, other->id);
	}
	return with[0] != '\0';
}

/* clang-format off */
static const struct check checks[] = {
	{ WARNING_REACTIVE, offsetof(struct settings, reactive_policy), reactive },
};
/* clang-format on */

struct warning *checks_warn(struct answer *a, enum warning_kind k)
{
	struct warning *w;

	if (a->warning_count == WARNING_MAX)
		return NULL;
	w = &a->warnings[a->warning_count++];
	memset(w, 0, sizeof(*w));
	w->kind = k;
	return w;
}

enum policy checks_exit(const struct memory *m, uint32_t dog, int64_t ms, int64_t now_ms,
			struct answer *a)
{
	struct leaving l = { m, &m->dogs[dog]->record, dog, ms, now_ms };
	enum policy strictest = POLICY_NOTE;

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		const char *settings = (const char *)&m->settings;
		enum policy policy =
			*(const enum policy *)(const void *)(settings + checks[i].policy);
		char with[WITH_SIZE] = "";
		struct warning *w;

		if (!checks[i].raised(&l, with))
			continue;
		w = checks_warn(a, checks[i].kind);
		if (w)
			memcpy(w->with, with, sizeof(with));
		if (policy > strictest)
			strictest = policy;
	}
	return strictest;
}
