/* What the ear gets from the tree: label or say, role word, state, place in its group, hint.
 * Translated. */
#pragma once

#include "base/bytes.h"
#include "ui/tree.h"

/* A text as a voice must get it (AUD-09), appended: clocks, groups of digits, rooms, dates and short forms become words;
 * soft hyphens and line ends are for the eye only. */
void ui_spoken_text(struct buffer *out, const char *text);
/* One node in a sentence, appended. */
void ui_speak_node(const struct ui *u, uint16_t node, struct buffer *out);
/* A group of targets by its name: what they are, how many, the first and the last of them. Appended. */
void ui_speak_group(const struct ui *u, uint16_t first, uint16_t last, struct buffer *out);
/* Where no target has the focus: which keys lead to one. For answers: which key leads to which (rule 1 of focus.c). */
void ui_speak_way(const struct ui *u, uint16_t node, struct buffer *out);
/* The first sentence of a screen: title, step, page, how many choices. */
void ui_speak_screen(const struct ui *u, struct buffer *out);
/* The next node that is read aloud behind that one (0: the first), in order; the dock and single keys excepted.
 * UI_NONE at the end. */
uint16_t ui_speak_next(const struct ui *u, uint16_t after);
/* All of them, one after the other. */
void ui_speak_page(const struct ui *u, struct buffer *out);
/* Where on the display those bytes of a node's sentence stand: offset and bytes in the tree's text, soft hyphens included
 * (AUD-17). False for words that are only heard: a role, a place in a row, a spoken form. */
struct ui_spot {
    uint16_t text, bytes;
};
bool ui_speak_where(const struct ui *u, uint16_t node, size_t from, size_t bytes, struct ui_spot *ret);
/* The live nodes whose words changed; nothing appended where none did. */
void ui_speak_changes(const struct ui *before, const struct ui *now, struct buffer *out);
/* True if a node's words are personal (UI_PRIVATE on it or above it): only for a headset (AUD-03). */
bool ui_is_private(const struct ui *u, uint16_t node);
