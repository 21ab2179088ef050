/* The printer, for staff: how it stands, a test page, and which ports are for it, a keyboard and the memory stick. */
#include "screen/parts.h"

#include "rule/print.h"

static const char *state_words(enum printer_state state)
{
    enum verdict v = print_stands(state);
    return v == VERDICT_KIOSK_OPEN ? _("It is ready.") : _(verdict_sentence(v));
}

/* One port at a time: another one is named after this one is closed. */
static void keyboard_row(const struct app *app, struct ui *u)
{
    const bool named = app->machine.about.keyboard == KNOWN_YES;
    if (named)
        part_row(u, "no_keyboard", ICON_cross, _("Close the port for keyboards"), DO(ACT_KEYBOARD, 1));
    else
        part_row(u, "keyboard", ICON_keys, _("Use the keyboard or switch box that is plugged in"), DO(ACT_KEYBOARD));
    ui_hint(u, named ? _("A keyboard there stops working") : _("In this port only"));
}

static void view(const struct app *app, struct ui *u)
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
    keyboard_row(app, u);
    part_row(u, "stick", ICON_import, _("Use this port for memory sticks"), DO(ACT_STICK_HERE));
    ui_hint(u, _("Other ports stay closed"));
}

const struct screen_file staff_printer_screen = {.view = view};
