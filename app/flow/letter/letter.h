/* A letter from the office: read, compared with what holds here, taken in one transaction, taken back (docs/office.md).
 *
 * MUST 1: nothing is written before flow_letter_take; after it everything the letter says is in force, or nothing.
 * MUST 2: without the office's signature no part but the timetable is taken, and that only where the centre file says so.
 * MUST 3: no receiver and no office key comes into force that was not called the same by a person. */
#pragma once

#include "app.h"

/* Reads `name` in `folder`; NULL: the letter that is next, of those in the folder, or else the newest. What it says, or why it is
 * refused, stands in app->letter from now on; a refusal is journalled. Nothing else changes. */
void flow_letter_read(struct app *app, const char *folder, const char *name);
/* Shows the change of that place, 0 to app->letter.changes - 1, in app->letter.change. */
void flow_letter_show(struct app *app, int32_t place);
/* Takes the letter that was read, where it may be taken. What came of it stands in app->letter.verdict: LETTER_IN_USE. */
void flow_letter_take(struct app *app);
/* Timetable and places as they were before the newest letter: LETTER_BACK. */
void flow_letter_back(struct app *app);
/* Which letter is in use, and whether it can be taken back. */
void flow_letter_look(struct app *app);
/* The office's key on the stick, for a kiosk that knows none, once staff wrote the PIN anew: shown to be compared, or why not. */
void flow_office_key_read(struct app *app);
/* Forgets the letter that was read. */
void flow_letter_drop(struct app *app);
/* A start after a cut: what kiosk.db says is in force is made so. Before the timetable is opened. */
void flow_letter_settle(struct app *app);
