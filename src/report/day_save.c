#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/base/path.h"
#include "paseo/report/day_save.h"

#define PAPER_CELLS 80
/* Of a file in the folder. */
#define FILE_PATH_SIZE 2048

static int cannot(struct fault *f, const char *path, int number)
{
	return fault_set(f, error_from_errno(number), "cannot write '%s': %s", path,
			 strerror(number ? number : EIO));
}

static int write_all(int fd, const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		ssize_t n = write(fd, text, left);

		if (n < 0 && errno != EINTR)
			return -1;
		text += n > 0 ? n : 0;
		left -= n > 0 ? (size_t)n : 0;
	}
	return fsync(fd);
}

/* FOLDER/DAY.KIND, by way of FOLDER/.DAY.KIND.part, which nobody takes for a report. */
static int save_file(const char *folder, const char *day, const char *kind, const char *text,
		     struct fault *f)
{
	char path[FILE_PATH_SIZE], part[FILE_PATH_SIZE];
	int fd;

	snprintf(path, sizeof(path), "%s/%s.%s", folder, day, kind);
	snprintf(part, sizeof(part), "%s/.%s.%s.part", folder, day, kind);
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return cannot(f, part, errno);
	int failed = write_all(fd, text);
	int number = errno;
	if (close(fd) != 0 && !failed) {
		failed = -1;
		number = errno;
	}
	if (!failed && rename(part, path) != 0) {
		failed = -1;
		number = errno;
	}
	if (failed)
		(void)unlink(part);
	return failed ? cannot(f, path, number) : 0;
}

/* The names are on the disk too. */
static int sync_folder(const char *folder, struct fault *f)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd >= 0 && fsync(fd) == 0 ? 0 : cannot(f, folder, errno);

	if (fd >= 0)
		close(fd);
	return rc;
}

static int save(const struct day_report *r, int32_t day, const char *folder, struct fault *f)
{
	char name[DAYS_STAMP_SIZE], inside[FILE_PATH_SIZE];
	char *text = day_report_text(r, PAPER_CELLS);
	char *json = day_report_json(r);
	int rc;

	if (!text || !json) {
		free(text);
		free(json);
		return fault_set(f, ERR_NOMEM, "no memory for the report");
	}
	days_format_day(day, name);
	snprintf(inside, sizeof(inside), "%s/%s", folder, name);
	rc = path_make_parent(inside, f);
	if (!rc)
		rc = save_file(folder, name, "txt", text, f);
	if (!rc)
		rc = save_file(folder, name, "json", json, f);
	if (!rc)
		rc = sync_folder(folder, f);
	free(text);
	free(json);
	return rc;
}

int day_report_save(const char *db_path, int32_t day, int64_t now_ms, const char *folder,
		    struct fault *f)
{
	struct day_report *r = NULL;
	int rc = day_report_read(db_path, day, now_ms, &r, f);

	if (!rc)
		rc = save(r, day, folder, f);
	day_report_free(&r);
	return rc;
}
