/*
 * journal_file - see the header. Format of the head: top of journal.c.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/hash.h"
#include "paseo/queue/journal_file.h"

#define HEAD_SIZE ((size_t)4096)
#define NOTE_AT ((size_t)512)
#define NOTE_SIZE ((size_t)24)

static const unsigned char head_magic[16] = "paseo journal 1\n";
static const unsigned char note_magic[8] = "released";

void journal_put_u32(unsigned char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> (8 * i));
}

void journal_put_u64(unsigned char *p, uint64_t v)
{
	for (int i = 0; i < 8; i++)
		p[i] = (unsigned char)(v >> (8 * i));
}

uint32_t journal_get_u32(const unsigned char *p)
{
	uint32_t v = 0;

	for (int i = 3; i >= 0; i--)
		v = v << 8 | p[i];
	return v;
}

uint64_t journal_get_u64(const unsigned char *p)
{
	uint64_t v = 0;

	for (int i = 7; i >= 0; i--)
		v = v << 8 | p[i];
	return v;
}

/* Write all of it at an offset of the file. */
static int write_at(int fd, const unsigned char *data, size_t len, size_t offset)
{
	while (len) {
		ssize_t n = pwrite(fd, data, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_from_errno(errno);
		data += n;
		offset += (size_t)n;
		len -= (size_t)n;
	}
	return 0;
}

/* Read all of it; a short file is ERR_CORRUPT. */
static int read_at(int fd, unsigned char *data, size_t len, size_t offset)
{
	while (len) {
		ssize_t n = pread(fd, data, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_from_errno(errno);
		if (n == 0)
			return ERR_CORRUPT;
		data += n;
		offset += (size_t)n;
		len -= (size_t)n;
	}
	return 0;
}

/* Make a name in a folder survive a power cut. */
static int sync_parent(const char *path)
{
	char dir[4096];
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	int fd;
	int code = 0;

	if (n >= sizeof(dir))
		return ERR_IO;
	memcpy(dir, path, n);
	dir[n] = '\0';
	fd = open(n ? dir : (slash ? "/" : "."), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return error_from_errno(errno);
	if (fsync(fd) != 0)
		code = error_from_errno(errno);
	close(fd);
	return code;
}

static void write_head(unsigned char head[HEAD_SIZE], size_t area)
{
	memset(head, 0, HEAD_SIZE);
	memcpy(head, head_magic, sizeof(head_magic));
	journal_put_u64(head + 16, area);
	journal_put_u64(head + 24, hash_bytes(head, 24, 0));
}

/* Fill a new file: zeros first, then the head, each synced, so that a head stands for a whole file. */
static int fill_file(int fd, size_t area)
{
	static const unsigned char zeros[65536];
	unsigned char head[HEAD_SIZE];
	int code = 0;

	for (size_t at = 0; at < HEAD_SIZE + area && code == 0; at += sizeof(zeros)) {
		size_t left = HEAD_SIZE + area - at;

		code = write_at(fd, zeros, left < sizeof(zeros) ? left : sizeof(zeros), at);
	}
	if (code == 0 && fsync(fd) != 0)
		code = error_from_errno(errno);
	write_head(head, area);
	if (code == 0)
		code = write_at(fd, head, sizeof(head), 0);
	if (code == 0 && fsync(fd) != 0)
		code = error_from_errno(errno);
	return code;
}

/* Learn the size of the area from the head. ERR_NOT_FOUND: the file was never finished. */
static int read_head(struct journal_file *file)
{
	unsigned char head[HEAD_SIZE];
	struct stat st;
	int code;

	if (fstat(file->fd, &st) != 0)
		return error_from_errno(errno);
	if (st.st_size < (off_t)HEAD_SIZE)
		return ERR_NOT_FOUND;
	code = read_at(file->fd, head, sizeof(head), 0);
	if (code)
		return code;
	if (journal_get_u64(head) == 0)
		return ERR_NOT_FOUND;
	file->area = (size_t)journal_get_u64(head + 16);
	if (memcmp(head, head_magic, sizeof(head_magic)) != 0 ||
	    journal_get_u64(head + 24) != hash_bytes(head, 24, 0) ||
	    (uint64_t)st.st_size < HEAD_SIZE + (uint64_t)file->area)
		return ERR_CORRUPT;
	return 0;
}

int journal_file_open(const char *path, size_t area, struct journal_file *out, struct fault *f)
{
	int code;

	out->area = area;
	out->made = false;
	out->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (out->fd < 0)
		return fault_set(f, error_from_errno(errno), "cannot open '%s': %s", path,
				 strerror(errno));
	code = read_head(out);
	if (code == ERR_NOT_FOUND) {
		code = fill_file(out->fd, area);
		out->made = true;
		if (code == 0)
			code = sync_parent(path);
		if (code)
			fault_set(f, code, "cannot make '%s': %s; make room or mend the disk", path,
				  error_text(code));
	} else if (code) {
		fault_set(f, code, "'%s' is no journal of paseo's, or damaged: move it away", path);
	}
	if (code)
		journal_file_close(out);
	return code;
}

void journal_file_close(struct journal_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
}

int journal_file_read(const struct journal_file *file, unsigned char *data, size_t len, size_t at)
{
	return read_at(file->fd, data, len, HEAD_SIZE + at);
}

int journal_file_write(const struct journal_file *file, const unsigned char *data, size_t len,
		       size_t at)
{
	return write_at(file->fd, data, len, HEAD_SIZE + at);
}

int journal_file_sync(const struct journal_file *file)
{
	return fdatasync(file->fd) == 0 ? 0 : error_from_errno(errno);
}

uint64_t journal_file_noted(const struct journal_file *file)
{
	unsigned char note[NOTE_SIZE];

	if (read_at(file->fd, note, sizeof(note), NOTE_AT) != 0 ||
	    memcmp(note, note_magic, sizeof(note_magic)) != 0 ||
	    journal_get_u64(note + 16) != hash_bytes(note, 16, 0))
		return 0;
	return journal_get_u64(note + 8);
}

int journal_file_note(const struct journal_file *file, uint64_t seq)
{
	unsigned char note[NOTE_SIZE];

	memcpy(note, note_magic, sizeof(note_magic));
	journal_put_u64(note + 8, seq);
	journal_put_u64(note + 16, hash_bytes(note, 16, 0));
	return write_at(file->fd, note, sizeof(note), NOTE_AT);
}
