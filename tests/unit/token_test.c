/* Tokens: given and revoked by roster events, told to who watches, known by their checksum. */
#include <config.h>

#include "desk.h"

#include "paseo/base/secret.h"

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define GIVE(name, may) \
	"{'action':'roster','tokens':[{'name':'" name "','hash':'" HASH "','may':'" may "'}]}"

static void words_of_rights_are_read_and_written(void **state)
{
	static const struct {
		const char *text;
		unsigned may;
		const char *written;
	} table[] = {
		{ "send", TOKEN_SEND, "send" },
		{ "read", TOKEN_READ, "read" },
		{ "read,send", TOKEN_READ | TOKEN_SEND, "send read" },
		{ " send , read ", TOKEN_READ | TOKEN_SEND, "send read" },
		{ "", 0, "" },
		{ "sendread", 0, "" },
		{ "send,write", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char out[TOKEN_MAY_SIZE];

		assert_int_equal(token_may_read(table[i].text), table[i].may);
		token_may_write(table[i].may, out);
		assert_string_equal(out, table[i].written);
	}
}

/* The tokens of a first load. */
static size_t load_tokens(const struct desk *d, struct token *out, size_t room)
{
	struct changes *all = changes_new();
	size_t n = 0;

	assert_int_equal(brain_snapshot(d->brain, d->now_ms, 0, false, all), 0);
	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].kind == CHANGE_TOKEN && n < room)
			out[n++] = *all->list[i].as.token;
	}
	changes_free(&all);
	return n;
}

static void a_token_that_is_given_is_told_and_loaded(void **state)
{
	struct token loaded[4];
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	assert_outcome(say(&d, GIVE("camera-1", "send")), OUTCOME_APPLIED);
	assert_int_equal(d.changes->count, 2);
	assert_int_equal(d.changes->list[1].kind, CHANGE_TOKEN);
	assert_string_equal(d.changes->list[1].as.token->name, "camera-1");
	assert_int_equal(load_tokens(&d, loaded, 4), 1);
	assert_string_equal(loaded[0].hash, HASH);
	assert_int_equal(loaded[0].may, TOKEN_SEND);
	assert_int_equal(loaded[0].made_ms, d.now_ms);
	desk_close(&d);
}

static void a_revoked_token_is_told_and_its_name_is_free_again(void **state)
{
	struct token loaded[4];
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	say(&d, GIVE("camera-1", "send"));
	assert_outcome(say(&d, "{'action':'roster','revoke':['camera-1']}"), OUTCOME_APPLIED);
	assert_int_equal(d.changes->list[1].kind, CHANGE_TOKEN);
	assert_int_equal(d.changes->list[1].as.token->may, 0);
	assert_int_equal(load_tokens(&d, loaded, 4), 0);
	assert_outcome(say(&d, "{'action':'roster','revoke':['camera-1']}"), OUTCOME_REJECTED);
	assert_outcome(say(&d, GIVE("camera-1", "read")), OUTCOME_APPLIED);
	assert_int_equal(load_tokens(&d, loaded, 4), 1);
	/* Revoked and given in one event: the new one holds. */
	assert_outcome(say(&d, "{'action':'roster','revoke':['camera-1'],'tokens':[{'name':"
			       "'camera-1','hash':'" HASH "','may':'send'}]}"),
		       OUTCOME_APPLIED);
	assert_int_equal(load_tokens(&d, loaded, 4), 1);
	assert_int_equal(loaded[0].may, TOKEN_SEND);
	desk_close(&d);
}

static void a_token_that_cannot_be_is_refused_with_the_reason(void **state)
{
	static const struct {
		const char *line;
		const char *error;
	} table[] = {
		{ GIVE("camera-1", "send"), "already: revoke it first" },
		{ GIVE("", "send"), "a token's name" },
		{ GIVE("a b", "send"), "a token's name" },
		{ GIVE("other", "write"), "may send, read" },
		{ "{'action':'roster','tokens':[{'name':'x','may':'send','hash':'abc'}]}",
		  "SHA-256" },
		{ "{'action':'roster','tokens':[{'name':'x','may':'send'}]}", "SHA-256" },
		{ "{'action':'roster','revoke':['nobody']}", "no token 'nobody'" },
		{ "{'action':'roster','revoke':[7]}", "no token" },
	};
	struct desk d;

	(void)state;
	desk_open(&d, "2026-11-22T10:00:00+01:00");
	say(&d, GIVE("camera-1", "send"));
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		assert_outcome(say(&d, "%s", table[i].line), OUTCOME_REJECTED);
		if (!strstr(d.last.error, table[i].error))
			fail_msg("%s: %s", table[i].line, d.last.error);
	}
	desk_close(&d);
}

static void secrets_differ_and_their_checksum_is_sha256(void **state)
{
	char one[SECRET_SIZE], other[SECRET_SIZE], hash[SECRET_SIZE];

	(void)state;
	assert_int_equal(secret_new(one, NULL), 0);
	assert_int_equal(secret_new(other, NULL), 0);
	assert_int_equal(strspn(one, "0123456789abcdef"), SECRET_SIZE - 1);
	assert_false(secret_equal(one, other));
	if (!secret_there()) {
		assert_int_equal(secret_hash("test", hash, NULL), ERR_NOT_FOUND);
		return;
	}
	assert_int_equal(secret_hash("test", hash, NULL), 0);
	assert_true(secret_equal(hash, HASH));
	assert_true(token_hash_is_whole(hash));
}

/* What a producer says of who gave it counts for nothing. */
static void the_name_of_a_token_is_the_stations_word(void **state)
{
	static const char line[] = "{\"dog\":\"p-001\",\"token\":\"evil\",\"peer\":{\"uid\":0}}";
	struct event *e = NULL;

	(void)state;
	assert_int_equal(codec_read(line, strlen(line), &e, NULL), 0);
	assert_int_equal(codec_set_token(e, "camera-1"), 0);
	assert_int_equal(codec_seal(e, 1), 0);
	assert_non_null(strstr(e->json, "\"token\":\"camera-1\""));
	assert_null(strstr(e->json, "evil"));
	assert_null(strstr(e->json, "peer"));
	assert_int_equal(codec_set_peer(e, 7, "ana"), 0);
	assert_int_equal(codec_seal(e, 1), 0);
	assert_null(strstr(e->json, "token"));
	event_free(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_rights_are_read_and_written),
		cmocka_unit_test(a_token_that_is_given_is_told_and_loaded),
		cmocka_unit_test(a_revoked_token_is_told_and_its_name_is_free_again),
		cmocka_unit_test(a_token_that_cannot_be_is_refused_with_the_reason),
		cmocka_unit_test(secrets_differ_and_their_checksum_is_sha256),
		cmocka_unit_test(the_name_of_a_token_is_the_stations_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
