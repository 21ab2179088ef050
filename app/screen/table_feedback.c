/* How those who listened answer a story: the group chooses one way. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    static const enum ui_icon icons[FEEDBACKS] = {[FEEDBACK_NONE] = ICON_none,
                                                  [FEEDBACK_REACTION] = ICON_heart,
                                                  [FEEDBACK_ASK] = ICON_ask,
                                                  [FEEDBACK_ROUND] = ICON_circle};
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("When all know what comes after a story, it is safer to tell one."));
    for (int i = FEEDBACK_REACTION; i < FEEDBACKS; i++) {
        part_row(u, "way", icons[i], _(feedback_words((enum feedback)i)), DO(ACT_TABLE_FEEDBACK, i));
        ui_arg(u, i);
        ui_flag(u, app->session.held.table.feedback == (enum feedback)i ? UI_CHOSEN : 0);
    }
    part_row(u, "none", ICON_none, _("We choose no way"), DO(ACT_TABLE_FEEDBACK, FEEDBACK_NONE));
}

const struct screen_file table_feedback_screen = {.view = view, .load = table_load};
