/* Who a group is for, how it is led, how to find the room. */
#include "screen/parts.h"

/* A text of a group under its label; nothing where the group says nothing. At the largest size it may go on on the next page,
 * as a fact can't. */
static void group_fact(struct ui *u, const struct group *group, enum group_text which, enum ui_icon icon)
{
    const struct group_text_row *row = &group_texts[which];
    if (!*group_text(group, which))
        return;
    if (u->setting.size < SIZE_XL) {
        part_fact(u, row->name, icon, _(row->label), group_text(group, which));
        return;
    }
    ui_add(u, UI_STRONG, "name", (int32_t)which, _(row->label));
    part_text(u, row->name, group_text(group, which));
}

static void view(const struct app *app, struct ui *u)
{
    const struct group *g = &app->session.group;
    part_title(app, u, g->name);
    ui_open(u, UI_CARD, "facts", 0);
    group_fact(u, g, GROUP_TEXT_whom, ICON_chair);
    group_fact(u, g, GROUP_TEXT_led, ICON_turn);
    group_fact(u, g, GROUP_TEXT_way, ICON_place);
    ui_close(u);
    part_gap(&app->session, u, GAP(whom) | GAP(led) | GAP(way));
    part_button(u, "dates", ICON_calendar, _("Next dates"), GO(group_dates));
    part_print(app, u, SHEET_group, _("Print a sheet about the group"));
}

const struct screen_file group_more_screen = {.view = view, .load = group_load};
