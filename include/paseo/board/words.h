/*
 * words - the sentences of the board, in the language of the moment. Pure.
 */
#ifndef PASEO_BOARD_WORDS_H
#define PASEO_BOARD_WORDS_H

#include "paseo/board/find.h"
#include "paseo/board/view.h"
#include "paseo/report/level_words.h"

#define WORDS_SIZE 512

/* Five kinds of results: they differ by mark, word, role and sound. */
enum result { RESULT_OUT, RESULT_IN, RESULT_WARNING, RESULT_UNKNOWN, RESULT_IGNORED, RESULT_COUNT };

struct banner {
	enum result kind;
	int64_t time_ms; /* 0: not shown */
	char verb[64];
	char name[DOG_NAME_SIZE];
	char rest[WORDS_SIZE];
};

/* What the answer comes to, for its mark; what is heard, where a warning that was noted weighs more. */
enum result words_result(const struct model *m, const struct answer *a);
enum result words_sound(const struct model *m, const struct answer *a);
void words_banner(const struct model *m, const struct answer *a, struct banner *b);

/* A line of the list of last events: "11:42 OUT Luna, Ana". */
void words_recent(const struct model *m, const struct recent *r, char out[WORDS_SIZE]);

/* The movement that Enter would make, or made: "OUT" or "IN". */
const char *words_move(enum move move);

/* "YES", "YES (yellow)", "NO: Thor out", "NO: on hold (medical)", "ASKED": the longest that fits. */
void words_may_go(const struct model *m, const struct view *v, const struct board_dog *d, int width,
		  char *out, size_t size);
/* "medical"; "" none. */
const char *words_hold(enum hold_kind kind);
/* A length of time, short: "25 min", "3 h", "2 days". */
void words_length(int64_t ms, char *out, size_t size);
/* The same since the dog's last walk; "never". */
void words_since_walk(const struct board_dog *d, int64_t now_ms, char *out, size_t size);
/* How long a walk was: "52 min", "2 h 05 min". */
void words_walk(int64_t ms, char *out, size_t size);
/* "Sunday 22 Nov" */
void words_date(int64_t now_ms, char *out, size_t size);
/* A name in capitals, for where it must be seen at once. */
void words_upper(char *dst, size_t size, const char *src);
/* The ids of a warning's "with" one after the other; false at the end. */
bool words_next_id(const char **at, char id[DOG_ID_SIZE]);
/* Their names: "Thor, Lola". */
void words_names(const struct model *m, const char *ids, char *out, size_t size);
/* The traits of a dog that are dangers, in words: "REACTIVE". "" none. */
const char *words_danger(const struct board_dog *d);

#endif
