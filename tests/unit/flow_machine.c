/* Staff and the machine, below the display: the clock set back and on, an update that keeps the stick, the guards on a
 * desk, and safe mode. */
#include "flow_kit.h"
#include "screens.h"

static void answer(enum machine_verb verb, fault f, int state, int64_t done, int64_t all, const char *text)
{
    struct machine_answer *a = &host_fake.answers[verb];
    *a = (struct machine_answer){.fault = f, .state = state, .number = done, .all = all};
    snprintf(a->text, sizeof a->text, "%s", text);
}

static bool asked(const char *line)
{
    bool was = strstr(host_fake.asked, line) != NULL;
    host_fake.asked[0] = 0;
    return was;
}

static int64_t journal_count(struct kit *k)
{
    struct journal_head head;
    return store_journal_head(k->app.store, &head) == FAULT_NONE ? head.count : -1;
}

static void test_desk(struct kit *k)
{
    host_fake.machine = false;
    kit_pin(k, k->pin);
    for (int at = SCREEN_staff_machine; at <= SCREEN_staff_about; at++) {
        flow_do(&k->app, ACT_MACHINE, at);
        CHECK_INT(k->app.session.at, SCREEN_staff_home);
        CHECK(!flow_show(&k->app, (enum screen)at));
    }
    flow_do(&k->app, ACT_POWER, 0);
    flow_do(&k->app, ACT_CLOCK_SET, 0);
    CHECK_TEXT(host_fake.asked, "");
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void test_visitor(struct kit *k)
{
    host_fake.machine = true;
    host_fake.asked[0] = 0;
    for (int act = ACT_MACHINE; act <= ACT_POWER; act++)
        for (int number = -2; number < SCREENS; number++)
            flow_do(&k->app, (enum act)act, number);
    CHECK_TEXT(host_fake.asked, "");
    CHECK_INT(k->app.session.at, SCREEN_start);
}

/* Whichever way the clock is set, it counts as right, also after the next start; and the journal says by how much. */
static void test_clock(struct kit *k)
{
    static const int64_t moves[] = {-400 * 86400, 800 * 86400, -86400, 0};
    kit_pin(k, k->pin);
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        int64_t before = journal_count(k);
        flow_do(&k->app, ACT_MACHINE, SCREEN_staff_clock);
        CHECK_INT(k->app.session.at, SCREEN_staff_clock);
        k->app.machine.clock_moved = moves[i] != 0;
        k->app.machine.clock = host_fake.now + moves[i];
        flow_do(&k->app, ACT_CLOCK_SET, 0);
        CHECK_INT(k->app.session.notice, VERDICT_CLOCK_SET);
        CHECK(asked("CLOCK "));
        host_fake.now += moves[i];
        CHECK(flow_clock_sure(&k->app));
        CHECK_INT((int)(journal_count(k) - before), 1);
        CHECK(flow_journal_check(
                  &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id},
                  NULL, NULL, 0) == FAULT_NONE);
    }
    int64_t newest = 0;
    CHECK(store_time_newest(k->app.store, &newest) == FAULT_NONE && newest == host_fake.now - host_fake.now % 86400);
    answer(MACHINE_CLOCK, FAULT_BAD_INPUT, 0, 0, 0, "");
    flow_do(&k->app, ACT_CLOCK_SET, 0);
    CHECK_INT(k->app.session.notice, VERDICT_CLOCK_REFUSED);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void test_update(struct kit *k)
{
    kit_pin(k, k->pin);
    answer(MACHINE_ABOUT, FAULT_NONE, 0, 0, 0, "version=0.1.0\nslot=a");
    answer(MACHINE_UPDATE_LOOK, FAULT_NONE, 0, 0, 0, "0.2.0");
    flow_do(&k->app, ACT_MACHINE, SCREEN_staff_update);
    CHECK_INT(k->app.machine.update, UPDATE_READY);
    flow_do(&k->app, ACT_UPDATE_BEGIN, 0);
    CHECK(asked("UPDATE_BEGIN") && k->app.machine.update == UPDATE_UNDER_WAY);
    answer(MACHINE_PROGRESS, FAULT_NONE, MACHINE_BUSY, 1, 4, "copying");
    CHECK(flow_deadline(&k->app, 10) <= host_fake.steady_ms + 500);
    flow_tick(&k->app, host_fake.steady_ms + 499, 10);
    CHECK(!asked("PROGRESS"));
    flow_tick(&k->app, host_fake.steady_ms += 500, 10);
    CHECK(asked("PROGRESS") && k->app.machine.update_done == 1);
    CHECK(!flow_show(&k->app, SCREEN_staff_export)); /* both want the stick */
    for (int seconds = 0; seconds < 600; seconds++)  /* who waits for it is there, and sees how it ended */
        flow_tick(&k->app, host_fake.steady_ms += 1000, 10);
    CHECK(k->app.session.who == STAFF && k->app.session.at == SCREEN_staff_update && asked("PROGRESS"));
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(!asked("STAFF_OUT"));
    answer(MACHINE_PROGRESS, FAULT_NONE, MACHINE_DONE, 4, 4, "done");
    CHECK(flow_deadline(&k->app, 10) <= host_fake.steady_ms + 500); /* nobody is there, and it is looked after */
    flow_tick(&k->app, host_fake.steady_ms += 500, 10);
    CHECK(asked("STAFF_OUT") && k->app.machine.update == UPDATE_STANDS);
    CHECK_INT(k->app.machine.update_verdict, VERDICT_UPDATE_WRITTEN);
}

