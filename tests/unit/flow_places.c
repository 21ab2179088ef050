/* Whose place is whose? A reader with the whole disk (database, its log, slots, places, event log) and the public timetable
 * links none of 300 sign-ups to a group. The same reader finds them where a commit holds a record and its group's count.
 * Then: what a cut takes is counted in every group, who leaves gives a place back, and an older folder keeps its counts. */
#include "flow_kit.h"
#include "screens.h"
#include "flow/records/records.h"

enum { PEOPLE = 300, GROUPS = 6, GROUPS_READ = 8, ROUND_IDS = 2 * PEOPLE + 64, SIZES = 64 };

static const char *const groups[GROUPS] = {"tirsdagsgruppa",   "mandag-kveld",  "torsdagskretsen",
                                           "ny-mandagsgruppe", "mandagsgruppa", "lordag-formiddag"};

/* --- the reader ------------------------------------------------------------------------------------------------------ */

struct reader {
    uint8_t id[ROUND_IDS][STORE_ID]; /* of every record, from the database */
    uint32_t size[ROUND_IDS];
    bool seen[ROUND_IDS];
    size_t ids;
    uint32_t print[GROUPS_READ]; /* of the bytes beside the group's key, where it was seen last */
    int linked;
};

static bool holds(const uint8_t *bytes, size_t length, const void *what, size_t size, size_t *ret_at)
{
    const uint8_t *at = memmem(bytes, length, what, size);
    if (at && ret_at)
        *ret_at = (size_t)(at - bytes);
    return at != NULL;
}

/* One commit of the log: the records that are new in it, and the groups beside whose key something changed. */
static void read_commit(struct reader *r, const uint8_t *bytes, size_t length, const char *const *keys, size_t count)
{
    size_t fresh = 0, changed = 0, at;
    for (size_t i = 0; i < r->ids; i++)
        if (!r->seen[i] && holds(bytes, length, r->id[i], STORE_ID, NULL)) {
            r->seen[i] = true;
            fresh++;
        }
    for (size_t g = 0; g < count; g++)
        if (holds(bytes, length, keys[g], strlen(keys[g]), &at)) {
            size_t end = at + strlen(keys[g]) + (at > 0 && bytes[at - 1] == 1); /* 1: a number of one byte follows */
            uint32_t print = 1;
            for (size_t i = at < 3 ? 0 : at - 3; i < end && i < length; i++)
                print = print * 31 + bytes[i];
            changed += print != r->print[g];
            r->print[g] = print;
        }
    if (fresh > 0 && changed == 1)
        r->linked += (int)fresh;
}

/* The database without its log: what stood there before. */
static void read_database(struct reader *r, const char *path, const char *const *keys, size_t count)
{
    struct buffer file = {.limit = 64 << 20};
    int linked = r->linked;
    memset(r->seen, 0, sizeof r->seen);
    memset(r->print, 0, sizeof r->print);
    CHECK_INT(file_read(path, &file), FAULT_NONE);
    read_commit(r, file.data, file.length, keys, count);
    r->linked = linked; /* of many at once nothing can be said */
    buffer_free(&file);
}

static uint32_t big32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The write-ahead log, commit by commit (sqlite.org/fileformat2.html, 4.1). */
static size_t read_log(struct reader *r, const char *path, const char *const *keys, size_t count)
{
    struct buffer log = {.limit = 64 << 20}, commit = {.limit = 8 << 20};
    size_t commits = 0;
    CHECK_INT(file_read(path, &log), FAULT_NONE);
    size_t page = log.length > 32 ? big32(log.data + 8) : 0;
    for (size_t at = 32; page && at + 24 + page <= log.length; at += 24 + page) {
        buffer_add(&commit, log.data + at + 24, page);
        if (big32(log.data + at + 4) == 0)
            continue;
        read_commit(r, commit.data, commit.length, keys, count);
        buffer_free(&commit);
        commit = (struct buffer){.limit = 8 << 20};
        commits++;
    }
    buffer_free(&commit);
    buffer_free(&log);
    return commits;
}

