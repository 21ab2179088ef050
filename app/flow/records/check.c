/* Looking after what is kept: every record is taken from under its key and compared with its row. One that is damaged is named
 * and stays where it is, so that the others go out without it, and so that its owner can still have it erased. */
#include "flow/core/core.h"
#include "flow/records/records.h"

#include <stdlib.h>
#include <string.h>
#include "base/file.h"

static int by_index(const void *a, const void *b)
{
    uint32_t x = ((const struct seal_slot *)a)->index, y = ((const struct seal_slot *)b)->index;
    return (x > y) - (x < y);
}

fault flow_slots_keep(struct store *store, struct seal_slots *slots, struct slots_kept *ret)
{
    struct buffer rows = {.limit = SEAL_SLOTS_MAX * sizeof(struct seal_slot)};
    struct seal_slot slot;
    int64_t index;
    fault f;
    *ret = (struct slots_kept){.keys = seal_slots_used(slots, NULL)};
    while ((f = store_slot_next(store, &index, slot.record)) == FAULT_NONE) {
        slot.index = (uint32_t)index;
        buffer_add(&rows, &slot, sizeof slot);
    }
    store_rewind(store);
    struct seal_slot *row = (struct seal_slot *)(void *)rows.data;
    ret->rows = rows.length / sizeof slot;
    f = f == FAULT_NO_ENTRY && rows.over ? FAULT_NO_MEMORY : f;
    if (f == FAULT_NO_ENTRY) {
        if (ret->rows)
            qsort(row, ret->rows, sizeof slot, by_index);
        f = seal_slots_keep(slots, row, ret->rows, &ret->lost);
    }
    if (f == FAULT_NONE)
        f = seal_slots_find(slots, row, ret->lost);
    buffer_free(&rows);
    return f;
}

/* A few records take a millisecond; at rest one look in a hundred milliseconds leaves 99 of them to others. */
enum {
    AT_ONCE = 8,
    LINES_AT_ONCE = 256,
    PAUSE_MS = 100,
    PROVE_MS = 1000,
    BEGIN_MS = 10 * 60 * 1000,
    DAY_MS = 24 * 60 * 60 * 1000,
    IDS_A_LINE = 4
};

static fault tell(struct app *app, const uint8_t (*ids)[STORE_ID], size_t count)
{
    char line[IDS_A_LINE * (2 * STORE_ID + 1) + 1] = "";
    size_t told = 0;
    fault f = FAULT_NONE;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        bool news = false;
        f = store_damaged_set(app->store, ids[i], flow_today(), &news);
        if (news) {
            char *at = line + strlen(line);
            if (told++ % IDS_A_LINE > 0)
                *at++ = ' ';
            bytes_hex(at, ids[i], STORE_ID);
        }
        bool full = told > 0 && told % IDS_A_LINE == 0, last = i + 1 == count;
        if (f == FAULT_NONE && *line && (full || last)) {
            f = flow_journal_as(app, EVENT_record_damaged, 0, line);
            *line = 0;
        }
    }
    return f;
}

fault flow_damaged_note(struct app *app, const uint8_t (*ids)[STORE_ID], size_t count)
{
    fault f = count > 0 ? store_begin(app->store) : FAULT_NONE;
    if (f != FAULT_NONE || count == 0)
        return f;
    f = tell(app, ids, count);
    return store_end(app->store, f);
}

struct look {
    struct buffer sealed, age, damaged; /* damaged: ids, one behind the other */
    int64_t row, known;                 /* the last one looked at; how many were known to be damaged */
};

static void look_begin(struct look *look, struct app *app, int64_t row)
{
    *look = (struct look){.sealed = {.limit = SEAL_RECORD_FILE_MAX + SEAL_SLOT_EXTRA},
                          .age = {.limit = SEAL_RECORD_FILE_MAX},
                          .damaged = {.limit = STORE_ID << 20},
                          .row = row};
    (void)store_damaged_count(app->store, &look->known);
}

/* The next record. NO_ENTRY: there is none. */
static fault look_next(struct look *look, struct app *app)
{
    struct record row;
    fault f = store_record_after(app->store, look->row, &row, &look->sealed);
    if (f != FAULT_NONE)
        return f;
    look->row = row.row;
    look->age.length = 0;
    f = flow_record_proof(app->flow->slots, &row, &look->age);
    if (f == FAULT_FILE_DAMAGED) {
        buffer_add(&look->damaged, row.id, STORE_ID);
        f = FAULT_NONE;
    } else if (f == FAULT_NONE && look->known > 0) {
        f = store_damaged_clear(app->store, row.id);
    }
    return f;
}

