/* What staff change for a day lies in a file of its own: it is read back whole, over every timetable, by every question
 * that computes a date or lists a group; a spoilt file is set aside, never half believed. */
#include "test.h"

#include <sys/stat.h>
#include "store/inside.h"
#include "store/look.h"
#include "store_demo.h"

enum { GROUPS = 6 };

static char folder[64];
static struct store *s;
static struct house *h;
static int32_t monday; /* a week far from any clock change; group-0 meets on Mondays, group-1 on Tuesdays … */
static int64_t now;

static void open_it(void)
{
    char why[256] = "";
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    *h = *store_house(s);
}

static void again(void)
{
    store_close(s);
    open_it();
}

static void set(void)
{
    CHECK_INT(store_house_set(s, h), FAULT_NONE);
}

static struct house_change change_of(const char *group, int32_t day)
{
    struct house_change c = {.change = {.day = day, .cancelled = true, .slot = 1081}, .made_day = monday};
    CHECK(text_copy(c.group, sizeof c.group, group));
    return c;
}

static void name_room(struct house_change *c)
{
    CHECK(text_copy(c->room.language[0], sizeof c->room.language[0], "nb") &&
          text_copy(c->room.name[0], sizeof c->room.name[0], "Rom A112, 2. etasje") &&
          text_copy(c->room.language[1], sizeof c->room.language[1], "en") &&
          text_copy(c->room.name[1], sizeof c->room.name[1], "Room A112"));
}

static size_t week(struct group_found *out, size_t limit)
{
    size_t count = 0;
    const struct group_find find = {.now = now};
    CHECK_INT(store_week(s, &find, out, limit, &count), FAULT_NONE);
    return count;
}

static struct meeting first_of(const char *key)
{
    struct group group;
    struct group_times times;
    struct meeting m[3] = {0};
    CHECK_INT(store_group_by_key(s, "nb", key, &group), FAULT_NONE);
    CHECK_INT(store_times(s, group.id, &times), FAULT_NONE);
    const struct meeting_times t = store_meeting_times(&times);
    CHECK(meeting_dates(&t, now, m, 3) == 3);
    return m[0];
}

static void shown_everywhere(void)
{
    struct group_found found[32];
    struct house_change off = change_of("group-0", monday), moved = change_of("group-1", monday + 1),
                        room = change_of("group-2", monday + 2);
    CHECK_INT(week(found, 32), GROUPS);
    moved.change = (struct meeting_change){.day = monday + 1, .slot = 1081, .to_day = monday + 3, .to_minute = 600};
    room.change = (struct meeting_change){.day = monday + 2, .slot = 1081, .stays = true};
    name_room(&room);
    name_room(&moved);
    CHECK(house_change_set(h, &off) && house_change_set(h, &moved) && house_change_set(h, &room));
    CHECK(house_close(h, monday + 4, monday + 4));
    snprintf(h->did, sizeof h->did, "house_closed 2026-12-11 2026-12-11");
    h->mark = 17;
    set();
    for (int round = 0; round < 2; round++) { /* at once, and after a start */
        CHECK(first_of("group-0").cancelled && !first_of("group-0").closed);
        CHECK(first_of("group-1").moved && first_of("group-1").day == monday + 3);
        CHECK_TEXT(store_room(s, first_of("group-1").room, "en"), "Room A112");
        CHECK(!first_of("group-2").moved && first_of("group-2").day == monday + 2);
        CHECK_TEXT(store_room(s, first_of("group-2").room, "nb"), "Rom A112, 2. etasje");
        CHECK(first_of("group-3").room == 0 && !first_of("group-3").cancelled);
        CHECK_TEXT(store_room(s, 0, "nb"), "");
        CHECK(first_of("group-4").closed && first_of("group-4").cancelled);
        CHECK_INT(week(found, 32), GROUPS + 1); /* the moved one at both places */
        CHECK(found[0].next.cancelled && found[1].left && !found[1].next.cancelled);
        CHECK_TEXT(store_house(s)->did, "house_closed 2026-12-11 2026-12-11");
        CHECK_INT(store_house(s)->mark, 17);
        again();
    }
}

