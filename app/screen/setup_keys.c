/* Each receiver's key as figures: two people compare them with the office's own screen or paper. */
#include "screen/parts.h"

void setup_keys_view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    int32_t at = app->session.part < p->recipients ? app->session.part : 0;
    struct line l;
    part_title(app, u, _(screen_title(SCREEN_setup_keys)));
    /* TRANSLATORS: "Receiver 1 of 2" */
    ui_add(u, UI_STRONG, "count", at, line_format(&l, _("Receiver %1$d of %2$d"), at + 1, p->recipients));
    part_text(u, "about", _("Nobody but the receivers can open the lists. Are these the digits the office has?"));
    part_figures(u, _("Digits"), p->print[at]);
    ui_open(u, UI_PAIR, "answer", 0);
    ui_target(u, UI_CHOICE, "same", 0, _("The same"), ACT_SETUP_SAME, 1);
    ui_icon(u, ICON_check);
    ui_flag(u, UI_COMMIT);
    ui_target(u, UI_CHOICE, "other", 0, _("Not the same"), ACT_SETUP_SAME, 0);
    ui_icon(u, ICON_cross);
    ui_flag(u, UI_COMMIT);
    ui_close(u);
}
