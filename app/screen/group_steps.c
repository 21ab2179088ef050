/* The steps that a group can take from where it is. What it can't take yet says what is missing. */
#include "screen/parts.h"

static struct step_facts facts_of(const struct app *app)
{
    const struct session *s = &app->session;
    return (struct step_facts){.state = s->group.state,
                               .by = STEP_BY_GROUP,
                               .edition = s->edition.number > 0,
                               .time = s->time_count > 0,
                               .place = *s->group.place != 0};
}

static void step(const struct app *app, struct ui *u, enum group_step which, struct part_act act)
{
    static const struct {
        const char *key, *label;
        enum ui_icon icon;
    } steps[GROUP_STEPS] = {
        [GROUP_STEP_meet] = {"meet", N_("We meet from now on"), ICON_calendar},
        [GROUP_STEP_alone] = {"alone", N_("We stand on our own feet"), ICON_people},
        [GROUP_STEP_rest] = {"rest", N_("We take a rest"), ICON_pause},
        [GROUP_STEP_wake] = {"wake", N_("We meet again"), ICON_sun},
        [GROUP_STEP_close] = {"close", N_("We close the group"), ICON_door},
        [GROUP_STEP_reopen] = {"reopen", N_("We start anew"), ICON_plant},
    };
    struct step_facts facts = facts_of(app);
    enum verdict v = group_step_verdict(which, &facts);
    if (v == VERDICT_STEP_NOT)
        return;
    part_row(u, steps[which].key, steps[which].icon, _(steps[which].label), act);
    if (verdict_tone(v) != TONE_GOOD)
        part_not_now(u, v == VERDICT_STEP_EDITION ? _("First you agree on your rules.")
                                                  : _("It needs a time and a place."));
}

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "state", _(group_state_words(app->session.group.state)));
    part_text(u, "said", _("Visitors can read here how it is. Nothing is hidden."));
    step(app, u, GROUP_STEP_meet, DO(ACT_GROUP_STEP, GROUP_STEP_meet));
    step(app, u, GROUP_STEP_alone, DO(ACT_GROUP_STEP, GROUP_STEP_alone));
    step(app, u, GROUP_STEP_wake, DO(ACT_GROUP_STEP, GROUP_STEP_wake));
    step(app, u, GROUP_STEP_reopen, DO(ACT_GROUP_STEP, GROUP_STEP_reopen));
    step(app, u, GROUP_STEP_rest, GO(group_rest));
    step(app, u, GROUP_STEP_close, GO(group_close));
}

const struct screen_file group_steps_screen = {.view = view, .load = group_load};
