/* Shapes: as large as they should be, alike in all corners, and never a pixel outside the clip. */
#include <math.h>
#include <stdlib.h>
#include "display/canvas.h"
#include <string.h>
#include "test.h"

enum { WIDE = 200, HIGH = 160, GROUND = 0xF5EFE4, INK = 0x08352F };

static uint32_t pixels[WIDE * HIGH];

static struct canvas canvas_new(struct corners *corners)
{
    for (int i = 0; i < WIDE * HIGH; i++)
        pixels[i] = GROUND;
    return (struct canvas){pixels, WIDE, WIDE, HIGH, 0, {0, 0, WIDE, HIGH}, corners};
}

static uint32_t at(int x, int y)
{
    return pixels[y * WIDE + x];
}

/* How much ink lies in an area, in px: partly covered ones count in part. */
static double inked(struct area a)
{
    double sum = 0;

    for (int y = a.top; y < a.bottom; y++)
        for (int x = a.left; x < a.right; x++)
            sum += ((double)(GROUND >> 16) - (double)(at(x, y) >> 16)) / ((GROUND >> 16) - (INK >> 16));
    return sum;
}

static void test_blend(void)
{
    for (uint32_t a = 0; a <= 255; a++) {
        uint32_t got = canvas_blend(0xFFFFFF, 0x000000, a), want = 255 - a;
        CHECK(abs((int)(got & 255) - (int)want) <= 1 && abs((int)(got >> 16) - (int)want) <= 1);
        CHECK(got >> 24 == 0);
    }
    CHECK_INT(canvas_blend(0x123456, 0xABCDEF, 255), 0xABCDEF);
    CHECK_INT(canvas_blend(0x123456, 0xABCDEF, 0), 0x123456);
}

static void test_round(struct corners *corners)
{
    struct canvas c = canvas_new(corners);
    struct area box = {20, 10, 180, 150}, all = {0, 0, WIDE, HIGH};

    canvas_box(&c, box, (struct canvas_box){.radius = 28}, INK);
    CHECK(fabs(inked(all) - (160.0 * 140 - (4 - M_PI) * 28 * 28)) < 20);
    for (int y = 0; y < 40; y++)
        for (int x = 0; x < 40; x++) {
            CHECK_INT(at(20 + x, 10 + y), at(179 - x, 10 + y));
            CHECK_INT(at(20 + x, 10 + y), at(179 - x, 149 - y));
        }
    c = canvas_new(corners);
    canvas_box(&c, (struct area){10, 10, 110, 110}, (struct canvas_box){.radius = 999}, INK); /* a disc */
    CHECK(fabs(inked(all) - M_PI * 2500) < 20);
}

static void test_line(struct corners *corners)
{
    struct canvas c = canvas_new(corners);
    struct area all = {0, 0, WIDE, HIGH};
    double ring = (100.0 * 100 - (4 - M_PI) * 900) - (88.0 * 88 - (4 - M_PI) * 576);

    canvas_box(&c, (struct area){10, 10, 110, 110}, (struct canvas_box){.radius = 30, .line = 6}, INK);
    CHECK(fabs(inked(all) - ring) < 20);
    CHECK_INT(at(60, 60), GROUND);
    CHECK_INT(at(60, 12), INK);
    CHECK_INT(at(12, 60), INK);
    c = canvas_new(corners);
    canvas_box(&c, (struct area){10, 10, 110, 110}, (struct canvas_box){.radius = 30, .line = 2, .dashed = true}, INK);
    double dashed = inked(all), solid = (80.0 * 2 + 2 * M_PI * 29) * 2;
    CHECK(dashed > 0.4 * solid && dashed < 0.85 * solid);
}

static void test_disc(struct corners *corners)
{
    struct canvas c = canvas_new(corners);
    struct area all = {0, 0, WIDE, HIGH};

    canvas_disc(&c, (struct canvas_disc){80.3f, 70.7f, 54, 0}, INK);
    CHECK(fabs(inked(all) - M_PI * 54 * 54) < 25);
    c = canvas_new(corners);
    canvas_disc(&c, (struct canvas_disc){80.3f, 70.7f, 54, 40}, INK);
    CHECK(fabs(inked(all) - M_PI * (54 * 54 - 40 * 40)) < 25);
    CHECK_INT(at(80, 70), GROUND);
    c = canvas_new(corners);
    canvas_stroke(&c, (struct canvas_stroke){20, 20, 150, 110, 9}, INK);
    CHECK(fabs(inked(all) - (9 * hypot(130, 90) + M_PI * 4.5 * 4.5)) < 25);
    c = canvas_new(corners);
    canvas_stroke(&c, (struct canvas_stroke){60, 60, 60, 60, 9}, INK); /* a dot counts */
    CHECK(fabs(inked(all) - M_PI * 4.5 * 4.5) < 5);
}

/* Whatever is painted under a clip is what the whole picture has there, and nothing else is touched. */
static void test_clip(struct corners *corners)
{
    static uint32_t whole[WIDE * HIGH];
    const struct area clips[] = {{0, 0, 1, 1}, {30, 20, 90, 70}, {100, 90, 200, 160}, {60, 60, 61, 160}};

    for (size_t i = 0; i <= sizeof clips / sizeof *clips; i++) {
        struct canvas c = canvas_new(corners);
        struct area clip = i ? clips[i - 1] : c.clip;
        c.clip = clip;
        canvas_box(&c, (struct area){-10, 5, 120, 80}, (struct canvas_box){.radius = 28}, INK);
        canvas_box(&c, (struct area){40, 40, 230, 150}, (struct canvas_box){.radius = 20, .line = 5}, 0xE2A33A);
        canvas_box(&c, (struct area){10, 90, 100, 155}, (struct canvas_box){.radius = 24, .line = 2, .dashed = true},
                   0x56615A);
        canvas_disc(&c, (struct canvas_disc){100, 80, 50, 37}, 0x86A69A);
        canvas_stroke(&c, (struct canvas_stroke){-20, 10, 220, 140, 9}, INK);
        for (int p = 0; !i && p < WIDE * HIGH; p++)
            whole[p] = pixels[p];
        int wrong = 0;
        for (int y = 0; y < HIGH; y++)
            for (int x = 0; x < WIDE; x++) {
                bool in = x >= clip.left && x < clip.right && y >= clip.top && y < clip.bottom;
                wrong += at(x, y) != (in ? whole[y * WIDE + x] : GROUND);
            }
        CHECK_INT(wrong, 0);
    }
}

int main(void)
{
    static struct corners room, *corners = &room;

    test_blend();
    test_round(corners);
    test_line(corners);
    test_disc(corners);
    test_clip(corners);
    return TEST_END();
}
