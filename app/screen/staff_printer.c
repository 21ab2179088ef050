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
        part_fact(u, "printer", ICON_print, *p->name ? p->name : _("A printer"), state_words(p->state));
    else
        part_fact(u, "printer", ICON_print, _("There is no printer"), _("Visitors can't print."));
    part_row(u, "trial", ICON_print, _("Print a test page"), DO(ACT_PRINT, SHEET_trial));
    ui_hint(u, _("Lines to measure, and letters"));
    if (!p->here || print_stands(p->state) != VERDICT_KIOSK_OPEN)
        part_not_now(u, p->here ? state_words(p->state) : _("There is no printer just now."));
    if (!app->machine.here)
        return;
    part_row(u, "use", ICON_check, _("Use the printer that is plugged in"), DO(ACT_PRINTER_USE));
    ui_hint(u, _("In this port only"));
    part_row(u, "stick", ICON_import, _("Use this port for memory sticks"), DO(ACT_STICK_HERE));
    ui_hint(u, _("Other ports stay closed"));
}
