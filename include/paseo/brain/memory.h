/*
 * memory - what the brain remembers: events, dogs, tags, and how they refer to each other.
 *
 * Inside the brain only. An event refers to another (a retract, an amend,
 * an answer) by standing in its list of references; whether a movement counts is worked
 * out from those lists, never kept as a flag that could go stale.
 */
#ifndef PASEO_BRAIN_MEMORY_H
#define PASEO_BRAIN_MEMORY_H

#include "paseo/base/map.h"
#include "paseo/brain/change.h"
#include "paseo/brain/checks.h"
#include "paseo/brain/fold.h"

#define NOBODY UINT32_MAX

/* One stored event. Sequence numbers start at 1 and have no gaps. */
struct entry {
	int64_t time_ms;     /* its own; of an amend: the time it was received */
	int64_t received_ms; /* when the station got it */
	int64_t fold_ms;     /* where it stands in the fold; of an amend: the new time, 0 none */
	uint64_t
		of_seq; /* what it refers to; of a held event: the event that opened the decision */
	uint64_t refs;	/* the last event that refers to this one, 0: none */
	uint64_t prev_ref;     /* the one before it in that list */
	uint64_t moot_by;      /* what made this decision idle, 0: nothing */
	uint64_t told_answer;  /* of a decision, as it was last told: the answer that stands */
	uint64_t told_walker;  /* and the event that names who walks */
	uint64_t walker_by;    /* the badge that named who walks after the dog had gone, 0: none */
	uint64_t completed_by; /* the partner's SALIDA or the badge that a decision waited for */
	uint32_t dog;	       /* index, or NOBODY */
	unsigned char action;
	unsigned char outcome;
	unsigned char move;
	unsigned char ask;
	unsigned char kind; /* enum end_kind of a movement */
	unsigned char told_ask;
	unsigned char told; /* of a decision, as it was last told: enum decision_status */
	bool go;
	bool late;
	bool said;    /* the event itself says who walks */
	bool doubted; /* of a decision: what came since leaves it to a person */
	bool weak;    /* who walks comes from a badge that may belong to the dog before */
	char *id;     /* owned: id, scope, volunteer, of, reason, dog as said: each with its NUL */
	const char *scope;
	const char *volunteer;
	const char *of;
	const char *reason;
	/* Warnings of a held event, for its decision; owned, NULL when there are none. */
	struct warning *warnings;
	size_t warning_count;
};

/* The sum of a dog's closed walks of one day, over walks[.. summed): the rest is added when asked. */
struct total {
	int32_t day; /* 0: none yet */
	size_t summed;
	int walks;
	int64_t seconds;
};

struct dog_memory {
	struct dog record;
	uint64_t *events; /* seqs of its movements as they came; owned */
	size_t event_count;
	size_t event_room;
	struct walks walks;
	int64_t last_ms;   /* place of the last act in the fold */
	int64_t place_ms;  /* the furthest that any of its movements was put, as they came */
	uint64_t last_seq; /* 0: none */
	uint64_t gone_seq; /* by which it went out, live, and is not back yet; 0: none */
	struct total total;
	bool undone; /* a movement was undone and nothing came since: the next scan acts */
};

/* Reads of one code that were one: from the first to the last of them. */
struct read {
	char code[TAG_CODE_SIZE];
	int64_t first_ms;
	int64_t last_ms;
	uint32_t dog;
};

#define READS 256

/* A badge that was read, or a volunteer chosen by hand. */
struct badge {
	char volunteer[DOG_ID_SIZE]; /* "" : none */
	uint64_t seq;
	int64_t ms;
	bool took_back; /* it named the walker of a dog that was out already */
};

#define BADGES 64

/* The SALIDAs that a badge belongs to, and of those the dogs above its level. */
#define COVERED_MAX 16
struct covered {
	size_t count;
	uint64_t seqs[COVERED_MAX];
	char above[WITH_SIZE];
};

#define TOUCHED_MAX 64

