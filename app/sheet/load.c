/* What sheets fetch from the store, in a language of their own: the lists of the screen behind stay as they are. */
#include "sheet/parts.h"

#include <string.h>
#include "base/host.h"
#include "store/read.h"

fault sheet_load_group(struct app *app, int32_t group, struct paper_words *w)
{
    size_t count = 0;
    fault f = store_group(app->store, w->language, group, &w->group);
    if (f == FAULT_NONE)
        f = store_group_rules(app->store, w->language, group, w->rules, GROUP_RULES_MAX, &count);
    w->rule_count = (int32_t)count;
    return f;
}

fault sheet_load_times(struct app *app, int32_t group)
{
    struct paper *p = &app->session.paper;
    struct group_times times;
    enum group_state state = p->in[0].group.state;
    fault f = store_times(app->store, group, &times);
    if (f != FAULT_NONE)
        return f;
    p->time_count = (int32_t)times.rule_count;
    memcpy(p->times, times.rules, sizeof *p->times * times.rule_count);
    if (state != GROUP_RESTING && state != GROUP_CLOSED)
        p->date_count = (int32_t)meeting_next(times.rules, times.rule_count, times.changes, times.change_count,
                                              host_now(), p->dates, DATES_MAX);
    return FAULT_NONE;
}

fault sheet_load_week(struct app *app, struct paper_words *w)
{
    return part_week(app->store, w->language, w->row, &w->rows);
}
