/*
 * access - what other threads and processes ask of a station. See station.h.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "paseo/queue/codec.h"
#include "paseo/station/lock.h"
#include "paseo/station/turn.h"

int station_watch(struct station *s, struct mailbox *m)
{
	struct watcher *w = calloc(1, sizeof(*w));

	if (!w)
		return ERR_NOMEM;
	w->mailbox = m;
	w->fresh = true;
	pthread_mutex_lock(&s->lock);
	w->next = s->watchers;
	s->watchers = w;
	pthread_mutex_unlock(&s->lock);
	loop_wake(s->loop);
	return 0;
}

void station_unwatch(struct station *s, struct mailbox *m)
{
	pthread_mutex_lock(&s->lock);
	for (struct watcher **p = &s->watchers; *p; p = &(*p)->next) {
		if ((*p)->mailbox == m) {
			struct watcher *w = *p;

			*p = w->next;
			free(w);
			break;
		}
	}
	pthread_mutex_unlock(&s->lock);
}

int station_send(struct station *s, const char *json, size_t len, struct fault *f)
{
	struct queued item = { .event = NULL };
	int code = codec_read(json, len, &item.event, f);

	if (code)
		return code;
	code = codec_set_peer(item.event, s->uid, s->user);
	if (code == 0)
		code = queue_push(s->queue, &item);
	if (code)
		event_free(&item.event);
	return code;
}

int station_connect(struct station *s)
{
	int pair[2];
	bool kept = false;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -1;
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; !kept && i < sizeof(s->adopt) / sizeof(s->adopt[0]); i++) {
		if (s->adopt[i] < 0) {
			s->adopt[i] = pair[0];
			kept = true;
		}
	}
	pthread_mutex_unlock(&s->lock);
	if (!kept) {
		close(pair[0]);
		close(pair[1]);
		return -1;
	}
	loop_wake(s->loop);
	return pair[1];
}

struct queue *station_queue(struct station *s)
{
	return s->queue;
}

struct stream *station_stream(struct station *s)
{
	return s->stream;
}

void station_say_health(struct station *s, enum health_part part, const char *text)
{
	pthread_mutex_lock(&s->lock);
	s->said[part].part = part;
	s->said[part].good = !text[0];
	(void)snprintf(s->said[part].text, sizeof(s->said[part].text), "%s", text);
	s->is_said[part] = true;
	pthread_mutex_unlock(&s->lock);
	loop_wake(s->loop);
}

int station_holder(const char *lock_path, int *pid, char socket[PATH_SIZE])
{
	return lock_holder(lock_path, pid, socket);
}
