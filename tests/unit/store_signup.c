/* What is kept: sign-ups, corrections, withdrawals, places, journal, exports, tries; and what the schema itself
 * refuses. */
#include "test.h"

#include "store/inside.h"
#include "store_demo.h"

static const struct span sealed = {(const uint8_t *)"sealed bytes", 12};

static struct store *fresh(char folder[64], size_t groups)
{
    struct store *s;
    demo_make(demo_folder(folder), groups);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    return s;
}

static struct store *again(struct store *s, const char *folder)
{
    store_close(s);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    return s;
}

static int64_t sign_up(struct store *s, uint32_t number)
{
    struct record membership = demo_record(number, RECORD_MEMBERSHIP, sealed);
    struct record consent = demo_record(number, RECORD_CONSENT, sealed);
    int64_t row;
    CHECK_INT(store_begin(s), FAULT_NONE);
    CHECK_INT(store_place_keep(s, "group-1"), FAULT_NONE);
    CHECK_INT(store_signup_add(s, &membership, &consent, &row), FAULT_NONE);
    CHECK_INT(store_commit(s), FAULT_NONE);
    store_place_take(s, "group-1", false);
    CHECK(row > 0);
    return row;
}

static void test_signup(void)
{
    char folder[64];
    struct store *s = fresh(folder, 3);
    struct record found, wanted = demo_record(4, RECORD_CONSENT, sealed);
    struct buffer bytes = {.limit = 1000};
    struct place_facts place;
    int64_t count;
    for (uint32_t i = 1; i <= 5; i++)
        sign_up(s, i);
    CHECK_INT(store_places_save(s), FAULT_NONE);
    s = again(s, folder);
    CHECK_INT(store_record_of(s, wanted.tag, RECORD_CONSENT, &found, &bytes), FAULT_NONE);
    CHECK(memcmp(found.id, wanted.id, STORE_ID) == 0 && memcmp(found.sha256, wanted.sha256, STORE_HASH) == 0);
    CHECK(found.slot == wanted.slot && found.size == wanted.size && found.crc32 == 4 && found.schema == 1);
    CHECK(found.sealed.length == sealed.length && memcmp(found.sealed.data, sealed.data, sealed.length) == 0);
    wanted = demo_record(99, RECORD_CONSENT, sealed);
    CHECK_INT(store_record_of(s, wanted.tag, RECORD_CONSENT, &found, &bytes), FAULT_NO_ENTRY);
    struct buffer small = {.limit = 3};
    wanted = demo_record(4, RECORD_CONSENT, sealed);
    CHECK_INT(store_record_of(s, wanted.tag, RECORD_CONSENT, &found, &small), FAULT_TOO_LARGE);
    CHECK_INT(store_place_facts(s, "group-1", &place), FAULT_NONE);
    CHECK(place.taken == 5 && place.capacity == 8 && place.state == GROUP_STATE_meeting && place.rules_version == 1);
    CHECK_INT(store_place_facts(s, "nowhere", &place), FAULT_NO_ENTRY);
    CHECK_INT(store_new_signups(s, &count), FAULT_NONE);
    CHECK_INT(count, 5);
    buffer_free(&bytes);
    buffer_free(&small);
    store_close(s);
    demo_remove(folder);
}

static void test_rollback(void)
{
    char folder[64];
    struct store *s = fresh(folder, 3);
    struct record membership = demo_record(1, RECORD_MEMBERSHIP, sealed);
    struct record consent = demo_record(1, RECORD_CONSENT, sealed);
    struct place_facts place;
    int64_t row, count;
    CHECK_INT(store_begin(s), FAULT_NONE);
    CHECK_INT(store_signup_add(s, &membership, &consent, &row), FAULT_NONE);
    store_rollback(s);
    store_rollback(s);
    CHECK_INT(store_commit(s), FAULT_BUSY); /* there is nothing open */
    CHECK_INT(store_new_signups(s, &count), FAULT_NONE);
    CHECK_INT(count, 0);
    CHECK_INT(store_place_facts(s, "group-1", &place), FAULT_NONE);
    CHECK_INT(place.taken, 0);
    sign_up(s, 1);
    CHECK_INT(store_begin(s), FAULT_NONE); /* the same code a second time */
    CHECK_INT(store_signup_add(s, &membership, &consent, &row), FAULT_BAD_INPUT);
    CHECK_INT(row, 0);
    store_rollback(s);
    CHECK(store_takes_signups(s));
    CHECK_INT(store_place_facts(s, "group-1", &place), FAULT_NONE);
    CHECK_INT(place.taken, 1);
    store_close(s);
    demo_remove(folder);
}

