/* Who a group is for, how it is led, how to find the room. */
#include "screen/parts.h"

fault group_more_load(struct app *app)
{
    return group_load(app);
}

void group_more_view(const struct app *app, struct ui *u)
{
    const struct group *g = &app->session.group;
    struct line l;
    part_title(app, u, g->name);
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "whom", 0, ICON_chair, _("Who it is for"), g->whom);
    part_fact(u, "led", 0, ICON_turn, _("How it is led"), g->led);
    part_fact(u, "way", 0, ICON_place, _("How to find us"), g->way);
    if (g->checked_day > 0) {
        part_fact(u, "checked", 0, ICON_check, _("The group checked this"), when_date(&l, SHOWN, g->checked_day));
        ui_say(u, when_date(&l, SPOKEN, g->checked_day));
    }
    ui_close(u);
    part_button(u, "dates", 0, ICON_calendar, _("All dates"), ACT_GO, SCREEN_group_dates);
}
