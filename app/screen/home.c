/* What would you like to do? Five ways on: more are no choice (SIZ-07). */
#include "screen/parts.h"

/* The code is the second row, so that it stands on the first page at every size and on every panel (withdrawing
 * costs no more than joining); the largest letters leave no room for second lines. */
static const char *second(const struct ui *u, const char *line)
{
    return u->setting.size < SIZE_XL ? line : NULL;
}

static fault load(struct app *app)
{
    return store_settings(app->store, &app->session.settings);
}

/* Where groups are hosted at the centre, who comes to the end of its programme asks what now; privacy is then said from the
 * pages about self-help groups on, and before anything is written. */
static void reading(const struct session *s, struct ui *u)
{
    bool hosted = s->settings >> SETTING_CENTRE & 1;
    if (hosted)
        part_row(u, "after", ICON_path, _("What now, after my programme?"), GO(what_now));
    part_row(u, "about", ICON_people, _("What is a self-help group?"), GO(about));
    if (hosted)
        ui_hint(u, second(u, _("And what happens to what I write")));
    else
        part_row(u, "privacy", ICON_lock, _("What happens to what I write?"), GO(privacy));
}

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "time", _("Take the time you need. You can go back whenever you like."));
    part_say_keys(app, u, _("Take the time you need. You can go back whenever you like."));
    part_row(u, "find", ICON_find, _("Find a group"), GO(find));
    ui_flag(u, UI_LIKELY);
    ui_hint(u, second(u, _("By topic, day or word")));
    part_row(u, "receipt", ICON_receipt, _("I have a code"), GO(code));
    ui_hint(u, second(u, _("See or withdraw your sign-up")));
    part_row(u, "week", ICON_calendar, _("Meetings this week"), GO(week));
    ui_hint(u, second(u, _("Times and rooms")));
    reading(&app->session, u);
}

const struct screen_file home_screen = {.view = view, .load = load};
