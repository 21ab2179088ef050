/* Roles and states to colours and lines. The only place that knows which token goes where. */
#include "ui/style.h"

#include "ui/roles.h"

static const uint32_t colours[COLOURS][THEMES] = {
#define COLOUR(name, light, dark, max, inverse, soft) [COLOUR_##name] = {light, dark, max, inverse, soft},
#include "ui/theme.def"
#undef COLOUR
};

uint32_t ui_colour(enum ui_theme theme, enum ui_colour colour)
{
    return colours[colour][theme];
}

static bool is_max(const struct ui *u)
{
    return u->setting.theme == THEME_MAX || u->setting.theme == THEME_MAX_INVERSE;
}

static bool on_wall(const struct ui *u, const struct ui_node *n)
{
    float middle = n->box.y + n->box.h / 2;
    return u->wall.w > 0 && middle < u->wall.y + u->wall.h && n->box.x < u->wall.x + u->wall.w;
}

uint8_t ui_beneath(const struct ui *u, const struct ui_node *n)
{
    for (uint16_t i = n->parent; i != UI_NONE; i = u->node[i].parent) {
        if (u->node[i].role == UI_CARD)
            return COLOUR_CARD;
        if (u->node[i].role == UI_DOCK)
            return COLOUR_DOCK;
    }
    return on_wall(u, n) ? COLOUR_WALL : COLOUR_GROUND;
}

static struct ui_look plain(const struct ui *u, const struct ui_node *n)
{
    bool wall = on_wall(u, n);
    return (struct ui_look){.fill = COLOURS,
                            .line = COLOURS,
                            .text = wall ? COLOUR_ONWALL : COLOUR_INK,
                            .quiet = wall ? COLOUR_ONWALL : COLOUR_INK2,
                            .icon = wall ? COLOUR_ONWALL : COLOUR_ACCENT,
                            .disc = COLOURS,
                            .disc_line = COLOURS};
}

/* A card's own corners; a line where it is a frame. */
static struct ui_look carded(const struct ui *u, const struct ui_node *n, bool framed)
{
    struct ui_look look = {.fill = COLOUR_CARD,
                           .line = COLOURS,
                           .text = COLOUR_INK,
                           .quiet = COLOUR_INK2,
                           .icon = COLOUR_ACCENT,
                           .disc = COLOURS,
                           .disc_line = COLOURS,
                           .radius_mm = n->role == UI_OUTLINE ? 3.2f : 9};
    if (framed || is_max(u)) {
        look.line = framed ? COLOUR_ACCENT : COLOUR_LINE;
        look.line_mm = 1;
    }
    return look;
}

static struct ui_look reading(const struct ui *u, const struct ui_node *n)
{
    struct ui_look look = plain(u, n);
    float thin = is_max(u) ? 1 : 0.5f;
    switch ((enum ui_role)n->role) {
    case UI_CARD:
    case UI_NOTICE:
    case UI_MARK:
        return carded(u, n, false);
    case UI_FIELD:
    case UI_CODE:
    case UI_OUTLINE:
        return carded(u, n, true);
    case UI_BADGE:
        look = carded(u, n, false);
        look.line = COLOUR_LINE;
        look.line_mm = thin;
        look.radius_mm = n->box.h / 2;
        return look;
    case UI_NUMBER: /* a line above, drawn at the top of the box */
        look.line = COLOUR_LINE;
        look.line_mm = thin;
        return look;
    case UI_STEP:
        look.text = look.quiet;
        return look;
    case UI_DAYS:
        look.disc = COLOUR_WASH;
        look.disc_line = is_max(u) ? COLOUR_LINE : COLOURS;
        look.disc_line_mm = 0.75f;
        return look;
    case UI_DOCK:
        look.fill = COLOUR_DOCK;
        look.line = COLOUR_LINE;
        look.line_mm = thin;
        return look;
    default:
        return look;
    }
}

static bool is_filled(const struct ui_node *n)
{
    return n->role == UI_PRIMARY || n->role == UI_HOLD;
}

