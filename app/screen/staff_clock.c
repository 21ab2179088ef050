/* The clock, large, and one of its parts at a time to turn. */
#include "screen/parts.h"

#include "base/date.h"
#include "base/host.h"

static const struct {
    const char *name, *less, *more, *next; /* next: what the button to the part after this one says */
} parts[MACHINE_PARTS] = {
    [PART_MINUTE] = {N_("Minute"), N_("Minute back"), N_("Minute on"), N_("Next: hour")},
    [PART_HOUR] = {N_("Hour"), N_("Hour back"), N_("Hour on"), N_("Next: day")},
    [PART_DAY] = {N_("Day"), N_("Day back"), N_("Day on"), N_("Next: month")},
    [PART_MONTH] = {N_("Month"), N_("Month back"), N_("Month on"), N_("Next: year")},
    [PART_YEAR] = {N_("Year"), N_("Year back"), N_("Year on"), N_("Next: minute")},
};

/* The date stands at the start, the time very large; a voice says both in words. */
static void face(struct ui *u, int64_t moment)
{
    struct line date, clock;
    int32_t minute, day = date_wall(moment, &minute);
    when_date(&date, SHOWN, day, WHEN_DATED);
    ui_add(u, UI_NUMBER, "now", 0, line_capital(&date));
    ui_value(u, when_clock(&clock, SHOWN, minute));
    ui_say(u, when_at(&date, SPOKEN, day, minute, WHEN_DATED));
    ui_flag(u, UI_LIVE);
}

static void warn(const struct app *app, struct ui *u)
{
    const struct machine_view *m = &app->machine;
    const char *label = NULL, *hint = NULL;
    if (m->clock_moved && m->clock < host_now()) {
        label = _("That is earlier than now.");
        hint = _("You may set it back. The log keeps its order.");
    } else if (!m->clock_moved && !app->staff.clock_sure) {
        label = _("This clock may be wrong.");
        hint = _("Compare it with another one, and set it.");
    }
    if (!label || app->session.notice != VERDICT_KIOSK_OPEN)
        return;
    ui_add(u, UI_NOTICE, "unsure", 0, label);
    ui_icon(u, ICON_warning);
    ui_hint(u, hint);
    ui_flag(u, UI_LIVE);
}

static void view(const struct app *app, struct ui *u)
{
    const struct machine_view *m = &app->machine;
    enum machine_part part = m->clock_part;
    part_title(app, u, _(screen_title(app->session.at)));
    warn(app, u);
    face(u, m->clock_moved ? m->clock : host_now());
    ui_open(u, UI_TWO, "turn", 0);
    part_button(u, "less", ICON_minus, _(parts[part].less), DO(ACT_CLOCK_TURN, -1));
    ui_arg(u, (int32_t)part);
    part_button(u, "more", ICON_plus, _(parts[part].more), DO(ACT_CLOCK_TURN, 1));
    ui_arg(u, (int32_t)part);
    ui_close(u);
    part_button(u, "part", ICON_forward, _(parts[part].next), DO(ACT_CLOCK_PART));
    part_hold(u, "set", ICON_check, m->clock_moved ? _("Hold to set the clock") : _("Hold if the clock is right"),
              DO(ACT_CLOCK_SET));
}

const struct screen_file staff_clock_screen = {.view = view};
