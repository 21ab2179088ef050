/* How soon the kiosk comes back, and when it comes back calm. */
#include "system/kiosk/pause.h"
#include "test.h"

static int64_t now;

/* Plans a start, lets it live so long, ends it. Returns the plan. */
static struct pause_plan start(struct pause_past *past, int64_t lives_ms, bool ready, bool timed)
{
    char text[PAUSE_TEXT];
    pause_write(past, text); /* as the kiosk's start finds it */
    struct pause_plan plan = pause_read(past, text);
    past->calm = plan.calm;
    past->began_ms = now += plan.wait_s * 1000;
    now += lives_ms;
    pause_ended(past, now, ready, timed);
    return plan;
}

static void crashes_after_a_while(void)
{
    static const uint32_t waits[] = {0, 0, 2, 4, 8, 16, 32, 60, 60, 60};
    struct pause_past past = {0};
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        struct pause_plan plan = start(&past, 2 * 60 * 1000, true, false);
        CHECK_INT(plan.wait_s, waits[i]);
        CHECK(!plan.calm);
    }
    start(&past, PAUSE_FORGET_MS, true, false);
    CHECK_INT(start(&past, 1, true, false).wait_s, 0);
}

static void failed_starts(void)
{
    struct pause_past past = {0};
    for (int i = 0; i < PAUSE_FAILED_MOST; i++)
        CHECK(!start(&past, 500, false, false).calm);
    struct pause_plan calm = start(&past, PAUSE_CALM_S * 1000, true, true);
    CHECK(calm.calm && calm.wait_s == 0);
    CHECK(!start(&past, 500, false, false).calm); /* the real one is tried once */
    CHECK(start(&past, PAUSE_CALM_S * 1000, true, true).calm);
    struct pause_plan real = start(&past, PAUSE_FAILED_MS, true, false); /* and it holds */
    CHECK(!real.calm && real.wait_s == 0 && past.failed == 0);
}

/* READY and a minute of life, or it failed; both are needed. */
static void what_failed_is(void)
{
    struct pause_past past = {0};
    start(&past, PAUSE_FAILED_MS - 1, true, false);
    CHECK_INT(past.failed, 1);
    start(&past, 10 * 60 * 1000, false, false);
    CHECK_INT(past.failed, 2);
    start(&past, PAUSE_FAILED_MS, true, false);
    CHECK_INT(past.failed, 0);
}

/* A calm screen that ends by itself, again and again, slows down too, and takes turns with the real one. */
static void calm_crashes(void)
{
    struct pause_past past = {.failed = PAUSE_FAILED_MOST};
    uint32_t longest = 0;
    for (int i = 0; i < 20; i++) {
        struct pause_plan plan = start(&past, 10, false, false);
        CHECK(plan.calm == (i % 2 == 0));
        longest = plan.wait_s > longest ? plan.wait_s : longest;
    }
    CHECK_INT(longest, PAUSE_LONGEST_S);
}

static void remembered(void)
{
    static const char *const unreadable[] = {"", "\n", "1 2 3", "1 2 0 5", "a 2 0 5\n", "1 2 0 5 6\n", "1 2 0 5x"};
    struct pause_past past = {.ends = 7, .failed = 3, .calm = true, .began_ms = 123456789012}, again;
    char text[PAUSE_TEXT];
    pause_write(&past, text);
    (void)pause_read(&again, text);
    CHECK(again.ends == 7 && again.failed == 3 && again.calm && again.began_ms == past.began_ms);
    for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++) {
        struct pause_plan plan = pause_read(&again, unreadable[i]);
        CHECK(plan.wait_s == 0 && !plan.calm);
        CHECK(again.ends == 0 && again.failed == 0 && !again.calm && again.began_ms == 0);
    }
}

int main(void)
{
    crashes_after_a_while();
    failed_starts();
    what_failed_is();
    calm_crashes();
    remembered();
    return TEST_END();
}
