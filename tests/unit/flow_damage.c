/* One bad item costs one item: a flipped bit in a record, its row, the index or its key leaves every other record in the list,
 * is named, and is told as damaged, never as withdrawn. */
#include "flow_kit.h"
#include "list_kit.h"
#include "screens.h"

#include <sqlite3.h>
#include "base/file.h"
#include "flow/records/records.h"
#include "store/write.h"

enum { PEOPLE = 5 };

static struct kit_code codes[PEOPLE];

static void path_of(const struct kit *k, const char *name, char out[FILE_PATH_MAX])
{
    CHECK_INT(file_path(out, k->data, name), FAULT_NONE);
}

/* Changes kiosk.db as a disk would: past its triggers. The kiosk is closed. */
static void change(const struct kit *k, const char *sql)
{
    char path[FILE_PATH_MAX];
    sqlite3 *db = NULL;
    path_of(k, "kiosk.db", path);
    CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
    CHECK_INT(sqlite3_exec(db, "DROP TRIGGER IF EXISTS record_stays", NULL, NULL, NULL), SQLITE_OK);
    int status = sqlite3_exec(db, sql, NULL, NULL, NULL);
    if (status != SQLITE_OK)
        printf("%s: %s\n", sql, sqlite3_errmsg(db));
    CHECK_INT(status, SQLITE_OK);
    sqlite3_close(db);
}

/* One consent: of the first person who signed up. */
static void victim(const struct kit *k, uint8_t id[STORE_ID], int64_t *ret_slot)
{
    char path[FILE_PATH_MAX];
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    path_of(k, "kiosk.db", path);
    CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
    CHECK_INT(sqlite3_prepare_v2(db, "SELECT id, slot FROM record WHERE kind = 2 ORDER BY row LIMIT 1", -1, &q, NULL),
              SQLITE_OK);
    CHECK_INT(sqlite3_step(q), SQLITE_ROW);
    memcpy(id, sqlite3_column_blob(q, 0), STORE_ID);
    *ret_slot = sqlite3_column_int64(q, 1);
    sqlite3_finalize(q);
    sqlite3_close(db);
}

static void flip(const struct kit *k, const char *name, long at, int bit)
{
    char path[FILE_PATH_MAX];
    path_of(k, name, path);
    FILE *f = fopen(path, "r+b");
    CHECK(f && fseek(f, at, SEEK_SET) == 0);
    int byte = f ? fgetc(f) : EOF;
    CHECK(f && byte != EOF && fseek(f, at, SEEK_SET) == 0 && fputc(byte ^ 1 << bit, f) != EOF && fclose(f) == 0);
}

static int journal_count(struct kit *k, const char *event)
{
    int count = 0;
    int64_t n;
    const char *line;
    uint8_t link[STORE_HASH];
    while (store_journal_next(k->app.store, &n, &line, link) == FAULT_NONE)
        count += strstr(line, event) != NULL;
    store_rewind(k->app.store);
    return count;
}

/* A list goes out, with these records and without those; nobody is told that anything was withdrawn. */
static void goes_out(struct kit *k, size_t whole, size_t damaged)
{
    struct list l;
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    list_open(k, &l);
    CHECK_INT(l.whole, whole);
    CHECK_INT(l.manifest.file_count, whole);
    CHECK_INT(l.manifest.damaged_count, damaged);
    CHECK_INT(l.manifest.erased_count, 0);
    CHECK_INT(k->app.staff.export_damaged, damaged);
    CHECK_INT(k->app.staff.damaged, damaged);
    manifest_free(&l.manifest);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* Every column that an export relies on. The record is named once, stays out, and its owner can have it erased. */
static void test_columns(struct kit *k, const char *column)
{
    char sql[160], hex[2 * STORE_ID + 1];
    uint8_t id[STORE_ID];
    int64_t slot;
    struct list l;
    int told = journal_count(k, " record_damaged ");
    kit_close(k);
    victim(k, id, &slot);
    bytes_hex(hex, id, STORE_ID);
    snprintf(sql, sizeof sql, "UPDATE record SET %s WHERE id = x'%s'", column, hex);
    change(k, sql);
    kit_open(k);
    goes_out(k, 2 * PEOPLE - 1, 1);
    goes_out(k, 2 * PEOPLE - 1, 1);
    CHECK_INT(journal_count(k, " record_damaged "), told + 1);
    CHECK_INT(journal_count(k, hex), 2); /* joined, and damaged */
    kit_pin(k, k->pin);
    flow_do(&k->app, ACT_GO, SCREEN_staff_store);
    flow_do(&k->app, ACT_STAFF_CHECK, 0);
    CHECK_INT(k->app.staff.damaged, 1);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &codes[0]);
    CHECK(k->app.session.at == SCREEN_mine && k->app.session.own.has_consent);
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_CONSENT_WITHDRAWN);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    list_open(k, &l);
    CHECK(l.manifest.damaged_count == 0 && l.manifest.erased_count == 1 && l.whole == 2 * PEOPLE - 1);
    CHECK_TEXT(l.manifest.erased[0], hex);
    manifest_free(&l.manifest);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(k->app.staff.damaged, 0);
}

