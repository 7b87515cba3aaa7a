/*
 * close - the closing roll call without the board.
 *
 * First everything is asked and looked through, then it is said to the station: the returns, each an
 * event, and at last the closing. Who gives up before that has changed nothing.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/commands/roll_call.h"
#include "paseo/report/day.h"

/* An answer of a person; longer is no answer. */
#define LINE_SIZE 128

struct closing_up {
	const struct args *args;
	struct database database;
	struct roll roll;
	const char *by; /* an id, or NULL */
};

/* ---- what is said of whom ---- */

/* Why a dog that a word names is not among those that are out. */
static int not_out(const struct closing_up *c, const char *id, struct fault *f)
{
	struct dog dog;
	struct dog_now now;
	char since[DAYS_STAMP_SIZE];
	int rc = database_dog(&c->database, id, &dog, &now, f);

	if (rc)
		return rc;
	if (now.state == STATE_OUTSIDE)
		return fault_set(f, ERR_INVALID, _("%s (%s) went out on a later day"), dog.name,
				 id);
	if (!now.since_ms)
		return fault_set(f, ERR_INVALID, _("%s (%s) is not out: it never was"), dog.name,
				 id);
	days_format_clock(now.since_ms, since);
	return fault_set(f, ERR_INVALID, _("%s (%s) is not out: it came in at %s"), dog.name, id,
			 since);
}

static int take_words(struct closing_up *c, struct fault *f)
{
	for (size_t i = 0; i < c->args->word_count; i++) {
		char id[DOG_ID_SIZE];
		int rc = roll_say_word(&c->roll, c->args->words[i], id, f);

		if (rc == ERR_NOT_FOUND)
			rc = not_out(c, id, f);
		if (rc)
			return rc;
	}
	return 0;
}

/* "since 10:31, 95 min"; of another day "since 2026-11-21 10:31". */
static void since_words(const struct roll *r, const struct roll_dog *dog, char *out, size_t size)
{
	char clock[DAYS_STAMP_SIZE], day[DAYS_STAMP_SIZE];
	const int32_t out_day = days_of(dog->out_ms);

	days_format_clock(dog->out_ms, clock);
	days_format_day(out_day, day);
	if (out_day == days_of(r->now_ms) && dog->out_ms <= r->now_ms)
		snprintf(out, size, _("out since %s, %lld min"), clock,
			 (long long)((r->now_ms - dog->out_ms) / MINUTE_MS));
	else if (out_day == r->day)
		snprintf(out, size, _("out since %s"), clock);
	else
		snprintf(out, size, _("out since %s %s"), day, clock);
}

static void show_dog(const struct roll *r, size_t i)
{
	const struct roll_dog *dog = &r->dogs[i];
	char line[512], since[128];

	since_words(r, dog, since, sizeof(since));
	snprintf(line, sizeof(line), "%zu/%zu  %s %s  %s", i + 1, r->dog_count, dog->id, dog->name,
		 since);
	output_text(line);
	if (dog->walker[0])
		snprintf(line, sizeof(line), _("     with %s%s%s"), dog->walker,
			 dog->phone[0] ? ", " : "", dog->phone);
	else
		snprintf(line, sizeof(line), "%s", _("     nobody was named"));
	output_text(line);
}

/* A line of the terminal without its end and the blanks around it. False: there are no more. */
static bool read_line(char line[LINE_SIZE], char **text)
{
	if (!fgets(line, LINE_SIZE, stdin))
		return false;
	if (!strchr(line, '\n') && !feof(stdin)) {
		int c;

		do
			c = getchar();
		while (c != '\n' && c != EOF);
	}
	*text = line + strspn(line, " \t");
	size_t len = strlen(*text);
	while (len > 0 && strchr(" \t\r\n", (*text)[len - 1]))
		len--;
	(*text)[len] = '\0';
	return true;
}

/* A moment passes until it is answered: now is then. */
static int ask_dog(struct roll *r, struct roll_dog *dog, struct fault *f)
{
	char line[LINE_SIZE], *text = NULL;

	for (;;) {
		struct fault why = { "" };

		printf("%s", _("     came back: "));
		if (fflush(stdout) || !read_line(line, &text)) {
			putchar('\n');
			return fault_set(f, ERR_CLOSED,
					 _("nothing was recorded and the day is not closed"));
		}
		r->now_ms = clock_now_ms(NULL);
		if (roll_say(r, dog, text, &why) == 0)
			return 0;
		output_wrapped(why.text, 5, output_width_cells());
	}
}