static void test_erase_and_correct(void)
{
    char folder[64];
    struct store *s = fresh(folder, 3);
    struct record membership = demo_record(1, RECORD_MEMBERSHIP, sealed);
    struct record consent = demo_record(1, RECORD_CONSENT, sealed);
    struct record corrected = demo_record(50, RECORD_MEMBERSHIP, sealed), found;
    struct buffer bytes = {.limit = 1000};
    struct place_facts place;
    sign_up(s, 1);
    sign_up(s, 2);
    CHECK_INT(store_record_erase(s, consent.id, 20600), FAULT_NONE);
    CHECK_INT(store_record_erase(s, consent.id, 20600), FAULT_NO_ENTRY);
    CHECK_INT(store_record_of(s, consent.tag, RECORD_CONSENT, &found, &bytes), FAULT_NO_ENTRY);
    CHECK_INT(store_record_of(s, membership.tag, RECORD_MEMBERSHIP, &found, &bytes), FAULT_NONE); /* its own thing */
    memcpy(corrected.tag, membership.tag, STORE_TAG);
    CHECK_INT(store_record_replace(s, membership.id, &corrected, 20600), FAULT_NONE);
    CHECK_INT(store_record_of(s, membership.tag, RECORD_MEMBERSHIP, &found, &bytes), FAULT_NONE);
    CHECK(memcmp(found.id, corrected.id, STORE_ID) == 0 && found.slot == corrected.slot);
    corrected = demo_record(51, RECORD_CONSENT, sealed); /* a consent can't stand in for a membership */
    CHECK_INT(store_record_replace(s, found.id, &corrected, 20600), FAULT_BAD_INPUT);
    CHECK_INT(store_record_of(s, membership.tag, RECORD_MEMBERSHIP, &found, &bytes), FAULT_NONE);
    CHECK_INT(store_record_replace(s, membership.id, &corrected, 20600), FAULT_NO_ENTRY);
    store_place_give(s, "group-1", found.day);
    CHECK_INT(store_place_facts(s, "group-1", &place), FAULT_NONE);
    CHECK_INT(place.taken, 1);
    for (int i = 0; i < 3; i++)
        store_place_give(s, "group-1", found.day);
    CHECK_INT(store_place_facts(s, "group-1", &place), FAULT_NONE);
    CHECK_INT(place.taken, 0);
    int64_t slot, slots = 0;
    uint8_t id[STORE_ID];
    while (store_slot_next(s, &slot, id) == FAULT_NONE)
        slots++;
    CHECK_INT(slots, 3);
    CHECK_INT(store_slot_next(s, &slot, id), FAULT_NONE); /* a walk that ended begins anew */
    store_rewind(s);
    buffer_free(&bytes);
    store_close(s);
    demo_remove(folder);
}

static void walk_records(struct store *s, enum record_kind kind, int64_t want)
{
    struct record r;
    uint8_t before[STORE_ID] = {0};
    int64_t n = 0;
    while (store_export_next(s, kind, &r) == FAULT_NONE) {
        CHECK(r.kind == kind && memcmp(r.id, before, STORE_ID) > 0 && r.sealed.length == sealed.length);
        memcpy(before, r.id, STORE_ID);
        n++;
    }
    CHECK_INT(n, want);
}

/* The list of contents names the same records in the same order, and is answered from the index alone. */
static void walk_list(struct store *s, enum record_kind kind)
{
    struct record r;
    uint8_t id[STORE_ID], sha256[STORE_HASH];
    while (store_export_next(s, kind, &r) == FAULT_NONE) {
        CHECK_INT(store_export_list(s, kind, id, sha256), FAULT_NONE);
        CHECK(memcmp(id, r.id, STORE_ID) == 0 && memcmp(sha256, r.sha256, STORE_HASH) == 0);
    }
    CHECK_INT(store_export_list(s, kind, id, sha256), FAULT_NO_ENTRY);
    char why[STORE_WHY_MAX];
    int64_t covered = 0;
    CHECK_INT(database_number(s->db,
                              "SELECT count(*) FROM pragma_index_info('record_export') WHERE name IN ('kind',"
                              " 'id', 'sha256', 'slot')",
                              &covered, why),
              FAULT_NONE);
    CHECK_INT(covered, 4);
}

