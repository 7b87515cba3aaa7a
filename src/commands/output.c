#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/commands/command.h"
#include "paseo/commands/output.h"

static bool plain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] < ' ' || text[i] > '~')
			return false;
	}
	return true;
}

/* Clean in pieces that fit the stack; a piece ends at a character of its own. */
static void write_clean(const char *text, size_t len)
{
	char clean[4096];

	while (len > 0) {
		size_t part = len < 1000 ? len : 1000;
		while (part < len && part > 900 && ((unsigned char)text[part] & 0xC0) == 0x80)
			part--;
		text_clean(clean, sizeof(clean), text, part);
		fputs(clean, stdout);
		text += part;
		len -= part;
	}
}

void output_line(const char *text, size_t len)
{
	if (plain(text, len))
		fwrite(text, 1, len, stdout);
	else
		write_clean(text, len);
	putchar('\n');
}

void output_text(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		output_line(text, len);
		text += len;
		if (*text)
			text++;
	}
}

void output_wrapped(const char *text, size_t margin_cells, size_t width_cells)
{
	size_t used = 0;

	while (*text) {
		char word[512];
		const size_t len = strcspn(text, " ");

		snprintf(word, sizeof(word), "%.*s", (int)len, text);
		const size_t cells = text_width_cells(word);
		if (used && width_cells && used + 1 + cells > width_cells) {
			putchar('\n');
			used = 0;
		}
		printf("%*s", used ? 1 : (int)margin_cells, "");
		used += (used ? 1 : margin_cells) + cells;
		write_clean(word, strlen(word));
		text += len + strspn(text + len, " ");
	}
	putchar('\n');
}

void output_dark(const char *text)
{
	const char *term = getenv("TERM");
	bool colours = isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;

	while (*text) {
		size_t len = strcspn(text, "\n");
		/* ECMA-48 SGR: white on black, and back before the line ends. */
		if (colours)
			fputs("\033[97;40m", stdout);
		write_clean(text, len);
		fputs(colours ? "\033[0m\n" : "\n", stdout);
		text += len + (text[len] == '\n');
	}
}

int output_json(struct jdoc **d)
{
	char *text = *d ? jdoc_dump_pretty(*d) : NULL;

	jdoc_free(d);
	if (!text)
		return ERR_NOMEM;
	output_text(text);
	free(text);
	return 0;
}

int output_table(const struct table *t, enum format format, char separator)
{
	struct jdoc *d = NULL;
	char *text = NULL;

	if (format == FORMAT_JSON) {
		d = table_json(t);
		return output_json(&d);
	}
	text = format == FORMAT_CSV ? table_csv(t, separator)
				    : table_text(t, output_width_cells(), 0);
	if (!text)
		return ERR_NOMEM;
	output_text(text);
	free(text);
	return 0;
}

int output_flush(void)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return errno == EPIPE ? ERR_CLOSED : ERR_IO;
}

int output_finish(void)
{
	int rc = output_flush();
	int number = errno;

	/* Who closed the pipe (head, less) knows that he did. */
	if (rc == ERR_IO)
		command_note(
			_("the output could not be written: %s: make room, or write it elsewhere"),
			strerror(number ? number : EIO));
	return rc;
}

size_t output_width_cells(void)
{
	struct winsize size = { 0 };

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
	    size.ws_col > 0)
		return size.ws_col;
	return 0;
}

static int read_all(FILE *in, const char *path, char **text, size_t *len, struct fault *f)
{
	size_t used = 0, room = (size_t)64 * 1024;
	char *all = malloc(room + 1);

	if (!all)
		return ERR_NOMEM;
	for (size_t got = 1; got > 0; used += got) {
		if (used == room) {
			room *= 2;
			char *more = room <= OUTPUT_FILE_MAX ? realloc(all, room + 1) : NULL;
			if (!more) {
				free(all);
				return fault_set(f, ERR_FULL, _("%s is too large: split it"), path);
			}
			all = more;
		}
		got = fread(all + used, 1, room - used, in);
	}
	if (ferror(in)) {
		int number = errno;
		free(all);
		return fault_set(f, ERR_IO, _("cannot read %s: %s: look at the file"), path,
				 strerror(number));
	}
	all[used] = '\0';
	*text = all;
	*len = used;
	return 0;
}

int output_read_file(const char *path, char **text, size_t *len, struct fault *f)
{
	if (strcmp(path, "-") == 0)
		return read_all(stdin, _("standard input"), text, len, f);
	FILE *in = fopen(path, "rb");
	if (!in)
		return fault_set(f, error_from_errno(errno),
				 _("cannot read %s: %s: look at its name and permissions"), path,
				 strerror(errno));
	int rc = read_all(in, path, text, len, f);
	fclose(in);
	return rc;
}
