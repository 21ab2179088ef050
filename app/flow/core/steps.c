/* Commissioning as places: which step to go back to, and where a session begins anew. */
#include "flow/core/core.h"
#include "screens.h"

/* A step back; false where the trail says where Back leads. Parts of a step (a part of the clock, a key) come first. */
bool flow_setup_back(struct app *app)
{
    enum setup_step at = setup_step_of(app->session.at);
    if (!app->setup.on || at == SETUP_STEPS || app->session.part > 0)
        return false;
    if (app->setup.trial_runs || app->job)
        return true;
    while (at-- > SETUP_language)
        if (screen_ready(app, setup_screen(at))) {
            flow_clear_trail(app);
            flow_enter(app, setup_screen(at), 0, 0);
            return true;
        }
    return true;
}

void flow_setup_again(struct app *app)
{
    struct session *s = &app->session;
    const struct setup *p = &app->setup;
    if (!p->on)
        return;
    s->who = SETUP;
    s->at = p->installing ? SCREEN_install_runs : setup_screen(p->kept.step);
    if (words_language(p->kept.language)) {
        s->language = words_language(p->kept.language)->code;
        words_switch(s->language);
    }
}