static void test_export(void)
{
    char folder[64];
    struct store *s = fresh(folder, 3);
    int64_t members, consents, seq, count;
    struct record gone = demo_record(2, RECORD_CONSENT, sealed);
    struct export_row row = {.size = 1000, .rows = 39, .log_count = 3, .day = 20600}, last;
    strncpy(row.name, "kx-demo-000001.zip.age", sizeof row.name);
    for (uint32_t i = 1; i <= 20; i++)
        sign_up(s, i);
    CHECK_INT(store_record_erase(s, gone.id, 20600), FAULT_NONE);
    CHECK_INT(store_export_last(s, &last), FAULT_NO_ENTRY);
    CHECK_INT(store_export_claim(s, &seq), FAULT_NONE);
    CHECK_INT(seq, 1);
    CHECK_INT(store_export_begin(s, &members, &consents), FAULT_NONE);
    CHECK(members == 20 && consents == 19);
    CHECK_INT(store_export_begin(s, &members, &consents), FAULT_BUSY);
    CHECK_INT(store_begin(s), FAULT_BUSY);
    CHECK_INT(store_record_erase(s, gone.id, 1), FAULT_BUSY);
    walk_records(s, RECORD_CONSENT, 19);
    walk_records(s, RECORD_MEMBERSHIP, 20);
    walk_list(s, RECORD_CONSENT);
    walk_list(s, RECORD_MEMBERSHIP);
    uint8_t id[STORE_ID];
    enum record_kind kind;
    CHECK_INT(store_erased_next(s, id, &kind), FAULT_NONE);
    CHECK(kind == RECORD_CONSENT && memcmp(id, gone.id, STORE_ID) == 0);
    CHECK_INT(store_erased_next(s, id, &kind), FAULT_NO_ENTRY);
    store_export_end(s); /* the stick was pulled: nothing is told, the number is used up */
    CHECK_INT(store_export_claim(s, &seq), FAULT_NONE);
    CHECK_INT(seq, 2);
    CHECK_INT(store_export_begin(s, &members, &consents), FAULT_NONE);
    CHECK_INT(store_erased_next(s, id, &kind), FAULT_NONE); /* broken off in the middle is fine */
    row.seq = seq;
    CHECK_INT(store_export_done(s, &row), FAULT_NONE);
    CHECK_INT(store_export_last(s, &last), FAULT_NONE);
    CHECK(memcmp(&last, &row, sizeof row) == 0);
    CHECK_INT(store_new_signups(s, &count), FAULT_NONE);
    CHECK_INT(count, 0);
    sign_up(s, 30);
    CHECK_INT(store_new_signups(s, &count), FAULT_NONE);
    CHECK_INT(count, 1);
    CHECK_INT(store_export_begin(s, &members, &consents), FAULT_NONE);
    CHECK_INT(store_erased_next(s, id, &kind), FAULT_NO_ENTRY);
    store_export_end(s);
    store_export_end(s);
    store_close(s);
    demo_remove(folder);
}

static void test_journal(void)
{
    char folder[64];
    struct store *s = fresh(folder, 1);
    struct journal_head head, read;
    CHECK_INT(store_journal_head(s, &head), FAULT_NONE);
    CHECK(head.count == 0 && head.range_length == 0 && head.checkpoint[0] == 0);
    for (int64_t i = 1; i <= 10; i++) {
        head.count = i;
        memset(head.link, (int)i, sizeof head.link);
        memset(head.range, (int)i, 64);
        head.range_length = 64;
        snprintf(head.checkpoint, sizeof head.checkpoint, "checkpoint %d\n", (int)i);
        CHECK_INT(store_journal_add(s, "{\"event\":\"opened\"}", &head), FAULT_NONE);
    }
    CHECK_INT(store_journal_add(s, "again", &head), FAULT_BAD_INPUT); /* that number is taken */
    head.count = 15;
    CHECK_INT(store_journal_add(s, "jumped", &head), FAULT_BAD_INPUT);
    head.count = 10;
    s = again(s, folder);
    CHECK_INT(store_journal_head(s, &read), FAULT_NONE);
    CHECK(memcmp(&head, &read, sizeof head) == 0);
    int64_t n, want = 0;
    const char *entry;
    uint8_t link[STORE_HASH];
    while (store_journal_next(s, &n, &entry, link) == FAULT_NONE) {
        CHECK_INT(n, want++);
        CHECK_TEXT(entry, "{\"event\":\"opened\"}");
        CHECK_INT(link[5], n + 1);
    }
    CHECK_INT(want, 10);
    store_close(s);
    demo_remove(folder);
}