static int ask_all(struct roll *r, struct fault *f)
{
	char line[512], day[DAYS_STAMP_SIZE];
	int rc = 0;

	days_format_day(r->day, day);
	snprintf(line, sizeof(line),
		 language_plural("Closing of %s: %zu dog is still OUTSIDE.",
				 "Closing of %s: %zu dogs are still OUTSIDE.",
				 (unsigned long)r->dog_count),
		 day, r->dog_count);
	output_text(line);
	if (r->dog_count)
		output_text(
			_("For each: Enter: it is still out. now: it is in its kennel. 18:30: it "
			  "came back then.\n~18:30: about then. Ctrl-D: give up, nothing is "
			  "recorded."));
	for (size_t i = 0; i < r->dog_count && !rc; i++) {
		output_line("", 0);
		show_dog(r, i);
		rc = ask_dog(r, &r->dogs[i], f);
	}
	return rc;
}

/* Who is named by nobody here is said all the same. */
static void note_still_out(const struct roll *r)
{
	char names[FAULT_SIZE - 64] = "";
	unsigned long count = 0;

	for (size_t i = 0; i < r->dog_count; i++) {
		const size_t used = strlen(names);

		if (r->dogs[i].seen != ROLL_OUT)
			continue;
		count++;
		if (used + strlen(r->dogs[i].name) + strlen(r->dogs[i].id) + 6 < sizeof(names))
			snprintf(names + used, sizeof(names) - used, "%s%s (%s)", used ? ", " : "",
				 r->dogs[i].name, r->dogs[i].id);
	}
	if (count)
		command_note(language_plural("%lu dog is still out: %s",
					     "%lu dogs are still out: %s", count),
			     count, names);
}

/* ---- what becomes of it ---- */

/* An event that a person at a keyboard says; NULL: no memory. */
static struct jdoc *say(const struct closing_up *c, const char *action)
{
	struct jdoc *e = jdoc_new_object();

	if (e && (jdoc_set(e, "action", jdoc_new_string(action)) ||
		  jdoc_set(e, "source", jdoc_new_string("keyboard")) ||
		  (c->by && jdoc_set(e, "volunteer", jdoc_new_string(c->by)))))
		jdoc_free(&e);
	return e;
}

/* The return that a policy would ask about: that it was seen in its kennel settles it. */
static int let_in(const struct closing_up *c, struct link *l, const char *id, struct fault *f)
{
	struct jdoc *e = say(c, "answer");
	enum outcome outcome = OUTCOME_REJECTED;

	if (e &&
	    (jdoc_set(e, "of", jdoc_new_string(id)) || jdoc_set(e, "go", jdoc_new_bool(true)) ||
	     jdoc_set(e, "reason", jdoc_new_string(_("seen in its kennel at the closing")))))
		jdoc_free(&e);
	int rc = database_tell(l, e, &outcome, f);
	return rc || outcome == OUTCOME_APPLIED ? rc : ERR_INVALID;
}

/* Who walked it is known from its way out. */
static struct jdoc *make_return(const struct roll_dog *dog, const char *id)
{
	struct jdoc *e = jdoc_new_object();
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(dog->in_ms, stamp);
	if (e && (jdoc_set(e, "action", jdoc_new_string("entry")) ||
		  jdoc_set(e, "source", jdoc_new_string("keyboard")) ||
		  jdoc_set(e, "id", jdoc_new_string(id)) ||
		  jdoc_set(e, "dog", jdoc_new_string(dog->id)) ||
		  jdoc_set(e, "time", jdoc_new_string(stamp)) ||
		  (dog->seen == ROLL_ESTIMATED && jdoc_set(e, "estimated", jdoc_new_bool(true)))))
		jdoc_free(&e);
	return e;
}

static int bring_in(const struct closing_up *c, struct link *l, const struct roll_dog *dog,
		    struct fault *f)
{
	enum outcome outcome = OUTCOME_REJECTED;
	struct fault why = { "" };
	char id[EVENT_ID_SIZE];

