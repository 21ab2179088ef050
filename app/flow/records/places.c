/* Places between the event log and their file (store/places.c). A sign-up is counted in memory after its commit and written
 * when the visitor has left: that costs no sync on the way to the code, and no commit names a group. What a cut took is
 * counted here at the next start: as many as the event log has sign-ups that the file does not know. */
#include "flow/core/core.h"
#include "flow/records/records.h"

#include <stdio.h>
#include <string.h>

enum { AGAIN_MS = 60 * 1000 }; /* after a full disk */

static bool is_joined(const char *entry, char day[16])
{
    char event[32] = "";
    return sscanf(entry, "%*s %*s %15s %31s", day, event) == 2 && text_same(event, "joined");
}

/* Back from the newest entry, as long as it is of this day or behind the mark. */
static fault look_back(struct app *app, int32_t *ret_lost, int32_t *ret_today)
{
    struct date d = date_of(flow_today());
    char today[16], day[16] = "";
    const char *entry;
    int64_t n, mark = store_places_mark(app->store);
    fault f;
    snprintf(today, sizeof today, "%04d-%02d-%02d", d.year, d.month, d.day);
    *ret_lost = *ret_today = 0;
    while ((f = store_journal_back(app->store, &n, &entry)) == FAULT_NONE) {
        bool joined = is_joined(entry, day), is_today = text_same(day, today);
        if (n < mark && !is_today)
            break;
        *ret_lost += joined && n >= mark;
        *ret_today += joined && is_today;
    }
    store_rewind(app->store);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault flow_places_start(struct app *app)
{
    int32_t lost, today, unknown;
    char fields[48];
    fault f = look_back(app, &lost, &today);
    if (f != FAULT_NONE)
        return f;
    store_places_settle(app->store, lost);
    store_places_day(app->store, flow_today(), today);
    fault reason = store_places_reason(app->store, &unknown);
    snprintf(fields, sizeof fields, "%d", unknown);
    if (unknown > 0 || reason != FAULT_NONE)
        f = flow_journal_as(app, EVENT_places_unsure, 0, fields);
    if (f == FAULT_NONE && (unknown > 0 || reason != FAULT_NONE))
        flow_log("places", reason != FAULT_NONE ? reason : FAULT_NO_ENTRY, fields);
    if (f == FAULT_NONE)
        f = store_places_save(app->store);
    return f == FAULT_DISK_FULL ? FAULT_NONE : f; /* tried again at rest */
}

void flow_places_save(struct app *app)
{
    struct flow *flow = app->flow;
    if (!flow || flow->desk || app->job || !store_places_pending(app->store) || !store_takes_signups(app->store) ||
        host_steady_ms() < flow->places_ms)
        return;
    fault f = store_places_save(app->store);
    if (f == FAULT_NONE)
        return;
    flow->places_ms = host_steady_ms() + AGAIN_MS;
    flow_log("places", f, store_why(app->store));
}
