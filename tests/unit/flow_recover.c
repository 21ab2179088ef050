/* A damaged kiosk.db is not the end of a kiosk: a new one has what can still be read, record by record, the old PIN opens, receipt codes
 * lead to what is theirs, what is missing is named, what was withdrawn stays so, and the list goes out, marked. */
#include "flow_kit.h"
#include "screens.h"

#include <sqlite3.h>

#include "attack_kit.h"
#include "base/file.h"
#include "flow/records/records.h"
#include "store/write.h"

enum { PEOPLE = 6, LEAVE = 1, ROUNDS = 60, PAGE = 4096, ROWS = 2 * (PEOPLE - LEAVE), INDEX_ROUNDS = 10 * ROWS };

static struct kit_code codes[PEOPLE];

static void make(struct kit *k)
{
    host_fake.disk_free = DISK_LOW_BYTES + 1; /* no reserve, which would be copied each time */
    kit_make(k);
    for (int i = 0; i < PEOPLE; i++)
        CHECK(kit_join(k, "tirsdagsgruppa", "Marker Navn", "40612345", &codes[i]));
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &codes[0]);
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &codes[0]);
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_GROUP_LEFT);
    flow_do(&k->app, ACT_LEAVE, 0);
    struct kit_counts c = kit_counts(k);
    CHECK(c.memberships + c.consents == ROWS && c.slots == ROWS);
    kit_close(k);
}

/* What is there, what is known to be missing or damaged: together all that was promised. *ret_renewed: the file was made anew. */
static void look(struct kit *k, int *ret_renewed, int64_t *ret_rows)
{
    struct store_behind behind;
    CHECK(store_takes_signups(k->app.store) && !k->app.flow->desk);
    if (!store_takes_signups(k->app.store) || k->app.flow->desk)
        return;
    CHECK_INT(store_behind(k->app.store, &behind), FAULT_NONE);
    struct kit_counts c = kit_counts(k);
    *ret_rows = c.memberships + c.consents;
    CHECK_INT(*ret_rows + behind.lost, ROWS);
    *ret_renewed += behind.state == BEHIND_NEW;
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK_INT(k->app.staff.export_rows + k->app.staff.export_damaged + behind.lost, ROWS);
    CHECK(k->app.staff.renewed == (behind.state == BEHIND_NEW) && k->app.kiosk.behind == (behind.lost > 0));
    if (behind.state != BEHIND_NOT) {
        CHECK(k->app.staff.exports > 64); /* no number is used twice */
        flow_do(&k->app, ACT_GO, SCREEN_staff_missing);
        CHECK_INT(k->app.session.at, SCREEN_staff_missing);
        flow_do(&k->app, ACT_GO_ON, 0);
        CHECK_INT(k->app.session.notice, VERDICT_WENT_ON);
    }
    flow_do(&k->app, ACT_LEAVE, 0);
    int found = 0;
    for (int i = 0; i < PEOPLE; i++) {
        kit_find(k, &codes[i]);
        found += k->app.session.at == SCREEN_mine;
        CHECK(i >= LEAVE || k->app.session.at != SCREEN_mine);
        flow_do(&k->app, ACT_LEAVE, 0);
        host_fake.steady_ms += 3600 * 1000;
    }
    CHECK(2 * found >= *ret_rows);
    CHECK(kit_join(k, "tirsdagsgruppa", "Later", "40612345", NULL));
    kit_again(k, true);
    CHECK(!k->app.flow->desk && !k->app.kiosk.behind);
    CHECK_INT(kit_counts(k).memberships + kit_counts(k).consents, *ret_rows + 2);
    CHECK_INT(kit_counts(k).slots, *ret_rows + 2);
}

static void test_flips(struct kit *k, const char *base)
{
    uint64_t seed = 7;
    int renewed = 0;
    int64_t rows;
    for (int i = 0; i < ROUNDS; i++) {
        kit_restore(k, base);
        attack_flip(k->data, "kiosk.db", 0, &seed);
        kit_open(k);
        look(k, &renewed, &rows);
        kit_close(k);
    }
    printf("%d of %d flips made a new file\n", renewed, ROUNDS);
}

static void zero_page(const char *path, off_t at)
{
    static const uint8_t zeros[PAGE];
    FILE *f = fopen(path, "r+b");
    CHECK(f && fseek(f, at, SEEK_SET) == 0 && fwrite(zeros, PAGE, 1, f) == 1 && fclose(f) == 0);
}

/* Each page in turn is gone. */
static void test_pages(struct kit *k, const char *base)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    int renewed = 0;
    int64_t rows = 0, least = ROWS;
    CHECK(file_path(path, k->data, "kiosk.db") == FAULT_NONE);
    kit_restore(k, base);
    CHECK(stat(path, &st) == 0);
    for (off_t at = 0; at < st.st_size; at += PAGE) {
        kit_restore(k, base);
        zero_page(path, at);
        kit_open(k);
        look(k, &renewed, &rows);
        least = rows < least ? rows : least;
        kit_close(k);
    }
    printf("%d of %d zeroed pages made a new file; at least %d of %d records were there\n", renewed,
           (int)(st.st_size / PAGE), (int)least, ROWS);
    CHECK(renewed > 0);
}

