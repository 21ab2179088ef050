/* An act that was written to a file beside kiosk.db, told to the event log after it. The file keeps the line and how many entries the
 * log had before: after a cut between the two it is told once, then or at the next start. */
#include "flow/core/core.h"

#include <stdio.h>
#include <string.h>

/* "meeting_off tirsdag 2026-12-01"; EVENTS: it names no event. */
static enum event event_of(const char *did, const char **ret_fields)
{
    size_t length = strcspn(did, " ");
    *ret_fields = did[length] ? did + length + 1 : "-";
    int i = 0;
    while (i < EVENTS && (strlen(flow_event_name((enum event)i)) != length ||
                          memcmp(flow_event_name((enum event)i), did, length) != 0))
        i++;
    return (enum event)i;
}

/* Is that line among those that came after the mark? */
static fault find_told(struct app *app, const char *did, int64_t mark, bool *ret_told)
{
    const char *entry;
    int64_t n = INT64_MAX;
    fault f;
    *ret_told = false;
    while (!*ret_told && (f = store_journal_back(app->store, &n, &entry)) == FAULT_NONE && n >= mark) {
        char event[32] = "";
        int fields = 0;
        char line[HOUSE_DID_MAX + 40];
        if (sscanf(entry, "%*s %*s %*s %31s %*s %n", event, &fields) != 1 || fields == 0)
            continue;
        snprintf(line, sizeof line, "%s %s", event, entry + fields);
        *ret_told = text_same(line, did);
    }
    store_rewind(app->store);
    return *ret_told || f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault flow_settle(struct app *app, const struct own_log *act, bool *told, enum who who)
{
    const char *fields;
    bool found = false;
    if (*told || app->flow->desk || !*act->did)
        return FAULT_NONE;
    fault f = find_told(app, act->did, act->mark, &found);
    enum event event = event_of(act->did, &fields);
    if (f == FAULT_NONE && !found && event < EVENTS)
        f = flow_journal_as(app, event, who, fields);
    *told = f == FAULT_NONE;
    return f;
}
