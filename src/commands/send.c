/*
 * send - events from standard input or from options, one answer line for each.
 *
 * Lines go through as they are and as they come: nothing waits for an answer before
 * the next line is sent, nothing is kept but what is on its way. Blank lines and
 * blanks before a line are left out here, so every line that is passed on is answered
 * once; a line too long is passed on too, and the station says so.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/link.h"
#include "paseo/commands/output.h"
#include "paseo/queue/event.h"

/* Bytes on their way to the station; then standard input waits. */
#define WINDOW_BYTES ((size_t)128 * 1024)

struct sending {
	struct link *link;
	bool in_line; /* a line has begun that is no blank one */
	bool input_ended;
	unsigned long long sent, answered, refused;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Pass bytes of standard input on, without what would get no answer. */
static int pass_on(struct sending *s, const char *data, size_t len)
{
	int rc = 0;

	while (!rc && len > 0) {
		if (!s->in_line) {
			if (*data == '\n' || is_blank(*data)) {
				data++;
				len--;
				continue;
			}
			s->in_line = true;
			s->sent++;
		}
		const char *end = memchr(data, '\n', len);
		size_t part = end ? (size_t)(end - data) + 1 : len;
		rc = link_put(s->link, data, part);
		s->in_line = !end;
		data += part;
		len -= part;
	}
	return rc;
}

static int read_input(struct sending *s, struct fault *f)
{
	char data[16384];
	ssize_t n = read(STDIN_FILENO, data, sizeof(data));

	if (n > 0)
		return pass_on(s, data, (size_t)n);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (n < 0)
		return fault_set(f, ERR_IO,
				 _("cannot read standard input: %s: give the lines by a pipe or "
				   "a file"),
				 strerror(errno));
	s->input_ended = true;
	/* The last line may lack its newline. */
	return s->in_line ? link_put(s->link, "\n", 1) : 0;
}

static bool is_refused(const char *answer, size_t len)
{
	struct jdoc *d = NULL;
	bool refused = true;

	if (jdoc_parse(answer, len, &d, NULL) == 0) {
		const char *outcome = jdoc_string(jdoc_get(d, "outcome"));
		if (!outcome)
			outcome = jdoc_string(jdoc_get(d, "resultado"));
		refused = !outcome || event_outcome_find(outcome) == OUTCOME_REJECTED;
	}
	jdoc_free(&d);
	return refused;
}

static int write_answers(struct sending *s)
{
	const char *answer = NULL;
	size_t len = 0;

	while ((answer = link_take(s->link, &len))) {
		output_line(answer, len);
		s->answered++;
		if (is_refused(answer, len))
			s->refused++;
	}
	return output_flush();
}

static int station_gone(const struct sending *s, struct fault *f)
{
	return fault_set(f, ERR_CLOSED,
			 language_plural("the station went away: %llu of %llu line was answered, "
					 "send the others again",
					 "the station went away: %llu of %llu lines were answered, "
					 "send the others again",
					 (unsigned long)s->sent),
			 s->answered, s->sent);
}

/* Until standard input has ended and every line has its answer. */
static int pump(struct sending *s, struct fault *f)
{
	int rc = 0;

	while (!rc && (!s->input_ended || s->answered < s->sent)) {
		bool room = link_pending(s->link) < WINDOW_BYTES;
		bool also = false;
		int input = s->input_ended || !room ? -1 : STDIN_FILENO;

		rc = link_turn(s->link, input, &also, -1);
		if (rc == ERR_CLOSED)
			return station_gone(s, f);
		if (!rc)
			rc = write_answers(s);
		if (rc)
			return rc == ERR_CLOSED ? rc
						: fault_set(f, rc,
							    _("the answers could not be written: "
							      "make room for them; "
							      "paseo log has what was taken"));
		if (also)
			rc = read_input(s, f);
	}
	return rc;
}

static int send_input(struct sending *s, struct fault *f)
{
	int rc = pump(s, f);

	/* Somebody who closed the pipe behind us needs no sentence. */
	if (rc && f->text[0])
		return command_fail(f);
	if (rc || output_finish())
		return EXIT_FAILED;
	return s->refused ? EXIT_FAILED : EXIT_DONE;
}

/* The members of an event that are an option's text as it stands. */
static const char *const text_members[] = {
	"dog", "tag",	 "action", "volunteer", "time",	  "id",
	"of",  "reason", "source", "station",	"reader", "day"
};

static int add_texts(struct jdoc *d, const struct args *a)
{
	for (size_t i = 0; i < sizeof(text_members) / sizeof(text_members[0]); i++) {
		const char *value = args_get(a, text_members[i]);
		if (value && jdoc_set(d, text_members[i], jdoc_new_string(value)))
			return ERR_INVALID;
	}
	if (!args_has(a, "action") && jdoc_set(d, "action", jdoc_new_string("scan")))
		return ERR_NOMEM;
	return 0;
}

static int add_others(struct jdoc *d, const struct args *a, struct fault *f)
{
	const char *confidence = args_get(a, "confidence");

	if (args_has(a, "go") && args_has(a, "no"))
		return fault_set(f, ERR_INVALID, _("--go and --no do not go together"));
	if (args_has(a, "go") && jdoc_set(d, "go", jdoc_new_bool(true)))
		return ERR_NOMEM;
	if (args_has(a, "no") && jdoc_set(d, "go", jdoc_new_bool(false)))
		return ERR_NOMEM;
	if (args_has(a, "estimated") && jdoc_set(d, "estimated", jdoc_new_bool(true)))
		return ERR_NOMEM;
	if (confidence) {
		char *end = NULL;
		double number = strtod(confidence, &end);
		if (end == confidence || *end || !(number >= 0 && number <= 1))
			return fault_set(f, ERR_INVALID,
					 _("--confidence wants a number from 0 to 1, not '%s'"),
					 confidence);
		return jdoc_set(d, "confidence", jdoc_new_number(number));
	}
	return 0;
}

static bool has_event_options(const struct args *a)
{
	for (size_t i = 0; a->command->options[i].name; i++) {
		if (a->values[i])
			return true;
	}
	return false;
}

/* The event as a line; malloc'ed. NULL: the fault says why. */
static char *event_from_options(const struct args *a, size_t *len, struct fault *f)
{
	struct jdoc *d = jdoc_new_object();
	char *line = NULL;

	if (d && add_texts(d, a))
		fault_set(f, ERR_INVALID,
			  _("an option holds what is no UTF-8 text: write it "
			    "in UTF-8"));
	else if (d && add_others(d, a, f) == 0)
		line = jdoc_dump(d, len);
	jdoc_free(&d);
	return line;
}

static int send_one(struct link *l, const char *line, size_t len, struct fault *f)
{
	char *answer = NULL;
	int rc = link_ask(l, line, len, &answer, f);

	if (rc)
		return command_fail(f);
	size_t answer_len = strlen(answer);
	output_line(answer, answer_len);
	bool refused = is_refused(answer, answer_len);
	free(answer);
	return output_finish() || refused ? EXIT_FAILED : EXIT_DONE;
}

int command_send(const struct args *a)
{
	struct station_paths paths;
	struct fault f = { "" };
	struct sending s = { .link = NULL };
	char *line = NULL;
	size_t len = 0;
	int status = EXIT_FAILED;

	if (has_event_options(a)) {
		line = event_from_options(a, &len, &f);
		if (!line)
			return command_refuse(a, &f);
	}
	if (path_find(a->db, &paths, &f) || link_open(&paths, &s.link, &f))
		status = command_fail(&f);
	else if (line)
		status = send_one(s.link, line, len, &f);
	else
		status = send_input(&s, &f);
	free(line);
	link_close(&s.link);
	return status;
}
