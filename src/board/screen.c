/*
 * One turn: wait for a key, for news, for the minute or for a held key; take all of it; draw once.
 * Only cells that differ from the last picture are given to curses. A turn in which nothing
 * has changed writes nothing, and between minutes there are no turns.
 */
#include <config.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/base/text.h"
#include "paseo/board/acts.h"
#include "paseo/board/arrivals.h"
#include "paseo/board/keys.h"
#include "paseo/board/paint.h"
#include "paseo/board/panels.h"
#include "paseo/board/screen.h"
#include "paseo/brain/change.h"
#include "paseo/producers/wedge.h"

/* Last: it defines hundreds of plain words, such as "lines". */
#include <term.h>

#define ESCAPE_MS 25
#define BELL_MS 150   /* between two bells of one sound */
#define UNSENT_MS 100 /* between two tries of what the queue had no room for */
#define REPORT_MS 20  /* between two looks whether the database is ready for the report */
#define FIRST_MS 100  /* the first load is waited for so long before anything is drawn */
#define KEYS_A_TURN 4096

/* Numbers that curses gives to the brackets of a paste; it has none of its own. */
#define CURSES_PASTE_BEGIN 2001
#define CURSES_PASTE_END 2002
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

struct screen {
	const struct port *port;
	struct console console;
	struct wedge *wedge;
	struct cells now, shown;
	SCREEN *curses;
	int colours;
	bool stale; /* something may look different */
	bool gone;  /* the terminal */
	int bells_left;
	int64_t bell_ms;
	int64_t unsent_ms;
	int64_t started_ms;
	int64_t minute;
};

/* A signal handler knows nothing but file-level things: it writes here, the turn reads. */
static int resize_pipe[2] = { -1, -1 };

static void resized(int number)
{
	int saved = errno;

	(void)number;
	if (write(resize_pipe[1], "", 1) < 0) {
		/* Full: a resize is waiting already. */
	}
	errno = saved;
}

/* ---- opening and closing ---- */

static int check_terminal(struct fault *f)
{
	const char *name = getenv("TERM");
	const char *move;
	int found = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fault_set(f, ERR_INVALID,
				 _("the board needs a terminal on standard input and output: "
				   "paseo report, paseo log and paseo send do without"));
	if (!name || !*name)
		return fault_set(
			f, ERR_INVALID,
			_("TERM is not set: say which terminal this is, such as TERM=xterm"));
	if (setupterm(name, STDOUT_FILENO, &found) != OK)
		return fault_set(
			f, ERR_INVALID,
			_("the terminal '%.40s' is not known here: try TERM=xterm or TERM=linux"),
			name);
	/* A text by its kind, so never the -1 that stands for other kinds. */
	move = tigetstr("cup");
	if (!move)
		fault_set(f, ERR_INVALID,
			  _("the terminal '%.40s' cannot move its cursor: the board needs one that "
			    "can, "
			    "such as TERM=xterm"),
			  name);
	del_curterm(cur_term);
	return move ? 0 : ERR_INVALID;
}

static int catch_resizes(struct sigaction *before)
{
	struct sigaction action = { .sa_handler = resized, .sa_flags = SA_RESTART };

	if (pipe(resize_pipe) != 0)
		return error_from_errno(errno);
	for (int i = 0; i < 2; i++) {
		(void)fcntl(resize_pipe[i], F_SETFL, O_NONBLOCK);
		(void)fcntl(resize_pipe[i], F_SETFD, FD_CLOEXEC);
	}
	sigemptyset(&action.sa_mask);
	sigaction(SIGWINCH, &action, before);
	return 0;
}

static void release_resizes(const struct sigaction *before)
{
	sigaction(SIGWINCH, before, NULL);
	for (int i = 0; i < 2; i++) {
		close(resize_pipe[i]);
		resize_pipe[i] = -1;
	}
}

static void set_colours(struct screen *s)
{
	const char *no_color = getenv("NO_COLOR");

	s->colours = 0;
	if (!has_colors() || (no_color && *no_color))
		return;
	start_color();
	use_default_colors();
	s->colours = COLORS;
}

