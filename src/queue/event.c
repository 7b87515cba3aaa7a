/*
 * event - names, ids and life of an event. See the header.
 */
#include <config.h>

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

#include "paseo/base/text.h"
#include "paseo/queue/event.h"

/* clang-format off */
static const char *const action_names[ACTION_COUNT][VOCABULARY_COUNT] = {
	[ACTION_SCAN]    = { "scan",    "LECTURA" },
	[ACTION_EXIT]    = { "exit",    "SALIDA" },
	[ACTION_ENTRY]   = { "entry",   "ENTRADA" },
	[ACTION_RETRACT] = { "retract", "ANULAR" },
	[ACTION_AMEND]   = { "amend",   "CORREGIR" },
	[ACTION_ANSWER]  = { "answer",  "RESPONDER" },
	[ACTION_ROSTER]  = { "roster",  "CENSO" },
	[ACTION_RECALL]  = { "recall",  "LLAMADA" },
	[ACTION_CLOSE]   = { "close",   "CIERRE" },
};

static const char *const outcome_names[OUTCOME_COUNT][VOCABULARY_COUNT] = {
	[OUTCOME_APPLIED]   = { "applied",   "aplicado" },
	[OUTCOME_ALREADY]   = { "already",   "ya_estaba" },
	[OUTCOME_DUPLICATE] = { "duplicate", "duplicado" },
	[OUTCOME_HELD]      = { "held",      "pendiente" },
	[OUTCOME_UNKNOWN]   = { "unknown",   "desconocido" },
	[OUTCOME_IGNORED]   = { "ignored",   "ignorado" },
	[OUTCOME_REJECTED]  = { "rejected",  "rechazado" },
};

static const char *const state_names[STATE_COUNT][VOCABULARY_COUNT] = {
	[STATE_INSIDE]  = { "INSIDE",  "DENTRO" },
	[STATE_OUTSIDE] = { "OUTSIDE", "FUERA" },
};

static const char *const source_names[SOURCE_COUNT] = {
	[SOURCE_NONE]     = "",
	[SOURCE_NFC]      = "nfc",
	[SOURCE_QR]       = "qr",
	[SOURCE_BARCODE]  = "barcode",
	[SOURCE_CAMERA]   = "camera",
	[SOURCE_KEYBOARD] = "keyboard",
	[SOURCE_API]      = "api",
	[SOURCE_AI]       = "ai",
};
/* clang-format on */

struct event *event_new(void)
{
	struct event *e = calloc(1, sizeof(*e));

	if (e)
		e->confidence = -1;
	return e;
}

void event_free(struct event **e)
{
	if (!*e)
		return;
	jdoc_free(&(*e)->body);
	free((*e)->json);
	free(*e);
	*e = NULL;
}

const char *event_action_name(enum action a, enum vocabulary v)
{
	return action_names[a][v];
}

const char *event_outcome_name(enum outcome o, enum vocabulary v)
{
	return outcome_names[o][v];
}

const char *event_state_name(enum dog_state s, enum vocabulary v)
{
	return state_names[s][v];
}

const char *event_source_name(enum source s)
{
	return source_names[s];
}

bool event_is_movement(enum action a)
{
	return a == ACTION_EXIT || a == ACTION_ENTRY || a == ACTION_SCAN;
}

/* The row of a table of names in both vocabularies. */
static int find_pair(const char *const (*names)[VOCABULARY_COUNT], int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		for (int v = 0; v < VOCABULARY_COUNT; v++) {
			if (strcasecmp(names[i][v], name) == 0)
				return i;
		}
	}
	return -1;
}

int event_action_find(const char *name)
{
	return find_pair(action_names, ACTION_COUNT, name);
}

int event_outcome_find(const char *name)
{
	return find_pair(outcome_names, OUTCOME_COUNT, name);
}

int event_source_find(const char *name)
{
	for (int i = 0; i < SOURCE_COUNT; i++) {
		if (strcasecmp(source_names[i], name) == 0)
			return i;
	}
	return -1;
}

/* A UID as readers give it: 4, 7 or 10 bytes in hexadecimal, perhaps with ':', '-' or ' ' between
 * the bytes (ISO/IEC 14443-3, 6.5.4). Written without separators in upper case; false: not one. */
static bool normal_uid(const char *code, size_t len, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (n && n % 2 == 0 && strchr(":- ", code[i]))
			continue;
		if (!isxdigit((unsigned char)code[i]) || n == 20)
			return false;
		out[n++] = (char)toupper((unsigned char)code[i]);
	}
	out[n] = '\0';
	return n == 8 || n == 14 || n == 20;
}

int event_tag_normal(const char *code, char out[TAG_CODE_SIZE])
{
	size_t len = strlen(code);

	while (len && strchr(" \t\r\n", code[len - 1]))
		len--;
	while (len && strchr(" \t\r\n", *code)) {
		code++;
		len--;
	}
	if (len == 0 || text_check(code, len, NULL, NULL) != 0)
		return ERR_INVALID;
	if (normal_uid(code, len, out))
		return 0;
	if (len >= TAG_CODE_SIZE)
		return ERR_FULL;
	memcpy(out, code, len);
	out[len] = '\0';
	return 0;
}

bool event_tag_is_uid(const char *code)
{
	char uid[24];

	return normal_uid(code, strlen(code), uid);
}

void event_id_new(int64_t now_ms, char out[EVENT_ID_SIZE])
{
	unsigned char b[16];
	uint64_t ms = (uint64_t)now_ms;

	/* Up to 256 bytes getrandom() does not fail once the system has started (getrandom(2)). */
	if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b))
		memset(b, 0xa5, sizeof(b));
	for (int i = 0; i < 6; i++)
		b[i] = (unsigned char)(ms >> (40 - 8 * i));
	b[6] = (unsigned char)(0x70 | (b[6] & 0x0f));
	b[8] = (unsigned char)(0x80 | (b[8] & 0x3f));
	snprintf(out, EVENT_ID_SIZE,
		 "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
		 b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
		 b[15]);
}
