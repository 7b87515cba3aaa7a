/*
 * stream_bench - from an event's answer to its line at those who follow, beside a floor of the same run:
 *
 *   floor    a bare program writes the same lines, eight kilobytes at a time, to 1 and 16 sockets whose
 *            other ends are read by the same readers
 *   live     producer with WINDOW events in flight, followed by nobody, by 1 and by 16: events answered a
 *            second, and lines that reach the followers a second until the last has the last
 *   history  1 and 16 who begin at the first event: lines a second out of the database
 *   delay    one event at a time, one follower: from the answer at the producer to the line at the
 *            follower, by one clock
 *
 * The rounds of all are interleaved; what is printed are medians over the rounds. Run in a folder on a
 * real disk.
 */
#include <config.h>

#include "../station/line_help.h"

#include <pthread.h>

#define ROUNDS 5
#define EVENTS 20000
#define SERIAL 500
#define WINDOW 64
#define MOST 16
#define LINE_BYTES 230

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare);
	return values[n / 2];
}

/* Reads so many lines and is gone. */
struct reading {
	pthread_t thread;
	int fd;
	long lines;
};

static void *read_lines(void *ctx)
{
	struct reading *r = ctx;
	char data[65536];
	long left = r->lines;

	while (left > 0) {
		ssize_t n = read(r->fd, data, sizeof(data));

		if (n <= 0)
			abort();
		for (ssize_t i = 0; i < n; i++)
			left -= data[i] == '\n';
	}
	return NULL;
}

static void start_readers(struct reading *r, int count, long lines)
{
	for (int i = 0; i < count; i++) {
		r[i].lines = lines;
		if (pthread_create(&r[i].thread, NULL, read_lines, &r[i]) != 0)
			abort();
	}
}

static void end_readers(struct reading *r, int count)
{
	for (int i = 0; i < count; i++) {
		pthread_join(r[i].thread, NULL);
		close(r[i].fd);
	}
}

static double per_second(int64_t from_ns, double things)
{
	return things / ((double)(now_ns() - from_ns) / 1e9);
}

/* The floor: lines a second. */
static double bare(int count)
{
	static char piece[LINE_BYTES * 35];
	struct reading readers[MOST];
	int64_t from = now_ns();
	int in[MOST];
	pid_t pid;

	memset(piece, 'x', sizeof(piece));
	for (size_t i = LINE_BYTES - 1; i < sizeof(piece); i += LINE_BYTES)
		piece[i] = '\n';
	for (int i = 0; i < count; i++) {
		int pair[2];

		if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
			abort();
		readers[i].fd = pair[0];
		in[i] = pair[1];
	}
	pid = fork();
	if (pid == 0) {
		for (int sent = 0; sent < EVENTS; sent += 35) {
			for (int i = 0; i < count; i++) {
				if (write(in[i], piece, sizeof(piece)) < 0)
					_exit(1);
			}
		}
		_exit(0);
	}
	for (int i = 0; i < count; i++)
		close(in[i]);
	start_readers(readers, count, EVENTS);
	end_readers(readers, count);
	waitpid(pid, NULL, 0);
	return per_second(from, (double)EVENTS * count);
}

/* Connections that follow from since and have been acknowledged. */
static void follow(const struct bench_station *s, struct reading *r, int count, long since)
{
	for (int i = 0; i < count; i++) {
		char word[256];
		char line[80];

		snprintf(line, sizeof(line), "{\"ask\":\"stream\",\"since\":%ld}", since);
		r[i].fd = station_try_connect(s);
		if (r[i].fd < 0 || !station_ask(r[i].fd, line, word, sizeof(word)))
			abort();
	}
}

/* Answered events a second; *lines: those that reached the followers. */
static double live(const struct bench_station *s, struct client *producer, int count, long *seq,
		   double *lines)
{
	static int run;
	struct reading readers[MOST];
	int64_t from;
	double answered;
	char id[16];

	follow(s, readers, count, *seq);
	start_readers(readers, count, EVENTS);
	snprintf(id, sizeof(id), "b%d", run++);
	from = now_ns();
	*seq = client_flood(producer, EVENTS, id);
	answered = per_second(from, EVENTS);
	end_readers(readers, count);
	*lines = per_second(from, (double)EVENTS * count);
	return answered;
}

static double history(const struct bench_station *s, int count)
{
	struct reading readers[MOST];
	int64_t from = now_ns();

	follow(s, readers, count, 0);
	start_readers(readers, count, EVENTS);
	end_readers(readers, count);
	return per_second(from, (double)EVENTS * count);
}

struct stamps {
	struct client *follower;
	int64_t came_ns[SERIAL];
};

