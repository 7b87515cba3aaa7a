/*
 * report_bench - a day's report, a year's figures and one dog's history on ten years of walks, each beside the
 * sqlite3 shell that does the same sums, and the day's report beside the same one on ten days.
 *
 * The databases are made with the program's own schema, filled straight through SQLite: every day 300
 * dogs go out seven or eight times, an event for each movement. Every measurement runs in a child of its own,
 * so that its memory (VmHWM) is its own; what is printed are medians over ROUNDS, and of
 * the processor's time too, for a machine that others use as well.
 *
 * BENCH_YEARS and BENCH_DOGS make it smaller; the folder is made in $TMPDIR and taken away.
 */
#include <config.h>

#include <ftw.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/report/day.h"
#include "paseo/report/history.h"
#include "paseo/report/stats.h"
#include "paseo/store/store.h"

#define ROUNDS 7
#define WALKS_MOST 8
#define LAST_DAY 20261122 /* a Sunday */
#define ZONE "Europe/Madrid"

/* A movement of the day that is being made. */
struct movement {
	int64_t ms;
	int dog, walk;
	bool in;
	int64_t seq;
};

struct maker {
	sqlite3 *db;
	sqlite3_stmt *event, *walk;
	int dogs;
	int64_t seq, walks;
	uint64_t random;
	struct movement *day;
	size_t count;
};

static int64_t clock_us(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t now_us(void)
{
	return clock_us(CLOCK_MONOTONIC);
}

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, why);
		exit(1);
	}
}

static int64_t below(struct maker *m, int64_t limit)
{
	m->random = m->random * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((m->random >> 33) % (uint64_t)limit);
}

/* Walks of a dog do not overlap: one begins every 70 minutes, from nine on. */
static void plan_day(struct maker *m, int64_t start_ms, int number)
{
	m->count = 0;
	for (int dog = 0; dog < m->dogs; dog++) {
		for (int k = 0; k < WALKS_MOST; k++) {
			int64_t out_ms = start_ms + 9 * HOUR_MS + k * 70 * MINUTE_MS +
					 below(m, 25 * MINUTE_MS);
			int64_t in_ms = out_ms + 12 * MINUTE_MS + below(m, 30 * MINUTE_MS);

			if ((number * 7 + dog * 3 + k) % 11 == 0)
				continue;
			m->day[m->count++] = (struct movement){ out_ms, dog, k, false, 0 };
			m->day[m->count++] = (struct movement){ in_ms, dog, k, true, 0 };
		}
	}
}

static int by_time(const void *a, const void *b)
{
	const struct movement *x = a, *y = b;

	return (x->ms > y->ms) - (x->ms < y->ms);
}

static int by_dog(const void *a, const void *b)
{
	const struct movement *x = a, *y = b;

	if (x->dog != y->dog)
		return x->dog - y->dog;
	return x->walk != y->walk ? x->walk - y->walk : x->in - y->in;
}

static void put_text(sqlite3_stmt *q, int at, const char *text)
{
	sqlite3_bind_text(q, at, text, -1, SQLITE_TRANSIENT);
}

static void step(sqlite3_stmt *q)
{
	if (sqlite3_step(q) != SQLITE_DONE) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(sqlite3_db_handle(q)));
		exit(1);
	}
	sqlite3_reset(q);
}

static int person_of(const struct movement *x)
{
	return (x->dog * 13 + x->walk * 7 + (int)(x->ms / HOUR_MS)) % 100;
}

static void put_event(struct maker *m, struct movement *x)
{
	char id[32], dog[16], json[160];
	bool warned = !x->in && x->dog % 20 == 0 && x->walk == 2;

	x->seq = ++m->seq;
	snprintf(id, sizeof(id), "b-%" PRId64, x->seq);
	snprintf(dog, sizeof(dog), "p-%03d", x->dog);
	snprintf(json, sizeof(json),
		 "{\"dog\":\"%s\",\"action\":\"%s\",\"source\":\"nfc\",\"id\":\"%s\"}", dog,
		 x->in ? "entry" : "exit", id);
	sqlite3_bind_int64(m->event, 1, x->seq);
	sqlite3_bind_int64(m->event, 2, x->ms);
	put_text(m->event, 3, id);
	put_text(m->event, 4, x->in ? "entry" : "exit");
	put_text(m->event, 5, dog);
	put_text(m->event, 6, json);
	if (warned)
		put_text(m->event, 7, "[{\"kind\":\"reactive\",\"with\":[\"p-001\"]}]");
	else
		sqlite3_bind_null(m->event, 7);
	step(m->event);
}

