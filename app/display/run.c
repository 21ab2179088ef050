/* Runs: words one by one from the store of masks, icons by the em box. */
#include <math.h>
#include <string.h>
#include "base/bytes.h"
#include "base/text.h"
#include "display/scene.h"
#include "ui/style.h"

enum { ICON_ASCENT = 960, ICON_EM = 1024 }; /* of the icon font */

static const uint32_t icon_codes[ICONS] = {
#define ICON(name, code, mirrored) [ICON_##name] = code,
#include "base/icons.def"
#undef ICON
};

static void mask_at(const struct scene *s, const struct fonts_word *w, float pen, int baseline, uint32_t colour)
{
    struct mask m = fonts_mask(s->fonts, w);

    canvas_mask(s->canvas, (int)lroundf(pen) + m.left, baseline + m.top, m.alpha, m.width, m.height, colour);
}

static void icon(const struct scene *s, const struct ui_run *r, uint32_t colour)
{
    char text[5];
    size_t bytes = text_put(text, r->text < ICONS ? icon_codes[r->text] : 0);
    float x = (r->x + r->w / 2) * s->x_px, y = (r->y + r->h / 2) * s->y_px, em = r->em_px;
    struct fonts_word w = {
        .language = "", .face = FACE_ICON, .em = r->em_px, .text = text, .bytes = bytes, .personal = s->ui->paper};

    mask_at(s, &w, x - em / 2, (int)lroundf(y - em / 2 + em * ICON_ASCENT / ICON_EM), colour);
}

static int baseline(const struct scene *s, const struct ui_run *r)
{
    float drop = fonts_baseline(s->fonts, s->ui->setting.language, r->face) * (float)r->em_px;

    return (int)lroundf((r->y + r->h / 2) * s->y_px + drop);
}

/* From right to left the first word stands at the right end. */
static void line(const struct scene *s, const struct ui_run *r, uint32_t colour, bool personal)
{
    const char *text = ui_string(s->ui, r->text), *language = s->ui->setting.language;
    bool from_right = fonts_from_right(text, r->length);
    struct fonts_word w = {.language = language, .face = r->face, .em = r->em_px, .personal = personal};
    float pen = (from_right ? r->x + r->w : r->x) * s->x_px,
          space = fonts_width(s->fonts, language, r->face, r->em_px, " ", 1);
    int base = baseline(s, r);

    for (size_t at = 0; at < r->length; at += w.bytes + 1) {
        const char *end = memchr(text + at, ' ', r->length - at);
        w.text = text + at;
        w.bytes = end ? (size_t)(end - w.text) : r->length - at;
        float wide = w.bytes ? fonts_width(s->fonts, language, r->face, r->em_px, w.text, w.bytes) : 0;
        if (w.bytes)
            mask_at(s, &w, from_right ? pen - wide : pen, base, colour);
        pen += from_right ? -(wide + space) : wide + space;
    }
}

static void disc(const struct scene *s, const struct ui_run *r, const struct ui_look *look, unsigned state)
{
    float x = r->x + r->w / 2, y = r->y + r->h / 2, half = r->disc / 2;
    struct area a = scene_area(s, (struct ui_box){x - half, y - half, r->disc, r->disc});
    uint8_t fill = ui_run_disc(s->ui, r, state);
    int radius = (a.right - a.left) / 2, width = scene_px(s, look->disc_line_mm);

    a.bottom = a.top + (a.right - a.left); /* rounding may differ by a px in height */
    if (fill < COLOURS)
        canvas_round(s->canvas, a, radius, scene_colour(s, fill));
    if (look->disc_line >= COLOURS || look->disc_line_mm <= 0)
        return;
    if (look->disc_dashed)
        canvas_round_dashes(s->canvas, a, radius, width, scene_colour(s, look->disc_line));
    else
        canvas_round_line(s->canvas, a, radius, width, scene_colour(s, look->disc_line));
}

void scene_run(const struct scene *s, const struct ui_run *r)
{
    const struct ui_node *n = &s->ui->node[r->node];
    unsigned state = scene_state(s, n);
    uint32_t colour = scene_colour(s, ui_run_colour(s->ui, r, state));

    if (r->disc > 0) {
        struct ui_look look = ui_style(s->ui, n, state);
        disc(s, r, &look, state);
    }
    if (r->face == FACE_ICON)
        icon(s, r, colour);
    else if (r->face == FACE_SIGN)
        scene_sign(s, r, ui_string(s->ui, r->text));
    else
        line(s, r, colour, n->flags & UI_PRIVATE || s->ui->paper); /* a page's letters are never seen again */
}
