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

static void view(const struct app *app, struct ui *u)
{
    const struct staff_view *v = &app->staff;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    ui_open(u, UI_CARD, "checks", 0);
    check(u, "journal", v->journal_whole, _("The event log"),
          v->journal_whole ? _("It is unchanged.") : _("The log does not add up. Tell whoever looks after the kiosk."));
    check(u, "clock", v->clock_sure, _("The clock"),
          v->clock_sure ? _("It is right.") : _("It may be wrong. Set it before you export."));
    check(u, "store", !v->store_desk, _("Sign-ups"),
          !v->store_desk ? _("They are open to visitors.") : _("They are closed. Visitors are sent to the desk."));
    bool shown = app->timetable == TIMETABLE_WHOLE || app->timetable == TIMETABLE_REBUILT;
    part_fact(u, "timetable", shown ? ICON_check : ICON_warning, _("The timetable"), _(timetable(app->timetable)));
    bool roomy = v->free_bytes >> 30 >= 10;
    line_format(&l, roomy ? _("%d GB free") : _("%d MB free"), (int)(v->free_bytes >> (roomy ? 30 : 20)));
    check(u, "room", !app->kiosk.disk_low, _("Space on the disk"), l.text);
    part_fact(u, "exports", ICON_export, _("Lists taken out so far"), line_format(&l, "%d", v->exports));
    ui_close(u);
    part_button(u, "check", ICON_turn, _("Check again"), DO(ACT_STAFF_CHECK));
}

const struct screen_file staff_store_screen = {.view = view};