/* A bit of a live slot: of its key, the record is damaged and never told as withdrawn; of the rest, nothing is lost. */
static void test_slot(struct kit *k)
{
    uint8_t id[STORE_ID];
    int64_t slot;
    kit_close(k);
    victim(k, id, &slot);
    kit_open(k);
    for (int bit = 0; bit < 512; bit += 37) {
        long at = 4096 + 64 * (long)slot + bit / 8;
        kit_close(k);
        flip(k, "slots", at, bit % 8);
        kit_open(k);
        CHECK(store_takes_signups(k->app.store));
        goes_out(k, bit < 256 ? 2 * PEOPLE - 1 : 2 * PEOPLE, bit < 256 ? 1 : 0);
        kit_close(k);
        flip(k, "slots", at, bit % 8);
        kit_open(k);
        kit_pin(k, k->pin);
        flow_do(&k->app, ACT_GO, SCREEN_staff_store);
        flow_do(&k->app, ACT_STAFF_CHECK, 0);
        CHECK_INT(k->app.staff.damaged, 0); /* it can be read after all */
        flow_do(&k->app, ACT_LEAVE, 0);
    }
}

/* A row that leads to another place, in the file or behind its end: the key is found where it is, and nothing is lost. */
static void test_strayed(struct kit *k, const char *slot_column)
{
    char sql[160], hex[2 * STORE_ID + 1];
    uint8_t id[STORE_ID];
    int64_t slot;
    struct slots_kept kept;
    kit_close(k);
    victim(k, id, &slot);
    bytes_hex(hex, id, STORE_ID);
    snprintf(sql, sizeof sql, "UPDATE record SET slot = %s WHERE id = x'%s'", slot_column, hex);
    change(k, sql);
    kit_open(k);
    CHECK_INT(flow_slots_keep(k->app.store, k->app.flow->slots, &kept), FAULT_NONE);
    CHECK(kept.rows == 2 * PEOPLE && kept.lost == 1);
    goes_out(k, 2 * PEOPLE, 0);
    kit_again(k, true);
    goes_out(k, 2 * PEOPLE, 0);
}

/* The head of the slot file: the kiosk opens by its copy, writes it again, and says so once. */
static void test_head(struct kit *k)
{
    kit_close(k);
    flip(k, "slots", 20, 3);
    kit_open(k);
    CHECK(store_takes_signups(k->app.store) && !k->app.flow->desk);
    CHECK_INT(journal_count(k, " slots_mended "), 1);
    goes_out(k, 2 * PEOPLE, 0);
    kit_again(k, true);
    CHECK_INT(journal_count(k, " slots_mended "), 1);
}

/* A key of the kiosk itself: it opens by the copy, writes it again, and says so once. */
static void test_keys(struct kit *k)
{
    static const char *const names[] = {"keys/sign.key", "keys/note.copy"};
    for (int i = 0; i < 2; i++) {
        kit_close(k);
        flip(k, names[i], 40, 3);
        kit_open(k);
        CHECK(store_takes_signups(k->app.store) && !k->app.flow->desk);
        CHECK_INT(journal_count(k, " keys_mended "), i + 1);
        goes_out(k, 2 * PEOPLE, 0);
        kit_again(k, true);
        CHECK_INT(journal_count(k, " keys_mended "), i + 1);
    }
}

