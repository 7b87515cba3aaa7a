/*
 * journal - format and guarantees.
 *
 * The file is one head block of 4,096 bytes and an area, a ring of records. Every byte was
 * written once with zeros and synced when the file was made, so an append changes
 * neither the file's size nor its block map: one fdatasync() then costs 0.6 of what it
 * costs in blocks that were only reserved (fallocate) or appended.
 *
 * Head, little-endian:    16 bytes "paseo journal 1\n", u64 size of the area, u64 hash of both.
 * Note, at byte 512:      8 bytes "released", u64 the last sequence number that was released, u64 hash
 *                         of both. Only a hint: it tells a database that is not the journal's own.
 * Record, 8-byte aligned: 8 bytes magic, u32 length of the JSON, u32 marks, u64 sequence number,
 *                         i64 time received (ms), u64 chain, the JSON, zeros to a multiple of 8.
 *
 * chain = XXH64(sequence number, time, length, marks, JSON; seed = chain of the record before). It is
 * checksum and order in one: a record counts only when it follows from the one before it, back
 * to the event that the database ends with. So a torn record, a stale one that an earlier lap
 * or an unanswered batch left behind, and a journal of another database are all told from
 * a record that was answered. The magic holds bytes that cannot stand in UTF-8, so no
 * JSON looks like a record.
 *
 * A record that does not fit before the end of the area starts at its beginning. To open,
 * the area is searched for the magic at every multiple of 8; no pointer in the file says where the
 * records are, so none can be wrong after a power cut. Blocks are used again only after
 * journal_release(): the records that the database may still lose stay.
 *
 * The guarantee: when journal_sync() gave 0, every record appended before is found again,
 * in order, each once. A batch that was not synced may be found in part, from its start:
 * its events were not answered, and count as taken.
 */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/hash.h"
#include "paseo/base/log.h"
#include "paseo/base/map.h"
#include "paseo/queue/journal.h"
#include "paseo/queue/journal_file.h"

#define RECORD_HEAD ((size_t)40)
#define ALIGN ((size_t)8)

static const unsigned char record_magic[8] = { 0xf5, 'p', 'a', 's', 'e', 'o', 0xfe, 0xff };

/* Where a record that may not be overwritten lies, in bytes from the start of the area. */
struct place {
	uint64_t seq;
	size_t start;
	size_t end;
};

struct journal {
	struct journal_file file;
	bool broken;
	uint64_t last_seq;
	uint64_t last_chain;
	size_t head; /* where the next record goes */
	/* Live records, oldest first: places[first .. first + count). */
	struct place *places;
	size_t places_room;
	size_t first;
	size_t count;
	/* Appended and not yet written: one run of bytes for the area at pending_start. */
	unsigned char *pending;
	size_t pending_room;
	size_t pending_len;
	size_t pending_start;
	/* While playing: the area as it was found, and where each sequence number stands in it. */
	unsigned char *found;
	struct map *index;
};

uint64_t journal_chain(uint64_t before, uint64_t seq, int64_t received_ms, uint32_t marks,
		       const char *json, size_t len)
{
	unsigned char fixed[24];

	journal_put_u64(fixed, seq);
	journal_put_u64(fixed + 8, (uint64_t)received_ms);
	journal_put_u32(fixed + 16, (uint32_t)len);
	journal_put_u32(fixed + 20, marks);
	return hash_bytes(json, len, hash_bytes(fixed, sizeof(fixed), before));
}

/* Bytes that a record takes in the area. */
static size_t record_size(size_t json_len)
{
	return (RECORD_HEAD + json_len + ALIGN - 1) & ~(ALIGN - 1);
}

/* Is there a whole record at this place, with this number, that follows from before? */
static bool record_follows(const struct journal *j, size_t at, uint64_t seq, uint64_t before)
{
	const unsigned char *p = j->found + at;
	size_t len = journal_get_u32(p + 8);

	return journal_get_u64(p + 16) == seq && record_size(len) <= j->file.area - at &&
	       journal_get_u64(p + 32) ==
		       journal_chain(before, seq, (int64_t)journal_get_u64(p + 24),
				     journal_get_u32(p + 12), (const char *)p + RECORD_HEAD, len);
}

/* Find the record with this number that follows from before. False: there is none. */
static bool find_record(const struct journal *j, uint64_t seq, uint64_t before, size_t *at)
{
	uint64_t place;

	for (size_t i = 0; map_next(j->index, seq, &i, &place);) {
		if (record_follows(j, (size_t)place, seq, before)) {
			*at = (size_t)place;
			return true;
		}
	}
	return false;
}

/* Read the area and note where records may stand. */
static int index_area(struct journal *j)
{
	int code;

	j->found = malloc(j->file.area);
	j->index = map_new();
	if (!j->found || !j->index)
		return ERR_NOMEM;
	code = journal_file_read(&j->file, j->found, j->file.area, 0);
	for (size_t at = 0; code == 0 && at + RECORD_HEAD <= j->file.area; at += ALIGN) {
		if (memcmp(j->found + at, record_magic, sizeof(record_magic)) == 0)
			code = map_add(j->index, journal_get_u64(j->found + at + 16), at);
	}
	return code;
}

