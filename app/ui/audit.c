/* The audit of one laid-out screen. Each check is one function over the tree; none knows which screen it is. */
#include "ui/audit.h"

#include <math.h>
#include <string.h>
#include "base/text.h"
#include "ui/dump.h"
#include "ui/layout.h"
#include "ui/roles.h"
#include "ui/style.h"

struct audit {
    const struct ui *u;
    struct ui_finding *out;
    size_t limit, count;
};

static const struct {
    const char *words, *requirement;
} kinds[AUDITS] = {
#define AUDIT(name, words, requirement) {words, requirement},
#include "ui/audit.def"
#undef AUDIT
};

const char *ui_finding_name(enum ui_finding_kind kind)
{
    return kinds[kind].words;
}

const char *ui_finding_requirement(enum ui_finding_kind kind)
{
    return kinds[kind].requirement;
}

static double light_of(uint32_t rgb)
{
    static const double share[3] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double v = (double)(rgb >> (8 * i) & 255) / 255;
        sum += share[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* WCAG 2 contrast ratio, 1 to 21. */
static float contrast(uint32_t a, uint32_t b)
{
    double x = light_of(a) + 0.05, y = light_of(b) + 0.05;
    return (float)(x > y ? x / y : y / x);
}

static void find(struct audit *a, enum ui_finding_kind kind, uint16_t node, float measured, float wanted)
{
    if (a->count++ >= a->limit)
        return;
    struct ui_finding *f = &a->out[a->count - 1];
    *f = (struct ui_finding){.kind = (uint8_t)kind, .measured = measured, .wanted = wanted};
    ui_path(a->u, node, f->path, sizeof f->path);
}

static float apart(const struct ui_box *a, const struct ui_box *b)
{
    float dx = fmaxf(fmaxf(a->x - b->x - b->w, b->x - a->x - a->w), 0);
    float dy = fmaxf(fmaxf(a->y - b->y - b->h, b->y - a->y - a->h), 0);
    return hypotf(dx, dy);
}

static bool overlap(const struct ui_box *a, const struct ui_box *b, float more)
{
    return fminf(a->x + a->w, b->x + b->w) - fmaxf(a->x, b->x) > more &&
           fminf(a->y + a->h, b->y + b->h) - fmaxf(a->y, b->y) > more;
}

static bool is_small_panel(const struct ui *u)
{
    return u->setting.panel.width_mm < u->setting.panel.height_mm && u->setting.panel.width_mm < 220;
}

/* SIZ-01, SIZ-02. Panels under 220 mm wide can't give 60 mm: there the bar's targets are 30 mm, halves 50 mm wide. */
static void check_size(struct audit *a, uint16_t i)
{
    const struct ui_node *n = &a->u->node[i];
    const struct ui_role_row *role = ui_role_row(n->role);
    float width = role->width_mm, height = role->height_mm;
    if (is_small_panel(a->u)) {
        width = n->role == UI_NAV ? 30 : n->role == UI_PAD ? a->u->setting.panel.width_mm - 16.5f : fminf(width, 50);
        height = n->role == UI_PAD ? 60 : height;
    }
    if (a->u->setting.large && n->role != UI_PAD) {
        float least = n->role == UI_KEY ? 30 : 40; /* SIZ-03 */
        width = fmaxf(width, least);
        height = fmaxf(height, least);
    }
    if (n->box.w < width - 0.05f)
        find(a, AUDIT_TOO_SMALL, i, n->box.w, width);
    if (n->box.h < height - 0.05f)
        find(a, AUDIT_TOO_SMALL, i, n->box.h, height);
}

/* SIZ-04: 3 mm, 12 mm round what commits; SIZ-05: 8 mm from the edge of the display. */
static void check_near(struct audit *a, uint16_t i)
{
    const struct ui *u = a->u;
    const struct ui_node *n = &u->node[i];
    for (uint16_t k = (uint16_t)(i + 1); k < u->count; k++) {
        const struct ui_node *m = &u->node[k];
        if (!ui_is_target(m))
            continue;
        float gap = apart(&n->box, &m->box), wanted = (n->flags | m->flags) & UI_COMMIT ? 12 : 3;
        if (overlap(&n->box, &m->box, 0.01f))
            find(a, AUDIT_OVERLAP, k, gap, 0);
        else if (gap < wanted - 0.02f)
            find(a, AUDIT_TOO_NEAR, k, gap, wanted);
    }
    const struct ui_panel *panel = &u->setting.panel;
    float edge = fminf(fminf(n->box.x, n->box.y),
                       fminf(panel->width_mm - n->box.x - n->box.w, panel->height_mm - n->box.y - n->box.h));
    if (edge < 8 - 0.02f)
        find(a, AUDIT_EDGE, i, edge, 8);
}

/* RCH-01, where the panel's own place allows: a panel hung below 800 mm can't have its dock above it. */
static void check_reach(struct audit *a, uint16_t i)
{
    const struct ui_panel *panel = &a->u->setting.panel;
    const struct ui_box *b = &a->u->node[i].box;
    float top = panel->lower_edge_mm + panel->height_mm - b->y, low = top - b->h;
    bool docked = ui_above(a->u, i, UI_DOCK) != UI_NONE;
    if (top > 1100.5f && !(docked && panel->lower_edge_mm > 880))
        find(a, AUDIT_UNREACHABLE, i, top, 1100);
    if (low < 799.5f && panel->lower_edge_mm + 10 >= 800)
        find(a, AUDIT_UNREACHABLE, i, low, 800);
}

/* OUT-04: squares of 0.8 mm at least, 60 mm in all, dark on light. */
static void check_qr(struct audit *a, uint16_t i)
{
    const struct ui *u = a->u;
    const struct ui_node *n = &u->node[i];
    float square = ui_qr_square_mm(u, n), side = square * (float)(n->number + 2 * UI_QR_QUIET);
    enum ui_theme theme = (enum ui_theme)u->setting.theme;
    float ratio = contrast(ui_colour(theme, COLOUR_PRINT), ui_colour(theme, COLOUR_SHEET));
    if (square < 0.8f)
        find(a, AUDIT_TOO_SMALL, i, square, 0.8f);
    if (side < 60)
        find(a, AUDIT_TOO_SMALL, i, side, 60);
    if (side > n->box.w + 0.05f || side > n->box.h + 0.05f)
        find(a, AUDIT_CUT_OFF, i, side, n->box.w);
    if (ratio < 20)
        find(a, AUDIT_POOR_CONTRAST, i, ratio, 20);
}

static void check_words(struct audit *a, uint16_t i)
{
    const struct ui_node *n = &a->u->node[i];
    if (ui_role_focus(n->role) && !n->label && !n->say)
        find(a, AUDIT_NO_NAME, i, 0, 1);
    if ((n->flags & UI_DISABLED) && !n->hint)
        find(a, AUDIT_NO_REASON, i, 0, 1);
    float x = n->box.x, y = n->box.y, width = a->u->setting.panel.width_mm, height = a->u->setting.panel.height_mm;
    if (n->role != UI_RING &&
        (x < -0.05f || y < -0.05f || x + n->box.w > width + 0.05f || y + n->box.h > height + 0.05f))
        find(a, AUDIT_CUT_OFF, i, fmaxf(x + n->box.w - width, y + n->box.h - height), 0);
}

/* Reading order against what the eye meets: a later sibling never ends above an earlier one begins, nor before it on a
 * line. */
static void check_order(struct audit *a)
{
    const struct ui *u = a->u;
    bool right = u->setting.from_right;
    uint16_t before = UI_NONE;
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        if (!ui_is_target(n))
            continue;
        const struct ui_node *o = before == UI_NONE ? NULL : &u->node[before];
        before = i;
        if (!o || ui_above(u, i, UI_KEYS) != UI_NONE ||
            (u->setting.panel.width_mm > u->setting.panel.height_mm && n->role == UI_NAV))
            continue;
        bool above = n->box.y + n->box.h <= o->box.y + 0.01f, level = fabsf(n->box.y - o->box.y) < 0.1f;
        bool behind = right ? n->box.x > o->box.x : n->box.x < o->box.x;
        if (above || (level && behind))
            find(a, AUDIT_OUT_OF_ORDER, i, n->box.y, o->box.y);
    }
}

/* Text that lies on other text or on a target it does not belong to. */
static void check_overlap(struct audit *a)
{
    const struct ui *u = a->u;
    for (uint16_t i = 0; i < u->runs; i++) {
        const struct ui_run *r = &u->run[i];
        struct ui_box b = {r->x, r->y, r->w, r->h};
        for (uint16_t k = (uint16_t)(i + 1); k < u->runs; k++) {
            const struct ui_run *o = &u->run[k];
            struct ui_box c = {o->x, o->y, o->w, o->h};
            if (overlap(&b, &c, 1.2f))
                find(a, AUDIT_OVERLAP, o->node, 0, 0);
        }
        for (uint16_t k = 1; k < u->count; k++)
            if (k != r->node && ui_is_target(&u->node[k]) && overlap(&b, &u->node[k].box, 0.5f))
                find(a, AUDIT_OVERLAP, k, 0, 0);
    }
}

/* Does the run begin in the middle of a word, which the line before had no room for? */
static bool goes_on(const struct ui *u, const struct ui_run *r)
{
    char before = r->text > 0 ? u->text[r->text - 1] : 0;
    return before && before != ' ' && before != '\n';
}

static void check_screen(struct audit *a, unsigned words_limit)
{
    const struct ui *u = a->u;
    uint16_t pages = ui_child(u, 0, "pages");
    unsigned choices = 0, words = 0;
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        bool frame = ui_above(u, i, UI_DOCK) != UI_NONE || n->parent == pages || n->role == UI_KEY || n->role == UI_PAD;
        choices += ui_is_target(n) && !frame;
    }
    for (uint16_t i = 0; i < u->runs; i++) {
        const struct ui_run *r = &u->run[i];
        const struct ui_node *n = &u->node[r->node];
        bool frame = r->node == 0 || r->face >= FACE_ICON || ui_above(u, r->node, UI_DOCK) != UI_NONE ||
                     n->role == UI_KEY || n->role == UI_DAYS || n->parent == pages;
        bool inside = goes_on(u, r);
        for (uint16_t k = 0; k < r->length && !frame; k++) {
            bool space = u->text[r->text + k] == ' ' || u->text[r->text + k] == '\n';
            words += !space && !inside;
            inside = !space;
        }
    }
    if (choices > 5)
        find(a, AUDIT_TOO_MANY, 0, (float)choices, 5);
    if (words > words_limit)
        find(a, AUDIT_WORDS, 0, (float)words, (float)words_limit);
}

