#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "paseo/base/newfile.h"

static char dir[64], path[96];

static int make_folder(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/paseo-newfile-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof(path), "%s/a.svg", dir);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(dir);
}

static size_t files(void)
{
	DIR *d = opendir(dir);
	size_t count = 0;

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		count += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return count;
}

static void holds(const char *text)
{
	char got[64] = "";
	FILE *in = fopen(path, "r");

	assert_non_null(in);
	got[fread(got, 1, sizeof(got) - 1, in)] = '\0';
	fclose(in);
	assert_string_equal(got, text);
}

static int put(const char *text, bool replace, struct fault *f)
{
	struct newfile *n = NULL;
	int rc = newfile_open(path, replace, &n, f);

	if (!rc)
		rc = newfile_write(n, text, strlen(text));
	if (!rc)
		rc = newfile_commit(n, f);
	newfile_drop(&n);
	return rc;
}

static void it_has_its_name_when_it_is_whole(void **state)
{
	struct newfile *n = NULL;
	struct fault f = { "" };

	(void)state;
	assert_int_equal(newfile_open(path, false, &n, &f), 0);
	assert_string_equal(newfile_path(n), path);
	assert_int_equal(newfile_write(n, "one ", 4), 0);
	assert_int_equal(newfile_write(n, "two", 3), 0);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(newfile_commit(n, &f), 0);
	newfile_drop(&n);
	holds("one two");
	assert_int_equal(files(), 1);
}

static void one_that_is_there_is_left_unless_it_may_be_replaced(void **state)
{
	struct fault f = { "" };

	(void)state;
	assert_int_equal(put("old", false, &f), 0);
	assert_int_equal(put("new", false, &f), ERR_EXISTS);
	assert_non_null(strstr(f.text, "--force"));
	holds("old");
	assert_int_equal(put("new", true, &f), 0);
	holds("new");
	assert_int_equal(files(), 1);
}

static void one_that_came_meanwhile_is_left_too(void **state)
{
	struct newfile *n = NULL;
	struct fault f = { "" };

	(void)state;
	assert_int_equal(newfile_open(path, false, &n, &f), 0);
	assert_int_equal(put("other", false, &f), 0);
	assert_int_equal(newfile_commit(n, &f), ERR_EXISTS);
	newfile_drop(&n);
	holds("other");
	assert_int_equal(files(), 1);
}

static void one_that_is_dropped_leaves_nothing(void **state)
{
	struct newfile *n = NULL;
	struct fault f = { "" };

	(void)state;
	assert_int_equal(newfile_open(path, false, &n, &f), 0);
	assert_int_equal(newfile_write(n, "half", 4), 0);
	newfile_drop(&n);
	assert_int_equal(files(), 0);
	newfile_drop(&n);
}

/* A limit on the size of files stands for a disk that is full. */
static void a_full_disk_leaves_the_old_file_whole(void **state)
{
	struct rlimit limit, small = { 4096, 0 };
	struct newfile *n = NULL;
	struct fault f = { "" };
	char block[4096] = { 'x' };

	(void)state;
	assert_int_equal(put("old", false, &f), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small.rlim_max = limit.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	int opened = newfile_open(path, true, &n, &f);
	int first = newfile_write(n, block, sizeof(block));
	int second = newfile_write(n, block, sizeof(block));
	int third = newfile_write(n, block, 1);
	int finished = newfile_finish(n, &f);
	int committed = newfile_commit(n, &f);
	newfile_drop(&n);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(opened, 0);
	assert_int_equal(first, 0);
	assert_true(second < 0 && third < 0 && finished < 0 && committed < 0);
	assert_non_null(strstr(f.text, "a.svg"));
	holds("old");
	assert_int_equal(files(), 1);
}

static void a_folder_that_is_not_there_is_named(void **state)
{
	struct newfile *n = NULL;
	struct fault f = { "" };

	(void)state;
	assert_true(newfile_open("/proc/nope/a.svg", false, &n, &f) < 0);
	assert_null(n);
	assert_non_null(strstr(f.text, "/proc/nope/a.svg"));
	assert_int_equal(newfile_open("/tmp/", false, &n, &f), ERR_INVALID);
	assert_int_equal(newfile_open("", false, &n, &f), ERR_INVALID);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(it_has_its_name_when_it_is_whole),
		IN_FOLDER(one_that_is_there_is_left_unless_it_may_be_replaced),
		IN_FOLDER(one_that_came_meanwhile_is_left_too),
		IN_FOLDER(one_that_is_dropped_leaves_nothing),
		IN_FOLDER(a_full_disk_leaves_the_old_file_whole),
		cmocka_unit_test(a_folder_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
