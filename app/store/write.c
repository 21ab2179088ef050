/* Writing what is kept. A function that changes several rows brings its own transaction unless the caller has one open. */
#include "store/inside.h"

#include <assert.h>
#include <string.h>

/* Why nothing may be written now, or NONE. */
static fault writable(const struct store *s)
{
    return s->reason != FAULT_NONE ? s->reason : s->exporting ? FAULT_BUSY : FAULT_NONE;
}

static fault begin(struct store *s)
{
    assert(sqlite3_get_autocommit(s->db) || s->exporting);
    fault f = writable(s);
    return f == FAULT_NONE ? store_run(s, store_use(s, SQL_BEGIN)) : f;
}

fault store_begin(struct store *s)
{
    fault f = store_prove(s);
    return f == FAULT_NONE ? begin(s) : f;
}

fault store_commit(struct store *s)
{
    if (sqlite3_get_autocommit(s->db))
        return FAULT_BUSY;
    fault f = store_run(s, store_use(s, SQL_COMMIT));
    if (f != FAULT_NONE) {
        s->unsure |=
            f == FAULT_DISK_BROKEN; /* a full disk has no room for the last frame of the log: that did not happen */
        store_rollback(s);
    }
    return f;
}

bool store_unsure(const struct store *s)
{
    return s->unsure;
}

void store_rollback(struct store *s)
{
    if (sqlite3_get_autocommit(s->db) || s->exporting)
        return;
    fault f = store_run(s, store_use(s, SQL_ROLLBACK));
    (void)f; /* sqlite forgets an unfinished transaction at the next open as well */
}

fault store_end(struct store *s, fault f)
{
    if (f == FAULT_NONE)
        return store_commit(s);
    store_rollback(s);
    return f;
}

static fault begin_own(struct store *s, bool *ret_own)
{
    *ret_own = !s->exporting && sqlite3_get_autocommit(s->db);
    return *ret_own ? begin(s) : writable(s);
}

static fault end_own(struct store *s, bool own, fault f)
{
    return own ? store_end(s, f) : f;
}

/* One statement, by itself or inside the caller's transaction; `ret_changed` may be NULL. */
static fault change(struct store *s, sqlite3_stmt *q, int *ret_changed)
{
    fault f = writable(s);
    if (f == FAULT_NONE)
        f = store_run(s, q);
    if (ret_changed)
        *ret_changed = f == FAULT_NONE ? sqlite3_changes(s->db) : 0;
    return f;
}

/* One statement that answers with a number; it is only true once the statement has ended. */
static fault counted(struct store *s, enum statement which, int64_t *ret_number)
{
    *ret_number = 0;
    fault f = writable(s);
    if (f != FAULT_NONE)
        return f;
    sqlite3_stmt *q = store_use(s, which);
    f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    int64_t number = column_int(q, 0);
    f = store_run(s, q);
    if (f == FAULT_NONE)
        *ret_number = number;
    return f;
}

/* `day` NULL: written today. */
static fault record_add(struct store *s, const struct record *record, const int32_t *day)
{
    sqlite3_stmt *q = store_use(s, SQL_RECORD_ADD);
    bind_bytes(q, 1, record->id, sizeof record->id);
    bind_int(q, 2, record->kind);
    bind_bytes(q, 3, record->tag, sizeof record->tag);
    bind_int(q, 4, record->slot);
    bind_int(q, 5, record->schema);
    bind_int(q, 6, record->size);
    bind_int(q, 7, record->crc32);
    bind_bytes(q, 8, record->sha256, sizeof record->sha256);
    bind_bytes(q, 9, record->sealed.data, record->sealed.length);
    if (day)
        bind_int(q, 10, *day);
    fault f = change(s, q, NULL);
    if (f != FAULT_NONE)
        return f;
    q = store_use(s, SQL_GENERATION);
    bind_int(q, 1, (int64_t)record->generation);
    return change(s, q, NULL);
}

fault store_signup_add(struct store *s, const struct record *membership, const struct record *consent, int64_t *ret_row)
{
    *ret_row = 0;
    assert(membership->kind == RECORD_MEMBERSHIP && consent->kind == RECORD_CONSENT);
    assert(!sqlite3_get_autocommit(s->db));
    fault f = record_add(s, membership, NULL);
    int64_t row = sqlite3_last_insert_rowid(s->db);
    if (f == FAULT_NONE)
        f = record_add(s, consent, NULL);
    if (f == FAULT_NONE)
        *ret_row = row;
    return f;
}

struct gone { /* of a record that is no longer there */
    enum record_kind kind;
    int32_t written; /* its day */
};

