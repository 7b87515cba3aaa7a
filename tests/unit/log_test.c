#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/error.h"
#include "paseo/base/log.h"

static char folder[64];
static char path[128];
static char content[1 << 18];

static int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/paseo-log-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	(void)snprintf(path, sizeof(path), "%s/log", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	log_close();
	(void)unlink(path);
	return rmdir(folder);
}

static const char *read_log(void)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	assert_true(fd >= 0);
	n = read(fd, content, sizeof(content) - 1);
	assert_true(n >= 0);
	content[n] = '\0';
	(void)close(fd);
	return content;
}

static void a_line_has_its_time_and_shows_no_controls(void **state)
{
	const char *text;

	(void)state;
	assert_int_equal(log_open(path), 0);
	log_warn("store: cannot open '%s'", "a\x1b\nb");
	log_note("station: %d dogs", 3);
	text = read_log();
	assert_non_null(strstr(text, "Z warning: store: cannot open 'a\uFFFDb'\n"));
	assert_non_null(strstr(text, "Z station: 3 dogs\n"));
	assert_true(text[4] == '-' && text[10] == 'T' && text[23] == 'Z');
}

static void what_libraries_write_to_stderr_goes_to_the_file(void **state)
{
	struct stat before, after;

	(void)state;
	assert_int_equal(fstat(STDERR_FILENO, &before), 0);
	assert_int_equal(log_open(path), 0);
	assert_int_equal(write(STDERR_FILENO, "libnfc says\n", 12), 12);
	log_close();
	assert_string_equal(read_log(), "libnfc says\n");
	assert_int_equal(fstat(STDERR_FILENO, &after), 0);
	assert_true(before.st_ino == after.st_ino && before.st_dev == after.st_dev);
}

static void the_file_is_private_and_appended_to(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(log_open(path), 0);
	log_note("one");
	log_close();
	assert_int_equal(log_open(path), 0);
	log_note("two");
	assert_non_null(strstr(read_log(), "one\n"));
	assert_non_null(strstr(content, "two\n"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_link_or_a_fifo_or_no_folder_is_refused(void **state)
{
	char missing[160];

	(void)state;
	/* The refusals are logged: keep them off the test's own stderr. */
	assert_int_equal(log_open(path), 0);
	(void)snprintf(missing, sizeof(missing), "%s/none/log", folder);
	assert_int_equal(log_open(missing), ERR_NOT_FOUND);
	(void)snprintf(missing, sizeof(missing), "%s/link", folder);
	assert_int_equal(symlink(path, missing), 0);
	assert_true(log_open(missing) < 0);
	(void)unlink(missing);
	assert_int_equal(mkfifo(missing, 0600), 0);
	assert_true(log_open(missing) < 0);
	(void)unlink(missing);
	assert_non_null(strstr(read_log(), "log: cannot open"));
}

static void *log_many(void *arg)
{
	for (int i = 0; i < 500; i++)
		log_note("thread %d says line %d to the end.", *(int *)arg, i);
	return NULL;
}

static void lines_of_threads_do_not_mix(void **state)
{
	int numbers[4] = { 0, 1, 2, 3 };
	pthread_t threads[4];
	int lines = 0;

	(void)state;
	assert_int_equal(log_open(path), 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, log_many, &numbers[i]), 0);
	for (int i = 0; i < 4; i++)
		(void)pthread_join(threads[i], NULL);
	for (const char *s = read_log(); *s; s = strchr(s, '\n') + 1) {
		int thread, line, end = 0;

		assert_int_equal(sscanf(s + 24, " thread %d says line %d to the end.%n", &thread,
					&line, &end),
				 2);
		assert_true(end > 0 && s[24 + end] == '\n');
		lines++;
	}
	assert_int_equal(lines, 2000);
}

static void a_line_longer_than_the_room_is_cut_and_still_ends(void **state)
{
	char *text = malloc(5001);
	size_t len;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', 5000);
	text[5000] = '\0';
	assert_int_equal(log_open(path), 0);
	log_note("%s", text);
	free(text);
	len = strlen(read_log());
	assert_true(len > 1000 && len <= 2048);
	assert_int_equal(content[len - 1], '\n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
		IN_FOLDER(a_line_has_its_time_and_shows_no_controls),
		IN_FOLDER(what_libraries_write_to_stderr_goes_to_the_file),
		IN_FOLDER(the_file_is_private_and_appended_to),
		IN_FOLDER(a_link_or_a_fifo_or_no_folder_is_refused),
		IN_FOLDER(lines_of_threads_do_not_mix),
		IN_FOLDER(a_line_longer_than_the_room_is_cut_and_still_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