static void know_records(struct reader *r, struct store *s)
{
    static const enum record_kind kinds[] = {RECORD_MEMBERSHIP, RECORD_CONSENT};
    struct record row;
    int64_t m, c;
    CHECK_INT(store_export_begin(s, &m, &c), FAULT_NONE);
    for (size_t i = 0; i < 2; i++)
        while (r->ids < ROUND_IDS && store_export_next(s, kinds[i], &row) == FAULT_NONE) {
            memcpy(r->id[r->ids], row.id, STORE_ID);
            r->size[r->ids++] = kinds[i] == RECORD_MEMBERSHIP ? row.size : 0;
        }
    store_export_end(s);
}

/* A key in the open, in any file but the two that are public and the counts. */
static bool names_a_group(const struct kit *k, const char *name)
{
    char path[FILE_PATH_MAX];
    struct buffer bytes = {.limit = 64 << 20};
    bool found = false;
    CHECK_INT(file_path(path, k->data, name), FAULT_NONE);
    CHECK_INT(file_read(path, &bytes), FAULT_NONE);
    for (size_t g = 0; g < GROUPS; g++)
        found |= holds(bytes.data, bytes.length, groups[g], strlen(groups[g]), NULL);
    buffer_free(&bytes);
    return found;
}

/* How the two copies of the counts differ: a cell that is in one and not in the other is the newest sign-up's group. */
static int differing_cells(const struct kit *k)
{
    char path[FILE_PATH_MAX];
    struct buffer bytes = {.limit = 1 << 20};
    int count = 0;
    CHECK_INT(file_path(path, k->data, "places"), FAULT_NONE);
    CHECK_INT(file_read(path, &bytes), FAULT_NONE);
    CHECK(bytes.length >= 2 * 4096 && bytes.length % (2 * 4096) == 0);
    for (size_t at = 0; at + 2 * 4096 <= bytes.length; at += 2 * 4096)
        for (size_t cell = 0; cell < 4096; cell += 64)
            count += memcmp(bytes.data + at + cell, bytes.data + at + 4096 + cell, 64) != 0;
    buffer_free(&bytes);
    return count;
}

static int linked_by_size(const struct reader *r, uint32_t sizes[SIZES][2], size_t size_count)
{
    int linked = 0;
    for (size_t i = 0; i < r->ids; i++)
        for (size_t n = 0; n < size_count && r->size[i]; n++)
            linked += sizes[n][0] == r->size[i] && sizes[n][1] != UINT32_MAX; /* that size is of one group alone */
    return linked;
}

/* --- 300 people ------------------------------------------------------------------------------------------------------- */

static uint32_t newest_size(struct kit *k, struct reader *before)
{
    static struct reader now;
    now = (struct reader){0};
    know_records(&now, k->app.store);
    for (size_t i = 0; i < now.ids; i++) {
        bool old = !now.size[i];
        for (size_t j = 0; j < before->ids && !old; j++)
            old = memcmp(now.id[i], before->id[j], STORE_ID) == 0;
        if (!old) {
            *before = now;
            return now.size[i];
        }
    }
    return 0;
}

static void note_size(uint32_t sizes[SIZES][2], size_t *count, uint32_t size, uint32_t group)
{
    size_t n = 0;
    while (n < *count && sizes[n][0] != size)
        n++;
    if (n == *count && n < SIZES) {
        sizes[n][0] = size;
        sizes[n][1] = group;
        (*count)++;
    }
    if (n < SIZES && sizes[n][1] != group)
        sizes[n][1] = UINT32_MAX;
}

