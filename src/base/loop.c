/*
 * A turn of libuv's loop is: timers, wait for descriptors and call their readers
 * (poll), check, closing. Our turn is a check handle, so it comes after every
 * wait, whoever ended it.
 *
 * What is written to a connection is gathered in `out` and goes out after the turn
 * callback: straight away as far as the socket takes it, the rest as the one
 * uv_write in flight, while `out` gathers anew.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "paseo/base/buffer.h"
#include "paseo/base/local.h"
#include "paseo/base/log.h"
#include "paseo/base/loop.h"
#include "paseo/base/text.h"

/* What one reading may add to what a connection has sent and nobody has taken yet. */
#define READ_SIZE 16384
#define BACKLOG 128
/* Connections that are taken before the others have their turn, however fast more come. */
#define TAKEN_MAX 32

static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
#define CAUGHT_COUNT (sizeof(caught) / sizeof(caught[0]))

/* Of its own, since libuv closes it later than loop_unlisten() returns. */
struct listener {
	uv_pipe_t pipe;
	char path[LOCAL_PATH_SIZE];
	dev_t device;
	ino_t inode;
	int taken;  /* connections since the last turn */
	bool waits; /* there is one more to be taken */
};

struct loop {
	uv_loop_t uv;
	uv_async_t wake;
	uv_check_t check;
	uv_timer_t timer;
	uv_signal_t signals[CAUGHT_COUNT];
	struct loop_calls calls;
	void *ctx;
	struct listener *listener;
	struct loop_conn *unsent; /* those with something in out, by next_unsent */
	struct loop_conn **unsent_end;
	atomic_bool stopping;
	bool freeing;
	char read_data[READ_SIZE];
};

struct loop_conn {
	uv_pipe_t pipe;
	uv_write_t write;
	struct loop *loop;
	struct loop_conn *next_unsent;
	struct buffer out;
	struct buffer flight;
	void *data;
	bool opened;  /* the user knows of it */
	bool ended;   /* the other side sends no more */
	bool leaving; /* close when all is out */
	bool unsent;
	bool writing; /* flight is libuv's */
};

static uv_stream_t *stream_of(const struct loop_conn *c)
{
	return (uv_stream_t *)&c->pipe;
}

static int error_from_uv(int err)
{
	return error_from_errno(-err);
}

/* It may have been written to after the turn's end, and closed at once. */
static void forget_unsent(struct loop_conn *c)
{
	struct loop_conn **p = &c->loop->unsent;

	if (!c->unsent)
		return;
	while (*p && *p != c)
		p = &(*p)->next_unsent;
	if (!*p)
		return;
	*p = c->next_unsent;
	if (!*p)
		c->loop->unsent_end = p;
}

/* libuv has let go of the handle, which is the first member of c. */
static void conn_gone(uv_handle_t *handle)
{
	struct loop_conn *c = handle->data;
	struct loop *l = c->loop;

	if (c->opened && l->calls.closed)
		l->calls.closed(l->ctx, c);
	forget_unsent(c);
	buffer_free(&c->out);
	buffer_free(&c->flight);
	free(c);
	/* This comes after the turn's end: what closed() wrote or changed needs another. */
	if (!l->freeing)
		loop_wake(l);
}

void loop_conn_drop(struct loop_conn *c)
{
	uv_handle_t *handle = (uv_handle_t *)&c->pipe;

	if (!uv_is_closing(handle))
		uv_close(handle, conn_gone);
}

/* Put c among those to be sent at the end of the turn: first written to, first sent. */
static void mark_unsent(struct loop_conn *c)
{
	if (c->unsent)
		return;
	c->unsent = true;
	c->next_unsent = NULL;
	*c->loop->unsent_end = c;
	c->loop->unsent_end = &c->next_unsent;
}

static void write_done(uv_write_t *request, int status)
{
	struct loop_conn *c = request->data;

	c->writing = false;
	buffer_empty(&c->flight);
	if (status < 0)
		loop_conn_drop(c);
	else if (c->out.len > 0 || c->leaving)
		mark_unsent(c);
}

