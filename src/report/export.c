/*
 * export - the folder. It is made under another name beside its own, each file is synced, then it is renamed,
 * which is one step for whoever looks.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/language.h"
#include "paseo/base/path.h"
#include "paseo/report/export_files.h"
#include "paseo/store/event_text.h"

#define README "README"
#define NAME_CELLS 18
/* Of a file in the folder. */
#define EXPORT_PATH_SIZE 2048

struct folder {
	const char *name;	     /* as it will be called */
	char making[PATH_SIZE + 32]; /* and as it is until then; "" not made */
	struct fault *fault;
};

static int cannot_write(const struct folder *d, const char *file, int number)
{
	return fault_set(d->fault, error_from_errno(number),
			 _("cannot write %s%s%s: %s; nothing was exported"), d->name,
			 file ? "/" : "", file ? file : "", strerror(number ? number : EIO));
}

static int make_folder(struct folder *d)
{
	struct stat st;
	size_t len = strlen(d->name);

	while (len > 1 && d->name[len - 1] == '/')
		len--;
	if (lstat(d->name, &st) == 0)
		return fault_set(
			d->fault, ERR_EXISTS,
			_("%s exists: name a folder that does not, nothing is written over"),
			d->name);
	if (len == 0 || len >= PATH_SIZE)
		return fault_set(d->fault, ERR_INVALID, _("'%s' is no name for a folder"), d->name);
	snprintf(d->making, sizeof(d->making), "%.*s.part-XXXXXX", (int)len, d->name);
	if (!mkdtemp(d->making)) {
		int number = errno;

		d->making[0] = '\0';
		return fault_set(d->fault, error_from_errno(number),
				 _("cannot make %s: %s: choose a folder you may write"), d->name,
				 strerror(number));
	}
	return 0;
}

static void path_of(const struct folder *d, const char *file, char out[EXPORT_PATH_SIZE])
{
	snprintf(out, EXPORT_PATH_SIZE, "%s/%s", d->making, file);
}

static void remove_folder(const struct folder *d)
{
	char path[EXPORT_PATH_SIZE];

	if (!d->making[0])
		return;
	for (const struct export_file *x = export_files; x->name; x++) {
		path_of(d, x->name, path);
		(void)unlink(path);
	}
	path_of(d, README, path);
	(void)unlink(path);
	(void)rmdir(d->making);
}

static FILE *open_file(const struct folder *d, const char *file)
{
	char path[EXPORT_PATH_SIZE];

	path_of(d, file, path);
	return fopen(path, "we");
}

/* On the disk, or why not. */
static int close_file(const struct folder *d, const char *file, FILE **out)
{
	int failed = ferror(*out);
	int number = errno;

	if (!failed && (fflush(*out) != 0 || fsync(fileno(*out)) != 0)) {
		failed = 1;
		number = errno;
	}
	if (fclose(*out) != 0 && !failed) {
		failed = 1;
		number = errno;
	}
	*out = NULL;
	return failed ? cannot_write(d, file, number) : 0;
}

static void write_header(struct export_page *p, const struct export_file *x)
{
	if (!x->columns) {
		for (size_t i = 0; i < event_text_count(); i++)
			export_put(p, event_text_name(i));
	}
	for (const struct export_column *c = x->columns; c && c->name; c++)
		export_put(p, c->name);
	export_end(p);
	p->rows = 0;
}

static int write_file(const struct folder *d, const struct export_file *x, struct reader *reader,
		      struct export_page *p)
{
	p->out = open_file(d, x->name);
	if (!p->out)
		return cannot_write(d, x->name, errno);
	errno = 0;
	write_header(p, x);
	int rc = x->write(p, reader);
	/* A write that failed is told with its reason, which closing knows. */
	int closed = ferror(p->out) || !rc ? close_file(d, x->name, &p->out) : 0;
	if (p->out)
		fclose(p->out);
	return closed ? closed : rc;
}

static void describe(FILE *out, const char *name, const char *meaning)
{
	fprintf(out, "  %-*s  %s\n", NAME_CELLS, name, _(meaning));
}

static int write_readme(const struct folder *d)
{
	FILE *out = open_file(d, README);

	if (!out)
		return cannot_write(d, README, errno);
	fprintf(out, "%s\n",
		_("Everything that a paseo database held, as CSV in UTF-8.\n"
		  "\n"
		  "Times are RFC 3339 with the zone's offset, days are 2026-11-15; an empty field "
		  "is\n"
		  "nothing. paseo import FOLDER takes all of it into an empty database: it reads\n"
		  "events.csv and export.csv, for everything else follows from the events. What "
		  "is\n"
		  "changed in another file changes nothing; a changed event is refused."));
	for (const struct export_file *x = export_files; x->name; x++) {
		fprintf(out, "\n%s: %s\n\n", x->name, _(x->meaning));
		for (size_t i = 0; !x->columns && i < event_text_count(); i++)
			describe(out, event_text_name(i), event_text_meaning(i));
		for (const struct export_column *c = x->columns; c && c->name; c++)
			describe(out, c->name, c->meaning);
	}
	return close_file(d, README, &out);
}

static int write_files(const struct folder *d, struct reader *reader, char separator,
		       struct export_result *result)
{
	int rc = write_readme(d);

	for (const struct export_file *x = export_files; !rc && x->name; x++) {
		struct export_page p = { .separator = separator, .result = result };

		rc = write_file(d, x, reader, &p);
		if (strcmp(x->name, EXPORT_EVENTS) == 0)
			result->events = p.rows;
		if (strcmp(x->name, "walks.csv") == 0)
			result->walks = p.rows;
	}
	return rc;
}

/* The folder's own entries, and then its name in the folder above. */
static int sync_folder(const struct folder *d, const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd >= 0 && fsync(fd) == 0 ? 0 : cannot_write(d, NULL, errno);

	if (fd >= 0)
		close(fd);
	return rc;
}

static int give_name(const struct folder *d)
{
	char above[PATH_SIZE + 32];
	char *slash;
	int rc = sync_folder(d, d->making);

	if (rc)
		return rc;
	if (rename(d->making, d->name) != 0)
		return cannot_write(d, NULL, errno);
	snprintf(above, sizeof(above), "%s", d->making);
	slash = strrchr(above, '/');
	if (!slash)
		return sync_folder(d, ".");
	slash[slash == above] = '\0';
	return sync_folder(d, above);
}

int export_write(struct reader *reader, const char *folder, char separator,
		 struct export_result *result, struct fault *f)
{
	struct folder d = { .name = folder, .fault = f };
	int rc = make_folder(&d);

	memset(result, 0, sizeof(*result));
	if (rc)
		return rc;
	rc = reader_hold(reader);
	if (!rc) {
		rc = write_files(&d, reader, separator, result);
		reader_release(reader);
	}
	if (!rc)
		rc = give_name(&d);
	if (rc)
		remove_folder(&d);
	return rc;
}
