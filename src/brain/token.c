/*
 * token - the parts of a roster event that give and revoke tokens, and what is remembered of them.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/brain/enrolment.h"
#include "paseo/brain/token.h"

#define BLANKS " ,"

/* clang-format off */
static const struct { unsigned bit; const char *name; } rights[] = {
	{ TOKEN_SEND, "send" },
	{ TOKEN_READ, "read" },
};
/* clang-format on */

#define RIGHT_COUNT (sizeof(rights) / sizeof(rights[0]))

void token_may_write(unsigned may, char out[TOKEN_MAY_SIZE])
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < RIGHT_COUNT; i++) {
		if (may & rights[i].bit)
			used += (size_t)snprintf(out + used, TOKEN_MAY_SIZE - used, "%s%s",
						 used ? " " : "", rights[i].name);
	}
}

static unsigned find_right(const char *word, size_t len)
{
	for (size_t i = 0; i < RIGHT_COUNT; i++) {
		if (strlen(rights[i].name) == len && strncmp(rights[i].name, word, len) == 0)
			return rights[i].bit;
	}
	return 0;
}

unsigned token_may_read(const char *text)
{
	unsigned may = 0;

	for (text += strspn(text, BLANKS); *text; text += strspn(text, BLANKS)) {
		size_t len = strcspn(text, BLANKS);
		unsigned bit = find_right(text, len);

		if (!bit)
			return 0;
		may |= bit;
		text += len;
	}
	return may;
}

bool token_hash_is_whole(const char *hash)
{
	return strspn(hash, "0123456789abcdef") == TOKEN_HASH_SIZE - 1 &&
	       hash[TOKEN_HASH_SIZE - 1] == '\0';
}

const struct token *memory_token(const struct memory *m, const char *name)
{
	for (size_t i = 0; i < m->token_count; i++) {
		if (strcmp(m->tokens[i].name, name) == 0)
			return &m->tokens[i];
	}
	return NULL;
}

int memory_token_put(struct memory *m, const struct token *t)
{
	size_t at = 0;

	while (at < m->token_count && strcmp(m->tokens[at].name, t->name) != 0)
		at++;
	if (!t->may) {
		if (at < m->token_count)
			m->tokens[at] = m->tokens[--m->token_count];
		return 0;
	}
	if (at == m->token_count) {
		if (GROW(m, token) != 0)
			return ERR_NOMEM;
		m->token_count++;
	}
	m->tokens[at] = *t;
	return 0;
}

/* Is there one of that name after what is staged so far? */
static bool is_given(const struct enrolment *n, const char *name)
{
	for (size_t i = n->token_count; i-- > 0;) {
		if (strcmp(n->tokens[i].name, name) == 0)
			return n->tokens[i].may != 0;
	}
	return memory_token(n->memory, name) != NULL;
}

static int stage_token(struct enrolment *n, const struct token *t)
{
	struct token *staged = STAGE(n, token);

	if (!staged)
		return ERR_NOMEM;
	*staged = *t;
	return 0;
}

int enrolment_take_token(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *name = jdoc_string(jdoc_get(entry, "name"));
	const char *hash = jdoc_string(jdoc_get(entry, "hash"));
	const char *may = jdoc_string(jdoc_get(entry, "may"));
	struct token t = { .may = may ? token_may_read(may) : 0, .made_ms = n->received_ms };

	if (!name || roster_check_id(name, NULL) != 0)
		return fault_set(f, ERR_INVALID,
				 "a token's name takes 1 to %d letters a-z, digits, - _ . such as "
				 "camera-1",
				 DOG_ID_SIZE - 1);
	if (is_given(n, name))
		return fault_set(f, ERR_INVALID,
				 "there is a token '%s' already: revoke it first, or take another "
				 "name",
				 name);
	if (!t.may)
		return fault_set(f, ERR_INVALID, "a token may send, read, or both: \"send read\"");
	if (!hash || !token_hash_is_whole(hash))
		return fault_set(f, ERR_INVALID,
				 "a token is told by its SHA-256, 64 digits in lower case");
	(void)snprintf(t.name, sizeof(t.name), "%s", name);
	memcpy(t.hash, hash, sizeof(t.hash));
	return stage_token(n, &t);
}

int enrolment_take_revoke(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *name = jdoc_string(entry);
	struct token t = { .may = 0 };

	if (!name || !is_given(n, name))
		return fault_set(f, ERR_INVALID, "there is no token '%s': see paseo tokens list",
				 name ? name : "");
	(void)snprintf(t.name, sizeof(t.name), "%s", name);
	return stage_token(n, &t);
}