static void test_counters(void)
{
    char folder[64], pin[STORE_PIN_MAX];
    struct store *s = fresh(folder, 1);
    struct tries_row tries;
    struct kiosk kiosk;
    int64_t n;
    CHECK_INT(store_boot(s, &n), FAULT_NONE);
    CHECK_INT(n, 1);
    CHECK_INT(store_pin(s, pin), FAULT_NONE);
    CHECK_TEXT(pin, "");
    CHECK_INT(store_pin_set(s, "$argon2id$v=19$x"), FAULT_NONE);
    CHECK_INT(store_tries_add(s, TRIES_PIN, 1, 5000), FAULT_NONE);
    CHECK_INT(store_tries_add(s, TRIES_PIN, 1, 6000), FAULT_NONE);
    CHECK_INT(store_tries_add(s, TRIES_CODE, 1, 7000), FAULT_NONE);
    CHECK_INT(store_time_seen(s, 1000000, &n), FAULT_NONE);
    CHECK_INT(n, 1000000);
    CHECK_INT(store_time_seen(s, 1000030, &n), FAULT_NONE); /* less than a minute is not worth a write */
    CHECK_INT(n, 1000000);
    CHECK_INT(store_time_seen(s, 5, &n), FAULT_NONE); /* and back is never */
    CHECK_INT(n, 1000000);
    CHECK_INT(store_consent_version_set(s, 2), FAULT_NONE);
    s = again(s, folder);
    CHECK_INT(store_boot(s, &n), FAULT_NONE);
    CHECK_INT(n, 2);
    CHECK_INT(store_pin(s, pin), FAULT_NONE);
    CHECK_TEXT(pin, "$argon2id$v=19$x");
    CHECK_INT(store_tries(s, TRIES_PIN, &tries), FAULT_NONE);
    CHECK(tries.count == 2 && tries.boot == 1 && tries.steady_ms == 6000);
    CHECK_INT(store_tries_clear(s, TRIES_PIN), FAULT_NONE);
    CHECK_INT(store_tries(s, TRIES_PIN, &tries), FAULT_NONE);
    CHECK(tries.count == 0);
    CHECK_INT(store_tries(s, TRIES_CODE, &tries), FAULT_NONE);
    CHECK(tries.count == 1 && tries.steady_ms == 7000);
    CHECK_INT(store_time_newest(s, &n), FAULT_NONE);
    CHECK_INT(n, 1000000);
    CHECK_INT(store_kiosk(s, &kiosk), FAULT_NONE);
    CHECK_INT(kiosk.consent_version, 2);
    store_close(s);
    demo_remove(folder);
}

