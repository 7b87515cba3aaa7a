/*
 * figures - what the board says of one dog at a moment: minutes, walks, how late. Pure.
 */
#ifndef PASEO_BOARD_FIGURES_H
#define PASEO_BOARD_FIGURES_H

#include "paseo/board/model.h"

/* Of the day of now_ms. */
int dog_walks_today(const struct board_dog *d, int64_t now_ms);
int64_t dog_seconds_today(const struct board_dog *d, int64_t now_ms);
int64_t dog_minutes_out(const struct board_dog *d, int64_t now_ms);
/* Longest walk: of a dog that is OUTSIDE, by the heat of the day it went out. */
int dog_limit_min(const struct model *m, const struct board_dog *d, int64_t now_ms);
int dog_target_min(const struct model *m, const struct board_dog *d);
/* OUTSIDE since another day than that of now_ms. */
bool dog_out_overnight(const struct board_dog *d, int64_t now_ms);

enum lateness { LATENESS_NONE, LATENESS_SOON, LATENESS_LATE };
enum lateness dog_lateness(const struct model *m, const struct board_dog *d, int64_t now_ms);
/* When a dog that is OUTSIDE is, or will be, overdue: the end of its longest walk, or of its day. */
int64_t dog_overdue_ms(const struct model *m, const struct board_dog *d);

/* The dog that it goes with, INSIDE before OUTSIDE; NULL: it has no partner. */
const struct board_dog *dog_partner(const struct model *m, const struct board_dog *d);
/* When a dog that is OUTSIDE is, or will be, alone: its partner has been INSIDE for so long since. 0:
 * not at all. */
int64_t dog_alone_ms(const struct model *m, const struct board_dog *d);
bool dog_is_alone(const struct model *m, const struct board_dog *d, int64_t now_ms);

#endif
