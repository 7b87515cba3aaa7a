/*
 * labels_code - text as a QR code or a Code 128: squares or bars, dark or light.
 *
 * The only file that knows the encoder, libzint: it makes both kinds, so that labels need one
 * library and not two. Where paseo was built without labels nothing can be encoded. Pure.
 */
#ifndef PASEO_REPORT_LABELS_CODE_H
#define PASEO_REPORT_LABELS_CODE_H

#include <stdbool.h>

#include "paseo/base/error.h"

enum labels_symbology { LABELS_QR, LABELS_CODE128 };

/* Modules without the white around them. A Code 128 is one row: its bars are as high as they are
 * drawn. */
struct labels_code {
	enum labels_symbology symbology;
	int width, height;
	unsigned char *dark; /* one byte a module, row after row; owned */
};

/* Was this paseo built with labels? */
bool labels_built(void);

/* Encode printable ASCII; a QR is of level M and as small as the text allows. ERR_INVALID: it is
 * not encoded like that, or too long. The caller clears it. */
int labels_code_make(enum labels_symbology symbology, const char *text, struct labels_code *out);
void labels_code_clear(struct labels_code *c);

bool labels_code_dark(const struct labels_code *c, int x, int y);
/* Modules that stay white on every side of a QR, on the left and right of a Code 128: readers do
 * not see a code without (ISO/IEC 18004 and 15417). */
int labels_code_quiet(enum labels_symbology symbology);

#endif
