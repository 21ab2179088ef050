/* The packed sheet: what goes in comes out, whatever it is; its limits; that it is wiped. */
#include "printer/form.c"
#include "printer/press.c"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "test.h"

static uint8_t row[PRINTER_WIDTH], got[PRINTER_WIDTH];
static uint32_t chance = 7;

static uint32_t draw(uint32_t below)
{
    chance = chance * 1664525 + 1013904223;
    return (chance >> 8) % below;
}

/* Runs and noise of every length around PackBits' limits, also to the row's last px. */
static void draw_row(uint32_t kind)
{
    for (uint32_t at = 0; at < PRINTER_WIDTH;) {
        uint32_t length = 1 + draw(kind % 4 == 0 ? 3 : kind % 4 == 1 ? 260 : PRINTER_WIDTH);
        bool equal = draw(2) || kind % 5 == 0;
        uint8_t grey = (uint8_t)draw(256);
        for (uint32_t i = 0; i < length && at < PRINTER_WIDTH; i++)
            row[at++] = equal ? grey : (uint8_t)draw(kind % 3 ? 256 : 2);
    }
}

static void rows_come_back(void)
{
    enum { SEED = 99 };
    struct pages p = {};
    uint32_t wrong = 0, rows = 0;
    CHECK(pages_begin(&p, 1));
    chance = SEED;
    for (uint32_t y = 0; y < PRINTER_HEIGHT; y++) {
        if (y < 1000 || y % 700 == 0) /* then the same for longer than one count holds */
            draw_row(y);
        CHECK(pages_add(&p, row, 1));
    }
    CHECK(pages_whole(&p));
    struct pages_reader reader = {.pages = &p};
    chance = SEED;
    for (uint32_t y = 0; y < PRINTER_HEIGHT && pages_next(&reader, got); y++, rows++) {
        if (y < 1000 || y % 700 == 0)
            draw_row(y);
        wrong += memcmp(row, got, sizeof row) != 0;
    }
    CHECK_INT(rows, PRINTER_HEIGHT);
    CHECK_INT(wrong, 0);
    CHECK(!pages_next(&reader, got));
    pages_wipe(&p);
}

static void limits_hold(void)
{
    struct pages p = {};
    CHECK(!pages_add(&p, row, 1)); /* there is no sheet */
    CHECK(pages_begin(&p, 2));
    memset(row, 255, sizeof row);
    for (uint32_t y = 0; y < 2 * PRINTER_HEIGHT - 1; y++)
        CHECK(pages_add(&p, row, 1));
    CHECK(!pages_whole(&p));
    uint8_t *two = calloc(2, PRINTER_WIDTH);
    CHECK(two && !pages_add(&p, two, 2));
    CHECK(!pages_add(&p, two, UINT32_MAX));
    CHECK(pages_add(&p, two, 1) && pages_whole(&p));
    CHECK(!pages_add(&p, two, 1));
    CHECK(p.used < 2048); /* white is small */
    free(two);
    CHECK(pages_begin(&p, PRINTER_PAGES));
    for (uint32_t y = 0; y < PRINTER_PAGES * PRINTER_HEIGHT && !p.over; y++) {
        for (uint32_t x = 0; x < PRINTER_WIDTH; x++)
            row[x] = (uint8_t)draw(256);
        CHECK(pages_add(&p, row, 1));
    }
    CHECK(p.over && !pages_whole(&p));
    CHECK(p.used <= PAGES_BYTES);
    pages_wipe(&p);
    CHECK(!p.data && p.rows == 0);
}

/* Seen through a second mapping of the same memory, since the first is gone after wiping. */
static void wiped(void)
{
    struct pages p = {};
    memset(row, 0x5a, sizeof row);
    CHECK(pages_begin(&p, 1) && pages_add(&p, row, 1));
    size_t used = p.used;
    uint8_t *again = mremap(p.data, 0, PAGES_BYTES, MREMAP_MAYMOVE);
    CHECK(again != MAP_FAILED);
    CHECK(memchr(again, 0x5a, used));
    pages_wipe(&p);
    CHECK(!memchr(again, 0x5a, PAGES_BYTES));
    munmap(again, PAGES_BYTES);
}

int main(void)
{
    rows_come_back();
    limits_hold();
    wiped();
    return TEST_END();
}
