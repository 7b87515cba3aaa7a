/* The journal: what was synced is found again, in order, each once, and nothing else. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/queue/journal.h"

#define AREA ((size_t)64 * 1024)

/* A folder of its own, a model of what was synced, and the journal. */
struct fixture {
	char dir[64];
	char path[128];
	struct journal *journal;
	struct journal_start start;
	uint64_t seq; /* last appended or found */
	uint64_t chain;
};

static void open_at(struct fixture *x)
{
	struct fault f = { "" };

	if (journal_open(x->path, AREA, &x->start, &x->journal, &f) != 0)
		fail_msg("%s", f.text);
	x->seq = x->start.seq;
	x->chain = x->start.chain;
}

static int set_up(void **state)
{
	struct fixture *x = calloc(1, sizeof(*x));

	strcpy(x->dir, "/tmp/paseo-journal-XXXXXX");
	assert_non_null(mkdtemp(x->dir));
	snprintf(x->path, sizeof(x->path), "%s/queue", x->dir);
	open_at(x);
	*state = x;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *x = *state;

	journal_close(&x->journal);
	unlink(x->path);
	rmdir(x->dir);
	free(x);
	return 0;
}

static void text_of(uint64_t seq, int salt, char out[256])
{
	int n = snprintf(out, 256, "{\"n\":%llu,\"salt\":%d,\"pad\":\"", (unsigned long long)seq,
			 salt);

	memset(out + n, 'x', seq * 37 % 150);
	strcpy(out + n + seq * 37 % 150, "\"}");
}

static int append(struct fixture *x, int salt)
{
	char text[256];
	int code;

	text_of(x->seq + 1, salt, text);
	code = journal_append(x->journal, x->seq + 1, 1000 + (int64_t)x->seq,
			      (uint32_t)(x->seq % 2), text, strlen(text), &x->chain);
	if (code == 0)
		x->seq++;
	return code;
}

/* Close, open, and count what is found; each must be what was written with that salt. */
static uint64_t reopen(struct fixture *x, int salt)
{
	struct journal_record r;
	uint64_t n = 0;

	journal_close(&x->journal);
	open_at(x);
	while (journal_next(x->journal, &r) == 1) {
		char text[256];

		text_of(r.seq, salt, text);
		assert_int_equal(r.seq, x->seq + 1);
		assert_int_equal(r.marks, (r.seq - 1) % 2);
		assert_int_equal(r.len, strlen(text));
		assert_memory_equal(r.json, text, r.len);
		x->seq = r.seq;
		x->chain = r.chain;
		n++;
	}
	return n;
}