/* For each fault a sentence, and never "written". */
static void test_stopped(struct kit *k)
{
    for (int f = FAULT_NONE + 1; f < FAULT_COUNT; f++) {
        k->app.machine.update = UPDATE_UNDER_WAY;
        answer(MACHINE_PROGRESS, (fault)f, MACHINE_FAILED, 0, 0, "copying");
        flow_tick(&k->app, host_fake.steady_ms += 500, 10);
        CHECK_INT(k->app.machine.update, UPDATE_REFUSED);
        CHECK(verdict_tone(k->app.machine.update_verdict) != TONE_GOOD);
    }
    k->app.machine.update = UPDATE_NOT_LOOKED;
}

static void test_calm(struct kit *k)
{
    static struct app safe;
    const struct flow_folders folders = {.data = k->data, .stick = "", .assets = "/nowhere"};
    CHECK(flow_open_safe_mode(&safe, &folders) == FAULT_NONE);
    flow_without_display(&safe);
    CHECK_INT(safe.session.at, SCREEN_out_of_order);
    for (int screen = 0; screen < SCREENS; screen++)
        for (int act = 1; act < ACTS; act++) {
            safe.session.at = SCREEN_out_of_order;
            flow_do(&safe, (enum act)act, screen);
            CHECK(screen_row(safe.session.at)->safe == SAFE && safe.session.who == VISITOR &&
                  !safe.session.join.active);
        }
    CHECK(!flow_show(&safe, SCREEN_staff_pin) && !flow_show(&safe, SCREEN_code) && !flow_show(&safe, SCREEN_home));
    CHECK(flow_show(&safe, SCREEN_week));
    flow_forget(&safe);
    CHECK_INT(safe.session.at, SCREEN_out_of_order);
    CHECK(flow_deadline(&safe, 10) == -1); /* at rest nothing wakes it */
    flow_do(&safe, ACT_CONTRAST, 0);
    CHECK(flow_deadline(&safe, 10) > 0);
    flow_close(&safe);
}

/* Why the data did not open is told where staff can read it, and where no machine answers nothing is made up. */
static void test_trouble(struct kit *k)
{
    static struct app safe;
    const struct flow_folders folders = {.data = k->data, .stick = "", .assets = "/nowhere"};
    answer(MACHINE_ABOUT, FAULT_NONE, 0, 0, 0, "secure_boot=off\ndata=locked");
    CHECK(flow_open_safe_mode(&safe, &folders) == FAULT_NONE);
    flow_without_display(&safe);
    CHECK_INT(safe.machine.about.trouble, VERDICT_DATA_LOCKED);
    flow_forget(&safe);
    CHECK_INT(safe.machine.about.trouble, VERDICT_DATA_LOCKED);
    flow_close(&safe);
    answer(MACHINE_ABOUT, FAULT_STEWARD_GONE, 0, 0, 0, "data=locked");
    CHECK(flow_open_safe_mode(&safe, &folders) == FAULT_NONE);
    flow_without_display(&safe);
    CHECK_INT(safe.machine.about.trouble, VERDICT_KIOSK_OPEN);
    flow_close(&safe);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_desk(&k);
    test_visitor(&k);
    test_clock(&k);
    kit_again(&k, true);
    CHECK(flow_clock_sure(&k.app)); /* what staff said outlives a start */
    test_update(&k);
    test_stopped(&k);
    test_calm(&k);
    test_trouble(&k);
    kit_free(&k);
    return TEST_END();
}
