/* Which form of raster is chosen of what a printer offers, and rows in each. */
#include "printer/form.c"
#include "printer/work.c"

#include <string.h>
#include "test.h"

static void choice(void)
{
    static const struct {
        int offers[4][2];
        uint32_t x, y;
    } rows[] = {
        {{{600, 600}, {300, 300}}, 300, 300},
        {{{300, 300}, {600, 600}}, 300, 300},
        {{{1200, 1200}, {600, 600}, {400, 400}}, 600, 600},
        {{{600, 300}, {600, 600}}, 600, 300},
        {{{720, 720}, {360, 360}, {200, 200}}, 360, 360},
        {{{150, 150}, {200, 200}}, 200, 200},
        {{{2400, 2400}, {99, 300}, {-300, 300}, {0, 0}}, 0, 0},
        {{{200, 200}, {1200, 1200}}, 1200, 1200},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct form form = {};
        for (int o = 0; o < 4; o++)
            offer_dpi(&form, rows[i].offers[o][0], rows[i].offers[o][1]);
        CHECK_INT(form.x_dpi, rows[i].x);
        CHECK_INT(form.y_dpi, rows[i].y);
    }
    struct form form = {};
    static const char *const offered[] = {"black_1", "srgb_16", "srgb_8", "", "sgray_8", "adobe-rgb_8", "sgray_1"};
    static const char *const best[] = {"black_1", "black_1", "srgb_8", "srgb_8", "sgray_8", "sgray_8", "sgray_8"};
    for (size_t i = 0; i < sizeof offered / sizeof *offered; i++) {
        offer_type(&form, offered[i]);
        CHECK_TEXT(form_keyword(form.type), best[i]);
    }
}

/* A printer's answer: the resolutions of two lists (x, y, unit; x 0 ends one), and whether it has a list of types. */
static struct form answered(const int pwg[][3], const int other[][3], const char *type)
{
    ipp_t *answer = ippNew();
    for (int i = 0; i < 3 && pwg[i][0]; i++)
        ippAddResolution(answer, IPP_TAG_PRINTER, "pwg-raster-document-resolution-supported", (ipp_res_t)pwg[i][2],
                         pwg[i][0], pwg[i][1]);
    for (int i = 0; i < 3 && other[i][0]; i++)
        ippAddResolution(answer, IPP_TAG_PRINTER, "printer-resolution-supported", (ipp_res_t)other[i][2], other[i][0],
                         other[i][1]);
    if (type)
        ippAddString(answer, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "pwg-raster-document-type-supported", NULL, type);
    struct form form = read_form(answer);
    ippDelete(answer);
    return form;
}

