/*
 * rules - compiled rules, and what an event asks of them. See the header.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/hash.h"
#include "paseo/base/language.h"
#include "paseo/base/map.h"
#include "paseo/queue/match.h"
#include "paseo/queue/rule_index.h"
#include "paseo/queue/rules.h"
#include "paseo/queue/rules_file.h"

struct rule {
	char *name;    /* owned */
	char *targets; /* owned: as they are shown */
	struct pattern *pattern;
	unsigned bits;	     /* of enum target */
	uint32_t first_name; /* of its sounds and commands, in sends */
	uint32_t name_count;
};

/* A sound or a command. */
struct named {
	enum target kind;
	char name[TARGET_NAME_MAX + 1];
};

struct rules {
	struct rule *rules;
	size_t rule_count, rule_room;
	size_t left_out;
	struct named *names;
	size_t name_count, name_room;
	struct map *name_map; /* hash to number of a name */
	uint32_t *sends;      /* the names of each rule */
	size_t send_count, send_room;
	struct paths *paths;
	struct flat *flat;
	struct matching *matching;
	struct rule_index *index;
	uint32_t *matched; /* room for all rules */
};

/* A file that is being read. */
struct loading {
	struct rules *r;
	const char *text;
	void (*complain)(void *ctx, const struct rule_fault *f);
	void *ctx;
	const char *counted; /* lines were counted up to here */
	size_t line;
};

static struct rules *rules_new(void)
{
	struct rules *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->name_map = map_new();
	r->paths = paths_new();
	r->matching = matching_new();
	r->index = rule_index_new();
	if (r->paths)
		r->flat = flat_new(r->paths);
	if (!r->name_map || !r->matching || !r->index || !r->flat)
		rules_free(&r);
	return r;
}

void rules_free(struct rules **r)
{
	if (!*r)
		return;
	for (size_t i = 0; i < (*r)->rule_count; i++) {
		free((*r)->rules[i].name);
		free((*r)->rules[i].targets);
		pattern_free(&(*r)->rules[i].pattern);
	}
	free((*r)->rules);
	free((*r)->names);
	map_free(&(*r)->name_map);
	free((*r)->sends);
	flat_free(&(*r)->flat);
	paths_free(&(*r)->paths);
	matching_free(&(*r)->matching);
	rule_index_free(&(*r)->index);
	free((*r)->matched);
	free(*r);
	*r = NULL;
}

/* ---- targets ---- */

static bool find_name(const struct rules *r, uint64_t hash, const struct named *wanted,
		      uint64_t *number)
{
	for (size_t at = 0; map_next(r->name_map, hash, &at, number);) {
		if (r->names[*number].kind == wanted->kind &&
		    strcmp(r->names[*number].name, wanted->name) == 0)
			return true;
	}
	return false;
}

/* Note that a rule sends to a sound or a command. */
static int add_name(struct rules *r, struct rule *rule, const struct named *n)
{
	uint64_t hash = hash_text(n->name, (uint64_t)n->kind);
	uint64_t number;

	if (!find_name(r, hash, n, &number)) {
		number = r->name_count;
		if (GROW(r, name) != 0 || map_add(r->name_map, hash, number) != 0)
			return ERR_NOMEM;
		r->names[r->name_count++] = *n;
	}
	if (GROW(r, send) != 0)
		return ERR_NOMEM;
	r->sends[r->send_count++] = (uint32_t)number;
	rule->name_count++;
	return 0;
}

/* Is it among those that the rule sends to already? */
static bool has_target(const struct rules *r, const struct rule *rule, const struct named *n)
{
	if (!n->name[0])
		return rule->bits & (unsigned)n->kind;
	for (uint32_t i = 0; i < rule->name_count; i++) {
		const struct named *x = &r->names[r->sends[rule->first_name + i]];

		if (x->kind == n->kind && strcmp(x->name, n->name) == 0)
			return true;
	}
	return false;
}

static int add_target(struct rules *r, struct rule *rule, const struct named *n, FILE *shown)
{
	int code = 0;

	if (has_target(r, rule, n))
		return 0;
	fprintf(shown, "%s%s%s%s", rule->bits ? ", " : "", rules_file_target_word(n->kind),
		n->name[0] ? ":" : "", n->name);
	if (n->name[0])
		code = add_name(r, rule, n);
	rule->bits |= (unsigned)n->kind;
	return code;
}

/* NULL, or what is wrong with the list of targets; *code: ERR_NOMEM or 0. */
static const char *read_targets(struct rules *r, struct rule *rule, struct jscan *s, int *code)
{
	const char *wrong = NULL;
	size_t size;
	FILE *shown = open_memstream(&rule->targets, &size);

	if (!shown) {
		*code = ERR_NOMEM;
		return NULL;
	}
	rule->first_name = (uint32_t)r->send_count;
	while (*code == 0 && !wrong && jscan_next(s) != JTOKEN_ARRAY_END) {
		struct named n = { .kind = TARGET_BRAIN };

		wrong = rules_file_target(s, &n.kind, n.name);
		if (!wrong)
			*code = add_target(r, rule, &n, shown);
	}
	if (fclose(shown) != 0)
		*code = ERR_NOMEM;
	if (!wrong && !rule->bits)
		wrong = N_("the list of targets is empty: write where the event goes");
	return wrong;
}

/* ---- rules ---- */

static void complain(struct loading *l, const struct rule_text *rule, const char *place,
		     const char *sentence)
{
	struct rule_fault f = { .name = rule->name, .text = sentence };
	const size_t further = jscan_line(rule->from, place) - 1;
	char text[FAULT_SIZE + 32];

	l->line += jscan_line(l->counted, rule->from) - 1;
	l->counted = rule->from;
	f.line = l->line;
	if (further) {
		snprintf(text, sizeof(text), _("line %zu: %s"), f.line + further, sentence);
		f.text = text;
	}
	l->r->left_out++;
	l->complain(l->ctx, &f);
}