/* Hand the rest of out to libuv, which writes it when the socket takes more. */
static void write_later(struct loop_conn *c, size_t sent)
{
	struct buffer empty = c->flight;
	uv_buf_t piece = { .base = c->out.data + sent, .len = c->out.len - sent };

	c->flight = c->out;
	c->out = empty;
	c->write.data = c;
	if (uv_write(&c->write, stream_of(c), &piece, 1, write_done) == 0)
		c->writing = true;
	else
		loop_conn_drop(c);
}

static void flush(struct loop_conn *c)
{
	uv_buf_t piece = { .base = c->out.data, .len = c->out.len };
	size_t sent = 0;
	int n;

	if (uv_is_closing((uv_handle_t *)&c->pipe) || c->writing)
		return;
	if (c->out.len > 0) {
		n = uv_try_write(stream_of(c), &piece, 1);
		if (n < 0 && n != UV_EAGAIN) {
			loop_conn_drop(c);
			return;
		}
		sent = n > 0 ? (size_t)n : 0;
	}
	if (sent < c->out.len) {
		write_later(c, sent);
		return;
	}
	buffer_empty(&c->out);
	if (c->leaving)
		loop_conn_drop(c);
}

void loop_flush(struct loop *l)
{
	struct loop_conn *c;

	while ((c = l->unsent) != NULL) {
		l->unsent = c->next_unsent;
		if (!l->unsent)
			l->unsent_end = &l->unsent;
		c->unsent = false;
		flush(c);
	}
}

/* Below, where connections are taken. */
static void turn(uv_check_t *check);

static void woken(uv_async_t *wake)
{
	(void)wake; /* to have woken is all */
}

static void signal_came(uv_signal_t *handle, int number)
{
	struct loop *l = handle->data;

	if (l->calls.signalled)
		l->calls.signalled(l->ctx, number);
}

struct loop *loop_new(const struct loop_calls *calls, void *ctx)
{
	struct loop *l = calloc(1, sizeof(*l));

	if (!l)
		return NULL;
	(void)signal(SIGPIPE, SIG_IGN);
	l->unsent_end = &l->unsent;
	l->calls = *calls;
	l->ctx = ctx;
	atomic_init(&l->stopping, false);
	if (uv_loop_init(&l->uv) != 0) {
		free(l);
		return NULL;
	}
	if (uv_async_init(&l->uv, &l->wake, woken) != 0) {
		(void)uv_loop_close(&l->uv);
		free(l);
		return NULL;
	}
	/* These cannot fail. */
	(void)uv_check_init(&l->uv, &l->check);
	(void)uv_check_start(&l->check, turn);
	l->check.data = l;
	(void)uv_timer_init(&l->uv, &l->timer);
	l->timer.data = l;
	return l;
}

static void close_any(uv_handle_t *handle, void *ctx)
{
	(void)ctx;
	if (uv_is_closing(handle))
		return;
	/* Of all kinds only connections are pipes: the listener is closed by then. */
	uv_close(handle, handle->type == UV_NAMED_PIPE ? conn_gone : NULL);
}

void loop_free(struct loop **l)
{
	struct loop *loop;

	if (!l || !*l)
		return;
	loop = *l;
	loop->freeing = true;
	loop_unlisten(loop);
	uv_walk(&loop->uv, close_any, NULL);
	loop->unsent = NULL;
	loop->unsent_end = &loop->unsent;
	(void)uv_run(&loop->uv, UV_RUN_DEFAULT);
	if (uv_loop_close(&loop->uv) != 0)
		log_warn("loop: handles were left open");
	free(loop);
	*l = NULL;
}

void loop_run(struct loop *l)
{
	if (l->unsent || atomic_load(&l->stopping))
		loop_wake(l);
	(void)uv_run(&l->uv, UV_RUN_DEFAULT);
	atomic_store(&l->stopping, false);
}

void loop_stop(struct loop *l)
{
	atomic_store(&l->stopping, true);
	loop_wake(l);
}

