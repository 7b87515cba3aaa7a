#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "paseo/base/error.h"
#include "paseo/base/log.h"
#include "paseo/base/text.h"

/* Longer lines are cut. */
#define LINE_SIZE 2048

/* Descriptor 2 belongs to the process, so what is known of it does too. */
static pthread_mutex_t switching = PTHREAD_MUTEX_INITIALIZER;
static int terminal_fd = -1; /* what descriptor 2 was before log_open() */
static atomic_bool to_file;

/* Put fd in the place of descriptor 2, keeping what was there. */
static int take_stderr(int fd)
{
	if (terminal_fd < 0) {
		terminal_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
		if (terminal_fd < 0 && errno != EBADF)
			return error_from_errno(errno);
	}
	if (dup2(fd, STDERR_FILENO) < 0)
		return error_from_errno(errno);
	return 0;
}

int log_open(const char *path)
{
	struct stat st;
	int fd;
	int err;

	/* Non-blocking for the open alone: a FIFO without a reader must not hang. */
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
		  S_IRUSR | S_IWUSR);
	if (fd < 0) {
		err = error_from_errno(errno);
		log_warn("log: cannot open '%s': %s", path, strerror(errno));
		return err;
	}
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		(void)close(fd);
		log_warn("log: '%s' is no ordinary file", path);
		return ERR_INVALID;
	}
	(void)pthread_mutex_lock(&switching);
	err = take_stderr(fd);
	if (!err)
		atomic_store(&to_file, true);
	(void)pthread_mutex_unlock(&switching);
	if (fd != STDERR_FILENO)
		(void)close(fd);
	return err;
}

void log_close(void)
{
	(void)pthread_mutex_lock(&switching);
	if (atomic_load(&to_file)) {
		atomic_store(&to_file, false);
		if (terminal_fd >= 0) {
			(void)dup2(terminal_fd, STDERR_FILENO);
			(void)close(terminal_fd);
			terminal_fd = -1;
		} else {
			(void)close(STDERR_FILENO);
		}
	}
	(void)pthread_mutex_unlock(&switching);
}

/* What stands before the text: the time in a file, the program's name on a terminal. */
static size_t start_line(char *line, size_t size, const char *kind)
{
	struct timespec now;
	struct tm tm;
	int n;

	if (!atomic_load(&to_file)) {
		n = snprintf(line, size, "%s: %s", PACKAGE, kind);
	} else {
		(void)clock_gettime(CLOCK_REALTIME, &now);
		(void)gmtime_r(&now.tv_sec, &tm);
		n = snprintf(line, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ %s",
			     tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
			     tm.tm_sec, now.tv_nsec / 1000000, kind);
	}
	return n < 0 ? 0 : (size_t)n;
}

/* One write a line, so that lines of different threads do not mix. */
static void write_line(const char *kind, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static void write_line(const char *kind, const char *format, va_list args)
{
	char raw[LINE_SIZE] = "";
	char line[LINE_SIZE];
	size_t len;
	int was = errno;

	(void)vsnprintf(raw, sizeof(raw), format, args);
	len = start_line(line, sizeof(line), kind);
	len += text_clean(line + len, sizeof(line) - 1 - len, raw, strlen(raw));
	line[len++] = '\n';
	while (write(STDERR_FILENO, line, len) < 0 && errno == EINTR)
		;
	errno = was;
}

void log_warn(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line("warning: ", format, args);
	va_end(args);
}

void log_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line("", format, args);
	va_end(args);
}
