/* The receipt code of a sign-up just made: nobody can find it again, so it is erased only when the visitor said that it was
 * kept, when the printer said that the receipt is out, or when the question went unanswered twice (TIM-01, COG-06). */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/print/print.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"
#include "screens.h"

bool flow_code_waits(const struct app *app)
{
    const struct session *s = &app->session;
    return s->joined && s->code_count == CODE_WORDS && !s->code_printed;
}

/* The code is out of sight from here on, whatever the answer. False where the question can't be asked. */
static bool ask(struct app *app, bool home)
{
    app->session.code_home = home;
    return flow_goto(app, SCREEN_join_done, CODE_ASKED);
}

bool flow_code_holds(struct app *app)
{
    return flow_code_waits(app) && ask(app, false);
}

bool flow_code_back(struct app *app)
{
    struct session *s = &app->session;
    if (s->at != SCREEN_join_done || !s->joined)
        return false;
    if (s->part == CODE_ASKED) {
        flow_enter(app, SCREEN_join_done, 0, 0);
        return true;
    }
    return flow_code_waits(app) && ask(app, true);
}

void flow_kept(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    if (s->at != SCREEN_join_done)
        return;
    if (number == 0) {
        (void)ask(app, false);
    } else if (s->part == CODE_ASKED && s->code_home) {
        flow_print_drop(app);
        flow_code_clear(app);
        bytes_wipe(&s->own, sizeof s->own);
        (void)flow_show(app, SCREEN_home);
    } else if (s->part == CODE_ASKED) {
        flow_forget(app);
    }
}
