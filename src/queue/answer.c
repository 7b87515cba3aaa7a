/*
 * answer - names of warnings and asks, and the lines that producers and logs get.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/jtext.h"
#include "paseo/base/text.h"
#include "paseo/queue/answer.h"

/* clang-format off */
static const char *const warning_names[WARNING_COUNT] = {
	[WARNING_REACTIVE]     = "reactive",
	[WARNING_INCOMPATIBLE] = "incompatible",
	[WARNING_BONDED_ALONE] = "bonded-alone",
	[WARNING_HOLD]         = "hold",
	[WARNING_LEVEL]        = "level",
	[WARNING_GATE_BUSY]    = "gate-busy",
	[WARNING_HEAT]         = "heat",
	[WARNING_OVERDUE]      = "overdue",
	[WARNING_EARLY_RETURN] = "early-return",
	[WARNING_LATE]         = "late",
	[WARNING_CLOCK]        = "clock",
};

static const char *const ask_names[ASK_COUNT] = {
	[ASK_NONE]       = "",
	[ASK_WARNING]    = "warning",
	[ASK_REVERSAL]   = "reversal",
	[ASK_OTHER_DAY]  = "other-day",
	[ASK_CONFIDENCE] = "confidence",
	[ASK_ARCHIVED]   = "archived",
	[ASK_BONDED]     = "bonded",
	[ASK_WALKER]     = "walker",
	[ASK_RECALL]     = "recall",
};

static const char *const move_names[MOVE_COUNT] = {
	[MOVE_NONE]  = "",
	[MOVE_EXIT]  = "exit",
	[MOVE_ENTRY] = "entry",
	[MOVE_TURN]  = "turn",
};

/* Members of an answer whose names differ between the vocabularies. */
enum member { M_OUTCOME, M_DOG, M_STATE, M_SECONDS, M_WALKS, M_WARNINGS, M_TIME, M_ACTION, M_TAG,
	      M_VOLUNTEER, M_SOURCE, M_READER, M_OF, M_REASON, M_MOVE, M_GO, M_ESTIMATED, M_DAY, M_COUNT };
static const char *const member_names[M_COUNT][VOCABULARY_COUNT] = {
	[M_OUTCOME]   = { "outcome",            "resultado" },
	[M_DOG]       = { "dog",                "id_perro" },
	[M_STATE]     = { "state",              "nuevo_estado" },
	[M_SECONDS]   = { "walk_seconds_today", "tiempo_paseo_total_hoy" },
	[M_WALKS]     = { "walks_today",        "paseos_hoy" },
	[M_WARNINGS]  = { "warnings",           "avisos" },
	[M_TIME]      = { "time",               "hora" },
	[M_ACTION]    = { "action",             "accion" },
	[M_TAG]       = { "tag",                "etiqueta" },
	[M_VOLUNTEER] = { "volunteer",          "voluntario" },
	[M_SOURCE]    = { "source",             "origen" },
	[M_READER]    = { "reader",             "lector" },
	[M_OF]        = { "of",                 "de" },
	[M_REASON]    = { "reason",             "motivo" },
	[M_MOVE]      = { "move",               "movimiento" },
	[M_GO]        = { "go",                 "adelante" },
	[M_ESTIMATED] = { "estimated",          "estimado" },
	[M_DAY]       = { "day",                "dia" },
};
/* clang-format on */

