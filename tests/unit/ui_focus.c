/* Keys and two switches reach everything, in order, in few presses; asking gives the same whoever asks (SCN-05, 06,
 * 08). */
#include "test.h"

#include <stdlib.h>
#include "ui/focus.h"
#include "ui/roles.h"
#include "ui_samples.h"

static void build(struct ui *u, const struct sample *sample, const struct ui_panel *panel, enum ui_size size,
                  uint16_t page)
{
    sample_build(u, sample, panel, size, THEME_LIGHT, page);
}

static unsigned targets(const struct ui *u)
{
    unsigned count = 0;
    for (uint16_t i = 0; i < u->count; i++)
        count += ui_is_target(&u->node[i]);
    return count;
}

static void round_and_round(struct ui *u)
{
    for (size_t s = 0; s < SAMPLES; s++) {
        build(u, &samples[s], &panel_reference, SIZE_M, 0);
        uint32_t first = ui_focus_first(u), at;
        unsigned seen = 0;
        CHECK(first != 0);
        CHECK(!(u->node[ui_find(u, first)].flags & UI_COMMIT));
        first = at = ui_focus_move(u, first, 1);
        do {
            uint32_t next = ui_focus_move(u, at, 1);
            CHECK(ui_focus_move(u, next, -1) == at);
            at = next;
            seen++;
        } while (at != first && seen < 300);
        CHECK_INT(seen, targets(u));
    }
}

/* Where a question's answers commit, the focus waits at both of them: each is one key away (COG-10, CNS-03). */
static void answers(struct ui *u)
{
    const struct sample consent = {"", sample_consent}, hold = {"", sample_hold};
    bool is_round;
    for (int size = 0; size < SIZES; size++) {
        build(u, &consent, &panel_reference, (enum ui_size)size, 0);
        uint16_t pair = ui_find_path(u, "answer"), yes = ui_find_path(u, "answer/yes"),
                 no = ui_find_path(u, "answer/no");
        if (u->node[yes].flags & UI_HIDDEN)
            continue;
        uint32_t first = ui_focus_first(u);
        CHECK(first == u->node[pair].id);
        CHECK_INT(ui_ask(u, first).kind, UI_ANSWER_NONE);
        CHECK(ui_focus_item(u, first, 1, &is_round) == u->node[yes].id && !is_round);
        CHECK(ui_focus_item(u, first, -1, &is_round) == u->node[no].id && !is_round);
        CHECK(ui_focus_move(u, first, 1) == u->node[yes].id);
        CHECK(ui_focus_move(u, first, -1) == u->node[no].id);
        struct ui_box box = ui_targets_box(u, pair, (uint16_t)(u->node[pair].end - 1));
        CHECK(box.w > u->node[yes].box.w - 0.1f && box.h > u->node[no].box.h - 0.1f);
    }
    build(u, &hold, &panel_reference, SIZE_M, 0); /* all that can be done commits: nothing has the focus */
    uint16_t at = ui_find(u, ui_focus_first(u));
    CHECK(ui_above(u, at, UI_DOCK) == UI_NONE);
}

/* Down and up never lead into the dock; right and left reach every group, and back again (rules 2 and 3). */
static void by_arrows(struct ui *u)
{
    for (size_t s = 0; s < SAMPLES; s++) {
        build(u, &samples[s], &panel_reference, SIZE_M, 0);
        uint32_t group = ui_focus_group(u, 0, 1, &(uint16_t){0}, &(uint16_t){0}), begin = group;
        unsigned seen = 0, groups = 0;
        do {
            uint16_t first, last;
            uint32_t at = group, start = group;
            bool docked = ui_above(u, ui_find(u, at), UI_DOCK) != UI_NONE, is_round = false;
            do {
                CHECK((ui_above(u, ui_find(u, at), UI_DOCK) != UI_NONE) == docked);
                uint32_t next = ui_focus_item(u, at, 1, &is_round);
                CHECK(ui_focus_item(u, next, -1, &(bool){false}) == at);
                at = next;
                seen++;
            } while (at != start && seen < 300);
            CHECK(is_round);
            uint32_t next = ui_focus_group(u, at, 1, &first, &last);
            CHECK(first != UI_NONE && u->node[first].id == next && last >= first);
            CHECK(ui_focus_group(u, next, -1, &first, &last) == group);
            group = next;
            groups++;
        } while (group != begin && groups < 30);
        CHECK_INT(seen, targets(u));
        CHECK(groups >= 2);
    }
    const struct sample name = {"", sample_name};
    build(u, &name, &panel_reference, SIZE_M, 0);
    uint16_t first, last, q = ui_find_path(u, "keys/key:113");
    uint32_t row = ui_focus_group(u, u->node[q].id, 1, &first, &last);
    CHECK(u->node[ui_find(u, row)].box.y > u->node[q].box.y + 10); /* the next row of keys */
    CHECK(u->node[first].box.y == u->node[last].box.y);
}

