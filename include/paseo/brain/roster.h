/*
 * roster - dogs, volunteers and tags: plain data, and the one table of their columns.
 *
 * The same columns name the fields of a CSV file, of `paseo dogs edit`, of `list` and of
 * a roster event, which carries changes to the roster through the log:
 *
 *   {"action":"roster",
 *    "dogs":[{"id":"p-001","name":"Luna","level":"green","new":true}],
 *    "volunteers":[{"id":"v-003","name":"Ana"}],
 *    "archive":["p-009"],                       dogs or volunteers, by id
 *    "tags":[{"code":"04A1B2","to":"p-001"}],   "move":true takes it from another
 *    "release":["04FFEE"],
 *    "holds":[{"dog":"p-001","reason":"stitches","until":"2026-11-30","kind":"medical"}],
 *    "lift":["p-002"],                          "until", the last day, and "kind" may be left out
 *    "pairs":[{"dogs":["p-001","p-002"],"kind":"incompatible"}],   or "bonded"
 *    "unpair":[["p-003","p-004"]],
 *    "tokens":[{"name":"camera-1","hash":"9f86d0...","may":"send read"}],   see brain/token.h
 *    "revoke":["camera-0"],
 *    "settings":{"shelter":"La Ribera"}}
 *
 * A dog or volunteer entry sets the fields it names and leaves the others; an unknown id is made
 * (then a name is needed) unless "edit" is true; a known one is refused if "new" is true;
 * an archived one comes back. "tag" and "badge" in an entry bind those codes as well. All of
 * one event is applied or nothing. Values of number columns may be JSON strings or numbers.
 *
 * Pure. Strings are screened (text_check) and bounded here.
 */
#ifndef PASEO_BRAIN_ROSTER_H
#define PASEO_BRAIN_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/brain/levels.h"
#include "paseo/queue/answer.h"

#define KENNEL_SIZE 33
#define TRAITS_SIZE 129
#define NOTE_SIZE 257
#define PHONE_SIZE 33
#define HOLD_REASON_SIZE 129

/* Today's state and totals of a dog: what a movement changes. */
struct dog_now {
	char id[DOG_ID_SIZE];
	enum dog_state state;
	int64_t since_ms;	     /* of the last movement; 0: never moved */
	int64_t last_in_ms;	     /* end of the last closed walk; 0: none */
	int64_t last_walk_ms;	     /* length of it */
	char volunteer[DOG_ID_SIZE]; /* who has it while OUTSIDE */
	int32_t day;		     /* the day that the totals are of */
	int walks_today;	     /* the open one too */
	int64_t walk_seconds_today;  /* closed ones only */
};

/* Why a dog must not go out until that is lifted. A dog has one hold; another takes its place. */
enum hold_kind { HOLD_NONE, HOLD_MEDICAL, HOLD_BEHAVIOUR, HOLD_QUARANTINE, HOLD_KIND_COUNT };

struct dog {
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	char kennel[KENNEL_SIZE];
	char zone[KENNEL_SIZE];
	char level[LEVEL_SIZE];	  /* key of a level of settings.h; "" none */
	char traits[TRAITS_SIZE]; /* codes separated by one space, sorted as written */
	int target_min;		  /* minutes a day; 0: the setting's */
	int limit_min;		  /* longest walk in minutes; 0: the setting's */
	char note[NOTE_SIZE];
	bool archived;
	enum hold_kind hold;
	int32_t hold_until; /* the last day of it; 0: until it is lifted */
	char hold_reason[HOLD_REASON_SIZE];
};

struct volunteer {
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	char level[LEVEL_SIZE];
	char phone[PHONE_SIZE];
	bool archived;
};

struct tag {
	char code[TAG_CODE_SIZE];
	char to[DOG_ID_SIZE]; /* a dog's or volunteer's id; "" : released */
};

/* Two dogs that must not meet, or that go together. a stands before b, by bytes. */
enum pair_kind { PAIR_NONE, PAIR_INCOMPATIBLE, PAIR_BONDED, PAIR_KIND_COUNT };
struct pair {
	char a[DOG_ID_SIZE];
	char b[DOG_ID_SIZE];
	enum pair_kind kind; /* NONE: they are no pair any more */
};

/* Fill the pair with the ids in their order. */
void pair_make(struct pair *p, const char *one, const char *other, enum pair_kind kind);
/* The other of a pair; NULL when id is none of the two. */
const char *pair_other(const struct pair *p, const char *id);
/* Make p so in a list on the heap: a pair, another kind of pair, or none any more. 0 or ERR_NOMEM. */
int pairs_put(struct pair **list, size_t *count, size_t *room, const struct pair *p);

const char *hold_kind_name(enum hold_kind k); /* "medical" ...; "" none */
int hold_kind_find(const char *name);	      /* -1: none of them */
const char *pair_kind_name(enum pair_kind k); /* "incompatible", "bonded"; "" none */
int pair_kind_find(const char *name);

/* Must it stay in on that day? */
bool dog_on_hold(const struct dog *d, int32_t day);
bool dog_has_trait(const struct dog *d, const char *code);

enum roster_kind { ROSTER_DOGS, ROSTER_VOLUNTEERS, ROSTER_KIND_COUNT };

/* Names of the columns in the order of the CSV header ("id", "name", ..., "tag"); NULL ends. */
const char *const *roster_columns(enum roster_kind k);
/* Set one field from text; levels are those of the shelter. "tag" and "badge" are no fields: ERR_NOT_FOUND like unknown columns.
 * ERR_INVALID: the fault names the column and what it wants. Level and trait words are also taken in
 * Spanish and stored as their codes. */
int roster_set_dog(struct dog *d, const struct levels *levels, const char *column,
		   const char *value, struct fault *f);
int roster_set_volunteer(struct volunteer *v, const struct levels *levels, const char *column,
			 const char *value, struct fault *f);
/* Put the dog on hold. ERR_INVALID: the fault names what is wrong with kind (empty: medical), until
 * (a day, empty: until it is lifted) or reason. */
int roster_set_hold(struct dog *d, const char *kind, const char *reason, const char *until,
		    struct fault *f);
/* The field as text, as it stands in CSV. */
void roster_get_dog(const struct dog *d, const char *column, char *out, size_t size);
/* Is the id one that may be used: 1 to 32 of letters, digits, - _ . */
int roster_check_id(const char *id, struct fault *f);

#endif
