/* Words: measured alike at every size, painted once, personal ones never kept, and never more than six megabytes. */
#include <math.h>
#include <stdlib.h>
#include "base/bytes.h"
#include "display/fonts.c"
#include "test.h"
#include "ui/tree.h"

static float width_of(struct fonts *f, int em, const char *text)
{
    float wide = host_text_width("nb", FACE_TEXT, em, text, strlen(text));

    CHECK(f == measuring);
    return wide;
}

static struct word word_of(const char *text, bool personal)
{
    return (struct word){
        .language = "nb", .face = FACE_TEXT, .em = 41, .text = text, .bytes = strlen(text), .personal = personal};
}

static void test_width(struct fonts *f)
{
    float one = width_of(f, 41, "Ta den tiden du trenger.");

    CHECK(one > 300 && one < 600);
    CHECK(fabsf(width_of(f, 82, "Ta den tiden du trenger.") - 2 * one) < 0.01f);
    CHECK(fabsf(width_of(f, 41, "Ta den ") + width_of(f, 41, "tiden du trenger.") - one) < 0.01f);
    CHECK(fabsf(width_of(f, 41, "  ") - 2 * width_of(f, 41, " ")) < 0.01f);
    CHECK(width_of(f, 41, "") == 0);
}

/* Layout adds up what it is told, so the ink of a word has to stay within it but for a letter's overhang. */
static void test_ink(struct fonts *f)
{
    static const char *const words[] = {"Hva", "gjøre?", "jf", "Åse", "WAVAW", "kvittering", "B204,", "fjord"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct word w = word_of(words[i], false);
        struct mask m = mask_of(f, &w);
        float wide = width_of(f, 41, words[i]);
        CHECK(m.width > 0 && m.height > 0 && m.top < 0);
        CHECK(m.left >= -5 && (float)(m.left + m.width) <= wide + 3);
        CHECK((float)m.width > wide * 0.8f);
    }
}

static void test_cache(struct fonts *f)
{
    size_t bytes, before, after, grown;
    struct word w = word_of("hverandre", false), own = word_of("Kari-Anne", true);

    mask_of(f, &w);
    fonts_figures(f, &bytes, &before);
    mask_of(f, &w);
    fonts_figures(f, &bytes, &after);
    CHECK_INT(after, before);
    CHECK(mask_of(f, &own).width > 0);
    CHECK(mask_of(f, &own).width > 0);
    fonts_figures(f, &grown, &after);
    CHECK_INT(after, before + 2);
    CHECK_INT(grown, bytes);
    fonts_forget(f);
    CHECK(width_of(f, 41, "hverandre") > 0);
}

/* A name may have letters that the program's typeface lacks: the whole word then comes from the other one. */
static void test_faces(struct fonts *f)
{
    struct word w = word_of("Олена", false);
    struct mask m = mask_of(f, &w);

    CHECK(m.width > 60 && m.width < 200);
    CHECK(width_of(f, 41, "Олена") > 60);
    CHECK(fabsf(baseline_of(f, "nb", FACE_TEXT) - 0.334f) < 0.002f); /* half of 984 less 316 of 1,000 */
    w = (struct word){.language = "", .face = FACE_ICON, .em = 56, .text = "\xEE\x8C\x8C", .bytes = 3};
    m = mask_of(f, &w);
    CHECK(m.width > 30 && m.width <= 57 && m.height > 30 && m.height <= 57);
    CHECK(!runs_from_right("Hva vil du?", 11));
    CHECK(runs_from_right("العربية", 14));
}

/* What is drawn of a line that stands in the middle one of three rows: ink in it, and above and below. */
static void draw_row(struct fonts *f, struct fonts_line line, int *ret_inside, int *ret_outside)
{
    const int high = (int)lroundf(line.high), wide = 4 * line.em;
    uint32_t *pixels = calloc((size_t)wide * (size_t)high * 3, sizeof *pixels);
    struct canvas c = {
        .pixel = pixels, .stride = wide, .width = wide, .height = 3 * high, .clip = {0, 0, wide, 3 * high}};
    line.high = (float)high;
    line.middle = 1.5f * line.high;
    line.left = (float)line.em;
    line.right = (float)wide;
    if (pixels)
        fonts_draw(f, &c, &line);
    for (int y = 0; pixels && y < 3 * high; y++)
        for (int x = 0; x < wide; x++)
            *(y < high || y >= 2 * high ? ret_outside : ret_inside) += pixels[y * wide + x] != 0;
    free(pixels);
}