static void test_reader(struct kit *k)
{
    static struct reader r, known;
    uint32_t sizes[SIZES][2];
    size_t size_count = 0, commits = 0;
    char log[FILE_PATH_MAX], database[FILE_PATH_MAX];
    int32_t want[GROUPS], differing = 0;
    struct place_facts place;
    for (size_t g = 0; g < GROUPS; g++) {
        CHECK_INT(store_place_facts(k->app.store, groups[g], &place), FAULT_NONE);
        want[g] = place.taken;
    }
    CHECK_INT(file_path(log, k->data, "kiosk.db-wal"), FAULT_NONE);
    CHECK_INT(file_path(database, k->data, "kiosk.db"), FAULT_NONE);
    for (int i = 0; i < PEOPLE; i++) {
        uint32_t g = (uint32_t)(i * 7 + i / 5) % GROUPS;
        CHECK(kit_join(k, groups[g], "Nina", i % 3 ? NULL : "40612345", NULL));
        differing += differing_cells(k); /* while the code is still on the display, or just gone */
        flow_tick(&k->app, host_fake.steady_ms, 10);
        differing += differing_cells(k);
        want[g]++;
        if (i < 2 * GROUPS * GROUPS)
            note_size(sizes, &size_count, newest_size(k, &known), g);
        if (i % 6 == 5) { /* the log begins anew now and then: it is read before that */
            r.ids = 0;
            know_records(&r, k->app.store);
            read_database(&r, database, groups, GROUPS);
            commits += read_log(&r, log, groups, GROUPS);
        }
    }
    for (size_t g = 0; g < GROUPS; g++) {
        CHECK_INT(store_place_facts(k->app.store, groups[g], &place), FAULT_NONE);
        CHECK_INT(place.taken, want[g]);
    }
    int by_size = linked_by_size(&r, sizes, size_count);
    printf("%zu records, %zu commits: %d linked by the log, %d by their size, %d cells differ\n", r.ids, commits,
           r.linked, by_size, (int)differing);
    CHECK(r.ids == 2 * PEOPLE && commits > PEOPLE);
    CHECK_INT(r.linked, 0);
    CHECK_INT(by_size, 0);
    CHECK_INT(differing, 0);
    CHECK(!names_a_group(k, "kiosk.db") && !names_a_group(k, "kiosk.db-wal") && !names_a_group(k, "slots"));
    CHECK(names_a_group(k, "places")); /* the search finds what is there */
}

static void copy(const char *name, const char *folder)
{
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    struct buffer bytes = {.limit = 1 << 20};
    snprintf(from, sizeof from, "tests/data/0.3.0/kiosk/%s", name);
    CHECK_INT(file_path(to, folder, name), FAULT_NONE);
    CHECK_INT(file_read(from, &bytes), FAULT_NONE);
    CHECK_INT(file_replace(to, bytes.data, bytes.length, 0600), FAULT_NONE);
    buffer_free(&bytes);
}

/* The same reader over what version 0.3.0 left; and this version's first start takes that log away and keeps the counts. */
static void test_reader_reads(struct kit *k)
{
    static struct reader r;
    static const char *const keys[] = {"tirsdagsgruppa", "onsdagsgruppa", "torsdag-ettermiddag", "fredagsgruppa"};
    char folder[96], path[FILE_PATH_MAX];
    struct stat st;
    struct store *s;
    snprintf(folder, sizeof folder, "%s/older", k->folder);
    CHECK_INT(file_folder(folder, 0700), FAULT_NONE);
    copy("kiosk.db", folder);
    copy("kiosk.db-wal", folder);
    copy("timetable.db", folder);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    know_records(&r, s);
    read_database(&r, "tests/data/0.3.0/kiosk/kiosk.db", keys, sizeof keys / sizeof *keys);
    CHECK(read_log(&r, "tests/data/0.3.0/kiosk/kiosk.db-wal", keys, sizeof keys / sizeof *keys) > 2);
    printf("0.3.0: %d records linked by its log\n", r.linked);
    CHECK_INT(r.linked, 2); /* the log holds one sign-up */
    CHECK_INT(file_path(path, folder, "kiosk.db-wal"), FAULT_NONE);
    CHECK(stat(path, &st) != 0 || st.st_size == 0);
    store_close(s);
}

/* --- the visit's end, and none ---------------------------------------------------------------------------------------- */

static int32_t taken(struct kit *k, const char *key)
{
    struct place_facts place = {0};
    CHECK_INT(store_place_facts(k->app.store, key, &place), FAULT_NONE);
    return place.taken;
}

static void test_lost(struct kit *k)
{
    int32_t here = taken(k, groups[0]), there = taken(k, groups[1]);
    char path[FILE_PATH_MAX];
    struct buffer before = {.limit = 1 << 20};
    CHECK_INT(file_path(path, k->data, "places"), FAULT_NONE);
    CHECK_INT(file_read(path, &before), FAULT_NONE);
    CHECK(kit_join(k, groups[0], "Cut", NULL, NULL));
    kit_close(k); /* the power went before the counts were written */
    CHECK_INT(file_replace(path, before.data, before.length, 0600), FAULT_NONE);
    buffer_free(&before);
    kit_open(k);
    CHECK(taken(k, groups[0]) == here + 1 && taken(k, groups[1]) == there + 1);
    CHECK_TEXT(kit_last_line(k), "places_unsure kiosk 1");
    kit_again(k, true);
    CHECK(taken(k, groups[0]) == here + 1 && taken(k, groups[1]) == there + 1);
    CHECK(!kit_starts(kit_last_line(k), "places_unsure"));
}

