/* "A year at most": records go when their time has come, by days that no clock can leap, and not a day before (PRV-13, T13). */
#include "flow_kit.h"
#include "flow/records/records.h"
#include "screens.h"

enum { DAY = 86400 };

static void test_rule(void)
{
    CHECK_INT(retain_age_day(20000, 20000, false), 20000);
    CHECK_INT(retain_age_day(20000, 20001, false), 20001);
    CHECK_INT(retain_age_day(20000, 20000 + RETAIN_LEAP_DAYS, false), 20000 + RETAIN_LEAP_DAYS);
    CHECK_INT(retain_age_day(20000, 20001 + RETAIN_LEAP_DAYS, false), 20000 + RETAIN_CATCH_UP_DAYS);
    CHECK_INT(retain_age_day(20000, 47482, false), 20000 + RETAIN_CATCH_UP_DAYS); /* 2100 */
    CHECK_INT(retain_age_day(20000, 0, false), 20000);
    CHECK_INT(retain_age_day(20000, INT32_MIN, false), 20000);
    CHECK_INT(retain_age_day(0, INT32_MAX, false), RETAIN_CATCH_UP_DAYS);
}

/* So many days go by at rest, one after the other; every iteration the loop would have made is made. */
static void days(struct kit *k, int count)
{
    for (int i = 0; i < count; i++) {
        int64_t due = flow_retain_ms(&k->app);
        CHECK(due > host_fake.steady_ms &&
              due <= host_fake.steady_ms + (DAY + 3600) * 1000); /* one autumn day has 25 hours */
        host_fake.now += (due - host_fake.steady_ms + 999) / 1000;
        host_fake.steady_ms = due;
        for (int turns = 0; flow_deadline(&k->app, 10) <= host_fake.steady_ms; turns++) {
            flow_tick(&k->app, host_fake.steady_ms, 10);
            if (turns > 1000) {
                CHECK(!"the loop comes to rest");
                return;
            }
        }
    }
}

static void test_a_year(struct kit *k)
{
    struct kit_code early, late;
    struct place_facts place;
    uint8_t id[STORE_ID];
    enum record_kind kind;
    int64_t m, c;
    int erased = 0;
    for (int i = 0; i < 6; i++)
        CHECK(kit_join(k, "tirsdagsgruppa", "Early", NULL, &early));
    days(k, 100);
    CHECK(kit_join(k, "tirsdagsgruppa", "Late", "40612345", &late));
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &early); /* a change buys no other year */
    flow_do(&k->app, ACT_GO, SCREEN_mine_contact);
    flow_do(&k->app, ACT_MINE_CONTACT, CONTACT_PHONE);
    kit_type(k, "40612345");
    flow_do(&k->app, ACT_WRITTEN, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_CONTACT_CHANGED);
    flow_do(&k->app, ACT_LEAVE, 0);
    days(k, RETAIN_MEMBER_DAYS - 101);
    struct kit_counts before = kit_counts(k), after;
    CHECK(before.memberships == 7 && before.consents == 7 && before.slots == 14);
    CHECK_INT(store_place_facts(k->app.store, "tirsdagsgruppa", &place), FAULT_NONE);
    int32_t taken = place.taken;
    days(k, 1);
    after = kit_counts(k);
    CHECK(after.memberships == 1 && after.consents == 1 && after.slots == 2);
    CHECK_INT(after.journal, before.journal + 3); /* twelve records, four a line */
    CHECK(kit_starts(kit_last_line(k), "expired kiosk ") &&
          strlen(kit_last_line(k)) == strlen("expired kiosk ") + 4 * 33 - 1);
    CHECK_INT(store_place_facts(k->app.store, "tirsdagsgruppa", &place), FAULT_NONE);
    CHECK_INT(place.taken, taken); /* the month has days yet: docs/decisions/places.md */
    char why[200];
    CHECK_INT(flow_journal_check(
                  &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id},
                  NULL, why, sizeof why),
              FAULT_NONE);
    CHECK_INT(store_export_begin(k->app.store, &m, &c), FAULT_NONE); /* the next export tells the office */
    while (store_erased_next(k->app.store, id, &kind) == FAULT_NONE)
        erased++;
    store_export_end(k->app.store);
    CHECK_INT(erased, 13); /* one was corrected */
    kit_find(k, &early);
    CHECK_INT(k->app.session.notice, VERDICT_CODE_NOT_FOUND);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &late);
    CHECK_INT(k->app.session.at, SCREEN_mine);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_again(k, true);
    CHECK(kit_counts(k).memberships == 1);
    days(k, 99);
    CHECK(kit_counts(k).memberships == 1);
    days(k, 1);
    CHECK(kit_counts(k).memberships == 0 && kit_counts(k).consents == 0 && kit_counts(k).slots == 0);
}

