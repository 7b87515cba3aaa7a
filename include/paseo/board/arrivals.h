/*
 * arrivals - news from the station: into the model, and what of it the operator must hear and see.
 */
#ifndef PASEO_BOARD_ARRIVALS_H
#define PASEO_BOARD_ARRIVALS_H

#include "paseo/board/console.h"

/* Take a list of changes in: model, sound, a decision that comes up. ERR_NOMEM: a part is missing. */
int arrivals_take(struct console *d, const struct changes *list);

#endif
