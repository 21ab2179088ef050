/* A receipt code is being looked for: slow on purpose, and said how far it has come. It ends by itself; Back and Leave stop it. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    /* TRANSLATORS: how much of the looking is done; read aloud as it comes */
    static const char *const done[] = {N_("It has begun."), N_("A little is done."), N_("Half is done."),
                                       N_("Most is done."), N_("It is done.")};
    uint8_t looked = app->session.looked;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "slow", _("This takes a few seconds. It is slow so that no one can guess your words."));
    ui_add(u, UI_NOTICE, "progress", 0, _(done[looked < 4 ? looked : 4]));
    ui_icon(u, ICON_hourglass);
    ui_flag(u, UI_LIVE);
}

const struct screen_file code_look_screen = {.view = view};
