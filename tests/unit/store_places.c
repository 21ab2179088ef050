/* Places taken, by group and month: they come back as records go, a letter sets them, a spoilt byte or a cut in writing loses
 * nothing, and what is lost beyond that counts in every group. */
#include "test.h"

#include <fcntl.h>
#include "rule/privacy.h"
#include "store/inside.h"
#include "store/look.h"
#include "store_demo.h"

enum { GROUPS = 70, BLOCK = 4096, SECTOR = 512 }; /* more groups than one block has cells */

static const struct span sealed = {(const uint8_t *)"sealed bytes", 12};

static struct store *opened(const char *folder)
{
    struct store *s = NULL;
    char why[256] = "";
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    CHECK(s && store_takes_signups(s));
    return s;
}

static const char *key_of(size_t group)
{
    static char key[GROUP_KEY_MAX];
    snprintf(key, sizeof key, "group-%zu", group);
    return key;
}

static int32_t taken(struct store *s, size_t group)
{
    struct place_facts place = {0};
    CHECK_INT(store_place_facts(s, key_of(group), &place), FAULT_NONE);
    return place.taken;
}

static void take(struct store *s, size_t group)
{
    CHECK_INT(store_place_keep(s, key_of(group)), FAULT_NONE);
    store_place_take(s, key_of(group), false);
}

static void record(struct store *s, uint32_t number)
{
    struct record membership = demo_record(number, RECORD_MEMBERSHIP, sealed);
    struct record consent = demo_record(number, RECORD_CONSENT, sealed);
    int64_t row;
    CHECK_INT(store_begin(s), FAULT_NONE);
    CHECK_INT(store_signup_add(s, &membership, &consent, &row), FAULT_NONE);
    CHECK_INT(store_commit(s), FAULT_NONE);
}

static const char *in(const char *folder, const char *name)
{
    static char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, folder, name), FAULT_NONE);
    return path;
}

static bool there(const char *folder, const char *name)
{
    return access(in(folder, name), F_OK) == 0;
}

static struct buffer bytes_of(const char *folder)
{
    struct buffer bytes = {.limit = 1 << 20};
    CHECK_INT(file_read(in(folder, "places"), &bytes), FAULT_NONE);
    return bytes;
}

static void put(const char *folder, const uint8_t *bytes, size_t length)
{
    CHECK_INT(file_replace(in(folder, "places"), bytes, length, 0600), FAULT_NONE);
}

/* 15 January, 20 March and so on; the kiosk of these tests is made before. */
static int32_t day(int month, int d)
{
    return date_day(2030, month, d);
}

static void test_months(void)
{
    char folder[64];
    demo_make(demo_folder(folder), 3);
    struct store *s = opened(folder);
    CHECK_INT(store_age_set(s, &(struct store_age){day(1, 15), day(1, 15), false}), FAULT_NONE);
    take(s, 1);
    take(s, 1);
    take(s, 2);
    CHECK_INT(store_age_set(s, &(struct store_age){day(3, 20), day(3, 20), false}), FAULT_NONE);
    take(s, 1);
    CHECK_INT(store_places_save(s), FAULT_NONE);
    CHECK(!store_places_pending(s));
    store_close(s);
    s = opened(folder);
    CHECK(taken(s, 1) == 3 && taken(s, 2) == 1 && taken(s, 0) == 0);
    store_place_give(s, key_of(1), day(1, 3)); /* the place of the leaver's own month */
    CHECK_INT(taken(s, 1), 2);
    store_place_give(s, key_of(1), day(2, 3)); /* of a month of which nothing is counted */
    store_place_give(s, "nowhere", day(2, 3));
    CHECK_INT(taken(s, 1), 2);
    CHECK_INT(store_age_set(s, &(struct store_age){day(1, 30) + RETAIN_MEMBER_DAYS, day(1, 30), false}), FAULT_NONE);
    CHECK_INT(taken(s, 1), 2); /* who joined on the 31st is still there */
    CHECK_INT(store_age_set(s, &(struct store_age){day(1, 31) + RETAIN_MEMBER_DAYS, day(1, 31), false}), FAULT_NONE);
    CHECK(taken(s, 1) == 1 && taken(s, 2) == 0);
    take(s, 2); /* its month stands where that January stood */
    CHECK_INT(store_places_save(s), FAULT_NONE);
    store_close(s);
    s = opened(folder);
    CHECK(taken(s, 1) == 1 && taken(s, 2) == 1);
    CHECK_INT(store_age_set(s, &(struct store_age){day(1, 1) + 4000, day(1, 1), false}),
              FAULT_NONE); /* a cupboard, for eleven years */
    CHECK(taken(s, 1) == 0 && taken(s, 2) == 0);
    store_close(s);
    demo_remove(folder);
}

