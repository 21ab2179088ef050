/* Building and laying out: ids that stay, docks that don't move, nothing lost between pages, lines, mirrors, limits. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include "ui/layout.h"
#include "ui/compose.h"
#include "ui_samples.h"

static const struct ui_panel *const panels[] = {&panel_reference, &panel_wide, &panel_small};

static void ids(struct ui *u, struct ui *other)
{
    sample_build(u, &samples[0], &panel_reference, SIZE_M, THEME_LIGHT, 0);
    sample_build(other, &samples[0], &panel_wide, SIZE_XL, THEME_DARK, 1);
    CHECK_INT(u->count, other->count);
    for (uint16_t i = 0; i < u->count; i++)
        CHECK(u->node[i].id == other->node[i].id);
    CHECK(ui_find_path(u, "dock/bar/help") != UI_NONE);
    CHECK(ui_find_path(u, "row:3") == ui_find(u, u->node[ui_find_path(u, "row:3")].id));
    CHECK(ui_find_path(u, "row:9") == UI_NONE);
    CHECK(ui_find_path(u, "dock/row:3") == UI_NONE);
    CHECK(ui_find(u, 1) == UI_NONE);
}

static bool same_box(const struct ui_box *a, const struct ui_box *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* The dock stands still over all screens and pages of a mode. */
static void dock(struct ui *u, struct ui *first)
{
    for (int p = 0; p < 3; p++)
        for (int size = 0; size < SIZES; size++) {
            sample_build(first, &samples[0], panels[p], (enum ui_size)size, THEME_LIGHT, 0);
            uint16_t from = ui_find_path(first, "dock");
            for (size_t s = 1; s + 1 < SAMPLES; s++) { /* the last is from right to left: another mode */
                sample_build(u, &samples[s], panels[p], (enum ui_size)size, THEME_LIGHT, 1);
                uint16_t at = ui_find_path(u, "dock");
                for (uint16_t i = 0; at + i < u->count; i++)
                    CHECK(same_box(&u->node[at + i].box, &first->node[from + i].box));
            }
        }
}

/* TXT-04: every letter of every shown text stands on some page, once or (the head) on each. */
static void nothing_lost(struct ui *u, const struct sample *sample, const struct ui_panel *panel, enum ui_size size)
{
    static uint8_t seen[UI_TEXT_MAX];
    memset(seen, 0, sizeof seen);
    uint16_t pages = 1;
    for (uint16_t page = 0; page < pages; page++) {
        sample_build(u, sample, panel, size, THEME_LIGHT, page);
        pages = u->pages;
        CHECK_INT(u->page, page);
        for (uint16_t i = 0; i < u->runs; i++)
            if (u->run[i].face < FACE_ICON)
                memset(seen + u->run[i].text, 1, u->run[i].length);
    }
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        bool frame =
            n->role == UI_FIELD || n->role == UI_PAD || n->role == UI_DAYS || n->parent == ui_find_path(u, "pages");
        for (uint16_t k = n->label; !frame && n->label && u->text[k]; k++)
            if (u->text[k] != ' ' && u->text[k] != '\n' && !seen[k]) {
                printf("%s size %d: \"%s\" is lost at %d\n", sample->name, size, u->text + n->label, k - n->label);
                CHECK(seen[k]);
                break;
            }
    }
}

static void pages(struct ui *u)
{
    for (int p = 0; p < 3; p++)
        for (size_t s = 0; s < SAMPLES; s++)
            for (int size = 0; size < SIZES; size++)
                nothing_lost(u, &samples[s], panels[p], (enum ui_size)size);
    sample_build(u, &samples[0], &panel_reference, SIZE_XL, THEME_LIGHT, 900);
    CHECK(u->pages > 1 && u->page == u->pages - 1);
    CHECK(u->node[ui_find_path(u, "pages/more")].flags & UI_HIDDEN);
    CHECK(!(u->node[ui_find_path(u, "pages/earlier")].flags & UI_HIDDEN));
    CHECK(fabsf(u->node[ui_find_path(u, "pages/earlier")].box.w - 248) < 0.1f); /* alone it has the whole width */
    sample_build(u, &samples[0], &panel_reference, SIZE_XL, THEME_LIGHT, 1);
    if (u->pages > 2)
        CHECK(fabsf(u->node[ui_find_path(u, "pages/earlier")].box.w - 121) < 0.1f);
    sample_build(u, &samples[0], &panel_reference, SIZE_M, THEME_LIGHT, 3);
    CHECK(u->pages == 1 && u->page == 0);
    CHECK(u->node[ui_find_path(u, "pages")].flags & UI_HIDDEN);
}