/* The stone first, then the row: the schema lets no row go without one. */
static fault record_go(struct store *s, const uint8_t *id, int cause, int32_t day, struct gone *ret)
{
    sqlite3_stmt *q = store_use(s, SQL_RECORD_KIND);
    bind_bytes(q, 1, id, STORE_ID);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    *ret = (struct gone){(enum record_kind)column_int(q, 0), (int32_t)column_int(q, 1)};
    store_row_end(q);
    q = store_use(s, SQL_TOMBSTONE_ADD);
    bind_bytes(q, 1, id, STORE_ID);
    bind_int(q, 2, ret->kind);
    bind_int(q, 3, cause);
    bind_int(q, 4, day);
    f = change(s, q, NULL);
    if (f != FAULT_NONE)
        return f;
    q = store_use(s, SQL_RECORD_GO);
    bind_bytes(q, 1, id, STORE_ID);
    return change(s, q, NULL);
}

enum { WITHDRAWN = 1, CORRECTED = 2 }; /* stored */

fault store_record_replace(struct store *s, const uint8_t old_id[STORE_ID], const struct record *fresh, int32_t day)
{
    bool own;
    struct gone gone;
    fault f = begin_own(s, &own);
    if (f != FAULT_NONE)
        return f;
    f = record_go(s, old_id, CORRECTED, day, &gone);
    if (f == FAULT_NONE && gone.kind != fresh->kind)
        f = FAULT_BAD_INPUT;
    if (f == FAULT_NONE)
        f = record_add(s, fresh, &gone.written);
    return end_own(s, own, f);
}

fault store_record_erase(struct store *s, const uint8_t id[STORE_ID], int32_t day)
{
    bool own;
    struct gone gone;
    fault f = begin_own(s, &own);
    if (f != FAULT_NONE)
        return f;
    return end_own(s, own, record_go(s, id, WITHDRAWN, day, &gone));
}

fault store_damaged_set(struct store *s, const uint8_t id[STORE_ID], int32_t day, bool *ret_news)
{
    int changed;
    sqlite3_stmt *q = store_use(s, SQL_DAMAGED_ADD);
    bind_bytes(q, 1, id, STORE_ID);
    bind_int(q, 2, day);
    fault f = change(s, q, &changed);
    *ret_news = changed > 0;
    return f;
}

fault store_damaged_clear(struct store *s, const uint8_t id[STORE_ID])
{
    sqlite3_stmt *q = store_use(s, SQL_DAMAGED_GO);
    bind_bytes(q, 1, id, STORE_ID);
    return change(s, q, NULL);
}

fault store_age_slow(struct store *s)
{
    return change(s, store_use(s, SQL_AGE_SLOW), NULL);
}

fault store_age_set(struct store *s, const struct store_age *age)
{
    sqlite3_stmt *q = store_use(s, SQL_AGE_SET);
    bind_int(q, 1, age->day);
    bind_int(q, 2, age->seen);
    bind_int(q, 3, age->slow);
    fault f = change(s, q, NULL);
    if (f == FAULT_NONE)
        places_part.age(s, age->day);
    return f;
}

fault store_journal_add(struct store *s, const char *entry, const struct journal_head *head)
{
    bool own;
    int changed = 0;
    fault f = begin_own(s, &own);
    if (f != FAULT_NONE)
        return f;
    sqlite3_stmt *q = store_use(s, SQL_JOURNAL_ADD);
    bind_int(q, 1, head->count - 1);
    bind_text(q, 2, entry);
    bind_bytes(q, 3, head->link, sizeof head->link);
    f = change(s, q, NULL);
    if (f == FAULT_NONE) {
        q = store_use(s, SQL_JOURNAL_HEAD_SET);
        bind_int(q, 1, head->count);
        bind_bytes(q, 2, head->link, sizeof head->link);
        bind_bytes(q, 3, head->range, head->range_length);
        bind_text(q, 4, head->checkpoint);
        f = change(s, q, &changed);
    }
    if (f == FAULT_NONE && changed != 1) /* the head is not the one this entry was linked to */
        f = FAULT_BAD_INPUT;
    return end_own(s, own, f);
}

fault store_export_claim(struct store *s, int64_t *ret_seq)
{
    return counted(s, SQL_EXPORT_CLAIM, ret_seq);
}

fault store_export_done(struct store *s, const struct export_row *row)
{
    bool own;
    store_export_end(s);
    fault f = begin_own(s, &own);
    if (f != FAULT_NONE)
        return f;
    sqlite3_stmt *q = store_use(s, SQL_EXPORT_ADD);
    bind_int(q, 1, row->seq);
    bind_int(q, 2, row->day);
    bind_text(q, 3, row->name);
    bind_int(q, 4, row->size);
    bind_int(q, 5, row->rows);
    bind_bytes(q, 6, row->gsig_hash, sizeof row->gsig_hash);
    bind_int(q, 7, row->log_count);
    f = change(s, q, NULL);
    if (f == FAULT_NONE) {
        q = store_use(s, SQL_TOMBSTONES_TOLD);
        bind_int(q, 1, row->seq);
        f = change(s, q, NULL);
    }
    if (f == FAULT_NONE) {
        q = store_use(s, SQL_LOST_TOLD);
        bind_int(q, 1, row->seq);
        f = change(s, q, NULL);
    }
    return end_own(s, own, f);
}

