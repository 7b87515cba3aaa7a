/*
 * tokens - who may speak to the station over HTTP: given, listed, revoked.
 *
 * A token is shown once, when it is made; what goes to the station and is kept is its checksum.
 */
#include <config.h>

#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/base/secret.h"
#include "paseo/brain/token.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/table.h"

static const struct table_column columns[] = {
	{ .title = N_("name"), .name = "name" },
	{ .title = N_("may do"), .name = "may" },
	{ .title = N_("made"), .name = "made" },
};

static int add_token(void *ctx, const struct token *t)
{
	char may[TOKEN_MAY_SIZE], made[DAYS_STAMP_SIZE];

	token_may_write(t->may, may);
	days_format_stamp(t->made_ms, made);
	return table_add(ctx, t->name, may, made);
}

int command_tokens_list(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	enum format format = FORMAT_TEXT;
	struct table *t = NULL;

	if (args_format(a, &format, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	if (!rc) {
		t = table_new(columns, sizeof(columns) / sizeof(columns[0]));
		rc = t ? reader_tokens(d.reader, add_token, t) : ERR_NOMEM;
	}
	if (!rc)
		rc = output_table(t, format);
	table_free(&t);
	return database_close(&d, rc, &f);
}

static int refuse_bytes(const struct args *a, struct fault *f)
{
	fault_set(f, ERR_INVALID, _("the name is no UTF-8 text: write it in UTF-8"));
	return command_refuse(a, f);
}

int command_tokens_add(const struct args *a)
{
	const char *may = args_get(a, "may");
	char secret[SECRET_SIZE], hash[SECRET_SIZE], rights[TOKEN_MAY_SIZE];
	struct fault f = { "" };
	struct jdoc *token;
	int rc;

	if (!may || !token_may_read(may)) {
		fault_set(&f, ERR_INVALID,
			  _("say what it may do: --may send, --may read or --may send,read"));
		return command_refuse(a, &f);
	}
	rc = secret_new(secret, &f);
	if (!rc)
		rc = secret_hash(secret, hash, &f);
	if (rc)
		return command_fail(&f);
	token_may_write(token_may_read(may), rights);
	token = jdoc_new_object();
	if (!token || jdoc_set(token, "name", jdoc_new_string(a->words[0])) ||
	    jdoc_set(token, "hash", jdoc_new_string(hash)) ||
	    jdoc_set(token, "may", jdoc_new_string(rights))) {
		jdoc_free(&token);
		return refuse_bytes(a, &f);
	}
	if (database_change(a, "tokens", database_list(token), &f))
		return command_fail(&f);
	output_line(secret, strlen(secret));
	if (output_finish())
		return EXIT_FAILED;
	command_note(
		_("this is the only time that the token is shown: keep it where '%s' finds it"),
		a->words[0]);
	return EXIT_DONE;
}

int command_tokens_revoke(const struct args *a)
{
	struct fault f = { "" };
	struct jdoc *name = jdoc_new_string(a->words[0]);

	if (!name)
		return refuse_bytes(a, &f);
	return database_change(a, "revoke", database_list(name), &f) ? command_fail(&f) : EXIT_DONE;
}
