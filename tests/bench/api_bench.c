/*
 * api_bench - answered events, one producer and sixteen, each waiting for its answer before the next:
 *
 *   floor    a bare program: takes what waits on its unix sockets, writes 128 bytes for each into blocks that
 *            were written before, one fdatasync(), answers
 *   socket   paseo over its unix socket
 *   http     paseo over POST /events, connections kept
 *   python   http.server and sqlite3 (WAL, synchronous=FULL), one transaction an event
 *   redis    XADD, appendfsync always; where redis-server is installed
 *   mqtt     mosquitto, QoS 1, persistence on (it does not sync before it answers); where it is installed
 *
 * The rounds of all are interleaved on one disk; what is printed are medians over the rounds, and ratios of
 * medians. Run in a folder on a real disk.
 */
#define _GNU_SOURCE /* memmem() */
#include <config.h>

#include "../station/station_help.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/stat.h>

#define ROUNDS 5
#define EVENTS 480 /* of a round, by all producers together */
#define MANY 16
#define DOGS 40
#define ANSWER_SIZE 8192

struct way {
	const char *name;
	int (*open)(void);
	size_t (*write)(char *out, size_t size, int n);
	bool (*is_whole)(const char *answer, size_t len);
	pid_t pid;
	int port;
	bool there;
	double per_second[2][ROUNDS]; /* of one producer, of sixteen */
	double middle_us[2][ROUNDS];
	double late_us[2][ROUNDS]; /* the 99th percentile */
};

static struct bench_station station;
static char token[80];
static int floor_pairs[MANY + 1][2];
static int floor_next;
static int next_event;

enum { FLOOR, SOCKET, HTTP, PYTHON, REDIS, MQTT, WAYS };
static struct way ways[WAYS];

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double nth(double *values, size_t n, size_t percent)
{
	qsort(values, n, sizeof(*values), compare);
	return values[n * percent / 100];
}

/* ---- the bare program ---- */

static pid_t floor_run(void)
{
	struct pollfd polls[MANY + 1];
	char block[65536] = { 0 };
	pid_t pid = fork();
	off_t at = 0;
	int file;

	if (pid != 0)
		return pid;
	file = open("floor.dat", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	for (int i = 0; i < 16; i++) {
		if (write(file, block, sizeof(block)) < 0)
			_exit(1);
	}
	fsync(file);
	for (int i = 0; i <= MANY; i++)
		polls[i] = (struct pollfd){ floor_pairs[i][1], POLLIN, 0 };
	while (poll(polls, MANY + 1, -1) > 0) {
		for (int i = 0; i <= MANY; i++) {
			if ((polls[i].revents & POLLIN) && read(polls[i].fd, block, 512) <= 0)
				_exit(0);
			if ((polls[i].revents & POLLIN) && pwrite(file, block, 128, at) != 128)
				_exit(1);
			at = (at + 128) % 1048576;
		}
		if (fdatasync(file) != 0)
			_exit(1);
		for (int i = 0; i <= MANY; i++) {
			if ((polls[i].revents & POLLIN) && write(polls[i].fd, "ok\n", 3) != 3)
				_exit(1);
		}
	}
	_exit(0);
}

static int floor_open(void)
{
	return dup(floor_pairs[floor_next++ % (MANY + 1)][0]);
}

/* ---- what is sent ---- */

static size_t write_line(char *out, size_t size, int n)
{
	return (size_t)snprintf(out, size,
				"{\"dog\":\"p-%03d\",\"action\":\"%s\",\"id\":\"b-%d-%d\","
				"\"source\":\"nfc\"}\n",
				n % DOGS, n / DOGS % 2 ? "entry" : "exit", (int)getpid(), n);
}

static size_t write_post(char *out, size_t size, int n)
{
	char line[256];
	size_t len = write_line(line, sizeof(line), n);

	return (size_t)snprintf(out, size,
				"POST /events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
				"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
				token, len, line);
}

static size_t write_xadd(char *out, size_t size, int n)
{
	char line[256];
	size_t len = write_line(line, sizeof(line), n) - 1;

	return (size_t)snprintf(
		out, size,
		"*5\r\n$4\r\nXADD\r\n$4\r\nwalk\r\n$1\r\n*\r\n$1\r\ne\r\n$%zu\r\n%.*s\r\n", len,
		(int)len, line);
}

/* MQTT 3.1.1, 3.3: PUBLISH with QoS 1 on "walk". */
static size_t write_publish(char *out, size_t size, int n)
{
	char line[256];
	size_t len = write_line(line, sizeof(line), n), rest = 2 + 4 + 2 + len, at = 0;

	(void)size;
	out[at++] = 0x32;
	out[at++] = (char)(rest % 128 | 128);
	out[at++] = (char)(rest / 128);
	memcpy(out + at, "\0\4walk", 6);
	at += 6;
	out[at++] = (char)(1 + n % 200);
	out[at++] = 1;
	memcpy(out + at, line, len);
	return at + len;
}

static bool is_line(const char *answer, size_t len)
{
	return len && answer[len - 1] == '\n';
}

static bool is_reply(const char *answer, size_t len)
{
	const char *body = memmem(answer, len, "\r\n\r\n", 4);
	const char *said = memmem(answer, len, "ontent-Length: ", 15);

	return body && said && (size_t)(answer + len - body - 4) >= strtoul(said + 15, NULL, 10);
}

static bool is_bulk(const char *answer, size_t len)
{
	const char *end = memchr(answer, '\n', len);

	return end && end + 1 < answer + len && answer[len - 1] == '\n';
}

static bool is_puback(const char *answer, size_t len)
{
	return len >= 4 && (unsigned char)answer[0] == 0x40;
}

/* ---- connections ---- */

static int open_port(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0)
		return fd;
	close(fd);
	return -1;
}

