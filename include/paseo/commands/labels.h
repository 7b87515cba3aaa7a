/*
 * labels - what the files of `paseo tags labels` share: what is wanted, and the labels for it.
 */
#ifndef PASEO_COMMANDS_LABELS_H
#define PASEO_COMMANDS_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/commands/command.h"
#include "paseo/report/labels.h"
#include "paseo/report/labels_tag.h"
#include "paseo/store/reader.h"

enum labels_format { LABELS_SVG, LABELS_PDF };

struct labels_wanted {
	enum labels_kind kind;
	enum labels_symbology symbology;
	enum labels_format format;
	const char *output; /* NULL: on the terminal, or nowhere (dry) */
	struct labels_sheets sheets;
	const struct labels_sheet *sheet; /* of sheets */
	size_t start;			  /* the first free label, from 0 */
	bool cut, terminal, force, dry, bind;
	size_t word_count; /* 0: all */
	const char *const *words;
};

/* A code that is made for a label and bound when the label is written. */
struct labels_binding {
	char code[LABELS_TAG_SIZE];
	char to[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
};

struct labels_picked {
	struct label *labels;
	size_t label_count, label_room;
	struct labels_binding *bindings;
	size_t binding_count, binding_room;
	size_t codeless; /* left out: no code, and none may be bound */
};

/* The labels that are wanted, by id. Dogs and volunteers are read from r, their levels and the shelter's
 * name are the settings' (both may be NULL for commands). Nothing is bound. The fault says which word is wrong, or which code does not fit. */
int labels_pick(const struct labels_wanted *w, struct reader *r, const struct settings *settings,
		struct labels_picked *out, struct fault *f);
void labels_picked_clear(struct labels_picked *p);

/* Write the pages to files that have no name of theirs before labels_files_commit(). */
struct labels_files;
int labels_files_write(const struct labels_wanted *w, const struct labels_pages *pages,
		       struct labels_files **out, struct fault *f);
int labels_files_commit(struct labels_files *l, struct fault *f);
size_t labels_files_count(const struct labels_files *l);
const char *labels_files_path(const struct labels_files *l, size_t index);
void labels_files_free(struct labels_files **l);

#endif
