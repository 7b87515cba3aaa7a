#include <config.h>

#include <string.h>

#include "paseo/queue/condition.h"

#define SECOND_FAMILY 256

static uint64_t start_key(const struct probe *probe)
{
	const uint32_t head[3] = { probe->path, (uint32_t)probe->kind, probe->size };

	return paths_hash(PATH_HASH_START, (const char *)head, sizeof(head));
}

static char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* ---- of a matcher ---- */

/* Letters of ASCII have both their cases there, so all of them must be. */
static bool is_ascii(const struct pattern *p, const struct matcher *m)
{
	for (uint32_t i = 0; i < m->count; i++) {
		const struct fold *f = &p->folds[m->first + i];

		if (f->lower_len != 1 || f->upper_len != 1 || (f->lower[0] & 0x80) ||
		    (f->upper[0] & 0x80))
			return false;
	}
	return true;
}

static uint64_t fold_key(const struct pattern *p, const struct matcher *m,
			 const struct probe *probe)
{
	uint64_t key = start_key(probe);

	for (uint32_t i = 0; i < m->count; i++) {
		char c = ascii_lower(p->folds[m->first + i].lower[0]);

		key = paths_hash(key, &c, 1);
	}
	return key;
}

static uint64_t address_key(const struct probe *probe, const struct address *a)
{
	return paths_hash(start_key(probe), (const char *)a->bytes, a->len);
}

static uint32_t family_of(const struct address *a)
{
	return a->len == 4 ? 0 : SECOND_FAMILY;
}

/* How a kind of matcher is probed; PROBE_PRESENT where nothing better is known. */
static const enum probe_kind probe_of[MATCH_COUNT] = {
	[MATCH_TEXT] = PROBE_TEXT,
	[MATCH_ADDRESS] = PROBE_ADDRESS,
	[MATCH_NUMBER] = PROBE_NUMBER,
	[MATCH_NUMERAL] = PROBE_NUMERAL,
	[MATCH_TRUE] = PROBE_WORD,
	[MATCH_FALSE] = PROBE_WORD,
	[MATCH_NULL] = PROBE_WORD,
	[MATCH_PREFIX] = PROBE_PREFIX,
	[MATCH_SUFFIX] = PROBE_SUFFIX,
	[MATCH_FOLD] = PROBE_FOLD,
	[MATCH_FOLD_PREFIX] = PROBE_FOLD_PREFIX,
	[MATCH_FOLD_SUFFIX] = PROBE_FOLD_SUFFIX,
	[MATCH_WILDCARD] = PROBE_PREFIX,
	[MATCH_NUMERIC] = PROBE_RANGE,
	[MATCH_CIDR] = PROBE_ADDRESS,
	[MATCH_BUT] = PROBE_PRESENT,
	[MATCH_PRESENT] = PROBE_PRESENT,
	[MATCH_ABSENT] = PROBE_PRESENT,
};

/* Of a wildcard one of its ends. */
static struct piece end_piece(const struct pattern *p, const struct matcher *m, struct probe *probe)
{
	struct piece piece = p->pieces[m->first];

	if (piece.len == 0) {
		piece = p->pieces[m->first + m->count - 1];
		probe->kind = PROBE_SUFFIX;
	}
	return piece;
}

static uint64_t text_key(const struct pattern *p, const struct matcher *m, struct probe *probe)
{
	struct piece piece = { m->first, m->count };

	if (m->kind == MATCH_WILDCARD)
		piece = end_piece(p, m, probe);
	if (probe->kind == PROBE_PREFIX || probe->kind == PROBE_SUFFIX)
		probe->size = piece.len;
	if (piece.len == 0 && probe->kind != PROBE_TEXT) {
		probe->kind = PROBE_PRESENT;
		probe->size = 0;
	}
	return paths_hash(start_key(probe), p->bytes + piece.first, piece.len);
}

static uint64_t word_key(const struct probe *probe, char word)
{
	return paths_hash(start_key(probe), &word, 1);
}

static uint64_t number_key(const struct probe *probe, double number)
{
	/* -0 is 0 already. */
	return paths_hash(start_key(probe), (const char *)&number, sizeof(number));
}