/* `f` is how the looking ended. */
static fault look_end(struct look *look, struct app *app, fault f)
{
    const size_t count = look->damaged.length / STORE_ID;
    fault noted = flow_damaged_note(app, (const uint8_t(*)[STORE_ID])(const void *)look->damaged.data, count);
    buffer_free(&look->sealed);
    bytes_wipe(look->age.data, look->age.length);
    buffer_free(&look->age);
    buffer_free(&look->damaged);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
        return f;
    return noted;
}

fault flow_copies_mend(struct app *app)
{
    bool damaged = false;
    char keys[FILE_PATH_MAX];
    fault f = file_path(keys, app->data, "keys");
    if (f == FAULT_NONE)
        f = seal_mend(keys, &damaged);
    if (f == FAULT_NONE && damaged)
        f = flow_journal_as(app, EVENT_keys_mended, 0, NULL);
    if (f == FAULT_NONE)
        f = seal_slots_mend(app->flow->slots, &damaged);
    if (f == FAULT_NONE && damaged)
        f = flow_journal_as(app, EVENT_slots_mended, 0, NULL);
    return f;
}

/* After the last record: what is not a record. */
static fault look_around(struct app *app)
{
    bool mended = false;
    fault f = flow_copies_mend(app);
    if (f != FAULT_NONE)
        return f;
    f = store_mend(app->store, &mended);
    app->flow->torn = f == FAULT_FILE_DAMAGED;
    app->flow->scrubbed = flow_today();
    if (mended)
        f = flow_journal_as(app, EVENT_database_mended, 0, NULL);
    return f;
}

/* The event log, some lines more. True: that was all. */
static bool look_at_log(struct app *app)
{
    struct flow *flow = app->flow;
    const struct journal journal = {.store = app->store, .seal = flow->seal, .kiosk = flow->kiosk.id};
    fault f = flow_journal_look(&journal, &flow->log, LINES_AT_ONCE);
    bool over = f != FAULT_NONE || flow->log.wrong;
    if (over)
        flow->log_wrong = flow->log.wrong != NULL;
    if (flow->log.wrong)
        flow_log("event log", FAULT_FILE_DAMAGED, flow->log.wrong);
    return over;
}

fault flow_records_check(struct app *app)
{
    struct look look;
    fault f = FAULT_NONE;
    look_begin(&look, app, 0);
    while (f == FAULT_NONE)
        f = look_next(&look, app);
    bool all = f == FAULT_NO_ENTRY;
    f = look_end(&look, app, f);
    return f == FAULT_NONE && all ? look_around(app) : f;
}

static bool may_look(const struct app *app)
{
    return app->flow && !app->flow->desk && !app->job && store_takes_signups(app->store);
}

void flow_scrub(struct app *app)
{
    struct flow *flow = app->flow;
    struct look look;
    fault f = FAULT_NONE;
    if (!may_look(app) || host_steady_ms() < flow_scrub_ms(app))
        return;
    if (store_unproven(app->store)) {
        f = store_prove(app->store);
        if (f != FAULT_NONE)
            flow_log("kiosk.db", f, store_why(app->store));
        return;
    }
    if (flow->scrub_ms == 0) { /* not in the way of the first frame */
        flow->scrub_ms = host_steady_ms() + BEGIN_MS;
        return;
    }
    if (flow->logs) {
        flow->logs = !look_at_log(app);
        flow->scrub_ms = host_steady_ms() + (flow->logs ? PAUSE_MS : DAY_MS);
        return;
    }
    look_begin(&look, app, flow->scrub_row);
    for (int i = 0; i < AT_ONCE && f == FAULT_NONE; i++)
        f = look_next(&look, app);
    flow->scrub_row = look.row;
    fault end = look_end(&look, app, f);
    if (end != FAULT_NONE)
        flow_log("scrub", end, store_why(app->store));
    bool over = f != FAULT_NONE || end != FAULT_NONE;
    fault around = f == FAULT_NO_ENTRY && end == FAULT_NONE ? look_around(app) : FAULT_NONE;
    if (around != FAULT_NONE)
        flow_log("scrub", around, store_why(app->store));
    flow->scrub_row = over ? 0 : flow->scrub_row;
    flow->logs = over;
    flow->log = over ? (struct journal_look){0} : flow->log;
    flow->scrub_ms = host_steady_ms() + PAUSE_MS;
}

int64_t flow_scrub_ms(const struct app *app)
{
    if (!may_look(app))
        return -1;
    return store_unproven(app->store) ? app->flow->opened_ms + PROVE_MS : app->flow->scrub_ms;
}
