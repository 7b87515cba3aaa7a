/*
 * codec - one table of names turns JSON into an event. See the header.
 *
 * Each row names a member in both vocabularies and reads its value into the
 * event. The event's text is written again from what was parsed, so what is kept
 * is valid JSON whatever came in.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/text.h"
#include "paseo/queue/codec.h"

struct member {
	const char *names[VOCABULARY_COUNT];
	int (*read)(struct event *e, const struct jdoc *value, const char *name, struct fault *f);
	size_t offset; /* of the text in struct event, for read_text */
	size_t size;
};

/* A text member: screened and bounded. */
static int read_bounded(char *dst, size_t size, const struct jdoc *value, const char *name,
			struct fault *f)
{
	const char *text = jdoc_string(value);
	uint32_t code;
	size_t at;

	if (!text)
		return fault_set(f, ERR_INVALID, "\"%s\" must be a text", name);
	if (text_check(text, strlen(text), &at, &code) != 0)
		return fault_set(f, ERR_INVALID,
				 "\"%s\" holds a character that cannot be shown, U+%04X at byte "
				 "%zu: leave it out",
				 name, (unsigned)code, at + 1);
	if (text_copy(dst, size, text) != 0)
		return fault_set(f, ERR_INVALID, "\"%s\" is longer than %zu bytes", name, size - 1);
	return 0;
}

static int read_action(struct event *e, const struct jdoc *value, const char *name, struct fault *f)
{
	const char *text = jdoc_string(value);
	int found = text ? event_action_find(text) : -1;

	if (found < 0)
		return fault_set(
			f, ERR_INVALID,
			"\"%s\" must be exit, entry, scan, retract, amend, answer, recall or "
			"close (SALIDA, ENTRADA, LECTURA, ANULAR, CORREGIR, RESPONDER, LLAMADA, "
			"CIERRE)",
			name);
	e->action = (enum action)found;
	return 0;
}

static int read_source(struct event *e, const struct jdoc *value, const char *name, struct fault *f)
{
	const char *text = jdoc_string(value);
	int found = text ? event_source_find(text) : -1;

	if (found <= SOURCE_NONE)
		return fault_set(f, ERR_INVALID,
				 "\"%s\" must be nfc, qr, barcode, camera, keyboard, api or ai",
				 name);
	e->source = (enum source)found;
	return 0;
}

static int read_tag(struct event *e, const struct jdoc *value, const char *name, struct fault *f)
{
	char text[TAG_CODE_SIZE];
	int code = read_bounded(text, sizeof(text), value, name, f);

	if (code)
		return code;
	if (event_tag_normal(text, e->tag) != 0)
		return fault_set(f, ERR_INVALID, "\"%s\" is empty", name);
	return 0;
}

static int read_time(struct event *e, const struct jdoc *value, const char *name, struct fault *f)
{
	const char *text = jdoc_string(value);

	if (!text || days_parse_stamp(text, &e->time_ms) != 0)
		return fault_set(f, ERR_INVALID,
				 "\"%s\" must be a time from 1970 on with its offset, such as "
				 "2026-11-22T11:42:05+01:00",
				 name);
	e->has_time = true;
	return 0;
}

static int read_day(struct event *e, const struct jdoc *value, const char *name, struct fault *f)
{
	const char *text = jdoc_string(value);

	if (!text || days_parse_day(text, &e->day) != 0)
		return fault_set(f, ERR_INVALID, "\"%s\" must be a day such as 2026-11-22", name);
	return 0;
}

static int read_confidence(struct event *e, const struct jdoc *value, const char *name,
			   struct fault *f)
{
	if (!jdoc_number(value, &e->confidence) || !(e->confidence >= 0 && e->confidence <= 1))
		return fault_set(f, ERR_INVALID, "\"%s\" must be a number from 0 to 1", name);
	return 0;
}

static int read_bool(bool *dst, const struct jdoc *value, const char *name, struct fault *f)
{
	enum jdoc_type type = jdoc_type(value);

	if (type != JDOC_TRUE && type != JDOC_FALSE)
		return fault_set(f, ERR_INVALID, "\"%s\" must be true or false", name);
	*dst = type == JDOC_TRUE;
	return 0;
}

