/* Commissioning's arithmetic: a card's width gives millimetres, places on the pad give offsets, notes have one
 * spelling. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include "rule/setup.h"

static void test_card(void)
{
    struct panel p = {268, 476, 1080, 1920, 800};
    CHECK_INT(setup_card_px(&p), 345); /* 85.60 mm at 4.03 px a mm */
    CHECK(setup_panel(&p, 345) && p.width_mm == 268 && p.height_mm == 476 && p.lower_edge_mm == 800);
    /* a 10-inch tablet: 800 x 1280 px on 136 x 218 mm; the card is 503 or 504 px wide there */
    struct panel small = {268, 429, 800, 1280, 800};
    CHECK(setup_panel(&small, 503) && small.width_mm == 136 && small.height_mm == 218);
    for (int32_t px = 60; px < 1400; px++) { /* off by one px is off by less than 1 % from 100 px on */
        struct panel one = {268, 476, 1080, 1920, 800}, before;
        if (!setup_panel(&one, px))
            continue;
        CHECK(one.width_mm >= 70 && one.height_mm <= 1500 && one.height_mm >= one.width_mm);
        before = one;
        CHECK(setup_card_px(&before) - px <= 1 + px / 70 && px - setup_card_px(&before) <= 1 + px / 70);
    }
    struct panel kept = {268, 476, 1080, 1920, 800}, same = kept;
    const int32_t never[] = {0, -1, INT32_MIN, 1, 20, 1400, 100000, INT32_MAX};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        CHECK(!setup_panel(&kept, never[i]) && memcmp(&kept, &same, sizeof kept) == 0);
}

static void test_aims(void)
{
    int seen = 0;
    for (int i = 0; i < SETUP_AIMS; i++) {
        int32_t x, y, other_x, other_y;
        setup_aim(i, 361, &x, &y);
        CHECK(x >= 60 && x <= 740 && y >= 60 && y <= 301); /* a finger has room round it */
        for (int k = 0; k < i; k++) {
            setup_aim(k, 361, &other_x, &other_y);
            seen += other_x == x && other_y == y;
        }
    }
    CHECK_INT(seen, 0);
    CHECK_INT(setup_offset_tenths(0, 0, 310), 0);
    CHECK_INT(setup_offset_tenths(3, 4, 1000), 50); /* 5 units of 1 mm */
    CHECK_INT(setup_offset_tenths(-30, 40, 310), 155);
}

static void test_notes(void)
{
    char text[SETUP_KEPT_MAX], longer[SETUP_KEPT_MAX + 8];
    for (int step = 0; step < SETUP_STEPS; step++) {
        struct setup_kept kept = {(enum setup_step)step, 5, "nb"}, read = {0};
        CHECK(setup_kept_write(text, &kept) > 0 && setup_kept_read(&read, text));
        CHECK(read.step == kept.step && read.same == 5 && strcmp(read.language, "nb") == 0);
        for (size_t i = 0; i < strlen(text); i++) { /* one character gone or another: not read */
            char broken[SETUP_KEPT_MAX];
            snprintf(broken, sizeof broken, "%s", text);
            broken[i] = broken[i] == '~' ? '!' : '~';
            CHECK(!setup_kept_read(&read, broken));
        }
        snprintf(longer, sizeof longer, "%sx", text);
        CHECK(!setup_kept_read(&read, longer));
    }
    struct setup_kept read;
    CHECK(!setup_kept_read(&read, "") && !setup_kept_read(&read, "sirkel-setup 2\nstep=pin\nlanguage=nb\nsame=0\n"));
    CHECK(!setup_kept_read(&read, "sirkel-setup 1\nstep=pin\nlanguage=nb\nsame=00\n"));
    CHECK(!setup_kept_read(&read, "sirkel-setup 1\nstep=nowhere\nlanguage=nb\nsame=0\n"));
}

int main(void)
{
    test_card();
    test_aims();
    test_notes();
    return TEST_END();
}
