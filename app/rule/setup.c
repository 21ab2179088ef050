/* Commissioning's own arithmetic. */
#include "rule/setup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"

enum { SIDE_MM_MIN = 70, SIDE_MM_MAX = 1500 };

static const char *const names[SETUP_STEPS] = {
#define SETUP_STEP(name) #name,
#include "rule/setup.def"
#undef SETUP_STEP
};

const char *setup_step_name(enum setup_step step)
{
    return names[step];
}

static int32_t scaled(int32_t px, int32_t card_px)
{
    return (int32_t)(((int64_t)px * SETUP_CARD_WIDTH + (int64_t)card_px * 50) / ((int64_t)card_px * 100));
}

bool setup_panel(struct panel *panel, int32_t card_px)
{
    if (card_px <= 0)
        return false;
    int32_t width = scaled(panel->width_px, card_px), height = scaled(panel->height_px, card_px);
    if (width < SIDE_MM_MIN || height < SIDE_MM_MIN || width > SIDE_MM_MAX || height > SIDE_MM_MAX)
        return false;
    panel->width_mm = width;
    panel->height_mm = height;
    return true;
}

int32_t setup_card_px(const struct panel *panel)
{
    return (int32_t)(((int64_t)panel->width_px * SETUP_CARD_WIDTH + (int64_t)panel->width_mm * 50) /
                     ((int64_t)panel->width_mm * 100));
}

void setup_aim(int aim, int32_t pad_height, int32_t *ret_x, int32_t *ret_y)
{
    enum { EDGE = 80, WIDTH = 800 };
    static const int8_t across[SETUP_AIMS] = {0, 2, 1, 0, 2}, down[SETUP_AIMS] = {0, 0, 1, 2, 2};
    *ret_x = EDGE + (WIDTH - 2 * EDGE) * across[aim % SETUP_AIMS] / 2;
    *ret_y = EDGE + (pad_height - 2 * EDGE) * down[aim % SETUP_AIMS] / 2;
}

int32_t setup_offset_tenths(int32_t dx, int32_t dy, int32_t unit_um)
{
    double units = sqrt((double)dx * dx + (double)dy * dy);
    return (int32_t)lround(units * unit_um / 100);
}

size_t setup_kept_write(char *out, const struct setup_kept *kept)
{
    int n = snprintf(out, SETUP_KEPT_MAX, "sirkel-setup 1\nstep=%s\nlanguage=%s\nsame=%u\n", names[kept->step],
                     kept->language, (unsigned)kept->same);
    return n > 0 && n < SETUP_KEPT_MAX ? (size_t)n : 0;
}

/* What it says must be what would be written: one spelling only. */
bool setup_kept_read(struct setup_kept *out, const char *text)
{
    struct setup_kept kept = {.step = SETUP_STEPS};
    char step[16] = "", again[SETUP_KEPT_MAX];
    unsigned same = 0;
    if (sscanf(text, "sirkel-setup 1\nstep=%15[a-z]\nlanguage=%8[a-z]\nsame=%u", step, kept.language, &same) != 3)
        return false;
    for (int i = 0; i < SETUP_STEPS; i++)
        if (text_same(names[i], step))
            kept.step = (enum setup_step)i;
    kept.same = same;
    if (kept.step == SETUP_STEPS || setup_kept_write(again, &kept) == 0 || !text_same(again, text))
        return false;
    *out = kept;
    return true;
}
