#include <config.h>

#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/queue/rules_file.h"

/* clang-format off */
static const struct { const char *word; enum target kind; bool named; } targets[] = {
	{ "brain",   TARGET_BRAIN,   false },
	{ "board",   TARGET_BOARD,   false },
	{ "stream",  TARGET_STREAM,  false },
	{ "mqtt",    TARGET_MQTT,    false },
	{ "sound",   TARGET_SOUND,   true },
	{ "command", TARGET_COMMAND, true },
};
/* clang-format on */

/* ---- the file ---- */

static int refuse_file(const char *text, const struct jscan *s, const char *sentence,
		       struct fault *f)
{
	if (s->token == JTOKEN_BAD)
		sentence = s->why;
	return fault_set(f, ERR_INVALID, _("line %zu: %s"), jscan_line(text, s->from), _(sentence));
}

/* Go over a value whose key was just read. */
static bool skip_value(struct jscan *s)
{
	enum jtoken token = jscan_next(s);

	if (token == JTOKEN_OBJECT || token == JTOKEN_ARRAY)
		return jscan_skip(s);
	return token != JTOKEN_BAD;
}

/* clang-format off */
static const char *const file_form = N_("a rules file is {\"rules\": [...]}, with one list of rules");
/* clang-format on */

int rules_file_open(const char *text, size_t len, struct jscan *s, struct fault *f)
{
	jscan_start(s, text, len);
	if (jscan_next(s) != JTOKEN_OBJECT)
		return refuse_file(text, s, file_form, f);
	while (jscan_next(s) == JTOKEN_KEY && !jscan_is(s, "rules")) {
		if (!skip_value(s))
			return refuse_file(text, s, file_form, f);
	}
	if (s->token != JTOKEN_KEY || jscan_next(s) != JTOKEN_ARRAY)
		return refuse_file(text, s, file_form, f);
	return 0;
}

/* Behind the bracket that closes what is open at from, which begins with one; NULL: it is not closed. Texts
 * are passed over; one that does not end ends with its line. */
static const char *find_end(const char *from, const char *end)
{
	bool in_text = false;
	size_t depth = 0;

	for (const char *p = from; p < end; p++) {
		if (*p == '\\' && in_text)
			p++;
		else if (*p == '"' || (*p == '\n' && in_text))
			in_text = !in_text;
		else if (!in_text && (*p == '{' || *p == '['))
			depth++;
		else if (!in_text && (*p == '}' || *p == ']') && --depth == 0)
			return *p == (*from == '{' ? '}' : ']') ? p + 1 : NULL;
	}
	return NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && is_blank(*p))
		p++;
	return p;
}

/* May a rule end there, by what follows it? */
static bool may_end(const char *p, const char *end)
{
	p = skip_blanks(p, end);
	return p < end && (*p == ',' || *p == ']');
}

/*
 * Where a rule ends whose brackets or quotes are not whole, by how it is written: before the next line
 * that opens a bracket in the same column, or closes the list. NULL: the rule does not begin its line, or
 * nothing like that follows.
 */
static const char *guess_end(const char *text, const char *from, const char *end)
{
	const char *line = from;
	size_t indent;

	while (line > text && line[-1] != '\n')
		line--;
	indent = (size_t)(from - line);
	if (skip_blanks(line, from) != from)
		return NULL;
	for (const char *p = from; (p = memchr(p, '\n', (size_t)(end - p)));) {
		const char *next = skip_blanks(++p, end);
		const char *last = p - 1;

		if (next < end && *next == ']' && (size_t)(next - p) <= indent)
			return next;
		if (next == end || *next != *from || (size_t)(next - p) != indent)
			continue;
		while (last > from && is_blank(*last))
			last--;
		return *last == ',' ? last : NULL;
	}
	return NULL;
}

/* What stands behind the list: other members, and the end. */
static int check_tail(const char *text, struct jscan *s, struct fault *f)
{
	while (jscan_next(s) == JTOKEN_KEY && !jscan_is(s, "rules")) {
		if (!skip_value(s))
			break;
	}
	if (s->token == JTOKEN_OBJECT_END)
		jscan_next(s);
	return s->token == JTOKEN_END ? 0 : refuse_file(text, s, file_form, f);
}

int rules_file_next(const char *text, struct jscan *s, struct rule_text *out, struct fault *f)
{
	const char *end;

	switch (jscan_next(s)) {
	case JTOKEN_ARRAY_END:
		return check_tail(text, s, f);
	case JTOKEN_BAD:
		return refuse_file(text, s, file_form, f);
	case JTOKEN_OBJECT:
	case JTOKEN_ARRAY:
		break;
	default:
		out->from = s->from;
		out->len = s->len;
		return 1;
	}
	out->from = s->from;
	end = find_end(out->from, s->end);
	if (!end || !may_end(end, s->end))
		end = guess_end(text, out->from, s->end);
	if (!end)
		return refuse_file(text, s,
				   N_("the rule that begins here is not closed: a bracket "
				      "or a quote is missing"),
				   f);
	out->len = (size_t)(end - out->from);
	jscan_leave(s, end);
	return 1;
}