	event_id_new(c->roll.now_ms, id);
	int rc = database_tell(l, make_return(dog, id), &outcome, &why);
	if (!rc && outcome == OUTCOME_HELD)
		rc = let_in(c, l, id, &why);
	else if (!rc && outcome == OUTCOME_ALREADY)
		command_note("%s: %s", dog->name, why.text);
	else if (!rc && outcome != OUTCOME_APPLIED)
		rc = ERR_INVALID;
	if (rc)
		fault_set(f, rc,
			  _("%s: %s; the day is not closed: see paseo dogs list, then close again"),
			  dog->name, why.text);
	return rc;
}

static int close_day(const struct closing_up *c, struct link *l, struct fault *f)
{
	struct jdoc *e = say(c, "close");
	enum outcome outcome = OUTCOME_REJECTED;
	char day[DAYS_STAMP_SIZE];

	days_format_day(c->roll.day, day);
	if (e && jdoc_set(e, "day", jdoc_new_string(day)))
		jdoc_free(&e);
	int rc = database_tell(l, e, &outcome, f);
	return rc || outcome == OUTCOME_APPLIED ? rc : ERR_INVALID;
}

static int record(const struct closing_up *c, struct fault *f)
{
	struct link *l = NULL;
	int rc = link_open(&c->database.paths, &l, f);

	for (size_t i = 0; i < c->roll.dog_count && !rc; i++) {
		if (c->roll.dogs[i].seen != ROLL_OUT)
			rc = bring_in(c, l, &c->roll.dogs[i], f);
	}
	if (!rc)
		rc = close_day(c, l, f);
	link_close(&l);
	return rc;
}

static int print_report(const struct closing_up *c, struct fault *f)
{
	struct day_report *r = NULL;
	char *text = NULL;
	int rc = database_sync(&c->database.paths, f);

	if (!rc)
		rc = day_report_read(c->database.paths.db, c->roll.day, clock_now_ms(NULL), &r, f);
	if (!rc) {
		text = day_report_text(r, output_width_cells());
		rc = text ? 0 : ERR_NOMEM;
	}
	if (!rc)
		output_text(text);
	free(text);
	day_report_free(&r);
	return rc;
}

/* ---- the command ---- */

static int keep_closing(void *ctx, const struct closing *last)
{
	*(struct closing *)ctx = *last;
	return 0;
}

static int check_open(const struct closing_up *c, int32_t day, struct fault *f)
{
	struct closing last = { .seq = 0 };
	char text[DAYS_STAMP_SIZE], at[DAYS_STAMP_SIZE];
	int rc = reader_closings(c->database.reader, day, day, keep_closing, &last);

	if (rc || !last.seq || last.reopened_seq)
		return rc;
	days_format_day(day, text);
	days_format_clock(last.closed_ms, at);
	return fault_set(f, ERR_EXISTS,
			 _("%s is closed already, since %s: the next movement of that day "
			   "reopens it"),
			 text, at);
}

static int call_roll(struct closing_up *c, int32_t day, struct fault *f)
{
	const bool asks = !c->args->word_count && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	struct volunteer v;
	int rc = c->by ? database_volunteer(&c->database, c->by, &v, f) : 0;

	if (!rc)
		rc = check_open(c, day, f);
	if (!rc)
		rc = roll_read(&c->database, day, &c->roll);
	if (!rc)
		rc = take_words(c, f);
	if (!rc && asks)
		rc = ask_all(&c->roll, f);
	else if (!rc)
		note_still_out(&c->roll);
	if (!rc)
		rc = record(c, f);
	if (!rc && asks)
		output_line("", 0);
	return rc ? rc : print_report(c, f);
}

int command_close(const struct args *a)
{
	struct closing_up c = { .args = a, .by = args_get(a, "by") };
	struct fault f = { "" };
	int32_t day = 0, unused = 0;
	bool given = false;

	if (args_days(a, args_late_today(), &day, &unused, &given, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &c.database, &f);
	if (!given)
		day = c.database.today;
	if (!rc && day > c.database.today) {
		reader_close(&c.database.reader);
		fault_set(&f, ERR_INVALID, _("--day: that day has not begun"));
		return command_refuse(a, &f);
	}
	if (!rc)
		rc = call_roll(&c, day, &f);
	roll_clear(&c.roll);
	return database_close(&c.database, rc, &f);
}
