/* The journal tells on whoever changes it: every line changed, removed, swapped or added is found, and so is a note that
 * another kiosk signed. It never holds what a visitor wrote or chose. */
#include "flow_kit.h"
#include "screens.h"

#include "flow/records/records.h"
#include "store/inside.h"

enum { LINES = 120 };

static fault look(struct kit *k)
{
    char why[200] = "";
    int64_t count;
    fault f = flow_journal_check(
        &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id}, &count,
        why, sizeof why);
    CHECK((f == FAULT_NONE) == (*why == 0));
    return f;
}

static void run(struct kit *k, const char *sql)
{
    char why[STORE_WHY_MAX];
    fault f = database_run(k->app.store->db, sql, why);
    if (f != FAULT_NONE)
        printf("%s: %s\n", sql, why);
    CHECK_INT(f, FAULT_NONE);
}

/* Does it, by hand and past the schema's guards; then as if it had never been. */
static void tamper(struct kit *k, const char *sql)
{
    run(k, "SAVEPOINT hand; DROP TRIGGER journal_same; DROP TRIGGER journal_whole");
    run(k, sql);
    fault f = look(k);
    if (f != FAULT_FILE_DAMAGED)
        printf("not found: %s\n", sql);
    CHECK_INT(f, FAULT_FILE_DAMAGED);
    run(k, "ROLLBACK TO hand; RELEASE hand");
}

static void test_hands(struct kit *k)
{
    char sql[512];
    for (int i = 0; i < LINES; i++) /* lines of several kinds */
        CHECK_INT(flow_journal(&k->app, i % 3 ? EVENT_code_wrong : EVENT_keys_swept, i % 3 ? NULL : "7"), FAULT_NONE);
    CHECK_INT(look(k), FAULT_NONE);
    for (int i = 0; i < 100; i++) {
        int n = i < 3 ? i : i + 10;
        snprintf(sql, sizeof sql, "UPDATE journal SET entry = replace(entry, 'visitor', 'staff') || '.' WHERE n = %d",
                 n);
        tamper(k, sql);
        snprintf(sql, sizeof sql, "DELETE FROM journal WHERE n = %d", n);
        tamper(k, sql);
        snprintf(sql, sizeof sql, "UPDATE journal SET n = -n WHERE n = %d", n);
        if (n > 100) /* the schema refuses a number below nothing; one far away it does not */
            snprintf(sql, sizeof sql, "UPDATE journal SET n = 100000 WHERE n = %d", n);
        else
            snprintf(sql, sizeof sql,
                     "CREATE TEMP TABLE two AS SELECT * FROM journal WHERE n IN (%d, %d);"
                     " UPDATE journal SET entry = (SELECT entry FROM two WHERE n <> journal.n),"
                     " link = (SELECT link FROM two WHERE n <> journal.n) WHERE n IN (%d, %d)",
                     n, n + 5, n, n + 5);
        tamper(k, sql);
    }
    tamper(k, "UPDATE journal SET n = n + 1 WHERE n = (SELECT max(n) FROM journal)");
    tamper(k, "UPDATE journal SET link = zeroblob(32) WHERE n = 4");
    tamper(k, "INSERT INTO journal SELECT max(n) + 1, 'x', link FROM journal");
    tamper(k, "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)"); /* the end cut off … */
    tamper(k, "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal);"  /* … and the head set to match */
              "UPDATE journal_head SET count = count - 1, link = (SELECT link FROM journal ORDER BY n DESC LIMIT 1)");
    tamper(k,
           "DELETE FROM journal; UPDATE journal_head SET count = 0, link = zeroblob(32), range = x'', checkpoint = ''");
    tamper(k, "UPDATE journal_head SET checkpoint = replace(checkpoint, '—', '-')");
    tamper(k, "UPDATE journal_head SET checkpoint = ''");
    CHECK_INT(look(k), FAULT_NONE);
}

static fault look_at_end(struct kit *k)
{
    return flow_journal_end(
        &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id});
}

static void scrub_all(struct kit *k)
{
    flow_forget(&k->app);
    do {
        host_fake.steady_ms += 25LL * 3600 * 1000;
        flow_scrub(&k->app);
    } while (!k->app.flow->logs);
    while (k->app.flow->logs) {
        host_fake.steady_ms += 100;
        flow_scrub(&k->app);
    }
}

static bool staff_see_it_whole(struct kit *k)
{
    kit_pin(k, k->pin);
    bool whole = k->app.staff.journal_whole;
    CHECK_INT(k->app.session.at, SCREEN_staff_home);
    flow_do(&k->app, ACT_LEAVE, 0);
    return whole;
}

/* Signing in reads the newest entries alone, however many there are. An older one that was changed is found at rest, when staff
 * ask, and by doctor's own check; a newer one by each of them. */
