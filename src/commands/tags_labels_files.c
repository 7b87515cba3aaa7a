/*
 * The files of `paseo tags labels`: one PDF, or an SVG a page (NAME.svg, NAME-2.svg ...). All are
 * written before the first gets its name.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/newfile.h"
#include "paseo/commands/labels.h"
#include "paseo/report/labels_draw.h"

struct labels_files {
	size_t count;
	struct newfile *files[];
};

static int take_bytes(void *ctx, const void *data, size_t len)
{
	return newfile_write(ctx, data, len);
}

/* "cards.svg" of page 2 is "cards-2.svg". */
static int page_path(const char *output, size_t page, char out[PATH_SIZE], struct fault *f)
{
	const char *dot = strrchr(output, '.');
	int n = page == 0 ? snprintf(out, PATH_SIZE, "%s", output)
			  : snprintf(out, PATH_SIZE, "%.*s-%zu%s", (int)(dot - output), output,
				     page + 1, dot);

	if (n < 0 || n >= PATH_SIZE)
		return fault_set(f, ERR_INVALID, _("'%.80s' is too long a name: choose another"),
				 output);
	return 0;
}

static int write_file(const struct labels_wanted *w, const struct labels_pages *pages, size_t page,
		      struct newfile **out, struct fault *f)
{
	char path[PATH_SIZE];
	int rc = page_path(w->output, page, path, f);

	if (!rc)
		rc = newfile_open(path, w->force, out, f);
	if (rc)
		return rc;
	struct labels_sink sink = { take_bytes, *out };
	int drawn = w->format == LABELS_PDF ? labels_draw_pdf(pages, &sink)
					    : labels_draw_svg(pages, page, &sink);
	/* What the disk refused is said by the file. */
	rc = newfile_finish(*out, f);
	if (!rc && drawn)
		rc = fault_set(f, drawn, _("%s cannot be drawn: %s: try again"), path,
			       error_text(drawn));
	return rc;
}

int labels_files_write(const struct labels_wanted *w, const struct labels_pages *pages,
		       struct labels_files **out, struct fault *f)
{
	size_t count = w->format == LABELS_PDF ? 1 : pages->page_count;
	struct labels_files *l = calloc(1, sizeof(*l) + count * sizeof(l->files[0]));
	int rc = 0;

	*out = l;
	if (!l)
		return fault_set(f, ERR_NOMEM, _("no memory: close something and try again"));
	l->count = count;
	for (size_t page = 0; !rc && page < count; page++)
		rc = write_file(w, pages, page, &l->files[page], f);
	return rc;
}

int labels_files_commit(struct labels_files *l, struct fault *f)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < l->count; i++)
		rc = newfile_commit(l->files[i], f);
	return rc;
}

size_t labels_files_count(const struct labels_files *l)
{
	return l->count;
}

const char *labels_files_path(const struct labels_files *l, size_t index)
{
	return newfile_path(l->files[index]);
}

void labels_files_free(struct labels_files **l)
{
	if (!*l)
		return;
	for (size_t i = 0; i < (*l)->count; i++)
		newfile_drop(&(*l)->files[i]);
	free(*l);
	*l = NULL;
}
