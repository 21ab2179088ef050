/* Who a group is for, how it is led, how to find the room. */
#include "screen/parts.h"

fault group_more_load(struct app *app)
{
    return group_load(app);
}

void group_more_view(const struct app *app, struct ui *u)
{
    const struct group *g = &app->session.group;
    part_title(app, u, g->name);
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "whom", 0, ICON_chair, _("Who it is for"), g->whom);
    part_fact(u, "led", 0, ICON_turn, _("How it is led"), g->led);
    part_fact(u, "way", 0, ICON_place, _("How to find us"), g->way);
    ui_close(u);
    part_button(u, "dates", 0, ICON_calendar, _("The next dates"), ACT_GO, SCREEN_group_dates);
    part_print(app, u, SHEET_group, _("Print a sheet about the group"));
}
