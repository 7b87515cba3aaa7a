/*
 * A run is what came without a gap above gap_ms. It is "fast" while its mean gap is small enough
 * for a code. keys[0..given) are out already, keys[given..count) are held. A slow run is given
 * out hold_ms after its first held character, a fast one when gap_ms of silence
 * show that no end is coming.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/producers/wedge.h"

#define RUN_MAX 512 /* keys of a run; what comes after them is dropped, with its end */

/* devices.md, "Speed and burst detection": scanners need 2 to 20 ms a character, people 80 to 200. */
const struct wedge_limits wedge_limits_default = {
	.count_min = 4,
	.mean_ms = 35,
	.gap_ms = 100,
	.hold_ms = 60,
	.take_back_max = 2,
	.paste_ms = 1000,
};

struct wedge {
	struct wedge_limits limits;
	void (*emit)(void *ctx, const struct wedge_out *out);
	void *ctx;
	int32_t keys[RUN_MAX];
	size_t count; /* of the run; more than RUN_MAX: keys were dropped */
	size_t given;
	int64_t first_ms;      /* of the run */
	int64_t first_held_ms; /* of keys[given] */
	int64_t last_ms;
	int64_t ended_ms; /* when a code ended with CR: the LF of a CR LF is still to come; -1: none */
	bool pasting;
	size_t paste_len;
	char paste[WEDGE_TEXT_SIZE];
};

struct wedge *wedge_new(const struct wedge_limits *limits,
			void (*emit)(void *ctx, const struct wedge_out *out), void *ctx)
{
	struct wedge *w = calloc(1, sizeof(*w));

	if (!w)
		return NULL;
	w->limits = *limits;
	w->emit = emit;
	w->ctx = ctx;
	w->ended_ms = -1;
	return w;
}

void wedge_free(struct wedge **w)
{
	free(*w);
	*w = NULL;
}

static void emit_key(struct wedge *w, int32_t key, bool quick)
{
	struct wedge_out out = { .kind = WEDGE_KEY, .key = key, .quick = quick };

	w->emit(w->ctx, &out);
}

static bool is_character(int32_t key)
{
	return key >= 0x20 && key != 0x7f && !(key >= 0x80 && key < 0xa0) && key < 0x110000;
}

/* Append a code point as UTF-8 where it fits with a NUL; false where it does not. */
static bool append(char *dst, size_t size, size_t *len, int32_t key)
{
	uint32_t c = (uint32_t)key;
	unsigned char u[4];
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	if (*len + n >= size)
		return false;
	if (n == 1) {
		u[0] = (unsigned char)c;
	} else {
		for (size_t i = n - 1; i > 0; i--) {
			u[i] = (unsigned char)(0x80 | (c & 0x3f));
			c >>= 6;
		}
		u[0] = (unsigned char)((0xf00 >> n) | c);
	}
	memcpy(dst + *len, u, n);
	*len += n;
	dst[*len] = '\0';
	return true;
}

/* Could what came so far be the beginning of a code? */
static bool is_fast(const struct wedge *w)
{
	return w->count >= 2 &&
	       w->last_ms - w->first_ms <= w->limits.mean_ms * (int64_t)(w->count - 1);
}

static void run_forget(struct wedge *w)
{
	w->count = 0;
	w->given = 0;
}

/* Give out what is held, as typed. A run that lost keys was no person's: nothing of it is given. */
static void run_give(struct wedge *w)
{
	if (w->count <= RUN_MAX)
		while (w->given < w->count)
			emit_key(w, w->keys[w->given++], false);
	if (w->count > RUN_MAX || w->given > w->limits.take_back_max)
		run_forget(w);
}

static void run_add(struct wedge *w, int32_t key, int64_t now_ms)
{
	if (w->count > 0 && now_ms - w->last_ms > w->limits.gap_ms) {
		run_give(w);
		run_forget(w);
	}
	if (w->count == 0)
		w->first_ms = now_ms;
	if (w->count == w->given)
		w->first_held_ms = now_ms;
	if (w->count < RUN_MAX)
		w->keys[w->count] = key;
	if (w->count <= RUN_MAX)
		w->count++;
	w->last_ms = now_ms;
}

/* Enter or Tab came: true when it ended a code, which is then out. */
static bool run_end(struct wedge *w, int64_t now_ms)
{
	char code[TAG_CODE_SIZE] = "";
	size_t len = 0;
	size_t kept = w->count < RUN_MAX ? w->count : RUN_MAX;
	struct wedge_out out = { .kind = WEDGE_SCAN, .text = code, .taken_back = w->given };

	if (w->count < w->limits.count_min || !is_fast(w) || now_ms - w->last_ms > w->limits.gap_ms)
		return false;
	out.cut = kept < w->count;
	for (size_t i = 0; i < kept && !out.cut; i++)
		out.cut = !append(code, sizeof(code), &len, w->keys[i]);
	run_forget(w);
	w->emit(w->ctx, &out);
	return true;
}

static void paste_end(struct wedge *w)
{
	struct wedge_out out = { .kind = WEDGE_PASTE, .text = w->paste };

	w->pasting = false;
	w->paste[w->paste_len] = '\0';
	if (w->paste_len > 0)
		w->emit(w->ctx, &out);
}

static void paste_key(struct wedge *w, int32_t key, int64_t now_ms)
{
	w->last_ms = now_ms;
	if (key == WEDGE_PASTE_END)
		paste_end(w);
	else if (is_character(key))
		append(w->paste, sizeof(w->paste), &w->paste_len, key);
	else if ((key == '\n' || key == '\r' || key == '\t') && w->paste_len > 0)
		append(w->paste, sizeof(w->paste), &w->paste_len, ' ');
}

void wedge_key(struct wedge *w, int32_t key, int64_t now_ms)
{
	bool after_end = w->ended_ms >= 0 && now_ms - w->ended_ms <= w->limits.gap_ms;
	bool quick;

	wedge_tick(w, now_ms);
	w->ended_ms = -1;
	if (w->pasting) {
		paste_key(w, key, now_ms);
		return;
	}
	if (is_character(key)) {
		run_add(w, key, now_ms);
		return;
	}
	if (key == '\n' && after_end)
		return;
	if ((key == '\r' || key == '\n' || key == '\t') && run_end(w, now_ms)) {
		w->ended_ms = key == '\r' ? now_ms : -1;
		return;
	}
	quick = w->count > 0 && now_ms - w->last_ms <= w->limits.mean_ms;
	run_give(w);
	run_forget(w);
	if (key == WEDGE_PASTE_BEGIN) {
		w->pasting = true;
		w->paste_len = 0;
		w->last_ms = now_ms;
	} else if (key != WEDGE_PASTE_END) {
		emit_key(w, key, quick);
	}
}

void wedge_tick(struct wedge *w, int64_t now_ms)
{
	int64_t deadline = wedge_deadline_ms(w);

	if (deadline < 0 || now_ms < deadline)
		return;
	if (w->pasting)
		paste_end(w);
	else
		run_give(w);
}

int64_t wedge_deadline_ms(const struct wedge *w)
{
	int64_t soon, late;

	if (w->pasting)
		return w->last_ms + w->limits.paste_ms;
	if (w->count == w->given)
		return -1;
	soon = w->first_held_ms + w->limits.hold_ms;
	late = w->last_ms + w->limits.gap_ms;
	return is_fast(w) && late >= soon ? late + 1 : soon;
}
