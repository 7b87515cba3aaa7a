/*
 * matcher_read - one alternative of a field, from its JSON. Each operator is a row of a table.
 */
#include <config.h>

#include <float.h>

#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/queue/matcher.h"
#include "paseo/queue/number.h"

/* One operator. kind and fold: what it reads, and what equals-ignore-case inside it reads (MATCH_COUNT:
 * not there). */
struct operator
{
	const char *name;
	int (*read)(struct pattern_reader * r, const struct operator* o, struct matcher *m);
	enum matcher_kind kind;
	enum matcher_kind fold;
};

int matcher_refuse(struct pattern_reader *r, const char *sentence)
{
	r->fault->place = r->scan.from;
	if (r->scan.token == JTOKEN_BAD)
		sentence = r->scan.why;
	return fault_set(&r->fault->fault, ERR_INVALID, "%s", _(sentence));
}

int matcher_no_memory(struct pattern_reader *r)
{
	r->fault->place = r->scan.from;
	return fault_set(&r->fault->fault, ERR_NOMEM, _("no memory for the rules"));
}

/* ---- texts ---- */

/* The object with the single key equals-ignore-case, inside prefix and suffix. */
static int read_fold_inside(struct pattern_reader *r, enum matcher_kind kind, struct matcher *m)
{
	int code;

	if (jscan_next(&r->scan) != JTOKEN_KEY || !jscan_is(&r->scan, "equals-ignore-case"))
		return matcher_refuse(r, N_("in the braces of prefix or suffix only "
					    "equals-ignore-case can stand"));
	if (jscan_next(&r->scan) != JTOKEN_STRING)
		return matcher_refuse(r, N_("equals-ignore-case wants a text"));
	code = matcher_take(r, kind, m);
	if (code == 0 && jscan_next(&r->scan) != JTOKEN_OBJECT_END)
		return matcher_refuse(r, N_("in the braces of prefix or suffix only "
					    "equals-ignore-case can stand"));
	return code;
}

static int read_text(struct pattern_reader *r, const struct operator* o, struct matcher *m)
{
	enum jtoken token = jscan_next(&r->scan);

	if (token == JTOKEN_OBJECT && o->fold != MATCH_COUNT)
		return read_fold_inside(r, o->fold, m);
	if (token != JTOKEN_STRING)
		return matcher_refuse(r, N_("exactly, prefix, suffix, equals-ignore-case, "
					    "wildcard and cidr want a text"));
	return matcher_take(r, o->kind, m);
}

static int read_cidr(struct pattern_reader *r, const struct operator* o, struct matcher *m)
{
	const char *wrong;
	int code = read_text(r, o, m);

	if (code)
		return code;
	wrong = address_range_read(r->pattern->bytes + m->first, m->count, &m->as.range);
	r->pattern->byte_count = m->first;
	return wrong ? matcher_refuse(r, wrong) : 0;
}

/* ---- numbers ---- */

/* clang-format off */
static const char *const numeric_form =
	N_("numeric wants a comparison and a number, [\">\", 5], or a range, [\">=\", 1, \"<\", 10]");
/* clang-format on */

/* The number that was read. */
static int take_exact(struct pattern_reader *r, double *value)
{
	if (!number_read(r->scan.from, r->scan.len, value))
		return matcher_refuse(r, N_("this number cannot be compared without losing digits: "
					    "write 15 at the most"));
	return 0;
}

/* If the last token is one of two comparisons, read its number and go on behind it. *outside: the number
 * itself does not count (the shorter comparison). */
static int read_limit(struct pattern_reader *r, const char *shorter, const char *longer,
		      double *limit, bool *outside, int *found)
{
	int code;

	if (r->scan.token != JTOKEN_STRING)
		return 0;
	*outside = jscan_is(&r->scan, shorter);
	if (!*outside && !jscan_is(&r->scan, longer))
		return 0;
	++*found;
	if (jscan_next(&r->scan) != JTOKEN_NUMBER)
		return matcher_refuse(r, numeric_form);
	code = take_exact(r, limit);
	if (code == 0)
		jscan_next(&r->scan);
	return code;
}

