/* A page as the printer gets it: the same page whatever bands it is asked for in, black on white with nothing in the
 * margins, a line through what no longer holds; and letters that no cache keeps. */
#include <stdlib.h>
#include "display/display.c"
#include "test.h"
#include "ui/sheet.h"

static struct ui u;
static uint8_t page[2][(size_t)PRINTER_HEIGHT * PRINTER_WIDTH];

static void every_part(bool struck, uint16_t at)
{
    static const struct ui_setting setting = {.size = SIZE_M, .language = "nb"};
    ui_begin(&u, &setting, at);
    ui_add(&u, UI_RING, "ring", 0, NULL);
    ui_number(&u, RING_WAITING);
    ui_add(&u, UI_HEADING, "title", 0, "Slik har vi det hos oss");
    ui_add(&u, UI_TEXT, "text", 0, "Hver tirsdag kl. 18.00, to timer");
    ui_open(&u, UI_CARD, "card", 0);
    ui_add(&u, UI_FACT, "fact", 0, "Tirsdag 24. november kl. 18.00");
    ui_icon(&u, ICON_clock);
    ui_value(&u, "Det er ikke møte denne dagen.");
    ui_flag(&u, struck ? UI_STRUCK : 0);
    ui_add(&u, UI_NUMBER, "number", 0, "Noen å snakke med");
    ui_value(&u, "116 123");
    ui_close(&u);
    ui_add(&u, UI_SCALE, "scale", 0, "100 mm");
    ui_number(&u, 10000);
    ui_add(&u, UI_FOLD, "fold", 0, "Brett her");
    ui_add(&u, UI_CODE, "code", 0, "Koden din");
    ui_value(&u, "bjørk fjord lampe due");
    ui_flag(&u, UI_PRIVATE);
    ui_add(&u, UI_QR, "qr", 0, "Til kalenderen");
    ui_value(&u, "oooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo");
    ui_number(&u, 21);
    ui_add(&u, UI_FOOT, "foot", 0, "Skrevet ut i dag");
    ui_value(&u, "Side 1 av 1");
    ui_finish(&u);
    CHECK(ui_layout_sheet(&u) && u.pages == 2);
}

static void paint_page(struct display *s, uint8_t *grey, int band)
{
    memset(grey, 77, (size_t)PRINTER_HEIGHT * PRINTER_WIDTH);
    for (int y = 0; y < PRINTER_HEIGHT; y += band) {
        int rows = PRINTER_HEIGHT - y < band ? PRINTER_HEIGHT - y : band;
        display_sheet(s, &u, y, rows, grey + (size_t)y * PRINTER_WIDTH);
    }
}

static void test_bands(struct display *s)
{
    static const int bands[] = {24, 500, 7, 1, 1753};
    for (int at = 1; at >= 0; at--) {
        every_part(true, (uint16_t)at);
        paint_page(s, page[0], PRINTER_HEIGHT);
        for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
            paint_page(s, page[1], bands[i]);
            CHECK(memcmp(page[0], page[1], sizeof page[0]) == 0);
        }
    }
}

static size_t dark(const uint8_t *grey, struct ui_box box)
{
    const float scale = (float)PRINTER_WIDTH / UI_SHEET_WIDTH_MM;
    size_t count = 0;
    for (int y = (int)(box.y * scale); y < (int)((box.y + box.h) * scale); y++)
        for (int x = (int)(box.x * scale); x < (int)((box.x + box.w) * scale); x++)
            count += grey[(size_t)y * PRINTER_WIDTH + (size_t)x] < 128;
    return count;
}

static void test_ink(void)
{
    size_t all = dark(page[0], (struct ui_box){0, 0, 210, 297});
    CHECK(all > 100000 && all < 2480 * 3508 / 8);
    CHECK_INT(all, dark(page[0], (struct ui_box){19.5f, 19.5f, 171, 258})); /* nothing in the margins */
    for (uint16_t i = 0; i < u.runs; i++) {                                 /* every run left ink in its box */
        const struct ui_run *r = &u.run[i];
        CHECK(dark(page[0], (struct ui_box){r->x, r->y, r->w, r->h}) > 100);
    }
    struct ui_box scale = u.node[ui_find_path(&u, "scale")].box;
    CHECK(scale.w == 100);
    /* 0.35 mm of line, as long as it says */
    size_t line = dark(page[0], (struct ui_box){scale.x - 1, scale.y - 0.2f, 104, 0.4f + 0.2f});
    CHECK(line > 4 * 1175 && line < 5 * 1190);
}

static void test_struck(struct display *s)
{
    size_t with, without;
    struct ui_box box = u.node[ui_find_path(&u, "card/fact")].box;
    with = dark(page[0], box);
    every_part(false, 0);
    paint_page(s, page[1], 24);
    without = dark(page[1], box);
    CHECK(with > without + 1500);
}

/* Only words of screens are kept; of a page none, private or not. */
static void test_not_kept(struct display *s)
{
    size_t before, after, misses, more;
    fonts_figures(s->fonts, &before, &misses);
    display_sheet(s, &u, 0, PRINTER_HEIGHT, page[1]);
    fonts_figures(s->fonts, &after, &more);
    CHECK(more > misses + 20);
    CHECK_INT(after, before);
}

int main(void)
{
    struct display_options options = {.panel = {268, 476, 540, 960, 790}, .assets = "assets", .headless = true};
    struct display *s = NULL;
    CHECK(display_open(&s, &options) == FAULT_NONE);
    if (s) {
        test_bands(s);
        test_ink();
        test_struck(s);
        test_not_kept(s);
    }
    display_close(s);
    return TEST_END();
}
