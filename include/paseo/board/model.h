/*
 * model - all that a board knows: what came as changes, and what follows from it at a moment.
 *
 * Plain data in memory, for the thread that draws. Nothing gets in here that the station has
 * not said, so nothing is shown that is not durable. Totals count only on the day
 * they are of: the board rolls over by itself.
 */
#ifndef PASEO_BOARD_MODEL_H
#define PASEO_BOARD_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/brain/change.h"

#define MODEL_RECENT_MAX 256  /* events remembered for the list of last events and for undo */
#define MODEL_ANSWERED_MAX 32 /* decisions remembered after they were answered */
#define MODEL_CLOSINGS 2      /* days of which it is known how they were closed */

struct board_dog {
	struct dog dog;
	struct dog_now now;
	char folded[DOG_NAME_SIZE]; /* name, for finding */
};

/* An event of the log, as far as the board speaks of it again. */
struct recent {
	uint64_t seq;
	uint64_t order;	 /* seq of what made it count: its own, or the answer's of a decision */
	uint64_t of_seq; /* of retracts and answers */
	int64_t time_ms;
	int64_t received_ms;
	int64_t walk_ms; /* of an ENTRADA; -1: not known */
	enum action action;
	enum move move; /* of a late scan: what it has come to */
	enum source source;
	enum outcome outcome;
	enum ask ask;
	bool go;
	bool undone;
	bool turn; /* a late scan: what it was may change */
	char id[EVENT_ID_SIZE];
	char dog[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	char volunteer[DOG_ID_SIZE];
	char tag[TAG_CODE_SIZE];
};

/* The badge that was read last. */
struct badge_read {
	char volunteer[DOG_ID_SIZE]; /* "" : none */
	int64_t ms;
};

struct model {
	bool loaded;
	bool leaving; /* the station is going down */
	size_t dog_count, dog_room;
	struct board_dog *dogs; /* by id */
	size_t volunteer_count, volunteer_room;
	struct volunteer *volunteers; /* by id */
	size_t tag_count, tag_room;
	struct tag *tags; /* by code */
	size_t waiting_count, waiting_room;
	struct decision *waiting; /* the oldest first */
	size_t answered_count;
	struct decision *
		answered; /* MODEL_ANSWERED_MAX of them; answered, withdrawn or settled, the last last */
	size_t pair_count, pair_room;
	struct pair *pairs;
	size_t walk_count, walk_room;
	struct walk *
		walks; /* of the last day that is known and open ones of earlier days; by dog, then in time */
	int32_t walks_day;			 /* that day */
	struct closing closings[MODEL_CLOSINGS]; /* day 0: none */
	struct recall recall;
	struct badge_read badge;
	size_t recent_count;
	struct recent *recents; /* MODEL_RECENT_MAX of them, the oldest first */
	bool has_last;
	uint64_t last_seq;  /* of the events that came */
	struct answer last; /* the last event, for the banner */
	struct settings settings;
	struct health health[HEALTH_COUNT];
};

int model_init(struct model *m); /* 0 or ERR_NOMEM */
void model_clear(struct model *m);

/* Take one change in; ERR_NOMEM leaves the model as it was. */
int model_apply(struct model *m, const struct change *c);

/* NULL: none with that id. */
const struct board_dog *model_dog(const struct model *m, const char *id);
/* A person's or dog's name for an id; the id itself where it is not known. */
const char *model_name(const struct model *m, const char *id);
const struct volunteer *model_volunteer(const struct model *m, const char *id);
const struct tag *model_tag(const struct model *m, const char *code);
const struct decision *model_waiting(const struct model *m, uint64_t seq);
const struct decision *model_waiting_for(const struct model *m, const char *dog);
const struct recent *model_recent(const struct model *m, uint64_t seq);

/* The walks of a dog that are kept, in the order of time: those of today, and one that has been open
 * since an earlier day. *count is how many. */
const struct walk *model_walks(const struct model *m, const char *dog, size_t *count);
/* The walk that the dog is on; NULL: it is INSIDE. */
const struct walk *model_open_walk(const struct model *m, const char *dog);
/* Is the day closed, and has nothing moved since? */
bool model_is_closed(const struct model *m, int32_t day);
/* How today or yesterday was closed last; NULL: it was not, or that is not known here. */
const struct closing *model_closing(const struct model *m, int32_t day);
/* The volunteer whose badge was read last, while the dogs that go out are theirs; NULL: nobody. */
const struct volunteer *model_walker(const struct model *m, int64_t now_ms);
/* How two dogs are paired. */
enum pair_kind model_pair(const struct model *m, const char *one, const char *other);

/* Is it a movement that counts and can be undone? */
bool recent_is_movement(const struct recent *r);
/* The movements of today's that count or were undone, the last first. Returns how many. */
size_t model_movements(const struct model *m, int64_t now_ms, const struct recent **out,
		       size_t max);
/* The last of today's movements that is not undone, other than the event skip_seq; NULL: none. */
const struct recent *model_last_movement(const struct model *m, int64_t now_ms, uint64_t skip_seq);
/* Which way the dog went by this event; NONE: it is no movement. */
enum move model_move(const struct model *m, const struct answer *a);

#endif
