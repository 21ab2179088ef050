/* Fingers of somebody who does not see the display: what begins and ends exploring, what explores, what takes. */
#include "test.h"

#include "ui/explore.h"

static struct ui_explore e;

static enum ui_explore_event contact(uint8_t kind, int64_t finger, float x, int64_t ms)
{
    return ui_explore_contact(&e, &(struct ui_contact){.kind = kind, .finger = finger, .x = x, .y = 50, .ms = ms});
}

static enum ui_explore_event down(int64_t finger, float x, int64_t ms)
{
    return contact(UI_CONTACT_DOWN, finger, x, ms);
}

static enum ui_explore_event up(int64_t finger, float x, int64_t ms)
{
    return contact(UI_CONTACT_UP, finger, x, ms);
}

static enum ui_explore_event tap(int64_t ms)
{
    CHECK_INT(down(1, 20, ms), UI_EXPLORE_NOTHING);
    return up(1, 20, ms + 100);
}

static void begin(void)
{
    e = (struct ui_explore){0};
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
    down(1, 20, 0);
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX); /* one finger means nothing while it is off */
    down(2, 90, 400);
    CHECK_INT(ui_explore_deadline(&e), 400 + EXPLORE_HOLD_MS);
    CHECK_INT(ui_explore_time(&e, 2399), UI_EXPLORE_NOTHING);
    CHECK_INT(ui_explore_time(&e, 2400), UI_EXPLORE_ON);
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX); /* held on, it does not go off again */
    CHECK_INT(up(1, 20, 3000), UI_EXPLORE_NOTHING);
    CHECK_INT(contact(UI_CONTACT_MOVE, 2, 130, 3100), UI_EXPLORE_NOTHING); /* nor explores */
    CHECK_INT(up(2, 130, 3200), UI_EXPLORE_NOTHING);
    CHECK(e.on);
}

static void never_begun(void)
{
    e = (struct ui_explore){0};
    down(1, 20, 0);
    down(2, 90, EXPLORE_AT_ONCE_MS + 1); /* a hand that rests, and a finger */
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
    e = (struct ui_explore){0};
    down(1, 20, 0);
    down(2, 90, 10);
    contact(UI_CONTACT_MOVE, 2, 101, 500); /* it moves */
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
    e = (struct ui_explore){0};
    for (int64_t f = 1; f <= 4; f++) /* a hand */
        down(f, (float)f * 20, f);
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
    up(4, 80, 100);
    up(3, 60, 110);
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX); /* two of it are left: still a hand */
    up(1, 20, 120);
    up(2, 40, 130);
    CHECK_INT(tap(1000), UI_EXPLORE_NOTHING);
    CHECK_INT(tap(1300), UI_EXPLORE_NOTHING); /* off: nothing is taken */
}

static void explores(void)
{
    begin();
    CHECK_INT(down(1, 20, 5000), UI_EXPLORE_NOTHING);
    CHECK_INT(ui_explore_deadline(&e), 5000 + EXPLORE_TAP_MS);
    CHECK_INT(ui_explore_time(&e, 5000 + EXPLORE_TAP_MS), UI_EXPLORE_OVER);
    CHECK(e.x > 19 && e.x < 21 && e.y > 49 && e.y < 51);
    CHECK_INT(contact(UI_CONTACT_MOVE, 1, 25, 5500), UI_EXPLORE_OVER);
    CHECK(e.x > 24 && e.x < 26);
    CHECK_INT(up(1, 25, 6000), UI_EXPLORE_NOTHING);
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
    CHECK_INT(down(1, 20, 7000), UI_EXPLORE_NOTHING);
    CHECK_INT(contact(UI_CONTACT_MOVE, 1, 31, 7050), UI_EXPLORE_OVER); /* one that moves need not wait */
    CHECK_INT(up(1, 31, 7060), UI_EXPLORE_NOTHING);                    /* and is no tap */
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
}

static void taps(void)
{
    begin();
    CHECK_INT(tap(5000), UI_EXPLORE_NOTHING);
    CHECK_INT(ui_explore_deadline(&e), 5100 + EXPLORE_TWICE_MS + 1);
    CHECK_INT(tap(5100 + EXPLORE_TWICE_MS), UI_EXPLORE_TAKE);
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
    CHECK_INT(tap(8000), UI_EXPLORE_NOTHING); /* a third, later, is a first */
    CHECK_INT(ui_explore_time(&e, 8100 + EXPLORE_TWICE_MS), UI_EXPLORE_NOTHING);
    CHECK_INT(ui_explore_time(&e, 8101 + EXPLORE_TWICE_MS), UI_EXPLORE_OVER); /* alone it only says what is there */
    CHECK_INT(tap(8102 + EXPLORE_TWICE_MS), UI_EXPLORE_NOTHING);
    CHECK_INT(down(1, 20, 9000), UI_EXPLORE_NOTHING); /* soon enough, but it stays: it explores */
    CHECK_INT(ui_explore_time(&e, 9400), UI_EXPLORE_OVER);
    CHECK_INT(up(1, 20, 9500), UI_EXPLORE_NOTHING);
    CHECK_INT(ui_explore_deadline(&e), INT64_MAX);
}

static void second_finger(void)
{
    begin();
    down(1, 20, 5000);
    ui_explore_time(&e, 5400);
    CHECK_INT(down(2, 90, 6000), UI_EXPLORE_NOTHING);
    CHECK_INT(up(2, 90, 6200), UI_EXPLORE_TAKE);
    CHECK_INT(contact(UI_CONTACT_MOVE, 1, 40, 6300), UI_EXPLORE_NOTHING); /* what comes next is heard first */
    CHECK_INT(up(1, 40, 6400), UI_EXPLORE_NOTHING);
    down(1, 20, 7000); /* a hand rests, and a finger comes beside it */
    ui_explore_time(&e, 7400);
    CHECK_INT(down(2, 90, 8000), UI_EXPLORE_NOTHING);
    CHECK_INT(contact(UI_CONTACT_MOVE, 2, 101, 8500), UI_EXPLORE_OVER);
    CHECK(e.x > 100);
    CHECK_INT(up(2, 101, 9000), UI_EXPLORE_NOTHING);
}

static void ends(void)
{
    begin();
    down(1, 20, 5000);
    down(2, 90, 5100);
    CHECK_INT(ui_explore_time(&e, 5100 + EXPLORE_HOLD_MS), UI_EXPLORE_OFF);
    CHECK(!e.on);
}

int main(void)
{
    begin();
    never_begun();
    explores();
    taps();
    second_finger();
    ends();
    return TEST_END();
}