static void put_walk(struct maker *m, int32_t day, const struct movement *x)
{
	char dog[16], person[16];

	snprintf(dog, sizeof(dog), "p-%03d", x->dog);
	snprintf(person, sizeof(person), "v-%03d", person_of(x));
	sqlite3_bind_int64(m->walk, 1, day);
	put_text(m->walk, 2, dog);
	sqlite3_bind_int64(m->walk, 3, x[0].ms);
	sqlite3_bind_int64(m->walk, 4, x[0].seq);
	sqlite3_bind_int64(m->walk, 5, x[1].ms);
	sqlite3_bind_int64(m->walk, 6, x[1].seq);
	put_text(m->walk, 7, person);
	step(m->walk);
	m->walks++;
}

static void make_day(struct maker *m, int32_t day, int number)
{
	plan_day(m, days_start_ms(day), number);
	qsort(m->day, m->count, sizeof(*m->day), by_time);
	for (size_t i = 0; i < m->count; i++)
		put_event(m, &m->day[i]);
	qsort(m->day, m->count, sizeof(*m->day), by_dog);
	for (size_t i = 0; i < m->count; i += 2)
		put_walk(m, day, &m->day[i]);
}

static void make_rosters(struct maker *m)
{
	char sql[256];

	for (int i = 0; i < m->dogs; i++) {
		snprintf(sql, sizeof(sql),
			 "INSERT INTO dog (id, name, kennel, level, target_min, limit_min, "
			 "archived, last_in_ms) VALUES ('p-%03d', 'Perro %d', 'A%d', '%s', 40, 60, "
			 "0, 1)",
			 i, i, i % 40, i % 3 ? "green" : "red");
		run(m->db, sql);
	}
	for (int i = 0; i < 100; i++) {
		snprintf(sql, sizeof(sql),
			 "INSERT INTO volunteer (id, name, archived) "
			 "VALUES ('v-%03d', 'Persona %d', 0)",
			 i, i);
		run(m->db, sql);
	}
}