/* Up to three marks on a letter, above and below, in every face, at sizes of display and paper and with the distances of lines that
 * ui/measure.c has: no ink leaves the row. */
static void test_rows(struct fonts *f)
{
    static const char *const letters[] = {"A", "Å", "g", "Q", "Ẫ", "ặ", "Ѓ", "У"};
    static const char *const marks[] = {"\u0301", "\u0323", "\u0306", "\u0327"};
    static const float lines[] = {1.18f, 1.2f, 1.25f, 1.36f, 1.4f, 1.5f};
    static const int ems[] = {17, 26, 41, 60, 83, 120};
    enum { LETTERS = 8, MARKS = 4, LINES = 6, EMS = 6 };
    int inside = 0, outside = 0;
    for (int at = 0; at < LETTERS * MARKS * LINES * EMS; at++) {
        char text[32] = "";
        const int mark = at / LETTERS % MARKS;
        strcat(text, letters[at % LETTERS]);
        for (int count = 0; count <= 3; count++) {
            const int em = ems[at / LETTERS / MARKS / LINES];
            const struct fonts_line line = {.language = "nb",
                                            .text = text,
                                            .bytes = strlen(text),
                                            .face = (at + count) % 3,
                                            .em = em,
                                            .high = lines[at / LETTERS / MARKS % LINES] * (float)em,
                                            .colour = 0xFFFFFF};
            draw_row(f, line, &inside, &outside);
            strcat(text, marks[(mark + count) % MARKS]);
        }
    }
    CHECK(inside > 1000000);
    CHECK_INT(outside, 0);
}

/* Words that need no more than a row are as large as they were set. */
static void test_rows_usual(struct fonts *f)
{
    static const char *const words[] = {"Åfjord",   "gjøre?",   "Ærlig", "ÅÄÖÉŠ", "kvitteringsordene,",
                                        "(Gjøvik)", "Olena/Ola"};
    static const float line = 1.18f; /* the least of ui/measure.c */
    int smaller = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int at = 0; at < 3 * 120; at++) {
            struct word w = word_of(words[i], false);
            w.em = 17 + at / 3;
            w.face = at % 3;
            int baseline = (int)lroundf((0.5f * line + baseline_of(f, "nb", w.face)) * (float)w.em);
            struct mask set = mask_inside(f, w, (float)baseline, line * (float)w.em - (float)baseline);
            int high = set.height;
            smaller += mask_of(f, &w).height != high;
        }
    CHECK_INT(smaller, 0);
}

static void test_masks(void)
{
    struct masks *m = masks_open();
    struct mask shape = {.width = 100, .height = 100};

    for (uint64_t key = 1; key <= 5000; key++) {
        shape.alpha = malloc(10000);
        masks_put(m, key, shape);
        CHECK(masks_bytes(m) <= MASKS_BYTES);
        CHECK(masks_get(m, 1) != NULL); /* asked for every time: never the oldest */
    }
    CHECK(!masks_get(m, 2));
    CHECK(masks_get(m, 5000) && masks_get(m, 4700));
    shape.width = shape.height = 1;
    for (uint64_t key = 10001; key <= 16000; key++) {
        shape.alpha = malloc(1);
        masks_put(m, key, shape);
    }
    int kept = 0;
    for (uint64_t key = 10001; key <= 16000; key++)
        kept += masks_get(m, key) != NULL;
    CHECK_INT(kept, MASKS_MAX);
    masks_close(m);
}

int main(void)
{
    struct fonts *f = NULL;

    test_masks();
    CHECK(fonts_open(&f, "nowhere") == FAULT_FILE_MISSING && !f);
    CHECK(fonts_open(&f, "assets") == FAULT_NONE);
    if (f) {
        test_width(f);
        test_ink(f);
        test_cache(f);
        test_faces(f);
        test_rows(f);
        test_rows_usual(f);
    }
    fonts_close(f);
    return TEST_END();
}
