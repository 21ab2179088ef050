/* Laying out on A4: what does not fit turns the page and is never split, the fold stands in the middle with what it
 * hides behind it, sizes are points, and from right to left all of it is mirrored. Letters are 0.52 em wide here. */
#include "test.h"

#include <math.h>
#include "sheet_audit.h"

static struct ui u;

static struct ui_setting setting(enum ui_size size, bool from_right)
{
    return (struct ui_setting){.size = (uint8_t)size, .language = from_right ? "ar" : "en", .from_right = from_right};
}

static void begin(enum ui_size size, bool from_right, int page)
{
    struct ui_setting s = setting(size, from_right);
    ui_begin(&u, &s, (uint16_t)page);
    ui_add(&u, UI_RING, "ring", 0, NULL);
    ui_number(&u, RING_WAITING);
    ui_add(&u, UI_HEADING, "title", 0, "A title that is read first");
}

static bool end(void)
{
    ui_add(&u, UI_FOOT, "foot", 0, "Printed today");
    ui_value(&u, "Page 1");
    ui_finish(&u);
    return ui_layout_sheet(&u);
}

static const struct ui_node *at(const char *path)
{
    uint16_t node = ui_find_path(&u, path);
    CHECK(node != UI_NONE);
    return &u.node[node == UI_NONE ? 0 : node];
}

static bool shown(const char *path)
{
    return !(at(path)->flags & UI_HIDDEN);
}

static bool near(float a, float b)
{
    return fabsf(a - b) < 0.06f;
}

static void rules(int count)
{
    ui_open(&u, UI_CARD, "rules", 0);
    for (int i = 0; i < count; i++) {
        ui_open(&u, UI_TWO, "rule", i);
        ui_add(&u, UI_STRONG, "figure", 0, i < 9 ? "1" : "10");
        ui_add(&u, UI_FACT, "words", 0, "What is said here stays here.");
        ui_value(&u, "Feel free to talk about yourself at home, and let the others' stories rest in this room.");
        ui_close(&u);
    }
    ui_close(&u);
}

static void test_points(void)
{
    CHECK_INT(ui_sheet_em_px(14), 59); /* 58.3 px, never rounded down */
    CHECK_INT(ui_sheet_em_px(16), 67);
    CHECK_INT(ui_sheet_em_px(72), 300);
    begin(SIZE_XL, false, 0);
    ui_add(&u, UI_TEXT, "text", 0, "Plain");
    CHECK(end() && u.paper && u.setting.theme == THEME_MAX);
    CHECK_INT(u.setting.panel.width_px, 2480);
    CHECK(at("ring")->flags & UI_HIDDEN); /* large print does without it */
    for (uint16_t i = 0; i < u.runs; i++)
        if (u.node[u.run[i].node].role == UI_TEXT)
            CHECK_INT(u.run[i].em_px, ui_sheet_em_px(28));
}

/* Every rule stands whole on one page, all of them stand somewhere, and each page has heading and foot. */
static void test_pages(enum ui_size size, bool from_right)
{
    static uint8_t seen[UI_TEXT_MAX];
    int pages = 1, whole = 0;
    memset(seen, 0, sizeof seen);
    for (int page = 0; page < pages; page++) {
        begin(size, from_right, page);
        rules(24);
        CHECK(end());
        pages = u.pages;
        CHECK(sheet_places_ok(&u) && sheet_sizes_ok(&u));
        CHECK(shown("title") && shown("foot") && shown("ring") == (page == 0 && size <= SIZE_M));
        for (uint16_t i = 0; i < u.count; i++)
            whole += u.node[i].role == UI_TWO && !(u.node[i].flags & UI_HIDDEN) && u.node[i].box.h > 10;
        sheet_see(&u, seen);
    }
    CHECK(pages > 1);
    CHECK_INT(whole, 24);
    CHECK(sheet_seen_all(&u, seen));
    begin(size, from_right, 99);
    rules(24);
    CHECK(end());
    CHECK_INT(u.page, pages - 1); /* clamped */
}

/* Rules of usual length, at the usual size, laid out on that page; how high the first on it is. */
static float short_rules(int count, int page, int *ret_on_page)
{
    float height = 0;
    begin(SIZE_M, false, page);
    ui_open(&u, UI_CARD, "rules", 0);
    for (int i = 0; i < count; i++) {
        ui_open(&u, UI_TWO, "rule", i);
        ui_add(&u, UI_STRONG, "figure", 0, "1");
        ui_add(&u, UI_FACT, "words", 0, "You can just listen.");
        ui_value(&u, "You choose when you want to talk.");
        ui_close(&u);
    }
    ui_close(&u);
    ui_add(&u, UI_TEXT, "again", 0, "Anyone can ask to look at the rules again.");
    CHECK(end() && sheet_places_ok(&u));
    *ret_on_page = 0;
    for (uint16_t i = 0; i < u.count; i++)
        if (u.node[i].role == UI_TWO && !(u.node[i].flags & UI_HIDDEN)) {
            height = height > 0 ? height : u.node[i].box.h;
            ++*ret_on_page;
        }
    return height;
}

/* Rules stand with all their air where that costs no page, closer where it saves one, never closer than facts do; and
 * where there are more pages, the last two are shared out. */