static void prepare(struct maker *m)
{
	static const char *const event =
		"INSERT INTO event (seq, received_ms, time_ms, id, action, source, vocabulary, "
		"outcome, move, estimated, go, dog, json, chain, warnings) VALUES "
		"(?1, ?2, ?2, ?3, ?4, 'nfc', 'en', 'applied', ?4, 0, 0, ?5, ?6, 0, ?7)";
	static const char *const walk =
		"INSERT INTO walk (day, dog, out_ms, out_seq, in_ms, in_seq, kinds, volunteer) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'mm', ?7)";

	if (sqlite3_prepare_v2(m->db, event, -1, &m->event, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(m->db, walk, -1, &m->walk, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(m->db));
		exit(1);
	}
}

/* So many days up to the last one. Returns how many walks that are. */
static int64_t make_database(const char *path, int days, int dogs)
{
	struct maker m = { .dogs = dogs, .random = 7 };
	struct store *s = NULL;
	struct fault f = { "" };

	if (store_open(path, &s, &f) != 0) {
		fprintf(stderr, "%s\n", f.text);
		exit(1);
	}
	store_close(&s, 0);
	m.day = calloc((size_t)dogs * WALKS_MOST * 2, sizeof(*m.day));
	if (!m.day || sqlite3_open(path, &m.db) != SQLITE_OK)
		exit(1);
	run(m.db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; "
		  "PRAGMA cache_size = -400000; BEGIN");
	make_rosters(&m);
	prepare(&m);
	for (int i = 0; i < days; i++)
		make_day(&m, days_add(LAST_DAY, i - days + 1), i);
	sqlite3_finalize(m.event);
	sqlite3_finalize(m.walk);
	run(m.db, "UPDATE meta SET zone = '" ZONE "', seq = (SELECT max(seq) FROM event); COMMIT; "
		  "PRAGMA journal_mode = WAL");
	sqlite3_close(m.db);
	free(m.day);
	return m.walks;
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static long memory_kb(void)
{
	FILE *in = fopen("/proc/self/status", "r");
	char line[256];
	long kb = 0;

	while (in && fgets(line, sizeof(line), in)) {
		if (sscanf(line, "VmHWM: %ld", &kb) == 1)
			break;
	}
	if (in)
		fclose(in);
	return kb;
}

/* What is measured: makes its text and frees it; false: it failed. */
struct measured {
	const char *what;
	bool (*work)(const char *db);
};

static bool day_work(const char *db)
{
	struct day_report *r = NULL;
	struct fault f = { "" };
	int rc = day_report_read(db, LAST_DAY, days_at_ms(LAST_DAY, 22, 0), &r, &f);
	char *text = rc ? NULL : day_report_text(r, 80);
	bool good = text != NULL;

	free(text);
	day_report_free(&r);
	return good;
}

static bool year_work(const char *db)
{
	struct stats_span span = { days_add(LAST_DAY, -364), LAST_DAY, false };
	struct reader *reader = NULL;
	struct stats *s = NULL;
	struct fault f = { "" };
	int rc = reader_open(db, &reader, &f);

	if (!rc)
		rc = stats_read(reader, span, days_at_ms(LAST_DAY, 22, 0), &s, &f);
	char *text = rc ? NULL : stats_json(s, STATS_OVERVIEW);
	bool good = text != NULL;

	free(text);
	stats_free(&s);
	reader_close(&reader);
	return good;
}

static bool dog_work(const char *db)
{
	struct history_span span = { 19700101, LAST_DAY, true, false };
	struct reader *reader = NULL;
	struct history *h = NULL;
	struct fault f = { "" };
	int rc = reader_open(db, &reader, &f);

	if (!rc)
		rc = history_read(reader, "p-007", span, days_at_ms(LAST_DAY, 22, 0), &h, &f);
	char *text = rc ? NULL : history_text(h, 80);
	bool good = text != NULL;

	free(text);
	history_free(&h);
	reader_close(&reader);
	return good;
}

/* Median over the rounds in microseconds, in a child that also says its memory. */
static int64_t measure(const char *what, const char *db, bool (*work)(const char *db))
{
	int ends[2];
	int64_t median = -1;

	if (pipe(ends) != 0)
		exit(1);
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		int64_t each[ROUNDS], cpu[ROUNDS];

		for (int i = 0; i < ROUNDS; i++) {
			int64_t from = now_us();
			int64_t cpu_from = clock_us(CLOCK_PROCESS_CPUTIME_ID);

			if (!work(db))
				_exit(1);
			each[i] = now_us() - from;
			cpu[i] = clock_us(CLOCK_PROCESS_CPUTIME_ID) - cpu_from;
		}
		qsort(each, ROUNDS, sizeof(each[0]), compare);
		qsort(cpu, ROUNDS, sizeof(cpu[0]), compare);
		printf("%-44s %10.1f ms   processor %.1f ms   VmHWM %ld MB\n", what,
		       (double)each[ROUNDS / 2] / 1000, (double)cpu[ROUNDS / 2] / 1000,
		       memory_kb() / 1024);
		fflush(stdout);
		_exit(write(ends[1], &each[ROUNDS / 2], sizeof(each[0])) != sizeof(each[0]));
	}
	close(ends[1]);
	if (read(ends[0], &median, sizeof(median)) != sizeof(median)) {
		fprintf(stderr, "%s: failed\n", what);
		exit(1);
	}
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return median;
}

/* The same sums by the shell, its start included. */
static int64_t shell(const char *what, const char *db, const char *sql)
{
	char command[8192];
	int64_t each[ROUNDS];

	snprintf(command, sizeof(command), "sqlite3 -readonly '%s' \"%s\" >/dev/null", db, sql);
	for (int i = 0; i < ROUNDS; i++) {
		int64_t from = now_us();

		/* The command is made of constants and a folder of ours. */
		if (system(command) != 0) { /* NOLINT(cert-env33-c) */
			fprintf(stderr, "%s: is there a sqlite3 shell?\n", what);
			exit(1);
		}
		each[i] = now_us() - from;
	}
	qsort(each, ROUNDS, sizeof(each[0]), compare);
	printf("%-44s %10.1f ms\n", what, (double)each[ROUNDS / 2] / 1000);
	return each[ROUNDS / 2];
}

#define SUMS "count(*), sum((in_ms - out_ms) / 1000)"
#define YEAR "day BETWEEN 20251123 AND 20261122"
#define YEAR_BEFORE "day BETWEEN 20241123 AND 20251122"

static const char *const day_sql =
	"SELECT dog, " SUMS ", min(out_ms), max(in_ms) FROM walk WHERE day = 20261122 GROUP BY dog;"
	"SELECT * FROM walk WHERE day = 20261122;"
	"SELECT seq, dog, action, outcome, warnings FROM event WHERE time_ms >= 1795302000000 AND "
	"time_ms < 1795388400000;";

/* By dog with median and 90th percentile, the other groups with sums, the year before with sums. */
static const char *const year_sql =
	"SELECT dog, count(*), sum(s), max(CASE WHEN n = (c + 1) / 2 THEN s END), "
	"max(CASE WHEN n = (c * 9 + 9) / 10 THEN s END) FROM (SELECT dog, (in_ms - out_ms) / 1000 "
	"AS s, row_number() OVER (PARTITION BY dog ORDER BY in_ms - out_ms) AS n, "
	"count(*) OVER (PARTITION BY dog) AS c FROM walk WHERE " YEAR ") GROUP BY dog;"
	"SELECT day, " SUMS " FROM walk WHERE " YEAR " GROUP BY day;"
	"SELECT volunteer, " SUMS " FROM walk WHERE " YEAR " GROUP BY volunteer;"
	"SELECT out_ms / 3600000 % 24, " SUMS " FROM walk WHERE " YEAR " GROUP BY 1;"
	"SELECT kennel, " SUMS " FROM walk JOIN dog ON dog.id = dog WHERE walk." YEAR " GROUP BY 1;"
	"SELECT dog, " SUMS " FROM walk WHERE " YEAR_BEFORE " GROUP BY dog;";

static const char *const dog_sql = "SELECT * FROM walk WHERE dog = 'p-007' ORDER BY day, out_ms;"
				   "SELECT * FROM event WHERE dog = 'p-007' ORDER BY time_ms;";

static int scale(const char *name, int standard)
{
	const char *text = getenv(name);
	int value = text ? (int)strtol(text, NULL, 10) : standard;

	return value > 0 ? value : standard;
}

static int drop(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void measure_all(const char *big, const char *small)
{
	int64_t day = measure("the day's report, ten years", big, day_work);
	int64_t day_small = measure("the day's report, ten days", small, day_work);
	int64_t day_shell = shell("  the sqlite3 shell, ten years", big, day_sql);
	int64_t year = measure("a year's figures", big, year_work);
	int64_t year_shell = shell("  the sqlite3 shell", big, year_sql);
	int64_t dog = measure("one dog's history of all years", big, dog_work);
	int64_t dog_shell = shell("  the sqlite3 shell", big, dog_sql);

	printf("the day: ten years / ten days %.2f (goal 1.2), paseo / shell %.2f\n",
	       (double)day / (double)day_small, (double)day / (double)day_shell);
	printf("the year: %.3f s (goal 0.5), paseo / shell %.2f\n", (double)year / 1e6,
	       (double)year / (double)year_shell);
	printf("the dog: paseo / shell %.2f\n", (double)dog / (double)dog_shell);
}

int main(void)
{
	const char *base = getenv("TMPDIR");
	char folder[256], big[300], small[300];
	int dogs = scale("BENCH_DOGS", 300);
	int days = scale("BENCH_YEARS", 10) * 365;

	snprintf(folder, sizeof(folder), "%s/paseo-bench-XXXXXX", base ? base : "/tmp");
	if (!mkdtemp(folder) || days_set_zone(ZONE) != 0)
		return 1;
	snprintf(big, sizeof(big), "%s/years.db", folder);
	snprintf(small, sizeof(small), "%s/days.db", folder);
	int64_t from = now_us();
	int64_t walks = make_database(big, days, dogs);
	make_database(small, 10, dogs);
	printf("%d dogs, %d days, %" PRId64 " walks; made in %.0f s\n", dogs, days, walks,
	       (double)(now_us() - from) / 1e6);
	measure_all(big, small);
	nftw(folder, drop, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}
