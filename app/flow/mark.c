/* Signing: the mark on the pad, kept as a picture and nothing more. Points are set at equal distances along the finger's
 * way, so that how fast it moved can't be told from them (SGN-06). Any mark counts (SGN-02). */
#include "flow/inner.h"

#include <math.h>
#include <string.h>
#include "base/text.h"

enum { POINT_DISTANCE = 6, PAD_UNITS = 800, PAD_HEIGHT_MAX = 800 };

static int16_t inside(int32_t at, int32_t most)
{
    return (int16_t)(at < 0 ? 0 : at > most ? most : at);
}

static void put(struct strokes *m, int32_t x, int32_t y)
{
    if (m->points == STROKE_POINTS_MAX)
        return;
    m->x[m->points] = inside(x, PAD_UNITS);
    m->y[m->points] = inside(y, PAD_HEIGHT_MAX);
    m->points++;
}

void flow_stroke_begin(struct app *app, int32_t x, int32_t y)
{
    struct strokes *m = &app->session.join.mark;
    if (app->session.at != SCREEN_sign_draw || m->count == STROKES_MAX || m->points == STROKE_POINTS_MAX)
        return;
    m->start[m->count++] = m->points;
    m->drawing = true;
    put(m, x, y);
    app->wake = true;
}

void flow_stroke_point(struct app *app, int32_t x, int32_t y)
{
    struct strokes *m = &app->session.join.mark;
    if (!m->drawing || m->points == 0)
        return;
    x = inside(x, PAD_UNITS);
    y = inside(y, PAD_HEIGHT_MAX);
    float at_x = m->x[m->points - 1], at_y = m->y[m->points - 1];
    float left = hypotf((float)x - at_x, (float)y - at_y);
    float step_x = left > 0 ? ((float)x - at_x) / left * POINT_DISTANCE : 0;
    float step_y = left > 0 ? ((float)y - at_y) / left * POINT_DISTANCE : 0;
    for (; left >= POINT_DISTANCE; left -= POINT_DISTANCE) {
        at_x += step_x;
        at_y += step_y;
        put(m, (int32_t)lroundf(at_x), (int32_t)lroundf(at_y));
    }
    app->wake = true;
}

void flow_stroke_end(struct app *app)
{
    app->session.join.mark.drawing = false;
    app->wake = true;
}

void flow_mark_undo(struct app *app, int32_t number)
{
    (void)number;
    struct strokes *m = &app->session.join.mark;
    if (m->count == 0)
        return;
    uint16_t from = m->start[--m->count];
    bytes_wipe(m->x + from, sizeof *m->x * (size_t)(m->points - from));
    bytes_wipe(m->y + from, sizeof *m->y * (size_t)(m->points - from));
    m->points = from;
    m->drawing = false;
}

void flow_mark_clear(struct app *app, int32_t number)
{
    (void)number;
    bytes_wipe(&app->session.join.mark, sizeof app->session.join.mark);
}

void flow_mark_dot(struct app *app, int32_t number)
{
    (void)number;
    flow_stroke_begin(app, PAD_UNITS / 2, PAD_UNITS / 4);
    flow_stroke_end(app);
}

struct signing flow_signing(const struct joining *j, enum sign_way way)
{
    return (struct signing){
        .way = way,
        .marked = j->mark.points > 0,
        .name = j->sign_name,
        .held_ms = way == SIGN_HOLD ? SIGN_HOLD_MS : 0, /* the glass asks for SIGN only after the whole hold */
        .witness = j->witness,
    };
}

void flow_sign_way(struct app *app, int32_t number)
{
    static const enum screen screens[] = {
        [SIGN_DRAW] = SCREEN_sign_draw, [SIGN_NAME] = SCREEN_sign_name, [SIGN_HOLD] = SCREEN_sign_hold,
        [SIGN_WITNESS] = SCREEN_sign_witness,
    };
    struct joining *j = &app->session.join;
    if (number < SIGN_DRAW || number > SIGN_WITNESS)
        return;
    if (number == SIGN_NAME && !*j->sign_name) /* picked for them; they may write another */
        (void)text_copy(j->sign_name, sizeof j->sign_name, j->name);
    if (flow_show(app, screens[number]) && j->way != number) {
        j->way = (uint8_t)number;
        j->is_signed = false;
    }
}

void flow_sign(struct app *app, int32_t number)
{
    struct joining *j = &app->session.join;
    enum screen at = app->session.at;
    if (number < SIGN_DRAW || number > SIGN_WITNESS || at < SCREEN_join_sign || at > SCREEN_sign_witness)
        return;
    const struct signing signing = flow_signing(j, (enum sign_way)number);
    enum verdict v = sign_verdict(&signing);
    if (v != VERDICT_SIGN_GOOD) {
        flow_notice(app, v);
        return;
    }
    j->way = (uint8_t)number;
    j->is_signed = true;
    j->mark.drawing = false;
    flow_join_next(app);
}

void flow_mark_path(struct buffer *out, const struct strokes *mark)
{
    for (uint16_t s = 0; s < mark->count; s++) {
        uint16_t from = mark->start[s], to = s + 1 < mark->count ? mark->start[s + 1] : mark->points;
        for (uint16_t i = from; i < to; i++)
            buffer_format(out, "%c%d %d", i == from ? 'M' : 'L', mark->x[i], mark->y[i]);
        if (to == from + 1) /* a dot is a line of no length: SVG paints its round end */
            buffer_format(out, "L%d %d", mark->x[from], mark->y[from]);
    }
}
