/* The two guards. Every verb of the program passes flow_do, every change of screen passes flow_goto; both read their table.
 * What a screen needs beyond its row (a sign-up begun, a record opened) stands in `ready`. */
#include "flow/inner.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct {
    enum who who;
    void (*function)(struct app *app, int32_t number);
} acts[ACTS] = {
    [ACT_NONE] = {0, NULL},
#define ACT(name, who, function) [ACT_##name] = {who, function},
#include "acts.def"
#undef ACT
};

static const struct {
    enum who who;
    enum back back;
} screens[SCREENS] = {
#define SCREEN(name, who, back, idle, class, title) [SCREEN_##name] = {who, back},
#include "screens.def"
#undef SCREEN
};

bool flow_may_ask(enum who who, enum act act)
{
    return act > ACT_NONE && act < ACTS && (acts[act].who & who) != 0;
}

bool flow_may_see(enum who who, enum screen screen)
{
    return screen >= 0 && screen < SCREENS && (screens[screen].who & who) != 0;
}

void flow_do(struct app *app, enum act act, int32_t number)
{
    if (!flow_may_ask(app->session.who, act) || (app->calm && !flow_calm_asks(act)))
        return;
    app->session.notice = VERDICT_KIOSK_OPEN;
    app->wake = true;
    acts[act].function(app, number);
}

static bool in_join(enum screen s)
{
    return s >= SCREEN_join_about && s <= SCREEN_join_review;
}

/* What must be true before a screen may be seen; the row's column was asked before. */
static bool ready(const struct app *app, enum screen to)
{
    const struct session *s = &app->session;
    if (app->calm && !flow_calm_shows(to))
        return false;
    if (in_join(to))
        return s->join.active && !s->joined;
    if (screens[to].who == SETUP)
        return flow_setup_ready(app, to);
    switch (to) {
    case SCREEN_join_done: return s->joined;
    case SCREEN_print: return s->print.stage != PRINT_IDLE;
    case SCREEN_join_later: return s->join.active;
    case SCREEN_mine: case SCREEN_mine_contact: case SCREEN_withdraw: return s->own.open;
    case SCREEN_mine_write: return s->own.open && s->own.way_wanted > CONTACT_NONE;
    case SCREEN_withdraw_sure: return s->own.open && s->own.has_consent;
    case SCREEN_leave_sure: return s->own.open && s->own.has_membership;
    case SCREEN_mine_done: return s->own.outcome != VERDICT_KIOSK_OPEN;
    case SCREEN_group: case SCREEN_group_more: case SCREEN_group_dates: case SCREEN_group_rules: case SCREEN_group_rule:
    case SCREEN_group_visit: return s->group_id > 0;
    case SCREEN_staff_machine: case SCREEN_staff_clock: case SCREEN_staff_update: case SCREEN_staff_power:
    case SCREEN_staff_about: return app->machine.here;
    case SCREEN_staff_export: return app->machine.update != UPDATE_UNDER_WAY; /* both want the stick */
    case SCREEN_staff_exported: return app->staff.export_outcome == VERDICT_EXPORT_DONE;
    default: return true;
    }
}

static const enum field fields[SCREENS] = {
    [SCREEN_search] = FIELD_SEARCH,       [SCREEN_join_name] = FIELD_NAME,       [SCREEN_join_write] = FIELD_CONTACT,
    [SCREEN_mine_write] = FIELD_CONTACT,  [SCREEN_sign_name] = FIELD_SIGN_NAME,  [SCREEN_sign_witness] = FIELD_WITNESS,
    [SCREEN_code] = FIELD_CODE,
};

void flow_enter(struct app *app, enum screen at, uint16_t page, uint16_t part)
{
    struct session *s = &app->session;
    bool other = s->at != at;
    s->at = at;
    s->page = page;
    s->part = part;
    app->wake = true;
    if (!other)
        return;
    s->field = fields[at];
    s->shift = s->field == FIELD_NAME || s->field == FIELD_SIGN_NAME || s->field == FIELD_WITNESS;
    bool phone = s->field == FIELD_CONTACT &&
                 (at == SCREEN_mine_write ? s->own.way_wanted : s->join.contact_way) == CONTACT_PHONE;
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

bool flow_goto(struct app *app, enum screen to, uint16_t part)
{
    struct session *s = &app->session;
    if (!flow_may_see(s->who, to) || !ready(app, to))
        return false;
    if (s->at == to && s->part == part)
        return true;
    if (screens[to].back == TRAIL)
        trail_push(s);
    else
        flow_clear_trail(app);
    flow_enter(app, to, 0, part);
    return true;
}

bool flow_show(struct app *app, enum screen to)
{
    return flow_goto(app, to, 0);
}

void flow_return(struct app *app, enum screen to)
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
    if (screens[s->at].back == NOWHERE || flow_setup_back(app) || flow_code_back(app))
        return;
    enum screen visitors = app_safe_mode(app) ? SCREEN_out_of_order : SCREEN_home;
    enum screen home = s->who == STAFF ? SCREEN_staff_home : visitors;
    if (flow_code_waits(app) && s->who != STAFF)
        home = SCREEN_join_done;
    while (screens[s->at].back == TRAIL && s->trail_count > 0) {
        struct trail_step step = s->trail[--s->trail_count];
        if (flow_may_see(s->who, step.screen) && ready(app, step.screen)) {
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
