/* What the kiosk can't do now, and who can. The timetable goes on being shown. */
#include "screen/parts.h"

void out_of_order_view(const struct app *app, struct ui *u)
{
    enum verdict v = kiosk_verdict(&app->kiosk);
    ui_add(u, UI_HEADING, "title", 0, _(screen_title(SCREEN_out_of_order)));
    if (app->session.notice != VERDICT_KIOSK_OPEN)
        part_notice(app, u);
    else
        part_text(u, "why", _(verdict_sentence(v == VERDICT_KIOSK_OPEN ? VERDICT_KIOSK_DESK : v)));
    part_desk(app, u);
    part_primary(u, "home", ICON_home, _("Look around"), ACT_GO, SCREEN_home);
}
