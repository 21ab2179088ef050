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

/* At the largest size a row has a word or two: then all five are two pages. */
static const char *label(const struct ui *u, const char *usual, const char *largest)
{
    return u->setting.size < SIZE_XXL ? usual : largest;
}

/* Where groups are hosted at the centre, who comes to the end of its programme asks what now; privacy is then said from the
 * pages about self-help groups on, and before anything is written. */
static void reading(const struct session *s, struct ui *u)
{
    bool hosted = s->settings >> SETTING_CENTRE & 1;
    if (hosted)
        part_row(u, "after", ICON_path, label(u, _("What now, after my programme?"), C_("row", "What now?")),
                 GO(what_now));
    part_row(u, "about", ICON_people, label(u, _("What is a self-help group?"), C_("row", "About groups")), GO(about));
    if (hosted)
        ui_hint(u, second(u, _("And what happens to what I write")));
    else
        part_row(u, "privacy", ICON_lock, label(u, _("What happens to what I write?"), C_("row", "Privacy")),
                 GO(privacy));
}

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    const char *own = _("Take the time you need. You can go back whenever you like.");
    if (u->setting.size < SIZE_XXL)
        part_text(u, "time", own);
    part_say_keys(app, u, u->setting.size < SIZE_XXL ? own : _(screen_title(app->session.at)));
    part_row(u, "find", ICON_find, _("Find a group"), GO(find));
    ui_flag(u, UI_LIKELY);
    ui_hint(u, second(u, _("By topic, day or word")));
    part_row(u, "receipt", ICON_receipt, _("I have a code"), GO(code));
    ui_hint(u, second(u, _("See or withdraw your sign-up")));
    part_row(u, "week", ICON_calendar, label(u, _("Meetings this week"), C_("row", "This week")), GO(week));
    ui_hint(u, second(u, _("Times and rooms")));
    reading(&app->session, u);
}

const struct screen_file home_screen = {.view = view, .load = load};
