/*
 * forms - what can be done to a dog from its card, as one table: when it serves, what has to be typed
 * for it, and what is sent.
 *
 * A time that cannot be is refused in one sentence that says which can.
 */
#ifndef PASEO_BOARD_FORMS_H
#define PASEO_BOARD_FORMS_H

#include "paseo/board/console.h"
#include "paseo/board/typed.h"

enum field_kind {
	FIELD_NONE,
	FIELD_TIME,
	FIELD_PERSON,
	FIELD_DOG,
	FIELD_DAY,
	FIELD_HOLD,
	FIELD_TEXT
};

struct form_field {
	enum field_kind kind;
	const char *label; /* a message */
};

struct form {
	const char *act;  /* in the card: "came back at ..." */
	const char *help; /* above the fields; "" none */
	struct form_field fields[FIELDS_MAX];
	bool (*serves)(const struct console *d, const struct board_dog *dog);
	void (*start)(struct console *d,
		      const struct board_dog *dog); /* what stands in the fields; NULL: nothing */
	/* The times that the index'th field can hold. */
	struct span (*span)(const struct console *d, const struct board_dog *dog, size_t field);
	/* True: it was sent. False: what is wrong has been said. */
	bool (*send)(struct console *d, const struct board_dog *dog);
};

/* Rows that others speak of: what the roll call asks too; WHOM, a panel of its own; the ends of a
 * pair, which the card offers once for each. */
enum { FORM_CAME_BACK = 0, FORM_WHOM = 3, FORM_MAY_MEET = 4, FORM_APART = 5 };

size_t forms_count(void);
const struct form *forms_row(size_t index);
size_t form_field_count(const struct form *f);

/* Read the time in a field. False: it is none, or not possible, and that has been said. */
bool form_time(struct console *d, const struct board_dog *dog, const struct form *f, size_t field,
	       int64_t *ms, bool *estimated);
/* The one volunteer or dog that a text means best, whose name is shown below it; NULL: nobody, or
 * several. */
const struct volunteer *form_person(const struct console *d, const char *typed);
const struct board_dog *form_dog(const struct console *d, const char *typed);

/* The last walk of the day of a dog; NULL: it has none. */
const struct walk *form_last_walk(const struct console *d, const struct board_dog *dog);
/* The id of a stored event, for what speaks of it. False: it is not to be had, and that has been said. */
bool form_event_id(struct console *d, uint64_t seq, char id[EVENT_ID_SIZE]);

#endif
