/* What some of the loop's parts keep between two of its iterations (struct loop). */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/printer.h"
#include "display/display.h"
#include "ui/tree.h"

struct print_job { /* the sheet that is being drawn */
    bool begun, sent;
    int page, pages, row, drawn; /* drawn: 1 + the first of the rows in `grey` */
    int64_t again_ms;
    struct ui tree[PRINTER_PAGES]; /* as things stood when it was asked for: the visitor goes on meanwhile */
    uint8_t grey[PRINTER_ROWS * PRINTER_WIDTH];
};

struct loop_spot {    /* where a touch came that was not taken: a mark stands there for a moment */
    float x, y;       /* mm */
    int64_t until_ms; /* 0: none */
};

struct loop_road {    /* hands on the road of two answers (loop/road.c) */
    bool down, rests; /* one of its keys is down; one finger is, and has not moved */
    enum input_key key;
    int fingers;
    int64_t down_ms, rest_ms, shown_ms; /* shown: this question */
    float x, y;                         /* mm: where the finger landed */
};