/* The same screen from right to left is the mirror image; runs go backwards in Arabic, numbers do not. */
static void mirrored(struct ui *u)
{
    sample_build(u, &samples[SAMPLES - 1], &panel_reference, SIZE_M, THEME_LIGHT, 0);
    const struct ui_node *back = &u->node[ui_find_path(u, "dock/bar/back")],
                         *leave = &u->node[ui_find_path(u, "dock/bar/leave")];
    CHECK(back->box.x > leave->box.x);
    CHECK(fabsf(back->box.x + back->box.w - 258) < 0.1f);
    uint16_t row = ui_find_path(u, "row:2");
    float arabic = 0, room = 0, clock = 0;
    bool arrow = false;
    for (uint16_t i = 0; i < u->runs; i++) {
        const struct ui_run *r = &u->run[i];
        if (r->node == row && r->face < FACE_ICON && r->length >= 4 && memcmp(u->text + r->text, "B204", 4) == 0)
            room = r->x;
        if (r->node == row && r->face < FACE_ICON && r->length >= 5 && memcmp(u->text + r->text, "18.00", 5) == 0)
            clock = r->x;
        if (r->node == row && r->face == FACE_TEXT && (unsigned char)u->text[r->text] > 0xD0 && r->x > arabic)
            arabic = r->x;
        arrow |= r->node == row && r->face == FACE_ICON && r->text == ICON_prev;
    }
    CHECK(arrow);
    CHECK(arabic > room && room > clock && clock > 0); /* first word, room, clock: read from the right */
}

static void measured(const char *text, float room, size_t lines, bool split)
{
    struct ui *u = calloc(1, sizeof *u);
    struct ui_setting setting = {.panel = panel_reference, .size = SIZE_M, .language = "nb"};
    ui_begin(u, &setting, 0);
    ui_add(u, UI_HEADING, "heading", 0, text);
    struct ui_type type = {FACE_TEXT, COLOUR_INK, 40, 15};
    struct ui_piece piece = ui_piece_text(u, u->node[1].label, &type, room, false);
    CHECK_INT(piece.lines, lines);
    CHECK(piece.split == split);
    CHECK(piece.widest <= room + 0.02f);
    free(u);
}

/* A last line of one short word is given another one. */
static void no_lone_word(void)
{
    struct ui *u = calloc(1, sizeof *u);
    struct ui_setting setting = {.panel = panel_reference, .size = SIZE_M, .language = "nb"};
    ui_begin(u, &setting, 0);
    ui_add(u, UI_HEADING, "heading", 0, "aaaa bbbb cccc dddd eeee f");
    struct ui_type type = {FACE_TEXT, COLOUR_INK, 40, 15};
    struct ui_piece piece =
        ui_piece_text(u, u->node[1].label, &type, 24 * 5.2f, false); /* but for the last, to the letter */
    CHECK_INT(piece.lines, 2);
    CHECK(piece.widest < 20 * 5.2f);
    free(u);
}

static void lines(void)
{
    no_lone_word();
    measured("en to tre", 200, 1, false);
    measured("en to tre", 30, 2, false); /* 5.16 mm a letter: "en to" and "tre" */
    measured("en\nto\ntre", 200, 3, false);
    measured("kl.\xC2\xA0"
             "18.00",
             30, 2, true); /* a hard space does not break: the word is split */
    measured("selvhjelpsgruppe", 40, 3, true);
    measured("selv\xC2\xADhjelps\xC2\xADgruppe", 40, 3, false); /* soft hyphens say where */
    measured("", 40, 0, false);
    measured("116 117", 21, 2, false);
}

