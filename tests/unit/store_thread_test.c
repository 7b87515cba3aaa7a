/* The store's thread: batches, a locked or full disk, checkpoints, the end. */
#include <config.h>

#include "store_help.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "paseo/store/reader.h"

#define DEADLINE_S 20

/* A store that runs, and word from it. */
struct running {
	struct store *store;
	uint64_t put;
	pthread_mutex_t lock;
	pthread_cond_t told;
	unsigned count;
};

static void hear(void *ctx)
{
	struct running *r = ctx;

	(void)pthread_mutex_lock(&r->lock);
	r->count++;
	(void)pthread_cond_broadcast(&r->told);
	(void)pthread_mutex_unlock(&r->lock);
}

static void start(struct running *r, const char *path)
{
	memset(r, 0, sizeof(*r));
	(void)pthread_mutex_init(&r->lock, NULL);
	(void)pthread_cond_init(&r->told, NULL);
	r->store = open_store(path);
	r->put = store_seq(r->store);
	assert_int_equal(store_start(r->store, hear, r), 0);
}

static void stop(struct running *r, int wait_ms)
{
	store_close(&r->store, wait_ms);
	(void)pthread_cond_destroy(&r->told);
	(void)pthread_mutex_destroy(&r->lock);
}

/* Wait for word until the figures are as wanted. */
static struct store_figures await(struct running *r,
				  bool (*wanted)(const struct store_figures *f, uint64_t number),
				  uint64_t number)
{
	struct store_figures figures;
	struct timespec deadline;

	(void)clock_gettime(CLOCK_REALTIME, &deadline);
	deadline.tv_sec += DEADLINE_S;
	(void)pthread_mutex_lock(&r->lock);
	for (;;) {
		store_figures(r->store, &figures);
		if (wanted(&figures, number))
			break;
		if (pthread_cond_timedwait(&r->told, &r->lock, &deadline) == ETIMEDOUT) {
			(void)pthread_mutex_unlock(&r->lock);
			fail_msg("applied %llu, safe %llu, waiting %llu, code %d: %s",
				 (unsigned long long)figures.applied_seq,
				 (unsigned long long)figures.safe_seq,
				 (unsigned long long)figures.waiting, figures.code, figures.text);
		}
	}
	(void)pthread_mutex_unlock(&r->lock);
	return figures;
}

static bool applied(const struct store_figures *f, uint64_t seq)
{
	return f->applied_seq == seq && f->waiting == 0 && f->code == 0;
}

static bool safe(const struct store_figures *f, uint64_t seq)
{
	return f->safe_seq == seq;
}

static bool some_are_safe(const struct store_figures *f, uint64_t seq)
{
	(void)seq;
	return f->safe_seq > 0;
}

static bool failing(const struct store_figures *f, uint64_t waiting)
{
	return f->code != 0 && f->waiting == waiting;
}

static bool any_trouble(const struct store_figures *f, uint64_t number)
{
	(void)number;
	return f->code != 0;
}

/* One list with one event of that number, whose text is so long. */
static struct changes *new_list(uint64_t seq, size_t len)
{
	struct changes *c = changes_new();
	struct logged *l;

	assert_non_null(c);
	l = changes_add(c, CHANGE_EVENT)->as.event;
	l->answer.seq = seq;
	l->json = malloc(len + 1);
	assert_non_null(l->json);
	memset(l->json, 'x', len);
	l->json[len] = '\0';
	l->json_len = len;
	l->chain = seq * 3;
	return c;
}

static void put(struct running *r, uint64_t count, size_t len)
{
	for (uint64_t i = 0; i < count; i++)
		assert_int_equal(store_put(r->store, new_list(++r->put, len)), 0);
}

static uint64_t seq_in(struct reader *r)
{
	uint64_t seq;

	assert_int_equal(reader_seq(r, &seq), 0);
	return seq;
}

static struct reader *open_reader(const char *path)
{
	struct reader *r = NULL;
	struct fault f = { "" };

	if (reader_open(path, &r, &f) != 0)
		fail_msg("%s", f.text);
	return r;
}

static void what_is_put_is_written(void **state)
{
	struct running r;

	start(&r, db_of(state));
	put(&r, 3000, 20);
	await(&r, applied, 3000);
	stop(&r, 0);
	assert_int_equal(ask_path(db_of(state), "SELECT count(*) FROM event"), 3000);
	assert_int_equal(ask_path(db_of(state), "SELECT chain FROM meta"), 9000);
}

