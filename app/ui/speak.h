/* What the ear gets from the tree: label or say, role word, state, place in its group, hint (AUD-07, AUD-08).
 * Translated. */
#pragma once

#include "base/bytes.h"
#include "ui/tree.h"

/* One node in a sentence, appended. */
void ui_speak_node(const struct ui *u, uint16_t node, struct buffer *out);
/* The first sentence of a screen: title, step, page, how many choices. */
void ui_speak_screen(const struct ui *u, struct buffer *out);
/* Everything that is read on this page, in order, dock excepted: for "read aloud". */
void ui_speak_page(const struct ui *u, struct buffer *out);
/* The live nodes whose words changed; nothing appended where none did. */
void ui_speak_changes(const struct ui *before, const struct ui *now, struct buffer *out);
/* True if a node's words are personal (UI_PRIVATE on it or above it): only for a headset (AUD-03). */
bool ui_is_private(const struct ui *u, uint16_t node);
