/* What staff change for a day: set, taken back, joined, forgotten, and full. */
#include "rule/house.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/date.h"
#include "base/text.h"
#include "test.h"

static struct house *h;

static struct house_change change_of(const char *group, int32_t day)
{
    struct house_change c = {.change = {.day = day, .cancelled = true, .slot = 1081}, .made_day = 1};
    (void)text_copy(c.group, sizeof c.group, group);
    return c;
}

static void changes(void)
{
    struct house_change c = change_of("a", 100);
    *h = (struct house){0};
    CHECK(house_change_set(h, &c));
    c.change.cancelled = false;
    c.change.to_day = 130;
    CHECK(house_change_set(h, &c)); /* in the place of the older one */
    CHECK_INT(h->change_count, 1);
    CHECK(house_change_of(h, "a", 100, 1081) && !house_change_of(h, "a", 100, 1080));
    CHECK(!house_change_of(h, "b", 100, 1081) && !house_change_of(h, "a", 101, 1081));
    c.change.slot = 0; /* of every meeting of a date */
    c.change.day = 101;
    CHECK(house_change_set(h, &c) && house_change_of(h, "a", 101, 1081) && house_change_of(h, "a", 101, 0));
    CHECK(!house_change_of(h, "a", 100, 0) && house_change_go(h, "a", 101, 700));
    CHECK(!house_change_go(h, "b", 100, 1081) && house_change_go(h, "a", 100, 1081) && h->change_count == 0);
    for (int32_t i = 0; i < HOUSE_GROUP_CHANGES_MAX; i++) {
        c = change_of("a", 200 + i);
        CHECK(house_change_set(h, &c));
    }
    c = change_of("a", 300);
    CHECK(!house_change_set(h, &c));
    c = change_of("a", 200); /* an older one may still change */
    CHECK(house_change_set(h, &c));
    while (h->change_count < HOUSE_CHANGES_MAX) {
        char name[24];
        snprintf(name, sizeof name, "g%zu", h->change_count);
        c = change_of(name, 200);
        CHECK(house_change_set(h, &c));
    }
    c = change_of("one-more", 200);
    CHECK(!house_change_set(h, &c));
}

static void forgotten(void)
{
    struct house_change moved = change_of("a", 100), old = change_of("b", 100), ahead = change_of("c", 130);
    *h = (struct house){0};
    moved.change.cancelled = false;
    moved.change.to_day = 120;
    CHECK(house_change_set(h, &moved) && house_change_set(h, &old) && house_change_set(h, &ahead));
    CHECK(house_close(h, 90, 100) && house_close(h, 110, 125));
    h->closed[HOUSE_OFFICE][h->closed_count[HOUSE_OFFICE]++] = (struct meeting_closed){50, 60};
    house_forget(h, 111);
    CHECK(h->change_count == 2 && !house_change_of(h, "b", 100, 1081));
    CHECK(h->closed_count[HOUSE_STAFF] == 1 && h->closed[HOUSE_STAFF][0].from == 110 &&
          h->closed_count[HOUSE_OFFICE] == 0);
}

static bool spans(size_t count, int32_t from, int32_t to, size_t at)
{
    return h->closed_count[HOUSE_STAFF] == count && h->closed[HOUSE_STAFF][at].from == from &&
           h->closed[HOUSE_STAFF][at].to == to;
}

static void closed(void)
{
    *h = (struct house){0};
    CHECK(!house_close(h, 10, 9) && !house_close(h, 0, 3) && !house_close(h, 10, 10 + HOUSE_CLOSED_DAYS_MAX));
    CHECK(house_close(h, 100, 110) && house_close(h, 50, 60) && spans(2, 50, 60, 0) && spans(2, 100, 110, 1));
    CHECK(house_close(h, 61, 70) && spans(2, 50, 70, 0)); /* the day after: one span */
    CHECK(house_close(h, 65, 102) && spans(1, 50, 110, 0));
    CHECK(!house_open(h, 51) && house_open(h, 50) && h->closed_count[HOUSE_STAFF] == 0);
    for (int32_t i = 0; i < HOUSE_CLOSED_MAX; i++)
        CHECK(house_close(h, 1000 - 5 * i, 1001 - 5 * i));
    CHECK(!house_close(h, 2000, 2000) && house_close(h, 1002, 1002));
    for (size_t i = 1; i < h->closed_count[HOUSE_STAFF]; i++)
        CHECK(h->closed[HOUSE_STAFF][i - 1].to < h->closed[HOUSE_STAFF][i].from);
}

static void hidden(void)
{
    struct house_hidden a = {.group = "a", .reason = HOUSE_wrong};
    *h = (struct house){0};
    CHECK(house_hide(h, &a));
    a.reason = HOUSE_paused;
    CHECK(house_hide(h, &a) && h->hidden_count == 1 && house_hidden_of(h, "a")->reason == HOUSE_paused);
    CHECK(!house_hidden_of(h, "b") && !house_show(h, "b") && house_show(h, "a") && h->hidden_count == 0);
    for (int i = 0; i < HOUSE_HIDDEN_MAX; i++) {
        snprintf(a.group, sizeof a.group, "g%d", i);
        CHECK(house_hide(h, &a));
    }
    snprintf(a.group, sizeof a.group, "one-more");
    CHECK(!house_hide(h, &a));
    for (int i = 0; i < HOUSE_REASONS; i++)
        CHECK_INT(house_reason_find(house_reason_name((enum house_reason)i)), i);
    CHECK_INT(house_reason_find("whim"), HOUSE_REASONS);
}

static void rooms(void)
{
    struct house_room room = {0};
    CHECK(!house_room_named(&room));
    CHECK_TEXT(house_room_name(&room, "nb"), "");
    (void)text_copy(room.language[0], sizeof room.language[0], "nb");
    (void)text_copy(room.name[0], sizeof room.name[0], "Rom A112");
    (void)text_copy(room.language[1], sizeof room.language[1], "en");
    (void)text_copy(room.name[1], sizeof room.name[1], "Room A112");
    CHECK(house_room_named(&room));
    CHECK_TEXT(house_room_name(&room, "en"), "Room A112");
    CHECK_TEXT(house_room_name(&room, "uk"), "Rom A112");
}

int main(void)
{
    h = calloc(1, sizeof *h);
    changes();
    forgotten();
    closed();
    hidden();
    rooms();
    free(h);
    return TEST_END();
}