fault store_record_restore(struct store *s, const struct record *record)
{
    return record_add(s, record, &record->day);
}

fault store_behind_set(struct store *s, enum behind state)
{
    sqlite3_stmt *q = store_use(s, SQL_BEHIND_SET);
    bind_int(q, 1, state);
    return change(s, q, NULL);
}

fault store_lost_add(struct store *s, const uint8_t id[STORE_ID], int32_t day)
{
    sqlite3_stmt *q = store_use(s, SQL_LOST_ADD);
    bind_bytes(q, 1, id, STORE_ID);
    bind_int(q, 2, day);
    return change(s, q, NULL);
}

fault store_pin_set(struct store *s, const char *hash)
{
    sqlite3_stmt *q = store_use(s, SQL_PIN_SET);
    bind_text(q, 1, hash);
    return change(s, q, NULL);
}

fault store_tries_add(struct store *s, enum tries_of whose, int64_t boot, int64_t steady_ms)
{
    sqlite3_stmt *q = store_use(s, SQL_TRIES_ADD);
    bind_int(q, 1, whose);
    bind_int(q, 2, boot);
    bind_int(q, 3, steady_ms);
    return change(s, q, NULL);
}

fault store_tries_clear(struct store *s, enum tries_of whose)
{
    sqlite3_stmt *q = store_use(s, SQL_TRIES_CLEAR);
    bind_int(q, 1, whose);
    return change(s, q, NULL);
}

fault store_boot(struct store *s, int64_t *ret_boot)
{
    return counted(s, SQL_BOOT, ret_boot);
}

fault store_time_seen(struct store *s, int64_t now, int64_t *ret_newest)
{
    sqlite3_stmt *q = store_use(s, SQL_TIME_SEEN);
    bind_int(q, 1, now);
    fault f = change(s, q, NULL);
    fault g = store_time_newest(s, ret_newest);
    return f != FAULT_NONE ? f : g;
}

fault store_time_set(struct store *s, int64_t now)
{
    sqlite3_stmt *q = store_use(s, SQL_TIME_SET);
    bind_int(q, 1, now);
    return change(s, q, NULL);
}

fault store_moved_set(struct store *s, bool moved)
{
    sqlite3_stmt *q = store_use(s, SQL_MOVED_SET);
    bind_int(q, 1, moved);
    return change(s, q, NULL);
}

fault store_retention_add(struct store *s, const struct store_retention *row)
{
    struct store_retention rows[RETENTIONS_MAX + 1];
    size_t count;
    fault f = store_retentions(s, rows, &count);
    if (f != FAULT_NONE)
        return f;
    rows[count++] = *row;
    if (count > RETENTIONS_MAX) {
        rows[1].kept = rows[0].kept < rows[1].kept ? rows[0].kept : rows[1].kept;
        memmove(rows, rows + 1, --count * sizeof *rows);
    }
    f = change(s, store_use(s, SQL_RETENTIONS_GO), NULL);
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        sqlite3_stmt *q = store_use(s, SQL_RETENTION_ADD);
        bind_int(q, 1, (int64_t)i);
        bind_int(q, 2, rows[i].day);
        bind_int(q, 3, rows[i].kept);
        bind_int(q, 4, rows[i].evidence);
        f = change(s, q, NULL);
    }
    return f;
}

fault store_restored_set(struct store *s, int32_t day, int32_t list)
{
    sqlite3_stmt *q = store_use(s, SQL_RESTORED_SET);
    bind_int(q, 1, day);
    bind_int(q, 2, list);
    return change(s, q, NULL);
}

fault store_copy(struct store *s, struct buffer *out)
{
    sqlite3_int64 size = 0;
    if (!store_takes_signups(s))
        return store_reason(s) == FAULT_NONE ? FAULT_BUSY : store_reason(s);
    unsigned char *bytes = sqlite3_serialize(s->db, "main", &size, 0);
    if (!bytes)
        return FAULT_NO_MEMORY;
    buffer_add(out, bytes, (size_t)size);
    sqlite3_free(bytes);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

fault store_consent_version_set(struct store *s, int32_t version)
{
    sqlite3_stmt *q = store_use(s, SQL_CONSENT_VERSION);
    bind_int(q, 1, version);
    return change(s, q, NULL);
}

fault store_consent_text_add(struct store *s, const uint8_t sha256[STORE_HASH], const char *text)
{
    sqlite3_stmt *q = store_use(s, SQL_CONSENT_TEXT_ADD);
    bind_bytes(q, 1, sha256, STORE_HASH);
    bind_text(q, 2, text);
    return change(s, q, NULL);
}
