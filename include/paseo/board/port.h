/*
 * port - what a board needs of a station, wherever that runs.
 *
 * Lists of changes come in a mailbox; acts go out as JSON lines, like those of any
 * producer. Filled in by the command that opens the board.
 */
#ifndef PASEO_BOARD_PORT_H
#define PASEO_BOARD_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/base/mailbox.h"

struct port {
	void *ctx;
	/* 0, ERR_FULL (again later), ERR_INVALID with the fault. Does not block. */
	int (*send)(void *ctx, const char *json, size_t len, struct fault *f);
	struct mailbox *changes; /* of struct changes *; not owned */
	struct clock clock;
	const char *db_path; /* for reports; borrowed */
	bool demo;	     /* marked as such on the screen */
};

#endif
