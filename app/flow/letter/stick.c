/* A letter at the display: staff read it from the stick, go through it, compare its keys, hold, and may take it back. */
#include "flow/letter/job.h"
#include "flow/move/move.h"
#include "screens.h"

/* The stick is asked for, and left alone while a list is being written to it. */
static bool stick_here(struct app *app)
{
    if (app->job) {
        flow_notice(app, VERDICT_LETTER_BUSY);
        return false;
    }
    if (*app->stick && host_stick_present(app->stick))
        return true;
    flow_notice(app, VERDICT_STICK_MISSING);
    return false;
}

void flow_letter_stick(struct app *app, int32_t number)
{
    (void)number;
    if (!stick_here(app)) {
        flow_return(app, SCREEN_staff_letter);
        return;
    }
    flow_letter_read(app, app->stick, NULL);
    if (app->letter.verdict == VERDICT_LETTER_MAY) {
        flow_letter_show(app, 0);
        (void)flow_show(app, SCREEN_letter_shown);
        return;
    }
    flow_return(app, SCREEN_staff_letter);
    flow_notice(app, app->letter.verdict);
}

void flow_letter_turn(struct app *app, int32_t number)
{
    flow_letter_show(app, number);
    app->wake = true;
}

/* --- the comparison ------------------------------------------------------------------------------------------------------ */

/* Two people compared that key's digits. Not the same: the letter can no longer be taken, and the event log says so. */
static void compared(struct app *app, int32_t key, bool same)
{
    struct letter_view *view = &app->letter;
    if (view->verdict != VERDICT_LETTER_MAY || key < 0 || key >= view->keys)
        return;
    view->verdict = letter_digits_verdict(same);
    if (same)
        view->same |= UINT32_C(1) << key;
    else
        letter_refused(app);
}

void flow_letter_same(struct app *app, int32_t number)
{
    struct letter_view *view = &app->letter;
    int32_t at = app->session.part;
    compared(app, at, number == 1);
    if (view->verdict != VERDICT_LETTER_MAY) { /* one wrong key, and nothing of this letter is believed */
        flow_return(app, SCREEN_staff_letter);
        flow_notice(app, app->letter.verdict);
        return;
    }
    for (int32_t next = 0; next < view->keys; next++) /* one before may have been passed over */
        if (!(view->same & UINT32_C(1) << next)) {
            (void)flow_goto(app, SCREEN_letter_keys, (uint16_t)next);
            return;
        }
    flow_return(app, SCREEN_letter_shown);
}

/* --- into use, and back -------------------------------------------------------------------------------------------------- */

void flow_letter_use(struct app *app, int32_t number)
{
    (void)number;
    if (app->job) {
        flow_notice(app, VERDICT_LETTER_BUSY);
        return;
    }
    flow_letter_take(app);
    if (app->letter.verdict == VERDICT_LETTER_MAY) /* its keys were not compared */
        return;
    if (app->letter.verdict == VERDICT_LETTER_IN_USE && app->letter.parts == LETTER_BIT(LETTER_restore)) {
        flow_move_reopen(app);
        return;
    }
    flow_clear_trail(app);
    if (app->letter.verdict == VERDICT_LETTER_IN_USE) {
        (void)flow_show(app, SCREEN_letter_used);
        flow_clear_trail(app);
        return;
    }
    (void)flow_show(app, SCREEN_staff_letter);
    flow_notice(app, app->letter.verdict);
}

void flow_letter_undo(struct app *app, int32_t number)
{
    (void)number;
    if (app->job) {
        flow_notice(app, VERDICT_LETTER_BUSY);
        return;
    }
    flow_letter_back(app);
    flow_clear_trail(app);
    (void)flow_show(app, SCREEN_staff_letter);
    flow_notice(app, app->letter.verdict);
}
