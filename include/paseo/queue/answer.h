/*
 * answer - what became of an event, as its producer and every subscriber is told.
 *
 * Plain data, copied freely.
 */
#ifndef PASEO_QUEUE_ANSWER_H
#define PASEO_QUEUE_ANSWER_H

#include "paseo/queue/event.h"

#define DOG_NAME_SIZE 97
#define ERROR_SIZE 256
#define WARNING_MAX 9 /* that one movement can raise */
#define WITH_SIZE 200

/* Codes on the wire, the same in both vocabularies; the only list: answer.c names them. */
enum warning_kind {
	WARNING_REACTIVE,
	WARNING_INCOMPATIBLE,
	WARNING_BONDED_ALONE,
	WARNING_HOLD,
	WARNING_LEVEL,
	WARNING_GATE_BUSY,
	WARNING_HEAT,
	WARNING_OVERDUE,
	WARNING_EARLY_RETURN,
	WARNING_LATE,
	WARNING_CLOCK,
	WARNING_COUNT
};

/* with: ids of the other dogs, separated by spaces; what does not fit is left out whole. */
struct warning {
	enum warning_kind kind;
	char with[WITH_SIZE];
};

/* Which way a dog moved. TURN: a late scan, whose direction each refold infers. */
enum move { MOVE_NONE, MOVE_EXIT, MOVE_ENTRY, MOVE_TURN, MOVE_COUNT };

/* Why a movement waits for a person. */
enum ask {
	ASK_NONE,
	ASK_WARNING,   /* a warning whose policy is "confirm": see the warnings */
	ASK_REVERSAL,  /* a scan so soon after the last movement */
	ASK_OTHER_DAY, /* a scan that would end a walk begun on an earlier day */
	ASK_CONFIDENCE,
	ASK_ARCHIVED,
	ASK_BONDED, /* it waits for its partner: a scan of that lets both go */
	ASK_WALKER, /* it waits for a walker: a badge of the dog's level lets it go */
	ASK_RECALL, /* everyone is called back */
	ASK_COUNT
};

struct answer {
	uint64_t seq; /* 0: not stored (ignored, or malformed) */
	int64_t received_ms;
	int64_t time_ms;
	enum action action;
	enum move move; /* what a movement was taken for */
	enum source source;
	enum vocabulary vocabulary;
	enum outcome outcome;
	enum outcome first; /* of a duplicate: the first outcome */
	enum ask ask;
	bool has_state; /* state and totals are of the dog, now and today */
	bool estimated;
	bool go;
	enum dog_state state;
	int64_t walk_seconds_today;
	int walks_today;
	size_t warning_count;
	struct warning warnings[WARNING_MAX];
	char id[EVENT_ID_SIZE];
	char scope[EVENT_ID_SIZE];
	char of[EVENT_ID_SIZE]; /* of a retract, amend or answer: as it was said */
	uint64_t of_seq; /* the event it means; of a held scan: the one that opened the decision */
	int32_t day;	 /* of a close: the day that it closes; else 0 */
	char dog[DOG_ID_SIZE];
	char dog_name[DOG_NAME_SIZE];
	char tag[TAG_CODE_SIZE];
	char volunteer[DOG_ID_SIZE];
	char reader[READER_NAME_SIZE];
	char reason[REASON_SIZE];
	char error[ERROR_SIZE]; /* what is wrong and what to do, in English */
};

const char *answer_warning_name(enum warning_kind k);
int answer_warning_find(const char *name); /* -1: none */
const char *answer_ask_name(enum ask a);   /* "reversal" ...; "" for ASK_NONE */
int answer_ask_find(const char *name);
const char *answer_move_name(enum move m); /* "exit", "entry", "turn", "" */
int answer_move_find(const char *name);

/* The line for the producer, without newline, in the answer's vocabulary; malloc'ed. NULL: no memory.
 * with_time: the form of logs and streams, which also has "time", "action" and what the event named. */
char *answer_write(const struct answer *a, bool with_time, size_t *len);
/* The line of logs and streams: with_time, and in one vocabulary for all of them, whoever asked. */
char *answer_write_log(const struct answer *a, size_t *len);

/* Warnings as a JSON array ("[{"kind":...,"with":[...]}]") and back, for the store. */
char *answer_write_warnings(const struct answer *a);
int answer_read_warnings(const char *json, struct answer *a);

/* Fill an answer for a line that could not be read at all. */
void answer_malformed(struct answer *a, const char *error);

#endif