void loop_wake(struct loop *l)
{
	(void)uv_async_send(&l->wake);
}

/* The wait that follows must end at once: the turn comes after it. */
static void time_came(uv_timer_t *timer)
{
	loop_wake(timer->data);
}

void loop_wake_after(struct loop *l, int64_t ms)
{
	uint64_t due_ms = ms > 0 ? (uint64_t)ms : 0;

	if (!uv_is_active((uv_handle_t *)&l->timer) || uv_timer_get_due_in(&l->timer) > due_ms)
		(void)uv_timer_start(&l->timer, time_came, due_ms, 0);
}

int loop_catch_signals(struct loop *l)
{
	for (size_t i = 0; i < CAUGHT_COUNT; i++) {
		int err = 0;

		if (!l->signals[i].data) {
			err = uv_signal_init(&l->uv, &l->signals[i]);
			if (err)
				return error_from_uv(err);
			l->signals[i].data = l;
		}
		err = uv_signal_start(&l->signals[i], signal_came, caught[i]);
		if (err)
			return error_from_uv(err);
	}
	return 0;
}

static void lend_buffer(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
	struct loop_conn *c = handle->data;

	(void)suggested;
	*out = uv_buf_init(c->loop->read_data, READ_SIZE);
}

static void bytes_came(uv_stream_t *stream, ssize_t n, const uv_buf_t *piece)
{
	struct loop_conn *c = stream->data;
	struct loop *l = c->loop;

	if (n > 0) {
		if (l->calls.received)
			l->calls.received(l->ctx, c, piece->base, (size_t)n);
	} else if (n == UV_EOF) {
		c->ended = true;
		(void)uv_read_stop(stream);
		if (l->calls.ended)
			l->calls.ended(l->ctx, c);
	} else if (n < 0) {
		loop_conn_drop(c);
	}
}

/* A connection without a descriptor yet; only conn_gone() frees it. NULL: no memory. */
static struct loop_conn *conn_new(struct loop *l)
{
	struct loop_conn *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->loop = l;
	(void)uv_pipe_init(&l->uv, &c->pipe, 0);
	c->pipe.data = c;
	return c;
}

static int conn_open(struct loop_conn *c)
{
	struct loop *l = c->loop;
	int err = uv_read_start(stream_of(c), lend_buffer, bytes_came);

	if (err) {
		loop_conn_drop(c);
		return error_from_uv(err);
	}
	c->opened = true;
	if (l->calls.opened)
		l->calls.opened(l->ctx, c);
	return 0;
}

static void take_connection(struct loop *l, int err)
{
	struct loop_conn *c = NULL;

	if (!err) {
		c = conn_new(l);
		err = c ? uv_accept((uv_stream_t *)&l->listener->pipe, stream_of(c)) : UV_ENOMEM;
	}
	if (!err) {
		(void)conn_open(c);
		return;
	}
	log_warn("loop: cannot take a connection: %s", uv_strerror(err));
	if (c)
		loop_conn_drop(c);
}

/* libuv takes one after the other as long as they come; one that is not taken from it makes it stop. */
static void connection_came(uv_stream_t *server, int status)
{
	struct loop *l = server->data;

	if (status != 0 || l->listener->taken++ < TAKEN_MAX)
		take_connection(l, status);
	else
		l->listener->waits = true;
}

/* A turn has been: more may be taken. */
static void take_on(struct loop *l)
{
	struct listener *listener = l->listener;
	bool waits = listener && listener->waits;

	if (!listener)
		return;
	listener->taken = waits;
	listener->waits = false;
	if (waits)
		take_connection(l, 0);
}

static void turn(uv_check_t *check)
{
	struct loop *l = check->data;

	if (l->calls.turn)
		l->calls.turn(l->ctx);
	loop_flush(l);
	take_on(l);
	if (atomic_load(&l->stopping))
		uv_stop(&l->uv);
}

int loop_adopt(struct loop *l, int fd)
{
	struct loop_conn *c = conn_new(l);
	int err;

	if (!c) {
		(void)close(fd);
		return ERR_NOMEM;
	}
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	err = uv_pipe_open(&c->pipe, fd);
	if (err) {
		(void)close(fd);
		loop_conn_drop(c);
		return error_from_uv(err);
	}
	return conn_open(c);
}