/* A room alone leaves the time to the office; all else of staff goes before the office's. */
static void over_the_office(void)
{
    struct centre_file file;
    char why[256] = "";
    demo_centre(&file, GROUPS);
    for (int i = 0; i < 2; i++) {
        struct centre_group *g = &file.groups[2 * i]; /* of group-0 and group-2 */
        g->changes = centre_file_keep(&file, sizeof *g->changes);
        g->change_count = 1;
        g->changes[0] =
            (struct meeting_change){.day = monday + 2 * i, .to_day = monday + 2 * i + 1, .to_minute = 8 * 60};
    }
    CHECK_INT(store_timetable_build(folder, &file, "", why, sizeof why), FAULT_NONE);
    centre_file_free(&file);
    CHECK_INT(store_timetable_again(s), FAULT_NONE);
    CHECK(first_of("group-0").cancelled && first_of("group-0").day == monday);
    CHECK(first_of("group-2").moved && first_of("group-2").day == monday + 3 && first_of("group-2").room > 0);
    struct house_change whole = change_of("group-0", monday);
    whole.change.slot = 0; /* the only meeting of a date is meant whatever its hour becomes */
    CHECK(house_change_go(h, "group-0", monday, 1081) && house_change_set(h, &whole));
    set();
    CHECK(first_of("group-0").cancelled);
    CHECK(house_change_go(h, "group-0", monday, 900));
    set();
    CHECK(first_of("group-0").moved && first_of("group-0").day == monday + 1);
}

static void hidden(void)
{
    struct group out[GROUPS];
    struct group_found found[GROUPS];
    struct topic topics[4];
    size_t n;
    uint32_t days;
    const struct group_find all = {.language = "nb", .now = now};
    CHECK(store_topics(s, &(struct topics_asked){.language = "nb", .from = 0}, topics, 4, &n) == FAULT_NONE && n == 2);
    for (int i = 1; i < GROUPS; i += 2) { /* all of the second topic */
        struct house_hidden hide = {.reason = HOUSE_paused, .made_day = monday};
        snprintf(hide.group, sizeof hide.group, "group-%d", i);
        CHECK(house_hide(h, &hide));
    }
    set();
    again();
    CHECK(store_groups(s, &(struct groups_asked){.language = "nb", .from = 0}, out, GROUPS, &n) == FAULT_NONE &&
          n == GROUPS / 2);
    CHECK(store_groups(s, &(struct groups_asked){.language = "nb", .from = 1}, out, 2, &n) == FAULT_NONE && n == 2);
    CHECK_TEXT(out[0].key, "group-2");
    CHECK_TEXT(out[1].key, "group-4");
    CHECK(store_groups(s, &(struct groups_asked){.language = "nb", .topic = 2}, out, GROUPS, &n) == FAULT_NONE &&
          n == 0);
    CHECK(store_groups(s, &(struct groups_asked){.language = "nb", .typed = "group"}, out, GROUPS, &n) == FAULT_NONE &&
          n == GROUPS / 2);
    CHECK(store_find(s, &all, found, GROUPS, &n) == FAULT_NONE && n == GROUPS / 2);
    CHECK(store_groups(s, &(struct groups_asked){.language = "nb", .hidden = true}, out, GROUPS, &n) == FAULT_NONE &&
          n == GROUPS);
    CHECK(store_topics(s, &(struct topics_asked){.language = "nb", .from = 0}, topics, 4, &n) == FAULT_NONE && n == 1 &&
          topics[0].id == 1);
    CHECK(store_topics(s, &(struct topics_asked){.language = "nb", .from = 1}, topics, 4, &n) == FAULT_NONE && n == 0);
    CHECK(store_weekdays(s, now, &days) == FAULT_NONE && days == (1 | 4 | 16));
    for (int i = 1; i < GROUPS; i += 2) {
        char key[24];
        snprintf(key, sizeof key, "group-%d", i);
        CHECK(house_show(h, key));
    }
    set();
    CHECK(store_find(s, &all, found, GROUPS, &n) == FAULT_NONE && n == GROUPS);
}

