/*
 * What is typed into a form, and what it means. Part of forms.h.
 */
#include <config.h>

#include <stdio.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/board/forms.h"
#include "paseo/store/reader.h"

bool form_time(struct console *d, const struct board_dog *dog, const struct form *f, size_t field,
	       int64_t *ms, bool *estimated)
{
	const char *typed = d->ui.field[field];
	struct span s = f->span(d, dog, field);
	struct typed_time t;
	char words[WORDS_SIZE];
	int64_t at_ms;

	d->ui.field_at = (int)field;
	if (typed_read_time(typed, &t) != 0) {
		console_say(d, RESULT_WARNING, _("WHICH TIME?"),
			    _("%.40s: hours and minutes, such as 11:05"), typed);
		return false;
	}
	at_ms = typed_instant(&t, d->now_ms, s.oldest_ms);
	*ms = t.given ? at_ms : 0;
	*estimated = t.estimated;
	if (!t.given || span_holds(&s, at_ms))
		return true;
	span_words(&s, d->now_ms, words, sizeof(words));
	console_say(d, RESULT_WARNING, _("NOT POSSIBLE"), _("%.40s: it can only be %s"), typed,
		    words);
	return false;
}

const struct volunteer *form_person(const struct console *d, const char *typed)
{
	struct found found;
	int best;

	find_people(&d->model, typed, &found);
	best = find_best(&found);
	return best >= 0 ? &d->model.volunteers[best] : NULL;
}

const struct board_dog *form_dog(const struct console *d, const char *typed)
{
	struct found found;
	int best;

	find_dogs(&d->model, typed, &found);
	best = find_best(&found);
	return best >= 0 ? &d->model.dogs[best] : NULL;
}

const struct walk *form_last_walk(const struct console *d, const struct board_dog *dog)
{
	size_t count;
	const struct walk *all = model_walks(&d->model, dog->dog.id, &count);
	const struct walk *w = count > 0 ? &all[count - 1] : NULL;

	return w && (!w->in_ms || w->day == days_of(d->now_ms)) ? w : NULL;
}

static int take_id(void *ctx, const struct answer *a, const char *json)
{
	char *id = ctx;

	(void)json;
	snprintf(id, EVENT_ID_SIZE, "%s", a->id);
	return 0;
}

/* The board remembers the last events only; the database has them all. */
bool form_event_id(struct console *d, uint64_t seq, char id[EVENT_ID_SIZE])
{
	const struct recent *r = model_recent(&d->model, seq);
	struct reader *reader = NULL;
	struct fault f = { "" };

	id[0] = '\0';
	if (r) {
		snprintf(id, EVENT_ID_SIZE, "%s", r->id);
		return true;
	}
	if (reader_open(d->port->db_path, &reader, &f) == 0)
		(void)reader_events(reader, seq - 1, 1, take_id, id);
	reader_close(&reader);
	if (!id[0])
		console_say(d, RESULT_WARNING, _("NOT NOW"), "%s",
			    _("That movement cannot be read from the database now: try again."));
	return id[0] != '\0';
}