/* All their keys at once: the kiosk opens, takes sign-ups, and says what it has lost. */
static void test_block(struct kit *k)
{
    char path[FILE_PATH_MAX];
    static const uint8_t zeros[4096];
    uint8_t id[STORE_ID];
    int64_t slot;
    kit_close(k);
    victim(k, id, &slot);
    path_of(k, "slots", path);
    FILE *f = fopen(path, "r+b");
    CHECK(f && fseek(f, 4096 + slot / 64 * 4096, SEEK_SET) == 0 && fwrite(zeros, sizeof zeros, 1, f) == 1 &&
          fclose(f) == 0);
    kit_open(k);
    CHECK(store_takes_signups(k->app.store) && !k->app.flow->desk);
    CHECK(kit_join(k, "tirsdagsgruppa", "Later", "40612345", NULL));
    goes_out(k, 2, 2 * PEOPLE);
    kit_find(k, &codes[1]);
    CHECK(k->app.session.at == SCREEN_mine && k->app.session.own.unreadable);
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_GROUP_LEFT);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* An index that does not say what its table says is made anew when staff sign in, and so are key files; the next list says when all was looked
 * through. */
static void test_around(struct kit *k)
{
    struct list l;
    kit_close(k);
    change(k,
           "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX record_epoch ON record(kind, day)'"
           " WHERE name = 'record_epoch'");
    kit_open(k);
    flip(k, "keys/sign.copy", 30, 1);
    flip(k, "slots", 20, 3);
    kit_pin(k, k->pin);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(k->app.flow->scrubbed == flow_today() && !k->app.flow->torn);
    CHECK_INT(journal_count(k, " database_mended "), 1);
    CHECK_INT(journal_count(k, " keys_mended "), 1);
    CHECK_INT(journal_count(k, " slots_mended "), 1);
    CHECK_INT(store_whole(k->app.store), FAULT_NONE);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    list_open(k, &l);
    CHECK(l.whole == 2 * PEOPLE && strlen(l.manifest.checked) == 10);
    manifest_free(&l.manifest);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* At rest, all of it within a day; the first look waits. */
static void test_scrub(struct kit *k)
{
    char sql[160], hex[2 * STORE_ID + 1];
    uint8_t id[STORE_ID];
    int64_t slot, begun = host_fake.steady_ms;
    int steps = 0;
    kit_close(k);
    victim(k, id, &slot);
    bytes_hex(hex, id, STORE_ID);
    snprintf(sql, sizeof sql, "UPDATE record SET crc32 = crc32 + 1 WHERE id = x'%s'", hex);
    change(k, sql);
    kit_open(k);
    for (; steps < 100 && journal_count(k, " record_damaged ") == 0; steps++) {
        int64_t due = flow_scrub_ms(&k->app);
        CHECK(due >= 0 && due <= host_fake.steady_ms + 24 * 3600 * 1000);
        host_fake.steady_ms = due > host_fake.steady_ms ? due : host_fake.steady_ms;
        flow_tick(&k->app, host_fake.steady_ms, 10);
    }
    CHECK(steps > 1 && steps < 10 && host_fake.steady_ms - begun >= 10 * 60 * 1000);
}

static void make(struct kit *k)
{
    kit_make(k);
    for (int i = 0; i < PEOPLE; i++)
        CHECK(kit_join(k, "tirsdagsgruppa", "Marker Navn", "40612345", &codes[i]));
}

int main(void)
{
    static const char *const columns[] = {
        "crc32 = crc32 + 1",
        "size = size + 1",
        "sha256 = zeroblob(32)",
        "sealed = zeroblob(length(sealed))",
        "sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB)",
        "sealed = x'00'",
        "schema = schema + 1",
    };
    static struct kit k;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        make(&k);
        test_columns(&k, columns[i]);
        kit_free(&k);
    }
    static const char *const strayed[] = {"slot + 64", "slot + 1000000"};
    for (size_t i = 0; i < sizeof strayed / sizeof *strayed; i++) {
        make(&k);
        test_strayed(&k, strayed[i]);
        kit_free(&k);
    }
    void (*const tests[])(struct kit *) = {test_slot, test_head, test_keys, test_block, test_around, test_scrub};
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        make(&k);
        tests[i](&k);
        kit_free(&k);
    }
    return TEST_END();
}