/* What real firmware writes: one number, centimetres, the list of another attribute, none of the PWG's. */
static void odd_answers(void)
{
    static const struct {
        int pwg[3][3], other[3][3];
        const char *type;
        enum form_type as;
        uint32_t x, y;
    } rows[] = {
        {{{600, 2, 3}}, {{0}}, "sgray_8", FORM_GREY, 600, 600},
        {{{600, 0, 3}}, {{0}}, "sgray_8", FORM_GREY, 600, 600},
        {{{118, 118, 4}}, {{0}}, "black_1", FORM_INK_BIT, 300, 300},
        {{{236, 236, 4}}, {{0}}, "sgray_8", FORM_GREY, 600, 600},
        {{{142, 142, 4}}, {{0}}, "sgray_8", FORM_GREY, 360, 360},
        {{{600, 300, 3}}, {{0}}, "sgray_8", FORM_GREY, 600, 300},
        {{{0}}, {{300, 300, 3}}, "sgray_8", FORM_GREY, 300, 300},
        {{{5, 5, 3}}, {{600, 600, 3}}, "sgray_8", FORM_GREY, 600, 600},
        {{{300, 300, 3}}, {{600, 600, 3}}, NULL, FORM_GREY, 300, 300},
        {{{300, 300, 3}}, {{0}}, "cmyk_8", FORM_NONE, 300, 300},
        {{{300, 300, 7}}, {{0}}, "sgray_8", FORM_GREY, 0, 0},
        {{{0}}, {{0}}, NULL, FORM_GREY, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct form form = answered(rows[i].pwg, rows[i].other, rows[i].type);
        CHECK_INT(form.type, rows[i].as);
        CHECK_INT(form.x_dpi, rows[i].x);
        CHECK_INT(form.y_dpi, rows[i].y);
    }
}

static uint8_t grey[PRINTER_WIDTH], out[3 * FORM_WIDTH_MAX + 1];

static void row_in(enum form_type type, uint32_t dpi, uint32_t width)
{
    const struct form form = {.type = type, .x_dpi = dpi, .y_dpi = dpi};
    memset(out, 0xee, sizeof out);
    form_row(&form, grey, 0, width, out);
}

static void rows(void)
{
    memset(grey, 255, sizeof grey);
    grey[0] = 0;
    grey[1] = 10;
    grey[PRINTER_WIDTH - 1] = 0;
    row_in(FORM_GREY, 300, PRINTER_WIDTH);
    CHECK(memcmp(out, grey, sizeof grey) == 0 && out[PRINTER_WIDTH] == 0xee);
    row_in(FORM_INK, 300, PRINTER_WIDTH);
    CHECK(out[0] == 255 && out[1] == 245 && out[2] == 0);
    row_in(FORM_COLOUR, 600, 2 * PRINTER_WIDTH);
    CHECK(memcmp(out, "\0\0\0\0\0\0\n\n\n\n\n\n\xff", 13) == 0);
    CHECK(out[6 * PRINTER_WIDTH - 1] == 0 && out[6 * PRINTER_WIDTH - 7] == 255 && out[6 * PRINTER_WIDTH] == 0xee);
    row_in(FORM_GREY, 1200, FORM_WIDTH_MAX); /* a px more than four times ours */
    CHECK(out[3] == 0 && out[4] == 10 && out[8] == 255 && out[FORM_WIDTH_MAX - 1] == 0);
    row_in(FORM_INK_BIT, 300, PRINTER_WIDTH);
    CHECK(out[0] == 0xc0 && out[1] == 0 && out[PRINTER_WIDTH / 8 - 1] == 1 && out[PRINTER_WIDTH / 8] == 0xee);
    row_in(FORM_LIGHT_BIT, 300, PRINTER_WIDTH);
    CHECK(out[0] == 0x3f && out[1] == 0xff && out[PRINTER_WIDTH / 8 - 1] == 0xfe);
}

/* Grey becomes as many dots as it is dark; black and white have none out of place. */
static void dots(void)
{
    uint32_t before = 0;
    for (int light = 255; light >= 0; light--) {
        uint32_t count = 0;
        memset(grey, light, sizeof grey);
        for (uint32_t y = 0; y < 4; y++) {
            const struct form form = {.type = FORM_INK_BIT, .x_dpi = 300, .y_dpi = 300};
            form_row(&form, grey, y, 16, out);
            count += (uint32_t)__builtin_popcount(out[0]) + (uint32_t)__builtin_popcount(out[1]);
        }
        CHECK(count >= before);
        CHECK(light != 255 || count == 0);
        CHECK(light != 128 || (count > 24 && count < 40));
        before = count;
    }
    CHECK_INT(before, 64);
    const struct form form = {.type = FORM_GREY, .x_dpi = 600, .y_dpi = 600};
    CHECK_INT(form_source(&form, 0), 0);
    CHECK_INT(form_source(&form, 7014), PRINTER_HEIGHT - 1);
    CHECK_INT(form_source(&form, 7100), PRINTER_HEIGHT - 1);
}

int main(void)
{
    choice();
    odd_answers();
    rows();
    dots();
    return TEST_END();
}
