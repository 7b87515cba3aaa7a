/*
 * event_text - an event of the log, with what was judged, as fields of text and back.
 *
 * One table of columns: the header of a CSV file, what is written and what is read. The text that
 * is read back gives the same row, byte for byte; what cannot be read is named with its column.
 */
#ifndef PASEO_STORE_EVENT_TEXT_H
#define PASEO_STORE_EVENT_TEXT_H

#include "paseo/brain/change.h"
#include "paseo/queue/codec.h"

/* The longest field with its NUL, but for the json, which is borrowed from the event. */
#define EVENT_TEXT_SIZE 4096

size_t event_text_count(void);
const char *event_text_name(size_t column);
const char *event_text_meaning(size_t column); /* a message */

/* The field; in out, or the event's own json. Absent is "". */
const char *event_text_get(const struct logged *l, size_t column, char out[EVENT_TEXT_SIZE]);
/* Read it; text is borrowed for json. ERR_INVALID: the fault names the column and what it wants. */
int event_text_set(struct logged *l, size_t column, const char *text, struct fault *f);

#endif