static void worst(struct ui *u)
{
    struct ui_setting setting = {.panel = panel_reference, .size = SIZE_XL, .language = "nb"};
    char text[700];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 8 == 7 ? ' ' : 'm';
    text[sizeof text - 1] = 0;
    uint16_t all = 1;
    for (uint16_t page = 0; page < all; page++) {
        ui_begin(u, &setting, page);
        ui_add(u, UI_HEADING, "heading", 0, "Alt");
        for (int i = 0; i < 30; i++)
            ui_add(u, UI_TEXT, "text", i, text);
        for (int i = 0; i < 60; i++)
            sample_row(u, UI_ROW, i + 1, "Gruppe med et langt navn som går over flere linjer", "Annenhver tirsdag",
                       ICON_people);
        sample_dock(u);
        ui_finish(u);
        ui_layout(u);
        all = u->pages;
        CHECK(u->runs < UI_RUNS_MAX);
    }
    CHECK(all > 60 && all < UI_NODES_MAX);
}

static void panel(void)
{
    char why[160];
    for (int p = 0; p < 3; p++)
        CHECK(ui_panel_ok(panels[p], why, sizeof why) == FAULT_NONE);
    struct ui_panel small = {100, 180, 480, 864, 800};
    CHECK(ui_panel_ok(&small, why, sizeof why) == FAULT_PANEL_SMALL);
    CHECK_TEXT(why, "The panel is 100 x 180 mm; targets of the least size need 132 x 210 mm standing.");
    struct ui_panel skewed = {268, 476, 1080, 1080, 790}, none = {0};
    CHECK(ui_panel_ok(&skewed, why, sizeof why) == FAULT_BAD_INPUT);
    CHECK(ui_panel_ok(&none, why, sizeof why) == FAULT_PANEL_SMALL);
    struct ui_setting setting = {.panel = panel_reference, .language = "nb"};
    const uint16_t em[SIZES] = {32, 41, 53, 73, 109}; /* the table of the look */
    for (int size = 0; size < SIZES; size++)
        CHECK_INT(ui_em_px(&setting, (enum ui_size)size), em[size]);
    CHECK_INT(ui_key_columns(&setting), 11);
    CHECK_INT(ui_key_rows(&setting), 5);
    setting.panel = panel_small;
    CHECK_INT(ui_key_columns(&setting), 5);
    CHECK_INT(ui_key_rows(&setting), 3);
    static struct ui u;
    struct ui_measure m;
    u.setting = (struct ui_setting){.panel = panel_reference, .language = "nb"};
    ui_measure(&u, &m);
    CHECK(fabsf(m.reach - 166.4f) < 0.1f);
}

/* Measuring changes nothing in the tree, and is remembered; a node is placed as it was measured. */
static void pure(struct ui *u, struct ui *before)
{
    struct placing *p = calloc(1, sizeof *p);
    for (size_t s = 0; s < SAMPLES; s++) {
        sample_build(u, &samples[s], &panel_reference, SIZE_L, THEME_LIGHT, 0);
        p->u = u;
        ui_measure(u, &p->m);
        ui_scratch_forget(&p->scratch);
        for (uint16_t i = 1; i < u->count; i++) {
            if (u->node[i].end != i + 1)
                continue;
            const struct ui_room room = {.width = 120};
            memcpy(before, u, sizeof *u);
            float height = ui_measure_node(p, i, room)->height;
            uint16_t used = p->scratch.used;
            CHECK(memcmp(before, u, sizeof *u) == 0);
            CHECK(ui_measure_node(p, i, room)->height == height && p->scratch.used == used);
            u->runs = 0;
            ui_place_node(p, i, room, 20, 30);
            CHECK(u->node[i].box.x == 20 && u->node[i].box.y == 30 && u->node[i].box.h == height);
            CHECK(p->scratch.used == used);
        }
    }
    free(p);
}

int main(void)
{
    struct ui *u = calloc(1, sizeof *u), *other = calloc(1, sizeof *other);
    ids(u, other);
    dock(u, other);
    pages(u);
    pure(u, other);
    mirrored(u);
    lines();
    worst(u);
    panel();
    free(u);
    free(other);
    return TEST_END();
}
