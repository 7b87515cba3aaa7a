#include <config.h>

#include "paseo/base/language.h"
#include "paseo/board/theme.h"

/* A colour as each kind of terminal has it. */
struct colour {
	short of_8, of_16, of_256;
};

/* clang-format off */
enum hue { OWN, BLACK, WHITE, GREY, RED, GREEN, YELLOW, BLUE, CYAN, MAGENTA, HUE_COUNT };
static const struct colour hues[HUE_COUNT] = {
	[OWN]     = { -1, -1, -1 },
	[BLACK]   = {  0,  0,  16 },
	[WHITE]   = {  7, 15, 231 },
	[GREY]    = {  7,  8, 245 },
	[RED]     = {  1,  9, 196 },
	[GREEN]   = {  2, 10,  40 },
	[YELLOW]  = {  3, 11, 220 },
	[BLUE]    = {  4, 12,  75 },
	[CYAN]    = {  6, 14,  51 },
	[MAGENTA] = {  5, 13, 207 },
};

struct style {
	unsigned attributes; /* in every theme */
	enum hue dark_fg, dark_bg;
	enum hue day_fg, day_bg; /* few strong levels: black on white, or the reverse */
};

#define B LOOK_BOLD
#define D LOOK_DIM
#define U LOOK_UNDERLINE
#define R LOOK_REVERSE
static const struct style styles[ROLE_COUNT] = {
	/*                      attributes dark            daylight */
	[ROLE_TEXT]         = { 0,         OWN,     OWN,   BLACK, WHITE },
	[ROLE_DIM]          = { D,         GREY,    OWN,   BLACK, WHITE },
	[ROLE_HEAD]         = { 0,         CYAN,    OWN,   BLACK, WHITE },
	[ROLE_COUNTS]       = { B,         WHITE,   OWN,   BLACK, WHITE },
	[ROLE_DEMO]         = { R,         MAGENTA, OWN,   BLACK, WHITE },
	[ROLE_RULE]         = { 0,         GREY,    OWN,   BLACK, WHITE },
	[ROLE_TITLE]        = { U,         CYAN,    OWN,   BLACK, WHITE },
	[ROLE_OUT]          = { B,         YELLOW,  OWN,   BLACK, WHITE },
	[ROLE_IN]           = { B,         GREEN,   OWN,   BLACK, WHITE },
	[ROLE_WARNING]      = { B | R,     RED,     OWN,   RED,   WHITE },
	[ROLE_UNKNOWN]      = { B | U,     MAGENTA, OWN,   BLACK, WHITE },
	[ROLE_IGNORED]      = { 0,         GREY,    OWN,   BLACK, WHITE },
	[ROLE_LATE]         = { B | R,     YELLOW,  BLACK, RED,   WHITE },
	[ROLE_SOON]         = { B,         YELLOW,  OWN,   BLACK, WHITE },
	[ROLE_DANGER]       = { B | U,     RED,     OWN,   RED,   WHITE },
	[ROLE_STAY]         = { B | R,     RED,     OWN,   BLACK, WHITE },
	[ROLE_GO]           = { 0,         GREEN,   OWN,   BLACK, WHITE },
	[ROLE_LEVEL_LOW]    = { 0,         GREEN,   OWN,   BLACK, WHITE },
	[ROLE_LEVEL_MIDDLE] = { B,         YELLOW,  OWN,   BLACK, WHITE },
	[ROLE_LEVEL_HIGH]   = { B | U,     RED,     OWN,   BLACK, WHITE },
	[ROLE_SELECTED]     = { R,         CYAN,    OWN,   BLACK, WHITE },
	[ROLE_FIND]         = { B,         WHITE,   OWN,   BLACK, WHITE },
	[ROLE_KEY]          = { B,         CYAN,    OWN,   BLACK, WHITE },
	[ROLE_HINT]         = { 0,         OWN,     OWN,   BLACK, WHITE },
	[ROLE_FAULT]        = { B | R,     MAGENTA, OWN,   RED,   WHITE },
};
#undef B
#undef D
#undef U
#undef R

static const char *const names[THEME_COUNT] = {
	[THEME_DARK] = N_("dark"), [THEME_DAYLIGHT] = N_("daylight"), [THEME_MONO] = N_("mono"),
};
/* clang-format on */

static short number_of(enum hue hue, int colours)
{
	const struct colour *c = &hues[hue];

	return colours >= 256 ? c->of_256 : colours >= 16 ? c->of_16 : c->of_8;
}

struct look theme_look(enum theme t, enum role r, int colours)
{
	const struct style *s = &styles[r];
	struct look look = { -1, -1, s->attributes };

	if (t == THEME_MONO || colours < 8)
		return look;
	if (t == THEME_DAYLIGHT) {
		/* Dim letters cannot be read in the sun. */
		look.attributes &= ~(unsigned)LOOK_DIM;
		look.fg = number_of(s->day_fg, colours);
		look.bg = number_of(s->day_bg, colours);
		return look;
	}
	look.fg = number_of(s->dark_fg, colours);
	look.bg = number_of(s->dark_bg, colours);
	return look;
}

const char *theme_name(enum theme t)
{
	return names[t];
}
