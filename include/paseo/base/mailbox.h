/*
 * mailbox - hands messages from one thread to another, in order.
 *
 * Any thread may put; one thread takes. The taker waits on mailbox_wait(), or
 * polls mailbox_fd() (readable while something waits). A mailbox with a limit
 * refuses when full: who put gives the taker a fresh load instead of every message.
 */
#ifndef PASEO_BASE_MAILBOX_H
#define PASEO_BASE_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mailbox;

/* limit: most messages that wait, 0 for no limit. NULL: no memory or descriptor. */
struct mailbox *mailbox_new(size_t limit);
/* Frees what still waits with free_message (may be NULL). */
void mailbox_free(struct mailbox **m, void (*free_message)(void *));

/* 0, ERR_FULL (the message stays the caller's), ERR_NOMEM. */
int mailbox_put(struct mailbox *m, void *message);

/* The oldest message, or NULL when none waits. */
void *mailbox_take(struct mailbox *m);

/* Wait until something can be taken or the timeout passes (-1: for ever). False: timeout. */
bool mailbox_wait(struct mailbox *m, int timeout_ms);

int mailbox_fd(const struct mailbox *m);
size_t mailbox_count(struct mailbox *m);

#endif
