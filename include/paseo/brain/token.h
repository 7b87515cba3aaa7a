/*
 * token - who may speak to the station over HTTP: plain data, and how it stands in events.
 *
 * What is kept of a token is a checksum (SHA-256, in hexadecimal), never the token itself: who reads the
 * log or the database can use none. A token goes through the log like a tag (brain/roster.h), so a
 * running station knows it at once. Pure.
 */
#ifndef PASEO_BRAIN_TOKEN_H
#define PASEO_BRAIN_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/queue/event.h"

#define TOKEN_HASH_SIZE 65
#define TOKEN_MAY_SIZE 16

/* Bits of what a token may do. */
enum token_may { TOKEN_SEND = 1, TOKEN_READ = 2 };

struct token {
	char name[DOG_ID_SIZE]; /* as ids are: see roster_check_id() */
	char hash[TOKEN_HASH_SIZE];
	unsigned may;	 /* 0: revoked */
	int64_t made_ms; /* when the station was told of it */
};

/* "send", "read", "send read"; "" for none. */
void token_may_write(unsigned may, char out[TOKEN_MAY_SIZE]);
/* The bits of words separated by blanks or commas; 0: it is none of them, or there is no word. */
unsigned token_may_read(const char *text);
/* Is it a checksum as it is kept: 64 digits in lower case? */
bool token_hash_is_whole(const char *hash);

#endif
