/*
 * labels_terminal - a QR code in the characters of a terminal.
 */
#ifndef PASEO_REPORT_LABELS_TERMINAL_H
#define PASEO_REPORT_LABELS_TERMINAL_H

#include "paseo/report/labels_code.h"

/* Lines of text, malloc'ed; NULL: no memory. What is light is drawn, what is dark left blank: for
 * light letters on a dark ground. Half blocks, two modules a cell; ascii: "##", one in two cells. */
char *labels_terminal(const struct labels_code *c, bool ascii);

#endif
