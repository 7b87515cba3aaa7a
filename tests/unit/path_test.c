#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/path.h"

static const char *const variables[] = { "HOME",	   "PASEO_DB",	      "PASEO_RULES",
					 "PASEO_SOCKET",   "XDG_CONFIG_HOME", "XDG_DATA_HOME",
					 "XDG_RUNTIME_DIR" };

static int empty_environment(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		(void)unsetenv(variables[i]);
	return 0;
}

static void set(const char *name, const char *value)
{
	assert_int_equal(setenv(name, value, 1), 0);
}

static void the_home_folder_is_the_last_resort(void **state)
{
	struct station_paths p;

	(void)state;
	set("HOME", "/home/ana");
	set("PASEO_DB", "");
	assert_int_equal(path_find(NULL, &p, NULL), 0);
	assert_string_equal(p.db, "/home/ana/.local/share/paseo/paseo.db");
	assert_string_equal(p.journal, "/home/ana/.local/share/paseo/paseo.db-queue");
	assert_string_equal(p.lock, "/home/ana/.local/share/paseo/paseo.db-lock");
	assert_string_equal(p.log, "/home/ana/.local/share/paseo/paseo.db-log");
	assert_string_equal(p.socket, "/home/ana/.local/share/paseo/paseo.db-sock");
}

static void the_xdg_folders_come_before_it_when_absolute(void **state)
{
	struct station_paths p;

	(void)state;
	set("HOME", "/home/ana");
	set("XDG_DATA_HOME", "/data");
	set("XDG_RUNTIME_DIR", "/run/user/7");
	assert_int_equal(path_find(NULL, &p, NULL), 0);
	assert_string_equal(p.db, "/data/paseo/paseo.db");
	assert_string_equal(p.socket, "/run/user/7/paseo/station.sock");
	set("XDG_DATA_HOME", "data");
	set("XDG_RUNTIME_DIR", "run");
	assert_int_equal(path_find(NULL, &p, NULL), 0);
	assert_string_equal(p.db, "/home/ana/.local/share/paseo/paseo.db");
	assert_string_equal(p.socket, "/home/ana/.local/share/paseo/paseo.db-sock");
}

static void what_is_given_comes_first(void **state)
{
	struct station_paths p;

	(void)state;
	set("HOME", "/home/ana");
	set("XDG_RUNTIME_DIR", "/run/user/7");
	set("PASEO_DB", "/srv/gate.db");
	assert_int_equal(path_find(NULL, &p, NULL), 0);
	assert_string_equal(p.db, "/srv/gate.db");
	assert_string_equal(p.journal, "/srv/gate.db-queue");
	assert_string_equal(p.socket, "/run/user/7/paseo/station.sock");
	set("PASEO_SOCKET", "/run/gate.sock");
	assert_int_equal(path_find(NULL, &p, NULL), 0);
	assert_string_equal(p.socket, "/run/gate.sock");
	assert_int_equal(path_find("/tmp/demo.db", &p, NULL), 0);
	assert_string_equal(p.db, "/tmp/demo.db");
	assert_string_equal(p.socket, "/run/gate.sock");
}

static void a_database_of_its_own_has_its_socket_beside_it(void **state)
{
	struct station_paths p;

	(void)state;
	set("XDG_RUNTIME_DIR", "/run/user/7");
	assert_int_equal(path_find("/tmp/demo.db", &p, NULL), 0);
	assert_string_equal(p.socket, "/tmp/demo.db-sock");
}

static void relative_paths_are_made_absolute(void **state)
{
	char cwd[512], expected[600];
	struct station_paths p;

	(void)state;
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	set("PASEO_DB", "gate.db");
	set("PASEO_SOCKET", "/s");
	assert_int_equal(path_find(NULL, &p, NULL), 0);
	(void)snprintf(expected, sizeof(expected), "%s/gate.db-queue", cwd);
	assert_string_equal(p.journal, expected);
	assert_int_equal(chdir("/"), 0);
	assert_int_equal(path_find(NULL, &p, NULL), 0);
	assert_string_equal(p.db, "/gate.db");
	assert_int_equal(chdir(cwd), 0);
}

static void without_a_home_it_says_what_to_set(void **state)
{
	struct station_paths p;
	struct fault f = { "" };

	(void)state;
	assert_int_equal(path_find(NULL, &p, &f), ERR_NOT_FOUND);
	assert_non_null(strstr(f.text, "PASEO_DB"));
}

