/* The trial: one invented person signs up by the same verbs as a visitor, is carried out to the stick, withdraws by the code and is
 * listed for the office as erased. Each stage says done only when that was seen in the store or on the stick. */
#include "flow/setup/setup.h"
#include "screens.h"
#include "flow/export/export.h"
#include "flow/visit/visit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum stage { JOIN, EXPORT, WITHDRAW, EXPORT_AGAIN, TOLD };
static_assert(TOLD + 1 == TRIAL_STAGES);

enum { GROUPS_LOOKED_AT = 16, RECORDS = 2 };

static void type_text(struct app *app, const char *text)
{
    for (uint32_t c; (c = text_next(&text)) != 0;)
        (void)flow_do_unseen(app, ACT_KEY, (int32_t)c);
    (void)flow_do_unseen(app, ACT_WRITTEN, 0);
}

/* From the group's page to the code, as a visitor goes. */
static void join(struct app *app, int32_t group)
{
    struct session *s = &app->session;
    (void)flow_do_unseen(app, ACT_GROUP, group);
    (void)flow_do_unseen(app, ACT_JOIN, 0);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_join_rule);
    for (int32_t rule = 0, rules = s->rule_count; rule < rules; rule++)
        (void)flow_do_unseen(app, ACT_RULE_AGREE, rule);
    type_text(app, "Sirkel 1");
    (void)flow_do_unseen(app, ACT_CONTACT_WAY, CONTACT_NONE);
    for (int page = 0; page < CONSENT_PAGES; page++)
        (void)flow_do_unseen(app, ACT_FACTS_READ, 0);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        (void)flow_do_unseen(app, ACT_ANSWER, ANSWER_NO);
    (void)flow_do_unseen(app, ACT_SIGN_WAY, SIGN_HOLD);
    (void)flow_do_unseen(app, ACT_SIGN, SIGN_HOLD);
    (void)flow_do_unseen(app, ACT_COMMIT_JOIN, 0);
}

static int32_t open_group(struct app *app)
{
    struct group *group = calloc(GROUPS_LOOKED_AT, sizeof *group);
    size_t count = 0;
    int32_t found = 0;
    const struct groups_asked asked = {.language = app->session.language};
    if (group && store_groups(app->store, &asked, group, GROUPS_LOOKED_AT, &count) == FAULT_NONE)
        for (size_t i = 0; i < count && !found; i++)
            if (group[i].places == PLACES_OPEN)
                found = group[i].id;
    free(group);
    return found;
}

/* Becomes a visitor for one stage; leave_it goes back to who was here. */
static void go_in(struct app *app)
{
    app->session.who = VISITOR;
    flow_clear_trail(app);
    flow_enter(app, SCREEN_home, 0, 0);
}

static void leave_it(struct app *app)
{
    struct session *s = &app->session;
    const char *language = s->language;
    uint8_t size = s->size, theme = s->theme;
    flow_forget(app); /* to the step at hand, as SETUP */
    s->language = language;
    words_switch(language);
    flow_centre_load(app);
    s->size = size;
    s->theme = theme;
    app->setup.trial_runs = true;
}

static enum verdict do_join(struct app *app)
{
    struct setup *p = &app->setup;
    int32_t group = open_group(app);
    if (group == 0)
        return setup_trial_verdict(TRIAL_NO_PLACE);
    go_in(app);
    join(app, group);
    bool joined = app->session.joined;
    memcpy(p->trial_code, app->session.code, sizeof p->trial_code);
    p->trial_list = app->session.code_list;
    leave_it(app);
    return setup_trial_verdict(joined ? TRIAL_WELL : TRIAL_BAD);
}

/* How many records the next export will tell as erased; -1: not known. */
static int64_t untold(struct app *app)
{
    uint8_t id[STORE_ID];
    enum record_kind kind;
    int64_t count = 0, memberships, consents;
    if (store_export_begin(app->store, &memberships, &consents) != FAULT_NONE)
        return -1;
    while (store_erased_next(app->store, id, &kind) == FAULT_NONE)
        count++;
    store_export_end(app->store);
    return count;
}

static enum verdict do_withdraw(struct app *app)
{
    struct session *s = &app->session;
    go_in(app);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_code);
    memcpy(s->code, app->setup.trial_code, sizeof s->code);
    s->code_list = app->setup.trial_list;
    s->code_count = CODE_WORDS;
    (void)flow_do_unseen(app, ACT_CODE_FIND, 0);
    (void)flow_do_unseen(app, ACT_WITHDRAW, PURPOSE_COUNT);
    (void)flow_do_unseen(app, ACT_WITHDRAW_SURE, 0);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_mine);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_leave_sure);
    (void)flow_do_unseen(app, ACT_LEAVE_SURE, 0);
    bool gone = s->own.outcome == VERDICT_GROUP_LEFT;
    leave_it(app);
    return setup_trial_verdict(gone && untold(app) >= RECORDS ? TRIAL_WELL : TRIAL_BAD);
}

static void over(struct app *app, enum verdict v)
{
    struct setup *p = &app->setup;
    p->trial_runs = false;
    if (p->trial == TRIAL_STAGES)
        bytes_wipe(p->trial_code, sizeof p->trial_code);
    app->staff.export_outcome = VERDICT_KIOSK_OPEN;
    if (v != VERDICT_KIOSK_OPEN)
        flow_notice(app, v);
    app->wake = true;
}

/* One stage; the exports run on as jobs, and end with their outcome. */
static enum verdict stage(struct app *app)
{
    struct setup *p = &app->setup;
    switch ((enum stage)p->trial) {
    case JOIN:
        return do_join(app);
    case WITHDRAW:
        return do_withdraw(app);
    case TOLD:
        return setup_trial_verdict(untold(app) == 0 ? TRIAL_WELL : TRIAL_BAD);
    case EXPORT:
    case EXPORT_AGAIN:
        break;
    }
    if (app->staff.export_outcome == VERDICT_EXPORT_DONE) { /* it was read back from the stick */
        app->staff.export_outcome = VERDICT_KIOSK_OPEN;
        return VERDICT_KIOSK_OPEN;
    }
    if (app->staff.export_outcome != VERDICT_KIOSK_OPEN && app->staff.export_outcome != VERDICT_EXPORT_MAY)
        return app->staff.export_outcome;
    if (!setup_stick(app))
        return VERDICT_STICK_MISSING;
    flow_export_begin(app, 0);
    return app->job ? VERDICT_COUNT : app->staff.export_outcome; /* COUNT: not done yet */
}

void setup_trial_tick(struct app *app)
{
    struct setup *p = &app->setup;
    if (app->job)
        return;
    enum verdict v = stage(app);
    app->wake = true;
    if (v == VERDICT_COUNT)
        return;
    if (v != VERDICT_KIOSK_OPEN || ++p->trial == TRIAL_STAGES)
        over(app, v);
}

/* Goes on where it stopped: what was seen before is not done again. */
void flow_setup_trial(struct app *app, int32_t number)
{
    (void)number;
    struct setup *p = &app->setup;
    if (p->trial_runs || p->trial == TRIAL_STAGES || !app->store)
        return;
    app->staff.export_outcome = VERDICT_KIOSK_OPEN;
    p->trial_runs = true;
}