static void a_locked_database_delays_and_loses_nothing(void **state)
{
	struct store_figures figures;
	struct running r;
	sqlite3 *db;

	start(&r, db_of(state));
	db = open_raw(db_of(state));
	run_raw(db, "BEGIN IMMEDIATE");
	put(&r, 1, 20);
	figures = await(&r, failing, 1);
	assert_int_equal(figures.code, ERR_BUSY);
	assert_string_equal(figures.text,
			    "The database is locked by another program. The desk goes "
			    "on; 1 event waits.");
	put(&r, 2499, 20);
	figures = await(&r, failing, 2500);
	assert_non_null(strstr(figures.text, "2500 events wait."));
	assert_int_equal(figures.applied_seq, 0);
	run_raw(db, "COMMIT");
	figures = await(&r, applied, 2500);
	assert_string_equal(figures.text, "");
	(void)sqlite3_close(db);
	stop(&r, 0);
	assert_int_equal(ask_path(db_of(state), "SELECT count(*) FROM event"), 2500);
}

static void a_disk_that_takes_no_more_delays_and_loses_nothing(void **state)
{
	struct store_figures figures;
	struct rlimit before;
	struct rlimit tight;
	struct running r;

	(void)signal(SIGXFSZ, SIG_IGN);
	start(&r, db_of(state));
	put(&r, 1, 20);
	await(&r, applied, 1);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	tight = before;
	tight.rlim_cur = 200 * 1024;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	put(&r, 20, 50 * 1024);
	figures = await(&r, any_trouble, 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(figures.code, ERR_IO);
	assert_int_equal(figures.applied_seq + figures.waiting, 21);
	assert_true(figures.waiting > 0);
	await(&r, applied, 21);
	stop(&r, 0);
	assert_int_equal(ask_path(db_of(state), "SELECT count(*) FROM event"), 21);
}

static void an_event_that_can_never_go_in_is_told_and_stops_what_follows(void **state)
{
	struct store_figures figures;
	struct running r;

	start(&r, db_of(state));
	put(&r, 5, 20);
	r.put++; /* one is lost on the way */
	put(&r, 5, 20);
	figures = await(&r, failing, 5);
	assert_int_equal(figures.code, ERR_CORRUPT);
	assert_int_equal(figures.applied_seq, 5);
	assert_non_null(strstr(figures.text, "paseo verify"));
	stop(&r, 60000); /* waits for nothing */
	assert_int_equal(ask_path(db_of(state), "SELECT max(seq) FROM event"), 5);
}

static void events_are_safe_only_after_a_checkpoint(void **state)
{
	struct store_figures figures;
	struct running r;

	start(&r, db_of(state));
	put(&r, 10, 20);
	figures = await(&r, applied, 10);
	assert_int_equal(figures.safe_seq, 0);
	store_want_checkpoint(r.store);
	await(&r, safe, 10);
	put(&r, 1, 20);
	figures = await(&r, applied, 11);
	assert_int_equal(figures.safe_seq, 10);
	stop(&r, 0);
}

/* The journal fills while the database is locked: that is when it is asked for. */
static void a_checkpoint_wanted_while_locked_is_not_forgotten(void **state)
{
	struct running r;
	sqlite3 *db;

	start(&r, db_of(state));
	db = open_raw(db_of(state));
	run_raw(db, "BEGIN IMMEDIATE");
	put(&r, 5, 20);
	await(&r, failing, 5);
	store_want_checkpoint(r.store);
	run_raw(db, "COMMIT");
	await(&r, safe, 5);
	(void)sqlite3_close(db);
	stop(&r, 0);
}

static void a_checkpoint_that_a_reader_cuts_short_makes_nothing_safe(void **state)
{
	struct reader *reader;
	struct store_figures figures;
	unsigned count;
	struct running r;

	start(&r, db_of(state));
	put(&r, 1, 20);
	await(&r, applied, 1);
	reader = open_reader(db_of(state));
	assert_int_equal(reader_hold(reader), 0);
	put(&r, 1, 20);
	await(&r, applied, 2);
	(void)pthread_mutex_lock(&r.lock);
	count = r.count;
	store_want_checkpoint(r.store);
	while (r.count == count)
		(void)pthread_cond_wait(&r.told, &r.lock);
	(void)pthread_mutex_unlock(&r.lock);
	store_figures(r.store, &figures);
	assert_int_equal(figures.safe_seq, 0);
	assert_int_equal(figures.code, 0);
	assert_int_equal(seq_in(reader), 1);
	assert_int_equal(reader_release(reader), 0);
	/* It is still wanted, and comes by itself. */
	await(&r, safe, 2);
	reader_close(&reader);
	stop(&r, 0);
}

static void a_log_that_has_grown_is_checkpointed(void **state)
{
	struct running r;

	start(&r, db_of(state));
	put(&r, 200, 64 * 1024);
	await(&r, some_are_safe, 0);
	stop(&r, 0);
}

/* As a crash leaves it: the file and its log as they are. */
static void copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb");
	FILE *out = fopen(to, "wb");
	char bytes[65536];
	size_t n;

	assert_non_null(in);
	assert_non_null(out);
	while ((n = fread(bytes, 1, sizeof(bytes), in)) > 0)
		assert_int_equal(fwrite(bytes, 1, n, out), n);
	assert_int_equal(fclose(out), 0);
	(void)fclose(in);
}

