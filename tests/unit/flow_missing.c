/* A database that forgets what it had promised: its log loses bits, its end or all of itself after a kill. What is gone is named, no key
 * is overwritten, nobody joins, the list goes out, and staff can go on. A cut in the middle of a sign-up is none of that. */
#include "flow_kit.h"
#include "screens.h"

#include <sys/wait.h>
#include "attack_kit.h"
#include "base/file.h"
#include "flow/records/records.h"
#include "store/write.h"

enum { PEOPLE = 6, FLIPS = 60 };

/* People join in a process that ends without a goodbye. */
static void make(struct kit *k)
{
    host_fake.disk_free = DISK_LOW_BYTES + 1; /* no reserve, which would be copied each time */
    kit_make(k);
    kit_close(k);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        kit_open(k);
        for (int i = 0; i < PEOPLE; i++)
            if (!kit_join(k, "tirsdagsgruppa", "Marker Navn", "40612345", NULL))
                _exit(1);
        _exit(0);
    }
    int status = 1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
}

static void look(struct kit *k, bool *ret_behind)
{
    struct store_behind behind;
    struct kit_counts c = kit_counts(k);
    CHECK(store_takes_signups(k->app.store) && !k->app.flow->desk);
    CHECK_INT(store_behind(k->app.store, &behind), FAULT_NONE);
    *ret_behind = behind.state != BEHIND_NOT;
    if (!*ret_behind) {
        CHECK(c.memberships == PEOPLE && c.consents == PEOPLE && behind.lost == 0);
        return;
    }
    CHECK_INT(c.memberships + c.consents + behind.lost, 2 * PEOPLE);
    CHECK_INT(c.slots, 2 * PEOPLE);
    CHECK(!kit_join(k, "tirsdagsgruppa", "Later", "40612345", NULL));
    CHECK_INT(k->app.session.notice, VERDICT_KIOSK_OPEN);
    CHECK_INT(kit_counts(k).memberships, c.memberships);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK_INT(k->app.staff.export_rows, c.memberships + c.consents);
    CHECK(k->app.staff.behind && k->app.staff.lost == behind.lost && !k->app.staff.renewed);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void go_on(struct kit *k)
{
    struct store_behind behind;
    kit_again(k, true); /* it is not forgotten, and what was written since covers nothing */
    CHECK_INT(store_behind(k->app.store, &behind), FAULT_NONE);
    CHECK(behind.state == BEHIND_OLDER && k->app.kiosk.behind);
    kit_pin(k, k->pin);
    flow_do(&k->app, ACT_GO, SCREEN_staff_store);
    flow_do(&k->app, ACT_GO, SCREEN_staff_missing);
    CHECK_INT(k->app.session.at, SCREEN_staff_missing);
    flow_do(&k->app, ACT_GO_ON, 0);
    CHECK(k->app.session.at == SCREEN_staff_home && k->app.session.notice == VERDICT_WENT_ON);
    flow_do(&k->app, ACT_LEAVE, 0);
    struct kit_counts c = kit_counts(k);
    CHECK_INT(c.slots, c.memberships + c.consents);
    CHECK(kit_join(k, "tirsdagsgruppa", "Later", "40612345", NULL));
    kit_again(k, true);
    CHECK_INT(kit_counts(k).memberships, c.memberships + 1);
    CHECK(!k->app.kiosk.behind && kit_export(k) == VERDICT_EXPORT_DONE);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void open_and_look(struct kit *k, bool *ret_behind)
{
    kit_open(k);
    look(k, ret_behind);
    if (*ret_behind)
        go_on(k);
    kit_close(k);
}

static void test_flips(struct kit *k, const char *base)
{
    uint64_t seed = 1;
    int behind = 0;
    for (int i = 0; i < FLIPS; i++) {
        bool is_behind;
        kit_restore(k, base);
        attack_flip(k->data, "kiosk.db-wal", 0, &seed);
        open_and_look(k, &is_behind);
        behind += is_behind;
    }
    CHECK(behind > FLIPS * 3 / 4); /* what the log has behind the last commit, or in it twice, nobody misses */
}

static void test_missing(struct kit *k, const char *base)
{
    char path[FILE_PATH_MAX];
    bool behind;
    kit_restore(k, base);
    CHECK(file_path(path, k->data, "kiosk.db-wal") == FAULT_NONE && unlink(path) == 0);
    open_and_look(k, &behind);
    CHECK(behind);
    kit_restore(k, base);
    CHECK(truncate(path, 32 + (4096 + 24) * 40L) == 0);
    open_and_look(k, &behind);
    CHECK(behind);
    kit_restore(k, base);
    open_and_look(k, &behind);
    CHECK(!behind);
}

/* The keys of a sign-up that was never committed: the cut that slots are swept for. Twice as many are too many. */
static void test_cut(struct kit *k, const char *base)
{
    struct seal_slot slots[2] = {{.record = "one"}, {.record = "two"}};
    struct store_behind behind;
    for (int times = 1; times <= 2; times++) {
        kit_restore(k, base);
        kit_open(k);
        for (int i = 0; i < times; i++) {
            slots[0].record[15] = slots[1].record[15] = (uint8_t)i;
            CHECK_INT(seal_slots_take(k->app.flow->slots, slots, 2), FAULT_NONE);
        }
        kit_again(k, true);
        CHECK_INT(store_behind(k->app.store, &behind), FAULT_NONE);
        CHECK(behind.state == (times == 1 ? BEHIND_NOT : BEHIND_OLDER) && behind.lost == (times == 1 ? 0 : 4));
        CHECK_INT(kit_counts(k).slots, 2 * PEOPLE + (times == 1 ? 0 : 4));
        kit_close(k);
    }
}

int main(void)
{
    kit_attack(make, (kit_attack_test *const[]){test_flips, test_missing, test_cut, NULL});
    return TEST_END();
}
