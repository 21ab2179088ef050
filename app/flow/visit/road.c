/* The kiosk by two answers (ui/road.h): offered on the first page, and once a visit where a finger rests for long; begun, put away,
 * and which question is put. */
#include "flow/core/core.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"
#include "screens.h"

void flow_road(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    s->page = 0;
    s->asking.at = number < 0 ? 0 : number;
    if (number >= 0)
        return;
    s->asking.on = number == ROAD_ON;
    if (s->at == SCREEN_road_offer || s->at == SCREEN_touch_way)
        flow_back(app, 0);
}

/* Never over a mark that is being made, a cover, a question, or the code that is being copied. */
void flow_road_offer(struct app *app)
{
    struct session *s = &app->session;
    bool busy = s->at == SCREEN_cover || s->at == SCREEN_still_here || s->at == SCREEN_touch_offer ||
                s->at == SCREEN_sign_draw || s->at == SCREEN_join_done;
    if (busy || s->who != VISITOR || s->asking.on || s->asking.offered || app->public_only)
        return;
    s->asking.offered = true;
    (void)flow_show(app, SCREEN_road_offer);
    app->wake = true;
}