/* Statements no flow of ours would run: each is refused by the schema itself. */
static void test_guards(void)
{
    static const char *const refused[] = {
        "UPDATE record SET size = 1",
        "DELETE FROM record",
        "DELETE FROM tombstone",
        "UPDATE journal SET entry = 'x'",
        "DELETE FROM journal",
        "UPDATE kiosk SET id = 'other'",
        "UPDATE kiosk SET centre = 'other'",
        "UPDATE kiosk SET salt = zeroblob(16)",
        "UPDATE kiosk SET code_first = 1",
        "UPDATE kiosk SET boots = boots - 1",
        "UPDATE kiosk SET newest = 0",
        "UPDATE kiosk SET export_seq = 0",
        "INSERT INTO kiosk SELECT 2, id, salt, code_passes, code_bytes, 1, 1, 0, '', 0, 0, 0, 0, 0, 0, 0, 'x', 0, 0, 0, 0, 0 FROM kiosk",
        "UPDATE kiosk SET clock_sets = clock_sets - 1",
        "UPDATE kiosk SET age_day = age_day - 1",
        "INSERT INTO record SELECT 900, (SELECT id FROM tombstone), 1, zeroblob(32), 900, 1, 1, 1, zeroblob(32), 0,"
        " x'00', 0",
        "INSERT INTO record SELECT 901, zeroblob(15), 1, zeroblob(32), 900, 1, 1, 1, zeroblob(32), 0, x'00', 0",
        "INSERT INTO record SELECT 902, zeroblob(16), 3, zeroblob(32), 900, 1, 1, 1, zeroblob(32), 0, x'00', 0",
        "INSERT INTO record SELECT 903, zeroblob(16), 1, zeroblob(32), 3, 1, 1, 1, zeroblob(32), 0, x'00', 0",
        "INSERT INTO record SELECT 904, zeroblob(16), 1, zeroblob(32), 900, 1, 1, 1, zeroblob(32), 0, x'', 0",
        "UPDATE tombstone SET told = 77",
        "INSERT INTO tries VALUES(3, 0, 0, 0)",
        "INSERT INTO journal_head VALUES(2, 0, zeroblob(32), x'', '', 0)",
        "INSERT INTO retention VALUES(1, 0, 366, 90)",
        "INSERT INTO retention VALUES(1, 0, 0, 90)",
        "UPDATE kiosk SET restored = -1",
        "INSERT INTO recipient VALUES(8, 'age1x')",
        "INSERT INTO recipient VALUES(3, 'AGE-SECRET-KEY-1X')",
    };
    char folder[64], why[STORE_WHY_MAX];
    struct store *s = fresh(folder, 3);
    struct record gone = demo_record(1, RECORD_CONSENT, sealed);
    struct journal_head head = {.count = 1};
    int64_t n;
    sign_up(s, 1);
    CHECK_INT(store_record_erase(s, gone.id, 20600), FAULT_NONE);
    CHECK_INT(store_journal_add(s, "{}", &head), FAULT_NONE);
    CHECK_INT(store_boot(s, &n), FAULT_NONE);
    CHECK_INT(store_export_claim(s, &n), FAULT_NONE);
    CHECK_INT(store_time_seen(s, 1000000, &n), FAULT_NONE);
    CHECK_INT(store_time_set(s, 900000), FAULT_NONE); /* only a person sets the clock back */
    CHECK(store_time_newest(s, &n) == FAULT_NONE && n == 900000);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        fault f = database_run(s->db, refused[i], why);
        if (f == FAULT_NONE)
            printf("%s\n", refused[i]);
        CHECK_INT(f, FAULT_BAD_INPUT);
    }
    CHECK_INT(store_check(s), FAULT_NONE);
    store_close(s);
    demo_remove(folder);
}

/* Keeping: a record is of the day it was first written on, also when it was corrected since. */
static void test_age(void)
{
    char folder[64];
    struct store *s = fresh(folder, 3);
    struct record found, consent = demo_record(1, RECORD_CONSENT, sealed),
                         corrected = demo_record(60, RECORD_CONSENT, sealed);
    struct store_age age;
    CHECK_INT(store_age(s, &age), FAULT_NONE);
    CHECK(age.day == 20500 && age.seen == 0 && !age.slow); /* the kiosk's own first day */
    sign_up(s, 1);
    CHECK_INT(store_record_past(s, 20499, &found), FAULT_NO_ENTRY);
    CHECK_INT(store_record_past(s, 20500, &found), FAULT_NONE);
    CHECK(found.sealed.data == NULL);
    CHECK_INT(store_age_set(s, &(struct store_age){20510, 20510, false}), FAULT_NONE);
    CHECK_INT(store_age_set(s, &(struct store_age){20509, 20511, false}), FAULT_BAD_INPUT);
    memcpy(corrected.tag, consent.tag, STORE_TAG);
    CHECK_INT(store_record_replace(s, consent.id, &corrected, 20510), FAULT_NONE);
    CHECK_INT(store_record_erase(s, demo_record(1, RECORD_MEMBERSHIP, sealed).id, 20510), FAULT_NONE);
    CHECK_INT(store_record_past(s, 20500, &found), FAULT_NONE);
    CHECK(memcmp(found.id, corrected.id, STORE_ID) == 0 && found.kind == RECORD_CONSENT &&
          found.slot == corrected.slot);
    sign_up(s, 2);
    CHECK_INT(store_record_erase(s, corrected.id, 20510), FAULT_NONE);
    CHECK_INT(store_record_past(s, 20509, &found), FAULT_NO_ENTRY);
    s = again(s, folder);
    CHECK_INT(store_record_past(s, 20510, &found), FAULT_NONE);
    CHECK_INT(store_age_slow(s), FAULT_NONE);
    CHECK_INT(store_age(s, &age), FAULT_NONE);
    CHECK(age.day == 20510 && age.seen == 20510 && age.slow);
    store_close(s);
    demo_remove(folder);
}

int main(void)
{
    test_signup();
    test_rollback();
    test_erase_and_correct();
    test_export();
    test_journal();
    test_counters();
    test_guards();
    test_age();
    return TEST_END();
}