static void keep(struct ui *u, struct ui *other)
{
    const struct sample home = {"", sample_home}, help = {"", sample_help};
    build(u, &home, &panel_reference, SIZE_M, 0);
    build(other, &home, &panel_reference, SIZE_S, 0);
    uint32_t id = u->node[ui_find_path(u, "row:3")].id;
    CHECK(ui_focus_keep(u, other, id) == id);
    CHECK(ui_focus_keep(u, other, 0) == 0);
    build(other, &help, &panel_reference, SIZE_M, 0);
    CHECK(ui_focus_keep(u, other, id) == other->node[ui_find_path(other, "heading")].id);
    CHECK(ui_focus_move(other, ui_focus_keep(u, other, id), 1) == other->node[ui_find_path(other, "row:1")].id);
    build(other, &home, &panel_reference, SIZE_XL, 0); /* the fifth row is on another page: what stands at its place */
    id = u->node[ui_find_path(u, "row:5")].id;
    CHECK(other->node[ui_find(other, id)].flags & UI_HIDDEN);
    uint32_t now = ui_focus_keep(u, other, id);
    CHECK(now != 0 && now != id && !(other->node[ui_find(other, now)].flags & UI_HIDDEN));
}

/* Every target by at most three selects and a bounded number of moves; Back and Help in every round. */
static void scan_all(struct ui *u)
{
    for (uint16_t want = 0; want < u->count; want++) {
        if (!ui_is_target(&u->node[want]))
            continue;
        struct ui_scan s = {0};
        unsigned moves = 0, selects = 0;
        uint32_t got = 0;
        ui_scan_move(&s, u);
        while (moves < 60 && got == 0) {
            uint16_t first, last;
            struct ui_box box;
            CHECK(ui_scan_range(&s, u, &first, &last, &box));
            if (want < first || want > last) {
                ui_scan_move(&s, u);
                moves++;
                continue;
            }
            got = ui_scan_select(&s, u);
            selects++;
        }
        CHECK(got == u->node[want].id);
        CHECK(selects <= 3);
        CHECK(moves <= 24);
    }
}

static void scan(struct ui *u)
{
    for (size_t s = 0; s < SAMPLES; s++)
        for (int size = 0; size < SIZES; size++) {
            build(u, &samples[s], &panel_reference, (enum ui_size)size, 0);
            scan_all(u);
        }
    const struct sample name = {"", sample_name};
    build(u, &name, &panel_reference, SIZE_M, 0);
    struct ui_scan s = {0};
    uint16_t first, last;
    struct ui_box box;
    CHECK(!ui_scan_range(&s, u, &first, &last, &box));
    ui_scan_move(&s, u);
    CHECK(ui_scan_select(&s, u) == 0); /* into the keys */
    CHECK_INT(s.level, 1);
    bool help = false, back = false;
    for (int i = 0; i < 20 && s.level == 1; i++) {
        ui_scan_range(&s, u, &first, &last, &box);
        help |= first == last && first == ui_find_path(u, "dock/bar/help");
        back |= first == last && first == ui_find_path(u, "dock/bar/back");
        ui_scan_move(&s, u);
    }
    CHECK(help && back);
    CHECK_INT(s.level, 0); /* past the end: out again, so nothing traps */
}

static void ask(struct ui *u)
{
    const struct sample help = {"", sample_help}, hold = {"", sample_hold};
    build(u, &help, &panel_reference, SIZE_M, 0);
    struct ui_answer a = ui_ask(u, u->node[ui_find_path(u, "take/print")].id);
    CHECK_INT(a.kind, UI_ANSWER_REASON);
    CHECK_TEXT(a.say, "Skriveren mangler papir.");
    a = ui_ask(u, u->node[ui_find_path(u, "row:1")].id);
    CHECK_INT(a.kind, UI_ANSWER_ACT);
    CHECK_INT(a.act, 1);
    CHECK_INT(a.arg, 1);
    CHECK_INT(ui_ask(u, 12345).kind, UI_ANSWER_NONE);
    CHECK_INT(ui_ask(u, 0).kind, UI_ANSWER_NONE);
    CHECK_INT(ui_ask(u, u->node[ui_find_path(u, "heading")].id).kind, UI_ANSWER_NONE);
    build(u, &hold, &panel_reference, SIZE_M, 0);
    uint32_t armed = 0, id = u->node[ui_find_path(u, "hold")].id;
    CHECK_INT(ui_ask_key(u, id, &armed).kind, UI_ANSWER_ARMED);
    CHECK_INT(ui_ask_key(u, u->node[ui_find_path(u, "why")].id, &armed).kind, UI_ANSWER_ACT);
    CHECK_INT(ui_ask_key(u, id, &armed).kind, UI_ANSWER_ARMED); /* another press disarms */
    CHECK_INT(ui_ask_key(u, id, &armed).kind, UI_ANSWER_ACT);
    CHECK(armed == 0);
}

int main(void)
{
    struct ui *u = calloc(1, sizeof *u), *other = calloc(1, sizeof *other);
    round_and_round(u);
    answers(u);
    by_arrows(u);
    keep(u, other);
    scan(u);
    ask(u);
    free(u);
    free(other);
    return TEST_END();
}
