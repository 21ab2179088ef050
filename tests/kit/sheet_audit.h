/* What must hold of every page of paper, looked at as it was laid out: inside the margins, nothing over anything else,
 * no letter under 14 pt and the text of the size asked for, no private word on the half that may lie outside, no name.
 */

#pragma once

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "ui/sheet.h"
#include "ui/speak.h"

/* A card's lines and a QR's squares are things that words may not lie on, either. */
bool sheet_places_ok(const struct ui *u);
/* OUT-01: nothing under 14 pt; what is read in sentences has the size asked for. */
bool sheet_sizes_ok(const struct ui *u);
/* OUT-02: where there is a fold, what it hides stands below it; nothing private stands above. */
bool sheet_fold_ok(const struct ui *u);
bool sheet_words_ok(const struct ui *u, const char *const *forbidden);
/* Marks what of the tree's text stands on this page; sheet_seen_all asks for every letter after the last page. */
void sheet_see(const struct ui *u, uint8_t *seen);
bool sheet_seen_all(const struct ui *u, const uint8_t *seen);
