/* A new PIN. Of a forgotten one: by leave of the office, which comes as a letter on a stick, it is drawn before anybody signed in.
 * Staff who write the old one (flow/staff/staff.c) need no leave.
 *
 * MUST 1: only a letter that the office signed, and that brings this leave and nothing else, is taken here.
 * MUST 2: a PIN is drawn with that letter in the machine, once, and within seven days: who walks by later finds nothing. */
#include "flow/letter/job.h"

#include <string.h>
#include "screens.h"

/* Nothing can be kept: then no letter is taken either. */
static bool open_for_it(struct app *app)
{
    flow_kiosk_refresh(app);
    bool open = !app->kiosk.desk_only && !app->kiosk.store_closed;
    if (!open)
        flow_notice(app, kiosk_verdict(&app->kiosk));
    return open;
}

void flow_pin_forgotten(struct app *app, int32_t number)
{
    (void)number;
    if (!open_for_it(app))
        return;
    fault f = host_machine(MACHINE_STAFF_IN, 0, NULL); /* the stick alone: every other right stays where it is */
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
        flow_log("pin: stick", f, "");
    app->session.stick_let_in = true;
    (void)flow_show(app, SCREEN_pin_leave);
}

static bool brings_leave_alone(const struct app *app)
{
    return app->letter.parts == LETTER_BIT(LETTER_pin) && app->letter.is_signed;
}

/* The letter that gave the leave lies there again, and the seven days are not over. */
static bool stands(const struct app *app)
{
    return app->letter.verdict == VERDICT_LETTER_AGAIN && brings_leave_alone(app) && app->letter.pin_until > 0;
}

static void read_leave(struct app *app)
{
    struct session *s = &app->session;
    s->pin_leave = false;
    if (!*app->stick || !host_stick_present(app->stick)) {
        flow_notice(app, VERDICT_STICK_MISSING);
        return;
    }
    flow_letter_read(app, app->stick, NULL);
    s->pin_leave = stands(app);
    if (s->pin_leave)
        return;
    bool may = app->letter.verdict == VERDICT_LETTER_MAY;
    app->letter.verdict = letter_door_verdict(app->letter.verdict, brings_leave_alone(app));
    if (app->letter.verdict == VERDICT_LETTER_MAY)
        return;
    if (may) /* else its line stands in the event log already */
        letter_refused(app);
    flow_notice(app, app->letter.verdict);
}

static void take_leave(struct app *app)
{
    if (!brings_leave_alone(app))
        return;
    flow_letter_take(app);
    app->session.pin_leave = app->letter.verdict == VERDICT_LETTER_IN_USE && app->letter.pin_until > 0;
    if (!app->session.pin_leave)
        flow_notice(app, app->letter.verdict);
}

void flow_pin_leave(struct app *app, int32_t number)
{
    if (!open_for_it(app))
        return;
    if (number == 1)
        take_leave(app);
    else
        read_leave(app);
}

void flow_pin_draw(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    if (!s->pin_leave && !s->pin_known)
        return;
    bytes_wipe(s->pin, sizeof s->pin);
    seal_pin_make(s->pin_drawn);
    (void)flow_show(app, SCREEN_pin_new);
}

/* The new PIN, and the end of a leave, in one. Whoever wrote the old one needs none. */
static fault keep(struct app *app)
{
    char hash[SEAL_PIN_HASH];
    struct office_row row;
    bool known = app->session.pin_known;
    fault f = seal_pin_hash(hash, app->session.pin_drawn, SEAL_PIN_COST);
    if (f == FAULT_NONE)
        f = store_office(app->store, &row);
    if (f == FAULT_NONE && !known && row.pin_until < flow_today())
        f = FAULT_NO_ENTRY;
    row.pin_until = 0;
    if (f == FAULT_NONE)
        f = store_begin(app->store);
    if (f == FAULT_NONE) {
        f = store_pin_set(app->store, hash);
        if (f == FAULT_NONE)
            f = store_office_set(app->store, &row);
        if (f == FAULT_NONE)
            f = flow_journal(app, known ? EVENT_pin_changed : EVENT_pin_drawn, NULL);
        f = store_end(app->store, f);
    }
    bytes_wipe(hash, sizeof hash);
    return f;
}

void flow_pin_set(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    bool same = (s->pin_leave || s->pin_known) && *s->pin_drawn && text_same(s->pin, s->pin_drawn);
    bytes_wipe(s->pin, sizeof s->pin);
    if (!same) {
        flow_notice(app, VERDICT_SETUP_PIN_WRONG);
        return;
    }
    fault f = keep(app);
    if (f == FAULT_NONE)
        f = store_tries_clear(app->store, TRIES_PIN); /* those were tries at the old one */
    if (f != FAULT_NONE)
        flow_log("pin: new", f, store_why(app->store));
    bytes_wipe(s->pin_drawn, sizeof s->pin_drawn);
    bool known = s->pin_known;
    s->pin_leave = s->pin_known = false;
    flow_letter_look(app);
    flow_return(app, known ? SCREEN_staff_upkeep : SCREEN_staff_pin);
    flow_notice(app, known && f == FAULT_NONE ? VERDICT_PIN_CHANGED : letter_pin_verdict(f));
}
