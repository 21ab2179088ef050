/* Other ways to touch (rule/touch.def): offered when touches fail, chosen and put away. All of it is the visit's. */
#include "flow/core/core.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"
#include "screens.h"

void flow_touch_way(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    if (number < 0 || number > TOUCH_WAYS)
        return;
    s->touch_on = touch_choose(s->touch_on, (enum touch_way)number);
    flow_back(app, 0);
}

/* Never in the middle of a mark, nor over a cover, a question, or the code that is being copied. */
void flow_touch_offer(struct app *app, const uint8_t miss[TOUCH_MISSES], bool can_enlarge)
{
    struct session *s = &app->session;
    bool busy = s->at == SCREEN_start || s->at == SCREEN_cover || s->at == SCREEN_still_here ||
                s->at == SCREEN_touch_way || s->at == SCREEN_touch_offer || s->at == SCREEN_sign_draw ||
                s->at == SCREEN_join_done;
    enum touch_way way = touch_offer(s->touch_on, s->touch_offered, miss, can_enlarge);
    if (busy || s->who != VISITOR || way == TOUCH_WAYS)
        return;
    s->touch_offer = way;
    s->touch_offered |= UINT32_C(1) << way;
    (void)flow_show(app, SCREEN_touch_offer);
    app->wake = true;
}
