/* A database that forgets: its log was damaged or went missing, or an older copy lies there. The slot file knows better: each slot has a
 * number that counts up, the database keeps the newest one with its record, and beside the slots stands how many entries the event log
 * had. A cut leaves at most one sign-up's keys without rows. More: the database is older than the keys. Then nothing is overwritten and
 * nobody joins, what is gone is named, the lists go out, and staff decide to go on. */
#include "flow/core/core.h"
#include "flow/records/records.h"

#include <stdio.h>
#include <string.h>

enum { AT_ONCE = 2 }; /* slots of one sign-up */

static const struct seal_left *left_at(const struct missing *m, size_t i)
{
    return (const struct seal_left *)(const void *)m->left.data + i;
}

static size_t left_count(const struct missing *m)
{
    return m->left.length / sizeof(struct seal_left);
}

/* Without those that were erased, or are known to be lost. */
static fault leave_out_known(struct store *store, struct missing *m)
{
    size_t count = left_count(m), kept = 0;
    fault f = FAULT_NONE;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        bool known = false;
        f = store_gone(store, left_at(m, i)->record, &known);
        if (!known)
            memmove(m->left.data + kept++ * sizeof(struct seal_left), left_at(m, i), sizeof(struct seal_left));
    }
    m->left.length = kept * sizeof(struct seal_left);
    return f;
}

/* What one cut can leave: the neighbours of one sign-up, newer than all that was committed. */
static bool is_one_cut(const struct missing *m, uint64_t committed)
{
    const size_t count = left_count(m);
    if (count > AT_ONCE)
        return false;
    for (size_t i = 0; i < count; i++)
        if (left_at(m, i)->generation <= committed)
            return false;
    return count < AT_ONCE || left_at(m, 1)->generation == left_at(m, 0)->generation + 1;
}

fault flow_missing_look(struct store *store, struct seal_slots *slots, struct missing *out)
{
    struct journal_head head;
    struct store_behind behind;
    *out = (struct missing){.left.limit = SEAL_SLOTS_MAX * sizeof(struct seal_left)};
    fault f = store_journal_head(store, &head);
    if (f == FAULT_NONE)
        f = store_behind(store, &behind);
    if (f == FAULT_NONE)
        f = seal_slots_left(slots, &out->left);
    if (f == FAULT_NONE)
        f = leave_out_known(store, out);
    if (f != FAULT_NONE)
        return f;
    int64_t noted = (int64_t)seal_slots_noted(slots), marked = store_places_mark(store);
    noted = marked > noted ? marked : noted;
    out->entries = noted > head.count ? noted - head.count : 0;
    out->renewed = behind.state == BEHIND_NEW;
    if (out->renewed) /* its event log begins anew, and what it lost has no number there */
        out->entries = 0;
    out->older =
        out->renewed ? head.count == 0 || left_count(out) > 0 : out->entries > 0 || !is_one_cut(out, behind.generation);
    (void)seal_slots_generation(slots, behind.generation);
    return FAULT_NONE;
}

fault flow_missing_note(struct app *app, const struct missing *m)
{
    char fields[64];
    snprintf(fields, sizeof fields, "%lld %zu", (long long)m->entries, left_count(m));
    if (m->renewed)
        snprintf(fields, sizeof fields, "%zu", left_count(m));
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = store_behind_set(app->store, m->renewed ? BEHIND_NEW : BEHIND_OLDER);
    for (size_t i = 0; i < left_count(m) && f == FAULT_NONE; i++)
        f = store_lost_add(app->store, left_at(m, i)->record, flow_today());
    if (f == FAULT_NONE)
        f = flow_journal_as(app, m->renewed ? EVENT_database_renewed : EVENT_database_older, 0, fields);
    return store_end(app->store, f);
}

fault flow_missing_sweep(struct app *app)
{
    struct flow *flow = app->flow;
    struct buffer left = {.limit = SEAL_SLOTS_MAX * sizeof(struct seal_left)};
    char count[24];
    size_t swept = 0;
    fault f = seal_slots_left(flow->slots, &left);
    bool some = left.length > 0;
    buffer_free(&left);
    if (f != FAULT_NONE || !some || flow->behind != BEHIND_NOT)
        return f;
    if ((f = store_whole(app->store)) != FAULT_NONE) { /* they stay until it is sound */
        flow_log("keys", f, store_why(app->store));
        return FAULT_NONE;
    }
    f = seal_slots_sweep(flow->slots, &swept);
    snprintf(count, sizeof count, "%zu", swept);
    return f == FAULT_NONE && swept > 0 ? flow_journal_as(app, EVENT_keys_swept, 0, count) : f;
}

void flow_missing_remember(struct app *app)
{
    struct flow *flow = app->flow;
    struct journal_head head;
    if (!flow || flow->desk || app->setup.on || store_unsure(app->store) ||
        store_journal_head(app->store, &head) != FAULT_NONE || (uint64_t)head.count == seal_slots_noted(flow->slots))
        return;
    fault f = seal_slots_note(flow->slots, (uint64_t)head.count);
    if (f != FAULT_NONE)
        flow_log("slots: note", f, "");
}
