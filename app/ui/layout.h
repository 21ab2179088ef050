/* Gives every node its box and every text its lines, in millimetres (SIZ, TXT, RCH-01). Text widths come through
 * host_text_width, piece by piece between break opportunities, so that a cache of words serves.
 *
 * What a view may put together, all of it children of the SCREEN, in this order:
 *   [RING] [STEP] HEADING [BADGE] then any of
 *   TEXT STRONG FIELD MARK OUTLINE DAYS NUMBER CODE QR NOTICE HOLD PAD ROW PRIMARY BUTTON QUIET CHOICE
 *   CARD  { TEXT STRONG FACT NUMBER CODE }     read only; may be split between pages
 *   TWO   { BUTTON QUIET PRIMARY HOLD … }      two a line; below one another where the words need it
 *   PAIR  { CHOICE CHOICE }                    never split; put UI_COMMIT on both
 *   TILES { TILE … }                           two a line
 *   KEYS  { KEY … }                            rows end where the spans fill ui_key_columns()
 *   TWO "pages" { "earlier", "more" } and DOCK { TOOLS { TOOL … } BAR { NAV NAV NAV } } come last, from the frame.
 * Reading comes first and stands on the wall; the slack lies before the first target; what follows stays in order.
 * What does not fit flows to further pages, each with heading and, beside the brand, step and badge. FIELD, KEYS, PAD
 * and what follows them stay on one page where that is possible; texts before them then get a page of their own.
 * PRIMARY with a hint is a row; on a deep screen its label is large. A deep screen with one target is spruce down to
 * the dock. DAYS: `value` holds seven short names split by spaces, Monday first; the label is what is spoken. TEXT,
 * STRONG, FACT and hints may hold line breaks and soft hyphens. An icon may be given to every target, FACT and NOTICE.
 */
#pragma once

#include "base/fault.h"
#include "ui/tree.h"

/* Sets box, UI_HIDDEN, runs, wall, logo, pages; clamps page. Everything not on this page is hidden. A screen that SIZE_XXL would cut off
 * gets SIZE_XL, and its setting says so. */
void ui_layout(struct ui *u);

/* 11 where eleven keys of 20 mm fit (KBD-02), else 6, else 5: then the view shows alphabetical pages. */
int ui_key_columns(const struct ui_setting *setting);
/* A panel too small for five tools in one row, or large buttons: three stand there, and the screen of languages has the contrast. */
bool ui_few_tools(const struct ui_setting *setting);
/* How many rows of keys fit on a page beside heading, field and nothing else. */
int ui_key_rows(const struct ui_setting *setting);
/* Pixels of the em in this setting: capitals of at least 5.2, 6.7, 8.7, 12.0, 18.0 mm (TXT-01; 4.8, 5.6, 5.8, 6.0, 7.2 on panels
 * under 220 mm wide: docs/decisions/small-panels.md), Arabic script at 1.2 (TXT-09). */
uint16_t ui_em_px(const struct ui_setting *setting, enum ui_size size);
/* PANEL_SMALL when the minimum sizes can't be kept; `why` then holds the numbers, in English. */
fault ui_panel_ok(const struct ui_panel *panel, char *why, size_t size);
