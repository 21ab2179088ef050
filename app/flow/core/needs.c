/* What must be true before a screen is shown: the functions that needs.def names. They look, and change nothing. */
#include "flow/core/guard.h"
#include "screens.h"

#include <assert.h>

static bool need_nothing(const struct app *app, screen_id to)
{
    (void)app;
    (void)to;
    return true;
}

static bool need_group(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.group_id > 0;
}

static bool need_joining(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.join.active && !app->session.joined;
}

static bool need_begun(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.join.active;
}

static bool need_joined(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.joined;
}

static bool need_sheet(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.print.stage != PRINT_IDLE;
}

static bool need_own(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.own.open;
}

static bool need_own_way(const struct app *app, screen_id to)
{
    return need_own(app, to) && app->session.own.way_wanted > CONTACT_NONE;
}

static bool need_own_consent(const struct app *app, screen_id to)
{
    return need_own(app, to) && app->session.own.has_consent;
}

static bool need_own_place(const struct app *app, screen_id to)
{
    return need_own(app, to) && app->session.own.has_membership;
}

static bool need_own_outcome(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.own.outcome != VERDICT_KIOSK_OPEN;
}

static bool need_machine(const struct app *app, screen_id to)
{
    (void)to;
    return app->machine.here;
}

static bool need_stick_free(const struct app *app, screen_id to)
{
    (void)to;
    return app->machine.update != UPDATE_UNDER_WAY;
}

static bool need_exported(const struct app *app, screen_id to)
{
    (void)to;
    return app->staff.export_outcome == VERDICT_EXPORT_DONE;
}

/* --- setting up: a disk that is being written is all there is ------------------------------------------------------- */

static bool need_setup(const struct app *app, screen_id to)
{
    (void)to;
    return app->setup.on && !app->setup.installing;
}

static const screen_id steps[SETUP_STEPS] = {
#define SETUP_STEP(name) [SETUP_##name] = SCREEN_setup_##name,
#include "rule/setup.def"
#undef SETUP_STEP
};

enum setup_step setup_step_of(screen_id screen)
{
    for (int i = 0; i < SETUP_STEPS; i++)
        if (steps[i] == screen)
            return (enum setup_step)i;
    return SETUP_STEPS;
}

screen_id setup_screen(enum setup_step step)
{
    assert(step >= 0 && step < SETUP_STEPS);
    return steps[step];
}

/* The steps up to the one reached; after the kiosk was made only those that follow. */
static bool need_setup_step(const struct app *app, screen_id to)
{
    const struct setup *p = &app->setup;
    enum setup_step step = setup_step_of(to);
    if (step == SETUP_STEPS || !need_setup(app, to) || step > p->kept.step)
        return false;
    if ((step >= SETUP_made) != (p->kept.step >= SETUP_made))
        return false;
    return (step != SETUP_place || p->medium) && (step != SETUP_again || *p->pin) &&
           (step < SETUP_keys || p->centre_read);
}

static bool need_setup_keys(const struct app *app, screen_id to)
{
    return need_setup(app, to) && app->session.at == SCREEN_setup_keys;
}

static bool need_setup_disk(const struct app *app, screen_id to)
{
    const struct setup *p = &app->setup;
    return need_setup(app, to) && p->medium && p->disk_chosen < p->disk_count;
}

static bool need_setup_writes(const struct app *app, screen_id to)
{
    (void)to;
    return app->setup.on && (app->setup.installing || app->setup.installed);
}

bool need_met(const struct app *app, enum need need, screen_id to)
{
    static bool (*const needs[NEEDS])(const struct app *app, screen_id to) = {
#define NEED(name, ...) [NEED_##name] = need_##name,
#include "needs.def"
#undef NEED
    };
    return needs[need](app, to);
}
