/* Which screen is shown, and the way back from it. Every change of screen passes flow_goto and the guard. */
#include "flow/core/core.h"

#include <string.h>

void flow_enter(struct app *app, screen_id at, uint16_t page, uint16_t part)
{
    struct session *s = &app->session;
    bool other = s->at != at;
    s->at = at;
    s->page = page;
    s->part = part;
    s->asking.at = 0;
    app->wake = true;
    if (!other)
        return;
    s->field = screen_row(at)->field;
    s->shift = s->field == FIELD_NAME || s->field == FIELD_SIGN_NAME || s->field == FIELD_WITNESS ||
               s->field == FIELD_ROOM || s->field == FIELD_INITIAL || s->field == FIELD_OWN;
    bool phone = (s->field == FIELD_CONTACT && s->join.contact_way == CONTACT_PHONE) ||
                 (s->field == FIELD_MY_CONTACT && s->own.way_wanted == CONTACT_PHONE);
    s->keys = phone ? KEYS_DIGITS : KEYS_QWERTY;
    if (s->asking.on && !phone) /* halved, in an order that is known */
        s->keys = KEYS_ABC;
    flow_kiosk_refresh(app);
}

static void trail_push(struct session *s)
{
    if (s->trail_count == TRAIL_MAX) { /* a long walk forgets where it began */
        memmove(s->trail, s->trail + 1, sizeof s->trail - sizeof *s->trail);
        s->trail_count--;
    }
    s->trail[s->trail_count++] = (struct trail_step){(uint8_t)s->at, s->page, s->part};
}

void flow_clear_trail(struct app *app)
{
    app->session.trail_count = 0;
}

bool flow_goto(struct app *app, screen_id to, uint16_t part)
{
    struct session *s = &app->session;
    if (!screen_ready(app, to))
        return false;
    if (s->at == to && s->part == part)
        return true;
    if (screen_row(to)->back == TRAIL)
        trail_push(s);
    else
        flow_clear_trail(app);
    flow_enter(app, to, 0, part);
    return true;
}

bool flow_show(struct app *app, screen_id to)
{
    return flow_goto(app, to, 0);
}

void flow_return(struct app *app, screen_id to)
{
    struct session *s = &app->session;
    for (uint16_t i = s->trail_count; i-- > 0;)
        if (s->trail[i].screen == to) {
            s->trail_count = i;
            flow_enter(app, to, s->trail[i].page, s->trail[i].part);
            return;
        }
    (void)flow_show(app, to);
}