/* Every month of four years: each place is back 365 days after the end of its month, not a day before. */
static void test_every_month(void)
{
    char folder[64];
    demo_make(demo_folder(folder), 3);
    struct store *s = opened(folder);
    int wrong = 0;
    for (int32_t d = day(1, 1); d < day(1, 1) + 4 * 365; d++) {
        CHECK_INT(store_age_set(s, &(struct store_age){d, d, false}), FAULT_NONE);
        if (date_of(d).day == 7)
            take(s, 0);
        int want = 0;
        for (int32_t then = day(1, 7); then <= d; then++) {
            struct date t = date_of(then);
            int32_t last = then - t.day + date_month_days(t.year, t.month);
            want += t.day == 7 && last > d - RETAIN_MEMBER_DAYS;
        }
        wrong += taken(s, 0) != want;
    }
    CHECK_INT(wrong, 0);
    store_close(s);
    demo_remove(folder);
}

static void test_waiting_and_days(void)
{
    char folder[64];
    struct place_facts place;
    demo_make(demo_folder(folder), 3);
    struct store *s = opened(folder);
    store_places_day(s, 100, 2); /* two had come before this start: nobody knows to which group */
    take(s, 0);
    CHECK_INT(store_place_keep(s, key_of(1)), FAULT_NONE);
    store_place_take(s, key_of(1), true);
    CHECK_INT(store_place_facts(s, key_of(0), &place), FAULT_NONE);
    CHECK(place.taken == 1 && place.today == 3);
    CHECK_INT(store_place_facts(s, key_of(1), &place), FAULT_NONE);
    CHECK(place.taken == 0 && place.today == 2);
    store_places_day(s, 100, 0);
    CHECK(store_place_facts(s, key_of(0), &place) == FAULT_NONE && place.today == 3);
    store_places_day(s, 101, 0);
    CHECK(store_place_facts(s, key_of(0), &place) == FAULT_NONE && place.today == 0 && place.taken == 1);
    CHECK_INT(store_place_keep(s, ""), FAULT_BAD_INPUT);
    CHECK_INT(store_place_keep(s, "a-key-that-is-longer-than-thirty-two"), FAULT_TOO_LARGE);
    store_close(s);
    demo_remove(folder);
}

static void test_lost(void)
{
    char folder[64];
    int32_t unknown;
    demo_make(demo_folder(folder), 3);
    struct store *s = opened(folder);
    CHECK(store_places_reason(s, &unknown) == FAULT_NONE && unknown == 0 && store_places_mark(s) == 0);
    take(s, 0);
    store_places_settle(s, 2);
    CHECK(taken(s, 0) == 3 && taken(s, 1) == 2);
    CHECK_INT(store_places_save(s), FAULT_NONE);
    store_close(s);
    s = opened(folder);
    CHECK(taken(s, 0) == 3 && taken(s, 1) == 2);
    CHECK(store_places_reason(s, &unknown) == FAULT_NONE && unknown == 0); /* it is known, and was said */
    store_close(s);
    demo_remove(folder);
}

/* --- a letter ------------------------------------------------------------------------------------------------------- */

static void test_letter(void)
{
    char folder[64];
    demo_make(demo_folder(folder), 4);
    struct store *s = opened(folder);
    CHECK_INT(store_age_set(s, &(struct store_age){day(1, 15), day(1, 15), false}), FAULT_NONE);
    take(s, 0);
    take(s, 1);
    store_places_settle(s, 1);
    CHECK_INT(store_age_set(s, &(struct store_age){day(3, 15), day(3, 15), false}), FAULT_NONE);
    take(s, 0);
    const struct place_set set[] = {{"group-0", 5}, {"group-3", 8}}, bad[] = {{"group-1", 0}, {"group-0", -1}};
    struct places_letter letter = {.number = 7, .from_day = day(3, 1), .set = set, .count = 2};
    CHECK(taken(s, 0) == 3 && taken(s, 1) == 2 && taken(s, 2) == 1);
    CHECK_INT(store_places_set(s, &(struct places_letter){8, day(3, 1), bad, 2}), FAULT_BAD_INPUT);
    CHECK(taken(s, 0) == 3 && taken(s, 1) == 2 && store_places_letter(s) == 0);
    for (int i = 0; i < 2; i++) { /* twice is once */
        CHECK_INT(store_places_set(s, &letter), FAULT_NONE);
        CHECK(taken(s, 0) == 6 && taken(s, 1) == 2 && taken(s, 2) == 1 && taken(s, 3) == 8);
        store_close(s);
        s = opened(folder);
        CHECK_INT(store_places_letter(s), 7);
        CHECK(taken(s, 0) == 6 && taken(s, 1) == 2 && taken(s, 2) == 1 && taken(s, 3) == 8);
    }
    store_place_give(s, "group-0", day(1, 20)); /* who is in the letter's number leaves it */
    CHECK_INT(taken(s, 0), 5);
    CHECK_INT(store_age_set(s, &(struct store_age){day(12, 31) + RETAIN_MEMBER_DAYS, 0, false}), FAULT_NONE);
    CHECK(taken(s, 0) == 4 && taken(s, 1) == 0 && taken(s, 3) == 8); /* what the office says stays until it says more */
    store_close(s);
    demo_remove(folder);
}

