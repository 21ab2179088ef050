/* What is asked is done: every act of the program passes flow_do, every change of screen flow_goto. Who may is the guard's
 * business (guard.c). */
#include "flow/core/core.h"
#include "flow/join/join.h"
#include "flow/records/records.h"
#include "flow/setup/setup.h"
#include "flow/flow.h"

static void act_do(struct app *app, enum act act, int32_t number)
{
    static void (*const functions[ACTS])(struct app * app, int32_t number) = {
#define ACT(name, who, safe, by, from, function) [ACT_##name] = function,
#include "acts.def"
#undef ACT
    };
    app->session.notice = VERDICT_KIOSK_OPEN;
    app->session.offer.count = 0; /* the next one needs a tree that shows what this one did */
    app->wake = true;
    if (act != ACT_ROAD && act != ACT_PAGE)
        app->session.asking.at = 0; /* what was done leaves the screen's first question */
    functions[act](app, number);
    flow_missing_remember(app);
}

bool flow_do(struct app *app, enum act act, int32_t number)
{
    bool ready = act_ready(app, act, number);
    if (ready)
        act_do(app, act, number);
    return ready;
}

bool flow_do_unseen(struct app *app, enum act act, int32_t number)
{
    bool ready = act_in_row(app, act);
    if (ready)
        act_do(app, act, number);
    return ready;
}

void flow_without_display(struct app *app)
{
    app->no_display = true;
}

/* A finger on a pad may do what the pad's own act may: make a mark, or aim at the cross. */
void flow_stroke_begin(struct app *app, int32_t x, int32_t y)
{
    if (act_ready(app, ACT_SETUP_AIM, 0))
        flow_setup_stroke(app, x, y);
    else if (act_ready(app, ACT_MARK_DOT, 0))
        flow_mark_begin(app, x, y);
}