static void set_pairs(const struct screen *s)
{
	for (int r = 0; r < ROLE_COUNT && s->colours >= 8; r++) {
		struct look look = theme_look(s->console.ui.theme, (enum role)r, s->colours);

		init_pair((short)(r + 1), look.fg, look.bg);
	}
}

static int open_curses(struct screen *s, struct fault *f)
{
	set_escdelay(ESCAPE_MS);
	s->curses = newterm(NULL, stdout, stdin);
	if (!s->curses)
		return fault_set(f, ERR_INVALID, _("this terminal cannot be used: try TERM=xterm"));
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	define_key("\033[200~", CURSES_PASTE_BEGIN);
	define_key("\033[201~", CURSES_PASTE_END);
	set_colours(s);
	set_pairs(s);
	putp(PASTE_ON);
	fflush(stdout);
	return 0;
}

static void close_curses(struct screen *s)
{
	if (!s->curses)
		return;
	putp(PASTE_OFF);
	curs_set(1);
	endwin();
	fflush(stdout);
	delscreen(s->curses);
	s->curses = NULL;
}

/* ---- keys ---- */

/* clang-format off */
static const struct { int curses; int32_t key; } curses_keys[] = {
	{ KEY_UP, KEYS_UP }, { KEY_DOWN, KEYS_DOWN }, { KEY_LEFT, KEYS_LEFT },
	{ KEY_RIGHT, KEYS_RIGHT }, { KEY_PPAGE, KEYS_PAGE_UP }, { KEY_NPAGE, KEYS_PAGE_DOWN },
	{ KEY_HOME, KEYS_HOME }, { KEY_END, KEYS_END }, { KEY_BACKSPACE, KEYS_BACKSPACE },
	{ KEY_DC, KEYS_DELETE }, { KEY_BTAB, KEYS_BACK_TAB }, { KEY_ENTER, KEYS_ENTER },
	{ CURSES_PASTE_BEGIN, WEDGE_PASTE_BEGIN }, { CURSES_PASTE_END, WEDGE_PASTE_END },
};
/* clang-format on */

static int32_t key_of(int curses)
{
	for (size_t i = 0; i < sizeof(curses_keys) / sizeof(curses_keys[0]); i++)
		if (curses_keys[i].curses == curses)
			return curses_keys[i].key;
	if (curses >= KEY_F(1) && curses <= KEY_F(12))
		return KEYS_F(curses - KEY_F(0));
	return KEYS_OTHER;
}

static void take_key(struct screen *s, const struct wedge_out *out)
{
	s->console.quick = out->quick;
	acts_key(&s->console, out->key);
	s->console.quick = false;
}

static void take_out(void *ctx, const struct wedge_out *out)
{
	struct screen *s = ctx;

	s->stale = true;
	if (out->kind == WEDGE_SCAN)
		acts_scan(&s->console, out->text, out->taken_back, out->cut);
	else if (out->kind == WEDGE_PASTE)
		acts_paste(&s->console, out->text);
	else
		take_key(s, out);
}

/* Take what was typed. A terminal that is ready and has nothing to read has gone. */
static void take_keys(struct screen *s, int64_t mono_ms)
{
	int bytes = 0;
	wint_t c;

	if (ioctl(STDIN_FILENO, FIONREAD, &bytes) != 0 || bytes <= 0) {
		s->gone = true;
		return;
	}
	for (int i = 0; i < KEYS_A_TURN && s->console.end == CONSOLE_GOES_ON; i++) {
		int kind = get_wch(&c);

		if (kind == ERR)
			break;
		if (kind == KEY_CODE_YES && c == KEY_RESIZE)
			continue;
		wedge_key(s->wedge, kind == KEY_CODE_YES ? key_of((int)c) : (int32_t)c, mono_ms);
	}
}

/* ---- news ---- */

static void start_bells(struct screen *s, int64_t mono_ms)
{
	static const int bells[RESULT_COUNT] = {
		[RESULT_OUT] = 1,     [RESULT_IN] = 2,	    [RESULT_WARNING] = 3,
		[RESULT_UNKNOWN] = 4, [RESULT_IGNORED] = 0,
	};
	enum result kind = s->console.sound;

	s->console.sound = RESULT_COUNT;
	if (kind == RESULT_COUNT || s->console.ui.silent || bells[kind] == 0)
		return;
	s->bells_left = bells[kind];
	s->bell_ms = mono_ms;
}

