/*
 * event_text - see the header. Times are RFC 3339 with milliseconds; codes are the English ones of the wire;
 * the checksum is 16 hexadecimal digits, so that no spreadsheet takes it for a number it can round.
 */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/queue/rules.h"
#include "paseo/store/event_text.h"

enum kind {
	KIND_SEQ,   /* uint64_t; 0: absent where it may be */
	KIND_CHAIN, /* uint64_t */
	KIND_TIME,  /* int64_t, ms */
	KIND_DAY,   /* int32_t; 0: absent */
	KIND_TEXT,
	KIND_CODE, /* an enumeration */
	KIND_FLAG, /* bool: "true" or "" */
	KIND_WALKS,
	KIND_SECONDS, /* of the answer: absent without a state */
	KIND_STATE,
	KIND_WARNINGS,
	KIND_UNSTREAMED, /* of the targets */
	KIND_JSON
};

struct column {
	const char *name;
	enum kind kind;
	size_t offset, size;
	const char *(*word)(int code);
	int (*find)(const char *word);
	const char *meaning;
};

static const char *word_action(int code)
{
	return event_action_name((enum action)code, VOCABULARY_ENGLISH);
}

static const char *word_source(int code)
{
	return code == SOURCE_NONE ? "" : event_source_name((enum source)code);
}

static int find_source(const char *word)
{
	return word[0] ? event_source_find(word) : SOURCE_NONE;
}

static const char *word_outcome(int code)
{
	return event_outcome_name((enum outcome)code, VOCABULARY_ENGLISH);
}

static const char *word_ask(int code)
{
	return answer_ask_name((enum ask)code);
}

static const char *word_move(int code)
{
	return answer_move_name((enum move)code);
}

static const char *word_vocabulary(int code)
{
	return code == VOCABULARY_SPANISH ? "es" : "en";
}

static int find_vocabulary(const char *word)
{
	if (strcmp(word, "en") == 0)
		return VOCABULARY_ENGLISH;
	return strcmp(word, "es") == 0 ? VOCABULARY_SPANISH : -1;
}

/* clang-format off */
#define OF(member) offsetof(struct logged, answer.member), sizeof(((struct logged *)0)->answer.member)
#define PLAIN NULL, NULL

static const struct column columns[] = {
	{ "seq", KIND_SEQ, OF(seq), PLAIN, N_("its number; they go up by one") },
	{ "received", KIND_TIME, OF(received_ms), PLAIN, N_("when the station got it") },
	{ "time", KIND_TIME, OF(time_ms), PLAIN, N_("when it happened") },
	{ "id", KIND_TEXT, OF(id), PLAIN, N_("the producer's own id, else the station's") },
	{ "scope", KIND_TEXT, OF(scope), PLAIN, N_("where the id is unique") },
	{ "action", KIND_CODE, OF(action), word_action, event_action_find,
	  N_("exit, entry, scan, retract, amend, answer, roster, recall or close") },
	{ "source", KIND_CODE, OF(source), word_source, find_source, N_("what read it") },
	{ "vocabulary", KIND_CODE, OF(vocabulary), word_vocabulary, find_vocabulary,
	  N_("the asker's words: en or es") },
	{ "outcome", KIND_CODE, OF(outcome), word_outcome, event_outcome_find,
	  N_("what became of it: applied, already, held, unknown, ignored or rejected") },
	{ "ask", KIND_CODE, OF(ask), word_ask, answer_ask_find, N_("why it was held") },
	{ "move", KIND_CODE, OF(move), word_move, answer_move_find,
	  N_("which way the dog went: exit, entry, or turn where later events may say otherwise") },
	{ "estimated", KIND_FLAG, OF(estimated), PLAIN, N_("true: nobody measured the time") },
	{ "go", KIND_FLAG, OF(go), PLAIN, N_("true: an answer lets it go, a recall begins") },
	{ "dog", KIND_TEXT, OF(dog), PLAIN, N_("the dog's id") },
	{ "tag", KIND_TEXT, OF(tag), PLAIN, N_("the code that was read") },
	{ "volunteer", KIND_TEXT, OF(volunteer), PLAIN, N_("the volunteer's id") },
	{ "reader", KIND_TEXT, OF(reader), PLAIN, N_("the reader that read it") },
	{ "of", KIND_TEXT, OF(of), PLAIN, N_("the id of the event that it speaks of") },
	{ "of_seq", KIND_SEQ, OF(of_seq), PLAIN, N_("the number of that event") },
	{ "reason", KIND_TEXT, OF(reason), PLAIN, N_("why, as it was typed") },
	{ "warnings", KIND_WARNINGS, 0, 0, PLAIN, N_("what was warned of, as JSON") },
	{ "error", KIND_TEXT, OF(error), PLAIN, N_("what was wrong with it") },
	{ "state", KIND_STATE, 0, 0, PLAIN, N_("INSIDE or OUTSIDE: of the dog, as it was answered") },
	{ "walks_today", KIND_WALKS, 0, 0, PLAIN, N_("its walks of that day, as it was answered") },
	{ "walk_seconds_today", KIND_SECONDS, 0, 0, PLAIN, N_("and their seconds") },
	{ "day", KIND_DAY, OF(day), PLAIN, N_("the day that a close closes") },
	{ "unstreamed", KIND_UNSTREAMED, 0, 0, PLAIN, N_("true: no rule sent it to the stream") },
	{ "json", KIND_JSON, 0, 0, PLAIN, N_("the event as it was taken: this is the truth") },
	{ "chain", KIND_CHAIN, offsetof(struct logged, chain), sizeof(uint64_t), PLAIN,
	  N_("checksum of this event and all before it") },
};
/* clang-format on */

