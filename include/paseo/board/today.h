/*
 * today - what the model keeps of the day: pairs, walks, badges, answered decisions, closings.
 *
 * Inside model only: see model.h for what is asked of it.
 */
#ifndef PASEO_BOARD_TODAY_H
#define PASEO_BOARD_TODAY_H

#include "paseo/board/model.h"

void today_forget(struct model *m);
int today_take_pair(struct model *m, const struct pair *p); /* 0 or ERR_NOMEM */
int today_take_walk(struct model *m, const struct walk *w); /* 0 or ERR_NOMEM */
void today_drop_walk(struct model *m, const struct walk *w);
void today_take_closing(struct model *m, const struct closing *c);
void today_take_decision(struct model *m, const struct decision *d);
/* Take in an event that may be a badge. */
void today_take_badge(struct model *m, const struct answer *a);

#endif
