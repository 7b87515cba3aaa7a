#include <config.h>

#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/acts.h"
#include "paseo/board/alerts.h"
#include "paseo/board/keys.h"
#include "paseo/board/layout.h"
#include "paseo/board/panels.h"
#include "paseo/board/typing.h"

typedef void act_function(struct console *d, int32_t key);

static void act_type(struct console *d, int32_t key)
{
	uint32_t c = (uint32_t)key;
	char text[5] = { 0 };
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	/* A blank in front finds nothing. */
	if (c == ' ' && panels_fields(d) == 0 && !d->ui.find[0])
		return;
	text[0] = (char)c;
	for (size_t i = n - 1; n > 1 && i > 0; i--) {
		text[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	if (n > 1)
		text[0] = (char)((0xf00 >> n) | c);
	typing_add(d, text);
}

static void act_erase(struct console *d, int32_t key)
{
	(void)key;
	typing_erase(d);
}

static void act_enter(struct console *d, int32_t key)
{
	(void)key;
	if (console_panel(d) == PANEL_NONE)
		typing_enter(d);
	else
		panels_enter(d);
}

/* ---- moving about ---- */

static size_t step(size_t at, size_t count, long by)
{
	long to = (long)at + by;

	if (count == 0 || to < 0)
		return 0;
	return to >= (long)count ? count - 1 : (size_t)to;
}

/* Move the choice in a list of dogs; the first key only shows where it stands. */
static void move_chosen(struct console *d, long by)
{
	enum side side = d->ui.side;
	const size_t *list;
	size_t count = d->view.count[side], at = 0;

	if (count == 0) {
		side = d->ui.side = side == SIDE_INSIDE ? SIDE_OUTSIDE : SIDE_INSIDE;
		count = d->view.count[side];
	}
	list = d->view.dogs[side];
	for (size_t i = 0; i < count; i++)
		if (strcmp(d->model.dogs[list[i]].dog.id, d->ui.chosen[side]) == 0)
			at = i;
	if (count == 0)
		return;
	if (d->ui.moved)
		at = step(at, count, by);
	else
		at = by > 1 || by < -1 ? step(0, count, by) : 0;
	d->ui.moved = true;
	d->ui.moved_ms = d->now_ms;
	memcpy(d->ui.chosen[side], d->model.dogs[list[at]].dog.id, DOG_ID_SIZE);
}

static void scroll_text(struct console *d, long by)
{
	struct panel_picture p;
	struct layout l;
	size_t most, rows;

	panels_picture(d, layout_middle_cols(d->cols), &p);
	alerts_layout(d, d->rows, d->cols, LAYOUT_PANEL_WHOLE, NULL, &l);
	rows = l.panel.rows > 1 ? (size_t)l.panel.rows - 1 : 1;
	most = p.lines.count > rows ? p.lines.count - rows : 0;
	d->ui.scroll = step(d->ui.scroll, most + 1, by);
	lines_free(&p.lines);
}

static void move_by(struct console *d, long by)
{
	enum panel p = console_panel(d);

	if (p == PANEL_NONE && d->ui.find[0] && d->found.all > 1)
		d->ui.find_choice = d->ui.find_choice < 0 ? 0
							  : (int)step((size_t)d->ui.find_choice,
								      d->found.count, by);
	else if (p == PANEL_NONE && !d->ui.find[0])
		move_chosen(d, by);
	else if (panels_choices(d) > 0)
		panels_move(d, by);
	else if (panels_scrolls(d))
		scroll_text(d, by);
	else if (panels_fields(d) > 1)
		d->ui.field_at = (int)step((size_t)d->ui.field_at, panels_fields(d), by);
}

/* Rows that PgUp and PgDn move by. */
static long page(const struct console *d)
{
	struct layout l;

	alerts_layout(d, d->rows, d->cols, 0, NULL, &l);
	return l.list[SIDE_OUTSIDE].rows > 4 ? l.list[SIDE_OUTSIDE].rows - 3 : 1;
}

static void act_up(struct console *d, int32_t key)
{
	(void)key;
	move_by(d, -1);
}

static void act_down(struct console *d, int32_t key)
{
	(void)key;
	move_by(d, 1);
}

static void act_page_up(struct console *d, int32_t key)
{
	(void)key;
	move_by(d, -page(d));
}

static void act_page_down(struct console *d, int32_t key)
{
	(void)key;
	move_by(d, page(d));
}

static void act_home(struct console *d, int32_t key)
{
	(void)key;
	move_by(d, -1000000);
}

static void act_end(struct console *d, int32_t key)
{
	(void)key;
	move_by(d, 1000000);
}

static void act_other_list(struct console *d, int32_t key)
{
	(void)key;
	if (console_panel(d) != PANEL_NONE) {
		if (panels_fields(d) > 1)
			d->ui.field_at = (d->ui.field_at + 1) % (int)panels_fields(d);
		return;
	}
	typing_clear(d);
	d->ui.side = d->ui.side == SIDE_INSIDE ? SIDE_OUTSIDE : SIDE_INSIDE;
	move_chosen(d, 0);
}

/* ---- panels and switches ---- */

/* The decision shown stays counted in the header, and F6 has it. */
static void put_off(struct console *d)
{
	if (d->ui.put_off_count == CONSOLE_PUT_OFF_MAX) {
		d->ui.put_off_count--;
		memmove(d->ui.put_off, d->ui.put_off + 1,
			d->ui.put_off_count * sizeof(*d->ui.put_off));
	}
	d->ui.put_off[d->ui.put_off_count++] = d->ui.decision;
	d->ui.decision = 0;
}

/* One thing at a time, the newest first: panel, find, choice, decision, the desk's own word. */
static void act_cancel(struct console *d, int32_t key)
{
	(void)key;
	if (d->ui.panel != PANEL_NONE)
		console_close(d);
	else if (d->ui.find[0] || d->ui.moved)
		typing_clear(d);
	else if (console_decision(d))
		put_off(d);
	d->ui.notice.time_ms = 0;
}

static void act_go(struct console *d, int32_t key)
{
	(void)key;
	panels_go(d);
}

static void act_no(struct console *d, int32_t key)
{
	(void)key;
	panels_no(d);
}

static void act_theme(struct console *d, int32_t key)
{
	(void)key;
	d->ui.theme = (enum theme)((d->ui.theme + 1) % THEME_COUNT);
	d->ui.redraw = true;
	console_say(d, RESULT_IGNORED, _("THEME"), "%s", _(theme_name(d->ui.theme)));
}

static void act_language(struct console *d, int32_t key)
{
	(void)key;
	(void)language_set(language_next());
	d->ui.notice.time_ms = 0;
}

static void act_sound(struct console *d, int32_t key)
{
	(void)key;
	d->ui.silent = !d->ui.silent;
	console_say(d, RESULT_IGNORED, _("SOUND"), "%s", d->ui.silent ? _("off") : _("on"));
}

static void act_nothing(struct console *d, int32_t key)
{
	(void)d;
	(void)key;
}

static void act_redraw(struct console *d, int32_t key)
{
	(void)key;
	d->ui.redraw = true;
}

/* clang-format off */
static act_function *const acts[ACT_COUNT] = {
	[ACT_TYPE]       = act_type,
	[ACT_ERASE]      = act_erase,
	[ACT_ENTER]      = act_enter,
	[ACT_UP]         = act_up,
	[ACT_DOWN]       = act_down,
	[ACT_PAGE_UP]    = act_page_up,
	[ACT_PAGE_DOWN]  = act_page_down,
	[ACT_HOME]       = act_home,
	[ACT_END]        = act_end,
	[ACT_OTHER_LIST] = act_other_list,
	[ACT_CANCEL]     = act_cancel,
	[ACT_LEFT]       = act_nothing,
	[ACT_RIGHT]      = act_nothing,
	[ACT_GO]         = act_go,
	[ACT_NO]         = act_no,
	[ACT_THEME]      = act_theme,
	[ACT_LANGUAGE]   = act_language,
	[ACT_SOUND]      = act_sound,
	[ACT_REDRAW]     = act_redraw,
};

/* Acts that are the key of a panel. */
static const enum panel panels[ACT_COUNT] = {
	[ACT_HELP]      = PANEL_HELP,
	[ACT_UNDO]      = PANEL_UNDO,
	[ACT_NEXT]      = PANEL_NEXT,
	[ACT_CARD]      = PANEL_CARD,
	[ACT_WALKER]    = PANEL_WALKER,
	[ACT_DECISIONS] = PANEL_WAITING,
	[ACT_REPORT]    = PANEL_REPORT,
	[ACT_CLOSING]   = PANEL_CLOSING,
	[ACT_RECALL]    = PANEL_RECALL,
	[ACT_QUIT]      = PANEL_QUIT,
};
/* clang-format on */

void acts_key(struct console *d, int32_t key)
{
	enum act act = keys_act(key);

	/* What was said of the key before is past; a warning stays until there is a result. */
	if (d->ui.notice.kind != RESULT_WARNING)
		d->ui.notice.time_ms = 0;
	if (act != ACT_TYPE) {
		d->ui.left = PANEL_NONE;
		d->ui.fresh = 0;
	}
	if (panels_key(d, act, key))
		;
	else if (panels[act] != PANEL_NONE)
		panels_open(d, panels[act]);
	else if (acts[act])
		acts[act](d, key);
	else
		console_say(d, RESULT_IGNORED, _("THIS KEY"), "%s",
			    _("does nothing here; F1 shows those that do"));
	console_settle(d, d->now_ms);
}
