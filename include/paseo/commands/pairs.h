/*
 * pairs - what two dogs are to each other, as lists and commands write it.
 */
#ifndef PASEO_COMMANDS_PAIRS_H
#define PASEO_COMMANDS_PAIRS_H

#include "paseo/brain/roster.h"

/* "must not meet", "go together", in the language of the moment; "" none. */
const char *pair_kind_word(enum pair_kind k);

#endif
