/*
 * pattern - the tree of a pattern: fields, $or, and what is refused.
 *
 * $or has two meanings. A list of at least two objects whose fields have none of the reserved names is
 * alternatives; if one $or of a pattern is something else, $or is the name of a field in all of it. In
 * that reading, the older one, anything-but knows no wildcard, and no list in prefix or suffix. So
 * a pattern that has a $or and was refused is read again.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/queue/matcher.h"

/* clang-format off */
static const char *const reserved[] = {
	"exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists", "wildcard",
	"numeric", "cidr", "=", "<", "<=", ">", ">=", "regex", "not-wildcard",
	"not-equals-ignore-case", "date-after", "date-on-or-after", "date-before",
	"date-on-or-before", "in-date-range", "ip-address-in-range", "ip-address-not-in-range",
};

static const char *const or_form =
	N_("$or is a list of at least two objects, and the names of matches are no fields in them");
/* clang-format on */

/* A list of nodes that grows at its end. */
struct siblings {
	uint32_t parent;
	uint32_t last; /* 0: none yet */
};

/* Put a new node at the end of a list; its number. 0: no memory. */
static uint32_t add_node(struct pattern *p, struct siblings *list, enum node_kind kind)
{
	uint32_t number = (uint32_t)p->node_count;

	if (GROW(p, node) != 0)
		return 0;
	p->nodes[p->node_count++] = (struct node){ .kind = kind };
	if (list->last)
		p->nodes[list->last].next = number;
	else
		p->nodes[list->parent].first = number;
	list->last = number;
	return number;
}

static bool is_reserved(const struct jscan *s)
{
	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
		if (jscan_is(s, reserved[i]))
			return true;
	}
	return false;
}

/* The path of the member whose key was just read is that of its object, a dot, its name. */
static void enter_member(struct pattern_reader *r)
{
	if (r->rooted)
		r->path[r->path_len++] = '.';
	r->path_len += jscan_text(&r->scan, r->path + r->path_len);
	r->rooted = true;
}

static int read_object(struct pattern_reader *r, struct siblings *list, bool in_or);

static int read_branch(struct pattern_reader *r, struct siblings *branches)
{
	struct siblings fields = { 0, 0 };

	if (r->scan.token != JTOKEN_OBJECT)
		return matcher_refuse(r, or_form);
	fields.parent = add_node(r->pattern, branches, NODE_ALL);
	return fields.parent ? read_object(r, &fields, true) : matcher_no_memory(r);
}

/* The value of a $or. */
static int read_or(struct pattern_reader *r, struct siblings *list)
{
	struct siblings branches = { add_node(r->pattern, list, NODE_ANY), 0 };
	int count = 0;
	int code = 0;

	if (!branches.parent)
		return matcher_no_memory(r);
	if (jscan_next(&r->scan) != JTOKEN_ARRAY)
		return matcher_refuse(r, or_form);
	while (code == 0 && jscan_next(&r->scan) != JTOKEN_ARRAY_END) {
		code = read_branch(r, &branches);
		count += count < 2;
	}
	if (code == 0 && count < 2)
		return matcher_refuse(r, or_form);
	return code;
}

static int read_field(struct pattern_reader *r, struct siblings *list)
{
	struct node field = { .kind = NODE_FIELD };
	uint32_t number;
	int code = matcher_read_list(r, &field);

	if (code)
		return code;
	number = add_node(r->pattern, list, NODE_FIELD);
	if (!number || paths_add(r->paths, r->path, r->path_len, &field.path) != 0)
		return matcher_no_memory(r);
	r->pattern->nodes[number] = field;
	return 0;
}

/* The member whose key was just read. */
static int read_member(struct pattern_reader *r, struct siblings *list, bool in_or)
{
	if (jscan_is(&r->scan, "$or")) {
		r->met_or = true;
		if (!r->or_is_field)
			return read_or(r, list);
	}
	if (in_or && is_reserved(&r->scan))
		return matcher_refuse(r, or_form);
	enter_member(r);
	switch (jscan_next(&r->scan)) {
	case JTOKEN_ARRAY:
		return read_field(r, list);
	case JTOKEN_OBJECT:
		return read_object(r, list, in_or);
	default:
		return matcher_refuse(r, N_("a field has a list of what it may be, [\"...\"], or "
					    "an object with fields"));
	}
}

/* Behind the opening brace. The fields of objects in objects go to the same list: all of them are
 * wanted. */
static int read_object(struct pattern_reader *r, struct siblings *list, bool in_or)
{
	const size_t path_len = r->path_len;
	const bool rooted = r->rooted;

	if (jscan_next(&r->scan) == JTOKEN_OBJECT_END)
		return matcher_refuse(r, N_("an empty object: write the fields that are wanted"));
	while (r->scan.token != JTOKEN_OBJECT_END) {
		int code = r->scan.token == JTOKEN_KEY ? read_member(r, list, in_or)
						       : matcher_refuse(r, "");

		if (code)
			return code;
		r->path_len = path_len;
		r->rooted = rooted;
		jscan_next(&r->scan);
	}
	return 0;
}