/* The runs' own checks: size, contrast, inside the box, length of lines. */
static float least_em(const struct ui *u, const struct ui_run *r)
{
    const struct ui_setting *s = &u->setting;
    const struct ui_node *n = &u->node[r->node];
    bool label = n->role == UI_KEY || ui_above(u, r->node, UI_DOCK) != UI_NONE ||
                 (r->node && n->parent == ui_child(u, 0, "pages"));
    return (float)ui_em_px(s, label ? SIZE_S
                                    : (enum ui_size)s->size); /* dock labels stop at L, keys' words at what fits */
}

static void check_contrast(struct audit *a, const struct ui_run *r)
{
    const struct ui *u = a->u;
    const struct ui_node *n = &u->node[r->node];
    enum ui_theme theme = (enum ui_theme)u->setting.theme;
    uint8_t disc = r->disc > 0 ? ui_run_disc(u, r, 0) : COLOURS, fill = ui_style(u, n, 0).fill;
    uint8_t under = disc != COLOURS           ? disc
                    : fill != COLOURS         ? fill
                    : r->node == 0 && u->deep ? COLOUR_WALL
                                              : ui_beneath(u, n);
    float ratio =
        contrast(ui_colour(theme, (enum ui_colour)ui_run_colour(u, r, 0)), ui_colour(theme, (enum ui_colour)under));
    bool icon = r->face >= FACE_ICON, most = theme == THEME_MAX || theme == THEME_MAX_INVERSE;
    float wanted = icon || theme == THEME_SOFT ? 4.5f : most ? 20.9f : 10;
    if (ratio < wanted)
        find(a, AUDIT_POOR_CONTRAST, r->node, ratio, wanted);
}

