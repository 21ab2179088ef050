/* Quarter masks, by the exact distance from the edge: each radius is made once, so a square root a pixel is cheap. */
#include <math.h>
#include <stdlib.h>
#include "display/corners.h"

enum { CORNERS = 24, CORNERS_RADIUS = 128 };

struct corners {
    uint32_t clock;
    struct quarter quarter[CORNERS];
};

struct corners *corners_open(void)
{
    return calloc(1, sizeof(struct corners));
}

void corners_close(struct corners *c)
{
    for (int i = 0; c && i < CORNERS; i++)
        free(c->quarter[i].alpha);
    free(c);
}

/* How much of a pixel lies inside: by the distance of its middle from the edge, good to 2 % for radii over 2 px. */
static uint8_t covered(float distance)
{
    float alpha = distance + 0.5f;

    return alpha <= 0 ? 0 : alpha >= 1 ? 255 : (uint8_t)(alpha * 255 + 0.5f);
}

static void quarter_make(uint8_t *alpha, int radius)
{
    for (int y = 0; y < radius; y++)
        for (int x = 0; x < radius; x++) {
            float dx = (float)(radius - x) - 0.5f, dy = (float)(radius - y) - 0.5f;
            alpha[y * radius + x] = covered((float)radius - sqrtf(dx * dx + dy * dy));
        }
}

const struct quarter *corners_quarter(struct corners *c, int radius)
{
    struct quarter *oldest = c->quarter;

    if (radius < 1 || radius > CORNERS_RADIUS)
        return NULL;
    for (int i = 0; i < CORNERS; i++) {
        struct quarter *q = &c->quarter[i];
        if (q->alpha && q->radius == radius) {
            q->used = ++c->clock;
            return q;
        }
        if (q->used < oldest->used)
            oldest = q;
    }
    uint8_t *alpha = malloc((size_t)radius * (size_t)radius);
    if (!alpha)
        return NULL;
    free(oldest->alpha);
    quarter_make(alpha, radius);
    *oldest = (struct quarter){.radius = radius, .used = ++c->clock, .alpha = alpha};
    return oldest;
}
