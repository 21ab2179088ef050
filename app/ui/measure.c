/* The tables of the look: type by size, parts by size and panel. */
#include "ui/measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "ui/layout.h"
#include "ui/roles.h"

/* Sizes of text. Columns: capital in mm (TXT-01), the same on compact panels (read at 500 mm, not 700), factors for
 * headings, first screens, choices in a pair and the one filled button, line distance of running text. */
static const struct {
    float capital, compact, title, first, choice, large, line;
} sizes[SIZES] = {
    [SIZE_S] = {5.2f, 4.85f, 1.8f, 2.0f, 1.3f, 1.25f, 1.5f},
    [SIZE_M] = {6.7f, 5.6f, 1.65f, 2.0f, 1.3f, 1.25f, 1.5f},
    [SIZE_L] = {8.7f, 5.8f, 1.35f, 1.5f, 1.15f, 1.1f, 1.5f},
    [SIZE_XL] = {12.0f, 6.0f, 1.1f, 1.2f, 1.0f, 1.0f, 1.4f},
};

#define LARGE_MM 40.1f
#define LARGE_KEY_MM 30.1f
#define KEY_GAP_MM 3.05f
#define CAPITAL 0.668f       /* of the em, in Atkinson Hyperlegible Next */
#define COMPACT_UNDER 220.0f /* SGN-03's "narrower panels" */

static bool is_wide(const struct ui_panel *panel)
{
    return panel->width_mm > panel->height_mm;
}

static bool is_compact(const struct ui_panel *panel)
{
    return !is_wide(panel) && panel->width_mm < COMPACT_UNDER;
}

bool ui_few_tools(const struct ui_setting *setting)
{
    return is_compact(&setting->panel) || setting->large;
}

uint16_t ui_em_px(const struct ui_setting *setting, enum ui_size size)
{
    float scale = (float)setting->panel.width_px / setting->panel.width_mm;
    float em = (is_compact(&setting->panel) ? sizes[size].compact : sizes[size].capital) / CAPITAL * scale;
    return (uint16_t)ceilf(setting->from_right ? em * 1.2f : em);
}

float ui_line_mm(const struct ui *u, uint16_t em_px, float factor)
{
    return (float)em_px * factor * u->setting.panel.width_mm / (float)u->setting.panel.width_px;
}

struct ui_type ui_type(const struct ui *u, enum ui_face face, float em_factor, float line_factor, uint16_t em)
{
    uint16_t px = (uint16_t)ceilf((float)em * em_factor - 0.01f);
    return (struct ui_type){.face = (uint8_t)face, .em_px = px, .line_mm = ui_line_mm(u, px, line_factor)};
}

/* The middle of the reach band in mm from the panel's top: targets stand there or below (1,100 mm above the floor). */
static float reach_top(const struct ui_panel *panel)
{
    float top = panel->height_mm - (1100 - panel->lower_edge_mm);
    return top > 0 ? top : 0;
}

/* Tools, 12.2 mm, bar, margin. One row of tools, on compact panels with more than four two rows of three: at most a fifth
 * of an upright display, at every size of text. */
static float dock_height(const struct ui_setting *s, int tools)
{
    const struct ui_panel *panel = &s->panel;
    if (s->large)
        return is_wide(panel) ? 56 : 105.8f;
    if (is_wide(panel))
        return 48;
    if (is_compact(panel))
        return 25.0f * (tools > 4 ? 2 : 1) + (tools > 4 ? 6.0f : 3.0f) + 12.2f + 30 + 8;
    return s->from_right ? 86.4f : 83.9f;
}

/* Keys need their full width: 20 mm each, 3 mm between, 8 mm at the edges of the display. */
int ui_key_columns(const struct ui_setting *setting)
{
    float width = setting->panel.width_mm - 16;
    if (is_wide(&setting->panel))
        width = setting->panel.width_mm * 0.583f - 16;
    if (setting->large)
        return (int)((width + KEY_GAP_MM) / (LARGE_KEY_MM + KEY_GAP_MM));
    return width >= 11 * 20 + 10 * 3 ? 11 : width >= 6 * 20 + 5 * 3 ? 6 : 5;
}