static int read_estimated(struct event *e, const struct jdoc *value, const char *name,
			  struct fault *f)
{
	return read_bool(&e->estimated, value, name, f);
}

static int read_go(struct event *e, const struct jdoc *value, const char *name, struct fault *f)
{
	e->has_go = true;
	return read_bool(&e->go, value, name, f);
}

#define TEXT(field) NULL, offsetof(struct event, field), sizeof(((struct event *)0)->field)

/* clang-format off */
static const struct member members[] = {
	{ { "dog", "id_perro" },          TEXT(dog) },
	{ { "action", "accion" },         read_action, 0, 0 },
	{ { "tag", "etiqueta" },          read_tag, 0, 0 },
	{ { "time", "hora" },             read_time, 0, 0 },
	{ { "day", "dia" },               read_day, 0, 0 },
	{ { "volunteer", "voluntario" },  TEXT(volunteer) },
	{ { "source", "origen" },         read_source, 0, 0 },
	{ { "confidence", "confianza" },  read_confidence, 0, 0 },
	{ { "station", "puesto" },        TEXT(station) },
	{ { "reader", "lector" },         TEXT(reader) },
	{ { "of", "de" },                 TEXT(of) },
	{ { "estimated", "estimado" },    read_estimated, 0, 0 },
	{ { "go", "adelante" },           read_go, 0, 0 },
	{ { "reason", "motivo" },         TEXT(reason) },
	{ { "id", "id" },                 TEXT(id) },
};
/* clang-format on */

/* Who gave the event: the station's words, never read. */
static const char peer_member[] = "peer";
static const char token_member[] = "token";

/* The row of a member's name; *v: the vocabulary it belongs to. */
static const struct member *find_member(const char *name, enum vocabulary *v)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		for (int k = 0; k < VOCABULARY_COUNT; k++) {
			if (strcmp(members[i].names[k], name) == 0) {
				*v = (enum vocabulary)k;
				return &members[i];
			}
		}
	}
	return NULL;
}

bool codec_knows(const char *name)
{
	enum vocabulary v;

	return find_member(name, &v) != NULL || strcmp(name, peer_member) == 0 ||
	       strcmp(name, token_member) == 0;
}

/* Read the members of one object into the event. */
static int read_members(struct event *e, struct jdoc *d, struct fault *f)
{
	const struct member *seen[sizeof(members) / sizeof(members[0])] = { NULL };
	const char *name;
	struct jdoc *value;

	for (void *i = jdoc_iter(d, NULL, &name, &value); i; i = jdoc_iter(d, i, &name, &value)) {
		enum vocabulary v;
		const struct member *m = find_member(name, &v);
		int code;

		if (!m || jdoc_type(value) == JDOC_NULL)
			continue;
		if (seen[m - members])
			return fault_set(f, ERR_INVALID,
					 "\"%s\" and \"%s\" say the same: leave one out",
					 m->names[0], m->names[1]);
		seen[m - members] = m;
		/* "id" is the same word in both. */
		if (v == VOCABULARY_SPANISH)
			e->vocabulary = v;
		code = m->read ? m->read(e, value, name, f)
			       : read_bounded((char *)e + m->offset, m->size, value, name, f);
		if (code)
			return code;
	}
	return 0;
}

/* An envelope: data is the event; its id and time stand in where data has none. */
static int read_envelope(struct event *e, const struct jdoc *d, struct fault *f)
{
	const char *version = jdoc_string(jdoc_get(d, "specversion"));
	struct jdoc *data = jdoc_get(d, "data");
	const struct jdoc *value;
	int code;

	if (!version || strcmp(version, "1.0") != 0)
		return fault_set(f, ERR_INVALID, "\"specversion\" must be \"1.0\"");
	if (!data || jdoc_type(data) != JDOC_OBJECT)
		return fault_set(f, ERR_INVALID, "\"data\" must be the event, a JSON object");
	code = read_members(e, data, f);
	value = jdoc_get(d, "source");
	if (!code && value)
		code = read_bounded(e->scope, sizeof(e->scope), value, "source", f);
	value = jdoc_get(d, "id");
	if (!code && value && !e->id[0])
		code = read_bounded(e->id, sizeof(e->id), value, "id", f);
	value = jdoc_get(d, "time");
	if (!code && value && !e->has_time)
		code = read_time(e, value, "time", f);
	return code;
}

