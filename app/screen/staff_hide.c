/* Why a group is hidden: a short list, of which the event log keeps one. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    static const enum ui_icon icons[HOUSE_REASONS] = {[HOUSE_asked] = ICON_talk,
                                                      [HOUSE_wrong] = ICON_warning,
                                                      [HOUSE_paused] = ICON_pause,
                                                      [HOUSE_over] = ICON_cross};
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    /* TRANSLATORS: the name of a group */
    part_text(
        u, "about",
        line_format(&l, _("%s is hidden as soon as you choose. Visitors are not told why."), app->session.group.name));
    for (int i = 0; i < HOUSE_REASONS; i++) {
        part_row(u, "reason", icons[i], _(house_reason_words((enum house_reason)i)), DO(ACT_GROUP_HIDE, i));
        ui_arg(u, i);
    }
}

const struct screen_file staff_hide_screen = {.view = view, .load = group_load};
