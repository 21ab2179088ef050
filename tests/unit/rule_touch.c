/* Ways to touch: what is offered after which failures, and what choosing does (TCH-12). */
#include "test.h"

#include "rule/touch.h"

static enum touch_way offer(uint32_t on, uint32_t offered, enum touch_miss a, enum touch_miss b, enum touch_miss c)
{
    return touch_offer(on, offered, (const uint8_t[TOUCH_MISSES]){(uint8_t)a, (uint8_t)b, (uint8_t)c}, true);
}

static uint32_t bit(enum touch_way way)
{
    return UINT32_C(1) << way;
}

static void counting(void)
{
    struct touch_misses m = {0};
    CHECK(!touch_missed(&m, TOUCH_MISS_BESIDE, 1000));
    CHECK(!touch_missed(&m, TOUCH_MISS_NONE, 1500));
    CHECK(!touch_missed(&m, TOUCH_MISS_SLIPPED, 2000));
    CHECK(touch_missed(&m, TOUCH_MISS_LIFTED, 3000));
    CHECK(m.miss[0] == TOUCH_MISS_LIFTED && m.miss[1] == TOUCH_MISS_SLIPPED && m.miss[2] == TOUCH_MISS_BESIDE);
    CHECK(!touch_missed(&m, TOUCH_MISS_BESIDE, 4000)); /* it counts anew */
    CHECK(!touch_missed(&m, TOUCH_MISS_BESIDE, 5000));
    CHECK(!touch_missed(&m, TOUCH_MISS_BESIDE, 4001 + TOUCH_MISSES_MS)); /* too long ago */
}

static void offers(void)
{
    CHECK_INT(offer(0, 0, TOUCH_MISS_BESIDE, TOUCH_MISS_SLIPPED, TOUCH_MISS_BESIDE), TOUCH_LARGE);
    CHECK_INT(offer(0, bit(TOUCH_LARGE), TOUCH_MISS_BESIDE, TOUCH_MISS_SLIPPED, TOUCH_MISS_BESIDE), TOUCH_HOLD);
    CHECK_INT(touch_offer(0, 0, (const uint8_t[]){TOUCH_MISS_BESIDE, TOUCH_MISS_BESIDE, TOUCH_MISS_BESIDE}, false),
              TOUCH_HOLD); /* no room for large buttons */
    CHECK_INT(offer(0, 0, TOUCH_MISS_LIFTED, TOUCH_MISS_SLIPPED, TOUCH_MISS_TOGETHER), TOUCH_SLIDE);
    CHECK_INT(offer(bit(TOUCH_SLIDE), bit(TOUCH_SLIDE) | bit(TOUCH_LARGE), TOUCH_MISS_SLIPPED, TOUCH_MISS_SLIPPED,
                    TOUCH_MISS_SLIPPED),
              TOUCH_DWELL); /* who slides is not asked to land on a button */
    CHECK_INT(offer(0, 0, TOUCH_MISS_TAKEN, TOUCH_MISS_TAKEN, TOUCH_MISS_BESIDE), TOUCH_FIRST);
    CHECK_INT(offer(0, 0, TOUCH_MISS_SHORT, TOUCH_MISS_SHORT, TOUCH_MISS_BESIDE), TOUCH_HOLD);
    CHECK_INT(offer(0, bit(TOUCH_LARGE), TOUCH_MISS_UNDONE, TOUCH_MISS_UNDONE, TOUCH_MISS_UNDONE), TOUCH_APART);
    CHECK_INT(offer(0, bit(TOUCH_WAYS) - 1, TOUCH_MISS_BESIDE, TOUCH_MISS_BESIDE, TOUCH_MISS_BESIDE), TOUCH_WAYS);
    for (enum touch_way w = 0; w < TOUCH_WAYS;
         w++) { /* each is offered after something, and never twice or while it is on */
        bool some = false;
        for (enum touch_miss m = TOUCH_MISS_BESIDE; m <= TOUCH_MISS_UNDONE; m++) {
            some |= offer(0, (bit(TOUCH_WAYS) - 1) & ~bit(w), m, m, m) == w;
            CHECK(offer(0, bit(w), m, m, m) != w && offer(bit(w), 0, m, m, m) != w);
        }
        CHECK(some);
    }
}

static void choosing(void)
{
    uint32_t on = touch_choose(0, TOUCH_LARGE);
    on = touch_choose(on, TOUCH_HOLD);
    struct touch_row all = touch_together(on);
    CHECK(all.large && all.hold_ms == 800 && !all.slide && !all.first && all.apart_ms == 0);
    on = touch_choose(on, TOUCH_SLIDE); /* instead of holding */
    all = touch_together(on);
    CHECK(all.large && all.hold_ms == 0 && all.slide);
    CHECK(!touch_has(touch_choose(on, TOUCH_LARGE), TOUCH_LARGE));
    CHECK_INT((int)touch_choose(on, TOUCH_WAYS), 0);
    all = touch_together(bit(TOUCH_FIRST) | bit(TOUCH_APART));
    CHECK(all.first && all.apart_ms == 1500);
}

int main(void)
{
    counting();
    offers();
    choosing();
    return TEST_END();
}
