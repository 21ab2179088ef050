/* Screens to try the readers of the tree on, made like the product's own: home, start, group, consent, name with
 * keyboard, signing, help, topics, done, still here, a long text, and a worst case for the limits. */

#pragma once

#include <stdio.h>
#include "ui/layout.h"
#include "ui/tree.h"

extern const struct ui_panel panel_reference, panel_wide, panel_small;

struct sample {
    const char *name;
    void (*make)(struct ui *u);
};

enum { SAMPLES = 13 };
extern const struct sample samples[SAMPLES];

void sample_dock(struct ui *u);
void sample_row(struct ui *u, enum ui_role role, int32_t arg, const char *label, const char *hint, enum ui_icon icon);
void sample_home(struct ui *u);
void sample_group(struct ui *u);
void sample_consent(struct ui *u);
void sample_name(struct ui *u);
void sample_sign(struct ui *u);
void sample_help(struct ui *u);
void sample_hold(struct ui *u);
void sample_build(struct ui *u, const struct sample *sample, const struct ui_panel *panel, enum ui_size size,
                  enum ui_theme theme, uint16_t page);