static void overwrite(const struct fixture *x, off_t at, unsigned char byte)
{
	int fd = open(x->path, O_RDWR);

	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static unsigned char byte_at(const struct fixture *x, off_t at)
{
	unsigned char byte;
	int fd = open(x->path, O_RDONLY);

	assert_int_equal(pread(fd, &byte, 1, at), 1);
	close(fd);
	return byte;
}

static void what_was_synced_is_found_again(void **state)
{
	struct fixture *x = *state;

	for (int i = 0; i < 100; i++)
		assert_int_equal(append(x, 0), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	assert_int_equal(reopen(x, 0), 100);
	assert_int_equal(append(x, 0), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	assert_int_equal(reopen(x, 0), 101);
}

static void what_the_database_has_is_passed_over(void **state)
{
	struct fixture *x = *state;

	for (int i = 0; i < 10; i++)
		assert_int_equal(append(x, 0), 0);
	x->start = (struct journal_start){ x->seq, x->chain, x->seq };
	for (int i = 0; i < 5; i++)
		assert_int_equal(append(x, 0), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	assert_int_equal(reopen(x, 0), 5);
}

static void a_flipped_bit_anywhere_ends_the_tail_before_it(void **state)
{
	struct fixture *x = *state;
	size_t used;

	for (int i = 0; i < 4; i++)
		assert_int_equal(append(x, 0), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	used = journal_used(x->journal);
	for (size_t at = 0; at < used; at++) {
		off_t place = (off_t)(4096 + at);
		unsigned char was = byte_at(x, place);
		uint64_t found;

		overwrite(x, place, was ^ (unsigned char)(1u << (at % 8)));
		found = reopen(x, 0);
		/* Padding and the reserved word are not part of what is kept. */
		assert_true(found <= 4);
		overwrite(x, place, was);
	}
	assert_int_equal(reopen(x, 0), 4);
	/* A byte of the third record's text. */
	overwrite(x, (off_t)(4096 + used / 2 + 40), '#');
	assert_true(reopen(x, 0) < 4);
}

static void records_of_a_batch_that_was_torn_do_not_come_back_later(void **state)
{
	struct fixture *x = *state;
	size_t before;

	struct journal_record r;
	uint64_t last = 0;

	for (int i = 0; i < 5; i++)
		assert_int_equal(append(x, 2), 0);
	before = journal_used(x->journal);
	for (int i = 0; i < 5; i++)
		assert_int_equal(append(x, 2), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	/* The sixth is torn; seven to ten are whole on the disk. */
	overwrite(x, (off_t)(4096 + before + 45), '#');
	assert_int_equal(reopen(x, 2), 5);
	/* Another sixth of the same size takes its place: the old seventh follows from nothing. */
	assert_int_equal(append(x, 3), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	journal_close(&x->journal);
	open_at(x);
	while (journal_next(x->journal, &r) == 1)
		last = r.seq;
	assert_int_equal(last, 6);
}

static void blocks_are_used_again_only_after_release(void **state)
{
	struct fixture *x = *state;
	int code;

	while ((code = append(x, 0)) == 0)
		;
	assert_int_equal(code, ERR_FULL);
	assert_true(x->seq > 200);
	assert_int_equal(journal_sync(x->journal), 0);
	assert_int_equal(append(x, 0), ERR_FULL);
	journal_release(x->journal, 10);
	assert_int_equal(append(x, 0), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	assert_int_equal(journal_broken(x->journal), false);
}

static void many_laps_keep_every_record_that_is_not_released(void **state)
{
	struct fixture *x = *state;
	uint64_t chains[8192] = { 0 };
	uint64_t seed = 12345;

	for (int lap = 0; lap < 150; lap++) {
		uint64_t base;

		for (uint64_t n = 20 + (seed >> 33) % 30; n && append(x, 0) == 0; n--)
			chains[x->seq] = x->chain;
		assert_int_equal(journal_sync(x->journal), 0);
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		base = x->seq - (seed >> 33) % 100 % x->seq;
		if (base > x->start.seq)
			x->start = (struct journal_start){ base, chains[base], base };
		journal_release(x->journal, x->start.seq);
		if (lap % 3 == 0) {
			uint64_t last = x->seq;

			assert_int_equal(reopen(x, 0), last - x->start.seq);
		}
	}
	assert_true(x->seq > 3000);
}

static void a_record_the_database_might_still_lose_is_not_written_over(void **state)
{
	struct fixture *x = *state;
	uint64_t chains[64] = { 0 };

	for (int i = 0; i < 30; i++) {
		assert_int_equal(append(x, 0), 0);
		chains[x->seq] = x->chain;
	}
	assert_int_equal(journal_sync(x->journal), 0);
	/* The database has all 30, a checkpoint covers 12. */
	x->start = (struct journal_start){ 30, chains[30], 12 };
	assert_int_equal(reopen(x, 0), 0);
	while (append(x, 0) == 0)
		;
	assert_int_equal(journal_sync(x->journal), 0);
	/* Power cut: the database is back at 12. */
	x->start = (struct journal_start){ 12, chains[12], 12 };
	assert_true(reopen(x, 0) > 18);
}

static void another_databases_journal_is_refused(void **state)
{
	struct fixture *x = *state;
	struct fault f = { "" };
	struct journal *j = NULL;

	while (append(x, 0) == 0)
		;
	assert_int_equal(journal_sync(x->journal), 0);
	journal_release(x->journal, x->seq);
	for (int i = 0; i < 100; i++)
		assert_int_equal(append(x, 0), 0);
	assert_int_equal(journal_sync(x->journal), 0);
	journal_release(x->journal, x->seq);
	journal_close(&x->journal);
	x->start = (struct journal_start){ 0, 0, 0 };
	assert_int_equal(journal_open(x->path, AREA, &x->start, &j, &f), ERR_CORRUPT);
	assert_non_null(strstr(f.text, "put the right database back"));
}

static void a_file_that_is_no_journal_is_refused_and_left_alone(void **state)
{
	struct fixture *x = *state;
	struct fault f = { "" };
	struct journal *j = NULL;
	FILE *file;

	journal_close(&x->journal);
	file = fopen(x->path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("not a journal\n", file);
	fclose(file);
	assert_int_equal(journal_open(x->path, AREA, &x->start, &j, &f), ERR_CORRUPT);
	assert_int_equal(byte_at(x, 0), 'n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_synced_is_found_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_the_database_has_is_passed_over, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_flipped_bit_anywhere_ends_the_tail_before_it,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			records_of_a_batch_that_was_torn_do_not_come_back_later, set_up, tear_down),
		cmocka_unit_test_setup_teardown(blocks_are_used_again_only_after_release, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(many_laps_keep_every_record_that_is_not_released,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_record_the_database_might_still_lose_is_not_written_over, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(another_databases_journal_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_file_that_is_no_journal_is_refused_and_left_alone,
						set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