/* --- spoilt bytes and cuts ------------------------------------------------------------------------------------------- */

static void fill(const char *folder)
{
    demo_make(folder, GROUPS);
    struct store *s = opened(folder);
    for (size_t g = 0; g < GROUPS; g++)
        for (size_t i = 0; i <= g % 3; i++)
            take(s, g);
    CHECK_INT(store_places_save(s), FAULT_NONE);
    store_close(s);
}

/* How many groups have not the count that fill gave them, or one more where `more`. */
static int strange(struct store *s, size_t more)
{
    int count = 0;
    for (size_t g = 0; g < GROUPS; g++)
        count += taken(s, g) != (int32_t)(g % 3) + 1 + (g == more);
    return count;
}

static void test_flips(void)
{
    char folder[64];
    int32_t unknown;
    int lost = 0, flips = 0;
    fill(demo_folder(folder));
    struct buffer whole = bytes_of(folder);
    CHECK_INT(whole.length, 4 * BLOCK);
    for (size_t at = 0; at < whole.length; at += at % BLOCK < 64 ? 3 : 97, flips++) {
        whole.data[at] ^= (uint8_t)(1u << at % 8);
        put(folder, whole.data, whole.length);
        whole.data[at] ^= (uint8_t)(1u << at % 8);
        struct store *s = opened(folder);
        lost += strange(s, GROUPS) > 0 || store_places_reason(s, &unknown) != FAULT_NONE || unknown > 0;
        store_close(s);
        struct buffer mended = bytes_of(folder); /* the spoilt copy was written again */
        lost += mended.length != whole.length || memcmp(mended.data + 64, mended.data + BLOCK + 64, BLOCK - 64) != 0;
        buffer_free(&mended);
    }
    printf("%d flips, %d lost\n", flips, lost);
    CHECK(flips > 200);
    CHECK_INT(lost, 0);
    whole.data[100] ^= 1; /* one in each copy, in different blocks: nothing is lost either */
    whole.data[3 * BLOCK + 100] ^= 1;
    put(folder, whole.data, whole.length);
    struct store *s = opened(folder);
    CHECK_INT(strange(s, GROUPS), 0);
    CHECK(store_places_reason(s, &unknown) == FAULT_NONE && unknown == 0 && !there(folder, "places.damaged-1"));
    store_close(s);
    buffer_free(&whole);
    demo_remove(folder);
}

/* Both copies of one block: the file is set aside, what else it knows is kept, and what is missing counts in every group. */
static void test_beyond_repair(void)
{
    char folder[64];
    int32_t unknown;
    struct store *s;
    fill(demo_folder(folder));
    s = opened(folder);
    for (uint32_t i = 1; i <= 150; i++)
        record(s, i); /* 140 places were taken; ten are on a waiting list */
    store_close(s);
    struct buffer whole = bytes_of(folder);
    whole.data[2 * BLOCK + 70] ^= 1;
    whole.data[3 * BLOCK + 71] ^= 1;
    put(folder, whole.data, whole.length);
    struct store *eye = NULL;
    CHECK_INT(store_look(&eye, folder, NULL, 0), FAULT_NONE);
    CHECK(store_places_reason(eye, &unknown) == FAULT_FILE_DAMAGED && unknown > 10);
    CHECK(there(folder, "places") && !there(folder, "places.damaged-1"));
    store_close(eye);
    s = opened(folder);
    CHECK(store_places_reason(s, &unknown) == FAULT_FILE_DAMAGED && unknown > 10 && unknown < 60);
    for (size_t g = 0; g < GROUPS; g++)
        CHECK(taken(s, g) >= (int32_t)(g % 3) + 1);
    CHECK(there(folder, "places.damaged-1"));
    store_close(s);
    s = opened(folder);
    CHECK(store_places_reason(s, &unknown) == FAULT_NONE && unknown == 0 && taken(s, 0) > 10);
    store_close(s);
    CHECK(unlink(in(folder, "places")) == 0);
    s = opened(folder);
    CHECK(store_places_reason(s, &unknown) == FAULT_FILE_MISSING && unknown == 150 && taken(s, 0) == 150);
    store_close(s);
    buffer_free(&whole);
    demo_remove(folder);
}

