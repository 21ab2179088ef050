/* Two groups in one room at one time, and groups that have not checked their facts: what the day sheet says first. */
#include "test.h"

#include "store/inside.h"
#include "store_demo.h"

enum { GROUPS = 6 };

static char folder[64];
static struct store *s;
static int32_t monday;
static int64_t now;

/* group-0 and group-1 meet on Monday at 18:00 in one room, group-2 from 20:00 there, group-3 by telephone, group-4 elsewhere, group-5
 * rests. */
static void shape(struct centre_file *file)
{
    for (size_t i = 0; i < GROUPS; i++) {
        struct centre_group *g = &file->groups[i];
        g->meetings[0].weekday = 1;
        g->checked_day = monday - 10 * (int32_t)i;
    }
    file->groups[2].meetings[0].start_minute = 20 * 60;
    file->groups[3].held = HELD_PHONE;
    file->groups[3].step_free = false;
    file->groups[4].place = demo_text(file, "Biblioteket", "The library");
    file->groups[5].state = GROUP_STATE_resting;
}

static size_t clashes(struct clash *out)
{
    size_t count = 99;
    CHECK_INT(store_clashes(s, &(struct day_asked){"nb", now, 0}, out, 4, &count), FAULT_NONE);
    return count;
}

static void set(void (*change)(struct house *h))
{
    struct house *h = calloc(1, sizeof *h);
    change(h);
    CHECK_INT(store_house_set(s, h), FAULT_NONE);
    free(h);
}

static void add(struct house *h, const char *group, struct meeting_change change, const char *room)
{
    struct house_change c = {.change = change, .made_day = monday};
    CHECK(text_copy(c.group, sizeof c.group, group));
    if (room)
        CHECK(text_copy(c.room.language[0], sizeof c.room.language[0], "nb") &&
              text_copy(c.room.name[0], sizeof c.room.name[0], room));
    CHECK(house_change_set(h, &c));
}

static void called_off(struct house *h)
{
    add(h, "group-1", (struct meeting_change){.day = monday, .cancelled = true}, NULL);
}

static void to_the_library(struct house *h)
{
    add(h, "group-1", (struct meeting_change){.day = monday, .stays = true}, "Biblioteket");
}

static void later(struct house *h) /* from 19:00, into the meeting at 20:00 as well */
{
    add(h, "group-1", (struct meeting_change){.day = monday, .to_day = monday, .to_minute = 19 * 60}, NULL);
}

static void rooms(void)
{
    struct clash c[4];
    CHECK_INT(clashes(c), 1);
    CHECK(c[0].group[0] != c[0].group[1] && c[0].meeting.day == monday && c[0].meeting.start_minute == 18 * 60);
    CHECK_TEXT(c[0].room, "Rom B204");
    set(called_off);
    CHECK_INT(clashes(c), 0);
    set(to_the_library);
    CHECK_INT(clashes(c), 1);
    CHECK_TEXT(c[0].room, "Biblioteket");
    set(later);
    CHECK_INT(clashes(c), 2);
    CHECK(c[0].meeting.start_minute == 19 * 60 && c[1].meeting.start_minute == 20 * 60);
}

static void old_facts(void)
{
    char names[2][GROUP_NAME_MAX];
    size_t count;
    CHECK_INT(store_unchecked(s, &(struct day_asked){"nb", 0, monday - 15}, names, 2, &count), FAULT_NONE);
    CHECK_INT(count, 3); /* the one that rests is not asked */
    CHECK_TEXT(names[0], "group-4");
    CHECK_TEXT(names[1], "group-3");
    CHECK_INT(store_unchecked(s, &(struct day_asked){"nb", 0, monday - 100}, names, 2, &count), FAULT_NONE);
    CHECK_INT(count, 0);
}

int main(void)
{
    struct centre_file file;
    struct kiosk kiosk = demo_kiosk();
    char why[256] = "";
    monday = date_day(2026, 12, 7);
    now = date_moment(monday, 9 * 60);
    demo_folder(folder);
    demo_centre(&file, GROUPS);
    shape(&file);
    CHECK_INT(store_create(folder, &kiosk), FAULT_NONE);
    CHECK_INT(store_timetable_build(folder, &file, "", why, sizeof why), FAULT_NONE);
    centre_file_free(&file);
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    rooms();
    old_facts();
    store_close(s);
    demo_remove(folder);
    return TEST_END();
}
