/* The clock of one switch: when it begins, how long a stop is lit, what is no press, and when it rests (SCN-01 to
 * SCN-04). */
#include "test.h"

#include "ui/one.h"

static struct ui_one o;

/* Begins it and lights the first stop at 10,000 ms. */
static void begin(void)
{
    o = (struct ui_one){0};
    CHECK_INT(ui_one_press(&o, 0), UI_ONE_NOTHING);
    CHECK_INT(ui_one_deadline(&o, false), ONE_HOLD_MS);
    CHECK_INT(ui_one_time(&o, ONE_HOLD_MS - 1, false), UI_ONE_NOTHING);
    CHECK_INT(ui_one_time(&o, ONE_HOLD_MS, false), UI_ONE_BEGIN);
    CHECK(o.on);
    CHECK_INT(ui_one_deadline(&o, false), -1); /* still held: nothing moves */
    ui_one_release(&o, 9000);
    CHECK_INT(ui_one_deadline(&o, false), 9000 + ONE_FIRST_MS);
    CHECK_INT(ui_one_time(&o, 10000, false), UI_ONE_MOVE);
    CHECK_INT(ui_one_lit(&o, 10000, true, false), UI_ONE_NOTHING);
}

static enum ui_one_event tap(int64_t ms, int64_t held)
{
    enum ui_one_event e = ui_one_press(&o, ms);
    if (e == UI_ONE_NOTHING)
        e = ui_one_time(&o, ms + held, false);
    ui_one_release(&o, ms + held);
    return e;
}

static void hold(void)
{
    begin();
    o = (struct ui_one){0};
    CHECK_INT(tap(0, 1900), UI_ONE_NOTHING); /* too short: two switches and keys are as they were */
    CHECK(!o.on);
    CHECK_INT(ui_one_deadline(&o, false), -1);
}

static void steps(void)
{
    begin();
    CHECK_INT(ui_one_deadline(&o, false), 10000 + ONE_STEP_MS + ONE_FIRST_MS); /* the first is lit longer */
    CHECK_INT(ui_one_time(&o, 12999, false), UI_ONE_NOTHING);
    CHECK_INT(ui_one_time(&o, 13000, false), UI_ONE_MOVE);
    ui_one_lit(&o, 13000, false, false);
    CHECK_INT(ui_one_deadline(&o, false), 15000);
    CHECK_INT(ui_one_deadline(&o, true), -1); /* while the label is said, nothing */
    CHECK_INT(ui_one_time(&o, 15500, true), UI_ONE_NOTHING);
    CHECK_INT(ui_one_time(&o, 16000, false), UI_ONE_NOTHING);
    CHECK_INT(ui_one_deadline(&o, false), 18000);
    CHECK_INT(tap(17000, 100), UI_ONE_SELECT);
}

static void presses(void)
{
    begin();
    CHECK_INT(tap(10800, 100), UI_ONE_SELECT);
    ui_one_lit(&o, 10800, true, false);
    CHECK_INT(tap(11000, 50), UI_ONE_NOTHING); /* a rebound within the dead time */
    CHECK_INT(tap(10800 + ONE_DEAD_MS, 50), UI_ONE_SELECT);
    begin();
    o.accept_ms = 300; /* a press has to last */
    CHECK_INT(tap(11000, 200), UI_ONE_NOTHING);
    CHECK_INT(ui_one_press(&o, 11500), UI_ONE_NOTHING);
    CHECK_INT(ui_one_deadline(&o, false), 11800);
    CHECK_INT(ui_one_time(&o, 11800, false), UI_ONE_SELECT);
    CHECK_INT(ui_one_time(&o, 12900, false), UI_ONE_NOTHING); /* held on: once is enough */
    begin();
    CHECK_INT(ui_one_press(&o, 11000), UI_ONE_SELECT); /* its release is lost … */
    ui_one_lit(&o, 11000, true, false);
    CHECK_INT(ui_one_press(&o, 12000), UI_ONE_SELECT); /* … and the next press counts all the same */
}

/* SCN-02: mean / 0.65, or mean + 2 SD where that is more; within 0.5 and 10 s. */
static void fitted(const int *reactions, int want)
{
    int64_t at = 10000;
    begin();
    for (int i = 0; i < ONE_FIT_PRESSES; i++) {
        CHECK_INT(o.step_ms, ONE_STEP_MS);
        CHECK_INT(tap(at + reactions[i], 50), UI_ONE_SELECT);
        at += 30000;
        ui_one_lit(&o, at, false, false);
    }
    CHECK_INT(o.step_ms, want);
    CHECK_INT(tap(at + 400, 50), UI_ONE_SELECT); /* a fifth changes nothing */
    CHECK_INT(o.step_ms, want);
}

static void fit(void)
{
    fitted((const int[]){650, 650, 650, 650}, 1000);
    fitted((const int[]){400, 1200, 400, 1200}, 1723); /* mean 800, SD 462 */
    fitted((const int[]){0, 0, 0, 0}, ONE_STEP_MIN_MS);
    fitted((const int[]){9000, 9000, 9000, 9000}, ONE_STEP_MAX_MS);
}

static void touched(void)
{
    begin();
    ui_one_rest(&o); /* a finger came between: nothing is lit, and the next press takes nothing */
    CHECK_INT(ui_one_deadline(&o, false), -1);
    CHECK_INT(tap(20000, 100), UI_ONE_MOVE);
    CHECK_INT(o.step_ms, ONE_STEP_MS);
}

static void rests(void)
{
    begin();
    for (int i = 1; i < ONE_ROUNDS; i++)
        CHECK_INT(ui_one_lit(&o, 20000 * i, true, true), UI_ONE_NOTHING);
    CHECK_INT(ui_one_lit(&o, 90000, true, true), UI_ONE_REST);
    CHECK_INT(ui_one_deadline(&o, false), -1);
    CHECK_INT(ui_one_time(&o, 99000, false), UI_ONE_NOTHING);
    CHECK_INT(tap(100000, 100), UI_ONE_MOVE); /* any press goes on, a little slower, and takes nothing */
    CHECK_INT(o.step_ms, ONE_STEP_MS * 5 / 4);
    CHECK_INT(ui_one_lit(&o, 100000, true, false), UI_ONE_NOTHING);
    CHECK_INT(tap(100600, 100), UI_ONE_SELECT);
    ui_one_new(&o, 101000);
    CHECK_INT(ui_one_deadline(&o, false), 101000 + ONE_FIRST_MS);
}

int main(void)
{
    hold();
    steps();
    presses();
    fit();
    touched();
    rests();
    return TEST_END();
}
