#include <config.h>

#include <string.h>

#include "paseo/base/language.h"
#include "paseo/brain/desk_codes.h"

/* clang-format off */
static const struct desk_code codes[] = {
	{ "CANCEL",    "Esc", N_("leave what is half done") },
	{ "UNDO",      "F2",  N_("undo the last movement") },
	{ "NEXT",      "F3",  N_("who can go out next") },
	{ "CARD",      "F4",  N_("the dog's card") },
	{ "WALKER",    "F5",  N_("with whom") },
	{ "DECISIONS", "F6",  N_("what waits for an answer") },
	{ "REPORT",    "F7",  N_("the day's report") },
	{ "CLOSING",   "F8",  N_("closing roll call") },
	{ "RECALL",    "F9",  N_("everyone who is out") },
	{ "HELP",      "F1",  N_("what the keys do") },
};
/* clang-format on */

#define COUNT (sizeof(codes) / sizeof(codes[0]))

size_t desk_codes_count(void)
{
	return COUNT;
}

const struct desk_code *desk_codes_row(size_t index)
{
	return index < COUNT ? &codes[index] : NULL;
}

const struct desk_code *desk_codes_find(const char *code)
{
	for (size_t i = 0; i < COUNT; i++) {
		if (strcmp(codes[i].code, code) == 0)
			return &codes[i];
	}
	return NULL;
}
