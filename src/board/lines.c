#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/text.h"
#include "paseo/board/lines.h"

static struct line *add(struct lines *l, enum role role, const char *text, size_t len)
{
	struct line *line;

	if (grow((void **)&l->list, &l->room, l->count, sizeof(*line)) != 0)
		return NULL;
	line = &l->list[l->count];
	*line = (struct line){ .text = strndup(text, len), .role = role, .choice = -1 };
	if (!line->text)
		return NULL;
	l->count++;
	return line;
}

/* Bytes of text that fit into the width: up to the last blank, or to the middle of a long word. */
static size_t fitting(const char *text, size_t len, int width)
{
	const char *at = text, *end = text + len;
	size_t best = 0, hard = 0;
	char part[1024];

	while (at < end) {
		size_t n;

		if (*at == ' ' && at > text)
			best = (size_t)(at - text);
		text_next(&at);
		n = (size_t)(at - text);
		if (n >= sizeof(part))
			break;
		memcpy(part, text, n);
		part[n] = '\0';
		if ((int)text_width_cells(part) > width)
			break;
		hard = n;
	}
	if (hard >= len)
		return len;
	return best > 0 ? best : hard > 0 ? hard : (size_t)(at - text);
}

static void add_wrapped(struct lines *l, enum role role, const char *text, size_t len)
{
	do {
		size_t n = l->width > 0 ? fitting(text, len, l->width) : len;

		if (!add(l, role, text, n))
			return;
		text += n;
		len -= n;
		while (len > 0 && *text == ' ') {
			text++;
			len--;
		}
	} while (len > 0);
}

void lines_add(struct lines *l, enum role role, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		add_wrapped(l, role, text, len);
		text += len;
		text += *text == '\n';
	}
}

void lines_choice(struct lines *l, int choice, const char *text)
{
	struct line *line = add(l, ROLE_TEXT, text, strlen(text));

	if (line)
		line->choice = choice;
}

void lines_field(struct lines *l, bool active, const char *label, const char *text)
{
	char whole[2048];
	int room = l->width - (int)text_width_cells(label) - 4;
	struct line *line;

	while (*text && (int)text_width_cells(text) > room)
		text_next(&text);
	snprintf(whole, sizeof(whole), " %.200s %s", label, text);
	line = add(l, active ? ROLE_FIND : ROLE_DIM, whole, strlen(whole));
	if (line)
		line->cursor = active;
}

void lines_free(struct lines *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->list[i].text);
	free(l->list);
	*l = (struct lines){ 0 };
}