static void forget_area(struct journal *j)
{
	map_free(&j->index);
	free(j->found);
	j->found = NULL;
}

/* Remember a live record at the end of the list. */
static int add_place(struct journal *j, uint64_t seq, size_t start, size_t end)
{
	if (j->first + j->count == j->places_room) {
		if (j->first > j->count) {
			memcpy(j->places, j->places + j->first, j->count * sizeof(j->places[0]));
		} else {
			size_t room = j->places_room ? 2 * j->places_room : 1024;
			struct place *places = malloc(room * sizeof(*places));

			if (!places)
				return ERR_NOMEM;
			if (j->count)
				memcpy(places, j->places + j->first, j->count * sizeof(*places));
			free(j->places);
			j->places = places;
			j->places_room = room;
		}
		j->first = 0;
	}
	j->places[j->first + j->count++] = (struct place){ .seq = seq, .start = start, .end = end };
	return 0;
}

/* Where a record ends. */
static size_t end_of(const struct journal *j, size_t at)
{
	return at + record_size(journal_get_u32(j->found + at + 8));
}

/* Find the record with this number and this chain of its own. */
static bool find_own(const struct journal *j, uint64_t seq, uint64_t chain, size_t *at)
{
	uint64_t place;

	for (size_t i = 0; map_next(j->index, seq, &i, &place);) {
		if (journal_get_u64(j->found + place + 32) == chain) {
			*at = (size_t)place;
			return true;
		}
	}
	return false;
}

/* The chain of the record that the one at this place follows from. */
static bool find_before(const struct journal *j, size_t at, uint64_t seq, uint64_t *chain)
{
	uint64_t place;

	for (size_t i = 0; map_next(j->index, seq - 1, &i, &place);) {
		*chain = journal_get_u64(j->found + place + 32);
		if (record_follows(j, at, seq, *chain))
			return true;
	}
	return false;
}

/* New records go after the last that the database has: what stands before it is written over last,
 * and is there should the database be lost. Records that it might still lose in a power cut stay live:
 * walk back from its last event to the last that is safe. */
static int keep_unsafe(struct journal *j, const struct journal_start *start)
{
	uint64_t chain = start->chain;
	uint64_t seq = start->seq;
	size_t at;

	for (; seq && find_own(j, seq, chain, &at); seq--) {
		if (seq == start->seq)
			j->head = end_of(j, at);
		if (seq <= start->safe_seq)
			break;
		if (add_place(j, seq, at, end_of(j, at)) != 0)
			return ERR_NOMEM;
		if (!find_before(j, at, seq, &chain))
			break;
	}
	/* They came newest first. */
	for (size_t i = 0, k = j->count; i + 1 < k; i++) {
		struct place p = j->places[i];

		j->places[i] = j->places[--k];
		j->places[k] = p;
	}
	return 0;
}

/* What the journal has forgotten because the database had it, the database must still have: else it
 * is another one, or an old copy. Say so instead of writing over what may be the last record. */
static int check_database(struct journal *j, const struct journal_start *start, const char *path,
			  struct fault *f)
{
	uint64_t noted = journal_file_noted(&j->file);
	size_t at;

	if (noted <= start->seq || find_record(j, start->seq + 1, start->chain, &at))
		return 0;
	return fault_set(f, ERR_CORRUPT,
			 "'%s' belongs to a database with %" PRIu64
			 " events or more, this one has %" PRIu64
			 ": put the right database back, or move both files away",
			 path, noted, start->seq);
}

static int load_area(struct journal *j, const struct journal_start *start, const char *path,
		     struct fault *f)
{
	int code = index_area(j);

	if (code)
		return fault_set(f, code, "cannot read '%s': %s", path, error_text(code));
	code = check_database(j, start, path, f);
	if (code)
		return code;
	code = keep_unsafe(j, start);
	if (code)
		return fault_set(f, code, "cannot read '%s': %s", path, error_text(code));
	return 0;
}

int journal_open(const char *path, size_t area, const struct journal_start *start,
		 struct journal **out, struct fault *f)
{
	struct journal *j = calloc(1, sizeof(*j));
	int code;

	*out = NULL;
	if (!j)
		return fault_set(f, ERR_NOMEM, "no memory for the journal");
	code = journal_file_open(path, area, &j->file, f);
	if (code)
		goto fail;
	if (j->file.made && start->seq)
		log_warn("journal: '%s' was missing: what stood in it alone is lost; the database "
			 "ends at event %" PRIu64,
			 path, start->seq);
	j->last_seq = start->seq;
	j->last_chain = start->chain;
	code = load_area(j, start, path, f);
	if (code)
		goto fail;
	*out = j;
	return 0;
fail:
	journal_close(&j);
	return code;
}

