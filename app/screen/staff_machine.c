/* What staff do with the machine itself. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct machine_view *m = &app->machine;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("The machine that this kiosk runs on."));
    part_row(u, "clock", ICON_clock, _("The clock"), DO(ACT_MACHINE, SCREEN_NUMBER(staff_clock)));
    ui_hint(u, app->staff.clock_sure ? _("Look at it or set it") : _("It may be wrong. Please set it."));
    part_row(u, "printer", ICON_print, _("Printer and USB ports"), GO(staff_printer));
    ui_hint(u, _("Test page, keyboard, memory stick"));
    if (m->about.copy[0])
        line_format(&l, "%s", _("A new version is in use. Is all well?"));
    else if (m->update == UPDATE_UNDER_WAY) /* TRANSLATORS: how much of an update is written */
        line_format(&l, _("Writing: %d %%"), machine_percent(m->update_done, m->update_all));
    else
        line_format(&l, "%s", _("From a memory stick"));
    part_row(u, "update", ICON_import, _("Update"), DO(ACT_MACHINE, SCREEN_NUMBER(staff_update)));
    ui_hint(u, l.text);
    part_row(u, "power", ICON_power, _("Restart or switch off"), DO(ACT_MACHINE, SCREEN_NUMBER(staff_power)));
    part_row(u, "facts", ICON_info, _("About this machine"), DO(ACT_MACHINE, SCREEN_NUMBER(staff_about)));
    ui_hint(u, _("Version, lock, a code"));
}

const struct screen_file staff_machine_screen = {.view = view};
