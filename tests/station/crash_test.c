/*
 * kill -9 at random moments while events are being sent: what was answered is there after
 * the restart, exactly once, and the projections agree with the log.
 */
#include <config.h>

#include "station_help.h"

#include <pthread.h>
#include <stdatomic.h>

#define ROUNDS 20
#define DOGS 12
#define SENDERS 3
#define LOG_SIZE ((size_t)16 * 1024 * 1024)

/* What one producer has sent and knows to be taken. */
struct sender {
	const struct bench_station *station;
	int number;
	int next;     /* of its next event */
	int answered; /* all before this were answered */
	uint32_t seed;
	atomic_int *live;
};

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Send until the station is gone; on the way back the event without an answer is sent again. */
static void *send_events(void *ctx)
{
	struct sender *s = ctx;
	int fd = station_try_connect(s->station);

	while (fd >= 0) {
		char line[256];
		char answer[2048];

		snprintf(line, sizeof(line),
			 "{\"dog\":\"p-%02u\",\"action\":\"%s\",\"id\":\"s%d-%d\",\"volunteer\":"
			 "\"v-%d\"}",
			 next_random(&s->seed) % DOGS, s->next % 2 ? "entry" : "exit", s->number,
			 s->next, s->number);
		if (!station_ask(fd, line, answer, sizeof(answer)))
			break;
		s->next++;
		s->answered = s->next;
		atomic_fetch_add(s->live, 1);
	}
	if (fd >= 0)
		close(fd);
	return NULL;
}

static void run_round(struct bench_station *station, struct sender *senders, uint32_t *seed)
{
	int first = station_run(station);
	pthread_t threads[SENDERS];
	atomic_int live = 0;
	int wanted = 1 + (int)(next_random(seed) % 400);
	int64_t until = help_now_ms() + DEADLINE_MS;

	for (int i = 0; i < SENDERS; i++) {
		senders[i].live = &live;
		assert_int_equal(pthread_create(&threads[i], NULL, send_events, &senders[i]), 0);
	}
	while (atomic_load(&live) < wanted && help_now_ms() < until)
		help_breathe();
	station_end(station, SIGKILL);
	for (int i = 0; i < SENDERS; i++)
		pthread_join(threads[i], NULL);
	close(first);
}

static int count_of(const char *text, const char *what)
{
	int n = 0;

	for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
		n++;
	return n;
}

static void check_log(const struct sender *senders)
{
	static const char *const log_words[] = { "log", NULL };
	static const char *const verify_words[] = { "verify", NULL };
	char *log = malloc(LOG_SIZE);
	char verdict[4096];

	assert_non_null(log);
	assert_int_equal(station_command(log_words, NULL, log, LOG_SIZE), 0);
	for (int i = 0; i < SENDERS; i++) {
		for (int k = 0; k < senders[i].answered; k++) {
			char id[64];

			snprintf(id, sizeof(id), "\"id\":\"s%d-%d\"", i, k);
			if (count_of(log, id) != 1)
				fail_msg("%s stands %d times in the log", id, count_of(log, id));
		}
	}
	if (station_command(verify_words, NULL, verdict, sizeof(verdict)) != 0)
		fail_msg("%s", verdict);
	free(log);
}

static void what_was_answered_survives_kill_9(void **state)
{
	static const char *const import[] = { "dogs", "import", "-", NULL };
	struct bench_station station;
	struct sender senders[SENDERS];
	char csv[1024] = "id,name\n";
	uint32_t seed = (uint32_t)getpid();

	(void)state;
	print_message("seed %u\n", seed);
	station_folder(&station);
	for (int i = 0; i < DOGS; i++)
		snprintf(csv + strlen(csv), sizeof(csv) - strlen(csv), "p-%02d,Perro %d\n", i, i);
	assert_int_equal(station_command(import, csv, NULL, 0), 0);
	for (int i = 0; i < SENDERS; i++)
		senders[i] = (struct sender){ &station, i, 0, 0, seed + (uint32_t)i, NULL };
	for (int round = 0; round < ROUNDS; round++) {
		run_round(&station, senders, &seed);
		if (round % 5 == 4)
			check_log(senders);
	}
	print_message("%d events were answered in %d lives\n",
		      senders[0].answered + senders[1].answered + senders[2].answered, ROUNDS);
	assert_true(senders[0].answered + senders[1].answered + senders[2].answered > ROUNDS);
	station_remove(&station);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_answered_survives_kill_9),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
