/* A word of a list by choosing parts of it: every word is reached, never more than five at a time, and with two switches (a press
 * for each part that is passed, and one to take) no word costs much more than another. */
#include "test.h"

#include "rule/pick.h"

static int steps_to(int32_t words, int32_t place)
{
    int step = 0;
    for (struct pick_range r = pick_range(words, place, 0); r.to - r.from > 1; r = pick_range(words, place, step))
        step++;
    return step;
}

static void every_word(int32_t words)
{
    for (int32_t place = 0; place < words; place++) {
        for (int step = 0; step < PICK_STEPS; step++) {
            struct pick_range at = pick_range(words, place, step), next = pick_range(words, place, step + 1);
            CHECK(at.from <= place && place < at.to);
            CHECK(next.from >= at.from && next.to <= at.to);
            CHECK(next.to - next.from < at.to - at.from || at.to - at.from == 1);
        }
        struct pick_range last = pick_range(words, place, PICK_STEPS);
        CHECK(last.from == place && last.to == place + 1);
    }
}

static void parts(int32_t words)
{
    for (int step = 0; step < PICK_STEPS; step++)
        for (int32_t from = 0; from < words;) {
            struct pick_range whole = pick_range(words, from, step);
            int count = 0;
            for (int32_t at = whole.from; at < whole.to; at = pick_range(words, at, step + 1).to)
                count++;
            CHECK(count >= 1 && count <= PICK_WAYS);
            from = whole.to;
        }
}

/* By two switches: passing a part and taking one are a press each. */
static void presses(void)
{
    int most = 0, all = 0, most_steps = 0, all_steps = 0;
    for (int32_t place = 0; place < 2048; place++) {
        int cost = 0, steps = steps_to(2048, place);
        for (int step = 0; step < steps; step++) {
            struct pick_range whole = pick_range(2048, place, step);
            for (int32_t at = whole.from; at <= place; at = pick_range(2048, at, step + 1).to)
                cost++;
        }
        all += cost;
        all_steps += steps;
        most = cost > most ? cost : most;
        most_steps = steps > most_steps ? steps : most_steps;
    }
    printf("rule_pick: presses %.2f, at most %d; choices %.2f, at most %d\n", all / 2048.0, most, all_steps / 2048.0,
           most_steps);
    CHECK(most <= 15 && all <= 2048 * 12);
    CHECK(most_steps <= PICK_STEPS && all_steps <= 2048 * 7);
}

int main(void)
{
    every_word(2048);
    parts(2048);
    parts(7);
    presses();
    CHECK_INT(pick_range(2048, 0, 0).to, 2048);
    CHECK_INT(pick_range(1, 0, 3).to, 1);
    return TEST_END();
}