size_t event_text_count(void)
{
	return sizeof(columns) / sizeof(columns[0]);
}

const char *event_text_name(size_t column)
{
	return columns[column].name;
}

const char *event_text_meaning(size_t column)
{
	return columns[column].meaning;
}

static const void *place(const struct logged *l, const struct column *c)
{
	return (const char *)l + c->offset;
}

static void print_number(char out[EVENT_TEXT_SIZE], uint64_t value, bool known)
{
	out[0] = '\0';
	if (known)
		(void)snprintf(out, EVENT_TEXT_SIZE, "%" PRIu64, value);
}

static void print_warnings(char out[EVENT_TEXT_SIZE], const struct answer *a)
{
	char *text = a->warning_count ? answer_write_warnings(a) : NULL;

	(void)snprintf(out, EVENT_TEXT_SIZE, "%s", text ? text : "");
	free(text);
}

static void print_moment(char out[EVENT_TEXT_SIZE], enum kind kind, const void *at)
{
	char stamp[DAYS_STAMP_SIZE] = "";

	if (kind == KIND_TIME)
		days_format_stamp(*(const int64_t *)at, stamp);
	else if (*(const int32_t *)at)
		days_format_day(*(const int32_t *)at, stamp);
	(void)snprintf(out, EVENT_TEXT_SIZE, "%s", stamp);
}

/* Enumerations are as wide as an int here, which the compiler is asked below. */
static int code_at(const void *at)
{
	int code;

	memcpy(&code, at, sizeof(code));
	return code;
}

_Static_assert(sizeof(enum action) == sizeof(int) && sizeof(enum vocabulary) == sizeof(int),
	       "enumerations are read and written as int");

const char *event_text_get(const struct logged *l, size_t column, char out[EVENT_TEXT_SIZE])
{
	const struct column *c = &columns[column];
	const struct answer *a = &l->answer;
	const void *at = place(l, c);

	out[0] = '\0';
	switch (c->kind) {
	case KIND_SEQ:
		print_number(out, *(const uint64_t *)at, *(const uint64_t *)at != 0);
		break;
	case KIND_CHAIN:
		(void)snprintf(out, EVENT_TEXT_SIZE, "%016" PRIx64, l->chain);
		break;
	case KIND_TIME:
	case KIND_DAY:
		print_moment(out, c->kind, at);
		break;
	case KIND_TEXT:
		return at;
	case KIND_CODE:
		return c->word(code_at(at));
	case KIND_FLAG:
		return *(const bool *)at ? "true" : "";
	case KIND_WALKS:
		print_number(out, (uint64_t)a->walks_today, a->has_state);
		break;
	case KIND_SECONDS:
		print_number(out, (uint64_t)a->walk_seconds_today, a->has_state);
		break;
	case KIND_STATE:
		return a->has_state ? event_state_name(a->state, VOCABULARY_ENGLISH) : "";
	case KIND_UNSTREAMED:
		return l->targets & TARGET_STREAM ? "" : "true";
	case KIND_WARNINGS:
		print_warnings(out, a);
		break;
	case KIND_JSON:
		return l->json;
	}
	return out;
}

/* ---- and back ---- */

