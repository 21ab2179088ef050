/* What changed is painted, all of it, and as little else as can be: after any row of changes the pixels are those that
 * painting everything would have given. */
#include <stdlib.h>
#include "display/display.c"
#include "test.h"

enum { WIDE = 540, HIGH = 960, SHOWS = 200 };

static uint32_t chance(uint32_t *seed) /* xorshift: the same pictures on every machine */
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    return *seed ^= *seed << 5;
}

static void put_run(struct ui *u, uint16_t node, uint8_t face, float x, float y, const char *text)
{
    struct ui_run *r = &u->run[u->runs++];

    *r =
        (struct ui_run){.node = node, .em_px = 22, .face = face, .colour = COLOUR_INK, .x = x, .y = y, .w = 90, .h = 8};
    if (face == FACE_ICON) {
        r->text = ICON_check;
        r->disc = 12;
        r->disc_colour = COLOUR_TINT;
        r->w = r->h = 7;
        return;
    }
    r->text = u->text_used;
    r->length = (uint16_t)strlen(text);
    memcpy(u->text + u->text_used, text, strlen(text) + 1);
    u->text_used = (uint16_t)(u->text_used + strlen(text) + 1);
}

static void add_node(struct ui *u, uint8_t role, uint32_t id, struct ui_box box, uint16_t flags)
{
    u->node[u->count] = (struct ui_node){
        .id = id, .role = role, .box = box, .flags = flags, .number = 1, .parent = u->count ? 0 : UI_NONE};
    u->count++;
}

/* Placed by hand, as layout would: a tree of chance's making. Seeds that are near give trees that are alike. */
static void tree(struct ui *u, uint32_t seed)
{
    static const uint8_t roles[] = {UI_ROW,  UI_PRIMARY, UI_BUTTON, UI_CHOICE, UI_KEY,
                                    UI_CARD, UI_FIELD,   UI_BADGE,  UI_HOLD};
    uint32_t places = 7, looks = seed;

    memset(u, 0, sizeof *u);
    u->setting = (struct ui_setting){.panel = {268, 476, WIDE, HIGH, 790}, .language = "nb", .size = SIZE_M};
    u->setting.theme = (uint8_t)(seed % 40 == 0 ? THEME_DARK : THEME_LIGHT);
    u->deep = seed % 31 == 0;
    u->wall = (struct ui_box){0, 0, 268, 150};
    u->logo = (struct ui_box){10, 10, 15, 15};
    u->text_used = 1;
    add_node(u, UI_SCREEN, 1, (struct ui_box){0, 0, 268, 476}, 0);
    add_node(u, UI_RING, 2, (struct ui_box){150, 20, 90, 90}, seed % 5 ? 0 : UI_HIDDEN);
    for (uint32_t i = 0; i < 12; i++) {
        float x = (float)(chance(&places) % 2) * 125 + 10, y = (float)i * 30 + 100;
        uint16_t flags = (uint16_t)(chance(&looks) % 9 == 0 ? UI_DISABLED : chance(&looks) % 9 == 0 ? UI_CHOSEN : 0);
        if (chance(&looks) % 4 == 0)
            flags |= UI_HIDDEN;
        uint16_t at = u->count;
        add_node(u, roles[chance(&places) % sizeof roles], i + 10, (struct ui_box){x, y, 100, 24}, flags);
        if (!(flags & UI_HIDDEN) && chance(&looks) % 3)
            put_run(u, at, FACE_STRONG, x + 25, y + 6, chance(&looks) % 2 ? "Finn en gruppe" : "Mitt navn");
        if (!(flags & UI_HIDDEN) && chance(&places) % 2)
            put_run(u, at, FACE_ICON, x + 6, y + 7, "");
    }
    add_node(u, UI_PAD, 90, (struct ui_box){10, 380, 120, 60}, 0);
    add_node(u, UI_DOCK, 91, (struct ui_box){0, 450, 268, 26}, 0);
}

static void paint(struct scene *s, struct canvas *c, struct area a)
{
    c->clip = a;
    s->canvas = c;
    scene_paint(s);
}

static struct display_state state_of(uint32_t seed, const struct display_point *points, uint16_t *end)
{
    uint32_t look = seed * 77 + 1;
    struct display_state state = {.focus = chance(&look) % 3 ? 10 + seed % 12 : 0,
                                  .pressed = chance(&look) % 4 ? 0 : 12,
                                  .hold = (float)(seed % 10) / 10};

