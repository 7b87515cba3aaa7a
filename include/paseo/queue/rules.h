/*
 * rules - which consumer gets an event is data.
 *
 * A rules file is {"rules":[{"name":...,"pattern":{...},"targets":[...]}]}; other members are
 * passed over. A target is brain, board, stream, mqtt, sound:NAME or command:NAME. A rule that cannot be
 * read is told and left out, the others are used, also when what is wrong with it is its JSON, as
 * long as its brackets are whole. The pattern language: paseo-events(7).
 *
 * Compiled when loaded. Routing allocates only for an event that is larger than all before it. One thread at
 * a time.
 */
#ifndef PASEO_QUEUE_RULES_H
#define PASEO_QUEUE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

/* Longest rules file, in bytes. */
#define RULES_TEXT_MAX ((size_t)16 * 1024 * 1024)
/* Longest name of a rule, and of a sound or command, in bytes. */
#define RULE_NAME_MAX 255
#define TARGET_NAME_MAX 64
/* So many sounds and commands one event may go to. */
#define ROUTING_NAMES_MAX 32

/* Bits of what an event is sent to. */
enum target {
	TARGET_BRAIN = 1,
	TARGET_BOARD = 2,
	TARGET_STREAM = 4,
	TARGET_SOUND = 8,
	TARGET_COMMAND = 16,
	TARGET_MQTT = 32
};

struct rules;

/* What is wrong with a rule. */
struct rule_fault {
	size_t line;	  /* of the text: where the rule begins */
	const char *name; /* of the rule; "" where it has none */
	const char *text; /* a sentence, with the line of the fault where that is another one */
};

/* Take rules from JSON text, which need not outlive the call. ERR_INVALID only when the whole text is no
 * rules file. */
int rules_load(const char *text, size_t len, struct rules **out,
	       void (*complain)(void *ctx, const struct rule_fault *f), void *ctx, struct fault *f);
void rules_free(struct rules **r);

/* Rules that are used, in the order of the file. */
size_t rules_count(const struct rules *r);
/* Rules that were left out. */
size_t rules_left_out(const struct rules *r);
const char *rules_name(const struct rules *r, size_t rule);
/* Its targets as the file has them: "brain, sound:bell". */
const char *rules_targets(const struct rules *r, size_t rule);

/* The rules that match an event, in the order of the file; borrowed until the next call. *unsure, if it is
 * not NULL: one that was too much work to judge and counts as not matching, or SIZE_MAX.
 * ERR_INVALID: the text is no JSON object, the fault says why. */
int rules_match(struct rules *r, const char *json, size_t len, const uint32_t **matching,
		size_t *count, size_t *unsure, struct fault *f);

/* Where an event goes. Plain data; names are numbers for rules_target_name() of the same rules. */
struct routing {
	unsigned targets;  /* bits of enum target */
	bool unsure;	   /* a rule was too much work to judge, and counts as not matching */
	size_t name_count; /* sounds and commands, each once */
	uint32_t names[ROUTING_NAMES_MAX];
	bool cut; /* there were more */
};

int rules_route(struct rules *r, const char *json, size_t len, struct routing *out,
		struct fault *f);
/* The sound or command of that number, "bell" of "sound:bell"; *kind: TARGET_SOUND or TARGET_COMMAND. */
const char *rules_target_name(const struct rules *r, uint32_t number, enum target *kind);

#endif
