#include "rule/touch.h"

#include <string.h>
#include "base/words.h"

const struct touch_row *touch_row(enum touch_way way)
{
#define MISS(name) (UINT32_C(1) << TOUCH_MISS_##name)
    static const struct touch_row rows[TOUCH_WAYS] = {
#define WAY(name, slide, hold, first, apart, large, after, icon, button, sentence)                                     \
    [TOUCH_##name] = {slide, hold, first, apart, large, after, button, sentence},
#include "rule/touch.def"
#undef WAY
    };
    return &rows[way];
}

bool touch_missed(struct touch_misses *m, enum touch_miss miss, int64_t ms)
{
    const size_t last = TOUCH_MISSES - 1;
    if (miss == TOUCH_MISS_NONE)
        return false;
    memmove(m->ms + 1, m->ms, last * sizeof *m->ms);
    memmove(m->miss + 1, m->miss, last * sizeof *m->miss);
    m->ms[0] = ms;
    m->miss[0] = (uint8_t)miss;
    bool often = m->ms[last] > 0 && ms - m->ms[last] <= TOUCH_MISSES_MS;
    if (often)
        memset(m->ms, 0, sizeof m->ms);
    return often;
}

struct touch_row touch_together(uint32_t on)
{
    struct touch_row all = {0};
    for (enum touch_way w = 0; w < TOUCH_WAYS; w++) {
        const struct touch_row *row = touch_row(w);
        if (!touch_has(on, w))
            continue;
        all.slide |= row->slide;
        all.first |= row->first;
        all.large |= row->large;
        all.hold_ms = row->hold_ms > all.hold_ms ? row->hold_ms : all.hold_ms;
        all.apart_ms = row->apart_ms > all.apart_ms ? row->apart_ms : all.apart_ms;
    }
    return all;
}

/* It says how a button is touched: one of these at a time. */
static bool is_how(enum touch_way way)
{
    return touch_row(way)->slide || touch_row(way)->hold_ms > 0;
}

uint32_t touch_choose(uint32_t on, enum touch_way way)
{
    if (way >= TOUCH_WAYS)
        return 0;
    if (touch_has(on, way))
        return on & ~(UINT32_C(1) << way);
    for (enum touch_way w = 0; w < TOUCH_WAYS; w++)
        if (is_how(way) && is_how(w))
            on &= ~(UINT32_C(1) << w);
    return on | UINT32_C(1) << way;
}

enum touch_way touch_offer(uint32_t on, uint32_t offered, const uint8_t miss[TOUCH_MISSES], bool can_enlarge)
{
    enum touch_way best = TOUCH_WAYS;
    int most = 0;
    bool slides = touch_together(on).slide;
    for (enum touch_way w = 0; w < TOUCH_WAYS; w++) {
        const struct touch_row *row = touch_row(w);
        bool lands = slides && row->hold_ms > 0 && !row->slide;
        if (touch_has(on | offered, w) || lands || (row->large && !can_enlarge))
            continue;
        int helps = 0;
        for (int i = 0; i < TOUCH_MISSES; i++)
            helps += row->after >> miss[i] & 1;
        if (helps > most) {
            most = helps;
            best = w;
        }
    }
    return best;
}
