/*
 * config - paseo.conf: sockets, readers, screen, sounds, saving. Nothing that judgement depends on:
 * that is settings of the database.
 *
 * An INI file: [section] or [section NAME], then key = value, comments after ';' or '#'. One table
 * says which keys there are, with type, range, default and a sentence; the manual is held against it.
 * What is unknown or out of range is named with file and line, once, and the default is used: a
 * station starts whatever its file says. Read once; afterwards any thread may look. Known to this file
 * alone: inih.
 */
#ifndef PASEO_BASE_CONFIG_H
#define PASEO_BASE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

enum config_section { CONFIG_SOCKET, CONFIG_HTTP, CONFIG_SECTION_COUNT };

enum config_key {
	CONFIG_SOCKET_MODE,
	CONFIG_SOCKET_GROUP,
	CONFIG_HTTP_LISTEN,
	CONFIG_HTTP_CERTIFICATE,
	CONFIG_HTTP_KEY,
	CONFIG_HTTP_PLAIN,
	CONFIG_HTTP_CONNECTIONS,
	CONFIG_HTTP_BODY_KIB,
	CONFIG_HTTP_RATE,
	CONFIG_KEY_COUNT
};

enum config_type {
	CONFIG_TEXT,
	CONFIG_NUMBER, /* whole, from min to max */
	CONFIG_YES_NO,
	CONFIG_MODE, /* permission bits in octal, from min to max */
	CONFIG_WORD  /* one of words */
};

/* A row of the table; messages are looked up when shown. */
struct config_row {
	enum config_section section;
	const char *name;
	enum config_type type;
	int64_t min, max;
	const char *const *words; /* of CONFIG_WORD, ended by NULL */
	const char *standard;	  /* the default; "" none */
	const char *meaning;
};

struct config;
/* One section as it stands in the file, or with defaults alone. */
struct config_part;

/* Read $PASEO_CONFIG, else $XDG_CONFIG_HOME/paseo/paseo.conf, else /etc/paseo/paseo.conf; none of them:
 * defaults. complain gets each fault, a sentence with file and line. ERR_NOMEM, or what keeps the
 * file that is there, or that $PASEO_CONFIG names, from being read. */
int config_open(void (*complain)(void *ctx, const char *sentence), void *ctx, struct config **out,
		struct fault *f);
void config_free(struct config **c);
/* The file that was read; "" none. */
const char *config_path(const struct config *c);

/* The index'th section of a kind, in the order of the file; NULL after the last. The first of those
 * without a name is always there. */
const struct config_part *config_part(const struct config *c, enum config_section s, size_t index);
/* "gate" of [reader gate]; "" of those without. */
const char *config_name(const struct config_part *p);
/* Values: what the file says, else the default. Text is borrowed. */
const char *config_text(const struct config_part *p, enum config_key k);
int64_t config_number(const struct config_part *p,
		      enum config_key k); /* CONFIG_MODE, CONFIG_WORD (index) too */
bool config_yes(const struct config_part *p, enum config_key k);

/* The table, for the manual's test and for lists. */
const struct config_row *config_row(enum config_key k);
const char *config_section_name(enum config_section s);
/* Does a section of that kind have a name of its own? */
bool config_section_named(enum config_section s);

#endif
