/* The trial, and what of it was seen. */
#include "screen/parts.h"

static const struct {
    const char *key, *name;
} stages[TRIAL_STAGES] = {
    {"joined", N_("A made-up visitor signed up")},      {"out", N_("The list is on the stick")},
    {"gone", N_("The visitor withdrew with the code")}, {"again", N_("The next list is there")},
    {"told", N_("It tells of the withdrawal")},
};

static void stage(struct ui *u, int32_t i, const struct setup *p)
{
    bool seen = i < p->trial, now = i == p->trial && p->trial_runs;
    part_fact(u, stages[i].key,
              seen  ? ICON_check
              : now ? ICON_hourglass
                    : ICON_circle,
              _(stages[i].name),
              seen  ? _("Seen")
              : now ? _("Now")
                    : _("Not yet"));
}

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    part_title(app, u, _(screen_title(app->session.at)));
    if (p->trial == 0 && !p->trial_runs && app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("The kiosk pretends to be a visitor once. It needs a memory stick."));
    ui_open(u, UI_CARD, "stages", 0);
    for (int32_t i = 0; i < TRIAL_STAGES; i++)
        stage(u, i, p);
    ui_close(u);
    if (p->trial_runs)
        return;
    if (p->trial == TRIAL_STAGES) {
        part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_SETUP_NEXT));
        return;
    }
    part_button(u, "skip", ICON_forward, _("Go on without"), DO(ACT_SETUP_NEXT));
    part_primary(u, "begin", ICON_people, p->trial ? _("Try again") : _("Begin the trial"), DO(ACT_SETUP_TRIAL));
}

const struct screen_file setup_trial_screen = {.view = view};
