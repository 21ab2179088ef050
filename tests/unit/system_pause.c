/* How soon the kiosk comes back, and when it comes back calm. */
#include "system/kiosk/pause.h"
#include "test.h"

static int64_t now;

/* Plans a start, lets it live so long, ends it. Returns the plan. */
static struct pause_plan start(struct pause_history *history, int64_t lives_ms, bool ready, bool timed)
{
    char text[PAUSE_TEXT];
    pause_write(history, text); /* as the kiosk's start finds it */
    struct pause_plan plan = pause_read(history, text);
    history->safe_mode = plan.safe_mode;
    history->began_ms = now += plan.wait_s * 1000;
    now += lives_ms;
    pause_ended(history, now, ready, timed);
    return plan;
}

static void crashes_after_a_while(void)
{
    static const uint32_t waits[] = {0, 0, 2, 4, 8, 16, 32, 60, 60, 60};
    struct pause_history history = {0};
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        struct pause_plan plan = start(&history, 2 * 60 * 1000, true, false);
        CHECK_INT(plan.wait_s, waits[i]);
        CHECK(!plan.safe_mode);
    }
    start(&history, PAUSE_FORGET_MS, true, false);
    CHECK_INT(start(&history, 1, true, false).wait_s, 0);
}

static void failed_starts(void)
{
    struct pause_history history = {0};
    for (int i = 0; i < PAUSE_FAILED_MOST; i++)
        CHECK(!start(&history, 500, false, false).safe_mode);
    struct pause_plan safe = start(&history, PAUSE_SAFE_MODE_S * 1000, true, true);
    CHECK(safe.safe_mode && safe.wait_s == 0);
    CHECK(!start(&history, 500, false, false).safe_mode); /* the real one is tried once */
    CHECK(start(&history, PAUSE_SAFE_MODE_S * 1000, true, true).safe_mode);
    struct pause_plan real = start(&history, PAUSE_FAILED_MS, true, false); /* and it holds */
    CHECK(!real.safe_mode && real.wait_s == 0 && history.failed == 0);
}

/* READY and a minute of life, or it failed; both are needed. */
static void what_failed_is(void)
{
    struct pause_history history = {0};
    start(&history, PAUSE_FAILED_MS - 1, true, false);
    CHECK_INT(history.failed, 1);
    start(&history, 10 * 60 * 1000, false, false);
    CHECK_INT(history.failed, 2);
    start(&history, PAUSE_FAILED_MS, true, false);
    CHECK_INT(history.failed, 0);
}

/* A calm screen that ends by itself, again and again, slows down too, and takes turns with the real one. */
static void safe_mode_crashes(void)
{
    struct pause_history history = {.failed = PAUSE_FAILED_MOST};
    uint32_t longest = 0;
    for (int i = 0; i < 20; i++) {
        struct pause_plan plan = start(&history, 10, false, false);
        CHECK(plan.safe_mode == (i % 2 == 0));
        longest = plan.wait_s > longest ? plan.wait_s : longest;
    }
    CHECK_INT(longest, PAUSE_LONGEST_S);
}

static void remembered(void)
{
    static const char *const unreadable[] = {"", "\n", "1 2 3", "1 2 0 5", "a 2 0 5\n", "1 2 0 5 6\n", "1 2 0 5x"};
    struct pause_history history = {.ends = 7, .failed = 3, .safe_mode = true, .began_ms = 123456789012}, again;
    char text[PAUSE_TEXT];
    pause_write(&history, text);
    (void)pause_read(&again, text);
    CHECK(again.ends == 7 && again.failed == 3 && again.safe_mode && again.began_ms == history.began_ms);
    for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++) {
        struct pause_plan plan = pause_read(&again, unreadable[i]);
        CHECK(plan.wait_s == 0 && !plan.safe_mode);
        CHECK(again.ends == 0 && again.failed == 0 && !again.safe_mode && again.began_ms == 0);
    }
}

int main(void)
{
    crashes_after_a_while();
    failed_starts();
    what_failed_is();
    safe_mode_crashes();
    remembered();
    return TEST_END();
}