/* ---- limits ---- */

/* The fields of one branch while it is multiplied out. */
struct branch {
	const struct pattern *pattern;
	uint32_t paths[PATTERN_PATHS_MAX + 1];
	size_t path_count;
	size_t field_count;
};

static void count_field(struct branch *b, const struct node *field)
{
	b->field_count++;
	for (size_t i = 0; i < b->path_count; i++) {
		if (b->paths[i] == field->path)
			return;
	}
	if (b->path_count <= PATTERN_PATHS_MAX)
		b->paths[b->path_count++] = field->path;
}

static void count_all(struct branch *b, uint32_t number);

/* The most that one of the alternatives adds. A path that stands in two $or beside each other counts
 * twice. */
static void count_any(struct branch *b, uint32_t number)
{
	const struct node *nodes = b->pattern->nodes;
	const size_t paths = b->path_count, fields = b->field_count;
	size_t most_paths = paths, most_fields = fields;

	for (uint32_t i = nodes[number].first; i; i = nodes[i].next) {
		b->path_count = paths;
		b->field_count = fields;
		count_all(b, i);
		if (b->path_count > most_paths)
			most_paths = b->path_count;
		if (b->field_count > most_fields)
			most_fields = b->field_count;
	}
	/* Which paths those are does not matter any more: what follows is counted beside them. */
	for (size_t i = paths; i < most_paths; i++)
		b->paths[i] = UINT32_MAX;
	b->path_count = most_paths;
	b->field_count = most_fields;
}

static void count_all(struct branch *b, uint32_t number)
{
	const struct node *nodes = b->pattern->nodes;

	for (uint32_t i = nodes[number].first; i; i = nodes[i].next) {
		if (nodes[i].kind == NODE_FIELD)
			count_field(b, &nodes[i]);
	}
	for (uint32_t i = nodes[number].first; i; i = nodes[i].next) {
		if (nodes[i].kind == NODE_ANY)
			count_any(b, i);
	}
}

static int check_limits(struct pattern_reader *r)
{
	struct branch b = { .pattern = r->pattern };

	count_all(&b, 0);
	if (b.path_count > PATTERN_PATHS_MAX)
		return matcher_refuse(r, N_("more than 256 fields: split the rule"));
	if (b.field_count > PATTERN_FIELDS_MAX)
		return matcher_refuse(r, N_("more than 1024 conditions, the same field each time: "
					    "leave some out"));
	return 0;
}

/* ---- the whole ---- */

static void clear(struct pattern *p)
{
	free(p->nodes);
	free(p->matchers);
	free(p->excludeds);
	free(p->folds);
	free(p->pieces);
	free(p->bytes);
	memset(p, 0, sizeof(*p));
}

/* Read it in one of the two meanings of $or. */
static int read_once(struct pattern_reader *r, const struct jscan *at)
{
	struct siblings root = { 0, 0 };

	clear(r->pattern);
	r->scan = *at;
	r->path_len = 0;
	r->rooted = false;
	if (GROW(r->pattern, node) != 0)
		return matcher_no_memory(r);
	r->pattern->nodes[r->pattern->node_count++] = (struct node){ .kind = NODE_ALL };
	if (jscan_next(&r->scan) != JTOKEN_OBJECT)
		return matcher_refuse(r, N_("a pattern is an object, {\"action\": [\"exit\"]}"));
	return read_object(r, &root, false);
}

int pattern_read(const struct jscan *at, struct paths *paths, struct pattern **out,
		 struct pattern_fault *f)
{
	struct pattern_fault second;
	struct pattern_reader r = { .paths = paths, .fault = f };
	int code = ERR_NOMEM;

	*out = NULL;
	f->place = at->at;
	fault_set(&f->fault, code, _("no memory for the rules"));
	r.pattern = calloc(1, sizeof(*r.pattern));
	r.path = malloc((size_t)(at->end - at->at) + 1);
	if (r.pattern && r.path)
		code = read_once(&r, at);
	if (code == ERR_INVALID && r.met_or) {
		r.or_is_field = true;
		r.fault = &second;
		code = read_once(&r, at);
		/* Of the two faults that of the newer reading is told. */
		r.fault = f;
	}
	if (code == 0)
		code = check_limits(&r);
	free(r.path);
	if (code)
		pattern_free(&r.pattern);
	*out = r.pattern;
	return code;
}

void pattern_free(struct pattern **p)
{
	if (!*p)
		return;
	clear(*p);
	free(*p);
	*p = NULL;
}
