/*
 * What comes to the socket and should not: each line gets one answer or the connection its end, the station
 * does not grow, and honest producers do not notice.
 */
#include <config.h>

#include "line_help.h"

#include <sys/resource.h>

#define KIB ((size_t)1024)
#define MIB (1024 * KIB)

/* Resident memory of the station in KiB. */
static long memory_kib(const struct bench_station *s)
{
	char path[64], line[256];
	long kib = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)s->pid);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		if (strncmp(line, "VmRSS:", 6) == 0)
			kib = strtol(line + 6, NULL, 10);
	}
	fclose(file);
	assert_true(kib > 0);
	return kib;
}

/* A sanitizer's own memory is not the station's. */
static bool is_sanitized(void)
{
	const char *flags = getenv("PASEO_SANITIZERS");

	return flags && strcmp(flags, "no") != 0;
}

static void expect_growth(const struct bench_station *s, long before_kib, long most_kib)
{
	long grown = memory_kib(s) - before_kib;

	if (!is_sanitized() && grown > most_kib)
		fail_msg("the station has grown by %ld KiB", grown);
}

/* So many of a piece of text. */
static char *repeat(const char *piece, size_t times)
{
	const size_t len = strlen(piece);
	char *text = malloc(len * times + 1);

	assert_non_null(text);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * len, piece, len);
	text[len * times] = '\0';
	return text;
}

/* The honest producer: one event, answered. Returns its seq. */
static long honest_seq(struct client *c)
{
	static int n;
	char line[128];
	long seq;

	snprintf(line, sizeof(line), "{\"dog\":\"p-2\",\"action\":\"%s\",\"id\":\"honest-%d\"}",
		 n % 2 ? "entry" : "exit", n);
	n++;
	seq = line_number(client_ask(c, line), "seq");
	assert_true(seq > 0);
	return seq;
}

/* The same; the microseconds that it took. */
static long honest(struct client *c)
{
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	(void)honest_seq(c);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000;
}

