/* How a person's touches count: the ways of touch.def, which of them are on, and which is offered. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum touch_way {
#define WAY(name, ...) TOUCH_##name,
#include "rule/touch.def"
#undef WAY
    TOUCH_WAYS /* none of them: as usual */
};

/* How a touch failed; as ui/touch.h has it, and UNDONE: a letter was erased right after it was written. */
enum touch_miss {
    TOUCH_MISS_NONE,
    TOUCH_MISS_BESIDE,
    TOUCH_MISS_SLIPPED,
    TOUCH_MISS_LIFTED,
    TOUCH_MISS_SHORT,
    TOUCH_MISS_TOGETHER,
    TOUCH_MISS_TAKEN,
    TOUCH_MISS_UNDONE
};
enum { TOUCH_MISSES = 3, TOUCH_MISSES_MS = 60000 }; /* so many within so long, and something is offered */

struct touch_misses { /* zero-initialise: the newest failures, the newest first; ms 0: none */
    int64_t ms[TOUCH_MISSES];
    uint8_t miss[TOUCH_MISSES];
};
/* A touch was lifted, and how it failed, if it did. True: the third in TOUCH_MISSES_MS; it then begins to count anew. */
bool touch_missed(struct touch_misses *m, enum touch_miss miss, int64_t ms);

struct touch_row {
    bool slide;
    int32_t hold_ms;
    bool first;
    int32_t apart_ms;
    bool large;
    uint32_t after;                /* bits 1 << enum touch_miss */
    const char *button, *sentence; /* untranslated */
};
const struct touch_row *touch_row(enum touch_way way);

/* Sets of ways are bits 1 << enum touch_way. */
static inline bool touch_has(uint32_t set, enum touch_way way)
{
    return set >> way & 1;
}
/* What they come to together: only the first five fields are filled. */
struct touch_row touch_together(uint32_t on);
/* The set after this one was chosen: off where it was on; TOUCH_WAYS: all off. */
uint32_t touch_choose(uint32_t on, enum touch_way way);
/* What to offer after these failures, TOUCH_WAYS for nothing: what was offered before or is on is not, and who slides is
 * not asked to land on a button. `can_enlarge`: the display has room for large buttons. */
enum touch_way touch_offer(uint32_t on, uint32_t offered, const uint8_t miss[TOUCH_MISSES], bool can_enlarge);
