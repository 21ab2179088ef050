/* Keyboard and switch: which target is in turn, and what asking a target means. All orders are the tree's own. */
#pragma once

#include "ui/tree.h"

/* Where the focus waits on a new page (rule 1 of focus.c): a target that commits nothing, a group of answers (PAIR),
 * the heading where all targets commit; in the dock only where the page has no target. 0 = nothing. */
uint32_t ui_focus_first(const struct ui *u);
/* The next (step 1) or previous (-1) target after a node, round and round, the dock included (Tab); `id` may be gone or
 * 0: then ui_focus_first. */
uint32_t ui_focus_move(const struct ui *u, uint32_t id, int step);
/* The same within the group at hand (up and down). `*ret_round`: it began again at the other end. */
uint32_t ui_focus_item(const struct ui *u, uint32_t id, int step, bool *ret_round);
/* The first target of the next or previous group (right and left) and the group's first and last target; 0 and UI_NONE
 * where there is no target at all. */
uint32_t ui_focus_group(const struct ui *u, uint32_t id, int step, uint16_t *ret_first, uint16_t *ret_last);
/* The box round the targets among those nodes, mm; w = 0: none. */
struct ui_box ui_targets_box(const struct ui *u, uint16_t first, uint16_t last);
/* Where the focus is after a rebuild: the same id; else the target now standing at its place; else the heading. 0 stays
 * 0. */
uint32_t ui_focus_keep(const struct ui *before, const struct ui *now, uint32_t id);

/* Two switches, move and select (SCN-05): groups first, then inside, at most three selects to any target. Back
 * and Help stand in every round; moving past the end of an inner round leaves it. */
struct ui_scan { /* zero-initialise: nothing highlighted; the first move highlights the first stop */
    uint8_t level;
    uint32_t at[3]; /* id of the first target of the highlighted stop, by level */
};
enum ui_scan_way { UI_SCAN_NEXT, UI_SCAN_ROUND, UI_SCAN_OUT }; /* ROUND: the outer round begins again */
enum ui_scan_way ui_scan_move(struct ui_scan *s, const struct ui *u);
/* Goes inside a group (returns 0), or returns the id of the single target that was highlighted. */
uint32_t ui_scan_select(struct ui_scan *s, const struct ui *u);
/* First and last node of the highlighted stop and the box round all of it; false when nothing is highlighted. */
bool ui_scan_range(const struct ui_scan *s, const struct ui *u, uint16_t *ret_first, uint16_t *ret_last,
                   struct ui_box *ret);

enum ui_answer_kind { UI_ANSWER_NONE, UI_ANSWER_ACT, UI_ANSWER_REASON, UI_ANSWER_ARMED };
struct ui_answer {
    uint8_t kind;
    uint16_t act;
    int32_t arg;
    const char *say; /* REASON: why it is disabled (act and arg are the node's); ARMED: press once more. Borrowed: the
                        tree's or the catalogue's */
};
/* What a tap, a finished hold, Enter or the switch asks. A disabled node answers with its hint. */
struct ui_answer ui_ask(const struct ui *u, uint32_t id);
/* The same from keys and switch: a HOLD is armed by the first press and acts by the second; `armed` is kept by the
 * caller (0 at first, and after every other press). */
struct ui_answer ui_ask_key(const struct ui *u, uint32_t id, uint32_t *armed);