static void *stamp_lines(void *ctx)
{
	struct stamps *s = ctx;

	for (int i = 0; i < SERIAL; i++) {
		if (!client_line(s->follower))
			abort();
		s->came_ns[i] = now_ns();
	}
	return NULL;
}

/* Microseconds from the answer to the line: the median and the 99th of a hundred. */
static double delay(const struct bench_station *s, struct client *producer, long *seq, double *p99)
{
	static struct stamps stamps;
	static double each[SERIAL];
	static int64_t answered_ns[SERIAL];
	pthread_t thread;

	stamps.follower = client_connect(s);
	client_follow(stamps.follower, *seq);
	if (pthread_create(&thread, NULL, stamp_lines, &stamps) != 0)
		abort();
	for (int i = 0; i < SERIAL; i++) {
		*seq = line_number(
			client_ask(producer, i % 2 ? "{\"dog\":\"p-2\",\"action\":\"entry\"}"
						   : "{\"dog\":\"p-2\",\"action\":\"exit\"}"),
			"seq");
		answered_ns[i] = now_ns();
	}
	pthread_join(thread, NULL);
	client_close(&stamps.follower);
	for (int i = 0; i < SERIAL; i++)
		each[i] = (double)(stamps.came_ns[i] - answered_ns[i]) / 1000;
	qsort(each, SERIAL, sizeof(each[0]), compare);
	*p99 = each[SERIAL * 99 / 100];
	return each[SERIAL / 2];
}

static void print_rate(const char *name, double one, double sixteen, double floor_one,
		       double floor_sixteen)
{
	printf("%-28s %9.0f/s to 1 (%.2f of the floor)  %9.0f/s to 16 (%.2f)\n", name, one,
	       one / floor_one, sixteen, sixteen / floor_sixteen);
}

int main(void)
{
	double bare_1[ROUNDS], bare_16[ROUNDS], past_1[ROUNDS], past_16[ROUNDS], lines_0[ROUNDS];
	double lines_1[ROUNDS], lines_16[ROUNDS], ack_0[ROUNDS], ack_1[ROUNDS], ack_16[ROUNDS];
	double delay_us[ROUNDS], p99_us[ROUNDS], floor_1, floor_16, alone;
	static const char *const import[] = { "dogs", "import", "-", NULL };
	char dir[] = "bench-XXXXXX";
	struct bench_station s;
	struct client *producer;
	long seq = 0;

	memset(&s, 0, sizeof(s));
	if (!mkdtemp(dir) || chdir(dir) != 0 || !getcwd(s.dir, sizeof(s.dir)))
		abort();
	snprintf(s.db, sizeof(s.db), "%s/paseo.db", s.dir);
	snprintf(s.socket, sizeof(s.socket), "%s/s", s.dir);
	setenv("PASEO_DB", s.db, 1);
	setenv("PASEO_SOCKET", s.socket, 1);
	if (station_command(import, "id,name\np-1,Luna\np-2,Sol\n", NULL, 0) != 0)
		abort();
	producer = client_new(station_run(&s));
	seq = 1;
	for (int i = 0; i < ROUNDS; i++) {
		bare_1[i] = bare(1);
		ack_0[i] = live(&s, producer, 0, &seq, &lines_0[i]);
		ack_1[i] = live(&s, producer, 1, &seq, &lines_1[i]);
		ack_16[i] = live(&s, producer, MOST, &seq, &lines_16[i]);
		bare_16[i] = bare(MOST);
		past_1[i] = history(&s, 1);
		past_16[i] = history(&s, MOST);
		delay_us[i] = delay(&s, producer, &seq, &p99_us[i]);
	}
	client_close(&producer);
	station_end(&s, SIGTERM);
	floor_1 = median(bare_1, ROUNDS);
	floor_16 = median(bare_16, ROUNDS);
	alone = median(ack_0, ROUNDS);
	printf("%-28s %9.0f/s to 1  %9.0f/s to 16\n", "floor, lines", floor_1, floor_16);
	print_rate("history, lines", median(past_1, ROUNDS), median(past_16, ROUNDS), floor_1,
		   floor_16);
	print_rate("live, lines", median(lines_1, ROUNDS), median(lines_16, ROUNDS), floor_1,
		   floor_16);
	printf("%-28s %9.0f/s with 1 (%.2f of alone)  %9.0f/s with 16 (%.2f), alone %.0f/s\n",
	       "events answered", median(ack_1, ROUNDS), median(ack_1, ROUNDS) / alone,
	       median(ack_16, ROUNDS), median(ack_16, ROUNDS) / alone, alone);
	printf("%-28s median %.0f us, 99th %.0f us\n", "answer to line", median(delay_us, ROUNDS),
	       median(p99_us, ROUNDS));
	if (chdir("..") == 0)
		nftw(dir, help_remove, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}
