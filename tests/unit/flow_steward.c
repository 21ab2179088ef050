/* Staff, the stick and the machine's steward: who is let in and when, that every way out shuts the stick out again, and
 * that a steward that is gone or refuses leaves a clear sentence and nothing half done. */
#include "flow_kit.h"
#include "screens.h"

static void forget_asked(void)
{
    host_fake.asked[0] = 0;
}

static void export_begin(struct kit *k)
{
    flow_do(&k->app, ACT_GO, SCREEN_staff_export);
    flow_do(&k->app, ACT_EXPORT, 0);
}

static void to_the_end(struct kit *k)
{
    for (int i = 0; flow_busy(&k->app) && i < 100000; i++)
        flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK(!flow_busy(&k->app));
}

static void test_asked(struct kit *k)
{
    forget_asked();
    kit_pin(k, k->pin);
    CHECK_TEXT(host_fake.asked, "STAFF_IN 0\nABOUT 0\n");
    export_begin(k);
    CHECK_TEXT(host_fake.asked, "STAFF_IN 0\nABOUT 0\nSTAFF_IN 0\n");
    to_the_end(k);
    CHECK_INT(k->app.staff.export_outcome, VERDICT_EXPORT_DONE);
    CHECK_TEXT(host_fake.asked, "STAFF_IN 0\nABOUT 0\nSTAFF_IN 0\nSTICK_AGAIN 0\n");
    forget_asked();
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_TEXT(host_fake.asked, "STAFF_OUT 0\n");
    forget_asked();
    flow_do(&k->app, ACT_LEAVE, 0); /* a visitor who leaves is nobody's affair */
    CHECK_TEXT(host_fake.asked, "");
}

static void test_idle(struct kit *k)
{
    kit_pin(k, k->pin);
    forget_asked();
    host_fake.steady_ms += 3600000;
    flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK(k->app.session.who == VISITOR && k->app.session.at == SCREEN_start);
    CHECK_TEXT(host_fake.asked, "STAFF_OUT 0\n");
}

/* Left in the middle: the half file goes first, while it still can, and then the stick. */
static void test_left(struct kit *k)
{
    int files = kit_files(k, ".age");
    kit_pin(k, k->pin);
    export_begin(k);
    flow_tick(&k->app, host_fake.steady_ms, 10);
    forget_asked();
    flow_forget(&k->app);
    CHECK_TEXT(host_fake.asked, "STAFF_OUT 0\n");
    CHECK_INT(kit_files(k, ".age"), files);
}

static void test_refused(struct kit *k, enum machine_verb verb, fault f, enum verdict expected)
{
    int files = kit_files(k, ".age"), signatures = kit_files(k, ".minisig");
    kit_pin(k, k->pin);
    host_fake.answers[verb].fault = f;
    export_begin(k);
    to_the_end(k);
    host_fake.answers[verb].fault = FAULT_NONE;
    CHECK(k->app.staff.export_outcome == expected && k->app.session.notice == expected);
    CHECK(kit_starts(kit_last_line(k), "export_failed staff "));
    CHECK(kit_files(k, ".age") == files && kit_files(k, ".minisig") == signatures);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE); /* and the next one is whole */
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* Staff are let in to everything else when nobody answers for the stick. */
static void test_silent(struct kit *k)
{
    for (int verb = 0; verb < MACHINE_VERBS; verb++)
        host_fake.answers[verb].fault = FAULT_STEWARD_GONE;
    kit_pin(k, k->pin);
    CHECK(k->app.session.who == STAFF);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(k->app.session.who == VISITOR);
    for (int verb = 0; verb < MACHINE_VERBS; verb++)
        host_fake.answers[verb].fault = FAULT_NONE;
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    host_fake.machine = true;
    test_asked(&k);
    test_idle(&k);
    test_left(&k);
    test_refused(&k, MACHINE_STAFF_IN, FAULT_STEWARD_GONE, VERDICT_EXPORT_AGAIN);
    test_refused(&k, MACHINE_STICK_AGAIN, FAULT_STEWARD_GONE, VERDICT_EXPORT_AGAIN);
    test_refused(&k, MACHINE_STICK_AGAIN, FAULT_STICK_GONE, VERDICT_STICK_GONE);
    test_silent(&k);
    kit_free(&k);
    return TEST_END();
}
