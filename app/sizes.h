/* How much of anything the state holds. */
#pragma once

enum {
    ROWS_MAX = 12, /* groups, meetings or topics in memory at a time: a part of their list, the session's `part` */
    DATES_MAX = 5, /* S43: the next five dates */
    TRAIL_MAX = 48,
    FIELD_MAX = 161, /* bytes: 40 code points: as little as possible */
    STROKE_POINTS_MAX = 2048,
    STROKES_MAX = 64,
    CODE_WORDS = 4,
    CODE_ASKED = 1, /* the part of join_done that asks whether the code was kept */
    CODE_LIST = 2048,
    PIN_MAX = 12,
    RECEIPT_TAG = 32,
    SUGGESTIONS_MAX = 4,
    SIZE_USUAL = 1,
    SIZE_STEPS = 5,
    THEME_STEPS = 5, /* of ui/tree.h, which flow/ may not see; loop/loop.c asserts that they agree */
};
