/* Reading what is kept: sealed records, places, journal, exports, tries. */
#include "store/inside.h"

#include <assert.h>
#include <string.h>

static bool column_bytes(sqlite3_stmt *q, int at, void *out, size_t length)
{
    const void *data = sqlite3_column_blob(q, at);
    if (sqlite3_column_bytes(q, at) != (int)length || !data)
        return false;
    memcpy(out, data, length);
    return true;
}

fault store_kiosk(struct store *s, struct kiosk *out)
{
    *out = (struct kiosk){0};
    sqlite3_stmt *q = store_use(s, SQL_KIOSK);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    column_text(q, 0, out->id, sizeof out->id);
    bool salted = column_bytes(q, 1, out->salt, sizeof out->salt);
    out->code_passes = (uint64_t)column_int(q, 2);
    out->code_bytes = (uint64_t)column_int(q, 3);
    out->created_day = (int32_t)column_int(q, 4);
    out->consent_version = (int32_t)column_int(q, 5);
    out->no_first = column_int(q, 6) != 0;
    column_text(q, 7, out->centre, sizeof out->centre);
    out->moved = column_int(q, 8) != 0;
    out->code_first = (uint64_t)column_int(q, 9);
    out->restored = (int32_t)column_int(q, 10);
    out->restored_list = (int32_t)column_int(q, 11);
    store_row_end(q);
    if (!salted)
        return FAULT_FILE_DAMAGED;
    q = store_use(s, SQL_RECIPIENTS);
    while ((f = store_row(s, q)) == FAULT_NONE && out->recipient_count < CENTRE_RECIPIENTS_MAX)
        column_text(q, 0, out->recipients[out->recipient_count++], CENTRE_RECIPIENT_MAX);
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault store_place_facts(struct store *s, const char *group_key, struct place_facts *out)
{
    *out = (struct place_facts){0};
    sqlite3_stmt *q = store_use(s, SQL_PLACE_FACTS);
    bind_text(q, 1, group_key);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    out->state = (enum group_state)column_int(q, 0);
    out->capacity = (int32_t)column_int(q, 1);
    out->taken = (int32_t)column_int(q, 2);
    out->rules_version = (int32_t)column_int(q, 3);
    out->day_limit = (int32_t)column_int(q, 4);
    store_row_end(q);
    out->taken += places_taken(s, group_key);
    out->today = places_today(s, group_key);
    return FAULT_NONE;
}

/* The row the statement stands on; `sealed` points into it. */
static void record_of(sqlite3_stmt *q, struct record *out)
{
    out->row = column_int(q, 0);
    out->kind = (enum record_kind)column_int(q, 2);
    out->slot = column_int(q, 4);
    out->schema = (int32_t)column_int(q, 5);
    out->size = (uint32_t)column_int(q, 6);
    out->crc32 = (uint32_t)column_int(q, 7);
    bool id = column_bytes(q, 1, out->id, sizeof out->id), tag = column_bytes(q, 3, out->tag, sizeof out->tag),
         hash = column_bytes(q, 8, out->sha256, sizeof out->sha256);
    out->sealed.data = sqlite3_column_blob(q, 9);
    out->sealed.length = out->sealed.data ? (size_t)sqlite3_column_bytes(q, 9) : 0;
    out->day = (int32_t)column_int(q, 10);
    out->torn = !id || !tag || !hash || !out->sealed.data;
}

/* Moves what is sealed into `bytes`, which is appended to. */
static fault keep_sealed(struct record *out, struct buffer *bytes)
{
    size_t start = bytes->length;
    buffer_add(bytes, out->sealed.data, out->sealed.length);
    out->sealed.data = bytes->over ? NULL : bytes->data + start;
    return bytes->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

fault store_record_of(struct store *s, const uint8_t tag[STORE_TAG], enum record_kind kind, struct record *out,
                      struct buffer *bytes)
{
    *out = (struct record){0};
    sqlite3_stmt *q = store_use(s, SQL_RECORD_OF);
    bind_bytes(q, 1, tag, STORE_TAG);
    bind_int(q, 2, kind);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    record_of(q, out);
    f = out->torn ? FAULT_FILE_DAMAGED : keep_sealed(out, bytes);
    store_row_end(q);
    if (f != FAULT_NONE)
        *out = (struct record){0};
    return f;
}

fault store_record_after(struct store *s, int64_t row, struct record *out, struct buffer *bytes)
{
    *out = (struct record){0};
    bytes->length = 0;
    sqlite3_stmt *q = store_use(s, SQL_RECORD_AFTER);
    bind_int(q, 1, row);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    record_of(q, out);
    f = keep_sealed(out, bytes);
    store_row_end(q);
    return f;
}

fault store_damaged_count(struct store *s, int64_t *ret_count)
{
    sqlite3_stmt *q = store_use(s, SQL_DAMAGED_COUNT);
    fault f = store_row(s, q);
    *ret_count = f == FAULT_NONE ? column_int(q, 0) : 0;
    store_row_end(q);
    return f;
}

fault store_behind(struct store *s, struct store_behind *out)
{
    *out = (struct store_behind){0};
    sqlite3_stmt *q = store_use(s, SQL_BEHIND);
    fault f = store_row(s, q);
    if (f == FAULT_NONE)
        *out = (struct store_behind){(enum behind)column_int(q, 0), (uint64_t)column_int(q, 1), column_int(q, 2),
                                     column_int(q, 3)};
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault store_gone(struct store *s, const uint8_t id[STORE_ID], bool *ret_known)
{
    sqlite3_stmt *q = store_use(s, SQL_LOST_KNOWN);
    bind_bytes(q, 1, id, STORE_ID);
    fault f = store_row(s, q);
    *ret_known = f == FAULT_NONE;
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault store_record_past(struct store *s, int32_t day, struct record *out)
{
    *out = (struct record){0};
    sqlite3_stmt *q = store_use(s, SQL_RECORD_PAST);
    bind_int(q, 1, day);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    record_of(q, out);
    out->sealed = (struct span){0};
    store_row_end(q);
    return FAULT_NONE;
}

fault store_age(struct store *s, struct store_age *out)
{
    *out = (struct store_age){0};
    sqlite3_stmt *q = store_use(s, SQL_AGE);
    fault f = store_row(s, q);
    if (f == FAULT_NONE)
        *out = (struct store_age){(int32_t)column_int(q, 0), (int32_t)column_int(q, 1), column_int(q, 2) != 0};
    store_row_end(q);
    return f;
}

static fault number_of(struct store *s, enum statement which, int64_t *ret_number)
{
    sqlite3_stmt *q = store_use(s, which);
    fault f = store_row(s, q);
    *ret_number = f == FAULT_NONE ? column_int(q, 0) : 0;
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault store_retentions(struct store *s, struct store_retention out[RETENTIONS_MAX], size_t *ret_count)
{
    sqlite3_stmt *q = store_use(s, SQL_RETENTIONS);
    fault f = FAULT_NONE;
    *ret_count = 0;
    while (*ret_count < RETENTIONS_MAX && (f = store_row(s, q)) == FAULT_NONE)
        out[(*ret_count)++] =
            (struct store_retention){(int32_t)column_int(q, 0), (int32_t)column_int(q, 1), (int32_t)column_int(q, 2)};
    store_row_end(q);
    return f == FAULT_NO_ENTRY && *ret_count > 0 ? FAULT_NONE : f;
}

fault store_kept_until(struct store *s, int32_t *ret_day)
{
    int64_t day;
    fault f = number_of(s, SQL_KEPT_UNTIL, &day);
    *ret_day = (int32_t)day;
    return f;
}

/* A walk: the statement itself remembers how far it is; a fresh or finished one is bound and begun. */
static sqlite3_stmt *walk(struct store *s, enum statement which, bool *ret_fresh)
{
    sqlite3_stmt *q = s->statements[which];
    *ret_fresh = !sqlite3_stmt_busy(q);
    return *ret_fresh ? store_use(s, which) : q;
}

fault store_slot_next(struct store *s, int64_t *ret_slot, uint8_t ret_id[STORE_ID])
{
    bool fresh;
    sqlite3_stmt *q = walk(s, SQL_SLOTS, &fresh);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    *ret_slot = column_int(q, 0);
    return column_bytes(q, 1, ret_id, STORE_ID) ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

void store_rewind(struct store *s)
{
    static const enum statement walks[] = {SQL_SLOTS,         SQL_RECORD_LIST,   SQL_RECORDS,
                                           SQL_TOMBSTONES,    SQL_JOURNAL,       SQL_JOURNAL_BACK,
                                           SQL_LETTER_PLACES, SQL_CONSENT_TEXTS, SQL_LOST};
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++)
        store_row_end(s->statements[walks[i]]);
    s->journal_from = 0;
}

static fault count_of(struct store *s, enum record_kind kind, int64_t *ret_count)
{
    sqlite3_stmt *q = store_use(s, SQL_RECORD_COUNT);
    bind_int(q, 1, kind);
    fault f = store_row(s, q);
    *ret_count = f == FAULT_NONE ? column_int(q, 0) : 0;
    store_row_end(q);
    return f;
}

fault store_export_begin(struct store *s, int64_t *ret_membership_count, int64_t *ret_consent_count)
{
    *ret_membership_count = *ret_consent_count = 0;
    if (s->exporting || !sqlite3_get_autocommit(s->db))
        return FAULT_BUSY;
    if (!s->kept)
        return s->reason;
    fault f = store_prove(s);
    if (f == FAULT_NONE)
        f = store_run(s, store_use(s, SQL_BEGIN_READ));
    if (f != FAULT_NONE)
        return f;
    s->exporting = true;
    f = count_of(s, RECORD_MEMBERSHIP, ret_membership_count);
    if (f == FAULT_NONE)
        f = count_of(s, RECORD_CONSENT, ret_consent_count);
    if (f != FAULT_NONE)
        store_export_end(s);
    return f;
}

void store_export_end(struct store *s)
{
    if (!s->exporting)
        return;
    store_rewind(s);
    s->exporting = false;
    fault f = store_run(s, store_use(s, SQL_COMMIT)); /* nothing was written: there is nothing to lose */
    if (f != FAULT_NONE && !sqlite3_get_autocommit(s->db))
        f = store_run(s, store_use(s, SQL_ROLLBACK));
    (void)f;
}

fault store_export_list(struct store *s, enum record_kind kind, uint8_t ret_id[STORE_ID],
                        uint8_t ret_sha256[STORE_HASH])
{
    bool fresh;
    assert(s->exporting);
    sqlite3_stmt *q = walk(s, SQL_RECORD_LIST, &fresh);
    if (fresh)
        bind_int(q, 1, kind);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    return column_bytes(q, 0, ret_id, STORE_ID) && column_bytes(q, 1, ret_sha256, STORE_HASH) ? FAULT_NONE
                                                                                              : FAULT_FILE_DAMAGED;
}

fault store_export_next(struct store *s, enum record_kind kind, struct record *out)
{
    bool fresh;
    assert(s->exporting);
    sqlite3_stmt *q = walk(s, SQL_RECORDS, &fresh);
    if (fresh)
        bind_int(q, 1, kind);
    *out = (struct record){0};
    fault f = store_row(s, q);
    if (f == FAULT_NONE)
        record_of(q, out);
    return f;
}

fault store_erased_next(struct store *s, uint8_t ret_id[STORE_ID], enum record_kind *ret_kind)
{
    bool fresh;
    assert(s->exporting);
    sqlite3_stmt *q = walk(s, SQL_TOMBSTONES, &fresh);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    *ret_kind = (enum record_kind)column_int(q, 1);
    return column_bytes(q, 0, ret_id, STORE_ID) ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

fault store_lost_next(struct store *s, uint8_t ret_id[STORE_ID])
{
    bool fresh;
    sqlite3_stmt *q = walk(s, SQL_LOST, &fresh);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    return column_bytes(q, 0, ret_id, STORE_ID) ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

fault store_export_last(struct store *s, struct export_row *out)
{
    *out = (struct export_row){0};
    sqlite3_stmt *q = store_use(s, SQL_EXPORT_LAST);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    out->seq = column_int(q, 0);
    out->day = (int32_t)column_int(q, 1);
    column_text(q, 2, out->name, sizeof out->name);
    out->size = column_int(q, 3);
    out->rows = column_int(q, 4);
    bool whole = column_bytes(q, 5, out->gsig_hash, sizeof out->gsig_hash);
    out->log_count = column_int(q, 6);
    store_row_end(q);
    return whole ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

fault store_journal_head(struct store *s, struct journal_head *out)
{
    *out = (struct journal_head){0};
    sqlite3_stmt *q = store_use(s, SQL_JOURNAL_HEAD);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    out->count = column_int(q, 0);
    bool whole = column_bytes(q, 1, out->link, sizeof out->link);
    const void *range = sqlite3_column_blob(q, 2);
    size_t length = (size_t)sqlite3_column_bytes(q, 2);
    whole = whole && length <= sizeof out->range;
    if (whole && length) {
        memcpy(out->range, range, length);
        out->range_length = length;
    }
    column_text(q, 3, out->checkpoint, sizeof out->checkpoint);
    store_row_end(q);
    return whole ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

void store_journal_from(struct store *s, int64_t number)
{
    store_rewind(s);
    s->journal_from = number;
}

fault store_journal_next(struct store *s, int64_t *ret_number, const char **ret_entry, uint8_t ret_link[STORE_HASH])
{
    bool fresh;
    sqlite3_stmt *q = walk(s, SQL_JOURNAL, &fresh);
    if (fresh)
        bind_int(q, 1, s->journal_from);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    *ret_number = column_int(q, 0);
    *ret_entry = (const char *)sqlite3_column_text(q, 1);
    return *ret_entry && column_bytes(q, 2, ret_link, STORE_HASH) ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

fault store_journal_back(struct store *s, int64_t *ret_number, const char **ret_entry)
{
    bool fresh;
    sqlite3_stmt *q = walk(s, SQL_JOURNAL_BACK, &fresh);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    *ret_number = column_int(q, 0);
    *ret_entry = (const char *)sqlite3_column_text(q, 1);
    return *ret_entry ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

fault store_tries(struct store *s, enum tries_of whose, struct tries_row *out)
{
    *out = (struct tries_row){0};
    sqlite3_stmt *q = store_use(s, SQL_TRIES);
    bind_int(q, 1, whose);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    out->count = (int32_t)column_int(q, 0);
    out->boot = column_int(q, 1);
    out->steady_ms = column_int(q, 2);
    store_row_end(q);
    return FAULT_NONE;
}

fault store_pin(struct store *s, char out[STORE_PIN_MAX])
{
    out[0] = 0;
    sqlite3_stmt *q = store_use(s, SQL_PIN);
    fault f = store_row(s, q);
    if (f == FAULT_NONE)
        column_text(q, 0, out, STORE_PIN_MAX);
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f; /* without a kiosk.db there is no PIN either */
}

fault store_time_newest(struct store *s, int64_t *ret_seconds)
{
    return number_of(s, SQL_TIME_NEWEST, ret_seconds);
}

fault store_new_erasures(struct store *s, int64_t *ret_count)
{
    return number_of(s, SQL_NEW_ERASURES, ret_count);
}

fault store_new_signups(struct store *s, int64_t *ret_count)
{
    return number_of(s, SQL_NEW_SIGNUPS, ret_count);
}

fault store_consent_text_next(struct store *s, uint8_t ret_sha256[STORE_HASH], struct span *ret_text)
{
    bool fresh;
    sqlite3_stmt *q = walk(s, SQL_CONSENT_TEXTS, &fresh);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    *ret_text = (struct span){sqlite3_column_text(q, 1), (size_t)sqlite3_column_bytes(q, 1)};
    return column_bytes(q, 0, ret_sha256, STORE_HASH) ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

fault store_consent_text(struct store *s, const uint8_t sha256[STORE_HASH], struct buffer *out)
{
    sqlite3_stmt *q = store_use(s, SQL_CONSENT_TEXT);
    bind_bytes(q, 1, sha256, STORE_HASH);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    buffer_add(out, sqlite3_column_text(q, 0), (size_t)sqlite3_column_bytes(q, 0));
    store_row_end(q);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}
