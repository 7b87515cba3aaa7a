/*
 * event - an immutable record of something that was said to have happened.
 *
 * Plain data, made by a producer, stored for ever, never changed. The JSON text
 * is the event (what the producer said, its id added when it had none); the other
 * members are that text read once. Sizes count the NUL; longer text is refused.
 * An event belongs to one thread at a time: pushing it on the queue gives it away.
 */
#ifndef PASEO_QUEUE_EVENT_H
#define PASEO_QUEUE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/jdoc.h"

#define EVENT_ID_SIZE 129 /* an event's id, the scope it is unique in */
#define DOG_ID_SIZE 33	  /* of a dog or a volunteer: p-001, v-003 */
#define TAG_CODE_SIZE 257
#define READER_NAME_SIZE 65
#define REASON_SIZE 257

enum action {
	ACTION_SCAN, /* read: direction by the dog's state */
	ACTION_EXIT,
	ACTION_ENTRY,
	ACTION_RETRACT,
	ACTION_AMEND,
	ACTION_ANSWER,
	ACTION_ROSTER, /* dogs, volunteers, tags, settings: see brain/roster.h */
	ACTION_RECALL, /* everyone back: go true; lifted: go false */
	ACTION_CLOSE,  /* the day is closed after the roll call */
	ACTION_COUNT
};

enum source {
	SOURCE_NONE,
	SOURCE_NFC,
	SOURCE_QR,
	SOURCE_BARCODE,
	SOURCE_CAMERA,
	SOURCE_KEYBOARD,
	SOURCE_API,
	SOURCE_AI,
	SOURCE_COUNT
};

/* Which words an answer is written in: those of the asker. */
enum vocabulary { VOCABULARY_ENGLISH, VOCABULARY_SPANISH, VOCABULARY_COUNT };

enum outcome {
	OUTCOME_APPLIED,
	OUTCOME_ALREADY,
	OUTCOME_DUPLICATE,
	OUTCOME_HELD,
	OUTCOME_UNKNOWN,
	OUTCOME_IGNORED,
	OUTCOME_REJECTED,
	OUTCOME_COUNT
};

enum dog_state { STATE_INSIDE, STATE_OUTSIDE, STATE_COUNT };

struct event {
	int64_t received_ms; /* when the station got it; set by the station */
	int64_t time_ms;     /* when it happened; = received_ms where the producer did not say */
	bool has_time;
	enum action action;
	enum source source;
	enum vocabulary vocabulary;
	bool estimated; /* this end was measured by nobody */
	bool go;	/* an answer: let it go out; a recall: it begins */
	bool has_go;
	int32_t day;		/* of a close: the day that is closed; 0: that of its time */
	double confidence;	/* 0..1; negative: not said */
	char id[EVENT_ID_SIZE]; /* empty until the station gives one */
	char scope
		[EVENT_ID_SIZE]; /* where id is unique: CloudEvents source, else station, else "" */
	char of[EVENT_ID_SIZE];	 /* the event that a retract, amend or answer speaks of */
	char dog[DOG_ID_SIZE];
	char tag[TAG_CODE_SIZE]; /* as it is compared: blanks cut, NFC uids in upper case */
	char volunteer[DOG_ID_SIZE];
	char station[READER_NAME_SIZE];
	char reader[READER_NAME_SIZE];
	char reason[REASON_SIZE];
	struct jdoc *body; /* owned: what was said, for rules and rosters */
	char *json;	   /* owned: body as text, what the journal and the log keep */
	size_t json_len;
};

struct event *event_new(void); /* NULL: no memory */
void event_free(struct event **e);

/* Names in either vocabulary: "exit"/"SALIDA", "applied"/"aplicado", "INSIDE"/"DENTRO", "nfc".
 * The only tables of them. Borrowed for ever. */
const char *event_action_name(enum action a, enum vocabulary v);
const char *event_outcome_name(enum outcome o, enum vocabulary v);
const char *event_state_name(enum dog_state s, enum vocabulary v);
const char *event_source_name(enum source s);
/* The value with that name in either vocabulary; -1 when there is none. */
int event_action_find(const char *name);
int event_outcome_find(const char *name);
int event_source_find(const char *name);

/* Does it say that a dog moved, or that a tag was read? */
bool event_is_movement(enum action a);

/* Write a tag code as codes are compared. ERR_FULL when it does not fit, ERR_INVALID when it is
 * empty or holds what may not be shown. */
int event_tag_normal(const char *code, char out[TAG_CODE_SIZE]);
/* Does a code look like the uid of an NFC tag? */
bool event_tag_is_uid(const char *code);

/* A new id, UUID version 7 (RFC 9562 section 5.7) for that instant; random from the system. */
void event_id_new(int64_t now_ms, char out[EVENT_ID_SIZE]);

#endif
