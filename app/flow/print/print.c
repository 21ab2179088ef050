/* A sheet of paper: asked for here, drawn and handed over by the loop (loop/print_job.c), cancelled when the visitor
 * goes. What is said of it is what the printer says: "printed" only after every page is out. */
#include "flow/core/core.h"
#include "flow/group/group.h"
#include "flow/print/print.h"
#include "screens.h"

#include <string.h>
#include "rule/print.h"

/* Between two looks; with a printer that says nothing new: a slow one prints a page a minute, and paper has to be
 * fetched. */
enum { LOOK_MS = 5000, PATIENCE_MS = 180000, PAGE_MS = 60000 };

static const struct {
    uint8_t who, class;
} sheets[SHEETS] = {
#define SHEET(name, who, class, title) [SHEET_##name] = {who, class},
#include "sheets.def"
#undef SHEET
};

/* What is personal is printed from its own screen, or once more from the screen that says how that went. */
static bool may_print(const struct app *app, enum sheet sheet)
{
    const struct session *s = &app->session;
    bool waits = s->print.stage == PRINT_ASKED || s->print.stage == PRINT_OVER;
    bool again = s->at == SCREEN_print && s->print.sheet == sheet && waits;
    if (!(sheets[sheet].who & s->who) || (sheet == SHEET_receipt && !s->joined && !s->own.open))
        return false;
    if (sheet == SHEET_group_code)
        return again || s->at == SCREEN_group_code || s->at == SCREEN_staff_group;
    return sheets[sheet].class == PUBLIC || s->at == SCREEN_join_done || s->at == SCREEN_mine || again;
}

/* Who hears may hear a sheet before it is printed (AUD-12): asked for once, it waits for that. */
static enum print_stage stage_of(const struct app *app, enum sheet sheet)
{
    const struct session *s = &app->session;
    bool hears = app->voice.headset && app->voice.sounds;
    bool offered = s->at == SCREEN_print && s->print.sheet == sheet;
    return hears && !offered ? PRINT_ASKED : PRINT_WANTED;
}

void flow_sheet_hear(struct app *app, int32_t number)
{
    (void)number;
    app->session.listen.want = LISTEN_SHEET;
}

void flow_print(struct app *app, int32_t number)
{
    struct printing *p = &app->session.print;
    if (number < 0 || number >= SHEETS || !may_print(app, (enum sheet)number))
        return;
    if (number == SHEET_group_code && !app_printing(app) && !app->session.held.draws && !flow_group_renew(app))
        return;
    if (!app_printing(app)) { /* one sheet at a time: the screen says how the one under way stands */
        enum print_stage stage = stage_of(app, (enum sheet)number);
        *p = (struct printing){.stage = stage, .sheet = (enum sheet)number, .outcome = VERDICT_PRINT_BUSY};
        p->told_ms = host_steady_ms();
    }
    (void)flow_show(app, SCREEN_print);
}

void flow_print_drop(struct app *app)
{
    if (app_printing(app))
        host_print_cancel();
    app->session.print = (struct printing){0};
}

void flow_print_cancel(struct app *app, int32_t number)
{
    (void)number;
    if (!app_printing(app))
        return;
    host_print_cancel();
    flow_print_ended(app, VERDICT_PRINT_GONE);
}

void flow_print_ended(struct app *app, enum verdict outcome)
{
    struct session *s = &app->session;
    s->print.stage = PRINT_OVER;
    s->print.outcome = outcome;
    if (s->print.sheet == SHEET_group_code)
        flow_group_printed(app, outcome == VERDICT_PRINT_DONE);
    s->code_printed |= s->print.sheet == SHEET_receipt && outcome == VERDICT_PRINT_DONE;
    s->touched_ms = host_steady_ms(); /* who waited for it sees how it ended */
    app->wake = true;
}

void flow_print_sent(struct app *app)
{
    app->session.print.stage = PRINT_SENT;
    app->session.print.told_ms = host_steady_ms();
    app->wake = true;
}