/* Switched off every night: the same year. A visitor at the display is left in peace. */
static void test_by_starts(struct kit *k)
{
    CHECK(kit_join(k, "tirsdagsgruppa", "Nightly", NULL, NULL));
    for (int i = 1; i < RETAIN_MEMBER_DAYS; i++) {
        host_fake.now += DAY;
        if (i % 30 == 0)
            kit_again(k, true);
    }
    kit_again(k, true);
    CHECK_INT(kit_counts(k).memberships, 1);
    flow_do(&k->app, ACT_BEGIN, 0);
    host_fake.now += DAY;
    host_fake.steady_ms += DAY * 1000;
    flow_touched(&k->app);
    flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK_INT(kit_counts(k).memberships, 1);
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK_INT(kit_counts(k).memberships, 0);
}

/* A clock that leaps ages nobody: 100 schedules of starts under clocks that say anything. */
static void test_leaps(struct kit *k)
{
    static const int64_t wrong[] = {0, 2145916800, 4102444800, -86400, (int64_t)1 << 40};
    uint32_t state = 5;
    int64_t now = host_fake.now;
    struct store_age age, before;
    for (int schedule = 0; schedule < 20; schedule++) {
        CHECK_INT(store_age(k->app.store, &before), FAULT_NONE);
        CHECK(kit_join(k, "tirsdagsgruppa", "Leaps", NULL, NULL));
        int64_t kept = kit_counts(k).memberships;
        for (int start = 0; start < 5; start++) {
            state = state * 1664525u + 1013904223u;
            host_fake.now =
                state >> 31 ? wrong[(state >> 8) % 5] : now + (state >> 30 & 1 ? 3650 : -3650) * (int64_t)DAY;
            kit_again(k, true);
            CHECK_INT(store_age(k->app.store, &age), FAULT_NONE);
            for (int i = 0; i < 3; i++) /* the same day over and over is one day */
                kit_again(k, true);
            int32_t same = age.day;
            CHECK_INT(store_age(k->app.store, &age), FAULT_NONE);
            CHECK_INT(age.day, same);
        }
        CHECK_INT(store_age(k->app.store, &age), FAULT_NONE);
        CHECK(age.day >= before.day && age.day <= before.day + 5 * RETAIN_LEAP_DAYS);
        CHECK_INT(kit_counts(k).memberships, kept);
        host_fake.now = now;
        kit_again(k, true);
        CHECK(store_takes_signups(k->app.store));
    }
}

/* Staff, or somebody who has their PIN, set the clock on by a month, again and again: nobody is erased by a hand. What the clock is
 * ahead is made up for while the kiosk runs, two days a day, and then it is believed again. */
static void test_set(struct kit *k)
{
    struct store_age before, age;
    CHECK(kit_join(k, "tirsdagsgruppa", "Somebody", NULL, NULL));
    int64_t kept = kit_counts(k).memberships;
    host_fake.machine = true;
    CHECK_INT(store_age(k->app.store, &before), FAULT_NONE);
    for (int round = 0; round < 13; round++) {
        int64_t wanted = host_fake.now + 31 * (int64_t)DAY - 3600;
        kit_pin(k, k->pin);
        flow_do(&k->app, ACT_MACHINE, SCREEN_staff_clock);
        k->app.machine.clock = wanted;
        k->app.machine.clock_moved = true;
        flow_do(&k->app, ACT_CLOCK_SET, 0);
        host_fake.now = wanted;
        flow_do(&k->app, ACT_LEAVE, 0);
        for (int i = 0; i < 40; i++) {
            host_fake.steady_ms += 100;
            flow_tick(&k->app, host_fake.steady_ms, 10);
        }
        if (round % 4 == 3) /* a pulled plug gains nothing */
            kit_again(k, true);
    }
    CHECK_INT(store_age(k->app.store, &age), FAULT_NONE);
    CHECK(age.slow && age.day <= before.day + 1);
    CHECK_INT(kit_counts(k).memberships, kept);
    for (int hours = 0; hours < 24 * 30; hours++) { /* a month of running */
        host_fake.now += 3600;
        host_fake.steady_ms += 3600 * 1000;
        flow_tick(&k->app, host_fake.steady_ms, 10);
    }
    CHECK_INT(store_age(k->app.store, &age), FAULT_NONE);
    CHECK(age.slow && age.day >= before.day + 55 && age.day <= before.day + 62);
    CHECK_INT(kit_counts(k).memberships, kept);
    days(k, 400);
    CHECK_INT(store_age(k->app.store, &age), FAULT_NONE);
    CHECK(!age.slow && age.day == flow_today());
    CHECK_INT(kit_counts(k).memberships, 0); /* a year has gone by */
    host_fake.machine = false;
}

