/* Steps from state to state (rule/group_state.def), the group's regular time, its own texts, and what the office proposes. */
#include "flow/core/core.h"
#include "flow/group/group.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

enum { HALF_HOUR = 30, A_DAY = 1440, WEEKS_MAX = 26 };

static const struct own_group *held(const struct app *app)
{
    return store_own(app->store, app->session.held.key);
}

/* --- steps ---------------------------------------------------------------------------------------------------------------- */

static fault facts_of(struct app *app, struct step_facts *out)
{
    struct group group;
    struct group_times times;
    fault f = store_group_by_key(app->store, app->session.language, app->session.held.key, &group);
    if (f == FAULT_NONE)
        f = store_times(app->store, group.id, &times);
    *out = (struct step_facts){.state = f == FAULT_NONE ? group.state : 0,
                               .by = STEP_BY_GROUP,
                               .edition = own_newest(held(app)) != NULL,
                               .time = f == FAULT_NONE && times.rule_count > 0,
                               .place = f == FAULT_NONE && *group.place};
    return f;
}

/* After a rest a group that stood on its own feet stands there again. */
static enum group_state to_of(const struct app *app, enum group_step step)
{
    const char *was = own_find(own_lines(held(app)), OWN_was);
    char name[16];
    if (step == GROUP_STEP_wake && was && own_copy(name, sizeof name, was) &&
        group_state_find(name) == GROUP_STATE_alone)
        return GROUP_STATE_alone;
    return group_step_to(step);
}

static bool allowed(struct app *app, enum group_step step, struct step_facts *facts)
{
    fault f = facts_of(app, facts);
    if (f != FAULT_NONE) {
        flow_group_failed(app, f);
        return false;
    }
    enum verdict v = group_step_verdict(step, facts);
    if (verdict_tone(v) == TONE_GOOD)
        return true;
    flow_notice(app, v);
    return false;
}

static void take(struct app *app, enum group_step step, const char *more)
{
    struct step_facts facts;
    if (!allowed(app, step, &facts))
        return;
    enum verdict done = group_step_verdict(step, &facts);
    fault f = flow_group_state(app, to_of(app, step), more);
    if (f != FAULT_NONE) {
        flow_group_failed(app, f);
        return;
    }
    flow_return(app, SCREEN_group_own);
    flow_notice(app, done);
}

void flow_group_step(struct app *app, int32_t number)
{
    if (number >= 0 && number < GROUP_STEPS && number != GROUP_STEP_rest && number != GROUP_STEP_propose &&
        number != GROUP_STEP_agree)
        take(app, (enum group_step)number, NULL);
}

/* For so many weeks; 0: until the group says so. */
void flow_group_rest(struct app *app, int32_t number)
{
    struct step_facts facts;
    struct buffer more = {.limit = 256};
    if (number < 0 || number > WEEKS_MAX || !allowed(app, GROUP_STEP_rest, &facts))
        return;
    own_add(&more, OWN_was, "%s", group_state_name(facts.state));
    if (number > 0)
        own_add_day(&more, OWN_until, flow_today() + 7 * number);
    take(app, GROUP_STEP_rest, buffer_string(&more));
    buffer_free(&more);
}

/* --- the regular time ------------------------------------------------------------------------------------------------------- */

void flow_time_begin(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    struct meeting_rule *r = &s->held.time;
    struct group_times times = {0};
    (void)number;
    *r = (struct meeting_rule){
        .repeat = MEETING_WEEKLY, .weekday = 2, .every = 1, .nth = 1, .start_minute = 18 * 60, .minutes = 120};
    if (store_times(app->store, s->group_id, &times) == FAULT_NONE && times.rule_count > 0)
        *r = times.rules[0];
    if (r->repeat == MEETING_ONCE)
        r->repeat = MEETING_WEEKLY;
    r->nth = r->nth > 0 ? r->nth : 1;
    r->every = r->every > 0 ? r->every : 1;
    r->pause_from = r->pause_to = r->last_day = 0;
    (void)flow_show(app, SCREEN_group_time);
}

/* What is turned: 1 the day, 2 the hour, 3 how often; its negative: back. */
void flow_time_turn(struct app *app, int32_t number)
{
    struct meeting_rule *r = &app->session.held.time;
    int32_t step = number < 0 ? -1 : 1;
    switch (number < 0 ? -number : number) {
    case 1:
        r->weekday = (r->weekday + 6 + step) % 7 + 1;
        break;
    case 2:
        r->start_minute = (r->start_minute + A_DAY + step * HALF_HOUR) % A_DAY;
        break;
    case 3:
        r->repeat = MEETING_WEEKLY;
        r->every = (r->every + 3 + step) % 4 + 1;
        break;
    default:
        break;
    }
}

/* The first day of a rule is the next such weekday, today or later. */
static int32_t next_weekday(int32_t weekday)
{
    int32_t day = flow_today();
    while (date_weekday(day) != weekday)
        day++;
    return day;
}

void flow_time_keep(struct app *app, int32_t number)
{
    static const enum own_line line[] = {OWN_meeting};
    struct session *s = &app->session;
    struct meeting_rule rule = s->held.time;
    struct buffer text = {.limit = OWN_TEXT_MAX};
    (void)number;
    rule.first_day = next_weekday(rule.weekday);
    if (rule.minutes > 120 && !rule.longer_agreed)
        rule.minutes = 120;
    flow_group_without(&text, own_lines(held(app)), line, 1);
    own_add_time(&text, &rule);
    fault f = meeting_rule_ok(&rule) ? FAULT_NONE : FAULT_BAD_INPUT;
    if (f == FAULT_NONE)
        f = flow_group_set(app, buffer_string(&text), 0,
                           &(struct group_deed){.event = EVENT_group_changed, .fields = "time"});
    buffer_free(&text);
    if (f != FAULT_NONE) {
        flow_group_failed(app, f);
        return;
    }
    flow_return(app, SCREEN_group_own);
    flow_notice(app, VERDICT_GROUP_CHANGED);
}

/* --- own texts ---------------------------------------------------------------------------------------------------------------- */

void flow_own_written(struct app *app)
{
    struct session *s = &app->session;
    static const enum own_line line[] = {OWN_purpose};
    const char *typed = s->held.typed + strspn(s->held.typed, " ");
    struct buffer text = {.limit = OWN_TEXT_MAX};
    if (!*typed)
        return;
    flow_group_without(&text, own_lines(held(app)), line, 1);
    own_add(&text, OWN_purpose, "%s %s", s->language, typed);
    fault f = flow_group_set(app, buffer_string(&text), 0,
                             &(struct group_deed){.event = EVENT_group_changed, .fields = "purpose"});
    buffer_free(&text);
    bytes_wipe(s->held.typed, sizeof s->held.typed);
    if (f != FAULT_NONE) {
        flow_group_failed(app, f);
        return;
    }
    flow_return(app, SCREEN_group_own);
    flow_notice(app, VERDICT_GROUP_CHANGED);
}

/* --- editions ------------------------------------------------------------------------------------------------------------------ */

void flow_edition(struct app *app, int32_t number)
{
    app->session.held.edition = (struct edition_view){.at = number};
    (void)flow_show(app, SCREEN_edition);
}