static int read_numeric(struct pattern_reader *r, const struct operator* o, struct matcher *m)
{
	struct numeric_range n = { .low = -DBL_MAX, .high = DBL_MAX };
	bool equal = false, ignored;
	int found = 0;
	int code;

	if (jscan_next(&r->scan) != JTOKEN_ARRAY)
		return matcher_refuse(r, numeric_form);
	if (jscan_next(&r->scan) == JTOKEN_STRING)
		equal = jscan_is(&r->scan, "=");
	if (equal) {
		code = read_limit(r, "=", "=", &m->as.number, &ignored, &found);
	} else {
		code = read_limit(r, ">", ">=", &n.low, &n.above, &found);
		if (code == 0)
			code = read_limit(r, "<", "<=", &n.high, &n.below, &found);
	}
	if (code)
		return code;
	if (found == 0 || r->scan.token != JTOKEN_ARRAY_END)
		return matcher_refuse(r, numeric_form);
	if (n.low >= n.high)
		return matcher_refuse(r, N_("numeric: nothing is in this range: its lower end "
					    "stands first and is less than the upper one"));
	m->kind = equal ? MATCH_NUMBER : o->kind;
	if (!equal)
		m->as.numeric = n;
	return 0;
}

/* ---- anything-but, exists ---- */

/* Add the last token, a text or a number, to what is excluded. */
static int exclude(struct pattern_reader *r, enum matcher_kind kind)
{
	struct pattern *p = r->pattern;
	struct matcher m = { .kind = kind };
	bool text = r->scan.token == JTOKEN_STRING;
	int code;

	if (!text && (kind != MATCH_NUMBER || r->scan.token != JTOKEN_NUMBER))
		return matcher_refuse(r, N_("anything-but: texts alone or numbers alone, in the "
					    "braces of another match only texts"));
	if (text && r->scan.len == 0 && (kind == MATCH_PREFIX || kind == MATCH_SUFFIX))
		return matcher_refuse(r, N_("anything-but: every text begins and ends with "
					    "nothing: write what is to be left out"));
	if (text)
		code = matcher_take(r, kind == MATCH_NUMBER ? MATCH_TEXT : kind, &m);
	else
		code = take_exact(r, &m.as.number);
	if (code == 0 && GROW(p, excluded) != 0)
		code = matcher_no_memory(r);
	if (code == 0)
		p->excludeds[p->excluded_count++] = m;
	return code;
}

/* The last token is one value, or opens a list of values of one type. kind: what a text becomes; NUMBER: a
 * plain text, and numbers are allowed. */
static int exclude_all(struct pattern_reader *r, enum matcher_kind kind, struct matcher *m)
{
	enum jtoken first;
	int code = 0;

	m->kind = MATCH_BUT;
	m->first = (uint32_t)r->pattern->excluded_count;
	if (r->scan.token != JTOKEN_ARRAY) {
		m->count = 1;
		return exclude(r, kind);
	}
	first = jscan_next(&r->scan);
	if (first == JTOKEN_ARRAY_END)
		return matcher_refuse(
			r, N_("anything-but: the list is empty: write what is to be left out"));
	while (code == 0 && r->scan.token != JTOKEN_ARRAY_END) {
		if (r->scan.token != first)
			return matcher_refuse(r, N_("anything-but: texts alone or numbers alone, "
						    "in the braces of another match only texts"));
		code = exclude(r, kind);
		jscan_next(&r->scan);
	}
	m->count = (uint32_t)r->pattern->excluded_count - m->first;
	return code;
}

static int read_but_inside(struct pattern_reader *r, struct matcher *m)
{
	/* older: the form of the language in which $or is a field knows it, and knows lists in it. */
	static const struct {
		const char *name;
		enum matcher_kind kind;
		bool older, older_list;
	} inside[] = { { "prefix", MATCH_PREFIX, true, false },
		       { "suffix", MATCH_SUFFIX, true, false },
		       { "equals-ignore-case", MATCH_FOLD, true, true },
		       { "wildcard", MATCH_WILDCARD, false, false } };
	static const char *const form = N_("in the braces of anything-but stands one of prefix, "
					   "suffix, equals-ignore-case, wildcard");
	size_t i = 0;
	int code;

	if (jscan_next(&r->scan) != JTOKEN_KEY)
		return matcher_refuse(r, form);
	while (i < sizeof(inside) / sizeof(inside[0]) && !jscan_is(&r->scan, inside[i].name))
		i++;
	if (i == sizeof(inside) / sizeof(inside[0]) || (r->or_is_field && !inside[i].older))
		return matcher_refuse(r, form);
	if (jscan_next(&r->scan) == JTOKEN_ARRAY && r->or_is_field && !inside[i].older_list)
		return matcher_refuse(r,
				      N_("anything-but: beside a field named $or there can be no "
					 "list in prefix or suffix"));
	code = exclude_all(r, inside[i].kind, m);
	if (code == 0 && jscan_next(&r->scan) != JTOKEN_OBJECT_END)
		return matcher_refuse(r, form);
	return code;
}

