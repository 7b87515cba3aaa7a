#include <config.h>

#include <stdio.h>

#include "paseo/report/labels_terminal.h"

/* By the module above (1: light) and the one below (2: light). */
static const char *const halves[] = { " ", "\u2580", "\u2584", "\u2588" };

static void write_rows(FILE *out, const struct labels_code *c, bool ascii)
{
	int quiet = labels_code_quiet(c->symbology);

	for (int y = -quiet; y < c->height + quiet; y += ascii ? 1 : 2) {
		for (int x = -quiet; x < c->width + quiet; x++) {
			/* Below the last row there is nothing: light would be a line too much. */
			bool below = y + 1 < c->height + quiet && !labels_code_dark(c, x, y + 1);
			bool here = !labels_code_dark(c, x, y);
			if (ascii)
				fputs(here ? "##" : "  ", out);
			else
				fputs(halves[here + 2 * below], out);
		}
		fputc('\n', out);
	}
}

char *labels_terminal(const struct labels_code *c, bool ascii)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	write_rows(out, c, ascii);
	if (fclose(out))
		return NULL;
	return text;
}
