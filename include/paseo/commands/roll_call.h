/*
 * roll_call - the closing roll call: which dogs are out, and what was seen of each.
 *
 * A dog is still out until something else is said of it. Times are those of the day that is closed,
 * in the small hours of the night after it where the dog was not out yet.
 */
#ifndef PASEO_COMMANDS_ROLL_CALL_H
#define PASEO_COMMANDS_ROLL_CALL_H

#include "paseo/commands/database.h"

/* What a person says of a dog. */
enum roll_seen { ROLL_OUT, ROLL_NOW, ROLL_TYPED, ROLL_ESTIMATED };

struct roll_dog {
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	char volunteer[DOG_ID_SIZE]; /* "" nobody was named */
	char walker[DOG_NAME_SIZE];  /* the volunteer's name, else the id */
	char phone[PHONE_SIZE];
	int64_t out_ms;
	enum roll_seen seen;
	int64_t in_ms; /* when it came back, unless it is still out */
};

struct roll {
	int32_t day;
	int64_t now_ms;
	size_t dog_count, dog_room;
	struct roll_dog *dogs; /* owned; who is out longest comes first */
};

/* Everyone who is out of those that went out on that day or before. */
int roll_read(const struct database *d, int32_t day, struct roll *r);
void roll_clear(struct roll *r);

/* What is said of a dog: "" it is still out, "now", "18:30", or "~18:30" when that is an estimate.
 * ERR_INVALID: the fault says why. */
int roll_say(const struct roll *r, struct roll_dog *dog, const char *text, struct fault *f);
/* The same as a word of a command line: p-001 (it came back now), p-001=18:30, p-001~18:30.
 * ERR_NOT_FOUND: no such dog is out, id[] is what was meant. */
int roll_say_word(struct roll *r, const char *word, char id[DOG_ID_SIZE], struct fault *f);

#endif
