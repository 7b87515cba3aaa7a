#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/error.h"
#include "paseo/base/text.h"

int fault_set(struct fault *f, int code, const char *format, ...)
{
	/* Of its own, so that the sentence may be made from the one before; longer, so that the
	 * cut falls between characters. */
	char raw[FAULT_SIZE + 64] = "";
	va_list args;

	if (!f)
		return code;
	va_start(args, format);
	(void)vsnprintf(raw, sizeof(raw), format, args);
	va_end(args);
	(void)text_clean(f->text, sizeof(f->text), raw, strlen(raw));
	return code;
}

/* clang-format off */
static const char *const error_texts[] = {
	[0] = "fine",
	[-ERR_NOMEM] = "no memory",
	[-ERR_IO] = "input or output failed",
	[-ERR_INVALID] = "not valid",
	[-ERR_NOT_FOUND] = "not found",
	[-ERR_EXISTS] = "exists already",
	[-ERR_BUSY] = "busy",
	[-ERR_FULL] = "full",
	[-ERR_CORRUPT] = "damaged",
	[-ERR_VERSION] = "written by a newer paseo",
	[-ERR_DENIED] = "permission denied",
	[-ERR_CLOSED] = "closed",
};
/* clang-format on */

const char *error_text(int code)
{
	const int count = (int)(sizeof(error_texts) / sizeof(error_texts[0]));

	if (code > 0 || code <= -count)
		return "unknown error";
	return error_texts[-code];
}

int error_from_errno(int number)
{
	switch (number) {
	case 0:
		return 0;
	case EACCES:
	case EPERM:
	case EROFS:
		return ERR_DENIED;
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	case ENOENT:
		return ERR_NOT_FOUND;
	case EEXIST:
		return ERR_EXISTS;
	case EAGAIN:
	case EBUSY:
	case ETXTBSY:
		return ERR_BUSY;
	case ENOMEM:
		return ERR_NOMEM;
	default:
		return ERR_IO;
	}
}
