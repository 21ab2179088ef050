/* Who a group is for, how it is led, how to find the room. */
#include "screen/parts.h"

SCREEN_FILE(group_more)

fault group_more_load(struct app *app)
{
    return group_load(app);
}

void group_more_view(const struct app *app, struct ui *u)
{
    const struct group *g = &app->session.group;
    part_title(app, u, g->name);
    ui_open(u, UI_CARD, "facts", 0);
    part_group_fact(u, g, GROUP_TEXT_whom, ICON_chair);
    part_group_fact(u, g, GROUP_TEXT_led, ICON_turn);
    part_group_fact(u, g, GROUP_TEXT_way, ICON_place);
    ui_close(u);
    part_button(u, "dates", 0, ICON_calendar, _("Next dates"), ACT_GO, SCREEN_NUMBER(group_dates));
    part_print(app, u, SHEET_group, _("Print a sheet about the group"));
}
