/*
 * pattern - a pattern that was read and found right, ready to be matched.
 *
 * A tree: ALL of fields and alternatives (ANY, from $or); a FIELD is a list of matchers of which one is
 * enough. Plain data that nobody changes once it is read. The language: paseo-events(7).
 */
#ifndef PASEO_QUEUE_PATTERN_H
#define PASEO_QUEUE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/base/jscan.h"
#include "paseo/queue/address.h"
#include "paseo/queue/paths.h"

/* Fields that one branch of a pattern may ask for. */
#define PATTERN_PATHS_MAX 256
/* And how often, each field counted as often as it stands there. */
#define PATTERN_FIELDS_MAX 1024

enum matcher_kind {
	MATCH_TEXT,    /* a string, byte for byte */
	MATCH_ADDRESS, /* a string that is the same IP address */
	MATCH_NUMBER,  /* an exact number */
	MATCH_NUMERAL, /* a number that is not exact, byte for byte */
	MATCH_TRUE,
	MATCH_FALSE,
	MATCH_NULL,
	MATCH_PREFIX,
	MATCH_SUFFIX,
	MATCH_FOLD, /* equals-ignore-case */
	MATCH_FOLD_PREFIX,
	MATCH_FOLD_SUFFIX,
	MATCH_WILDCARD,
	MATCH_NUMERIC,
	MATCH_CIDR,
	MATCH_BUT,     /* anything-but */
	MATCH_PRESENT, /* exists */
	MATCH_ABSENT,
	MATCH_COUNT
};

/* One end is infinite where there is none. */
struct numeric_range {
	double low, high;
	bool above, below; /* low, high itself is outside */
};

/* first and count: of its bytes, folds (FOLD*), pieces (WILDCARD) or excluded matchers (BUT). */
struct matcher {
	enum matcher_kind kind;
	uint32_t first;
	uint32_t count;
	union {
		double number;
		struct numeric_range numeric;
		struct address_range range; /* of an ADDRESS: first alone */
	} as;
};

/* A UTF-16 unit in its two cases; the same one where there is no other. */
struct fold {
	unsigned char lower_len, upper_len;
	char lower[9], upper[9];
};

/* What stands between two stars of a wildcard: bytes. */
struct piece {
	uint32_t first;
	uint32_t len;
};

enum node_kind { NODE_ALL, NODE_ANY, NODE_FIELD };

struct node {
	enum node_kind kind;
	uint32_t next;	/* the next one of the same list; 0: no more */
	uint32_t first; /* of its list; of a FIELD: of its matchers */
	uint32_t count; /* of those */
	uint32_t path;	/* of a FIELD */
	bool absent;	/* a FIELD that takes exists:false too */
};

/* nodes[0] is the root, an ALL. */
struct pattern {
	struct node *nodes;
	size_t node_count, node_room;
	struct matcher *matchers;
	size_t matcher_count, matcher_room;
	struct matcher *excludeds;
	size_t excluded_count, excluded_room;
	struct fold *folds;
	size_t fold_count, fold_room;
	struct piece *pieces;
	size_t piece_count, piece_room;
	char *bytes;
	size_t byte_count, byte_room;
};

/* Why a pattern was refused, and the place in its text. */
struct pattern_fault {
	struct fault fault;
	const char *place;
};

/* Read the value that the scan comes to next. ERR_INVALID: f says why. Its fields get their numbers in
 * paths. */
int pattern_read(const struct jscan *at, struct paths *paths, struct pattern **out,
		 struct pattern_fault *f);
void pattern_free(struct pattern **p);

#endif
