/* What the kiosk can't do now, and who can. The timetable goes on being shown. */
#include "screen/parts.h"

#include "store/read.h"

/* Why, for those who can do something about it; for everybody else the sentence above is enough. */
static void trouble(const struct machine_about *about, struct ui *u)
{
    if (about->trouble == VERDICT_KIOSK_OPEN)
        return;
    ui_add(u, UI_STRONG, "staff", 0, _("For staff"));
    part_text(u, "trouble", _(verdict_sentence(about->trouble)));
    if (about->trouble != VERDICT_DATA_LOCKED)
        return;
    ui_open(u, UI_CARD, "start", 0);
    part_fact(u, "boot", ICON_shield, _("Verified start (Secure Boot)"), part_known(about->secure_boot));
    ui_close(u);
}

/* Safe mode. What still works is here: the meetings, where the timetable can be read; receipt codes, where only it can't. */
static void safe_mode(const struct app *app, struct ui *u)
{
    ui_add(u, UI_HEADING, "title", 0, _("Out of order just now"));
    part_notice(app, u);
    part_text(u, "why", _("You can't sign up here just now. Please ask at the desk. They are happy to help."));
    if (*app->centre.desk)
        part_desk(app, u);
    trouble(&app->machine.about, u);
    if (!app->public_only && !app->kiosk.desk_only) {
        part_primary(u, "receipt", ICON_receipt, _("I have a code"), GO(code));
        ui_hint(u, _("See or withdraw your sign-up"));
    }
    if (store_timetable_shown(app->store).empty)
        return;
    part_primary(u, "week", ICON_calendar, _("Meetings this week"), GO(week));
    ui_hint(u, _("Times and rooms"));
}

static void view(const struct app *app, struct ui *u)
{
    enum verdict v = kiosk_verdict(&app->kiosk);
    if (app_safe_mode(app)) {
        safe_mode(app, u);
        return;
    }
    ui_add(u, UI_HEADING, "title", 0, _(screen_title(app->session.at)));
    if (app->session.notice != VERDICT_KIOSK_OPEN)
        part_notice(app, u);
    else
        part_text(u, "why", _(verdict_sentence(v == VERDICT_KIOSK_OPEN ? VERDICT_KIOSK_DESK : v)));
    part_desk(app, u);
    part_primary(u, "home", ICON_home, _("Look around"), GO(home));
}

const struct screen_file out_of_order_screen = {.view = view};