void journal_close(struct journal **j)
{
	if (!*j)
		return;
	forget_area(*j);
	journal_file_close(&(*j)->file);
	free((*j)->places);
	free((*j)->pending);
	free(*j);
	*j = NULL;
}

int journal_next(struct journal *j, struct journal_record *out)
{
	const unsigned char *p;
	size_t at;
	int code;

	if (!j->found)
		return 0;
	if (!find_record(j, j->last_seq + 1, j->last_chain, &at)) {
		forget_area(j);
		return 0;
	}
	p = j->found + at;
	out->seq = j->last_seq + 1;
	out->len = journal_get_u32(p + 8);
	out->marks = journal_get_u32(p + 12);
	out->received_ms = (int64_t)journal_get_u64(p + 24);
	out->chain = journal_get_u64(p + 32);
	out->json = (const char *)p + RECORD_HEAD;
	code = add_place(j, out->seq, at, end_of(j, at));
	if (code)
		return code;
	j->head = end_of(j, at);
	j->last_seq = out->seq;
	j->last_chain = out->chain;
	return 1;
}

/* Where a record of this size may start; false: nowhere yet. The head never meets the tail, so that
 * a full ring and an empty one differ. */
static bool find_room(const struct journal *j, size_t size, size_t *at)
{
	size_t tail;

	*at = j->head;
	if (j->count == 0) {
		if (size > j->file.area - j->head)
			*at = 0;
		return size <= j->file.area;
	}
	tail = j->places[j->first].start;
	if (j->head < tail)
		return tail - j->head > size;
	if (j->file.area - j->head >= size)
		return true;
	*at = 0;
	return tail > size;
}

/* Write what is pending; the file is not synced by it. */
static int flush(struct journal *j)
{
	int code = 0;

	if (j->pending_len)
		code = journal_file_write(&j->file, j->pending, j->pending_len, j->pending_start);
	j->pending_len = 0;
	return code;
}

/* Room for size more bytes that go to place at. */
static int pending_grow(struct journal *j, size_t at, size_t size)
{
	int code;

	if (j->pending_len && at != j->pending_start + j->pending_len) {
		code = flush(j);
		if (code)
			return code;
	}
	if (j->pending_len + size > j->pending_room) {
		size_t room = (j->pending_len + size) * 2;
		unsigned char *more = realloc(j->pending, room);

		if (!more)
			return ERR_NOMEM;
		j->pending = more;
		j->pending_room = room;
	}
	if (j->pending_len == 0)
		j->pending_start = at;
	return 0;
}

int journal_append(struct journal *j, uint64_t seq, int64_t received_ms, uint32_t marks,
		   const char *json, size_t len, uint64_t *chain)
{
	size_t size = record_size(len);
	unsigned char *p;
	size_t at;
	int code;

	if (j->broken)
		return ERR_IO;
	if (seq != j->last_seq + 1 || len > UINT32_MAX)
		return ERR_INVALID;
	if (!find_room(j, size, &at))
		return ERR_FULL;
	code = pending_grow(j, at, size);
	if (code == 0)
		code = add_place(j, seq, at, at + size);
	if (code) {
		j->broken = code != ERR_NOMEM;
		return code;
	}
	*chain = journal_chain(j->last_chain, seq, received_ms, marks, json, len);
	p = j->pending + j->pending_len;
	memset(p, 0, size);
	memcpy(p, record_magic, sizeof(record_magic));
	journal_put_u32(p + 8, (uint32_t)len);
	journal_put_u32(p + 12, marks);
	journal_put_u64(p + 16, seq);
	journal_put_u64(p + 24, (uint64_t)received_ms);
	journal_put_u64(p + 32, *chain);
	memcpy(p + RECORD_HEAD, json, len);
	j->pending_len += size;
	j->head = at + size;
	j->last_seq = seq;
	j->last_chain = *chain;
	return 0;
}

int journal_sync(struct journal *j)
{
	int code = j->broken ? ERR_IO : flush(j);

	if (code == 0)
		code = journal_file_sync(&j->file);
	if (code) {
		if (!j->broken)
			log_warn("journal: cannot write: %s", error_text(code));
		j->broken = true;
	}
	return code;
}

void journal_release(struct journal *j, uint64_t seq)
{
	if (!j->count || j->places[j->first].seq > seq)
		return;
	if (journal_file_note(&j->file, seq) != 0)
		log_warn("journal: cannot write the note of what was released");
	while (j->count && j->places[j->first].seq <= seq) {
		j->first++;
		j->count--;
	}
}

bool journal_has_room(const struct journal *j, size_t len)
{
	size_t at;

	return find_room(j, record_size(len), &at);
}

size_t journal_used(const struct journal *j)
{
	size_t tail;

	if (j->count == 0)
		return 0;
	tail = j->places[j->first].start;
	return j->head > tail ? j->head - tail : j->file.area - tail + j->head;
}

size_t journal_area(const struct journal *j)
{
	return j->file.area;
}

bool journal_broken(const struct journal *j)
{
	return j->broken;
}
