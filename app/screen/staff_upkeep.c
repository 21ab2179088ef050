/* What staff do now and then: the event log on a stick, another PIN. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("The event log says what was done here, and names nobody."));
    part_row(u, "log", ICON_export, _("Take the event log out"), DO(ACT_LOG_TAKE));
    ui_hint(u, _("Signed, to a memory stick"));
    if (app->machine.update == UPDATE_UNDER_WAY)
        part_not_now(u, _("An update needs the stick."));
    part_print(app, u, SHEET_day, _("Print the day sheet"));
    part_row(u, "backup", ICON_stick, _("A backup"), GO(staff_backup));
    ui_hint(u, _("For the day this machine breaks"));
    part_row(u, "moving", ICON_device, _("Move to another machine"), GO(staff_moving));
    ui_hint(u, _("When this one is old or ailing"));
    part_row(u, "pin", ICON_key, _("Change the PIN"), GO(pin_old));
    ui_hint(u, _("You need the one that holds now"));
}

const struct screen_file staff_upkeep_screen = {.view = view};
