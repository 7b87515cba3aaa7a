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

/* When the dog of a decision no longer stands at the gate, where it waits for a partner or a badge. */
int64_t judge_gate_until(const struct model *m, const struct decision *q);

#endif
