/* The printer, for staff: how it stands, a test page, and which sockets it and the memory stick belong to. */
#include "screen/parts.h"

#include "rule/print.h"

SCREEN_FILE(staff_printer)

static const char *state_words(enum printer_state state)
{
    enum verdict v = print_stands(state);
    return v == VERDICT_KIOSK_OPEN ? _("It is ready.") : _(verdict_sentence(v));
}

void staff_printer_view(const struct app *app, struct ui *u)
{
    const struct printer_view *p = &app->printer;
    part_title(app, u, _(screen_title(app->session.at)));
    if (p->here && p->state != PRINTER_NONE)
        part_fact(u, "printer", 0, ICON_print, *p->name ? p->name : _("A printer"), state_words(p->state));
    else
        part_fact(u, "printer", 0, ICON_print, _("There is no printer"), _("Visitors can't print."));
    part_row(u, "trial", 0, ICON_print, _("Print a test page"), _("Lines to measure, and letters"), ACT_PRINT,
             SHEET_trial);
    if (!p->here || print_stands(p->state) != VERDICT_KIOSK_OPEN)
        part_not_now(u, p->here ? state_words(p->state) : _("There is no printer just now."));
    if (!app->machine.here)
        return;
    part_row(u, "use", 0, ICON_check, _("Use the printer that is plugged in"), _("In this port only"), ACT_PRINTER_USE,
             0);
    part_row(u, "stick", 0, ICON_import, _("Use this port for memory sticks"), _("Other ports stay closed"),
             ACT_STICK_HERE, 0);
}
