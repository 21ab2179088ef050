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

/* --- what is said ------------------------------------------------------------------------------------------------- */

enum verdict setup_aim_verdict(int32_t offset_tenths)
{
    return offset_tenths > SETUP_AIM_TENTHS ? VERDICT_SETUP_AIM_OFF : VERDICT_KIOSK_OPEN;
}

enum verdict setup_card_verdict(bool is_a_panel, bool is_large_enough)
{
    return !is_a_panel ? VERDICT_SETUP_PANEL : is_large_enough ? VERDICT_KIOSK_OPEN : VERDICT_SETUP_PANEL_SMALL;
}

enum verdict setup_centre_verdict(fault f)
{
    switch (f) {
    case FAULT_NONE:
        return VERDICT_SETUP_CENTRE_GOOD;
    case FAULT_FILE_MISSING:
        return VERDICT_SETUP_NO_CENTRE;
    case FAULT_BAD_INPUT:
    case FAULT_TOO_LARGE:
        return VERDICT_SETUP_CENTRE_BAD;
    case FAULT_TOO_NEW:
        return VERDICT_SETUP_CENTRE_NEW;
    case FAULT_NOT_FOR_US:
        return VERDICT_SETUP_CENTRE_KEYS;
    default:
        return setup_fault_verdict(f);
    }
}

enum verdict setup_pin_verdict(bool right)
{
    return right ? VERDICT_KIOSK_OPEN : VERDICT_SETUP_PIN_WRONG;
}

enum verdict setup_trial_verdict(enum setup_trial how)
{
    return how == TRIAL_WELL       ? VERDICT_KIOSK_OPEN
           : how == TRIAL_NO_PLACE ? VERDICT_SETUP_TRIAL_FULL
                                   : VERDICT_SETUP_TRIAL_BAD;
}

enum verdict setup_protocol_verdict(fault f)
{
    return f == FAULT_NONE ? VERDICT_SETUP_KEPT : setup_fault_verdict(f);
}

enum verdict setup_disks_verdict(int32_t count)
{
    return count > 0 ? VERDICT_KIOSK_OPEN : VERDICT_SETUP_NO_DISK;
}

enum verdict setup_install_verdict(bool well)
{
    return well ? VERDICT_KIOSK_OPEN : VERDICT_SETUP_INSTALL_BAD;
}

enum verdict setup_fault_verdict(fault f)
{
    switch (f) {
    case FAULT_STEWARD_GONE:
        return VERDICT_MACHINE_SILENT;
    case FAULT_NO_MEMORY:
        return VERDICT_SETUP_MEMORY;
    case FAULT_DISK_FULL:
    case FAULT_DISK_READONLY:
    case FAULT_DISK_BROKEN:
        return VERDICT_SETUP_DISK;
    case FAULT_STICK_GONE:
    case FAULT_STICK_FULL:
    case FAULT_STICK_LIES:
        return VERDICT_SETUP_STICK;
    default:
        return VERDICT_SETUP_FAILED;
    }
}