static int socket_open(void)
{
	return station_try_connect(&station);
}

static int http_open(void)
{
	return open_port(ways[HTTP].port);
}

static int python_open(void)
{
	return open_port(ways[PYTHON].port);
}

static int redis_open(void)
{
	return open_port(ways[REDIS].port);
}

/* CONNECT without a name of its own, and its CONNACK. */
static int mqtt_open(void)
{
	static const char hello[] = "\x10\x0c\0\4MQTT\4\2\0\x3c\0\0";
	char answer[4];
	int fd = open_port(ways[MQTT].port);

	if (fd >= 0 && (write(fd, hello, 14) != 14 || recv(fd, answer, 4, MSG_WAITALL) != 4)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* ---- measuring ---- */

struct producer {
	const struct way *way;
	int first;
	int count;
	int fd;
	double *each_us;
};

static void *produce(void *ctx)
{
	struct producer *p = ctx;

	for (int i = 0; i < p->count; i++) {
		char text[1024], answer[ANSWER_SIZE];
		size_t len = p->way->write(text, sizeof(text), p->first + i), got = 0;
		int64_t from = now_ns();

		if (write(p->fd, text, len) != (ssize_t)len)
			abort();
		do {
			ssize_t n = read(p->fd, answer + got, sizeof(answer) - got);

			if (n <= 0)
				abort();
			got += (size_t)n;
		} while (!p->way->is_whole(answer, got));
		if (p->way == &ways[HTTP] && memcmp(answer, "HTTP/1.1 200", 12) != 0)
			abort();
		p->each_us[i] = (double)(now_ns() - from) / 1000;
	}
	return NULL;
}

static void measure(struct way *w, int many, int round)
{
	static double each[EVENTS];
	struct producer producers[MANY];
	pthread_t threads[MANY];
	int count = many ? MANY : 1;
	int64_t from;

	floor_next = 0;
	for (int i = 0; i < count; i++) {
		producers[i] = (struct producer){ w, next_event, EVENTS / count, w->open(),
						  each + i * (EVENTS / count) };
		next_event += EVENTS / count;
		if (producers[i].fd < 0)
			abort();
	}
	from = now_ns();
	for (int i = 0; i < count; i++)
		pthread_create(&threads[i], NULL, produce, &producers[i]);
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	w->per_second[many][round] = EVENTS / ((double)(now_ns() - from) / 1e9);
	for (int i = 0; i < count; i++)
		close(producers[i].fd);
	w->late_us[many][round] = nth(each, EVENTS, 99);
	w->middle_us[many][round] = nth(each, EVENTS, 50);
}

/* ---- the others ---- */

static const char server[] =
	"import http.server, json, sqlite3, sys, threading\n"
	"db = sqlite3.connect('python.db', isolation_level=None, check_same_thread=False)\n"
	"db.execute('PRAGMA journal_mode=WAL'); db.execute('PRAGMA synchronous=FULL')\n"
	"db.execute('CREATE TABLE event(seq INTEGER PRIMARY KEY, id TEXT UNIQUE, dog TEXT, json "
	"TEXT)')\n"
	"db.execute('CREATE TABLE dog(id TEXT PRIMARY KEY, state TEXT)')\n"
	"lock = threading.Lock()\n"
	"class H(http.server.BaseHTTPRequestHandler):\n"
	"  protocol_version = 'HTTP/1.1'\n"
	"  disable_nagle_algorithm = True\n"
	"  wbufsize = -1\n"
	"  def log_message(self, *a): pass\n"
	"  def do_POST(self):\n"
	"    e = json.loads(self.rfile.read(int(self.headers['Content-Length'])))\n"
	"    state = 'OUTSIDE' if e['action'] == 'exit' else 'INSIDE'\n"
	"    with lock:\n"
	"      db.execute('BEGIN IMMEDIATE')\n"
	"      seq = db.execute('INSERT INTO event(id,dog,json) VALUES(?,?,?)',"
	" (e['id'], e['dog'], json.dumps(e))).lastrowid\n"
	"      db.execute('INSERT OR REPLACE INTO dog VALUES(?,?)', (e['dog'], state))\n"
	"      db.execute('COMMIT')\n"
	"    text = json.dumps({'seq': seq, 'id': e['id'], 'dog': e['dog'], 'state': "
	"state}).encode()\n"
	"    self.send_response(200); self.send_header('Content-Length', str(len(text)))\n"
	"    self.end_headers(); self.wfile.write(text)\n"
	"http.server.ThreadingHTTPServer.request_queue_size = 64\n"
	"http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), H).serve_forever()\n";

/* A port that is free now. */
static int free_port(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&a, len) != 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &len) != 0)
		abort();
	close(fd);
	return ntohs(a.sin_port);
}

