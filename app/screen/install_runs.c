/* The disk is being written; then the stick goes out and the machine starts again. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    struct line l;
    part_title(app, u, p->installed ? _("It is installed") : _(screen_title(app->session.at)));
    if (p->installed) {
        part_text(u, "out", _("Take the stick out. Then restart: Sirkel starts from its own disk and goes on there."));
        part_hold(u, "restart", ICON_turn, _("The stick is out. Hold to restart"), DO(ACT_SETUP_POWER, 1));
        return;
    }
    int done = p->progress_all > 0 ? (int)(p->progress * 100 / p->progress_all) : 0;
    /* TRANSLATORS: how much of the disk is written, in hundredths */
    ui_add(u, UI_NOTICE, "progress", 0, line_format(&l, _("%d of 100 parts are written"), done));
    ui_icon(u, ICON_hourglass);
    ui_hint(u, _("Please leave the stick in and the power on. It takes some minutes."));
    ui_flag(u, UI_LIVE);
}

const struct screen_file install_runs_screen = {.view = view};