/* Of the sheet under way. READY is no news of it: it says that the printer has nothing of ours yet. */
static void told(struct app *app, const struct printer_event *tell)
{
    struct printing *p = &app->session.print;
    enum verdict v = print_verdict((enum printer_state)tell->state);
    bool news = v != p->outcome || (int32_t)tell->page != p->page;
    p->page = (int32_t)tell->page;
    p->pages = tell->pages ? (int32_t)tell->pages : p->pages;
    if (news)
        p->told_ms = host_steady_ms();
    if (tell->state != PRINTER_READY)
        p->outcome = v;
    if (printer_ends((enum printer_state)tell->state))
        flow_print_ended(app, v);
}

void flow_printer_event(struct app *app, const struct printer_event *tell)
{
    struct printer_view *p = &app->printer;
    bool same = p->here && p->state == (enum printer_state)tell->state && strcmp(p->name, tell->name) == 0;
    p->here = true;
    p->state = (enum printer_state)tell->state;
    memcpy(p->name, tell->name, sizeof p->name);
    if (app_printing(app))
        told(app, tell);
    app->wake |= !same || app_printing(app);
}

/* Is there a printing program, and how does its printer stand? Asked when somebody is there, and by a clock only on the
 * staff screen about it: an idle kiosk sleeps. */
static void look(struct app *app, int64_t steady_ms)
{
    struct printer_view *p = &app->printer;
    if (app_printing(app) || app->public_only || app->setup.on || (p->looked_ms && steady_ms - p->looked_ms < LOOK_MS))
        return;
    p->looked_ms = steady_ms;
    bool here = host_print_look() != FAULT_NO_ENTRY;
    if (p->here && !here)
        app->wake = true;
    p->here &= here; /* it is there when it answers */
}

void flow_print_tick(struct app *app, int64_t steady_ms)
{
    struct session *s = &app->session;
    look(app, steady_ms);
    if (!app_printing(app))
        return;
    if (steady_ms >= flow_print_ms(app)) {
        enum verdict v = s->print.outcome;
        host_print_cancel();
        flow_print_ended(app, v == VERDICT_PRINT_BUSY ? VERDICT_PRINT_SILENT : v);
    } else {
        s->touched_ms = s->asked_ms = steady_ms; /* who waits for a sheet is there (TIM-02) */
    }
}

int64_t flow_print_ms(const struct app *app)
{
    const struct printing *p = &app->session.print;
    int64_t more = p->stage == PRINT_SENT ? (int64_t)p->pages * PAGE_MS : 0;
    if (app_printing(app))
        return p->told_ms + PATIENCE_MS + more;
    /* Staff watch it come: a printer takes seconds to be there once it is let in. */
    return app->session.at == SCREEN_staff_printer ? app->printer.looked_ms + LOOK_MS : -1;
}

/* A port is named by the device manager. */
static void show_port(struct app *app, fault f, enum verdict verdict)
{
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY && f != FAULT_BAD_INPUT)
        flow_log("printer: port", f, "");
    app->printer.looked_ms = 0;
    flow_notice(app, verdict);
}

static void name_port(struct app *app, enum machine_verb verb)
{
    fault f = host_machine(verb, 0, NULL);
    show_port(app, f, machine_verdict(verb, f));
}

void flow_printer_use(struct app *app, int32_t number)
{
    (void)number;
    name_port(app, MACHINE_PRINTER);
}

void flow_stick_here(struct app *app, int32_t number)
{
    (void)number;
    name_port(app, MACHINE_EXPORT);
}

void flow_keyboard(struct app *app, int32_t number)
{
    const bool closes = number == 1;
    fault f = host_machine(MACHINE_KEYBOARD, number, NULL);
    if (f == FAULT_NONE)
        app->machine.about.keyboard = closes ? KNOWN_NO : KNOWN_YES;
    show_port(app, f, machine_keyboard_verdict(closes, f));
}