static void a_socket_path_too_long_for_the_system_is_refused(void **state)
{
	char long_path[120];
	struct station_paths p;
	struct fault f = { "" };

	(void)state;
	memset(long_path, 'x', sizeof(long_path));
	long_path[0] = '/';
	long_path[107] = '\0';
	set("PASEO_SOCKET", long_path);
	assert_int_equal(path_find("/tmp/x.db", &p, &f), 0);
	long_path[107] = 'x';
	long_path[108] = '\0';
	set("PASEO_SOCKET", long_path);
	assert_int_equal(path_find("/tmp/x.db", &p, &f), ERR_FULL);
	assert_non_null(strstr(f.text, "PASEO_SOCKET"));
}

static void a_path_longer_than_the_room_is_refused(void **state)
{
	char long_path[PATH_SIZE];
	struct station_paths p;

	(void)state;
	memset(long_path, 'x', sizeof(long_path));
	long_path[0] = '/';
	long_path[PATH_SIZE - 2] = '\0';
	assert_int_equal(path_find(long_path, &p, NULL), ERR_FULL);
	assert_int_equal(path_make_parent(long_path, NULL), 0);
}

static void parents_are_made_for_the_owner_alone(void **state)
{
	char folder[] = "/tmp/paseo-path-XXXXXX";
	char path[128];
	struct fault f = { "" };
	struct stat st;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/a/b/file", folder);
	assert_int_equal(path_make_parent(path, &f), 0);
	assert_int_equal(path_make_parent(path, &f), 0);
	(void)snprintf(path, sizeof(path), "%s/a/b", folder);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(rmdir(path), 0);
	/* A file in the way. */
	fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	(void)close(fd);
	(void)snprintf(path, sizeof(path), "%s/a/b/file", folder);
	assert_int_equal(path_make_parent(path, &f), ERR_EXISTS);
	assert_non_null(strstr(f.text, "/a/b'"));
	assert_non_null(strstr(f.text, "Set PASEO_DB"));
	(void)snprintf(path, sizeof(path), "%s/a/b", folder);
	assert_int_equal(unlink(path), 0);
	(void)snprintf(path, sizeof(path), "%s/a", folder);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(path_make_parent("file", NULL), 0);
	assert_int_equal(path_make_parent("", NULL), 0);
	assert_int_equal(path_make_parent("/proc/none/file", &f), ERR_NOT_FOUND);
}

static void the_rules_are_the_first_file_that_is_there(void **state)
{
	const char *system =
		access("/etc/paseo/rules.json", F_OK) == 0 ? "/etc/paseo/rules.json" : "";
	char folder[] = "/tmp/paseo-path-XXXXXX", below[64], rules[128], found[PATH_SIZE];
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	set("HOME", folder);
	assert_int_equal(path_find_config("rules.json", getenv("PASEO_RULES"), found, NULL), 0);
	assert_string_equal(found, system);
	snprintf(below, sizeof(below), "%s/.config", folder);
	snprintf(rules, sizeof(rules), "%s/.config/paseo/rules.json", folder);
	assert_int_equal(path_make_parent(rules, NULL), 0);
	fd = open(rules, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(path_find_config("rules.json", getenv("PASEO_RULES"), found, NULL), 0);
	assert_string_equal(found, rules);
	set("XDG_CONFIG_HOME", below);
	set("HOME", "/nonexistent");
	assert_int_equal(path_find_config("rules.json", getenv("PASEO_RULES"), found, NULL), 0);
	assert_string_equal(found, rules);
	set("PASEO_RULES", "/nonexistent/other.json");
	assert_int_equal(path_find_config("rules.json", getenv("PASEO_RULES"), found, NULL), 0);
	assert_string_equal(found, "/nonexistent/other.json");
	assert_int_equal(unlink(rules), 0);
	snprintf(rules, sizeof(rules), "%s/paseo", below);
	assert_int_equal(rmdir(rules), 0);
	assert_int_equal(rmdir(below), 0);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_EMPTY(f) cmocka_unit_test_setup(f, empty_environment)
		IN_EMPTY(the_home_folder_is_the_last_resort),
		IN_EMPTY(the_xdg_folders_come_before_it_when_absolute),
		IN_EMPTY(what_is_given_comes_first),
		IN_EMPTY(a_database_of_its_own_has_its_socket_beside_it),
		IN_EMPTY(relative_paths_are_made_absolute),
		IN_EMPTY(without_a_home_it_says_what_to_set),
		IN_EMPTY(a_socket_path_too_long_for_the_system_is_refused),
		IN_EMPTY(a_path_longer_than_the_room_is_refused),
		IN_EMPTY(parents_are_made_for_the_owner_alone),
		IN_EMPTY(the_rules_are_the_first_file_that_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