static void write_file(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	if (!out || fputs(text, out) < 0 || fclose(out) != 0)
		abort();
}

/* Start a program and wait until it answers; one that is not installed is left out. */
static void start(struct way *w, char *const argv[])
{
	int64_t until = help_now_ms() + DEADLINE_MS;
	int fd = -1, status;

	w->pid = fork();
	if (w->pid == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		execvp(argv[0], argv);
		_exit(127);
	}
	while (fd < 0 && help_now_ms() < until && waitpid(w->pid, &status, WNOHANG) == 0) {
		fd = w->open();
		help_breathe();
	}
	w->there = fd >= 0;
	if (fd >= 0)
		close(fd);
}

static void start_peers(void)
{
	char port[16], text[400];

	(void)snprintf(port, sizeof(port), "%d", ways[PYTHON].port);
	write_file("server.py", server);
	start(&ways[PYTHON], (char *[]){ "python3", "server.py", port, NULL });
	(void)snprintf(port, sizeof(port), "%d", ways[REDIS].port);
	start(&ways[REDIS], (char *[]){ "redis-server", "--port", port, "--appendonly", "yes",
					"--appendfsync", "always", "--save", "", NULL });
	(void)snprintf(text, sizeof(text),
		       "listener %d 127.0.0.1\nallow_anonymous true\npersistence true\n"
		       "persistence_location %s/\nuser root\n",
		       ways[MQTT].port, station.dir);
	write_file("mosquitto.conf", text);
	start(&ways[MQTT], (char *[]){ "mosquitto", "-c", "mosquitto.conf", NULL });
}

