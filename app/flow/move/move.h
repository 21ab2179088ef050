/* The kiosk moves to another machine (docs/moving.md): all it holds goes to a stick, sealed for the office; a new machine takes it by the
 * office's letter, which names both. A backup is the same while the kiosk goes on, for the day on which its machine breaks.
 *
 * MUST 1: a machine whose file to move has its signature takes nothing more: first it says so on its disk, then the file is signed. A
 * backup's signature says that it is one, of which day, and of how many lists.
 * MUST 2: only what was sealed to this machine's own key, by a letter that the office signed, comes into force; all of it, or nothing,
 * whenever the power goes.
 * MUST 3: a machine at which somebody signed up takes no other's place. */
#pragma once

#include "app.h"
#include "feed/letter.h"

/* The sealed file beside the letter in `path`, held against what the letter says of it: LETTER_MAY, LETTER_NOT_NEW, LETTER_SEALED.
 * Nothing is written. */
enum verdict flow_move_look(struct app *app, const char *path, const struct letter *letter);
/* Lays what is in it beside the kiosk's own data, to be put in their place when the kiosk opens next. `hash`: of the letter. Durable, or
 * a fault and nothing is there. */
fault flow_move_stage(struct app *app, const char *path, const struct letter *letter, const char *hash);
/* Before the store opens: puts in its place what was staged, or clears away what a cut left of staging. Harmless to do again. */
fault flow_move_settle(const char *data);
/* Once it is open: what was put in place is the kiosk from now on, by the letter's number. */
fault flow_move_settled(struct app *app);
/* Closes the kiosk and opens it again. */
void flow_move_reopen(struct app *app);
