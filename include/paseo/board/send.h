/*
 * send - the lines that the board gives to the station, as any producer would write them.
 */
#ifndef PASEO_BOARD_SEND_H
#define PASEO_BOARD_SEND_H

#include "paseo/board/console.h"

/* The dog goes out, or comes in: the direction is said, taken from the state that is shown. */
void send_move(struct console *d, const struct board_dog *dog);
/* A code as the wedge read it, or typed by a person. */
void send_scan(struct console *d, const char *code, bool typed);
/* A burst of the wedge that was a dog's id or name: the direction is inferred like any scan's. */
void send_scan_dog(struct console *d, const struct board_dog *dog);
void send_retract(struct console *d, const struct recent *r);
/* by: the volunteer who decides; "" not said. */
void send_answer(struct console *d, const struct decision *q, bool go, const char *reason,
		 const char *by);
/* A remark to the movement with that id: why it was so. */
void send_remark(struct console *d, const char *of, const char *reason);
/* A new dog. */
void send_dog(struct console *d, const char *id, const char *name);

/* When something was, as it was typed. */
struct when {
	int64_t ms; /* 0: now */
	bool estimated;
};

/* A movement at that time; walker "" where nobody is named. */
void send_movement(struct console *d, const char *dog, enum move move, const struct when *when,
		   const char *walker);
/* Correct a movement: its time, unless that is 0, and who walks, unless that is "". */
void send_amend(struct console *d, const char *of, const struct when *when, const char *walker);
/* A volunteer chosen by hand, as if their badge had been read. */
void send_walker(struct console *d, const char *volunteer);
void send_close(struct console *d, int32_t day, const char *by);
void send_recall(struct console *d, bool go);

/* Changes of the roster. level "" none; until a day, 0: until it is lifted. */
void send_volunteer(struct console *d, const char *id, const char *name, const char *level);
void send_note(struct console *d, const char *dog, const char *note);
void send_hold(struct console *d, const char *dog, enum hold_kind kind, const char *reason,
	       int32_t until);
void send_lift(struct console *d, const char *dog);
/* kind NONE: they are no pair any more. */
void send_pair(struct console *d, const char *one, const char *other, enum pair_kind kind);
void send_heat(struct console *d, enum heat heat);

#endif
