/* What is in force now, and the way back. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct letter_view *v = &app->letter;
    struct line l;
    if (v->number > 0)
        part_title(app, u, line_format(&l, _("Letter %d is in use"), v->number));
    else
        part_title(app, u, _("The new timetable is in use"));
    ui_open(u, UI_CARD, "facts", 0);
    if (v->parts & LETTER_BIT(LETTER_timetable)) {
        line_format(&l, words_plural("%d group", "%d groups", (unsigned long)v->groups), v->groups);
        part_fact(u, "groups", ICON_people, l.text, _("Visitors see the new timetable from now on."));
    } else {
        part_fact(u, "now", ICON_check, _("It holds from now on"), _("The event log has its number."));
    }
    if (v->keys > 0)
        part_fact(u, "keys", ICON_shield, _("New keys"),
                  _("Lists made before open to those who could open them then."));
    ui_close(u);
    if (v->beside > 0)
        part_button(u, "next", ICON_stick, _("Read the next letter"), DO(ACT_LETTER_READ));
    if (v->can_go_back) {
        part_row(u, "back", ICON_undo, _("As it was before the letter"), GO(letter_back));
        ui_hint(u, _("Groups, times and places"));
    }
    part_primary(u, "home", ICON_check, _("Done"), GO(staff_home));
}

const struct screen_file letter_used_screen = {.view = view};
