/* What visitors see of what staff changed for a day, and that staff read the same of sign-ups as visitors meet. */
#include "test.h"
#include "screens.h"

#include <stdlib.h>
#include "screen/parts.h"
#include "screen_session.h"
#include "ui/layout.h"

static struct app app;
static struct ui u;

static void show(enum screen at)
{
    session_at(&app, at, "en", SIZE_M);
}

static void build(void)
{
    struct ui_setting setting = session_setting(&app, 0);
    screen_view(&app, &setting, &u);
}

static const struct ui_node *node(const char *path)
{
    static const struct ui_node none;
    uint16_t at = ui_find_path(&u, path);
    CHECK(at != UI_NONE);
    return at == UI_NONE ? &none : &u.node[at];
}

static bool says(uint16_t text, const char *words)
{
    return strstr(ui_string(&u, text), words) != NULL;
}

static void other_room(void)
{
    struct session *s = &app.session;
    show(SCREEN_group_dates);
    s->dates[0].room = 1;
    fill(s->date_room[0], GROUP_NAME_MAX, "Room A112");
    build();
    CHECK(says(node("dates/date")->hint, "Room A112") && says(node("dates/date")->say, "Room A one one two"));
    CHECK(!says(node("dates/date:4")->hint, "Room A112"));
    show(SCREEN_group);
    build();
    CHECK(says(node("facts/place")->label, "Room B204") && says(node("facts/place")->value, "Step-free"));
    s->dates[0].room = 1;
    fill(s->date_room[0], GROUP_NAME_MAX, "Room A112");
    build();
    CHECK(says(node("facts/place")->label, "Room A112") && says(node("facts/place")->value, "Room B204"));
    CHECK(!says(node("facts/place")->value, "tep-free")); /* of the other room that is not known */
    show(SCREEN_join_done);
    s->dates[0].room = 1;
    fill(s->date_room[0], GROUP_NAME_MAX, "Room A112");
    build();
    CHECK(says(node("meeting/next")->value, "Room A112"));
}

static void closed(void)
{
    struct session *s = &app.session;
    show(SCREEN_group_dates);
    s->dates[1].closed = s->dates[1].cancelled = true;
    build();
    CHECK(node("dates/date:1")->flags & UI_STRUCK && says(node("dates/date:1")->value, "Called off: closed."));
    show(SCREEN_week);
    s->row[1].next.closed = s->row[1].next.cancelled = true;
    build();
    CHECK(node("meeting:1")->flags & UI_STRUCK && says(node("meeting:1")->hint, "Called off: closed."));
    CHECK(ui_find_path(&u, "about") == UI_NONE);
    show(SCREEN_staff_week);
    s->row[1].next.closed = s->row[1].next.cancelled = true;
    build();
    CHECK(node("meeting:1")->flags & UI_STRUCK && says(node("meeting:1")->hint, "House closed."));
    CHECK_INT(node("meeting:1")->act, ACT_STAFF_MEETING); /* struck, and can still be pressed */
}

/* For every state that the kiosk may be in: open on the staff's screens exactly where a visitor may begin to join. */
static void one_truth(void)
{
    for (int bits = 0; bits < 16; bits++) {
        show(SCREEN_staff_store);
        app.kiosk = (struct kiosk_facts){.desk_only = bits & 1,
                                         .store_closed = (bits & 2) != 0,
                                         .disk_low = (bits & 4) != 0,
                                         .clock_back = (bits & 8) != 0};
        app.staff.store_desk = app.kiosk.desk_only;
        struct join_facts facts = {.kiosk = app.kiosk, .listed = true, .state = GROUP_STATE_meeting, .capacity = 8};
        bool may = join_may(&facts) == VERDICT_JOIN_MAY;
        CHECK_INT(part_signups_open(&app), may);
        build();
        CHECK_INT(node("checks/store")->icon, may ? ICON_check : ICON_warning);
        CHECK_INT(says(node("checks/store")->value, "open"), may);
        CHECK_INT(says(node("checks/store")->value, "disk"), !may && !(bits & 1));
        app.session.at = SCREEN_staff_home;
        build();
        CHECK_INT(says(node("health")->label, "can't join"), !may);
    }
}

static void clash(void)
{
    show(SCREEN_staff_meeting);
    build();
    CHECK(says(node("now/room")->label, "Room A112") && says(node("now/room")->value, "Instead of: Room B204"));
    fill(app.session.house.clash, GROUP_NAME_MAX, "The Thursday Circle");
    build();
    CHECK(node("now/room")->icon == ICON_warning && says(node("now/room")->value, "The Thursday Circle is there"));
    app.session.house.room[0] = 0; /* in the group's own room, and moved to an hour when it is taken */
    build();
    CHECK(says(node("now/room")->label, "Room B204") && node("now/room")->icon == ICON_warning);
    app.session.house.clash[0] = 0;
    build();
    CHECK(ui_find_path(&u, "now/room") == UI_NONE);
}

static void waiting(void)
{
    show(SCREEN_staff_home);
    app.staff.new_signups = 0;
    app.staff.erasures = 2;
    build();
    CHECK(says(node("export")->hint, "0 new sign-ups, 2 erasures"));
    app.staff.erasures = 0;
    build();
    CHECK(!says(node("export")->hint, "erasure"));
}

int main(void)
{
    const char *folder = getenv("SIRKEL_BUILD");
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s/lang", folder ? folder : "build");
    CHECK(words_open(path) == FAULT_NONE);
    other_room();
    closed();
    one_truth();
    clash();
    waiting();
    return TEST_END();
}
