/* "A year at most, or until you withdraw" (PRV-13), or as much less as the centre says: what has been kept long enough is
 * erased as a withdrawal is. Days are counted by a day of our own that only grows and believes no great leap of the clock (T13;
 * docs/decisions/retention.md). Whose place it was is sealed inside the record: places come back by the month (store/places.c).
 * A few records at a time, while nobody is there. */
#include "flow/core/core.h"
#include "flow/records/records.h"

#include <string.h>

enum { AT_ONCE = 4, DAY_MS_MIN = 60 * 1000 }; /* AT_ONCE: as many ids as one line of the journal holds */

struct past {
    struct record row[AT_ONCE];
    size_t count;
};

static fault erase_once(struct app *app, int32_t last_day, struct past *past)
{
    char ids[AT_ONCE * (2 * STORE_ID + 1) + 1] = "";
    past->count = 0;
    fault f = store_record_past(app->store, last_day, &past->row[0]);
    if (f == FAULT_NO_ENTRY) /* as on most days: then nothing is begun */
        return FAULT_NONE;
    if (f == FAULT_NONE)
        f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    while (f == FAULT_NONE && past->count < AT_ONCE) {
        struct record *row = &past->row[past->count];
        f = store_record_past(app->store, last_day, row);
        if (f == FAULT_NONE)
            f = store_record_erase(app->store, row->id, flow_today());
        if (f != FAULT_NONE)
            break;
        char *at = ids + strlen(ids);
        if (past->count++ > 0)
            *at++ = ' ';
        bytes_hex(at, row->id, STORE_ID);
    }
    if (f == FAULT_NO_ENTRY)
        f = FAULT_NONE;
    if (f == FAULT_NONE && past->count > 0)
        f = flow_journal_as(app, EVENT_expired, 0, ids);
    return store_end(app->store, f);
}

/* The next few; true when there may be more. */
static bool erase_some(struct app *app)
{
    struct past past = {0};
    int32_t last_day;
    fault f = store_kept_until(app->store, &last_day);
    if (f == FAULT_NONE)
        f = erase_once(app, last_day, &past);
    if (f == FAULT_DISK_FULL && flow_reserve_release(app)) /* erasing never fails for want of room */
        f = erase_once(app, last_day, &past);
    if (f != FAULT_NONE) { /* tried again on another day, or at the next start */
        flow_log("retention", f, store_why(app->store));
        return false;
    }
    for (size_t i = 0; i < past.count; i++)
        flow_slot_erase(app->flow, &past.row[i]);
    return past.count == AT_ONCE;
}

/* When to look again: as the next day begins. */
static int64_t next_day_ms(int32_t today)
{
    int64_t left = (date_moment(today + 1, 0) - host_now()) * 1000;
    return host_steady_ms() + (left < DAY_MS_MIN ? DAY_MS_MIN : left);
}

/* Hours of running before a clock that staff have set on may move the day again; 0: it may now. */
static int64_t slow_ms(const struct flow *flow)
{
    int64_t since = flow->slow_ms > flow->opened_ms ? flow->slow_ms : flow->opened_ms;
    int64_t left = since + (int64_t)RETAIN_SLOW_HOURS * 3600 * 1000 - host_steady_ms();
    return left > 0 ? left : 0;
}

/* Once a day of the clock. */
static fault new_day(struct app *app, int32_t today)
{
    struct flow *flow = app->flow;
    struct store_age age;
    fault f = store_age(app->store, &age);
    flow->age_day = age.day;
    if (f != FAULT_NONE || age.seen == today)
        return f;
    if (age.slow && slow_ms(flow) > 0) {
        flow->day_ms = host_steady_ms() + slow_ms(flow);
        return FAULT_NONE;
    }
    age.day = retain_age_day(age.day, today, age.slow);
    age.slow = age.slow && age.day < today;
    age.seen = today;
    if ((f = store_age_set(app->store, &age)) != FAULT_NONE)
        return f;
    flow->slow_ms = host_steady_ms();
    flow->age_day = age.day;
    store_places_day(app->store, today, 0);
    flow_notes_save(app);
    return flow_clock_day(app);
}

void flow_retain(struct app *app)
{
    struct flow *flow = app->flow;
    if (!flow || flow->desk || app->job || !store_takes_signups(app->store))
        return;
    if (host_steady_ms() >= flow->day_ms) {
        int32_t today = flow_today();
        flow->day_ms = next_day_ms(today);
        fault f = new_day(app, today);
        if (f != FAULT_NONE)
            flow_log("retention: day", f, store_why(app->store));
        flow->retaining = f == FAULT_NONE;
    }
    if (flow->retaining)
        flow->retaining = erase_some(app);
}

int64_t flow_retain_ms(const struct app *app)
{
    const struct flow *flow = app->flow;
    if (!flow || flow->desk || !store_takes_signups(app->store))
        return -1;
    return flow->retaining ? host_steady_ms() : flow->day_ms;
}
