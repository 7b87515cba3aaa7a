/*
 * rows - the structs of queue/ and brain/ as rows: bound for writing, read back.
 *
 * The order of columns is that of statements.c. Reading cleans text and turns names that nobody
 * knows into the first value of their enumeration: verify finds those, a report shows what it can.
 */
#ifndef PASEO_STORE_ROWS_H
#define PASEO_STORE_ROWS_H

#include "paseo/brain/change.h"
#include "paseo/store/sql.h"

/* Codes of one dog or volunteer with blanks between, cut where longer. */
#define ROW_CODES_SIZE 4096

/* 0, or an error of making the text of the warnings. */
int row_put_event(struct sql *s, const struct logged *l);
int row_put_unstreamed(struct sql *s, uint64_t seq);
int row_put_dog(struct sql *s, const struct dog *d);
/* ERR_INVALID: no such dog. */
int row_put_now(struct sql *s, const struct dog_now *n);
int row_put_walk(struct sql *s, const struct walk *w);
int row_drop_walk(struct sql *s, const struct walk *w);
int row_put_volunteer(struct sql *s, const struct volunteer *v);
int row_put_tag(struct sql *s, const struct tag *t);
/* One that is no pair any more has no row. */
int row_put_pair(struct sql *s, const struct pair *p);
/* One that is revoked has no row. */
int row_put_token(struct sql *s, const struct token *t);
int row_put_decision(struct sql *s, const struct decision *d);
int row_put_closing(struct sql *s, const struct closing *c);
int row_put_settings(struct sql *s, const struct settings *settings);

/* json is borrowed until the next step. */
void row_take_event(struct statement *q, struct logged *l);
void row_take_dog(struct statement *q, struct dog *d, struct dog_now *now);
void row_take_walk(struct statement *q, struct walk *w);
void row_take_volunteer(struct statement *q, struct volunteer *v);
void row_take_tag(struct statement *q, struct tag *t);
void row_take_pair(struct statement *q, struct pair *p);
void row_take_token(struct statement *q, struct token *t);
void row_take_decision(struct statement *q, struct decision *d);
void row_take_closing(struct statement *q, struct closing *c);

#endif
