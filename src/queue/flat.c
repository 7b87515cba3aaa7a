/*
 * flat - goes through the tokens of an event once, with a frame for each container that is open.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/jscan.h"
#include "paseo/base/language.h"
#include "paseo/queue/flat.h"
#include "paseo/queue/number.h"

/* An object or array that is open. */
struct flat_frame {
	bool is_array;
	bool rooted; /* path is one, if an empty one */
	uint32_t place;
	uint32_t array; /* of an array: its number, and the next element */
	uint32_t element;
	size_t path_len;
	uint64_t hash;
};

/* Where the reader is: the path of the member that is being read. */
struct reader {
	struct flat *f;
	struct jscan scan;
	size_t depth;
	char *path;
	size_t path_len;
	uint64_t hash;
	char *spare; /* where the next string without its escapes goes */
};

struct value value_string(const char *text, size_t len)
{
	struct value v = { .kind = VALUE_STRING, .text = text, .len = len };

	address_read(text, len, &v.address);
	return v;
}

struct value value_number(const char *text, size_t len)
{
	struct value v = { .kind = VALUE_NUMBER, .text = text, .len = len };

	v.exact = number_read(text, len, &v.number);
	return v;
}

struct flat *flat_new(const struct paths *paths)
{
	struct flat *f = calloc(1, sizeof(*f));

	if (!f)
		return NULL;
	f->paths = paths;
	f->frames = malloc(JSCAN_DEPTH * sizeof(*f->frames));
	if (!f->frames)
		flat_free(&f);
	return f;
}

void flat_free(struct flat **f)
{
	if (!*f)
		return;
	free((*f)->values);
	free((*f)->places);
	free((*f)->heads);
	free((*f)->bytes);
	free((*f)->frames);
	free(*f);
	*f = NULL;
}

/* Forget the event before; room for the paths there are and for a text of this length. */
static int make_ready(struct flat *f, size_t len)
{
	size_t paths = paths_count(f->paths);

	f->value_count = 0;
	f->place_count = 0;
	f->array_count = 0;
	if (f->head_count < paths || f->event == UINT32_MAX) {
		free(f->heads);
		f->head_count = 0;
		f->heads = calloc(paths, sizeof(*f->heads));
		if (!f->heads)
			return ERR_NOMEM;
		f->head_count = paths;
		f->event = 0;
	}
	f->event++;
	if (f->bytes_room < 2 * len + 2) {
		char *more = malloc(2 * len + 2);

		if (!more)
			return ERR_NOMEM;
		free(f->bytes);
		f->bytes = more;
		f->bytes_room = 2 * len + 2;
	}
	return 0;
}

/* The place of a container that opens here: an element of the array around it, if that is one. */
static int open_place(struct flat *f, struct flat_frame *around, uint32_t *place)
{
	*place = around->place;
	if (!around->is_array)
		return 0;
	if (GROW(f, place) != 0)
		return ERR_NOMEM;
	f->places[f->place_count] =
		(struct flat_place){ around->place, around->array, around->element++ };
	*place = (uint32_t)f->place_count++;
	return 0;
}

static int open_frame(struct reader *r, bool is_array)
{
	struct flat_frame *frame = &r->f->frames[r->depth];
	int code = 0;

	frame->is_array = is_array;
	frame->rooted = r->depth > 0;
	frame->place = FLAT_NONE;
	if (r->depth > 0)
		code = open_place(r->f, frame - 1, &frame->place);
	if (is_array)
		frame->array = r->f->array_count++;
	frame->element = 0;
	frame->path_len = r->path_len;
	frame->hash = r->hash;
	r->depth++;
	return code;
}

/* The path of a member: that of its object, a dot, its name. */
static void enter_member(struct reader *r)
{
	const struct flat_frame *frame = &r->f->frames[r->depth - 1];
	size_t len = frame->path_len;
	size_t from = len;

	if (frame->rooted)
		r->path[len++] = '.';
	len += jscan_text(&r->scan, r->path + len);
	r->hash = paths_hash(frame->hash, r->path + from, len - from);
	r->path_len = len;
}

static struct value read_scalar(struct reader *r)
{
	struct jscan *s = &r->scan;
	struct value v = { .kind = VALUE_NULL, .text = s->from, .len = s->len };

	switch (s->token) {
	case JTOKEN_STRING:
		if (s->escaped) {
			v.text = r->spare;
			v.len = jscan_text(s, r->spare);
			r->spare += v.len;
		}
		return value_string(v.text, v.len);
	case JTOKEN_NUMBER:
		return value_number(s->from, s->len);
	case JTOKEN_TRUE:
		v.kind = VALUE_TRUE;
		return v;
	case JTOKEN_FALSE:
		v.kind = VALUE_FALSE;
		return v;
	default:
		return v;
	}
}

static int add_scalar(struct reader *r)
{
	struct flat *f = r->f;
	struct flat_path *head;
	uint32_t path, at = (uint32_t)f->value_count;

	if (!paths_find(f->paths, r->hash, r->path, r->path_len, &path))
		return 0;
	if (GROW(f, value) != 0)
		return ERR_NOMEM;
	f->values[f->value_count++] =
		(struct flat_value){ read_scalar(r), path, f->frames[r->depth - 1].place,
				     FLAT_NONE };
	head = &f->heads[path];
	if (head->event == f->event)
		f->values[head->last].next = at;
	else
		head->first = at;
	head->event = f->event;
	head->last = at;
	return 0;
}

/* Back to the container around: in an array the path is the array's. */
static void close_frame(struct reader *r)
{
	const struct flat_frame *frame;

	if (--r->depth == 0)
		return;
	frame = &r->f->frames[r->depth - 1];
	r->path_len = frame->path_len;
	r->hash = frame->hash;
}

static int take_token(struct reader *r)
{
	switch (r->scan.token) {
	case JTOKEN_OBJECT:
		return open_frame(r, false);
	case JTOKEN_ARRAY:
		return open_frame(r, true);
	case JTOKEN_OBJECT_END:
	case JTOKEN_ARRAY_END:
		close_frame(r);
		return 0;
	case JTOKEN_KEY:
		enter_member(r);
		return 0;
	default:
		return add_scalar(r);
	}
}

int flat_read(struct flat *f, const char *json, size_t len, struct fault *fault)
{
	struct reader r = { .f = f, .hash = PATH_HASH_START };
	int code;

	if (len > FLAT_TEXT_MAX)
		return fault_set(fault, ERR_INVALID,
				 _("the event is longer than %zu bytes: split it"), FLAT_TEXT_MAX);
	code = make_ready(f, len);
	if (code)
		return fault_set(fault, code, _("no memory for the event"));
	r.path = f->bytes;
	r.spare = f->bytes + len + 1;
	jscan_start(&r.scan, json, len);
	if (jscan_next(&r.scan) != JTOKEN_OBJECT && r.scan.token != JTOKEN_BAD)
		return fault_set(fault, ERR_INVALID,
				 _("an event is a JSON object, {\"dog\": ...}"));
	for (; r.scan.token != JTOKEN_END && r.scan.token != JTOKEN_BAD; jscan_next(&r.scan)) {
		code = take_token(&r);
		if (code)
			return fault_set(fault, code, _("no memory for the event"));
	}
	if (r.scan.token == JTOKEN_BAD)
		return fault_set(fault, ERR_INVALID, _("line %zu: %s"),
				 jscan_line(json, r.scan.from), _(r.scan.why));
	return 0;
}

uint32_t flat_first(const struct flat *f, uint32_t path)
{
	return f->heads[path].event == f->event ? f->heads[path].first : FLAT_NONE;
}
