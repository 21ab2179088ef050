/* Lays a tree out on A4 instead of display: black on white, one column between margins of 20 mm, text of 16, 20 or 28 pt
 * by the setting's size (S and M are 16), nothing under 14 (OUT-01). What takes more than a page with all its air is put
 * closer where that saves one, and else flows to further pages; a fact, a rule or a code is never split.
 *
 * What a sheet may put together, all of it children of the SCREEN, in this order:
 *   [RING] HEADING then any of
 *   TEXT STRONG QR CODE FOLD SCALE
 *   CARD { TEXT FACT NUMBER TWO { STRONG FACT } }   a line between; TWO: a figure and its words
 *   PAIR { CARD QR }   side by side where there is room, else below one another
 *   FOOT               on every page: the label; the value at the end edge
 *
 * TEXT and STRONG right behind the HEADING stand beside the ring, which large print does without. A STRONG before
 * anything else is its name and stays with it. FOLD stands in the middle of the first page; what follows it lies inside
 * when the sheet is folded there, or on a later page. */
#pragma once

#include "ui/tree.h"

enum {
    UI_SHEET_WIDTH_MM = 210, /* ISO 216 */
    UI_SHEET_HEIGHT_MM = 297,
    UI_SHEET_MARGIN_MM = 20,
    UI_SHEET_WIDTH_PX = 2480, /* at 300 dpi, as base/printer.h has it */
    UI_SHEET_HEIGHT_PX = 3508,
    UI_SHEET_DPI = 300,
};
#define UI_SHEET_LINE_MM 0.35f

/* Sets box, UI_HIDDEN, runs, pages, paper; sets the setting's panel and theme; clamps page. Returns false when
 * something is higher than a page at this size: then the caller takes a smaller one. */
bool ui_layout_sheet(struct ui *u);
/* Pixels of so many points at 300 dpi. */
uint16_t ui_sheet_em_px(float points);
