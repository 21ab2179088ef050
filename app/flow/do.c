/* What is asked is done: every act of the program passes flow_do, every change of screen flow_goto. Who may is the guard's
 * business (guard.c). */
#include "flow/guard.h"
#include "screens.h"
#include "flow/inner.h"

#include <stdio.h>
#include <string.h>

static void act_do(struct app *app, enum act act, int32_t number)
{
    static void (*const functions[ACTS])(struct app *app, int32_t number) = {
#define ACT(name, who, safe, by, from, function) [ACT_##name] = function,
#include "acts.def"
#undef ACT
    };
    app->session.notice = VERDICT_KIOSK_OPEN;
    app->session.offer.count = 0; /* the next one needs a tree that shows what this one did */
    app->wake = true;
    functions[act](app, number);
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

void flow_enter(struct app *app, screen_id at, uint16_t page, uint16_t part)
{
    struct session *s = &app->session;
    bool other = s->at != at;
    s->at = at;
    s->page = page;
    s->part = part;
    app->wake = true;
    if (!other)
        return;
    s->field = screen_row(at)->field;
    s->shift = s->field == FIELD_NAME || s->field == FIELD_SIGN_NAME || s->field == FIELD_WITNESS;
    bool phone = (s->field == FIELD_CONTACT && s->join.contact_way == CONTACT_PHONE) ||
                 (s->field == FIELD_MY_CONTACT && s->own.way_wanted == CONTACT_PHONE);
    s->keys = phone ? KEYS_DIGITS : KEYS_QWERTY;
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

void flow_back(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    if (screen_row(s->at)->back == NOWHERE || flow_setup_back(app) || flow_code_back(app))
        return;
    screen_id visitors = app_safe_mode(app) ? SCREEN_out_of_order : SCREEN_home;
    screen_id home = s->who == STAFF ? SCREEN_staff_home : visitors;
    if (flow_code_waits(app) && s->who != STAFF)
        home = SCREEN_join_done;
    while (screen_row(s->at)->back == TRAIL && s->trail_count > 0) {
        struct trail_step step = s->trail[--s->trail_count];
        if (screen_ready(app, step.screen)) {
            flow_enter(app, step.screen, step.page, step.part);
            return;
        }
    }
    flow_clear_trail(app);
    if (app->setup.on)
        flow_setup_again(app);
    else
        flow_enter(app, home, 0, 0);
}

void flow_notice(struct app *app, enum verdict v)
{
    app->session.notice = v;
    app->wake = true;
}

void flow_log(const char *step, fault f, const char *why)
{
    char line[512];
    snprintf(line, sizeof line, "%s: %s%s%s", step, fault_name(f), why && *why ? ": " : "", why ? why : "");
    host_log(line);
}

void flow_trouble(struct app *app, const char *step, fault f)
{
    flow_log(step, f, app->store ? store_why(app->store) : "");
    flow_kiosk_refresh(app);
    enum verdict v = kiosk_verdict(&app->kiosk);
    if (f == FAULT_DISK_FULL)
        v = VERDICT_KIOSK_FULL;
    else if (verdict_tone(v) != TONE_HARD)
        v = VERDICT_KIOSK_CLOSED;
    if (app->kiosk.store_closed)
        (void)flow_show(app, SCREEN_out_of_order);
    flow_notice(app, v);
}