struct memory {
	struct settings settings;
	struct entry *entries;
	size_t entry_count;
	size_t entry_room;
	struct map *by_scoped_id;
	struct map *by_id;
	struct dog_memory **dogs;
	size_t dog_count;
	size_t dog_room;
	struct map *dog_index;
	struct volunteer *volunteers;
	size_t volunteer_count;
	size_t volunteer_room;
	struct tag *tags;
	size_t tag_count;
	size_t tag_room;
	struct map *tag_index;
	struct pair *pairs;
	size_t pair_count;
	size_t pair_room;
	struct token *tokens; /* those that hold */
	size_t token_count;
	size_t token_room;
	struct gate_dog *gate; /* of memory_gate() */
	size_t gate_room;
	bool loading;	/* decisions are told all at once when that is done */
	uint64_t *held; /* decisions that may wait */
	size_t held_count;
	size_t held_room;
	uint64_t *orphans; /* retracts and amends of events not yet seen */
	size_t orphan_count;
	size_t orphan_room;
	struct read reads[READS]; /* a ring */
	size_t read_next;
	struct badge badges[BADGES]; /* a ring */
	size_t badge_next;
	struct closing *closings; /* in the order of their events */
	size_t closing_count;
	size_t closing_room;
	struct recall recall;
	/* What the event being taken in has changed besides its own dog. */
	uint32_t touched[TOUCHED_MAX];
	size_t touched_count;
	size_t closing_touched; /* index + 1; 0: none */
};

int memory_init(struct memory *m);
void memory_clear(struct memory *m);

/* The entry of a sequence number that is stored. */
struct entry *memory_entry(const struct memory *m, uint64_t seq);
/* The stored event with that id in that scope; 0: none. */
uint64_t memory_find(const struct memory *m, const char *scope, const char *id);
/* The same; for one without a scope of its own (the desk) also the only one with that id in any. */
uint64_t memory_find_any(const struct memory *m, const char *scope, const char *id);
/* The dog that an event is about, by way of what it refers to; NOBODY: none. */
uint32_t memory_dog_of(const struct memory *m, uint64_t seq);
/* Keep an event as judged; its references are linked, orphans that wait for it too. */
int memory_add(struct memory *m, const struct event *e, const struct answer *a);

uint32_t memory_dog(const struct memory *m, const char *id); /* NOBODY: there is none */
int memory_dog_add(struct memory *m, const struct dog *d);   /* new, or its record again */
struct volunteer *memory_volunteer(const struct memory *m, const char *id);
int memory_volunteer_put(struct memory *m, const struct volunteer *v);
struct tag *memory_tag(const struct memory *m, const char *code);
/* The tag that a reader of that kind means: what NFC reads is a uid, whatever its case. */
struct tag *memory_tag_read(const struct memory *m, const char *code, enum source source);
int memory_tag_put(struct memory *m, const struct tag *t);

/* Is the event undone by a retract that stands? */
bool memory_undone(const struct memory *m, uint64_t seq);
/* The answer that stands for an event, or what else has settled its decision; 0: none. */
uint64_t memory_answer(const struct memory *m, uint64_t seq);
enum decision_status memory_decision(const struct memory *m, uint64_t seq);
/* The event that names who walks: what corrects a movement, a badge that belongs to it, or itself. */
uint64_t memory_walker(const struct memory *m, uint64_t seq);
/* Make p so: a pair, another kind of pair, or none any more. */
int memory_pair_put(struct memory *m, const struct pair *p);
/* The token of that name; NULL: there is none. */
const struct token *memory_token(const struct memory *m, const char *name);
/* Make t so: a new one, or none of that name any more. */
int memory_token_put(struct memory *m, const struct token *t);

/* The gate as a dog finds it that leaves at ms, judged at now_ms; the order is that of m->dogs. Good
 * until the next call. ERR_NOMEM or 0. */
int memory_gate(struct memory *m, int64_t ms, int64_t now_ms, bool late, struct gate *g);

/* Where a movement of the dog, or an answer, stands in the fold: at its time, at the latest when it was
 * received. One that says no time comes after what came before it, whatever the clock does. */
int64_t memory_place(const struct memory *m, uint32_t dog, const struct event *e);

/* The badge that a dog which goes out at ms belongs to; NULL: none. */
const struct badge *memory_badge(const struct memory *m, int64_t ms);
/* The SALIDAs that the badge of a volunteer read at ms belongs to. */
void memory_badge_covers(const struct memory *m, int64_t ms, const char *volunteer,
			 struct covered *c);