static int wants(struct fault *f, const struct column *c, const char *what, const char *text)
{
	return fault_set(f, ERR_INVALID, _("column %s wants %s, not '%.60s'"), c->name, what, text);
}

static int read_number(const char *text, int base, uint64_t *out)
{
	char *end = NULL;

	*out = 0;
	if (!text[0])
		return 0;
	errno = 0;
	*out = strtoull(text, &end, base);
	return errno || *end || text[0] == '-' ? ERR_INVALID : 0;
}

static int read_seconds(struct answer *a, const struct column *c, const char *text, struct fault *f)
{
	uint64_t value = 0;

	if (read_number(text, 10, &value) != 0 || value > INT32_MAX)
		return wants(f, c, _("a whole number"), text);
	if (c->kind == KIND_WALKS)
		a->walks_today = (int)value;
	else
		a->walk_seconds_today = (int64_t)value;
	return 0;
}

static int read_state(struct answer *a, const struct column *c, const char *text, struct fault *f)
{
	a->has_state = text[0] != '\0';
	for (int s = 0; s < STATE_COUNT; s++) {
		if (strcmp(text, event_state_name((enum dog_state)s, VOCABULARY_ENGLISH)) == 0) {
			a->state = (enum dog_state)s;
			return 0;
		}
	}
	return a->has_state ? wants(f, c, "INSIDE, OUTSIDE", text) : 0;
}

static int read_code(void *at, const struct column *c, const char *text, struct fault *f)
{
	int code = c->find(text);

	if (code < 0)
		return wants(f, c, _("one of its words"), text);
	memcpy(at, &code, sizeof(code));
	return 0;
}

static int read_text(void *at, const struct column *c, const char *text, struct fault *f)
{
	if (text_check(text, strlen(text), NULL, NULL) != 0 || text_copy(at, c->size, text) != 0)
		return wants(f, c, _("shorter text without control characters"), text);
	return 0;
}

static int read_warnings(struct answer *a, const struct column *c, const char *text,
			 struct fault *f)
{
	if (text[0] && answer_read_warnings(text, a) != 0)
		return wants(f, c, _("warnings as JSON"), text);
	return 0;
}

static int read_flag(void *at, const struct column *c, const char *text, struct fault *f)
{
	*(bool *)at = strcmp(text, "true") == 0;
	return text[0] && strcmp(text, "true") != 0 ? wants(f, c, "true", text) : 0;
}

static int read_unstreamed(struct logged *l, const struct column *c, const char *text,
			   struct fault *f)
{
	bool unstreamed = false;
	int err = read_flag(&unstreamed, c, text, f);

	l->targets = unstreamed ? 0 : TARGET_STREAM;
	return err;
}

static int read_moment(void *at, const struct column *c, const char *text, struct fault *f)
{
	if (c->kind == KIND_TIME && days_parse_stamp(text, at) != 0)
		return wants(f, c, _("a time such as 2026-11-15T10:30:00.000+01:00"), text);
	if (c->kind == KIND_DAY && text[0] && days_parse_day(text, at) != 0)
		return wants(f, c, _("a day such as 2026-11-15"), text);
	return 0;
}

int event_text_set(struct logged *l, size_t column, const char *text, struct fault *f)
{
	const struct column *c = &columns[column];
	void *at = (char *)l + c->offset;

	switch (c->kind) {
	case KIND_SEQ:
		return read_number(text, 10, at) ? wants(f, c, _("a whole number"), text) : 0;
	case KIND_CHAIN:
		return read_number(text, 16, at) ? wants(f, c, _("hexadecimal digits"), text) : 0;
	case KIND_TIME:
	case KIND_DAY:
		return read_moment(at, c, text, f);
	case KIND_TEXT:
		return read_text(at, c, text, f);
	case KIND_CODE:
		return read_code(at, c, text, f);
	case KIND_FLAG:
		return read_flag(at, c, text, f);
	case KIND_WALKS:
	case KIND_SECONDS:
		return read_seconds(&l->answer, c, text, f);
	case KIND_STATE:
		return read_state(&l->answer, c, text, f);
	case KIND_UNSTREAMED:
		return read_unstreamed(l, c, text, f);
	case KIND_WARNINGS:
		return read_warnings(&l->answer, c, text, f);
	case KIND_JSON:
		l->json_len = strlen(text);
		l->json = (char *)text; /* borrowed, as in a row */
		return l->json_len && l->json_len <= CODEC_TEXT_MAX
			       ? 0
			       : wants(f, c, _("the event as JSON"), "");
	}
	return 0;
}
