/*
 * matcher - one function for each kind; see the header. Texts are compared byte by byte.
 */
#include <config.h>

#include <string.h>

#include "paseo/queue/matcher.h"

static const char *bytes_of(const struct pattern *p, const struct matcher *m)
{
	return p->bytes + m->first;
}

static bool takes_text(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	return v->kind == VALUE_STRING && v->len == m->count &&
	       memcmp(v->text, bytes_of(p, m), v->len) == 0;
}

static bool takes_address(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	return v->address.len && address_equal(&v->address, &m->as.range.first);
}

static bool takes_number(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	return v->exact && v->number == m->as.number;
}

static bool takes_numeral(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	return v->kind == VALUE_NUMBER && v->len == m->count &&
	       memcmp(v->text, bytes_of(p, m), v->len) == 0;
}

static bool takes_true(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	(void)m;
	return v->kind == VALUE_TRUE;
}

static bool takes_false(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	(void)m;
	return v->kind == VALUE_FALSE;
}

static bool takes_null(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	(void)m;
	return v->kind == VALUE_NULL;
}

static bool takes_prefix(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	return v->kind == VALUE_STRING && v->len >= m->count &&
	       memcmp(v->text, bytes_of(p, m), m->count) == 0;
}

static bool takes_suffix(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	return v->kind == VALUE_STRING && v->len >= m->count &&
	       memcmp(v->text + v->len - m->count, bytes_of(p, m), m->count) == 0;
}

/*
 * The two cases of a unit begin with different characters, and so do they end; no character's UTF-8
 * begins or ends another's. So at most one of them fits, and there is nothing to try again.
 */
static size_t fold_at_start(const struct fold *f, const char *text, size_t len)
{
	if (len >= f->lower_len && memcmp(text, f->lower, f->lower_len) == 0)
		return f->lower_len;
	if (len >= f->upper_len && memcmp(text, f->upper, f->upper_len) == 0)
		return f->upper_len;
	return 0;
}

static size_t fold_at_end(const struct fold *f, const char *end, size_t len)
{
	if (len >= f->lower_len && memcmp(end - f->lower_len, f->lower, f->lower_len) == 0)
		return f->lower_len;
	if (len >= f->upper_len && memcmp(end - f->upper_len, f->upper, f->upper_len) == 0)
		return f->upper_len;
	return 0;
}

/* How much of the start of a text the units take; false: it does not begin with them. */
static bool fold_start(const struct pattern *p, const struct matcher *m, const struct value *v,
		       size_t *used)
{
	*used = 0;
	for (uint32_t i = 0; i < m->count; i++) {
		size_t n = fold_at_start(&p->folds[m->first + i], v->text + *used, v->len - *used);

		if (n == 0)
			return false;
		*used += n;
	}
	return true;
}

static bool takes_fold(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	size_t used;

	return v->kind == VALUE_STRING && fold_start(p, m, v, &used) && used == v->len;
}

static bool takes_fold_prefix(const struct pattern *p, const struct matcher *m,
			      const struct value *v)
{
	size_t used;

	return v->kind == VALUE_STRING && fold_start(p, m, v, &used);
}

static bool takes_fold_suffix(const struct pattern *p, const struct matcher *m,
			      const struct value *v)
{
	size_t left = v->len;

	if (v->kind != VALUE_STRING)
		return false;
	for (uint32_t i = m->count; i-- > 0;) {
		size_t n = fold_at_end(&p->folds[m->first + i], v->text + left, left);

		if (n == 0)
			return false;
		left -= n;
	}
	return true;
}

/* Where the piece stands first in the text; NULL: nowhere. */
static const char *find_piece(const char *text, const char *end, const char *piece, size_t len)
{
	if (len == 0)
		return text;
	while ((size_t)(end - text) >= len) {
		text = memchr(text, *piece, (size_t)(end - text) - len + 1);
		if (!text)
			return NULL;
		if (memcmp(text, piece, len) == 0)
			return text;
		text++;
	}
	return NULL;
}

/* The first piece at the start, the last at the end, those between as early as they come. */
static bool takes_wildcard(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	const struct piece *pieces = p->pieces + m->first;
	const struct piece *last = pieces + m->count - 1;
	const char *at = v->text;
	const char *end = v->text + v->len;

	if (v->kind != VALUE_STRING || v->len < (size_t)pieces->len + last->len ||
	    memcmp(at, p->bytes + pieces->first, pieces->len) != 0 ||
	    memcmp(end - last->len, p->bytes + last->first, last->len) != 0)
		return false;
	at += pieces->len;
	end -= last->len;
	for (const struct piece *x = pieces + 1; x < last; x++) {
		at = find_piece(at, end, p->bytes + x->first, x->len);
		if (!at)
			return false;
		at += x->len;
	}
	return true;
}

static bool takes_numeric(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	const struct numeric_range *n = &m->as.numeric;

	(void)p;
	return v->exact && (n->above ? v->number > n->low : v->number >= n->low) &&
	       (n->below ? v->number < n->high : v->number <= n->high);
}

static bool takes_cidr(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	return address_in(&v->address, &m->as.range);
}

static bool takes_but(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	for (uint32_t i = 0; i < m->count; i++) {
		if (matcher_takes(p, &p->excludeds[m->first + i], v))
			return false;
	}
	return true;
}

static bool takes_present(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	(void)m;
	(void)v;
	return true;
}

static bool takes_absent(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	(void)p;
	(void)m;
	(void)v;
	return false;
}

bool matcher_takes(const struct pattern *p, const struct matcher *m, const struct value *v)
{
	static bool (*const takes[MATCH_COUNT])(const struct pattern *p, const struct matcher *m,
						const struct value *v) = {
		[MATCH_TEXT] = takes_text,
		[MATCH_ADDRESS] = takes_address,
		[MATCH_NUMBER] = takes_number,
		[MATCH_NUMERAL] = takes_numeral,
		[MATCH_TRUE] = takes_true,
		[MATCH_FALSE] = takes_false,
		[MATCH_NULL] = takes_null,
		[MATCH_PREFIX] = takes_prefix,
		[MATCH_SUFFIX] = takes_suffix,
		[MATCH_FOLD] = takes_fold,
		[MATCH_FOLD_PREFIX] = takes_fold_prefix,
		[MATCH_FOLD_SUFFIX] = takes_fold_suffix,
		[MATCH_WILDCARD] = takes_wildcard,
		[MATCH_NUMERIC] = takes_numeric,
		[MATCH_CIDR] = takes_cidr,
		[MATCH_BUT] = takes_but,
		[MATCH_PRESENT] = takes_present,
		[MATCH_ABSENT] = takes_absent,
	};

	return takes[m->kind](p, m, v);
}
