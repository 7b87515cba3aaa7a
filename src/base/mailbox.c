/*
 * A ring that grows, a lock, and two ways to wait for it: a condition, and an
 * eventfd for those who poll other things too. The eventfd is written when the
 * first message comes and read when the last one goes, both under the lock, so it
 * is readable exactly while something waits.
 */
#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "paseo/base/error.h"
#include "paseo/base/mailbox.h"

#define FIRST_ROOM 16

struct mailbox {
	pthread_mutex_t lock;
	pthread_cond_t came;
	int fd;
	size_t limit;
	/* All below under the lock. */
	void **ring;
	size_t room; /* of ring: a power of two */
	size_t first;
	size_t count;
};

static int init_condition(pthread_cond_t *c)
{
	pthread_condattr_t attr;
	int err;

	if (pthread_condattr_init(&attr) != 0)
		return ERR_NOMEM;
	err = pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	if (!err)
		err = pthread_cond_init(c, &attr);
	(void)pthread_condattr_destroy(&attr);
	return err ? ERR_NOMEM : 0;
}

struct mailbox *mailbox_new(size_t limit)
{
	struct mailbox *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL;
	m->limit = limit;
	m->room = FIRST_ROOM;
	m->ring = calloc(m->room, sizeof(*m->ring));
	m->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (!m->ring || m->fd < 0 || init_condition(&m->came) != 0)
		goto fail;
	(void)pthread_mutex_init(&m->lock, NULL);
	return m;
fail:
	if (m->fd >= 0)
		(void)close(m->fd);
	free(m->ring);
	free(m);
	return NULL;
}

void mailbox_free(struct mailbox **m, void (*free_message)(void *))
{
	struct mailbox *box;
	void *message;

	if (!m || !*m)
		return;
	box = *m;
	while ((message = mailbox_take(box)) != NULL) {
		if (free_message)
			free_message(message);
	}
	(void)pthread_cond_destroy(&box->came);
	(void)pthread_mutex_destroy(&box->lock);
	(void)close(box->fd);
	free(box->ring);
	free(box);
	*m = NULL;
}

/* Twice the room, the messages in order from its start. */
static int grow(struct mailbox *m)
{
	void **bigger = calloc(m->room * 2, sizeof(*bigger));

	if (!bigger)
		return ERR_NOMEM;
	for (size_t i = 0; i < m->count; i++)
		bigger[i] = m->ring[(m->first + i) & (m->room - 1)];
	free(m->ring);
	m->ring = bigger;
	m->room *= 2;
	m->first = 0;
	return 0;
}

static int put_locked(struct mailbox *m, void *message)
{
	const uint64_t one = 1;

	if (m->limit > 0 && m->count >= m->limit)
		return ERR_FULL;
	if (m->count == m->room && grow(m) != 0)
		return ERR_NOMEM;
	m->ring[(m->first + m->count) & (m->room - 1)] = message;
	if (m->count++ == 0) {
		while (write(m->fd, &one, sizeof(one)) < 0 && errno == EINTR)
			;
	}
	(void)pthread_cond_signal(&m->came);
	return 0;
}

int mailbox_put(struct mailbox *m, void *message)
{
	int err;

	(void)pthread_mutex_lock(&m->lock);
	err = put_locked(m, message);
	(void)pthread_mutex_unlock(&m->lock);
	return err;
}

void *mailbox_take(struct mailbox *m)
{
	void *message = NULL;
	uint64_t counter;

	(void)pthread_mutex_lock(&m->lock);
	if (m->count > 0) {
		message = m->ring[m->first];
		m->first = (m->first + 1) & (m->room - 1);
		if (--m->count == 0) {
			while (read(m->fd, &counter, sizeof(counter)) < 0 && errno == EINTR)
				;
		}
	}
	(void)pthread_mutex_unlock(&m->lock);
	return message;
}

/* The monotonic clock so many milliseconds from now. */
static struct timespec deadline_after(int timeout_ms)
{
	struct timespec at = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += timeout_ms / 1000;
	at.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_nsec -= 1000000000;
		at.tv_sec++;
	}
	return at;
}

bool mailbox_wait(struct mailbox *m, int timeout_ms)
{
	struct timespec deadline = deadline_after(timeout_ms < 0 ? 0 : timeout_ms);
	bool waiting;
	int err = 0;

	(void)pthread_mutex_lock(&m->lock);
	while (m->count == 0 && err == 0) {
		if (timeout_ms < 0)
			err = pthread_cond_wait(&m->came, &m->lock);
		else
			err = pthread_cond_timedwait(&m->came, &m->lock, &deadline);
	}
	waiting = m->count > 0;
	(void)pthread_mutex_unlock(&m->lock);
	return waiting;
}

int mailbox_fd(const struct mailbox *m)
{
	return m->fd;
}

size_t mailbox_count(struct mailbox *m)
{
	size_t count;

	(void)pthread_mutex_lock(&m->lock);
	count = m->count;
	(void)pthread_mutex_unlock(&m->lock);
	return count;
}
