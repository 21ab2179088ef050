/* Where the voice is (AUD-17): a bar beside the node that is read, and under the word that is heard a line in the
 * words' own colour, which holds wherever they do, with a soft band behind it where the paper is light or dark and not
 * a button's. */
#include "display/scene.h"
#include "ui/style.h"

#define BAR_MM 1.2f
#define BAR_GAP_MM 1.2f
#define LINE_MM 0.9f
#define ROOM_MM 0.7f /* of the band, beside the word */

static uint16_t read_node(const struct scene *s)
{
    uint16_t at = s->state->read ? ui_find(s->ui, s->state->read) : UI_NONE;

    return at != UI_NONE && scene_shown(&s->ui->node[at]) ? at : UI_NONE;
}

struct area scene_read_bar(const struct scene *s)
{
    uint16_t at = read_node(s);

    if (at == UI_NONE)
        return (struct area){0};
    struct ui_box b = s->ui->node[at].box;
    float x = s->ui->setting.from_right ? b.x + b.w + BAR_GAP_MM : b.x - BAR_GAP_MM - BAR_MM;
    return scene_area(s, (struct ui_box){x, b.y, BAR_MM, b.h});
}

struct area scene_read_word(const struct scene *s, int i)
{
    struct ui_box b = s->state->word[i];

    if (read_node(s) == UI_NONE || b.w <= 0)
        return (struct area){0};
    return scene_area(s, (struct ui_box){b.x - ROOM_MM, b.y, b.w + 2 * ROOM_MM, b.h + LINE_MM});
}

static void word(const struct scene *s, struct area a, const struct ui_look *look, bool band)
{
    struct area line = a;

    if (area_empty(a))
        return;
    line.top = a.bottom - scene_px(s, LINE_MM);
    if (band)
        canvas_fill(s->canvas, a, scene_colour(s, COLOUR_TINT));
    canvas_fill(s->canvas, line, scene_colour(s, look->text));
}

void scene_read(const struct scene *s)
{
    uint16_t at = read_node(s);

    if (at == UI_NONE)
        return;
    const struct ui_node *n = &s->ui->node[at];
    struct ui_look look = ui_style(s->ui, n, scene_state(s, n));
    bool wall = ui_beneath(s->ui, n) == COLOUR_WALL;
    canvas_fill(s->canvas, scene_read_bar(s), scene_colour(s, wall ? COLOUR_ONWALL : COLOUR_FOCUS));
    for (int i = 0; i < 2; i++)
        word(s, scene_read_word(s, i), &look, look.text == COLOUR_INK);
}
