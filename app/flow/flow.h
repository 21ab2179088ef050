/* Getting things done. Touch, key and switch end in flow_do; two guards (who may ask an act, who may see a screen) stand in
 * guard.c and read acts.def and screens.def. Flow changes the session and the store and never calls a screen: whoever runs the
 * loop shows what app->session.at says when app->wake is set.
 *
 * How the journeys run (numbers of the acts as acts.def says):
 *   join_about: GO join_rule. join_rule shows rule `session.part`; RULE_AGREE goes to the next open one, then to join_call.
 *   Fields are written with KEY, ERASE, SHIFT, KEY_PAGE and done with WRITTEN, which checks and goes on or leaves a notice.
 *   join_facts shows page `part` (0..2): FACTS_READ counts its facts as seen and goes on. join_purpose asks purpose `part`.
 *   join_review: REVIEW_CHANGE goes to a screen, and from there back to the review. COMMIT_JOIN writes, then join_done.
 *   join_done: KEPT, Back and Leave hide the code and ask whether it was kept (part CODE_ASKED); only then it is erased.
 *   code: KEY writes code_typed and fills session.suggestion; CODE_WORD takes one; CODE_FIND asks for the four. */
#pragma once

#include "app.h"
#include "flow/core/guard.h"
#include "flow/join/mark.h"
#include "flow/print/print.h"

struct flow_folders {
    const char *data;   /* what system/README.md lists */
    const char *stick;  /* stands for the stick; need not be there yet; "" = none */
    const char *assets; /* holds words/<language>.txt */
    bool
        soon; /* whether kiosk.db is sound is looked at behind the first frame, at rest, or where somebody joins before */
};

/* Opens everything and finishes what a power cut left; words_open() was called before. Where sign-ups can't be taken
 * (damaged, no keys) the kiosk opens for looking only: app->kiosk.desk_only. Fails when there is nothing to show or another
 * program has the data (BUSY, FILE_MISSING, TOO_NEW, NO_MEMORY); `why` says the rest and may be NULL. */
fault flow_open(struct app *app, const struct flow_folders *folders, char *why, size_t why_size);
/* Closes it and opens it again, everything looked at; what can't be opened so opens as in safe mode. */
fault flow_reopen(struct app *app);
/* Opens only what is public, for a machine on which the kiosk did not start well: the timetable, read-only, or nothing if not
 * even that can be read. No sign-ups, no keys, no staff. Fails only for want of memory. */
fault flow_open_safe_mode(struct app *app, const struct flow_folders *folders);
/* A kiosk that was never made: commissioning opens instead (flow/setup/setup.h). `may`: there is a steward, or a person asked for
 * it. `panel` is the panel as far as it is known; its pixels count. */
bool flow_setup_wanted(const char *data, bool may);
fault flow_setup_open(struct app *app, const struct flow_folders *folders, const struct panel *panel, char *why,
                      size_t why_size);
/* What the display turned out to be. */
void flow_setup_display(struct app *app, const struct panel *panel);
void flow_close(struct app *app); /* wipes all; an app that was never opened (all zero) is fine */

/* Does what was asked on the display. Refused, with nothing changed, unless the act's row allows it to who is here, in this
 * mode and on this screen, and the tree on the display offers it with this number (session.offer), or its row says BY KEYS.
 * True when it was done. */
bool flow_do(struct app *app, enum act act, int32_t number);
/* The same by the row alone: for a program that stands in for a person, as the trial of commissioning. */
bool flow_do_unseen(struct app *app, enum act act, int32_t number);
/* For programs that show nothing (sirkelctl's invented visitors, the tests of flow): flow_do goes by the rows alone. Until the
 * app is closed; asked for once after opening. */
void flow_without_display(struct app *app);
/* Wipes the visitor: session, strokes, stack. Ends at the start screen, in the centre's first language. */
void flow_forget(struct app *app);

/* Every input of any kind, before the act it may lead to. At "still here?" it means yes. */
void flow_touched(struct app *app);
/* Somebody is at work on "still here?": looks for the answer, or touches it. Silence counts anew, as after a yes. `words` as
 * for flow_tick. */
void flow_still_there(struct app *app, int32_t words);
/* These touches failed, the newest within TOUCH_MISSES_MS: offers what helps with most of them, each way once a visit (TCH-12).
 * `can_enlarge`: the display has room for large buttons. */
void flow_touch_offer(struct app *app, const uint8_t miss[TOUCH_MISSES], bool can_enlarge);
/* A finger rested on the display for three seconds: offers the kiosk by two answers, once a visit. */
void flow_road_offer(struct app *app);
/* Idleness and the job under way: at every iteration of the loop. `words` stand on the screen (TIM-02). Times are host_steady_ms. */
void flow_tick(struct app *app, int64_t steady_ms, int32_t words);
/* When the loop must wake though nothing happens; -1: never. */
int64_t flow_deadline(const struct app *app, int32_t words);
bool flow_busy(const struct app *app); /* a job wants its next step now */

/* A finger comes down on a pad: it makes a mark, or aims at the cross of the touch check (units of join/mark.h). */
void flow_stroke_begin(struct app *app, int32_t x, int32_t y);