static int find_name(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

const char *answer_warning_name(enum warning_kind k)
{
	return warning_names[k];
}

int answer_warning_find(const char *name)
{
	return find_name(warning_names, WARNING_COUNT, name);
}

const char *answer_ask_name(enum ask a)
{
	return ask_names[a];
}

int answer_ask_find(const char *name)
{
	return find_name(ask_names, ASK_COUNT, name);
}

const char *answer_move_name(enum move m)
{
	return move_names[m];
}

int answer_move_find(const char *name)
{
	return find_name(move_names, MOVE_COUNT, name);
}

/* The ids in a warning's "with" as an array. */
static void write_with(struct jtext *t, const char *with)
{
	jtext_open(t, "with", '[');
	while (*with) {
		size_t n = strcspn(with, " ");

		jtext_string_part(t, NULL, with, n);
		with += n + (with[n] == ' ');
	}
	jtext_close(t, ']');
}

static void write_warnings(struct jtext *t, const char *key, const struct answer *a)
{
	jtext_open(t, key, '[');
	for (size_t i = 0; i < a->warning_count; i++) {
		jtext_open(t, NULL, '{');
		jtext_string(t, "kind", warning_names[a->warnings[i].kind]);
		if (a->warnings[i].with[0])
			write_with(t, a->warnings[i].with);
		jtext_close(t, '}');
	}
	jtext_close(t, ']');
}

/* A text member unless it is empty. */
static void write_text(struct jtext *t, const char *key, const char *text)
{
	if (text[0])
		jtext_string(t, key, text);
}

/* What the event said of itself: for logs and streams, which have not sent it. */
static void write_event(struct jtext *t, const struct answer *a, enum vocabulary v)
{
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(a->time_ms, stamp);
	jtext_string(t, member_names[M_TIME][v], stamp);
	jtext_string(t, member_names[M_ACTION][v], event_action_name(a->action, v));
	write_text(t, member_names[M_MOVE][v], move_names[a->move]);
	write_text(t, member_names[M_TAG][v], a->tag);
	write_text(t, member_names[M_VOLUNTEER][v], a->volunteer);
	write_text(t, member_names[M_SOURCE][v], event_source_name(a->source));
	write_text(t, member_names[M_READER][v], a->reader);
	write_text(t, member_names[M_OF][v], a->of);
	if (a->action == ACTION_ANSWER || a->action == ACTION_RECALL)
		jtext_word(t, member_names[M_GO][v], a->go ? "true" : "false");
	write_text(t, member_names[M_REASON][v], a->reason);
	if (a->estimated)
		jtext_word(t, member_names[M_ESTIMATED][v], "true");
	if (a->day) {
		days_format_day(a->day, stamp);
		jtext_string(t, member_names[M_DAY][v], stamp);
	}
}

static void write_dog(struct jtext *t, const struct answer *a, enum vocabulary v)
{
	write_text(t, member_names[M_DOG][v], a->dog);
	if (!a->has_state)
		return;
	jtext_string(t, member_names[M_STATE][v], event_state_name(a->state, v));
	jtext_integer(t, member_names[M_SECONDS][v], a->walk_seconds_today);
	jtext_integer(t, member_names[M_WALKS][v], a->walks_today);
}

static char *write_line(const struct answer *a, enum vocabulary v, bool with_time, size_t *len)
{
	struct jtext t = JTEXT_EMPTY;

	jtext_open(&t, NULL, '{');
	if (a->seq)
		jtext_integer(&t, "seq", (int64_t)a->seq);
	write_text(&t, "id", a->id);
	if (with_time)
		write_event(&t, a, v);
	jtext_string(&t, member_names[M_OUTCOME][v], event_outcome_name(a->outcome, v));
	if (a->outcome == OUTCOME_DUPLICATE)
		jtext_string(&t, "first", event_outcome_name(a->first, v));
	write_dog(&t, a, v);
	write_warnings(&t, member_names[M_WARNINGS][v], a);
	write_text(&t, "ask", ask_names[a->ask]);
	write_text(&t, "error", a->error);
	jtext_close(&t, '}');
	return jtext_take(&t, len);
}

char *answer_write(const struct answer *a, bool with_time, size_t *len)
{
	return write_line(a, a->vocabulary, with_time, len);
}

char *answer_write_log(const struct answer *a, size_t *len)
{
	return write_line(a, VOCABULARY_ENGLISH, true, len);
}

char *answer_write_warnings(const struct answer *a)
{
	struct jtext t = JTEXT_EMPTY;

	write_warnings(&t, NULL, a);
	return jtext_take(&t, NULL);
}

/* Put the ids of an array into a warning. */
static void read_with(const struct jdoc *with, struct warning *w)
{
	size_t used = 0;

	for (size_t i = 0; i < jdoc_size(with); i++) {
		const char *id = jdoc_string(jdoc_at(with, i));
		int n = id ? snprintf(w->with + used, sizeof(w->with) - used, "%s%s",
				      used ? " " : "", id)
			   : 0;

		if (n < 0 || (size_t)n >= sizeof(w->with) - used) {
			w->with[used] = '\0';
			return;
		}
		used += (size_t)n;
	}
}

int answer_read_warnings(const char *json, struct answer *a)
{
	struct jdoc *array;
	int code = jdoc_parse(json, strlen(json), &array, NULL);

	a->warning_count = 0;
	if (code)
		return code;
	for (size_t i = 0; i < jdoc_size(array) && a->warning_count < WARNING_MAX; i++) {
		const struct jdoc *one = jdoc_at(array, i);
		const char *kind = jdoc_string(jdoc_get(one, "kind"));
		int found = kind ? answer_warning_find(kind) : -1;
		struct warning *w = &a->warnings[a->warning_count];

		if (found < 0)
			continue;
		memset(w, 0, sizeof(*w));
		w->kind = (enum warning_kind)found;
		read_with(jdoc_get(one, "with"), w);
		a->warning_count++;
	}
	jdoc_free(&array);
	return 0;
}

void answer_malformed(struct answer *a, const char *error)
{
	memset(a, 0, sizeof(*a));
	a->outcome = OUTCOME_REJECTED;
	text_clean(a->error, sizeof(a->error), error, strlen(error));
}
