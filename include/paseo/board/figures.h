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
int dog_limit_min(const struct model *m, const struct board_dog *d);
int dog_target_min(const struct model *m, const struct board_dog *d);

enum lateness { LATENESS_NONE, LATENESS_SOON, LATENESS_LATE };
enum lateness dog_lateness(const struct model *m, const struct board_dog *d, int64_t now_ms);

#endif
