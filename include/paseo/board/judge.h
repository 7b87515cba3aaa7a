/*
 * judge - who may go out now: the gate as the board sees it, given to the checks.
 *
 * Inside view only: see view_may_go().
 */
#ifndef PASEO_BOARD_JUDGE_H
#define PASEO_BOARD_JUDGE_H

#include "paseo/board/view.h"

/* Fill v->gate and v->may, which have room for every dog, for v->walker. */
void judge_all(struct view *v, const struct model *m, int64_t now_ms);

/* How long a dog whose decision waits stands at the gate for a partner or a badge; 0: it does not. */
int64_t judge_at_gate_until_ms(const struct model *m, const struct decision *q);

#endif