static void path_of(char *out)
{
    CHECK_INT(file_path(out, folder, "house"), FAULT_NONE);
}

/* Every byte of the file, changed: nothing of it holds, it is set aside, and the timetable is shown. */
static void spoilt(void)
{
    char path[FILE_PATH_MAX], aside[FILE_PATH_MAX + 16];
    struct buffer file = {.limit = 1 << 20};
    struct stat st;
    path_of(path);
    CHECK_INT(file_read(path, &file), FAULT_NONE);
    for (size_t i = 0; i < file.length; i++) {
        file.data[i] ^= 1;
        CHECK_INT(file_replace(path, file.data, file.length, 0600), FAULT_NONE);
        store_close(s);
        open_it();
        CHECK(store_house_reason(s) == FAULT_FILE_DAMAGED && h->change_count == 0 && h->closed_count[HOUSE_STAFF] == 0);
        CHECK(stat(path, &st) != 0);
        snprintf(aside, sizeof aside, "%s.damaged-1", path);
        CHECK(unlink(aside) == 0);
        file.data[i] ^= 1;
    }
    CHECK(!first_of("group-4").closed);
    for (size_t length = 0; length < file.length; length += 7) { /* cut off */
        CHECK_INT(file_replace(path, file.data, length, 0600), FAULT_NONE);
        store_close(s);
        open_it();
        CHECK_INT(store_house_reason(s), FAULT_FILE_DAMAGED);
        snprintf(aside, sizeof aside, "%s.damaged-1", path);
        CHECK(unlink(aside) == 0);
    }
    CHECK_INT(file_replace(path, file.data, file.length, 0600), FAULT_NONE);
    again();
    CHECK(store_house_reason(s) == FAULT_NONE && first_of("group-4").closed);
    buffer_free(&file);
}

/* It is shown without the sign-ups, and in safe mode; looking writes nothing. */
static void without_signups(void)
{
    struct store *look = NULL;
    char path[FILE_PATH_MAX];
    store_close(s);
    CHECK_INT(store_look_public(&look, folder, NULL, 0), FAULT_NONE);
    CHECK_INT(store_house(look)->closed_count[HOUSE_STAFF], 1);
    CHECK_INT(store_house_set(look, h), FAULT_DISK_READONLY);
    store_close(look);
    CHECK_INT(file_path(path, folder, "kiosk.db"), FAULT_NONE);
    CHECK(unlink(path) == 0);
    open_it();
    CHECK(!store_takes_signups(s) && first_of("group-4").closed);
}

/* All there can be of everything is kept and read back. */
static void full(void)
{
    *h = (struct house){.mark = 1};
    for (int i = 0; i < HOUSE_CHANGES_MAX; i++) {
        char key[48];
        snprintf(key, sizeof key, "group-with-a-very-long-key-%05d", i);
        struct house_change c = change_of(key, monday);
        for (int l = 0; l < CENTRE_LANGUAGES_MAX; l++) {
            c.room.language[l][0] = (char)('a' + l);
            memset(c.room.name[l], 'x', GROUP_NAME_MAX - 1);
        }
        CHECK(house_change_set(h, &c));
    }
    set();
    again();
    CHECK(store_house_reason(s) == FAULT_NONE && h->change_count == HOUSE_CHANGES_MAX);
    CHECK_INT(strlen(house_room_name(&h->change[HOUSE_CHANGES_MAX - 1].room, "p")), GROUP_NAME_MAX - 1);
}

int main(void)
{
    h = calloc(1, sizeof *h);
    monday = date_day(2026, 12, 7);
    now = date_moment(monday, 9 * 60);
    demo_make(demo_folder(folder), GROUPS);
    open_it();
    shown_everywhere();
    over_the_office();
    hidden();
    spoilt();
    without_signups();
    full();
    store_close(s);
    demo_remove(folder);
    free(h);
    return TEST_END();
}
