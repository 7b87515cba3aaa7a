/*
 * log - lines for the person who looks after the machine.
 *
 * Until log_open() lines go to stderr; after it they go to the file, and so
 * does whatever libraries write to descriptor 2: while curses is on nothing
 * may reach the terminal. Any thread may log. Text is stripped of control
 * characters. Lower case, subject quoted: "store: cannot open 'walks.db'".
 */
#ifndef PASEO_BASE_LOG_H
#define PASEO_BASE_LOG_H

/* Send the log and descriptor 2 to the file at path (appended, 0600). 0, or a negative
 * error, which has been logged to where the log went before. */
int log_open(const char *path);

/* Give descriptor 2 back; the log goes to stderr again. */
void log_close(void);

void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
