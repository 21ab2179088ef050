/* The road of two answers: any screen's tree as a row of questions, each with two answers. What is only read comes first, on the
 * pages that it takes; then what can be pressed is halved until one thing is meant. Pure. There is no second set of screens: a
 * view knows nothing of it, but for u->asks where its words speak of holding a button.
 *
 * Which question is put stands in a number, 0 for the screen's first. An answer that halves carries the caller's act with the
 * number of the next question; an answer that means one target carries that target's own act. What is to be held for two
 * seconds, and Leave, is asked once more, with Yes on the other side: the same press twice does nothing final. */
#pragma once

#include "ui/tree.h"

enum { UI_ROAD_DOCK = 1 << 20 }; /* the question about Back, Help now, Leave and the tools */

/* `full`: as the view made it, with its frame, not laid out. `at`: the number; one that does not fit puts the first question.
 * `out`: a whole tree, to be laid out: `road/first` and `road/second` are the answers. */
void ui_road_ask(const struct ui *full, int32_t at, uint16_t act, struct ui *out);
/* The two answers on the display: of the question, or how to read on and back where it stands on a later page. Ids; the same
 * twice where there is one only, 0 where there is none. */
void ui_road_answers(const struct ui *u, uint32_t ret[2]);
