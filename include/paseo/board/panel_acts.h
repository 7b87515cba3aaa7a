/*
 * panel_acts - what Enter does in each panel, and the acts that open one.
 */
#ifndef PASEO_BOARD_PANEL_ACTS_H
#define PASEO_BOARD_PANEL_ACTS_H

#include "paseo/board/console.h"

/* Enter in the panel that is open. */
void panel_acts_enter(struct console *d);

/* F2: undo the last movement at once, and show today's. */
void panel_acts_undo(struct console *d);
/* F7: the report comes when the database has every event that the board has shown. */
void panel_acts_report(struct console *d);
/* Try again, while d->ui.report_by_ms is set. */
void panel_acts_report_again(struct console *d);
/* F11, F12 */
void panel_acts_go(struct console *d);
void panel_acts_no(struct console *d);

#endif