static void test_leave(struct kit *k)
{
    struct kit_code code;
    int32_t before = taken(k, groups[2]);
    CHECK(kit_join(k, groups[2], "Leaver", NULL, &code));
    CHECK_INT(taken(k, groups[2]), before + 1);
    kit_again(k, true);
    kit_find(k, &code);
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_GROUP_LEFT);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(taken(k, groups[2]), before);
    flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK_INT(differing_cells(k), 0);
    kit_again(k, true);
    CHECK_INT(taken(k, groups[2]), before);
}

/* --- the waiting list ------------------------------------------------------------------------------------------------- */

static void set_taken(struct kit *k, const char *key, int32_t count)
{
    const struct place_set set = {key, count};
    const struct places_letter letter = {.number = 1, .from_day = flow_today() + 40, .set = &set, .count = 1};
    CHECK_INT(store_places_set(k->app.store, &letter), FAULT_NONE);
}

static bool says_waiting(struct kit *k, const struct kit_code *code)
{
    kit_find(k, code);
    bool waiting = k->app.session.own.waiting;
    CHECK(k->app.session.own.has_membership);
    flow_do(&k->app, ACT_LEAVE, 0);
    return waiting;
}

static void test_full(struct kit *k)
{
    struct kit_code first, second, third;
    set_taken(k, groups[3], KIT_CAPACITY - 4);
    CHECK(kit_join(k, groups[3], "Last", NULL, &first));
    CHECK_INT(taken(k, groups[3]), KIT_CAPACITY);
    CHECK(kit_join(k, groups[3], "Waiting", NULL, &second));
    CHECK_INT(taken(k, groups[3]), KIT_CAPACITY);                      /* who waits takes no place */
    CHECK_TEXT(kit_last_line(k) + strlen("joined visitor ") + 65, ""); /* and the event log does not say it */
    CHECK(!says_waiting(k, &first) && says_waiting(k, &second));
    kit_find(k, &second); /* nor gives one back */
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(taken(k, groups[3]), KIT_CAPACITY);
    set_taken(k, groups[3], KIT_CAPACITY - 4); /* the last place goes while somebody is on the way to it */
    kit_review(k, groups[3], "Slow", NULL, SIGN_HOLD);
    set_taken(k, groups[3], KIT_CAPACITY);
    struct kit_counts before = kit_counts(k);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK(k->app.session.at == SCREEN_join_review && k->app.session.notice == VERDICT_JOIN_WAIT);
    CHECK_INT(kit_counts(k).memberships, before.memberships);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK(k->app.session.at == SCREEN_join_done && k->app.session.own.waiting);
    memcpy(third.word, k->app.session.code, sizeof third.word);
    third.list = k->app.session.code_list;
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_do(&k->app, ACT_KEPT, 1);
    CHECK(says_waiting(k, &third));
}

/* Invented names: after the day's limit the rest of them wait; the next day there is room again, and a start in between forgets
 * nothing. */
static void test_evening(struct kit *k)
{
    struct place_facts place;
    int64_t now = host_fake.now;
    int places = 0, waiting = 0;
    store_places_day(k->app.store, flow_today(), KIT_CAPACITY - 4);
    for (int i = 0; i < 7; i++) {
        int32_t before = taken(k, groups[4]);
        CHECK(kit_join(k, groups[4], "Nobody", NULL, NULL));
        places += taken(k, groups[4]) == before + 1;
        waiting += taken(k, groups[4]) == before;
    }
    CHECK(places == 4 && waiting == 3);
    kit_again(k, true);
    CHECK_INT(store_place_facts(k->app.store, groups[4], &place), FAULT_NONE);
    CHECK(place.today >= 7);
    host_fake.now = now + 86400;
    kit_again(k, true);
    CHECK_INT(store_place_facts(k->app.store, groups[4], &place), FAULT_NONE);
    CHECK_INT(place.today, 0);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_reader(&k);
    test_reader_reads(&k);
    test_lost(&k);
    test_leave(&k);
    test_full(&k);
    test_evening(&k);
    kit_free(&k);
    return TEST_END();
}