static struct ui_look rest(const struct ui *u, const struct ui_node *n)
{
    struct ui_look look = {.fill = COLOUR_CARD,
                           .line = COLOUR_LINE,
                           .text = COLOUR_INK,
                           .quiet = COLOUR_INK2,
                           .icon = COLOUR_ACCENT,
                           .disc = COLOUR_TINT,
                           .disc_line = is_max(u) ? COLOUR_LINE : COLOURS,
                           .line_mm = is_max(u) ? 1 : 0.5f,
                           .disc_line_mm = is_max(u) ? 1 : 0.5f,
                           .radius_mm = n->role == UI_KEY ? 4 : 7};
    if (on_wall(u, n) && n->role != UI_NAV) {
        look.fill = look.line = COLOUR_ONWALL;
        look.text = look.quiet = look.icon = COLOUR_WALL;
    } else if (is_filled(n)) {
        look.fill = look.line = COLOUR_ACCENT;
        look.text = look.quiet = COLOUR_ONACCENT;
        look.disc = COLOUR_ONACCENT;
        look.icon = COLOUR_ONACCENT;
    } else if (n->role == UI_QUIET || n->role == UI_TOOL) {
        look.fill = look.line = COLOURS;
        look.line_mm = 0;
    } else if (n->role == UI_PAD) {
        look.line = COLOUR_ACCENT;
        look.line_mm = 1;
    } else if (n->role == UI_CHOICE && n->parent != UI_NONE && u->node[n->parent].role == UI_PAIR) {
        look.line = COLOUR_ACCENT;
        look.line_mm = 1;
    }
    if (n->flags & UI_HELP) {
        look.fill = COLOUR_HELP;
        look.text = look.quiet = look.icon = COLOUR_ONHELP;
        look.line_mm = is_max(u) ? 2.2f : 0.5f;
    }
    return look;
}

static void disable(const struct ui *u, const struct ui_node *n, struct ui_look *look)
{
    look->fill = COLOURS;
    look->line = look->disc_line = COLOUR_LINE;
    look->disc = COLOURS;
    look->dashed = look->disc_dashed = true;
    look->line_mm = is_max(u) ? 1 : 0.5f;
    look->disc_line_mm = 0.5f;
    look->text = look->quiet = ui_beneath(u, n) == COLOUR_WALL ? COLOUR_ONWALL : COLOUR_INK2;
    look->icon = look->text == COLOUR_ONWALL ? COLOUR_ONWALL : COLOUR_ACCENT;
}

static void choose(const struct ui *u, const struct ui_node *n, struct ui_look *look)
{
    look->line = COLOUR_ACCENT;
    look->line_mm = is_max(u) ? 2.2f : 1.5f;
    if ((n->flags & UI_CHOSEN) && !is_filled(n)) {
        look->fill = COLOUR_TINT;
        look->quiet = look->text; /* quiet text on the tint is under 10:1 in the dark */
    }
    if (n->flags & UI_CHOSEN)
        look->disc = is_filled(n) ? look->disc : COLOUR_CARD;
}

static void press(const struct ui *u, const struct ui_node *n, struct ui_look *look)
{
    if (is_filled(n) || on_wall(u, n)) { /* colours swap; in maximum contrast that is the whole difference */
        look->text = look->quiet = COLOUR_INK;
        look->icon = COLOUR_ACCENT;
    }
    look->fill = n->role == UI_TOOL && is_max(u) ? COLOURS : COLOUR_TINT;
    look->quiet = look->text;
    look->line = COLOUR_ACCENT;
    look->line_mm = is_max(u) ? 2.2f : 1;
    look->disc = COLOUR_CARD;
    if (is_max(u) && (n->flags & (UI_CHOSEN | UI_CURRENT)))
        look->line_mm = 3.2f; /* its line was broad before */
    if (n->flags & UI_HELP)
        look->text = look->quiet = look->icon = COLOUR_INK;
    if (is_max(u) && (n->flags & UI_HELP)) { /* as broad a line as at rest, so the colours swap */
        look->fill = COLOUR_ONHELP;
        look->text = look->quiet = look->icon = COLOUR_HELP;
    }
}

static void apply(const struct ui *u, const struct ui_node *n, unsigned state, struct ui_look *look)
{
    if (n->flags & UI_DISABLED)
        disable(u, n, look);
    if (n->flags & (UI_CHOSEN | UI_CURRENT))
        choose(u, n, look);
    if (state & UI_STATE_PRESSED)
        press(u, n, look);
}

struct ui_look ui_style(const struct ui *u, const struct ui_node *n, unsigned state)
{
    struct ui_look look = ui_role_focus(n->role) ? rest(u, n) : reading(u, n);
    apply(u, n, ui_role_focus(n->role) ? state : 0, &look);
    return look;
}

/* What layout stores is the token at rest; the same part of the node has its token in every state. */
uint8_t ui_run_colour(const struct ui *u, const struct ui_run *r, unsigned state)
{
    const struct ui_node *n = &u->node[r->node];
    if (!ui_role_focus(n->role))
        return r->colour;
    struct ui_look before = ui_style(u, n, 0), now = ui_style(u, n, state);
    if (r->face == FACE_ICON && r->disc > 0 && is_filled(n))
        return COLOUR_ACCENT; /* the disc is light at rest and pressed */
    if (r->face == FACE_ICON && r->colour == before.icon)
        return now.icon;
    return r->colour == before.quiet && r->face == FACE_TEXT ? now.quiet : now.text;
}

uint8_t ui_run_disc(const struct ui *u, const struct ui_run *r, unsigned state)
{
    const struct ui_node *n = &u->node[r->node];
    if (r->disc <= 0 || !ui_role_focus(n->role))
        return r->disc_colour;
    return ui_style(u, n, state).disc;
}