static void listener_gone(uv_handle_t *handle)
{
	free(handle->data);
}

int loop_listen(struct loop *l, const char *path, const struct local_access *access,
		struct fault *f)
{
	struct listener *listener;
	struct stat st = { 0 };
	int fd, err;

	if (l->listener)
		return fault_set(f, ERR_EXISTS, "The loop listens already.");
	fd = local_bind(path, access, f);
	if (fd < 0)
		return fd;
	(void)lstat(path, &st);
	listener = calloc(1, sizeof(*listener));
	if (!listener) {
		(void)close(fd);
		(void)unlink(path);
		return fault_set(f, ERR_NOMEM, "No memory.");
	}
	listener->device = st.st_dev;
	listener->inode = st.st_ino;
	(void)text_copy(listener->path, sizeof(listener->path), path);
	(void)uv_pipe_init(&l->uv, &listener->pipe, 0);
	l->listener = listener;
	err = uv_pipe_open(&listener->pipe, fd);
	if (err)
		(void)close(fd);
	listener->pipe.data = l;
	if (!err)
		err = uv_listen((uv_stream_t *)&listener->pipe, BACKLOG, connection_came);
	if (err) {
		loop_unlisten(l);
		return fault_set(f, error_from_uv(err), "Cannot listen at '%s': %s.", path,
				 uv_strerror(err));
	}
	return 0;
}

void loop_unlisten(struct loop *l)
{
	struct listener *listener = l->listener;
	struct stat st;

	if (!listener)
		return;
	l->listener = NULL;
	if (lstat(listener->path, &st) == 0 && st.st_dev == listener->device &&
	    st.st_ino == listener->inode)
		(void)unlink(listener->path);
	listener->pipe.data = listener;
	uv_close((uv_handle_t *)&listener->pipe, listener_gone);
}

int loop_conn_write(struct loop_conn *c, const char *data, size_t len)
{
	int err;

	if (c->leaving || uv_is_closing((uv_handle_t *)&c->pipe))
		return ERR_CLOSED;
	err = buffer_add(&c->out, data, len);
	if (!err)
		mark_unsent(c);
	return err;
}

size_t loop_conn_pending(const struct loop_conn *c)
{
	return c->out.len + uv_stream_get_write_queue_size(stream_of(c));
}

void loop_conn_read(struct loop_conn *c, bool on)
{
	if (c->ended || c->leaving || uv_is_closing((uv_handle_t *)&c->pipe))
		return;
	(void)uv_read_stop(stream_of(c));
	if (on)
		(void)uv_read_start(stream_of(c), lend_buffer, bytes_came);
}

void loop_conn_close(struct loop_conn *c)
{
	if (c->leaving || uv_is_closing((uv_handle_t *)&c->pipe))
		return;
	c->leaving = true;
	(void)uv_read_stop(stream_of(c));
	if (loop_conn_pending(c) == 0)
		loop_conn_drop(c);
	else
		mark_unsent(c);
}

int loop_conn_fd(const struct loop_conn *c)
{
	int fd = -1;

	return uv_fileno((const uv_handle_t *)&c->pipe, &fd) == 0 ? fd : -1;
}

void loop_conn_leave(struct loop_conn *c)
{
	const size_t waits = uv_stream_get_write_queue_size(stream_of(c));
	const int fd = loop_conn_fd(c);
	bool whole = fd >= 0 && !uv_is_closing((uv_handle_t *)&c->pipe);

	if (whole && waits > 0)
		whole = local_leave(fd, c->flight.data + (c->flight.len - waits), waits);
	if (whole)
		(void)local_leave(fd, c->out.data, c->out.len);
	loop_conn_drop(c);
}

void loop_conn_set(struct loop_conn *c, void *data)
{
	c->data = data;
}

void *loop_conn_get(const struct loop_conn *c)
{
	return c->data;
}