static int compare(const void *a, const void *b)
{
	const long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

/* The 99th of a hundred honest answers. */
static long honest_p99(struct client *c)
{
	long took[100];

	for (int i = 0; i < 100; i++)
		took[i] = honest(c);
	qsort(took, 100, sizeof(took[0]), compare);
	return took[98];
}

/* ---- lines ------------------------------------------------------------------------------- */

static const struct {
	const char *line;
	const char *said;
} bad_lines[] = {
	{ "{", "line 1 column 1" },
	{ "}", "line 1 column 1" },
	{ "{\"dog\":\"p-1\"", "line 1 column 12" },
	{ "{\"dog\":\"p-1\"}}", "column 14" },
	{ "{\"dog\":\"p-1\"} {}", "column 1" },
	{ "{'dog':'p-1'}", "column 2" },
	{ "{\"dog\":p-1}", "column 8" },
	{ "{\"dog\":\"p-1\",}", "column 14" },
	{ "{\"dog\":\"p-1\",\"dog\":\"p-2\"}", "duplicate" },
	{ "{\"dog\":\"p-1\",\"id_perro\":\"p-2\"}", "say the same" },
	{ "{\"dog\":\"p-1\",\"tag\":\"T\"}", "leave one out" },
	{ "{\"dog\":1}", "\\\"dog\\\" must be a text" },
	{ "{\"dog\":[\"p-1\"]}", "\\\"dog\\\" must be a text" },
	{ "{\"dog\":{}}", "\\\"dog\\\" must be a text" },
	{ "{\"dog\":\"p-1\",\"action\":1}", "\\\"action\\\" must be" },
	{ "{\"dog\":\"p-1\",\"action\":\"fly\"}", "\\\"action\\\" must be" },
	{ "{\"dog\":\"p-1\",\"time\":1700000000}", "\\\"time\\\" must be" },
	{ "{\"dog\":\"p-1\",\"time\":\"yesterday\"}", "\\\"time\\\" must be" },
	{ "{\"dog\":\"p-1\",\"time\":\"2026-11-22T11:42:05\"}", "\\\"time\\\" must be" },
	{ "{\"dog\":\"p-1\",\"confidence\":\"high\"}", "\\\"confidence\\\" must be" },
	{ "{\"dog\":\"p-1\",\"confidence\":1.5}", "\\\"confidence\\\" must be" },
	{ "{\"dog\":\"p-1\",\"confidence\":NaN}", "invalid token near" },
	{ "{\"dog\":\"p-1\",\"confidence\":Infinity}", "invalid token near" },
	{ "{\"dog\":\"p-1\",\"confidence\":-Infinity}", "column" },
	{ "{\"dog\":\"p-1\",\"confidence\":1e999}", "column" },
	{ "{\"dog\":\"p-1\",\"confidence\":0x1}", "column" },
	{ "{\"dog\":\"p-1\",\"confidence\":.5}", "column" },
	{ "{\"dog\":\"p-1\",\"confidence\":01}", "column" },
	{ "{\"dog\":\"p-1\",\"estimated\":\"yes\"}", "\\\"estimated\\\" must be" },
	{ "{\"dog\":\"p-1\",\"source\":\"dream\"}", "\\\"source\\\" must be" },
	{ "{\"dog\":\"\xff\"}", "unable to decode" },
	{ "{\"dog\":\"\xc0\xaf\"}", "unable to decode" },
	{ "{\"dog\":\"\xed\xa0\x80\"}", "unable to decode" },
	{ "{\"dog\":\"\xf4\x90\x80\x80\"}", "unable to decode" },
	{ "{\"dog\":\"\\ud800\"}", "column" },
	{ "{\"dog\":\"\\u0000\"}", "column" },
	{ "{\"dog\":\"\\u001b[31m\"}", "U+001B" },
	{ "{\"dog\":\"\\u202e\"}", "U+202E" },
	{ "{\"dog\":\"a\tb\"}", "column" },
	{ "[]", "an event is a JSON object" },
	{ "null", "an event is a JSON object" },
	{ "\"p-1\"", "an event is a JSON object" },
	{ "12", "an event is a JSON object" },
	{ "{}", "is missing" },
	{ "{\"action\":\"exit\"}", "is missing" },
	{ "{\"specversion\":\"2.0\",\"data\":{\"dog\":\"p-1\"}}", "specversion" },
	{ "{\"specversion\":\"1.0\",\"data\":\"p-1\"}", "\\\"data\\\" must be" },
	{ "\xef\xbb\xbf{\"dog\":\"p-1\"}", "column 1" },
};

static void each_bad_line_gets_one_answer_that_names_the_place(void **state)
{
	struct bench_station s;
	struct client *c;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	for (size_t i = 0; i < sizeof(bad_lines) / sizeof(bad_lines[0]); i++) {
		const char *answer = client_ask(c, bad_lines[i].line);

		if (!strstr(answer, "\"outcome\":\"rejected\"") ||
		    !strstr(answer, bad_lines[i].said) || strstr(answer, "\"seq\""))
			fail_msg("%s was answered with %s", bad_lines[i].line, answer);
	}
	/* A NUL is not the end of a line. */
	assert_true(client_send(c, "{\"dog\":\"p-1\0\"}\n", 15));
	assert_non_null(strstr(client_line(c), "NUL"));
	honest(c);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static void what_is_too_deep_is_refused_before_it_is_read(void **state)
{
	static const char *const pieces[] = { "[", "{\"a\":", "[{\"a\":" };
	struct bench_station s;
	struct client *c;
	long before;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	honest(c);
	before = memory_kib(&s);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		char *deep = repeat(pieces[i], (i ? 200000 : 100000) / strlen(pieces[i]));
		const char *answer = client_ask(c, deep);

		assert_non_null(strstr(answer, "rejected"));
		assert_non_null(strstr(answer, "deeper"));
		free(deep);
	}
	honest(c);
	expect_growth(&s, before, 4096);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static void a_huge_line_is_answered_once_and_not_kept(void **state)
{
	struct bench_station s;
	struct client *c, *other;
	char *piece = repeat("x", MIB);
	long before;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	other = client_connect(&s);
	honest(other);
	before = memory_kib(&s);
	for (int i = 0; i < 64; i++) {
		assert_true(client_send(c, piece, MIB));
		if (i % 16 == 0)
			honest(other);
	}
	assert_true(client_send(c, "\n", 1));
	assert_non_null(strstr(client_line(c), "longer than"));
	honest(c);
	expect_growth(&s, before, 4096);
	free(piece);
	client_close(&other);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* ---- slow and silent clients ------------------------------------------------------------- */

static void lines_that_come_byte_by_byte_are_read_all_the_same(void **state)
{
	enum { CLIENTS = 40 };
	static const char line[] = "{\"dog\":\"p-1\",\"action\":\"scan\"}\n";
	struct client *slow[CLIENTS];
	struct bench_station s;
	struct client *c;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	for (int k = 0; k < CLIENTS; k++)
		slow[k] = client_connect(&s);
	for (size_t i = 0; i + 1 < sizeof(line); i++) {
		for (int k = 0; k < CLIENTS; k++)
			assert_true(client_send(slow[k], line + i, 1));
		honest(c);
	}
	for (int k = 0; k < CLIENTS; k++) {
		assert_non_null(strstr(client_line(slow[k]), "\"outcome\":"));
		client_close(&slow[k]);
	}
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* Nine begin a line of 200 KiB and do not go on: eight may, the ninth is not read from meanwhile, and after
 * ten seconds they are told so and it goes on. */
static void long_lines_have_few_places_and_little_time(void **state)
{
	enum { CLIENTS = 9 };
	struct client *slow[CLIENTS];
	struct bench_station s;
	struct client *c;
	char *much = repeat("x", 200 * KIB);
	const char *answer;
	long before;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	honest(c);
	before = memory_kib(&s);
	for (int k = 0; k < CLIENTS; k++) {
		slow[k] = client_connect(&s);
		assert_true(client_say(slow[k], "{\"dog\":\"p-1\",\"action\":\"scan\"}"));
		assert_non_null(client_line(slow[k]));
		assert_true(client_send(slow[k], "{\"reason\":\"", 11));
		assert_true(client_send(slow[k], much, k < CLIENTS - 1 ? 200 * KIB : 100 * KIB));
		honest(c);
	}
	expect_growth(&s, before, 8192);
	for (int k = 0; k < CLIENTS - 1; k++) {
		answer = client_line(slow[k]);
		assert_non_null(answer);
		assert_non_null(strstr(answer, "ten seconds"));
		assert_null(client_line(slow[k]));
		client_close(&slow[k]);
		honest(c);
	}
	assert_true(client_send(slow[CLIENTS - 1], "\"}\n", 3));
	assert_non_null(strstr(client_line(slow[CLIENTS - 1]), "longer than 256"));
	client_close(&slow[CLIENTS - 1]);
	free(much);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static int descriptors(const struct bench_station *s)
{
	char path[64];
	int n = 0;

	for (int fd = 0; fd < 20000; fd++) {
		snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)s->pid, fd);
		n += access(path, F_OK) == 0;
	}
	return n;
}

/* As many as this process may have open at once; the last ten thousand in all. */
static void ten_thousand_idle_connections_harm_nobody(void **state)
{
	enum { ALL = 10000 };
	struct rlimit files;
	struct bench_station s;
	struct client *c, *fresh, *first = NULL;
	int *held = malloc(ALL * sizeof(*held));
	long before, quiet_us, loud_us;
	int keep;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
	files.rlim_cur = files.rlim_max < ALL + 100 ? files.rlim_max : ALL + 100;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
	keep = (int)files.rlim_cur - 64 < ALL ? (int)files.rlim_cur - 64 : ALL;
	quiet_us = honest_p99(c);
	before = memory_kib(&s);
	for (int i = 0; i < ALL; i++) {
		if (i >= keep)
			close(held[i % keep]);
		held[i % keep] = station_try_connect(&s);
		assert_true(held[i % keep] >= 0);
		if (i == 0)
			first = client_new(dup(held[0]));
	}
	loud_us = honest_p99(c);
	assert_true(descriptors(&s) < 512 + 100);
	expect_growth(&s, before, 8192);
	/* Told why in one line, and closed. */
	assert_non_null(strstr(client_line(first), "too many connections"));
	assert_null(client_line(first));
	/* One who has something to say comes in. */
	fresh = client_connect(&s);
	honest(fresh);
	if (!is_sanitized() && loud_us > 4 * quiet_us + 20000)
		fail_msg("honest p99: %ld us, and %ld with the others", quiet_us, loud_us);
	for (int i = 0; i < keep; i++)
		close(held[i]);
	honest(c);
	client_close(&first);
	client_close(&fresh);
	client_close(&c);
	free(held);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* All 512 have sent something: none of them is turned out for another. */
static void who_has_spoken_keeps_the_place(void **state)
{
	enum { PLACES = 512 };
	struct client *all[PLACES];
	struct bench_station s;
	struct client *late;
	int64_t until;

	(void)state;
	station_with_a_dog(&s);
	all[0] = client_new(station_run(&s));
	for (int i = 0; i < PLACES; i++) {
		if (i)
			all[i] = client_connect(&s);
		assert_non_null(client_ask(all[i], "{\"ask\":\"status\"}"));
	}
	late = client_connect(&s);
	assert_non_null(strstr(client_line(late), "too many connections"));
	assert_null(client_line(late));
	client_close(&late);
	for (int i = 0; i < PLACES; i++)
		assert_non_null(client_ask(all[i], "{\"ask\":\"status\"}"));
	/* A place that is given up is free as soon as the station has seen it. */
	client_close(&all[7]);
	until = help_now_ms() + DEADLINE_MS;
	for (bool in = false; !in;) {
		all[7] = client_connect(&s);
		(void)client_say(all[7], "{\"ask\":\"status\"}");
		in = strstr(client_line(all[7]), "\"db\":") != NULL;
		assert_true(help_now_ms() < until);
		if (!in)
			client_close(&all[7]);
	}
	for (int i = 0; i < PLACES; i++)
		client_close(&all[i]);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* It sends and sends and reads nothing, so it is not read from; and it loses nothing. */
static void who_does_not_read_the_answers_holds_only_himself_back(void **state)
{
	enum { EVENTS = 20000 };
	struct bench_station s;
	struct client *c, *mute;
	int64_t until = help_now_ms() + DEADLINE_MS;
	long last = 0;
	pid_t pid;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	mute = client_connect(&s);
	pid = fork();
	if (pid == 0) {
		char line[128];

		for (int i = 0; i < EVENTS; i++) {
			snprintf(line, sizeof(line),
				 "{\"dog\":\"x\",\"action\":\"exit\",\"id\":\"m%d\"}", i);
			if (!client_say(mute, line))
				_exit(1);
		}
		_exit(0);
	}
	/* Soon nothing is taken from it any more: only the honest producer's own events are counted. */
	for (int alone = 0; alone < 50;) {
		long seq = honest_seq(c);

		alone = seq == last + 1 ? alone + 1 : 0;
		last = seq;
		assert_true(help_now_ms() < until);
	}
	assert_true(last < EVENTS / 2);
	for (int i = 0; i < EVENTS; i++) {
		char id[32];
		const char *line = client_line(mute);

		snprintf(id, sizeof(id), "\"id\":\"m%d\"", i);
		assert_non_null(line);
		assert_non_null(strstr(line, id));
	}
	waitpid(pid, NULL, 0);
	client_close(&mute);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* Twelve that send as fast as they can do not keep one from being answered. */
static void floods_do_not_starve_an_honest_producer(void **state)
{
	enum { FLOODS = 12 };
	struct bench_station s;
	struct client *c, *flood[FLOODS];
	pid_t pids[FLOODS];

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	for (int k = 0; k < FLOODS; k++) {
		char id[16];

		flood[k] = client_connect(&s);
		snprintf(id, sizeof(id), "f%d", k);
		pids[k] = fork();
		if (pids[k] == 0) {
			client_flood(flood[k], 1000000, id);
			_exit(0);
		}
	}
	for (int i = 0; i < 200; i++) {
		long took_us = honest(c);

		if (!is_sanitized() && took_us > 2000000)
			fail_msg("an answer took %ld us", took_us);
	}
	for (int k = 0; k < FLOODS; k++) {
		kill(pids[k], SIGKILL);
		waitpid(pids[k], NULL, 0);
		client_close(&flood[k]);
	}
	honest(c);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_bad_line_gets_one_answer_that_names_the_place),
		cmocka_unit_test(what_is_too_deep_is_refused_before_it_is_read),
		cmocka_unit_test(a_huge_line_is_answered_once_and_not_kept),
		cmocka_unit_test(lines_that_come_byte_by_byte_are_read_all_the_same),
		cmocka_unit_test(long_lines_have_few_places_and_little_time),
		cmocka_unit_test(ten_thousand_idle_connections_harm_nobody),
		cmocka_unit_test(who_has_spoken_keeps_the_place),
		cmocka_unit_test(who_does_not_read_the_answers_holds_only_himself_back),
		cmocka_unit_test(floods_do_not_starve_an_honest_producer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