static void test_bounded(struct kit *k)
{
    enum { MANY = JOURNAL_NEWEST + 600 };
    char sql[200];
    for (int i = 0; i < MANY; i++)
        CHECK_INT(flow_journal(&k->app, EVENT_code_wrong, NULL), FAULT_NONE);
    CHECK_INT(look_at_end(k), FAULT_NONE);
    CHECK(staff_see_it_whole(k));
    scrub_all(k);
    CHECK(!k->app.flow->log_wrong && staff_see_it_whole(k));
    run(k, "CREATE TEMP TABLE kept AS SELECT * FROM journal; DROP TRIGGER journal_same; DROP TRIGGER journal_whole");
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof sql, "UPDATE journal SET entry = entry || '.' WHERE n = %s",
                 i ? "(SELECT max(n) - 200 FROM journal)" : "30");
        run(k, sql);
        CHECK_INT(look(k), FAULT_FILE_DAMAGED);
        CHECK_INT(look_at_end(k), i ? FAULT_FILE_DAMAGED : FAULT_NONE);
        scrub_all(k);
        CHECK(k->app.flow->log_wrong);
        CHECK(!staff_see_it_whole(k));
        k->app.flow->log_wrong = false;
        kit_pin(k, k->pin);
        flow_do(&k->app, ACT_GO, SCREEN_staff_store);
        flow_do(&k->app, ACT_STAFF_CHECK, 0);
        CHECK(!k->app.staff.journal_whole && k->app.flow->log_wrong);
        flow_do(&k->app, ACT_LEAVE, 0);
        run(k,
            "UPDATE journal SET entry = (SELECT entry FROM kept WHERE kept.n = journal.n) WHERE n IN (SELECT n FROM kept)");
        scrub_all(k);
        CHECK(!k->app.flow->log_wrong && staff_see_it_whole(k));
    }
    run(k, "DROP TABLE kept");
    kit_again(k, true);
}

/* Another kiosk's whole journal, good in itself, is not this one's. */
static void test_stranger(struct kit *k)
{
    struct seal *other = NULL;
    char folder[160], why[200] = "";
    snprintf(folder, sizeof folder, "%s/other", k->folder);
    CHECK_INT(seal_create(folder), FAULT_NONE);
    CHECK_INT(seal_open(&other, folder), FAULT_NONE);
    CHECK_INT(
        flow_journal_check(&(struct journal){.store = k->app.store, .seal = other, .kiosk = k->app.flow->kiosk.id},
                           NULL, why, sizeof why),
        FAULT_FILE_DAMAGED);
    CHECK(strstr(why, "not this kiosk's") != NULL);
    CHECK_INT(
        flow_journal_check(&(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = "another"},
                           NULL, why, sizeof why),
        FAULT_FILE_DAMAGED);
    seal_close(other);
}

/* An older state of all of it, note and head too, is whole in itself; but an export has told of more. */
static void test_older_state(struct kit *k)
{
    run(k, "ATTACH ':memory:' AS aside; CREATE TABLE aside.head AS SELECT * FROM journal_head");
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE); /* its signature names the staff's coming in */
    flow_do(&k->app, ACT_LEAVE, 0);
    tamper(k, "DELETE FROM journal WHERE n >= (SELECT count FROM head); DELETE FROM journal_head;"
              " INSERT INTO journal_head SELECT * FROM head");
    run(k, "DETACH aside");
}

/* A whole life of the kiosk: what is in a line is a day, an event, a role and ids. */
static void test_contents(struct kit *k)
{
    static const char *const words[] = {"Marker", "40612345", "tirsdagsgruppa", "Wanda", "phone", "yes", "hold", NULL};
    struct kit_code code;
    const char *entry;
    int64_t n;
    uint8_t link[STORE_HASH];
    int lines = 0;
    CHECK(kit_join(k, "tirsdagsgruppa", "Marker", "40612345", &code));
    kit_find(k, &code);
    flow_do(&k->app, ACT_WITHDRAW, 1);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    flow_do(&k->app, ACT_LEAVE, 0);
    while (store_journal_next(k->app.store, &n, &entry, link) == FAULT_NONE) {
        long long number, boot;
        int year, month, day, end = 0;
        char event[32], role[16];
        CHECK(sscanf(entry, "%lld %lld %4d-%2d-%2d %31s %15s %n", &number, &boot, &year, &month, &day, event, role,
                     &end) == 7 &&
              end > 0);
        CHECK(number == n && year == 2026 && month == 11 && day == 25 && strchr(entry, ':') == NULL);
        for (size_t i = 0; words[i]; i++)
            CHECK(strstr(entry, words[i]) == NULL);
        lines++;
    }
    CHECK(lines > LINES);
    CHECK_INT(look(k), FAULT_NONE);
    kit_again(k, true);
    CHECK_INT(look(k), FAULT_NONE);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_hands(&k);
    test_stranger(&k);
    test_older_state(&k);
    test_contents(&k);
    test_bounded(&k); /* last: it takes the guards of the schema away */
    kit_free(&k);
    return TEST_END();
}