/* The writing is cut after each of its sectors, in the order in which they go out, and once more with that sector torn. */
static void test_cuts(void)
{
    char folder[64];
    fill(demo_folder(folder));
    struct buffer before = bytes_of(folder), after;
    struct store *s = opened(folder);
    take(s, 5);
    CHECK_INT(store_places_save(s), FAULT_NONE);
    store_close(s);
    after = bytes_of(folder);
    CHECK(before.length == after.length && memcmp(before.data, after.data, before.length) != 0);
    int old = 0, new = 0, between = 0;
    for (int order = 0; order < 2; order++) /* whichever copy is the first */
        for (size_t step = 0; step <= 2 * (after.length / SECTOR); step++) {
            uint8_t now[4 * BLOCK];
            memcpy(now, before.data, sizeof now);
            for (size_t n = 0; n < (step + 1) / 2; n++) {
                size_t copy = n / 16 ^ (size_t)order, block = n % 16 / 8, sector = n % 8;
                size_t at = (2 * block + copy) * BLOCK + sector * SECTOR;
                memcpy(now + at, after.data + at, SECTOR);
                if (n + 1 == (step + 1) / 2 && step % 2 == 1)
                    memset(now + at + 100, 0xa5, 300);
            }
            put(folder, now, sizeof now);
            s = opened(folder);
            bool is_old = strange(s, GROUPS) == 0, is_new = strange(s, 5) == 0;
            old += is_old;
            new += is_new;
            between += !is_old && !is_new;
            int32_t unknown;
            CHECK(store_places_reason(s, &unknown) == FAULT_NONE && unknown == 0);
            store_close(s);
            s = opened(folder); /* mended, and the same once more */
            CHECK(strange(s, is_new ? 5 : GROUPS) == 0);
            store_close(s);
        }
    printf("cuts: %d before, %d after, %d between\n", old, new, between);
    CHECK(old > 20 && new > 20 && between == 0);
    buffer_free(&before);
    buffer_free(&after);
    demo_remove(folder);
}

/* --- what older versions counted ------------------------------------------------------------------------------------- */

static void test_carried_over(void)
{
    char folder[64], why[STORE_WHY_MAX];
    demo_make(demo_folder(folder), 3);
    struct store *s = opened(folder);
    CHECK_INT(store_age_set(s, &(struct store_age){day(1, 15), day(1, 15), false}), FAULT_NONE);
    for (int round = 0; round < 2; round++) { /* the second time as after a cut between the file and the schema */
        CHECK_INT(
            database_run(
                s->db,
                "DROP TABLE office; DROP TABLE letter_place; DROP TABLE letter_closed;" /* of later steps */
                "DROP TRIGGER damaged_goes; DROP TABLE damaged; ALTER TABLE kiosk DROP COLUMN age_slow;"
                "DROP TABLE consent_text; DROP TRIGGER kiosk_same; ALTER TABLE kiosk DROP COLUMN centre; ALTER TABLE kiosk DROP COLUMN code_first; ALTER TABLE kiosk DROP COLUMN moved;"
                "DROP TABLE retention; ALTER TABLE kiosk DROP COLUMN restored; ALTER TABLE kiosk DROP COLUMN restored_list;"
                "CREATE TRIGGER kiosk_same BEFORE UPDATE OF id ON kiosk BEGIN SELECT 1; END;"
                "ALTER TABLE kiosk DROP COLUMN behind; DROP TABLE lost;"
                "ALTER TABLE journal_head DROP COLUMN generation;"
                "CREATE TABLE place(group_key TEXT PRIMARY KEY, taken INTEGER NOT NULL);"
                "INSERT INTO place VALUES('group-0', 2), ('group-1', 1), ('gone', 0);"
                "PRAGMA user_version=4",
                why),
            FAULT_NONE);
        store_close(s);
        s = opened(folder);
        CHECK(taken(s, 0) == 2 && taken(s, 1) == 1 && taken(s, 2) == 0);
        CHECK(database_run(s->db, "SELECT * FROM place", why) != FAULT_NONE);
    }
    take(s, 0);
    store_place_give(s, "group-1", day(1, 3));
    CHECK(taken(s, 0) == 3 && taken(s, 1) == 0);
    CHECK_INT(store_places_save(s), FAULT_NONE);
    store_close(s);
    s = opened(folder);
    CHECK(taken(s, 0) == 3 && taken(s, 1) == 0);
    CHECK_INT(store_age_set(s, &(struct store_age){day(1, 31) + RETAIN_MEMBER_DAYS, 0, false}),
              FAULT_NONE); /* all of those records are gone */
    CHECK_INT(taken(s, 0), 0);
    store_close(s);
    demo_remove(folder);
}

int main(void)
{
    test_months();
    test_every_month();
    test_waiting_and_days();
    test_lost();
    test_letter();
    test_flips();
    test_beyond_repair();
    test_cuts();
    test_carried_over();
    return TEST_END();
}
