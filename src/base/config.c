/*
 * config - the table of keys, and a file read against it. See the header.
 */
#include <config.h>

#include <errno.h>
#include <ini.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/config.h"
#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/base/path.h"
#include "paseo/base/text.h"

#define NAME_SIZE 65
#define VALUE_SIZE 1024

/* clang-format off */
static const struct { const char *name; bool named; } sections[CONFIG_SECTION_COUNT] = {
	[CONFIG_SOCKET] = { "socket", false },
	[CONFIG_HTTP] = { "http", false },
};

/* The only list of keys. */
static const struct config_row rows[CONFIG_KEY_COUNT] = {
	[CONFIG_SOCKET_MODE] = { CONFIG_SOCKET, "mode", CONFIG_MODE, 0600, 0660, NULL, "0600",
		N_("who may connect to the station: 0600 its own user, 0660 the group as well") },
	[CONFIG_SOCKET_GROUP] = { CONFIG_SOCKET, "group", CONFIG_TEXT, 0, 0, NULL, "",
		N_("the group that the socket belongs to; empty: the user's own") },
	[CONFIG_HTTP_LISTEN] = { CONFIG_HTTP, "listen", CONFIG_TEXT, 0, 0, NULL, "",
		N_("the address and port to be reached at, such as 127.0.0.1:8080; empty: there is no HTTP") },
	[CONFIG_HTTP_CERTIFICATE] = { CONFIG_HTTP, "certificate", CONFIG_TEXT, 0, 0, NULL, "",
		N_("the file with the certificate for TLS, in PEM, those of its issuers after it") },
	[CONFIG_HTTP_KEY] = { CONFIG_HTTP, "key", CONFIG_TEXT, 0, 0, NULL, "",
		N_("the file with the key of the certificate, in PEM") },
	[CONFIG_HTTP_PLAIN] = { CONFIG_HTTP, "plain", CONFIG_YES_NO, 0, 0, NULL, "no",
		N_("may other machines connect without TLS, so that anybody in between can read along") },
	[CONFIG_HTTP_CONNECTIONS] = { CONFIG_HTTP, "connections", CONFIG_NUMBER, 4, 1000, NULL, "64",
		N_("connections at once, those that follow the events too") },
	[CONFIG_HTTP_BODY_KIB] = { CONFIG_HTTP, "body_kib", CONFIG_NUMBER, 1, 4096, NULL, "256",
		N_("the longest body of a request, in KiB") },
	[CONFIG_HTTP_RATE] = { CONFIG_HTTP, "rate_per_minute", CONFIG_NUMBER, 1, 100000000, NULL, "6000",
		N_("events and questions that each token may send in a minute") },
};
/* clang-format on */

struct config_part {
	enum config_section section;
	char name[NAME_SIZE];
	char *values[CONFIG_KEY_COUNT]; /* owned; NULL: the default */
};

struct config {
	char path[PATH_SIZE];
	struct config_part **parts;
	size_t part_count;
	size_t part_room;
};

/* A file while it is read. */
struct reading {
	struct config *config;
	FILE *file;
	int line;
	bool no_memory;
	char refused[NAME_SIZE + 32]; /* the section that was complained of already */
	void (*complain)(void *ctx, const char *sentence);
	void *ctx;
};

const struct config_row *config_row(enum config_key k)
{
	return &rows[k];
}

const char *config_section_name(enum config_section s)
{
	return sections[s].name;
}

bool config_section_named(enum config_section s)
{
	return sections[s].named;
}

const char *config_path(const struct config *c)
{
	return c->path;
}

