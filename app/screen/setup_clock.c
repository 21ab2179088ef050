/* Date and time: first as a whole, to be called right; then part by part. */
#include "screen/parts.h"

#include "base/date.h"
#include "base/host.h"

static const struct {
    const char *key, *name;
    enum ui_icon icon;
} parts[MACHINE_PARTS] = {
    [PART_YEAR] = {"year", N_("The year"), ICON_calendar},    [PART_MONTH] = {"month", N_("The month"), ICON_calendar},
    [PART_DAY] = {"day", N_("The day"), ICON_calendar},       [PART_HOUR] = {"hour", N_("The hour"), ICON_clock},
    [PART_MINUTE] = {"minute", N_("The minute"), ICON_clock},
};

static void value_of(struct line *l, int32_t day, int32_t minute, enum machine_part part)
{
    struct date d = date_of(day);
    switch (part) {
    case PART_YEAR:
        line_format(l, "%d", d.year);
        break;
    case PART_MONTH:
        line_format(l, "%d", d.month);
        break;
    case PART_DAY:
        line_format(l, "%d", d.day);
        break;
    case PART_HOUR:
        line_format(l, "%02d", minute / 60);
        break;
    default:
        line_format(l, "%02d", minute % 60);
        break;
    }
}

/* The day in words, the time large. */
static void whole(struct ui *u, const char *key, int32_t day, int32_t minute)
{
    struct line date, value;
    when_date(&date, SHOWN, day, WHEN_DATED);
    ui_add(u, UI_CODE, key, 0, line_capital(&date));
    ui_value(u, when_clock(&value, SHOWN, minute));
    ui_say(u, when_at(&date, SPOKEN, day, minute, WHEN_DATED));
}

static void one_part(const struct app *app, struct ui *u, enum machine_part part, int32_t day, int32_t minute)
{
    struct line l;
    bool last = part == PART_MINUTE;
    part_title(app, u, _(parts[part].name));
    value_of(&l, day, minute, part);
    ui_add(u, UI_CODE, parts[part].key, 0, _(parts[part].name));
    ui_value(u, l.text);
    ui_flag(u, UI_LIVE);
    ui_open(u, UI_TWO, "turn", 0);
    part_button(u, "less", ICON_minus, _("One less"), DO(ACT_SETUP_TURN, -(int32_t)part - 1));
    part_button(u, "more", ICON_plus, _("One more"), DO(ACT_SETUP_TURN, (int32_t)part + 1));
    ui_close(u);
    part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_PART, last ? 0 : MACHINE_PARTS + 1 - (int32_t)part));
}

static void view(const struct app *app, struct ui *u)
{
    int32_t minute, day = date_wall(host_now() + app->setup.clock_shift, &minute);
    if (app->session.part > 0 && app->session.part <= MACHINE_PARTS) {
        one_part(app, u, (enum machine_part)(MACHINE_PARTS - app->session.part), day, minute);
        return;
    }
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Compare with a clock you trust."));
    whole(u, "clock", day, minute);
    part_row(u, "date", ICON_calendar, _("Change the date"), DO(ACT_PART, MACHINE_PARTS - PART_YEAR));
    part_row(u, "time", ICON_clock, _("Change the time"), DO(ACT_PART, MACHINE_PARTS - PART_HOUR));
    part_primary(u, "next", ICON_check, _("This is right"), DO(ACT_SETUP_CLOCK));
}

const struct screen_file setup_clock_screen = {.view = view};