static void take_news(struct screen *s)
{
	struct changes *list;

	while ((list = mailbox_take(s->port->changes))) {
		if (arrivals_take(&s->console, list) != 0)
			log_warn("board: no memory for what has changed");
		changes_free(&list);
		s->stale = true;
	}
}

static void ring(struct screen *s, int64_t mono_ms)
{
	if (s->bells_left == 0 || mono_ms < s->bell_ms)
		return;
	beep();
	s->bells_left--;
	s->bell_ms = mono_ms + BELL_MS;
}

/* ---- drawing ---- */

static void take_size(struct screen *s)
{
	struct winsize size = { 0 };
	char bytes[64];

	while (read(resize_pipe[0], bytes, sizeof(bytes)) > 0)
		;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
	s->console.rows = LINES;
	s->console.cols = COLS;
	s->console.ui.redraw = true;
	s->stale = true;
}

static attr_t attributes_of(unsigned look)
{
	return (look & LOOK_BOLD ? A_BOLD : 0) | (look & LOOK_DIM ? A_DIM : 0) |
	       (look & LOOK_UNDERLINE ? A_UNDERLINE : 0) | (look & LOOK_REVERSE ? A_REVERSE : 0);
}

/* Write a cell. Where the C library's idea of a width differs, '?' keeps the columns straight. */
static void put_cell(const struct screen *s, int row, int col, const struct cell *cell)
{
	struct look look = theme_look(s->console.ui.theme, (enum role)cell->role, s->colours);
	short pair = s->colours >= 8 ? (short)(cell->role + 1) : 0;
	wchar_t wide[CCHARW_MAX + 1] = { 0 };
	const char *at = cell->text;
	cchar_t c;

	for (int i = 0; i < CCHARW_MAX && *at; i++)
		wide[i] = (wchar_t)text_next(&at);
	if (wcwidth(wide[0]) != cell->width) {
		wide[0] = L'?';
		wide[1] = L'\0';
	}
	if (setcchar(&c, wide, attributes_of(look.attributes), pair, NULL) == OK)
		(void)mvadd_wch(row, col, &c);
	if (wide[0] == L'?' && cell->width == 2)
		(void)mvadd_wch(row, col + 1, &c);
}

static void put_changed(const struct screen *s, bool all)
{
	for (int row = 0; row < s->now.rows; row++)
		for (int col = 0; col < s->now.cols; col++) {
			const struct cell *cell = cells_at(&s->now, row, col);

			if (cell->width > 0 &&
			    (all || !cell_same(cell, cells_at(&s->shown, row, col))))
				put_cell(s, row, col, cell);
		}
}

static void draw(struct screen *s)
{
	struct cursor cursor;
	struct cells was = s->shown;
	bool all = s->console.ui.redraw;

	if (cells_size(&s->now, s->console.rows, s->console.cols) != 0)
		return;
	s->now.ascii = !language_utf8();
	paint_board(&s->now, &s->console, &cursor);
	if (all || was.rows != s->now.rows || was.cols != s->now.cols) {
		set_pairs(s);
		clearok(curscr, TRUE);
		all = true;
	}
	put_changed(s, all);
	curs_set(cursor.row >= 0);
	if (cursor.row >= 0)
		move(cursor.row, cursor.col);
	refresh();
	s->shown = s->now;
	s->now = was;
	s->console.ui.redraw = false;
	s->stale = false;
}

/* ---- turns ---- */

static int64_t sooner(int64_t a_ms, int64_t b_ms)
{
	return a_ms < b_ms ? a_ms : b_ms;
}

/* How long to wait at the most: until the minute, until the board is another one by itself, or for
 * what is held, rung or tried again. */