/* A movement is of one dog; a scan of a volunteer alone stands for the badge. */
static int check_subject(const struct event *e, struct fault *f)
{
	if (e->dog[0] && e->tag[0])
		return fault_set(f, ERR_INVALID,
				 "\"dog\" and \"tag\" are both there: leave one out");
	if (!e->dog[0] && !e->tag[0] && !(e->action == ACTION_SCAN && e->volunteer[0]))
		return fault_set(f, ERR_INVALID,
				 "\"dog\" (\"id_perro\") or \"tag\" (\"etiqueta\") is missing");
	return 0;
}

/* What an action needs besides its name. */
static int check_whole(const struct event *e, struct fault *f)
{
	switch (e->action) {
	case ACTION_RETRACT:
	case ACTION_AMEND:
	case ACTION_ANSWER:
		if (!e->of[0])
			return fault_set(
				f, ERR_INVALID,
				"\"of\" (\"de\") is missing: the id of the event it speaks of");
		if (e->action == ACTION_ANSWER && !e->has_go)
			return fault_set(f, ERR_INVALID,
					 "\"go\" (\"adelante\") is missing: true or false");
		return 0;
	case ACTION_RECALL:
		if (!e->has_go)
			return fault_set(f, ERR_INVALID,
					 "\"go\" (\"adelante\") is missing: true calls everyone "
					 "back, false lifts it");
		return 0;
	case ACTION_ROSTER:
	case ACTION_CLOSE:
		return 0;
	default:
		return check_subject(e, f);
	}
}

/* An amendment's time is the new time of the event it corrects, not its own. */
static int read_event(struct event *e, const char *line, size_t len, struct fault *f)
{
	int code = jdoc_parse(line, len, &e->body, f);

	if (code)
		return code;
	if (jdoc_type(e->body) != JDOC_OBJECT)
		return fault_set(f, ERR_INVALID, "an event is a JSON object, {\"dog\": ...}");
	if (jdoc_get(e->body, "specversion"))
		code = read_envelope(e, e->body, f);
	else
		code = read_members(e, e->body, f);
	if (!code && !e->scope[0])
		code = text_copy(e->scope, sizeof(e->scope), e->station);
	return code ? code : check_whole(e, f);
}

int codec_read(const char *line, size_t len, struct event **out, struct fault *f)
{
	struct event *e;
	int code;

	*out = NULL;
	if (len > CODEC_TEXT_MAX)
		return fault_set(f, ERR_INVALID, "the line is longer than %zu bytes: split it",
				 CODEC_LINE_MAX);
	e = event_new();
	if (!e)
		return fault_set(f, ERR_NOMEM, "no memory: try again");
	code = read_event(e, line, len, f);
	if (code)
		event_free(&e);
	*out = e;
	return code;
}

int codec_set_peer(struct event *e, uid_t uid, const char *user)
{
	struct jdoc *peer = jdoc_new_object();
	int code = peer ? jdoc_set(peer, "uid", jdoc_new_integer((int64_t)uid)) : ERR_NOMEM;

	if (code == 0 && user[0])
		code = jdoc_set(peer, "user", jdoc_new_string(user));
	if (code) {
		jdoc_free(&peer);
		return code;
	}
	jdoc_drop(e->body, token_member);
	return jdoc_set(e->body, peer_member, peer);
}

int codec_set_token(struct event *e, const char *token)
{
	jdoc_drop(e->body, peer_member);
	return jdoc_set(e->body, token_member, jdoc_new_string(token));
}

int codec_seal(struct event *e, int64_t now_ms)
{
	if (!e->id[0]) {
		event_id_new(now_ms, e->id);
		if (jdoc_set(e->body, "id", jdoc_new_string(e->id)) != 0)
			return ERR_NOMEM;
	}
	free(e->json);
	e->json = jdoc_dump(e->body, &e->json_len);
	if (!e->json)
		return ERR_NOMEM;
	return e->json_len > CODEC_TEXT_MAX ? ERR_FULL : 0;
}