int ui_key_rows(const struct ui_setting *setting)
{
    const struct ui_panel *panel = &setting->panel;
    float dock = panel->height_mm - dock_height(setting, is_compact(panel) ? 3 : 5);
    float top = reach_top(panel), needed = is_compact(panel) ? 30 : is_wide(panel) ? 10 : 90;
    float key = is_compact(panel) ? 20 : 26, below = is_compact(panel) ? 6 + 33 : 8.7f + 12.2f + 38;
    if (setting->large) {
        key = LARGE_KEY_MM;
        below += setting->size == SIZE_XL ? 2 + LARGE_MM + 6 : 2; /* the text before the field has a page of its own */
    }
    float room = dock - below - (top > needed ? top : needed);
    int rows = (int)((room + 3) / (key + 3));
    return rows < 2 ? 2 : rows > 6 ? 6 : rows;
}

static void columns(const struct ui *u, struct ui_measure *m)
{
    float width = u->setting.panel.width_mm;
    m->left = m->table_left = m->margin;
    m->width = m->table_width = width - 2 * m->margin;
    if (m->wide) {
        float wall = width * 760 / 1920;
        m->width = wall - 2 * m->margin;
        m->table_left = wall + m->margin;
        m->table_width = width - m->table_left - m->margin;
        if (u->narrow && ui_child_role(u, 0, UI_KEYS) == UI_NONE) {
            m->table_left += m->table_width * 0.1f;
            m->table_width *= 0.8f;
        }
    } else if (u->narrow && !m->compact && m->size < SIZE_XL) { /* the largest text needs the width */
        m->left = width * 0.15f;
        m->width = width * 0.7f;
        if (ui_child_role(u, 0, UI_KEYS) == UI_NONE) {
            m->table_left = m->left;
            m->table_width = m->width;
        }
    }
}

enum density { COMPACT, UPRIGHT, LYING, DENSITIES };

/* What had two lines of words beside another has one, and its own line, in the largest text: it is no lower for that (SIZ-09). */
static void keep_up(struct ui_measure *m)
{
    if (m->compact || m->size < SIZE_XL)
        return;
    m->button = 40.3f;
    m->primary = 44.2f;
}

/* Buttons of 40 mm, keys of 30 (SIZ-03). */
static void enlarge(struct ui_measure *m)
{
    if (!m->big)
        return;
    float *const least[] = {&m->row, &m->button, &m->primary, &m->bar};
    for (size_t i = 0; i < sizeof least / sizeof *least; i++)
        *least[i] = *least[i] > LARGE_MM ? *least[i] : LARGE_MM;
    m->key = LARGE_KEY_MM;
    m->key_width = LARGE_MM;
}

static void parts(struct ui_measure *m)
{
#define DENSITY(name, compact, upright, lying, what) static const float name[DENSITIES] = {compact, upright, lying};
#include "ui/density.def"
#undef DENSITY
    enum density density = m->compact ? COMPACT : UPRIGHT;
    if (m->wide)
        density = LYING;
#define DENSITY(name, compact, upright, lying, what) m->name = name[density];
#include "ui/density.def"
#undef DENSITY
}

/* What grows with the text: a row's disc, its icon and arrow, and the icon beside a word, about as high as its capitals.
 * On a compact panel the words need the room. */