static void complain(struct reading *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void complain(struct reading *r, const char *format, ...)
{
	char what[512], sentence[PATH_SIZE + 600];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(what, sizeof(what), format, ap);
	va_end(ap);
	(void)snprintf(sentence, sizeof(sentence), "%s, line %d: %s", r->config->path, r->line,
		       what);
	if (r->complain)
		r->complain(r->ctx, sentence);
}

static struct config_part *add_part(struct config *c, enum config_section s, const char *name)
{
	struct config_part *p = calloc(1, sizeof(*p));

	if (!p || GROW(c, part) != 0) {
		free(p);
		return NULL;
	}
	p->section = s;
	(void)text_copy(p->name, sizeof(p->name), name);
	c->parts[c->part_count++] = p;
	return p;
}

static struct config_part *find_part(const struct config *c, enum config_section s,
				     const char *name)
{
	for (size_t i = 0; i < c->part_count; i++) {
		if (c->parts[i]->section == s && strcmp(c->parts[i]->name, name) == 0)
			return c->parts[i];
	}
	return NULL;
}

/* The part that "socket" or "reader gate" means, made where it is new; NULL: there is none such. */
static struct config_part *part_of(struct reading *r, const char *heading)
{
	size_t len = strcspn(heading, " ");
	const char *name = heading + len + strspn(heading + len, " ");
	struct config_part *p;

	for (int s = 0; s < CONFIG_SECTION_COUNT; s++) {
		if (strlen(sections[s].name) != len || strncmp(sections[s].name, heading, len) != 0)
			continue;
		if (sections[s].named != (name[0] != '\0') || strlen(name) >= NAME_SIZE)
			return NULL;
		p = find_part(r->config, (enum config_section)s, name);
		if (!p) {
			p = add_part(r->config, (enum config_section)s, name);
			r->no_memory = r->no_memory || !p;
		}
		return p;
	}
	return NULL;
}

static int find_word(const struct config_row *row, const char *value)
{
	for (int i = 0; row->words && row->words[i]; i++) {
		if (strcmp(row->words[i], value) == 0)
			return i;
	}
	return -1;
}

static bool in_range(const struct config_row *row, const char *value, int base)
{
	char *end;
	long long number;

	errno = 0;
	number = strtoll(value, &end, base);
	return end != value && !*end && !errno && number >= row->min && number <= row->max;
}

/* Is the value one that the key takes? If not, wants says what it takes. */
static bool is_taken(const struct config_row *row, const char *value, char *wants, size_t size)
{
	size_t used = 0;

	switch (row->type) {
	case CONFIG_NUMBER:
		(void)snprintf(wants, size, "a whole number from %" PRId64 " to %" PRId64, row->min,
			       row->max);
		return in_range(row, value, 10);
	case CONFIG_MODE:
		(void)snprintf(wants, size, "a mode such as 0%" PRIo64 " or 0%" PRIo64, row->min,
			       row->max);
		return in_range(row, value, 8);
	case CONFIG_YES_NO:
		(void)snprintf(wants, size, "yes or no");
		return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
	case CONFIG_WORD:
		for (int i = 0; row->words[i] && used < size; i++)
			used += (size_t)snprintf(wants + used, size - used, "%s%s", i ? ", " : "",
						 row->words[i]);
		return find_word(row, value) >= 0;
	default:
		(void)snprintf(wants, size, "at most %d bytes of plain text", VALUE_SIZE - 1);
		return strlen(value) < VALUE_SIZE &&
		       text_check(value, strlen(value), NULL, NULL) == 0;
	}
}

static const struct config_row *find_row(enum config_section s, const char *name)
{
	for (int k = 0; k < CONFIG_KEY_COUNT; k++) {
		if (rows[k].section == s && strcmp(rows[k].name, name) == 0)
			return &rows[k];
	}
	return NULL;
}

static void take_value(struct reading *r, struct config_part *p, const char *name,
		       const char *value)
{
	const struct config_row *row = find_row(p->section, name);
	char wants[256] = "";
	char **slot;

	if (!row) {
		complain(r, "there is no key '%.60s' in [%s]: see paseo.conf(5)", name,
			 sections[p->section].name);
		return;
	}
	if (!is_taken(row, value, wants, sizeof(wants))) {
		complain(r, "'%s' takes %s, not '%.60s': '%s' is used", name, wants, value,
			 row->standard);
		return;
	}
	slot = &p->values[row - rows];
	free(*slot);
	*slot = strdup(value);
	r->no_memory = r->no_memory || !*slot;
}

/* One key = value; inih wants 1 for go on. */
static int take_line(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;
	struct config_part *p = part_of(r, section);

	if (p) {
		take_value(r, p, name, value);
	} else if (!r->no_memory && strcmp(r->refused, section) != 0) {
		(void)snprintf(r->refused, sizeof(r->refused), "%.*s", (int)sizeof(r->refused) - 1,
			       section);
		complain(r, "there is no section [%.60s]: see paseo.conf(5)", section);
	}
	return 1;
}

/* A line for inih, counted; one that is too long for it is left out. */
static char *read_line(char *out, int size, void *stream)
{
	struct reading *r = stream;
	size_t len;

	while (fgets(out, size, r->file)) {
		r->line++;
		len = strlen(out);
		if (len && out[len - 1] != '\n' && !feof(r->file)) {
			int c;

			while ((c = fgetc(r->file)) != EOF && c != '\n')
				;
			complain(r, "the line is longer than %d bytes: it is left out", size - 2);
			continue;
		}
		return out;
	}
	return NULL;
}

static int read_file(struct reading *r)
{
	int bad = ini_parse_stream(read_line, r, take_line, r);

	/* inih tells the first line that is neither a section nor a key. */
	if (bad > 0) {
		r->line = bad;
		complain(r, "this is neither [section] nor key = value");
	}
	return bad == -2 || r->no_memory ? ERR_NOMEM : 0;
}

/* The sections without a name are there, whatever the file says. */
static int add_standard(struct config *c)
{
	for (int s = 0; s < CONFIG_SECTION_COUNT; s++) {
		if (!sections[s].named && !add_part(c, (enum config_section)s, ""))
			return ERR_NOMEM;
	}
	return 0;
}

/* Open the file there is; NULL and 0: there is none. */
static int open_file(struct config *c, FILE **out, struct fault *f)
{
	const char *said = getenv("PASEO_CONFIG");
	int code = path_find_config("paseo.conf", said, c->path, f);

	*out = code || !c->path[0] ? NULL : fopen(c->path, "re");
	if (code || *out)
		return code;
	if (c->path[0])
		return fault_set(f, error_from_errno(errno), "cannot read '%s': %s", c->path,
				 strerror(errno));
	return 0;
}

int config_open(void (*complain_to)(void *ctx, const char *sentence), void *ctx,
		struct config **out, struct fault *f)
{
	struct config *c = calloc(1, sizeof(*c));
	struct reading r = { .config = c, .complain = complain_to, .ctx = ctx };
	int code = c ? add_standard(c) : ERR_NOMEM;

	if (code == 0)
		code = open_file(c, &r.file, f);
	if (code == 0 && r.file)
		code = read_file(&r);
	if (r.file)
		(void)fclose(r.file);
	if (code)
		config_free(&c);
	*out = c;
	return code;
}

void config_free(struct config **c)
{
	if (!*c)
		return;
	for (size_t i = 0; i < (*c)->part_count; i++) {
		for (int k = 0; k < CONFIG_KEY_COUNT; k++)
			free((*c)->parts[i]->values[k]);
		free((*c)->parts[i]);
	}
	free((*c)->parts);
	free(*c);
	*c = NULL;
}

const struct config_part *config_part(const struct config *c, enum config_section s, size_t index)
{
	for (size_t i = 0; i < c->part_count; i++) {
		if (c->parts[i]->section == s && index-- == 0)
			return c->parts[i];
	}
	return NULL;
}

const char *config_name(const struct config_part *p)
{
	return p->name;
}

const char *config_text(const struct config_part *p, enum config_key k)
{
	return p->values[k] ? p->values[k] : rows[k].standard;
}

int64_t config_number(const struct config_part *p, enum config_key k)
{
	const char *value = config_text(p, k);

	if (rows[k].type == CONFIG_WORD)
		return find_word(&rows[k], value);
	return strtoll(value, NULL, rows[k].type == CONFIG_MODE ? 8 : 10);
}

bool config_yes(const struct config_part *p, enum config_key k)
{
	return strcmp(config_text(p, k), "yes") == 0;
}