static void clear_rule(struct rule *rule)
{
	free(rule->name);
	free(rule->targets);
	pattern_free(&rule->pattern);
}

/* Read one into *rule. ERR_INVALID: f and its place say why. */
static int read_rule(struct loading *l, struct rule_text *text, struct rule *rule,
		     struct pattern_fault *f)
{
	const char *wrong;
	int code = rules_file_read(text, &f->place, &f->fault);

	if (code)
		return code;
	rule->name = strdup(text->name);
	if (!rule->name)
		return ERR_NOMEM;
	code = pattern_read(&text->pattern, l->r->paths, &rule->pattern, f);
	if (code)
		return code;
	wrong = read_targets(l->r, rule, &text->targets, &code);
	if (code || !wrong)
		return code;
	f->place = text->targets.from;
	return fault_set(&f->fault, ERR_INVALID, "%s", _(wrong));
}

/* Take a rule in, or tell what is wrong with it. 0 or ERR_NOMEM. */
static int take_rule(struct loading *l, struct rule_text *text)
{
	struct rules *r = l->r;
	struct rule rule = { .name = NULL };
	struct pattern_fault f = { .place = text->from };
	const size_t sends = r->send_count;
	int code = read_rule(l, text, &rule, &f);

	if (code == 0)
		code = GROW(r, rule);
	if (code == 0)
		code = rule_index_add(r->index, rule.pattern);
	if (code == 0) {
		r->rules[r->rule_count++] = rule;
		return 0;
	}
	clear_rule(&rule);
	r->send_count = sends;
	if (code == ERR_INVALID)
		complain(l, text, f.place, f.fault.text);
	return code == ERR_INVALID ? 0 : code;
}

/* Read the file into l->r. */
static int take_rules(struct loading *l, size_t len, struct fault *f)
{
	struct rule_text rule;
	struct jscan s;
	int more = 1;
	int code = rules_file_open(l->text, len, &s, f);

	while (code == 0 && (more = rules_file_next(l->text, &s, &rule, f)) > 0)
		code = take_rule(l, &rule);
	return code ? code : more;
}

/* What events need, when all rules are there. */
static int make_ready(struct rules *r)
{
	r->matched = calloc(r->rule_count + 1, sizeof(*r->matched));
	return r->matched ? rule_index_finish(r->index) : ERR_NOMEM;
}

int rules_load(const char *text, size_t len, struct rules **out,
	       void (*complain_to)(void *ctx, const struct rule_fault *f), void *ctx,
	       struct fault *f)
{
	struct rules *r = rules_new();
	struct loading l = { r, text, complain_to, ctx, text, 1 };
	int code = ERR_NOMEM;

	*out = NULL;
	if (r && len > RULES_TEXT_MAX)
		code = fault_set(f, ERR_INVALID, _("a rules file has at most %zu bytes"),
				 RULES_TEXT_MAX);
	else if (r)
		code = take_rules(&l, len, f);
	if (code == 0)
		code = make_ready(r);
	if (code == ERR_NOMEM)
		fault_set(f, code, _("no memory for the rules"));
	if (code)
		rules_free(&r);
	*out = r;
	return code;
}

size_t rules_count(const struct rules *r)
{
	return r->rule_count;
}

size_t rules_left_out(const struct rules *r)
{
	return r->left_out;
}

const char *rules_name(const struct rules *r, size_t rule)
{
	return r->rules[rule].name;
}

const char *rules_targets(const struct rules *r, size_t rule)
{
	return r->rules[rule].targets;
}

const char *rules_target_name(const struct rules *r, uint32_t number, enum target *kind)
{
	*kind = r->names[number].kind;
	return r->names[number].name;
}

/* ---- events ---- */

int rules_match(struct rules *r, const char *json, size_t len, const uint32_t **matching,
		size_t *count, size_t *unsure, struct fault *f)
{
	const uint32_t *candidates;
	size_t candidate_count;
	int code = flat_read(r->flat, json, len, f);

	*matching = r->matched;
	*count = 0;
	if (unsure)
		*unsure = SIZE_MAX;
	if (code)
		return code;
	candidate_count = rule_index_find(r->index, r->flat, &candidates);
	for (size_t i = 0; i < candidate_count; i++) {
		const uint32_t number = candidates[i];
		int matches = match_pattern(r->matching, r->rules[number].pattern, r->flat);

		if (matches == ERR_NOMEM)
			return fault_set(f, ERR_NOMEM, _("no memory for the event"));
		if (matches == ERR_FULL && unsure)
			*unsure = number;
		if (matches == 1)
			r->matched[(*count)++] = number;
	}
	return 0;
}

static void route_name(struct routing *out, uint32_t number)
{
	for (size_t i = 0; i < out->name_count; i++) {
		if (out->names[i] == number)
			return;
	}
	if (out->name_count == ROUTING_NAMES_MAX)
		out->cut = true;
	else
		out->names[out->name_count++] = number;
}

int rules_route(struct rules *r, const char *json, size_t len, struct routing *out, struct fault *f)
{
	const uint32_t *matching;
	size_t count, unsure;
	int code = rules_match(r, json, len, &matching, &count, &unsure, f);

	*out = (struct routing){ .unsure = unsure != SIZE_MAX };
	for (size_t i = 0; i < count; i++) {
		const struct rule *rule = &r->rules[matching[i]];

		out->targets |= rule->bits;
		for (uint32_t k = 0; k < rule->name_count; k++)
			route_name(out, r->sends[rule->first_name + k]);
	}
	return code;
}