    *end = (uint16_t)(2 + seed % 50);
    if (seed % 5 == 0)
        state.spot = (struct display_spot){(float)(chance(&look) % 268), (float)(chance(&look) % 476), true};
    if (seed % 7 == 0)
        state.scan = (struct ui_box){10, 100, 240, 100};
    if (seed % 3)
        state.mark = (struct display_strokes){.point = points, .end = end, .strokes = 1};
    return state;
}

static void test_same(struct fonts *fonts, struct corners *corners)
{
    static struct ui u;
    static struct damage damage;
    static uint32_t pixel[2][WIDE * HIGH];
    struct area all = {0, 0, WIDE, HIGH};
    struct canvas here = {pixel[0], WIDE, WIDE, HIGH, 0, all, corners},
                  there = {pixel[1], WIDE, WIDE, HIGH, 0, all, corners};
    struct scene scene = {.canvas = &here, .fonts = fonts, .ui = &u, .x_px = WIDE / 268.0f, .y_px = HIGH / 476.0f};
    struct display_point points[64];
    int wrong = 0, at_once = 0;

    for (int i = 0; i < 64; i++)
        points[i] = (struct display_point){(int16_t)(60 + i * 10), (int16_t)(200 + (i * 37) % 100)};
    for (uint32_t show = 0; show < SHOWS; show++) {
        uint16_t end;
        tree(&u, show / 3 + 1);
        struct display_state state = state_of(show, points, &end);
        scene.state = &state;
        struct damage_areas d = damage_find(&damage, &scene);
        at_once += d.count;
        for (int i = 0; i < d.count; i++)
            paint(&scene, &here, d.area[i]);
        paint(&scene, &there, all);
        wrong += memcmp(pixel[0], pixel[1], sizeof pixel[0]) != 0;
        scene.canvas = &here;
    }
    CHECK_INT(wrong, 0);
    CHECK(at_once > SHOWS / 2);
}

static long painted(struct damage_areas d)
{
    long sum = 0;

    for (int i = 0; i < d.count; i++)
        sum += (long)(d.area[i].right - d.area[i].left) * (d.area[i].bottom - d.area[i].top);
    return sum;
}

static void test_little(struct fonts *fonts, struct corners *corners)
{
    static struct ui u;
    static struct damage damage;
    static uint32_t pixel[WIDE * HIGH];
    struct canvas canvas = {pixel, WIDE, WIDE, HIGH, 0, {0, 0, WIDE, HIGH}, corners};
    struct display_point points[3] = {{100, 200}, {120, 210}, {130, 220}};
    uint16_t end = 2;
    struct display_state state = {.mark = {points, &end, 1}};
    struct scene scene = {&canvas, fonts, &u, &state, WIDE / 268.0f, HIGH / 476.0f};

    tree(&u, 2);
    CHECK_INT(painted(damage_find(&damage, &scene)), WIDE * HIGH);
    CHECK_INT(damage_find(&damage, &scene).count, 0);
    state.focus = 11;
    long focus = painted(damage_find(&damage, &scene));
    CHECK(focus > 0 && focus < WIDE * HIGH / 8);
    state.focus = 0;
    CHECK_INT(painted(damage_find(&damage, &scene)), focus);
    state.spot = (struct display_spot){130, 200, true};
    long spot = painted(damage_find(&damage, &scene));
    CHECK(spot > 0 && spot < WIDE * HIGH / 50);
    state.spot.shown = false;
    CHECK_INT(painted(damage_find(&damage, &scene)), spot);
    end = 3; /* the pen went on: only its way is painted */
    CHECK(painted(damage_find(&damage, &scene)) < 1000);
    end = 2; /* undone: all of the pad */
    CHECK(painted(damage_find(&damage, &scene)) > 1000);
    u.setting.theme = THEME_MAX;
    CHECK_INT(painted(damage_find(&damage, &scene)), WIDE * HIGH);
    damage_forget(&damage);
    CHECK_INT(painted(damage_find(&damage, &scene)), WIDE * HIGH);
}

int main(void)
{
    static struct corners room, *corners = &room;
    struct fonts *fonts = NULL;

    CHECK(fonts_open(&fonts, "assets") == FAULT_NONE);
    if (fonts) {
        test_same(fonts, corners);
        test_little(fonts, corners);
    }
    fonts_close(fonts);
    return TEST_END();
}
