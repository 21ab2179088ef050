/* A forgotten PIN: the office gives leave to draw a new one by a letter on a stick. */
#include "screen/parts.h"

#include "base/date.h"

static void may_draw(const struct app *app, struct ui *u)
{
    struct line l, date;
    int32_t today = date_wall(app->session.read_at, NULL);
    line_format(&l, _("A new PIN may be drawn until %s."), when_date(&date, SHOWN, app->letter.pin_until, today));
    ui_add(u, UI_STRONG, "until", 0, l.text);
    part_text(u, "two", _("Be two, so that one reads the PIN and the other writes it down. It is shown once."));
    part_primary(u, "draw", ICON_key, _("Draw a new PIN"), DO(ACT_PIN_DRAW));
}

static void view(const struct app *app, struct ui *u)
{
    const struct letter_view *v = &app->letter;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.pin_leave) {
        may_draw(app, u);
        return;
    }
    if (v->read && v->verdict == VERDICT_LETTER_MAY) {
        ui_add(u, UI_STRONG, "letter", 0, line_format(&l, _("Letter %d from the office"), v->number));
        part_text(u, "gives", _("It gives leave to draw a new PIN here within seven days. Nothing is changed yet."));
        part_hold(u, "take", ICON_press, _("Hold to take it into use"), DO(ACT_PIN_LEAVE, 1));
        ui_hint(u, _("Two seconds. Let go, and nothing happens."));
        return;
    }
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("The office can help: it gives leave to draw a new one by a letter."));
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "stick", ICON_stick, _("Put a memory stick in"), _("Then touch Read. That changes nothing yet."));
    ui_close(u);
    part_primary(u, "read", ICON_stick, _("Read the stick"), DO(ACT_PIN_LEAVE));
}

const struct screen_file pin_leave_screen = {.view = view};