static int read_but(struct pattern_reader *r, const struct operator* o, struct matcher *m)
{
	(void)o;
	if (jscan_next(&r->scan) == JTOKEN_OBJECT)
		return read_but_inside(r, m);
	return exclude_all(r, MATCH_NUMBER, m);
}

static int read_exists(struct pattern_reader *r, const struct operator* o, struct matcher *m)
{
	enum jtoken token = jscan_next(&r->scan);

	if (token != JTOKEN_TRUE && token != JTOKEN_FALSE)
		return matcher_refuse(r, N_("exists is true or false"));
	m->kind = token == JTOKEN_TRUE ? o->kind : MATCH_ABSENT;
	return 0;
}

/* ---- the list of a field ---- */

/* clang-format off */
static const struct operator operators[] = {
	{ "exactly",            read_text,    MATCH_TEXT,     MATCH_COUNT },
	{ "prefix",             read_text,    MATCH_PREFIX,   MATCH_FOLD_PREFIX },
	{ "suffix",             read_text,    MATCH_SUFFIX,   MATCH_FOLD_SUFFIX },
	{ "equals-ignore-case", read_text,    MATCH_FOLD,     MATCH_COUNT },
	{ "wildcard",           read_text,    MATCH_WILDCARD, MATCH_COUNT },
	{ "anything-but",       read_but,     MATCH_BUT,      MATCH_COUNT },
	{ "numeric",            read_numeric, MATCH_NUMERIC,  MATCH_COUNT },
	{ "exists",             read_exists,  MATCH_PRESENT,  MATCH_COUNT },
	{ "cidr",               read_cidr,    MATCH_CIDR,     MATCH_COUNT },
};
/* clang-format on */

/* Behind the opening brace. */
static int read_operator(struct pattern_reader *r, struct matcher *m)
{
	const size_t count = sizeof(operators) / sizeof(operators[0]);
	size_t i = 0;
	int code;

	if (jscan_next(&r->scan) != JTOKEN_KEY)
		return matcher_refuse(r, N_("{} is empty: a match stands in it, {\"prefix\": "
					    "\"p-\"}"));
	while (i < count && !jscan_is(&r->scan, operators[i].name))
		i++;
	if (i == count)
		return matcher_refuse(r, N_("there is no such match: exactly, prefix, suffix, "
					    "equals-ignore-case, wildcard, anything-but, numeric, "
					    "exists, cidr"));
	code = operators[i].read(r, &operators[i], m);
	if (code == 0 && jscan_next(&r->scan) != JTOKEN_OBJECT_END)
		return matcher_refuse(r, N_("one match for each pair of braces: put another pair "
					    "beside it in the list"));
	return code;
}

static int take_plain_text(struct pattern_reader *r, struct matcher *m)
{
	int code = matcher_take(r, MATCH_TEXT, m);

	if (code == 0 && address_read(r->pattern->bytes + m->first, m->count, &m->as.range.first))
		m->kind = MATCH_ADDRESS;
	return code;
}

static int read_matcher(struct pattern_reader *r, struct matcher *m)
{
	switch (r->scan.token) {
	case JTOKEN_OBJECT:
		return read_operator(r, m);
	case JTOKEN_STRING:
		return take_plain_text(r, m);
	case JTOKEN_NUMBER:
		m->kind = MATCH_NUMBER;
		if (number_read(r->scan.from, r->scan.len, &m->as.number))
			return 0;
		return matcher_take(r, MATCH_NUMERAL, m);
	case JTOKEN_TRUE:
		m->kind = MATCH_TRUE;
		return 0;
	case JTOKEN_FALSE:
		m->kind = MATCH_FALSE;
		return 0;
	case JTOKEN_NULL:
		m->kind = MATCH_NULL;
		return 0;
	default:
		return matcher_refuse(r, N_("a list in a list: only texts, numbers, true, false, "
					    "null and matches in braces stand in the list of a "
					    "field"));
	}
}

int matcher_read_list(struct pattern_reader *r, struct node *field)
{
	struct pattern *p = r->pattern;

	field->first = (uint32_t)p->matcher_count;
	while (jscan_next(&r->scan) != JTOKEN_ARRAY_END) {
		struct matcher m = { .kind = MATCH_COUNT };
		int code = read_matcher(r, &m);

		if (code == 0 && GROW(p, matcher) != 0)
			code = matcher_no_memory(r);
		if (code)
			return code;
		p->matchers[p->matcher_count++] = m;
		field->absent |= m.kind == MATCH_ABSENT;
	}
	field->count = (uint32_t)p->matcher_count - field->first;
	if (field->count == 0)
		return matcher_refuse(r, N_("the list is empty: write what the field may be"));
	return 0;
}