/* Take in a badge read; seq is its event. */
void memory_badge_take(struct memory *m, uint64_t seq);
/* Is the volunteer of the dog's level? */
bool memory_may_walk(const struct memory *m, const char *volunteer, uint32_t dog);
/* The decision of a dog that waits, about ms, only for a partner; 0: none. */
uint64_t memory_waits_for_partner(const struct memory *m, uint32_t dog, int64_t ms);
/* What a decision waits for as things are now. */
enum ask memory_ask(const struct entry *x);
/* What a dog was judged by has changed (NOBODY: of all dogs): no scan lets it go unasked any more. */
void memory_doubt(struct memory *m, uint32_t dog);
/* The same for those that wait and must not meet a dog that goes out by an answer. */
void memory_doubt_beside(struct memory *m, uint32_t gone, int32_t day);
/* Does the dog of a decision stand at the gate at ms, until its partner or a badge comes? */
bool memory_at_gate(const struct memory *m, uint64_t seq, int64_t ms);
/* The dog goes out by the event seq: partners that waited for it go too. */
void memory_partners_go(struct memory *m, uint32_t dog, uint64_t seq);
/* What a decision waited for has come with the event by. */
void memory_complete(struct memory *m, uint64_t seq, uint64_t by);
/* Note that an event has changed that dog too; the same for what hangs on an event that is undone. */
void memory_touch(struct memory *m, uint32_t dog);
void memory_touch_dependents(struct memory *m, uint64_t seq);

/* How a day was closed last; NULL: never. */
const struct closing *memory_closing(const struct memory *m, int32_t day);
/* Take in an event that closes a day, a movement at ms that reopens it, a recall. */
int memory_close(struct memory *m, uint64_t seq, int32_t day);
void memory_reopen(struct memory *m, uint64_t seq, int64_t ms);
void memory_take_recall(struct memory *m, uint64_t seq);

/* The first decision of a dog that waits; 0: none. */
uint64_t memory_waiting(const struct memory *m, uint32_t dog);
/* The same of one movement alone. */
uint64_t memory_waiting_to(const struct memory *m, uint32_t dog, enum move move);
/* Let a held event be looked at by memory_waiting(). */
int memory_hold(struct memory *m, uint64_t seq);
/* Let every decision of the dog be looked at that a correction has changed. */
int memory_look_again(struct memory *m, uint32_t dog);
/* Is a decision other than it was told last? */
bool memory_untold(const struct memory *m, uint64_t seq);
/* The event by has made a movement of the dog count, or not any more. What was asked before one that
 * counts is idle, and so is all that waits when one does not. */
void memory_idle(struct memory *m, uint32_t dog, uint64_t by, uint64_t subject);

/* A decision is asked anew: what waits of the same movement is idle. */
void memory_replace(struct memory *m, uint64_t seq);

/* Does the movement count in the fold? If so fills act. */
bool memory_act(const struct memory *m, uint64_t seq, struct act *act);
/* Fold all of a dog's movements afresh into walks. */
int memory_fold(struct memory *m, uint32_t dog, struct walks *walks);
/* A dog's state just before an act of that time and id, and since when (0: never moved). */
enum dog_state memory_state_at(const struct memory *m, uint32_t dog, int64_t ms, const char *id,
			       int64_t *since_ms);
/* State and totals of a dog, today being day. */
void memory_now(const struct memory *m, uint32_t dog, int32_t day, struct dog_now *out);

/* The code that a repeated read is known by: the tag's, else the dog's id. Borrowed. */
const char *memory_read_code(const struct event *e);
/* The read that another of that code at that time would repeat, or NULL. */
struct read *memory_read(struct memory *m, const char *code, int64_t ms);
/* Remember a read; one that repeats another makes that one longer. */
void memory_read_put(struct memory *m, const char *code, int64_t ms, uint32_t dog);
/* Forget all reads of a code. */
void memory_read_forget_code(struct memory *m, const char *code);
/* Forget the reads of a dog's codes: after an undo its tag can be read at once. */
void memory_read_forget(struct memory *m, uint32_t dog);

#endif