/* ---- a rule ---- */

static int refuse_rule(const struct jscan *s, const char **place, const char *sentence,
		       struct fault *f)
{
	*place = s->from;
	if (s->token == JTOKEN_BAD)
		sentence = s->why;
	return fault_set(f, ERR_INVALID, "%s", _(sentence));
}

/* The text of the last token if it is one, may be shown and fits. */
static bool take_name(const struct jscan *s, char *out, size_t size)
{
	char name[6 * RULE_NAME_MAX];
	size_t len;

	if (s->token != JTOKEN_STRING || s->len > sizeof(name))
		return false;
	len = jscan_text(s, name);
	if (len == 0 || len >= size || text_check(name, len, NULL, NULL) != 0)
		return false;
	memcpy(out, name, len);
	out[len] = '\0';
	return true;
}

enum { HAS_NAME = 1, HAS_PATTERN = 2, HAS_TARGETS = 4 };

/* The member whose key was just read; *has: bits of what was met. NULL, or what is wrong. */
static const char *read_member(struct rule_text *rule, struct jscan *s, unsigned *has)
{
	static const struct {
		const char *name;
		unsigned bit;
	} members[] = { { "name", HAS_NAME },
			{ "pattern", HAS_PATTERN },
			{ "targets", HAS_TARGETS } };
	unsigned bit = 0;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		bit |= jscan_is(s, members[i].name) ? members[i].bit : 0;
	if (*has & bit)
		return N_("the same member twice: leave one out");
	*has |= bit;
	if (bit == HAS_PATTERN)
		rule->pattern = *s;
	if (bit != HAS_NAME && bit != HAS_TARGETS)
		return skip_value(s) ? NULL : s->why;
	jscan_next(s);
	if (bit == HAS_NAME)
		return take_name(s, rule->name, sizeof(rule->name))
			       ? NULL
			       : N_("name is a text of 1 to 255 bytes that can be shown");
	rule->targets = *s;
	if (s->token != JTOKEN_ARRAY)
		return N_("targets is a list, [\"brain\", \"board\"]");
	return jscan_skip(s) ? NULL : s->why;
}

int rules_file_read(struct rule_text *rule, const char **place, struct fault *f)
{
	struct jscan s;
	unsigned has = 0;

	rule->name[0] = '\0';
	jscan_start(&s, rule->from, rule->len);
	if (jscan_next(&s) != JTOKEN_OBJECT)
		return refuse_rule(&s, place,
				   N_("a rule is an object with name, pattern and "
				      "targets"),
				   f);
	while (jscan_next(&s) == JTOKEN_KEY) {
		const char *wrong = read_member(rule, &s, &has);

		if (wrong)
			return refuse_rule(&s, place, wrong, f);
	}
	if (s.token == JTOKEN_OBJECT_END)
		jscan_next(&s);
	if (s.token == JTOKEN_END && has == (HAS_NAME | HAS_PATTERN | HAS_TARGETS))
		return 0;
	if (s.token != JTOKEN_BAD)
		s.from = rule->from;
	return refuse_rule(&s, place, N_("a rule has a name, a pattern and targets"), f);
}

/* ---- targets ---- */

/* What may name a sound or a command: text that can be shown, without what separates targets. */
static bool take_target_name(const char *from, size_t len, char name[TARGET_NAME_MAX + 1])
{
	if (len == 0 || len > TARGET_NAME_MAX || text_check(from, len, NULL, NULL) != 0)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (strchr(" ,:", from[i]))
			return false;
	}
	memcpy(name, from, len);
	name[len] = '\0';
	return true;
}

const char *rules_file_target(const struct jscan *s, enum target *kind,
			      char name[TARGET_NAME_MAX + 1])
{
	char text[RULE_NAME_MAX + 1] = "";
	const char *colon;
	size_t len;

	name[0] = '\0';
	(void)take_name(s, text, sizeof(text));
	colon = strchr(text, ':');
	len = colon ? (size_t)(colon - text) : strlen(text);
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		if (strlen(targets[i].word) != len || memcmp(text, targets[i].word, len) != 0 ||
		    targets[i].named != (colon != NULL))
			continue;
		*kind = targets[i].kind;
		if (colon && !take_target_name(colon + 1, strlen(colon + 1), name))
			return N_("the name of a sound or command is 1 to 64 bytes without blanks, "
				  "commas and colons");
		return NULL;
	}
	return N_("there is no such target: brain, board, stream, sound:NAME, command:NAME, mqtt");
}

const char *rules_file_target_word(enum target kind)
{
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		if (targets[i].kind == kind)
			return targets[i].word;
	}
	return "";
}