static void start_station(void)
{
	static const char *const import[] = { "dogs", "import", "-", NULL };
	static const char *const give[] = { "tokens", "add", "bench", "--may", "send", NULL };
	char csv[4096] = "id,name\n", conf[200];
	int64_t until = help_now_ms() + DEADLINE_MS;
	int fd;

	(void)snprintf(station.db, sizeof(station.db), "%s/paseo.db", station.dir);
	(void)snprintf(station.socket, sizeof(station.socket), "%s/s", station.dir);
	setenv("PASEO_DB", station.db, 1);
	setenv("PASEO_SOCKET", station.socket, 1);
	(void)snprintf(conf, sizeof(conf), "%s/paseo.conf", station.dir);
	setenv("PASEO_CONFIG", conf, 1);
	(void)snprintf(conf, sizeof(conf),
		       "[http]\nlisten = 127.0.0.1:%d\nrate_per_minute = 100000000\n",
		       ways[HTTP].port);
	write_file("paseo.conf", conf);
	for (int i = 0; i < DOGS; i++)
		(void)snprintf(csv + strlen(csv), sizeof(csv) - strlen(csv), "p-%03d,Perro %d\n", i,
			       i);
	if (station_command(import, csv, NULL, 0) != 0 ||
	    station_command(give, NULL, token, sizeof(token)) != 0)
		abort();
	token[strcspn(token, "\n")] = '\0';
	close(station_run(&station));
	while ((fd = http_open()) < 0 && help_now_ms() < until)
		help_breathe();
	if (fd < 0)
		abort();
	close(fd);
	ways[SOCKET].there = ways[HTTP].there = true;
}

static void print(const struct way *base)
{
	for (int many = 0; many < 2; many++) {
		printf("%s, each waiting for its answer (medians of %d rounds of %d):\n",
		       many ? "sixteen producers" : "one producer", ROUNDS, EVENTS);
		for (int i = 0; i < WAYS; i++) {
			struct way *w = &ways[i];
			double b = nth((double *)base->middle_us[many], ROUNDS, 50);

			if (!w->there) {
				printf("  %-7s is not installed\n", w->name);
				continue;
			}
			printf("  %-7s %8.0f events/s   median %6.0f us   p99 %7.0f us   "
			       "median / floor %.2f\n",
			       w->name, nth(w->per_second[many], ROUNDS, 50),
			       nth(w->middle_us[many], ROUNDS, 50),
			       nth(w->late_us[many], ROUNDS, 50),
			       nth(w->middle_us[many], ROUNDS, 50) / b);
		}
	}
}

int main(void)
{
	char dir[] = "bench-XXXXXX";

	if (!mkdtemp(dir) || chdir(dir) != 0 || !getcwd(station.dir, sizeof(station.dir)))
		abort();
	ways[FLOOR] = (struct way){ .name = "floor",
				    .open = floor_open,
				    .write = write_line,
				    .is_whole = is_line,
				    .there = true };
	ways[SOCKET] = (struct way){
		.name = "socket", .open = socket_open, .write = write_line, .is_whole = is_line
	};
	ways[HTTP] = (struct way){ .name = "http",
				   .open = http_open,
				   .write = write_post,
				   .is_whole = is_reply,
				   .port = free_port() };
	ways[PYTHON] = (struct way){ .name = "python",
				     .open = python_open,
				     .write = write_post,
				     .is_whole = is_reply,
				     .port = free_port() };
	ways[REDIS] = (struct way){ .name = "redis",
				    .open = redis_open,
				    .write = write_xadd,
				    .is_whole = is_bulk,
				    .port = free_port() };
	ways[MQTT] = (struct way){ .name = "mqtt",
				   .open = mqtt_open,
				   .write = write_publish,
				   .is_whole = is_puback,
				   .port = free_port() };
	for (int i = 0; i <= MANY; i++) {
		if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, floor_pairs[i]) != 0)
			abort();
	}
	ways[FLOOR].pid = floor_run();
	start_station();
	start_peers();
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < WAYS; i++) {
			for (int many = 0; ways[i].there && many < 2; many++)
				measure(&ways[i], many, round);
		}
	}
	for (int i = 0; i < WAYS; i++) {
		if (ways[i].pid > 0 && kill(ways[i].pid, SIGKILL) == 0)
			waitpid(ways[i].pid, NULL, 0);
	}
	station_end(&station, SIGTERM);
	print(&ways[FLOOR]);
	if (chdir("..") == 0)
		nftw(dir, help_remove, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}
