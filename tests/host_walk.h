/* The world of walks: a clock that is told, a disk and a stick that do as told, and an ear for what was spoken. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct walk_world {
    int64_t now, steady_ms; /* UTC seconds; milliseconds */
    int64_t disk_free;      /* -1: ask the real disk */
    bool stick_gone, real_clock;
    char said[2048]; /* spoken last; personal text too, since walks check it */
};
extern struct walk_world walk_world;