/* A clock that stays ten years ahead halves a year and does no worse. */
static void test_ahead(struct kit *k)
{
    CHECK(kit_join(k, "tirsdagsgruppa", "Ahead", NULL, NULL));
    int64_t kept = kit_counts(k).memberships;
    host_fake.now += 3650 * (int64_t)DAY;
    kit_again(k, true);
    days(k, RETAIN_MEMBER_DAYS / RETAIN_CATCH_UP_DAYS - 30);
    CHECK(kit_counts(k).memberships > 0 && kit_counts(k).memberships <= kept);
}

/* A letter says for how long from now on. */
static void keep(struct kit *k, int32_t kept)
{
    const struct store_retention row = {k->app.flow->age_day, kept, RETAIN_EVIDENCE_DAYS};
    fault f = store_begin(k->app.store);
    CHECK_INT(f, FAULT_NONE);
    f = store_retention_add(k->app.store, &row);
    CHECK_INT(store_end(k->app.store, f), FAULT_NONE);
    flow_centre_load(&k->app);
    CHECK_INT(k->app.centre.kept_days, kept);
    k->app.flow->retaining = true;
    for (int turns = 0; turns < 50 && k->app.flow->retaining; turns++)
        flow_tick(&k->app, host_fake.steady_ms, 10);
}

static int64_t members(struct kit *k)
{
    return kit_counts(k).memberships;
}

/* Shorter for all, also who signed before; longer for none of those again, whatever a later letter says. */
static void test_by_letter(void)
{
    static struct kit k;
    struct store_retention rows[RETENTIONS_MAX];
    struct buffer json = {.limit = SEAL_RECORD_MAX};
    size_t count;
    int32_t until;
    kit_make(&k);
    CHECK(kit_join(&k, "tirsdagsgruppa", "Early", NULL, NULL));
    flow_do(&k.app, ACT_LEAVE, 0);
    days(&k, 40);
    keep(&k, 100);
    CHECK(kit_join(&k, "tirsdagsgruppa", "Middle", NULL, NULL));
    flow_do(&k.app, ACT_LEAVE, 0);
    days(&k, 10);
    keep(&k, RETAIN_MEMBER_DAYS);
    days(&k, 1);
    CHECK(kit_join(&k, "tirsdagsgruppa", "Late", NULL, NULL));
    flow_do(&k.app, ACT_LEAVE, 0);
    days(&k, 48);
    CHECK_INT(members(&k), 3); /* day 99 */
    days(&k, 2);
    CHECK_INT(members(&k), 2); /* the first, after a hundred days and not a year */
    days(&k, 37);
    CHECK_INT(members(&k), 2); /* day 138 */
    kit_again(&k, true);
    days(&k, 3);
    CHECK_INT(members(&k), 1); /* the second signed for a hundred days */
    CHECK_INT(kit_record(&k, RECORD_CONSENT, &json), FAULT_NONE);
    CHECK(strstr(buffer_string(&json), "\"kept_days\":365"));
    buffer_free(&json);
    days(&k, 270);
    CHECK_INT(members(&k), 1); /* the third for a year, … */
    keep(&k, 400 - 60);
    CHECK_INT(members(&k), 0); /* … until a letter says less: at once */
    for (int i = 0; i < 40; i++)
        keep(&k, 30 + i);
    CHECK_INT(store_retentions(k.app.store, rows, &count), FAULT_NONE);
    CHECK(count == RETENTIONS_MAX && rows[0].kept == 30 && rows[count - 1].kept == 69);
    CHECK_INT(store_kept_until(k.app.store, &until), FAULT_NONE);
    CHECK_INT(until,
              k.app.flow->age_day - 30); /* whoever was here then is kept for no more than the shortest of them */
    kit_free(&k);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_rule();
    test_a_year(&k);
    test_by_starts(&k);
    test_leaps(&k);
    kit_free(&k);
    kit_make(&k);
    test_ahead(&k);
    kit_free(&k);
    kit_make(&k);
    test_set(&k);
    kit_free(&k);
    test_by_letter();
    return TEST_END();
}
