/*
 * change - what the brain says has changed: what every subscriber reads.
 *
 * Plain data. A list of changes belongs to one thread; changes_copy() makes one for another. The
 * first load is a list too: everything, one change for each thing, headed by CHANGE_LOAD.
 */
#ifndef PASEO_BRAIN_CHANGE_H
#define PASEO_BRAIN_CHANGE_H

#include <stddef.h>
#include <stdint.h>

#include "paseo/brain/roster.h"
#include "paseo/brain/settings.h"
#include "paseo/brain/token.h"
#include "paseo/queue/answer.h"

/* How an end of a walk is known. The weaker of two ends names the walk: ESTIMATED, TYPED, MEASURED. */
enum end_kind { END_NONE, END_MEASURED, END_TYPED, END_ESTIMATED, END_COUNT };

struct walk {
	char dog[DOG_ID_SIZE];
	int32_t day; /* local day of the SALIDA */
	int64_t out_ms;
	int64_t in_ms;	  /* 0: still out */
	uint64_t out_seq; /* the event that began it: names the walk */
	uint64_t in_seq;
	enum end_kind out_kind;
	enum end_kind in_kind;
	char volunteer[DOG_ID_SIZE];
};

/* A movement that waits, or waited, for a person. */
enum decision_status {
	DECISION_WAITING,
	DECISION_GO,
	DECISION_NO,
	DECISION_WITHDRAWN,
	DECISION_MOOT
};

struct decision {
	uint64_t seq; /* of the held event */
	char id[EVENT_ID_SIZE];
	char dog[DOG_ID_SIZE];
	enum move move;
	enum ask ask;
	int64_t asked_ms;
	size_t warning_count;
	struct warning warnings[WARNING_MAX];
	char volunteer[DOG_ID_SIZE];
	enum decision_status status;
	uint64_t answer_seq; /* 0: none */
	int64_t answered_ms;
	char reason[REASON_SIZE];
	char by[DOG_ID_SIZE]; /* who answered, if said */
};

/* A day that a person has closed, after the roll call. */
struct closing {
	uint64_t seq; /* of the event that closed it */
	int32_t day;
	int64_t closed_ms;
	uint64_t reopened_seq; /* the movement of that day that came after it; 0: it is closed */
	char by[DOG_ID_SIZE];  /* who closed it, if said */
};

/* Everyone is called back: until it is lifted no dog goes out unasked. */
struct recall {
	bool on;
	uint64_t seq; /* of the event that began or lifted it; 0: there was none */
	int64_t since_ms;
	char by[DOG_ID_SIZE];
	char reason[REASON_SIZE];
};

enum health_part {
	HEALTH_QUEUE,
	HEALTH_STORE,
	HEALTH_JOURNAL,
	HEALTH_SOCKET,
	HEALTH_CLOCK,
	HEALTH_HTTP,
	HEALTH_RULES,
	HEALTH_COUNT
};

/* How a part of the station is: good, or a sentence with an act. */
struct health {
	enum health_part part;
	bool good;
	uint64_t waiting; /* events that wait there */
	char text[160];	  /* English; "" when good */
};

enum change_kind {
	CHANGE_LOAD,   /* forget everything: all of it follows */
	CHANGE_LOADED, /* that was all */
	CHANGE_EVENT,  /* an event and what became of it; not stored when seq is 0 */
	CHANGE_DOG,    /* roster data of a dog */
	CHANGE_NOW,    /* its state and totals */
	CHANGE_WALK,   /* a walk is so from now on */
	CHANGE_WALK_GONE, /* no walk begins with that event any more (day, out_ms and dog are set too) */
	CHANGE_VOLUNTEER,
	CHANGE_TAG,
	CHANGE_PAIR,
	CHANGE_TOKEN, /* may 0: it is revoked */
	CHANGE_DECISION,
	CHANGE_CLOSING,
	CHANGE_RECALL,
	CHANGE_SETTINGS,
	CHANGE_HEALTH,
	CHANGE_LEAVE, /* the station is going down: subscribers end */
	CHANGE_KIND_COUNT
};

struct logged {
	struct answer answer;
	unsigned targets; /* of queue/rules.h: who is to be told of it */
	uint64_t chain;
	char *json; /* owned; NULL in copies made without it */
	size_t json_len;
};

/* Which member is used follows from kind; the pointers are owned. */
struct change {
	enum change_kind kind;
	union {
		struct logged *event;
		struct dog *dog;
		struct dog_now now;
		struct walk walk;
		struct volunteer *volunteer;
		struct tag *tag;
		struct pair *pair;
		struct token *token;
		struct decision *decision;
		struct closing closing;
		struct recall *recall;
		struct settings *settings;
		struct health health;
	} as;
};

struct changes {
	size_t count;
	size_t room;
	struct change *list;
};

struct changes *changes_new(void);
void changes_free(struct changes **c);
/* A new change at the end, its pointer member allocated and zeroed; NULL: no memory. */
struct change *changes_add(struct changes *c, enum change_kind kind);
/* All of it again for another thread; events' json only if with_json. NULL: no memory. */
struct changes *changes_copy(const struct changes *c, bool with_json);

const char *end_kind_name(enum end_kind k);		  /* "measured" ... */
const char *decision_status_name(enum decision_status s); /* "waiting" ... */
int decision_status_find(const char *name);

#endif
