/*
 * past - see the header.
 */
#include <config.h>

#include "paseo/station/past.h"

/* Not held from one reading to the next but while there is more: a database that was put in the place of
 * another is then the one that is read. */
static void let_go(void *ctx)
{
	struct past *p = ctx;

	reader_close(&p->reader);
}

static int read_on(void *ctx, uint64_t since, uint64_t limit, stream_row *row, void *row_ctx)
{
	struct past *p = ctx;
	int code = p->reader ? 0 : reader_open(p->db, &p->reader, NULL);

	if (code == 0)
		code = reader_stream(p->reader, since, limit, row, row_ctx);
	if (code < 0)
		reader_close(&p->reader);
	return code;
}

struct stream_source past_source(struct past *p, const char *db)
{
	p->db = db;
	p->reader = NULL;
	return (struct stream_source){ read_on, let_go, p };
}