static void what_a_crash_left_in_the_log_is_made_safe_at_the_start(void **state)
{
	struct store_figures figures;
	struct running r;
	char from[160];
	char copy[160];
	char to[200];

	start(&r, db_of(state));
	put(&r, 10, 20);
	await(&r, applied, 10);
	(void)snprintf(from, sizeof(from), "%s-wal", db_of(state));
	(void)snprintf(copy, sizeof(copy), "%s-copy", db_of(state));
	(void)snprintf(to, sizeof(to), "%s-wal", copy);
	copy_file(db_of(state), copy);
	copy_file(from, to);
	stop(&r, 0);
	assert_int_equal(unlink(db_of(state)), 0);
	start(&r, copy);
	store_figures(r.store, &figures);
	assert_int_equal(figures.applied_seq, 10);
	assert_int_equal(figures.safe_seq, 10);
	stop(&r, 0);
}

static void the_end_writes_what_waits_and_empties_the_log(void **state)
{
	struct running r;
	char wal[160];

	start(&r, db_of(state));
	put(&r, 5000, 20);
	stop(&r, 0);
	(void)snprintf(wal, sizeof(wal), "%s-wal", db_of(state));
	assert_int_equal(access(wal, F_OK), -1);
	assert_int_equal(ask_path(db_of(state), "SELECT count(*) FROM event"), 5000);
}

static void the_end_does_not_wait_for_ever_for_a_lock(void **state)
{
	const int64_t began_ms = clock_monotonic_ms();
	struct running r;
	sqlite3 *db;

	start(&r, db_of(state));
	db = open_raw(db_of(state));
	run_raw(db, "BEGIN IMMEDIATE");
	put(&r, 5, 20);
	stop(&r, 300);
	assert_true(clock_monotonic_ms() - began_ms >= 300);
	assert_true(clock_monotonic_ms() - began_ms < DEADLINE_S * SECOND_MS);
	run_raw(db, "COMMIT");
	assert_int_equal(ask_raw(db, "SELECT seq FROM meta"), 0);
	(void)sqlite3_close(db);
}

static void a_reader_sees_what_is_committed_while_another_writes(void **state)
{
	struct reader *reader;
	struct running r;
	sqlite3 *db;

	start(&r, db_of(state));
	put(&r, 5, 20);
	await(&r, applied, 5);
	db = open_raw(db_of(state));
	run_raw(db, "BEGIN IMMEDIATE; UPDATE meta SET seq = 99");
	reader = open_reader(db_of(state));
	assert_int_equal(seq_in(reader), 5);
	run_raw(db, "ROLLBACK");
	(void)sqlite3_close(db);

	assert_int_equal(reader_hold(reader), 0);
	put(&r, 5, 20);
	await(&r, applied, 10);
	assert_int_equal(seq_in(reader), 5);
	assert_int_equal(reader_release(reader), 0);
	assert_int_equal(seq_in(reader), 10);
	reader_close(&reader);
	stop(&r, 0);
}

static void a_database_without_its_log_can_be_read(void **state)
{
	struct reader *reader;
	struct running r;

	start(&r, db_of(state));
	put(&r, 5, 20);
	stop(&r, 0);
	reader = open_reader(db_of(state));
	assert_int_equal(seq_in(reader), 5);
	reader_close(&reader);
	/* And written afterwards. */
	start(&r, db_of(state));
	put(&r, 1, 20);
	await(&r, applied, 6);
	stop(&r, 0);
}

static void a_store_that_never_started_can_be_closed(void **state)
{
	struct store *s = open_store(db_of(state));

	assert_int_equal(store_put(s, new_list(1, 20)), 0);
	store_want_checkpoint(s);
	store_close(&s, 1000);
	assert_int_equal(ask_path(db_of(state), "SELECT seq FROM meta"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(what_is_put_is_written),
		STORE_TEST(a_locked_database_delays_and_loses_nothing),
		STORE_TEST(a_disk_that_takes_no_more_delays_and_loses_nothing),
		STORE_TEST(an_event_that_can_never_go_in_is_told_and_stops_what_follows),
		STORE_TEST(events_are_safe_only_after_a_checkpoint),
		STORE_TEST(a_checkpoint_wanted_while_locked_is_not_forgotten),
		STORE_TEST(a_checkpoint_that_a_reader_cuts_short_makes_nothing_safe),
		STORE_TEST(a_log_that_has_grown_is_checkpointed),
		STORE_TEST(what_a_crash_left_in_the_log_is_made_safe_at_the_start),
		STORE_TEST(the_end_writes_what_waits_and_empties_the_log),
		STORE_TEST(the_end_does_not_wait_for_ever_for_a_lock),
		STORE_TEST(a_reader_sees_what_is_committed_while_another_writes),
		STORE_TEST(a_database_without_its_log_can_be_read),
		STORE_TEST(a_store_that_never_started_can_be_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
