/* The state of the kiosk, in words. */
#include "screen/parts.h"

static void check(struct ui *u, const char *key, bool well, const char *label, const char *state)
{
    part_fact(u, key, well ? ICON_check : ICON_warning, label, state);
}

/* Untranslated. */
static const char *timetable(enum timetable_state state)
{
    switch (state) {
    case TIMETABLE_WHOLE:
        return N_("It is in order.");
    case TIMETABLE_REBUILT:
        return N_("The file could not be used. It was built again.");
    case TIMETABLE_LAST:
        return N_("The newest can't be read; the one before is shown. Tell whoever looks after the kiosk.");
    case TIMETABLE_NONE:
        break;
    }
    return N_("It can't be read, so nobody can join. Tell whoever looks after the kiosk.");
}

/* Open or not, why, and what can be done: what visitors are told too. */
static const char *signups(const struct app *app)
{
    if (part_signups_open(app))
        return _("They are open to visitors.");
    if (!app->staff.store_desk && app->kiosk.moved)
        return _("They are closed: the kiosk has moved to another machine.");
    if (!app->staff.store_desk && !app->kiosk.store_closed && app->kiosk.disk_low)
        return _("They are closed: the disk is nearly full. Tell whoever looks after the kiosk.");
    if (!app->staff.store_desk && !app->kiosk.store_closed && app->kiosk.full)
        return _("They are closed: the kiosk has no room for more people. Tell whoever looks after the kiosk.");
    if (!app->staff.store_desk && app->kiosk.store_closed)
        return _("They are closed: the disk refused to write. Restart the machine.");
    if (app->staff.behind)
        return _("They are closed: some are missing.");
    return _("They are closed. Visitors are sent to the desk.");
}

static void view(const struct app *app, struct ui *u)
{
    const struct staff_view *v = &app->staff;
    struct line l, last;
    part_title(app, u, _(screen_title(app->session.at)));
    ui_open(u, UI_CARD, "checks", 0);
    check(u, "journal", v->journal_whole, _("The event log"),
          v->journal_whole ? _("It is unchanged.") : _("The log does not add up. Tell whoever looks after the kiosk."));
    check(u, "clock", v->clock_sure, _("The clock"),
          v->clock_sure ? _("It is right.") : _("It may be wrong. Set it before you export."));
    check(u, "store", part_signups_open(app), _("Sign-ups"), signups(app));
    check(u, "records", v->damaged == 0, _("What visitors wrote"),
          v->damaged == 0 ? _("All of it can be read.") : part_damaged(&l, v->damaged));
    if (v->torn)
        part_fact(u, "torn", ICON_warning, _("The file of the sign-ups"),
                  _("It is damaged. Take out a list, and tell whoever looks after the kiosk."));
    bool shown = app->timetable == TIMETABLE_WHOLE || app->timetable == TIMETABLE_REBUILT;
    part_fact(u, "timetable", shown ? ICON_check : ICON_warning, _("The timetable"), _(timetable(app->timetable)));
    bool roomy = v->free_bytes >> 30 >= 10;
    line_format(&l, roomy ? _("%d GB free") : _("%d MB free"), (int)(v->free_bytes >> (roomy ? 30 : 20)));
    if (v->filled >= FILLED_TOLD)
        part_fact(u, "filled", ICON_warning, _("Room for sign-ups"),
                  _("Most of it is used. Tell whoever looks after the kiosk."));
    check(u, "room", !app->kiosk.disk_low, _("Space on the disk"), l.text);
    line_format(&l, *part_last_list(app, &last) ? "%d. %s" : "%d", v->exports, last.text);
    part_fact(u, "exports", ICON_export, _("Lists taken out so far"), l.text);
    if (v->restored_day > 0) {
        (void)when_date(&l, SHOWN, v->restored_day, WHEN_DATED);
        part_fact(u, "restored", ICON_device, _("It goes on from a backup"), line_capital(&l));
    }
    if (v->house_lost)
        part_fact(u, "house", ICON_warning, _("Changes for some days"),
                  _("They could not be read, and hold no longer. Please look at the week."));
    ui_close(u);
    if (v->behind)
        part_primary(u, "missing", ICON_warning, _("Sign-ups are missing"), GO(staff_missing));
    ui_open(u, UI_TWO, "more", 0);
    part_button(u, "check", ICON_turn, _("Check again"), DO(ACT_STAFF_CHECK));
    part_button(u, "upkeep", ICON_settings, _("Log and PIN"), GO(staff_upkeep));
    ui_close(u);
}

const struct screen_file staff_store_screen = {.view = view};