static void test_air(void)
{
    int here, last;
    const float roomy = short_rules(3, 0, &here), least = roomy - 3.4f;
    bool closer = false;
    for (int count = 1; count <= 24; count++) {
        float high = short_rules(count, 0, &here);
        int pages = u.pages;
        CHECK(high <= roomy + 0.01f && high >= least - 0.01f);
        if (count <= 8)
            CHECK_INT(pages, 1);
        closer |= pages == 1 && high < roomy - 0.1f;
        if (count <= 6)
            CHECK(near(high, roomy));
        if (pages == 1)
            continue;
        (void)short_rules(count, pages - 2, &here);
        (void)short_rules(count, pages - 1, &last);
        CHECK(last >= 3);
        CHECK(pages > 2 || (here >= 3 && here <= last + 3)); /* the first page begins lower */
    }
    CHECK(closer);
}

static void test_mirror(void)
{
    static struct ui left;
    begin(SIZE_M, false, 0);
    rules(3);
    CHECK(end());
    left = u;
    begin(SIZE_M, true, 0);
    rules(3);
    CHECK(end());
    const struct ui_node *figure = at("rules/rule:0/figure"), *words = at("rules/rule:0/words");
    CHECK(figure->box.x > words->box.x && near(figure->box.x + figure->box.w, 190));
    CHECK(near(at("ring")->box.x, 20) && left.node[ui_find_path(&left, "ring")].box.x > 140);
}

static void fold(int before, bool after)
{
    begin(SIZE_M, false, 0);
    ui_open(&u, UI_CARD, "facts", 0);
    for (int i = 0; i < before; i++)
        ui_add(&u, UI_FACT, "fact", i, "Tuesday 24 November at 18:00");
    ui_close(&u);
    ui_add(&u, UI_FOLD, "fold", 0, "Fold here");
    if (after)
        ui_add(&u, UI_TEXT, "inside", 0, "What it is about");
    CHECK(end());
}

static void test_fold(void)
{
    fold(5, true);
    CHECK(shown("fold") && near(at("fold")->box.y, 148.5f) && at("inside")->box.y > 150 && u.pages == 1);
    CHECK(sheet_fold_ok(&u));
    fold(10, true); /* past the middle: what would lie inside goes to the next page */
    CHECK(!shown("fold") && !shown("inside"));
    CHECK_INT(u.pages, 2);
    CHECK(sheet_fold_ok(&u));
}

static void test_names_stay(void)
{
    for (int lines = 1; lines < 30; lines++) { /* wherever the page ends, the name stands with its first fact */
        begin(SIZE_M, false, 0);
        ui_open(&u, UI_CARD, "first", 0);
        for (int i = 0; i < lines; i++)
            ui_add(&u, UI_FACT, "fact", i, "One line");
        ui_close(&u);
        ui_add(&u, UI_STRONG, "name", 0, "A name");
        ui_open(&u, UI_CARD, "second", 0);
        ui_add(&u, UI_FACT, "named", 0, "What it names");
        ui_close(&u);
        CHECK(end());
        CHECK(shown("name") == shown("second/named"));
    }
}

static void code(enum ui_size size, const char *label)
{
    begin(size, false, 0);
    ui_open(&u, UI_PAIR, "when", 0);
    ui_open(&u, UI_CARD, "dates", 0);
    ui_add(&u, UI_FACT, "date", 0, "Tuesday 24 November at 18:00");
    ui_close(&u);
    ui_add(&u, UI_QR, "code", 0, label);
    char squares[57 * 57 / 6 + 2];
    memset(squares, 'o', sizeof squares);
    squares[sizeof squares - 1] = 0;
    ui_value(&u, squares);
    ui_number(&u, 57);
    ui_close(&u);
    CHECK(end());
}

static void test_codes(void)
{
    for (int size = SIZE_S; size < SIZES; size++) {
        code((enum ui_size)size, "For the calendar");
        const struct ui_node *n = at("when/code");
        float square = ui_qr_square_mm(&u, n), px = square * UI_SHEET_WIDTH_PX / UI_SHEET_WIDTH_MM;
        CHECK(square >= 0.8f && 57 * square >= 30 && near(px, roundf(px)) && near(n->box.w, 65 * square));
        CHECK(sheet_places_ok(&u) && sheet_sizes_ok(&u));
        bool beside = n->box.x > 100;
        CHECK(beside == (size <= SIZE_M));
    }
}

/* What is higher than a page is told, not cut in silence. */
static void test_too_high(void)
{
    static char text[800];
    memset(text, 0, sizeof text);
    for (int i = 0; i < 100; i++)
        memcpy(text + i * 7, "sammen ", 7);
    for (int size = SIZE_S; size < SIZES; size++) {
        begin((enum ui_size)size, false, 0);
        ui_open(&u, UI_CARD, "card", 0);
        ui_add(&u, UI_FACT, "long", 0, "A fact");
        ui_value(&u, text);
        ui_close(&u);
        CHECK(end() == (size < SIZE_XL));
    }
}

int main(void)
{
    test_points();
    for (int size = SIZE_S; size < SIZES; size++) {
        test_pages((enum ui_size)size, false);
        test_pages((enum ui_size)size, true);
    }
    test_air();
    test_mirror();
    test_fold();
    test_names_stay();
    test_codes();
    test_too_high();
    return TEST_END();
}
