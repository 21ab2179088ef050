/* The mark on the pad, kept as a picture and nothing more. Points are set at equal distances along the finger's
 * way, so that how fast it moved can't be told from them (SGN-06). Any mark counts (SGN-02). */
#include "flow/core/core.h"
#include "flow/join/join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

void flow_mark_begin(struct app *app, int32_t x, int32_t y)
{
    struct strokes *m = &app->session.join.mark;
    if (m->count == STROKES_MAX || m->points == STROKE_POINTS_MAX)
        return;
    m->start[m->count++] = m->points;
    m->drawing = true;
    put(m, x, y);
    m->finger_x = m->x[m->points - 1];
    m->finger_y = m->y[m->points - 1];
    app->wake = true;
}

/* Goes the finger's way unit by unit, however far apart it was seen, and sets a point whenever it is far enough from the
 * last: slow and fast hands leave the same points. */
void flow_stroke_point(struct app *app, int32_t x, int32_t y)
{
    struct strokes *m = &app->session.join.mark;
    if (!m->drawing || m->points == 0)
        return;
    int32_t from_x = m->finger_x, from_y = m->finger_y;
    int32_t far_x = inside(x, PAD_UNITS) - from_x, far_y = inside(y, PAD_HEIGHT_MAX) - from_y;
    int32_t steps = abs(far_x) > abs(far_y) ? abs(far_x) : abs(far_y);
    for (int32_t i = 1; i <= steps; i++) {
        int32_t at_x = from_x + (int32_t)lround((double)far_x * i / steps);
        int32_t at_y = from_y + (int32_t)lround((double)far_y * i / steps);
        int32_t dx = at_x - m->x[m->points - 1], dy = at_y - m->y[m->points - 1];
        if (dx * dx + dy * dy >= POINT_DISTANCE * POINT_DISTANCE)
            put(m, at_x, at_y);
    }
    m->finger_x = (int16_t)(from_x + far_x);
    m->finger_y = (int16_t)(from_y + far_y);
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
    m->finger_x = m->finger_y = 0;
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
    flow_mark_begin(app, PAD_UNITS / 2, PAD_UNITS / 4);
    flow_stroke_end(app);
}
