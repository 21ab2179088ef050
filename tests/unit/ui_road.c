/* The road of two answers (ui/road.h): from a screen's first question everything that can be pressed is reached, in few questions, by
 * its own act; what is final is asked once more with Yes on the other side; nothing that is disabled is offered. */
#include "test.h"

#include "ui/layout.h"
#include "ui/road.h"

enum { ROAD = 7, OWN = 100, DEEP = 14 };

static struct ui full, asked[DEEP];

static void begin(void)
{
    static const struct ui_setting setting = {.panel = {268, 476, 1080, 1920, 800}, .size = SIZE_M, .language = "en"};
    ui_begin(&full, &setting, 0);
    ui_add(&full, UI_HEADING, "title", 0, "A question");
    ui_add(&full, UI_TEXT, "about", 0, "Read this first.");
}

static void target(enum ui_role role, const char *key, int32_t arg, uint16_t flags)
{
    ui_add(&full, role, key, arg, "Something to press");
    ui_act(&full, (uint16_t)(OWN + role), arg);
    ui_flag(&full, flags);
    if (flags & UI_DISABLED)
        ui_hint(&full, "Not now.");
}

static void end(void)
{
    ui_open(&full, UI_TWO, "pages", 0);
    target(UI_BUTTON, "earlier", 1000, 0);
    target(UI_BUTTON, "more", 1001, 0);
    ui_close(&full);
    ui_open(&full, UI_DOCK, "dock", 0);
    ui_open(&full, UI_TOOLS, "tools", 0);
    for (int i = 0; i < 5; i++)
        target(UI_TOOL, "tool", i, 0);
    ui_close(&full);
    ui_open(&full, UI_BAR, "bar", 0);
    target(UI_NAV, "back", 1, UI_DISABLED);
    target(UI_NAV, "help", 2, UI_HELP);
    target(UI_NAV, "leave", 3, UI_COMMIT);
    ui_close(&full);
    ui_close(&full);
    ui_finish(&full);
}

/* In how many answers that target's act is reached from a question; 0: not at all. `ret_side`: of the last answer. */
static int reach(int32_t at, const struct ui_node *wanted, int depth, int *ret_side)
{
    if (depth == DEEP)
        return 0;
    struct ui *u = &asked[depth];
    ui_road_ask(&full, at, ROAD, u);
    for (int side = 0; side < 2; side++) {
        uint16_t node = ui_find_path(u, side ? "road/second" : "road/first");
        if (node == UI_NONE)
            continue;
        const struct ui_node n = u->node[node];
        if (n.act == wanted->act && n.act_arg == wanted->act_arg) {
            *ret_side = side;
            return 1;
        }
        int more = n.act == ROAD && n.act_arg ? reach(n.act_arg, wanted, depth + 1, ret_side) : 0;
        if (more)
            return more + 1;
    }
    return 0;
}

static int questions_to(const char *path)
{
    int side;
    uint16_t node = ui_find_path(&full, path);
    return node == UI_NONE ? 0 : reach(0, &full.node[node], 0, &side);
}

/* Every target but those that can't be pressed now, and what leads to no other page; `most` answers at most. */
static void all_reached(int most)
{
    for (uint16_t i = 1; i < full.count; i++) {
        const struct ui_node *n = &full.node[i];
        if (!n->act)
            continue;
        int side, questions = reach(0, n, 0, &side);
        bool there = !(n->flags & UI_DISABLED) && n->act_arg < 1000;
        CHECK_INT(questions > 0, there);
        CHECK(questions <= most);
    }
}

static void lists(void)
{
    for (int rows = 0; rows <= 40; rows++) {
        begin();
        for (int i = 0; i < rows; i++)
            target(UI_ROW, "row", i, 0);
        end();
        all_reached(rows <= 8 ? 9 : 12);
    }
    begin();
    target(UI_ROW, "row", 0, 0);
    target(UI_ROW, "row", 1, 0);
    target(UI_PRIMARY, "next", 2, 0);
    end();
    CHECK_INT(questions_to("next:2"), 1); /* what is likely is asked first, wherever it stands */
    CHECK_INT(questions_to("row:1"), 3);
    CHECK_INT(questions_to("dock/bar/leave:3"), 6); /* something else, the bar, not help, not the tools, and sure */
}

static void two_answers(void)
{
    begin();
    ui_open(&full, UI_PAIR, "answer", 0);
    target(UI_CHOICE, "yes", 1, UI_COMMIT);
    target(UI_CHOICE, "no", 2, UI_COMMIT);
    ui_close(&full);
    end();
    CHECK_INT(questions_to("answer/yes:1"), 1); /* as much as No (CNS-03) */
    CHECK_INT(questions_to("answer/no:2"), 1);
    ui_road_ask(&full, UI_ROAD_DOCK, ROAD, &asked[0]); /* a press that was held */
    CHECK(ui_find_path(&asked[0], "about") == UI_NONE && ui_find_path(&asked[0], "title") != UI_NONE);
    int side = 0;
    CHECK_INT(reach(UI_ROAD_DOCK, &full.node[ui_find_path(&full, "dock/bar/help:2")], 0, &side), 2);
}

/* What can't be taken back: one more question, with Yes where the press before was not. */
static void final(void)
{
    begin();
    target(UI_HOLD, "commit", 5, UI_COMMIT);
    target(UI_BUTTON, "change", 6, 0);
    end();
    uint16_t commit = ui_find_path(&full, "commit:5");
    int side = -1;
    CHECK_INT(reach(0, &full.node[commit], 0, &side), 2);
    ui_road_ask(&full, 0, ROAD, &asked[0]);
    uint16_t first = ui_find_path(&asked[0], "road/first");
    CHECK_INT(asked[0].node[first].act, ROAD);
    CHECK_INT(side, 1);
    int32_t sure = asked[0].node[first].act_arg;
    ui_road_ask(&full, sure, ROAD, &asked[0]);
    CHECK_INT(asked[0].node[ui_find_path(&asked[0], "road/first")].act_arg, 0); /* No: the screen's first question */
    CHECK(asked[0].node[ui_find_path(&asked[0], "road/second")].flags & UI_COMMIT);
}

static void numbers(void)
{
    begin();
    target(UI_ROW, "row", 0, 0);
    end();
    for (int32_t at = -3; at < 1 << 21; at += 911) { /* no number does harm */
        uint32_t id[2];
        ui_road_ask(&full, at, ROAD, &asked[0]);
        ui_layout(&asked[0]);
        ui_road_answers(&asked[0], id);
        CHECK(id[0] && id[1]);
    }
}

int main(void)
{
    lists();
    two_answers();
    final();
    numbers();
    return TEST_END();
}
