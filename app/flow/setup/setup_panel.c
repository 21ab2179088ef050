/* The display and the clock: does a finger come down where it means to, how large is the display, how high does it hang,
 * and what time is it. */
#include "flow/setup/setup.h"

#include <string.h>
#include "base/file.h"
#include "feed/site.h"

enum { EDGE_MM_MIN = 300, EDGE_MM_MAX = 1500 };

/* --- touch -------------------------------------------------------------------------------------------------------- */

static void aimed(struct app *app)
{
    struct setup *p = &app->setup;
    p->aim++;
    if (p->aim < SETUP_AIMS)
        return;
    p->aim = 0;
    if (setup_machine(app, MACHINE_PANEL, 0)) /* the hand that did this is the panel */
        setup_reach(app, SETUP_card);
}

void flow_setup_stroke(struct app *app, int32_t x, int32_t y)
{
    struct setup *p = &app->setup;
    int32_t wanted_x, wanted_y;
    app->session.notice = VERDICT_KIOSK_OPEN;
    app->wake = true;
    setup_aim(p->aim, p->pad_height, &wanted_x, &wanted_y);
    p->offset_tenths = setup_offset_tenths(x - wanted_x, y - wanted_y, p->pad_um);
    enum verdict v = setup_aim_verdict(p->offset_tenths);
    if (v == VERDICT_KIOSK_OPEN)
        aimed(app);
    else
        flow_notice(app, v);
}

void flow_setup_aim(struct app *app, int32_t number)
{
    (void)number;
    aimed(app);
}

void flow_setup_skip(struct app *app, int32_t number)
{
    (void)number;
    setup_reach(app, SETUP_card);
}

/* --- the way up ----------------------------------------------------------------------------------------------------
 */

/* The machine keeps it for the next start; the loop turns the picture now. */
void flow_setup_rotate(struct app *app, int32_t number)
{
    (void)number;
    int32_t turn = (app->setup.rotation + 1) & 3;
    if (app->setup.can_rotate && setup_machine(app, MACHINE_TURN, turn)) {
        app->setup.rotation = turn;
        app->wake = true;
    }
}

/* --- size and place ----------------------------------------------------------------------------------------------- */

void flow_setup_card(struct app *app, int32_t number)
{
    struct setup *p = &app->setup;
    struct panel tried = p->panel;
    if (number != 0) {
        if (number >= -50 && number <= 50 && setup_panel(&tried, p->card_px + number))
            p->card_px += number;
        return;
    }
    if (!setup_panel(&tried, p->card_px)) {
        flow_notice(app, setup_card_verdict(false, true));
        return;
    }
    p->panel = app->panel = tried;
    setup_reach(app, SETUP_edge);
}

static fault keep_site(struct app *app)
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = 512};
    feed_site_text(&app->setup.panel, &text);
    fault f = file_path(path, app->data, SETUP_SITE_FILE);
    if (f == FAULT_NONE)
        f = file_replace(path, text.data, text.length, 0600);
    buffer_free(&text);
    return f;
}

void flow_setup_edge(struct app *app, int32_t number)
{
    struct setup *p = &app->setup;
    int32_t edge = p->panel.lower_edge_mm + number;
    if (number < -100 || number > 100)
        return;
    if (edge >= EDGE_MM_MIN && edge <= EDGE_MM_MAX)
        p->panel.lower_edge_mm = edge;
    if (number != 0)
        return;
    app->panel = p->panel;
    fault f = keep_site(app);
    if (f != FAULT_NONE)
        setup_trouble(app, "setup: site", f, "");
    else
        setup_reach(app, SETUP_clock);
}

/* --- clock -------------------------------------------------------------------------------------------------------- */

void flow_setup_turn(struct app *app, int32_t number)
{
    struct setup *p = &app->setup;
    int32_t part = (number < 0 ? -number : number) - 1;
    if (part < 0 || part >= MACHINE_PARTS)
        return;
    int64_t now = host_now();
    p->clock_shift = machine_clock_turn(now + p->clock_shift, (enum machine_part)part, number < 0 ? -1 : 1) - now;
}

void flow_setup_clock(struct app *app, int32_t number)
{
    (void)number;
    struct setup *p = &app->setup;
    fault f = host_machine(MACHINE_CLOCK, host_now() + p->clock_shift, NULL);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY) { /* a desk keeps its own clock */
        flow_log("setup: clock", f, "");
        flow_notice(app, machine_verdict(MACHINE_CLOCK, f));
        return;
    }
    p->clock_shift = 0;
    setup_reach(app, SETUP_centre);
}
