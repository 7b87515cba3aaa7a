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

#endif