static void check_run(struct audit *a, const struct ui_run *r)
{
    const struct ui *u = a->u;
    const struct ui_node *n = &u->node[r->node];
    struct ui_box b = n->box;
    check_contrast(a, r);
    if (r->x < 0 || r->y < -1 || r->x + r->w > u->setting.panel.width_mm ||
        r->y + r->h > u->setting.panel.height_mm + 1)
        find(a, AUDIT_CUT_OFF, r->node, r->x + r->w, u->setting.panel.width_mm);
    bool out = r->x < b.x - 0.5f || r->x + r->w > b.x + b.w + 0.5f || r->y < b.y - 1 || r->y + r->h > b.y + b.h + 1;
    if (out && r->node != 0)
        find(a, AUDIT_CUT_OFF, r->node, fmaxf(r->x + r->w - b.x - b.w, r->y + r->h - b.y - b.h), 0);
    if (r->face >= FACE_ICON)
        return;
    if ((float)r->em_px < least_em(u, r) - 0.5f)
        find(a, AUDIT_SMALL_TEXT, r->node, (float)r->em_px, least_em(u, r));
    float letters = 0;
    for (const char *at = ui_string(u, r->text); at < ui_string(u, r->text) + r->length && text_next(&at);)
        letters++;
    if (letters > 70)
        find(a, AUDIT_LONG_LINE, r->node, letters, 70);
}

/* A target's border, or its fill where it has none, against what lies outside (TXT-06). */
static void check_border(struct audit *a, uint16_t i)
{
    const struct ui *u = a->u;
    struct ui_look look = ui_style(u, &u->node[i], 0);
    uint8_t edge = look.line != COLOURS ? look.line : look.fill;
    if (edge == COLOURS)
        return;
    enum ui_theme theme = (enum ui_theme)u->setting.theme;
    uint32_t under = ui_colour(theme, (enum ui_colour)ui_beneath(u, &u->node[i]));
    float ratio = contrast(ui_colour(theme, (enum ui_colour)edge), under);
    if (ratio < 4.5f)
        find(a, AUDIT_POOR_CONTRAST, i, ratio, 4.5f);
}

size_t ui_audit(const struct ui *u, unsigned words_limit, struct ui_finding *out, size_t limit)
{
    struct audit a = {.u = u, .out = out, .limit = limit};
    for (uint16_t i = 1; i < u->count; i++) {
        if (u->node[i].flags & UI_HIDDEN)
            continue;
        check_words(&a, i);
        if (u->node[i].role == UI_QR)
            check_qr(&a, i);
        if (!ui_is_target(&u->node[i]))
            continue;
        check_size(&a, i);
        check_near(&a, i);
        check_reach(&a, i);
        check_border(&a, i);
    }
    for (uint16_t i = 0; i < u->runs; i++)
        check_run(&a, &u->run[i]);
    check_order(&a);
    check_overlap(&a);
    check_screen(&a, words_limit);
    return a.count;
}