static int wait_ms(const struct screen *s, int64_t mono_ms)
{
	int64_t held_ms = wedge_deadline_ms(s->wedge);
	int64_t now_ms = clock_now_ms(&s->port->clock);
	int64_t wait = MINUTE_MS - now_ms % MINUTE_MS;

	if (s->console.view.again_ms > 0)
		wait = sooner(wait, s->console.view.again_ms - now_ms);
	if (held_ms >= 0)
		wait = sooner(wait, held_ms - mono_ms);
	if (s->bells_left > 0)
		wait = sooner(wait, s->bell_ms - mono_ms);
	if (s->console.unsent_count > 0)
		wait = sooner(wait, s->unsent_ms - mono_ms);
	if (!s->console.model.loaded && mono_ms - s->started_ms < FIRST_MS)
		wait = sooner(wait, FIRST_MS);
	if (s->console.ui.report_by_ms > 0)
		wait = sooner(wait, REPORT_MS);
	return wait < 0 ? 0 : (int)wait;
}

static void try_unsent(struct screen *s, int64_t mono_ms)
{
	if (s->console.unsent_count == 0 || mono_ms < s->unsent_ms)
		return;
	console_send_unsent(&s->console);
	s->unsent_ms = mono_ms + UNSENT_MS;
	s->stale = true;
}

/* Has the moment come from which the board is another one, though nothing was told? */
static bool is_otherwise(const struct screen *s, int64_t now_ms)
{
	return s->console.view.again_ms > 0 && now_ms >= s->console.view.again_ms;
}

static void turn(struct screen *s)
{
	struct pollfd wait[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = mailbox_fd(s->port->changes), .events = POLLIN },
		{ .fd = resize_pipe[0], .events = POLLIN },
	};
	int64_t mono_ms = clock_monotonic_ms(), now_ms;

	if (poll(wait, 3, wait_ms(s, mono_ms)) < 0)
		return;
	mono_ms = clock_monotonic_ms();
	now_ms = clock_now_ms(&s->port->clock);
	s->console.now_ms = now_ms;
	if (wait[2].revents)
		take_size(s);
	if (wait[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		s->gone = true;
	else if (wait[0].revents & POLLIN)
		take_keys(s, mono_ms);
	wedge_tick(s->wedge, mono_ms);
	take_news(s);
	try_unsent(s, mono_ms);
	if (s->console.ui.report_by_ms > 0) {
		panels_report_again(&s->console);
		s->stale = true;
	}
	if (now_ms / MINUTE_MS != s->minute || is_otherwise(s, now_ms)) {
		s->minute = now_ms / MINUTE_MS;
		s->stale = true;
	}
	if (s->gone || !s->stale ||
	    (!s->console.model.loaded && mono_ms - s->started_ms < FIRST_MS))
		return;
	console_settle(&s->console, now_ms);
	draw(s);
	start_bells(s, mono_ms);
	ring(s, mono_ms);
}

static enum screen_end run(struct screen *s)
{
	take_size(s);
	for (;;) {
		turn(s);
		ring(s, clock_monotonic_ms());
		if (s->gone)
			return SCREEN_TERMINAL_GONE;
		if (s->console.model.leaving)
			return SCREEN_STATION_LEFT;
		if (s->console.end != CONSOLE_GOES_ON)
			return s->console.end == CONSOLE_DEMO ? SCREEN_OPEN_DEMO : SCREEN_QUIT;
	}
}

int screen_run(const struct port *p, enum screen_end *end, struct fault *f)
{
	struct screen s = { .port = p, .started_ms = clock_monotonic_ms() };
	struct sigaction before;
	int code = check_terminal(f);

	if (code != 0)
		return code;
	code = console_init(&s.console, p, clock_now_ms(&p->clock));
	s.wedge = wedge_new(&wedge_limits_default, take_out, &s);
	if (code != 0 || !s.wedge)
		code = fault_set(f, ERR_NOMEM, _("no memory for the board"));
	if (code == 0)
		code = catch_resizes(&before);
	if (code == 0) {
		code = open_curses(&s, f);
		if (code == 0)
			*end = run(&s);
		close_curses(&s);
		release_resizes(&before);
	}
	cells_free(&s.now);
	cells_free(&s.shown);
	wedge_free(&s.wedge);
	console_clear(&s.console);
	return code;
}