static void icons(struct ui_measure *m)
{
    static const struct {
        float disc, icon, go, label;
    } upright[SIZES] = {{26, 14, 8, 10}, {26, 14, 8, 10}, {32, 18, 12, 11}, {26, 16, 12, 13}},
      compact[SIZES] = {{18, 10, 0, 10}, {18, 10, 0, 10}, {12, 8, 0, 10}, {12, 8, 0, 10}};
    m->disc = m->compact ? compact[m->size].disc : upright[m->size].disc;
    m->icon = m->compact ? compact[m->size].icon : upright[m->size].icon;
    m->go = m->compact ? compact[m->size].go : upright[m->size].go;
    m->label_icon = m->compact ? compact[m->size].label : upright[m->size].label;
}

static int tools(const struct ui *u)
{
    uint16_t dock = ui_child_role(u, 0, UI_DOCK), row = dock == UI_NONE ? UI_NONE : ui_child_role(u, dock, UI_TOOLS);
    return row == UI_NONE ? 0 : u->node[row].end - row - 1;
}

void ui_measure(const struct ui *u, struct ui_measure *m)
{
    const struct ui_setting *s = &u->setting;
    *m = (struct ui_measure){.wide = is_wide(&s->panel),
                             .compact = is_compact(&s->panel),
                             .arabic = s->from_right,
                             .big = s->large,
                             .size = s->size < SIZES ? s->size : SIZE_M};
    m->em = ui_em_px(s, m->size);
    m->em_label = ui_em_px(s, m->compact ? SIZE_S : m->size > SIZE_L ? SIZE_L : m->size);
    m->title = m->compact ? 1.0f : sizes[m->size].title;
    m->first = m->compact ? 1.0f : sizes[m->size].first;
    m->choice = m->compact ? 1.0f : sizes[m->size].choice;
    m->large = m->compact ? 1.0f : sizes[m->size].large;
    m->body_line = m->arabic ? 2.1f : sizes[m->size].line;
    m->row_line = m->arabic ? 1.46f : 1.36f;
    m->label_line = m->arabic ? 1.46f : 1.3f;
    m->title_line = m->arabic ? 1.5f : 1.18f;
    m->fact_line = m->compact ? 1.3f : 1.4f;
    m->fact_line = m->arabic ? 1.6f : m->fact_line;
    m->tile_line = m->arabic ? 1.46f : 1.25f;
    m->field_line = m->arabic ? 1.46f : 1.2f;
    parts(m);
    keep_up(m);
    enlarge(m);
    icons(m);
    columns(u, m);
    m->brand = m->compact || m->size == SIZE_XL ? 0 : 14.9f;
    m->dock = s->panel.height_mm - dock_height(s, tools(u));
    m->bottom = m->dock - m->above_dock;
    m->reach = reach_top(&s->panel);
    float least = m->margin > 8.5f ? m->margin - 0.1f : 8;
    m->reach = m->reach > least ? m->reach : least;
}

fault ui_panel_ok(const struct ui_panel *panel, char *why, size_t size)
{
    float width = panel->width_mm, height = panel->height_mm;
    float need_width = is_wide(panel) ? 400 : 132, need_height = is_wide(panel) ? 220 : 210;
    if (panel->width_px < 320 || panel->height_px < 320) {
        snprintf(why, size, "The panel has %d x %d pixels; at least 320 x 320 are needed.", panel->width_px,
                 panel->height_px);
        return FAULT_PANEL_SMALL;
    }
    if (!(width >= need_width && height >= need_height)) {
        snprintf(why, size, "The panel is %.0f x %.0f mm; targets of the least size need %.0f x %.0f mm %s.",
                 (double)width, (double)height, (double)need_width, (double)need_height,
                 is_wide(panel) ? "lying" : "standing");
        return FAULT_PANEL_SMALL;
    }
    float scale = (float)panel->width_px / width, other = (float)panel->height_px / height;
    if (scale / other > 1.05f || other / scale > 1.05f) {
        snprintf(why, size, "The pixels are not square: %.2f a mm across, %.2f down.", (double)scale, (double)other);
        return FAULT_BAD_INPUT;
    }
    why[0] = 0;
    return FAULT_NONE;
}
