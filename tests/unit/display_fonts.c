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
    }
    fonts_close(f);
    return TEST_END();
}
