/*
 * console - a board as it stands: what is known (model, view), what the operator is doing, what is on
 * its way to the station. Acts change it, painting reads it. One thread.
 */
#ifndef PASEO_BOARD_CONSOLE_H
#define PASEO_BOARD_CONSOLE_H

#include "paseo/base/jdoc.h"
#include "paseo/board/find.h"
#include "paseo/board/port.h"
#include "paseo/board/theme.h"
#include "paseo/board/view.h"
#include "paseo/board/words.h"
#include "paseo/brain/desk_codes.h"

#define FIELD_SIZE 1024
#define FIELDS_MAX 3
#define CONSOLE_PUT_OFF_MAX 64
#define CONSOLE_UNSENT_MAX 64
#define CONSOLE_UNDO_MAX 15
#define CONSOLE_STILL_MAX 128

/* What lies over the lists. NONE: only what stands at their foot (a decision, dogs found). */
enum panel {
	PANEL_NONE,
	PANEL_HELP,
	PANEL_UNDO,
	PANEL_WAITING,
	PANEL_REASON,
	PANEL_EARLY,  /* a dog came back early: why? It blocks nothing */
	PANEL_REMARK, /* the same in own words */
	PANEL_REPORT,
	PANEL_NEXT,
	PANEL_CARD,
	PANEL_FORM, /* an act of the card: what has to be typed for it */
	PANEL_WALKER,
	PANEL_CLOSING,
	PANEL_RECALL,
	PANEL_QUIT,
	PANEL_WELCOME, /* an empty roster: three ways to begin */
	PANEL_IMPORT,
	PANEL_ADD,
	PANEL_COUNT
};

/* The roll call at the end of the day, kept while its panel is closed. */
struct roll_call {
	int32_t day;	  /* that the marks are of */
	bool asking_time; /* when the dog that is chosen was seen in its kennel */
	bool sure;	  /* closing with dogs out was asked for once */
	bool sent;	  /* the day's closing is on its way: the report comes with its answer */
	size_t still_count;
	char still[CONSOLE_STILL_MAX][DOG_ID_SIZE]; /* marked as still out */
};

enum console_end { CONSOLE_GOES_ON, CONSOLE_QUIT, CONSOLE_DEMO };

struct ui {
	enum theme theme;
	bool silent;
	bool redraw; /* asked for: everything is to be written again */
	char find[FIND_SIZE];
	int find_choice; /* among the dogs found, -1 none */
	enum side side;
	char chosen[SIDE_COUNT][DOG_ID_SIZE];
	bool moved;	  /* the operator has moved the selection, and Enter means it */
	int64_t moved_ms; /* when; after a minute Enter means it no longer */
	enum panel panel;
	size_t choice; /* in the panel */
	size_t scroll;
	char field[FIELDS_MAX][FIELD_SIZE];
	int field_at;
	bool picked;	   /* the choice has been moved since the panel was opened */
	int64_t opened_ms; /* when it was */
	enum panel left;   /* the list that typing has closed, while nothing else was done */
	size_t fresh;	   /* letters typed since anything else was done */
	size_t left_len;   /* of what stood in find then */
	char subject[DOG_ID_SIZE]; /* the dog of the card and of what comes from it; "" none */
	char other[DOG_ID_SIZE];   /* the other dog of a pair that is to be parted */
	size_t form;		   /* which of forms.h */
	bool for_next;		   /* who is chosen walks the next dogs, not the subject */
	struct roll_call roll;
	bool recall_asked; /* it was begun from here, and the answer is on its way */
	int heat_asked;	   /* enum heat, while the answer is on its way; -1 none */
	int32_t report_day;
	char *text;	     /* owned: the report, what is wrong with an import; NULL none */
	uint64_t decision;   /* seq of the one shown; 0 none */
	int64_t decision_ms; /* when it took the place of another; 0: of none */
	size_t put_off_count;
	uint64_t put_off[CONSOLE_PUT_OFF_MAX]; /* decisions left for later by Esc */
	int64_t report_by_ms; /* the report waits for the database, until then at the most; 0: not */
	uint64_t undo_sent;   /* seq of the movement whose undo is on its way */
	const struct desk_code *command; /* scanned last from the desk's card; NULL: none yet */
	int64_t command_ms;
	struct banner notice; /* the desk's own word, shown until the next result; time 0: none */
	char decider[DOG_ID_SIZE];     /* the volunteer who decides at this desk; "" not said */
	char remark_of[EVENT_ID_SIZE]; /* the movement that EARLY and REMARK speak of */
	char remark_dog[DOG_ID_SIZE];
	size_t alarms;	  /* dogs that were overdue when it was last looked */
	int64_t alarm_ms; /* when they were last heard; 0: never */
};

struct console {
	const struct port *port;
	int64_t now_ms; /* of this turn */
	int rows, cols;
	struct model model;
	struct view view;
	struct found found; /* by ui.find */
	struct ui ui;
	bool quick; /* the key of this moment came as fast after another as a scanner's Enter does */
	enum console_end end;
	enum result sound; /* of this turn; RESULT_COUNT: none */
	size_t unsent_count;
	char *unsent[CONSOLE_UNSENT_MAX]; /* acts that the queue had no room for, in order */
};

int console_init(struct console *d, const struct port *port, int64_t now_ms); /* 0 or ERR_NOMEM */
void console_clear(struct console *d);

/* Work out view and found again: after changes, keys and minutes. */
void console_settle(struct console *d, int64_t now_ms);

/* The panel that is open: WELCOME stands by itself on an empty roster. */
enum panel console_panel(const struct console *d);
void console_open(struct console *d, enum panel p);
void console_close(struct console *d);

/* The decision that is shown, or meant by F11 and F12 in the list of them; NULL none. */
const struct decision *console_decision(const struct console *d);
bool console_is_put_off(const struct console *d, uint64_t seq);

/* The dog that Enter would move, given what is found and chosen; NULL none. */
const struct board_dog *console_meant(const struct console *d);

/* Give an act to the station; frees it. What the queue has no room for is kept and tried again. */
void console_send(struct console *d, struct jdoc *act);
/* Try again what is kept. */
void console_send_unsent(struct console *d);

/* Let a sound be heard at the end of the turn: of several the most serious. */
void console_sound(struct console *d, enum result kind);

/* The desk's own word in the banner. */
void console_say(struct console *d, enum result kind, const char *verb, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
