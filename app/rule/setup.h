/* Commissioning's own arithmetic: how large the display is when a bank card fits an outline, how far beside a ring a
 * finger came down, and the lines in which the step reached is kept. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "rule/centre.h"
#include "rule/verdict.h"

enum setup_step {
#define SETUP_STEP(name) SETUP_##name,
#include "rule/setup.def"
#undef SETUP_STEP
    SETUP_STEPS
};

enum { /* ISO/IEC 7810 ID-1, in 1/100 mm */
       SETUP_CARD_WIDTH = 8560,
       SETUP_CARD_HEIGHT = 5398,
       SETUP_AIMS = 5,        /* rings to touch: four corners and the middle */
       SETUP_AIM_TENTHS = 50, /* 5 mm beside the ring is refused */
       SETUP_KEPT_MAX = 160,  /* bytes of the lines kept */
};

struct setup_kept { /* what outlives a power cut */
    enum setup_step step;
    uint32_t same; /* bit per recipient that was compared and is the same */
    char language[CENTRE_LANGUAGE_MAX];
};

/* The display has `panel`'s pixels; a bank card is as wide as `card_px` of them. False, and nothing changes, when that
 * would be a display nobody sells (70 mm to 1.5 m on a side). */
bool setup_panel(struct panel *panel, int32_t card_px);
/* Pixels of a card's width on the panel as it is believed to be. */
int32_t setup_card_px(const struct panel *panel);
/* Where ring `aim` stands on a pad of 800 units width and this height. */
void setup_aim(int aim, int32_t pad_height, int32_t *ret_x, int32_t *ret_y);
/* Tenths of a millimetre between two places of a pad, one unit being unit_um micrometres. */
int32_t setup_offset_tenths(int32_t dx, int32_t dy, int32_t unit_um);

/* What is said; KIOSK_OPEN where there is nothing to say. */
enum verdict setup_aim_verdict(int32_t offset_tenths);
enum verdict setup_card_verdict(bool is_a_panel, bool is_large_enough);
/* Of reading the centre file; NOT_FOR_US: its receivers are too few, or none. */
enum verdict setup_centre_verdict(fault f);
enum verdict setup_pin_verdict(bool right);
enum setup_trial { TRIAL_WELL, TRIAL_NO_PLACE, TRIAL_BAD };
enum verdict setup_trial_verdict(enum setup_trial how);
enum verdict setup_protocol_verdict(fault f);
enum verdict setup_disks_verdict(int32_t count);
enum verdict setup_install_verdict(bool well);
enum verdict setup_fault_verdict(fault f); /* of anything else that failed; NONE has no verdict here: FAILED */

/* Lines "key=value" behind "sirkel-setup 1"; read strictly: false for anything else. `out` holds SETUP_KEPT_MAX. */
size_t setup_kept_write(char *out, const struct setup_kept *kept);
bool setup_kept_read(struct setup_kept *out, const char *text);