/* The start reads the slots from an index alone. A bit of it falls over: the rows are what they were, nothing is missing, people join. */
static void test_index(struct kit *k, const char *base)
{
    char path[FILE_PATH_MAX];
    static uint8_t page[PAGE];
    int renewed = 0, mended = 0;
    int64_t rows = 0, root = 0;
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    CHECK(file_path(path, base, "kiosk.db") == FAULT_NONE &&
          sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_master WHERE name = 'record_export'", -1, &q, NULL) ==
              SQLITE_OK &&
          sqlite3_step(q) == SQLITE_ROW);
    root = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    CHECK(file_path(path, k->data, "kiosk.db") == FAULT_NONE);
    for (int i = 0; i < INDEX_ROUNDS; i++) {
        kit_restore(k, base);
        FILE *f = fopen(path, "r+b");
        CHECK(f && fseek(f, (long)(root - 1) * PAGE, SEEK_SET) == 0 && fread(page, PAGE, 1, f) == 1);
        int cell = page[8 + 2 * (i % ROWS)] << 8 | page[9 + 2 * (i % ROWS)];
        int at = cell + i / ROWS * 5; /* the cell's length and header, its id, its hash */
        page[at] ^= (uint8_t)(1 << i % 8);
        CHECK(f && fseek(f, (long)(root - 1) * PAGE, SEEK_SET) == 0 && fwrite(page, PAGE, 1, f) == 1 && fclose(f) == 0);
        rows = 0;
        k->soon = (i + i / ROWS) % 2 > 0;
        kit_open(k);
        look(k, &renewed, &rows);
        mended += rows == ROWS;
        kit_close(k);
    }
    k->soon = false;
    printf("%d of %d bits of an index: all records were there\n", mended, INDEX_ROUNDS);
    CHECK_INT(mended, INDEX_ROUNDS);
}

static void test_gone(struct kit *k, const char *base)
{
    char path[FILE_PATH_MAX];
    int renewed = 0;
    int64_t rows;
    kit_restore(k, base);
    CHECK(file_path(path, k->data, "kiosk.db") == FAULT_NONE && unlink(path) == 0);
    kit_open(k);
    look(k, &renewed, &rows);
    CHECK(renewed == 1 && rows == 0);
    kit_close(k);
}

/* As the kiosk itself opens: the first frame comes before anything was looked through. */
static void open_soon(struct kit *k)
{
    char why[256];
    const struct flow_folders folders = {k->data, k->stick, "assets", true};
    CHECK_INT(flow_open(&k->app, &folders, why, sizeof why), FAULT_NONE);
    flow_without_display(&k->app);
}

static void test_soon(struct kit *k, const char *base)
{
    k->soon = true;
    test_flips(k, base);
    test_pages(k, base);
    k->soon = false;
    kit_restore(k, base);
    open_soon(k);
    CHECK(store_unproven(k->app.store) && k->app.flow->scrub_row == 0);
    flow_tick(&k->app, host_fake.steady_ms,
              10); /* right behind the frame there is still nothing but what people ask for */
    CHECK(store_unproven(k->app.store) && k->app.flow->scrub_row == 0);
    host_fake.steady_ms += 1000;
    CHECK(flow_deadline(&k->app, 10) <= host_fake.steady_ms);
    flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK(!store_unproven(k->app.store) && k->app.flow->scrub_row == 0);
    kit_close(k);
}

/* Somebody joins before that: it is looked at then, and nobody is promised what goes into a damaged file. */
static void test_sooner(struct kit *k, const char *base)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    int refused = 0, renewed = 0;
    CHECK(file_path(path, k->data, "kiosk.db") == FAULT_NONE);
    kit_restore(k, base);
    CHECK(stat(path, &st) == 0);
    for (off_t at = 0; at < st.st_size; at += PAGE) {
        kit_restore(k, base);
        zero_page(path, at);
        open_soon(k);
        bool joined = kit_join(k, "tirsdagsgruppa", "Sooner", "40612345", NULL);
        bool sound = !store_unproven(k->app.store);
        CHECK(!joined || (sound && store_takes_signups(k->app.store)));
        refused += !joined && !sound;
        flow_forget(&k->app);
        host_fake.steady_ms += 2000;
        flow_tick(&k->app, host_fake.steady_ms, 10);
        flow_without_display(&k->app);
        if (!joined && !sound) {
            int64_t rows;
            look(k, &renewed, &rows);
        }
        kit_close(k);
    }
    printf("%d of %d zeroed pages were noticed when somebody joined\n", refused, (int)(st.st_size / PAGE));
    CHECK(refused > 0);
}

int main(void)
{
    kit_attack(make,
               (kit_attack_test *const[]){test_flips, test_pages, test_index, test_soon, test_sooner, test_gone, NULL});
    return TEST_END();
}
