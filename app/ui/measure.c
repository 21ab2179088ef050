/* From the table of the look (density.def) to the numbers of one setting. */
#include "ui/measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "ui/layout.h"
#include "ui/roles.h"

static const float QR_SQUARE_MM = 0.8f;
#define CAPITAL 0.668f       /* of the em, in Atkinson Hyperlegible Next */
#define COMPACT_UNDER 220.0f /* SGN-03's "narrower panels" */

static const struct {
#define DENSITY(name, ...) float name[DENSITIES];
#define TYPE(name, ...) float name[SIZES];
#define LINES(name, ...) float name[3];
#include "ui/density.def"
#undef DENSITY
#undef TYPE
#undef LINES
} table = {
#define DENSITY(name, compact, upright, lying, paper, what) .name = {compact, upright, lying, paper},
#define TYPE(name, s, m, l, xl, xxl, what) .name = {s, m, l, xl, xxl},
#define LINES(name, compact, roomy, arabic, what) .name = {compact, roomy, arabic},
#include "ui/density.def"
#undef DENSITY
#undef TYPE
#undef LINES
};

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
    float em = (is_compact(&setting->panel) ? table.small_capital[size] : table.capital[size]) / CAPITAL * scale;
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

/* Whole px a square, so that all are alike; at least 0.8 mm a square and 60 mm in all (OUT-04; 40 on paper), the quiet
 * zone counted in, and more where the display is large. */
float ui_qr_square_mm(const struct ui *u, const struct ui_node *n)
{
    const struct ui_panel *panel = &u->setting.panel;
    float scale = (float)panel->width_px / panel->width_mm, squares = (float)(n->number + 2 * UI_QR_QUIET);
    float least = ceilf(fmaxf(table.qr[u->paper ? PAPER : UPRIGHT] / squares, QR_SQUARE_MM) * scale);
    if (u->paper)
        return least / scale;
    float wanted = floorf(fminf(table.qr_most[UPRIGHT], panel->width_mm * 0.37f) / squares * scale);
    return fmaxf(least, wanted) / scale;
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
        return (int)((width + table.keys_gap[UPRIGHT]) / (table.key_large[UPRIGHT] + table.keys_gap[UPRIGHT]));
    return width >= 11 * 20 + 10 * 3 ? 11 : width >= 6 * 20 + 5 * 3 ? 6 : 5;
}

int ui_key_rows(const struct ui_setting *setting)
{
    const struct ui_panel *panel = &setting->panel;
    float dock = panel->height_mm - dock_height(setting, is_compact(panel) ? 3 : 5);
    float top = reach_top(panel), needed = is_compact(panel) ? 30 : is_wide(panel) ? 10 : 90;
    float key = is_compact(panel) ? 20 : 26, below = is_compact(panel) ? 6 + 33 : 8.7f + 12.2f + 38;
    if (setting->large) {
        key = table.key_large[UPRIGHT];
        below += setting->size >= SIZE_XL ? 2 + table.large[UPRIGHT] + 6
                                          : 2; /* the text before the field has a page of its own */
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
        *least[i] = *least[i] > m->large ? *least[i] : m->large;
    m->key = m->key_large;
    m->key_width = m->large;
}

void ui_measure_table(struct ui_measure *m, enum density density)
{
    size_t script = m->arabic ? 2 : density != COMPACT;
#define DENSITY(name, ...) m->name = table.name[density];
#define TYPE(name, ...) m->name = table.name[m->size];
#define LINES(name, ...) m->name = table.name[script];
#include "ui/density.def"
#undef DENSITY
#undef TYPE
#undef LINES
    m->body_line = m->arabic ? 2.1f : m->line;
    if (m->size >= SIZE_XXL && !m->arabic && density != PAPER)
        m->row_line = 1.2f;
    if (density != COMPACT)
        return;
    m->title = m->first = m->choice = m->filled = 1;
    m->disc = m->small_disc;
    m->icon = m->small_icon;
    m->go = 0;
    m->label_icon = 10;
}

static int tools(const struct ui *u)
{
    uint16_t dock = ui_child_role(u, 0, UI_DOCK), row = dock == UI_NONE ? UI_NONE : ui_child_role(u, dock, UI_TOOLS);
    return row == UI_NONE ? 0 : u->node[row].end - row - 1;
}

void ui_measure(const struct ui *u, struct ui_measure *m)
{
    const struct ui_setting *s = &u->setting;
    *m = (struct ui_measure){.lying = is_wide(&s->panel),
                             .wide = is_wide(&s->panel) && s->size < SIZE_XXL,
                             .compact = is_compact(&s->panel),
                             .arabic = s->from_right,
                             .big = s->large,
                             .size = s->size < SIZES ? s->size : SIZE_M};
    m->em = ui_em_px(s, m->size);
    m->em_label = ui_em_px(s, m->compact ? SIZE_S : m->size > SIZE_L ? SIZE_L : m->size);
    ui_measure_table(m, m->lying ? LYING : m->compact ? COMPACT : UPRIGHT);
    keep_up(m);
    enlarge(m);
    columns(u, m);
    m->brand = m->compact || m->size >= SIZE_XL ? 0 : m->brand_size;
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
