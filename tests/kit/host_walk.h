/* The world of walks: a clock that is told, a disk and a stick that do as told, and an ear for what was spoken. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/machine.h"
#include "base/printer.h"

struct walk_world {
    int64_t now, steady_ms; /* UTC seconds; milliseconds */
    int64_t disk_free;      /* -1: ask the real disk */
    bool stick_gone, real_clock;
    char said[2048];      /* spoken last; personal text too, since walks check it */
    bool voice, headset;  /* there is a voice; a headset is plugged in */
    bool heard, speaking; /* what was said last can be heard by somebody; and it has not ended */
    int rate, volume;
    bool printer, printer_due,
        printer_stuck; /* there is a printing program; it has something to say; it takes no rows */
    enum printer_state printer_state;
    int paper_pages, paper_rows, papers; /* of the sheet it was given; whole sheets so far */
    bool paper_sent;
    bool machine; /* there is a steward */
    struct machine_answer answers[MACHINE_VERBS];
    char asked[2048]; /* one line an ask: "CLOCK 1795622400"; the newest are lost when it is full */
};
extern struct walk_world walk_world;
