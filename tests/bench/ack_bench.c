/*
 * ack_bench - from one event on the socket to its durable answer, beside two yardsticks of the same run:
 *
 *   floor   a bare program: takes a line from a unix socket, writes 128 bytes into blocks that
 *           were written before, fdatasync(), answers
 *   sqlite  one transaction an event (event with three indexes, dog, walk) in WAL mode,
 *           synchronous=FULL, in process
 *   paseo   the station: parsed, judged, journalled, synced, answered
 *
 * Serial: one event at a time. Flood: WINDOW events in flight. The rounds of all are interleaved; what is
 * printed are medians over the rounds, and the ratios of medians. Run in a folder on a real disk.
 */
#include <config.h>

#include "../station/station_help.h"

#include <sqlite3.h>

#define ROUNDS 7
#define SERIAL 400
#define FLOOD 20000
#define WINDOW 64
#define DOGS 40

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare);
	return values[n / 2];
}

/* The bare program, in a child: what any program that answers after a sync must do. */
static pid_t floor_run(int fd)
{
	char block[65536] = { 0 };
	pid_t pid = fork();
	int file;
	off_t at = 0;

	if (pid != 0)
		return pid;
	file = open("floor.dat", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	for (int i = 0; i < 16; i++) {
		if (write(file, block, sizeof(block)) < 0)
			_exit(1);
	}
	fsync(file);
	for (;;) {
		char line[512];
		ssize_t n = read(fd, line, sizeof(line));

		if (n <= 0)
			_exit(0);
		if (pwrite(file, line, 128, at) != 128 || fdatasync(file) != 0 ||
		    write(fd, line, 128) != 128)
			_exit(1);
		at = (at + 128) % (off_t)(16 * sizeof(block));
	}
}

static void make_line(char *line, size_t size, int n)
{
	snprintf(line, size,
		 "{\"dog\":\"p-%03d\",\"action\":\"%s\",\"id\":\"b-%d-%d\",\"source\":\"nfc\"}\n",
		 n % DOGS, n / DOGS % 2 ? "entry" : "exit", (int)getpid(), n);
}

/* One event at a time; the median in microseconds. answer_size: bytes of a fixed answer, 0: a line. */
static double serial(int fd, int *next, size_t answer_size)
{
	static double each[SERIAL];

	for (int i = 0; i < SERIAL; i++) {
		char line[256];
		char answer[4096];
		size_t got = 0;
		int64_t from;

		make_line(line, sizeof(line), (*next)++);
		from = now_ns();
		if (write(fd, line, strlen(line)) < 0)
			abort();
		do {
			ssize_t n = read(fd, answer + got, sizeof(answer) - got);

			if (n <= 0)
				abort();
			got += (size_t)n;
		} while (answer_size ? got < answer_size : answer[got - 1] != '\n');
		each[i] = (double)(now_ns() - from) / 1000;
	}
	return median(each, SERIAL);
}

/* WINDOW events in flight on one connection; events a second. */
static double flood(int fd, int *next)
{
	int sent = 0;
	int done = 0;
	int64_t from = now_ns();

	while (done < FLOOD) {
		static char lines[WINDOW * 256];
		char answers[65536];
		size_t len = 0;
		ssize_t n;

		while (sent < FLOOD && sent - done < WINDOW) {
			make_line(lines + len, 256, (*next)++);
			len += strlen(lines + len);
			sent++;
		}
		if (len && write(fd, lines, len) != (ssize_t)len)
			abort();
		n = read(fd, answers, sizeof(answers));
		if (n <= 0)
			abort();
		for (ssize_t i = 0; i < n; i++)
			done += answers[i] == '\n';
	}
	return FLOOD / ((double)(now_ns() - from) / 1e9);
}

static sqlite3 *sqlite_start(void)
{
	sqlite3 *db;

	if (sqlite3_open("peer.db", &db) != SQLITE_OK ||
	    sqlite3_exec(db,
			 "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
			 "CREATE TABLE event(seq INTEGER PRIMARY KEY, id TEXT UNIQUE, time INTEGER,"
			 " dog TEXT, action TEXT, json TEXT);"
			 "CREATE INDEX event_time ON event(time);"
			 "CREATE INDEX event_dog ON event(dog, time);"
			 "CREATE TABLE dog(id TEXT PRIMARY KEY, state TEXT, since INTEGER);"
			 "CREATE TABLE walk(day INTEGER, dog TEXT, out INTEGER, back INTEGER,"
			 " PRIMARY KEY(day, dog, out)) WITHOUT ROWID;",
			 NULL, NULL, NULL) != SQLITE_OK)
		abort();
	return db;
}

/* One transaction an event; the median in microseconds, and events a second. */
static double sqlite_serial(sqlite3 *db, int *next, double *per_second)
{
	static double each[SERIAL];
	static const char *const texts[] = {
		"BEGIN IMMEDIATE",
		"INSERT INTO event(id,time,dog,action,json) VALUES(?1,?2,?3,?4,?5)",
		"INSERT INTO dog VALUES(?1,?2,?3) ON CONFLICT(id) DO UPDATE SET state=?2,since=?3",
		"INSERT INTO walk VALUES(20261122,?1,?2,NULL)",
		"COMMIT",
	};
	sqlite3_stmt *s[5];
	int64_t start = now_ns();

	for (int i = 0; i < 5; i++)
		sqlite3_prepare_v2(db, texts[i], -1, &s[i], NULL);
	for (int i = 0; i < SERIAL; i++) {
		char line[256];
		char dog[16];
		int64_t from = now_ns();
		int n = (*next)++;

		make_line(line, sizeof(line), n);
		snprintf(dog, sizeof(dog), "p-%03d", n % DOGS);
		sqlite3_bind_text(s[1], 1, line, -1, SQLITE_STATIC);
		sqlite3_bind_int64(s[1], 2, from);
		sqlite3_bind_text(s[1], 3, dog, -1, SQLITE_STATIC);
		sqlite3_bind_text(s[1], 4, "exit", -1, SQLITE_STATIC);
		sqlite3_bind_text(s[1], 5, line, -1, SQLITE_STATIC);
		sqlite3_bind_text(s[2], 1, dog, -1, SQLITE_STATIC);
		sqlite3_bind_text(s[2], 2, "OUTSIDE", -1, SQLITE_STATIC);
		sqlite3_bind_int64(s[2], 3, from);
		sqlite3_bind_text(s[3], 1, dog, -1, SQLITE_STATIC);
		sqlite3_bind_int64(s[3], 2, from);
		for (int k = 0; k < 5; k++) {
			if (sqlite3_step(s[k]) != SQLITE_DONE)
				abort();
			sqlite3_reset(s[k]);
		}
		each[i] = (double)(now_ns() - from) / 1000;
	}
	*per_second = SERIAL / ((double)(now_ns() - start) / 1e9);
	for (int i = 0; i < 5; i++)
		sqlite3_finalize(s[i]);
	return median(each, SERIAL);
}

static void make_dogs(void)
{
	static const char *const import[] = { "dogs", "import", "-", NULL };
	char csv[4096] = "id,name\n";

	for (int i = 0; i < DOGS; i++)
		snprintf(csv + strlen(csv), sizeof(csv) - strlen(csv), "p-%03d,Perro %d\n", i, i);
	if (station_command(import, csv, NULL, 0) != 0)
		abort();
}

int main(void)
{
	double floor_us[ROUNDS], sqlite_us[ROUNDS], paseo_us[ROUNDS];
	double sqlite_s[ROUNDS], paseo_s[ROUNDS];
	char dir[] = "bench-XXXXXX";
	struct bench_station s;
	sqlite3 *db;
	int pair[2];
	int next = 0;
	int fd;
	pid_t pid;

	memset(&s, 0, sizeof(s));
	if (!mkdtemp(dir) || chdir(dir) != 0 || !getcwd(s.dir, sizeof(s.dir)))
		abort();
	snprintf(s.db, sizeof(s.db), "%s/paseo.db", s.dir);
	snprintf(s.socket, sizeof(s.socket), "%s/s", s.dir);
	setenv("PASEO_DB", s.db, 1);
	setenv("PASEO_SOCKET", s.socket, 1);
	make_dogs();
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		abort();
	pid = floor_run(pair[1]);
	db = sqlite_start();
	fd = station_run(&s);
	for (int i = 0; i < ROUNDS; i++) {
		floor_us[i] = serial(pair[0], &next, 128);
		paseo_us[i] = serial(fd, &next, 0);
		sqlite_us[i] = sqlite_serial(db, &next, &sqlite_s[i]);
		paseo_s[i] = flood(fd, &next);
	}
	kill(pid, SIGKILL);
	close(fd);
	station_end(&s, SIGTERM);
	sqlite3_close(db);
	printf("one event, median:   floor %.0f us   paseo %.0f us   sqlite %.0f us\n",
	       median(floor_us, ROUNDS), median(paseo_us, ROUNDS), median(sqlite_us, ROUNDS));
	printf("  paseo / floor  %.2f   (goal 1.30)\n",
	       median(paseo_us, ROUNDS) / median(floor_us, ROUNDS));
	printf("  paseo / sqlite %.2f\n", median(paseo_us, ROUNDS) / median(sqlite_us, ROUNDS));
	printf("%d in flight, median: paseo %.0f events/s   sqlite one by one %.0f events/s\n",
	       WINDOW, median(paseo_s, ROUNDS), median(sqlite_s, ROUNDS));
	printf("  paseo / sqlite %.1f   (goal 20)\n",
	       median(paseo_s, ROUNDS) / median(sqlite_s, ROUNDS));
	if (chdir("..") == 0)
		nftw(dir, help_remove, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}
