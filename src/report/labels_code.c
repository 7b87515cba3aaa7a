#include <config.h>

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_LABELS
#include <zint.h>
#endif

#include "paseo/report/labels_code.h"

bool labels_built(void)
{
#ifdef HAVE_LABELS
	return true;
#else
	return false;
#endif
}

int labels_code_quiet(enum labels_symbology symbology)
{
	return symbology == LABELS_QR ? 4 : 10;
}

bool labels_code_dark(const struct labels_code *c, int x, int y)
{
	if (x < 0 || y < 0 || x >= c->width || y >= c->height)
		return false;
	return c->dark[(size_t)y * (size_t)c->width + (size_t)x];
}

void labels_code_clear(struct labels_code *c)
{
	free(c->dark);
	memset(c, 0, sizeof(*c));
}

#ifdef HAVE_LABELS

#define LEVEL_M 2 /* a patch of dirt or a scratch is made good */

/* Half a scale is one pixel a module, the height 1 one row of bars. */
static struct zint_symbol *new_symbol(enum labels_symbology symbology)
{
	struct zint_symbol *s = ZBarcode_Create();

	if (!s)
		return NULL;
	s->symbology = symbology == LABELS_QR ? BARCODE_QRCODE : BARCODE_CODE128;
	if (symbology == LABELS_QR)
		s->option_1 = LEVEL_M;
	s->input_mode = DATA_MODE;
	s->output_options |= OUT_BUFFER_INTERMEDIATE | BARCODE_NO_QUIET_ZONES;
	s->show_hrt = 0;
	s->height = 1;
	s->scale = 0.5F;
	return s;
}

static int copy_modules(const struct zint_symbol *s, struct labels_code *out)
{
	size_t count = (size_t)s->bitmap_width * (size_t)s->bitmap_height;

	if (!s->bitmap || count == 0)
		return ERR_INVALID;
	out->dark = malloc(count);
	if (!out->dark)
		return ERR_NOMEM;
	out->width = s->bitmap_width;
	out->height = s->bitmap_height;
	for (size_t i = 0; i < count; i++)
		out->dark[i] = s->bitmap[i] == '1';
	return 0;
}

int labels_code_make(enum labels_symbology symbology, const char *text, struct labels_code *out)
{
	size_t len = strlen(text);

	memset(out, 0, sizeof(*out));
	out->symbology = symbology;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < ' ' || text[i] > '~')
			return ERR_INVALID;
	}
	struct zint_symbol *s = new_symbol(symbology);
	if (!s)
		return ERR_NOMEM;
	int rc = ZBarcode_Encode_and_Buffer(s, (const unsigned char *)text, (int)len, 0);
	if (rc == ZINT_ERROR_MEMORY)
		rc = ERR_NOMEM;
	else
		rc = rc < ZINT_ERROR ? copy_modules(s, out) : ERR_INVALID;
	ZBarcode_Delete(s);
	return rc;
}

#else

int labels_code_make(enum labels_symbology symbology, const char *text, struct labels_code *out)
{
	(void)text;
	memset(out, 0, sizeof(*out));
	out->symbology = symbology;
	return ERR_INVALID;
}

#endif
