/*
 * labels_tag - the codes that paseo makes for labels, and which of a dog's codes can be printed.
 *
 * A code of ours is P (a dog) or V (a volunteer), up to six letters and digits from the end of
 * the id, and a check character: p-001 is P001S. Capitals and digits alone, so that no keyboard
 * layout changes what a scanner types; at least four, so that it is told from a person's typing; few,
 * so that a barcode of it fits a small label. Pure.
 */
#ifndef PASEO_REPORT_LABELS_TAG_H
#define PASEO_REPORT_LABELS_TAG_H

#include <stdbool.h>

#include "paseo/brain/roster.h"

#define LABELS_TAG_SIZE 16

/* The code for an id; attempt 0 is the plain one, others are for when that is somebody else's. */
void labels_tag_make(enum roster_kind k, const char *id, unsigned attempt,
		     char out[LABELS_TAG_SIZE]);
/* Is it of our making, and the check character right? */
bool labels_tag_is_own(const char *code);
/* Can a code be printed and read back unchanged: printable ASCII, and not the uid of an NFC tag,
 * which goes when the tag is lost? */
bool labels_tag_prints(const char *code);

#endif