struct probe condition_of(const struct pattern *p, const struct matcher *m, uint32_t path,
			  uint64_t *key)
{
	struct probe probe = { path, probe_of[m->kind], 0 };

	switch (probe.kind) {
	case PROBE_TEXT:
	case PROBE_PREFIX:
	case PROBE_SUFFIX:
	case PROBE_NUMERAL:
		*key = text_key(p, m, &probe);
		return probe;
	case PROBE_FOLD:
	case PROBE_FOLD_PREFIX:
	case PROBE_FOLD_SUFFIX:
		if (m->count > 0 && is_ascii(p, m)) {
			probe.size = m->count;
			*key = fold_key(p, m, &probe);
			return probe;
		}
		probe.kind = PROBE_PRESENT;
		break;
	case PROBE_ADDRESS:
		probe.size =
			family_of(&m->as.range.first) +
			(m->kind == MATCH_CIDR ? m->as.range.bits : m->as.range.first.len * 8U);
		*key = address_key(&probe, &m->as.range.first);
		return probe;
	case PROBE_NUMBER:
		*key = number_key(&probe, m->as.number);
		return probe;
	case PROBE_WORD:
		*key = word_key(&probe, m->kind == MATCH_TRUE	 ? 't'
					: m->kind == MATCH_FALSE ? 'f'
								 : 'n');
		return probe;
	default:
		break;
	}
	*key = start_key(&probe);
	return probe;
}

/* ---- of a value ---- */

static bool key_text(const struct probe *probe, const struct value *v, uint64_t *key)
{
	if (v->kind != VALUE_STRING)
		return false;
	*key = paths_hash(start_key(probe), v->text, v->len);
	return true;
}

static bool key_end(const struct probe *probe, const struct value *v, uint64_t *key)
{
	size_t skip = probe->kind == PROBE_SUFFIX ? v->len - probe->size : 0;

	if (v->kind != VALUE_STRING || v->len < probe->size)
		return false;
	*key = paths_hash(start_key(probe), v->text + skip, probe->size);
	return true;
}

static bool key_fold(const struct probe *probe, const struct value *v, uint64_t *key)
{
	size_t skip = probe->kind == PROBE_FOLD_SUFFIX ? v->len - probe->size : 0;

	if (v->kind != VALUE_STRING || v->len < probe->size ||
	    (probe->kind == PROBE_FOLD && v->len != probe->size))
		return false;
	*key = start_key(probe);
	for (uint32_t i = 0; i < probe->size; i++) {
		char c = ascii_lower(v->text[skip + i]);

		*key = paths_hash(*key, &c, 1);
	}
	return true;
}

static bool key_address(const struct probe *probe, const struct value *v, uint64_t *key)
{
	struct address a;

	if (v->address.len == 0 || family_of(&v->address) != (probe->size & SECOND_FAMILY))
		return false;
	a = address_masked(&v->address, probe->size & (SECOND_FAMILY - 1));
	*key = address_key(probe, &a);
	return true;
}

static bool key_number(const struct probe *probe, const struct value *v, uint64_t *key)
{
	if (!v->exact)
		return false;
	*key = number_key(probe, v->number);
	return true;
}

static bool key_numeral(const struct probe *probe, const struct value *v, uint64_t *key)
{
	if (v->kind != VALUE_NUMBER || v->exact)
		return false;
	*key = paths_hash(start_key(probe), v->text, v->len);
	return true;
}

static bool key_word(const struct probe *probe, const struct value *v, uint64_t *key)
{
	if (v->kind == VALUE_STRING || v->kind == VALUE_NUMBER)
		return false;
	*key = word_key(probe, *v->text);
	return true;
}

static bool key_present(const struct probe *probe, const struct value *v, uint64_t *key)
{
	(void)v;
	*key = start_key(probe);
	return true;
}

static bool key_range(const struct probe *probe, const struct value *v, uint64_t *key)
{
	*key = start_key(probe);
	return v->exact;
}

bool condition_key(const struct probe *probe, const struct value *v, uint64_t *key)
{
	static bool (*const keys[PROBE_COUNT])(const struct probe *probe, const struct value *v,
					       uint64_t *key) = {
		[PROBE_TEXT] = key_text,	[PROBE_PREFIX] = key_end,
		[PROBE_SUFFIX] = key_end,	[PROBE_FOLD] = key_fold,
		[PROBE_FOLD_PREFIX] = key_fold, [PROBE_FOLD_SUFFIX] = key_fold,
		[PROBE_ADDRESS] = key_address,	[PROBE_NUMBER] = key_number,
		[PROBE_NUMERAL] = key_numeral,	[PROBE_WORD] = key_word,
		[PROBE_PRESENT] = key_present,	[PROBE_RANGE] = key_range,
	};

	return keys[probe->kind](probe, v, key);
}
