/* What staff can do here. No names, no groups. */
#include "screen/parts.h"

/* What is wrong takes the room of what is always so. */
static void health(const struct app *app, struct ui *u)
{
    const struct staff_view *v = &app->staff;
    bool open = part_signups_open(app);
    bool well = v->journal_whole && v->clock_sure && open && !v->house_lost && v->damaged == 0 && !v->torn &&
                v->filled < FILLED_TOLD;
    const char *shut = v->behind ? _("Sign-ups are missing") : _("Visitors can't join just now");
    const char *worry = open ? _("Something needs checking") : shut;
    if (well)
        part_text(u, "about", _("No names are shown here. It closes when you leave."));
    ui_add(u, UI_NOTICE, "health", 0, well ? _("All is well") : worry);
    ui_icon(u, well ? ICON_shield : ICON_warning);
    ui_hint(u, well ? NULL : _("See the status of the kiosk."));
}

/* Where this is no machine but has a printer, as on a desk, that alone. */
static void machine(const struct app *app, struct ui *u)
{
    if (!app->machine.here && app->printer.here) {
        part_row(u, "printer", ICON_print, _("Printer and USB ports"), GO(staff_printer));
        ui_hint(u, _("Test page, keyboard, memory stick"));
        return;
    }
    part_row(u, "machine", ICON_device, _("The machine"), DO(ACT_MACHINE, SCREEN_NUMBER(staff_machine)));
    ui_hint(u, app->machine.about.copy[0] ? _("A new version is in use. Is all well?")
                                          : _("Clock, printer, update, power"));
    if (!app->machine.here)
        part_not_now(u, _("This program runs on a desk."));
}

static void view(const struct app *app, struct ui *u)
{
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    health(app, u);
    part_row(u, "export", ICON_export, _("Take out signed lists"), GO(staff_export));
    ui_hint(u, part_waiting(&app->staff, &l));
    if (app->machine.update == UPDATE_UNDER_WAY)
        part_not_now(u, _("An update needs the stick."));
    part_row(u, "week", ICON_calendar, _("Meetings this week"), GO(staff_week));
    ui_hint(u, _("Call off, move, close, hide"));
    part_row(u, "letter", ICON_letter, _("Letter from the office"), GO(staff_letter));
    ui_hint(u, _("Groups and times"));
    if (app->machine.update == UPDATE_UNDER_WAY)
        part_not_now(u, _("An update needs the stick."));
    machine(app, u);
    part_row(u, "store", ICON_disk, _("Status of the kiosk"), GO(staff_store));
    ui_hint(u, _("Log, clock and disk space"));
}

const struct screen_file staff_home_screen = {.view = view};
