/* Lists in order of time, over as many groups as a centre may have: every group is reached by every way that leads to it,
 * once, in the order of its next meeting; a week is whole. The wanted answers are made the plain way, from each group's
 * times. */
#include "test.h"

#include <stdlib.h>
#include <time.h>
#include "store_demo.h"
#include "base/date.h"

enum { GROUPS = CENTRE_GROUPS_MAX, PAGE = 12, ROWS = 3 * GROUPS };

static struct store *s;
static int64_t now;
static struct group_found found[ROWS];
static struct plain {
    bool meets;
    int64_t starts;
    int32_t weekday;
} plain[GROUPS + 1];

/* As many topics and areas as there may be; one topic in 25 stands in no area, the last one has no group. */
static void spread_topics(struct centre_file *file)
{
    char key[GROUP_KEY_MAX];
    file->area_count = CENTRE_AREAS_MAX;
    file->areas = centre_file_keep(file, CENTRE_AREAS_MAX * sizeof *file->areas);
    for (size_t i = 0; i < CENTRE_AREAS_MAX; i++) {
        snprintf(key, sizeof key, "area-%zu", i);
        file->areas[i] = (struct centre_area){demo_text(file, key, key).in[0], "home", demo_text(file, key, key)};
    }
    file->topic_count = CENTRE_TOPICS_MAX;
    file->topics = centre_file_keep(file, CENTRE_TOPICS_MAX * sizeof *file->topics);
    for (int32_t i = 0; i < CENTRE_TOPICS_MAX; i++) {
        snprintf(key, sizeof key, "topic-%d", i);
        file->topics[i] =
            (struct centre_topic){demo_text(file, key, key).in[0], "sleep", demo_text(file, key, key), i % 25};
    }
    for (size_t i = 0; i < file->group_count; i++)
        file->groups[i].topics[0] = (int32_t)(i % (CENTRE_TOPICS_MAX - 1));
}

/* Every third day something is called off or moved; one in fifty rests, forms or is closed. */
static void shape(struct centre_file *file)
{
    int32_t today = date_wall(now, NULL);
    for (size_t i = 0; i < file->group_count; i++) {
        struct centre_group *g = &file->groups[i];
        struct meeting_rule *m = &g->meetings[0];
        m->start_minute = 480 + (int32_t)(i * 37 % 840);
        m->every = i % 5 == 0 ? 3 : 1;
        g->hearing_loop = i % 11 == 0;
        g->step_free = i % 3 != 0;
        g->sign_language = i % 13 == 0;
        g->easy_words = i % 4 == 0;
        g->setting = (enum setting)(1 + i % 3);
        g->state = i % 50 == 7   ? GROUP_STATE_resting
                   : i % 50 == 8 ? GROUP_STATE_forming
                   : i % 50 == 9 ? GROUP_STATE_closed
                                 : g->state;
        if (i % 50 == 8)
            *m = (struct meeting_rule){.repeat = MEETING_ONCE,
                                       .first_day = today - 9 + (int32_t)(i % 18),
                                       .weekday = 1,
                                       .every = 1,
                                       .nth = 1,
                                       .minutes = 60};
        g->changes = centre_file_keep(file, 8 * sizeof *g->changes);
        if (i % 3 == 0)
            for (int32_t day = today - 1; day < today + 90 && g->change_count < 8; day++)
                if (date_weekday(day) == m->weekday)
                    g->changes[g->change_count++] =
                        (struct meeting_change){.day = day, .cancelled = i % 2, .to_day = day + 2, .to_minute = 600};
    }
}

static void look_at_each(void)
{
    for (int32_t id = 1; id <= GROUPS; id++) {
        struct group_times times;
        struct group group;
        struct meeting held;
        CHECK(store_times(s, id, &times) == FAULT_NONE && store_group(s, "nb", id, &group) == FAULT_NONE);
        const struct meeting_times t = store_meeting_times(&times);
        bool dates = group.state == GROUP_STATE_meeting || group.state == GROUP_STATE_forming;
        plain[id].meets = dates && meeting_held(&t, now, &held);
        plain[id].starts = plain[id].meets ? held.starts : 0;
        const struct meeting_rule *r = &times.rules[0];
        plain[id].weekday = r->repeat == MEETING_ONCE ? date_weekday(r->first_day) : r->weekday;
    }
}

/* All pages, one behind the other. */
static size_t all_pages(struct group_find find)
{
    size_t count = 0, got = PAGE;
    for (find.from = 0; got == PAGE && count + PAGE <= ROWS; find.from += got) {
        CHECK(store_find(s, &find, found + count, PAGE, &got) == FAULT_NONE);
        count += got;
    }
    return count;
}

static void in_order(size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const struct plain *p = &plain[found[i].group];
        wrong += found[i].meets != p->meets || (p->meets && found[i].next.starts != p->starts);
        wrong += found[i].meets && (found[i].next.cancelled || found[i].next.ends <= now);
        if (i > 0)
            wrong +=
                found[i - 1].meets ? found[i].meets && found[i - 1].next.starts > found[i].next.starts : found[i].meets;
    }
    CHECK_INT(wrong, 0);
}

static void everyone_once(void)
{
    static bool seen[GROUPS + 1];
    int missed = 0, twice = 0;
    size_t count = all_pages((struct group_find){.language = "nb", .now = now});
    in_order(count);
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < count; i++) {
        twice += seen[found[i].group];
        seen[found[i].group] = true;
    }
    for (int32_t id = 1; id <= GROUPS; id++)
        missed += !seen[id];
    CHECK_INT(missed, 0);
    CHECK_INT(twice, 0);
    CHECK_INT(count, GROUPS); /* those that have closed, too: it is said */
    size_t parts = 0;
    for (int32_t day = 1; day <= 7; day++) {
        size_t some = all_pages((struct group_find){.language = "en", .weekday = day, .now = now});
        in_order(some);
        for (size_t i = 0; i < some; i++)
            CHECK(plain[found[i].group].weekday == day);
        parts += some;
    }
    CHECK_INT(parts, count - GROUPS / 50); /* who has closed meets on no day */
    CHECK_INT(all_pages((struct group_find){.language = "en", .word = "rom", .now = now}), count);
    CHECK_INT(all_pages((struct group_find){.language = "nb", .word = "group 12", .now = now}) > 100, true);
    CHECK_INT(all_pages((struct group_find){.language = "nb", .word = "nobody", .now = now}), 0);
    CHECK_INT(all_pages((struct group_find){.language = "nb", .word = " ", .now = now}), 0);
}

static void wishes(void)
{
    struct group group;
    size_t count = all_pages(
        (struct group_find){.language = "nb", .wishes = WISH_STEP_FREE | WISH_HEARING_LOOP | WISH_EVENING, .now = now});
    CHECK(count > 100);
    for (size_t i = 0; i < count; i++) {
        struct group_times times;
        CHECK(store_group(s, "nb", found[i].group, &group) == FAULT_NONE && group.step_free && group.hearing_loop);
        CHECK(store_times(s, found[i].group, &times) == FAULT_NONE);
        CHECK(times.rules[0].start_minute >= GROUP_EVENING_MINUTE);
    }
    size_t day = all_pages((struct group_find){.language = "nb", .wishes = WISH_DAYTIME, .now = now});
    size_t evening = all_pages((struct group_find){.language = "nb", .wishes = WISH_EVENING, .now = now});
    CHECK_INT(day + evening, GROUPS - GROUPS / 50);
    count = all_pages((struct group_find){
        .language = "en", .wishes = WISH_SIGN_LANGUAGE | WISH_EASY_WORDS | WISH_HOSTED, .now = now});
    CHECK(count > 50);
    for (size_t i = 0; i < count; i++) {
        CHECK(store_group(s, "en", found[i].group, &group) == FAULT_NONE && group.sign_language && group.easy_words);
        CHECK_INT(group.setting, SETTING_CENTRE);
    }
}

/* The topics of an area, or of none; each is marked in `seen`. */
static size_t topics_in(int32_t area, bool seen[CENTRE_TOPICS_MAX + 1])
{
    struct topic topic[PAGE];
    size_t count = 0, got = PAGE;
    for (; got == PAGE; count += got) {
        const struct topics_asked asked = {.language = "nb", .area = area, .from = count};
        CHECK(store_topics(s, &asked, topic, PAGE, &got) == FAULT_NONE);
        for (size_t i = 0; i < got; i++) {
            CHECK(topic[i].id > 0 && topic[i].id <= CENTRE_TOPICS_MAX && !seen[topic[i].id]);
            seen[topic[i].id] = true;
        }
    }
    return count;
}

/* Every topic with a group stands in one area, or outside; each group is found under its topic. */
static void areas(void)
{
    struct topic area[CENTRE_AREAS_MAX];
    bool all[CENTRE_TOPICS_MAX + 1] = {false}, by_area[CENTRE_TOPICS_MAX + 1] = {false};
    size_t count, topics = 0, groups = 0;
    CHECK(store_areas(s, "nb", area, &count) == FAULT_NONE);
    CHECK_INT(count, CENTRE_AREAS_MAX);
    for (size_t i = 0; i < count; i++)
        topics += topics_in(area[i].id, by_area);
    topics += topics_in(TOPICS_OUTSIDE, by_area);
    CHECK_INT(topics, topics_in(0, all));
    CHECK_INT(topics, CENTRE_TOPICS_MAX - 1);
    for (int32_t i = 1; i <= CENTRE_TOPICS_MAX; i++)
        if (by_area[i]) {
            size_t found_there = all_pages((struct group_find){.language = "nb", .topic = i, .now = now});
            in_order(found_there);
            groups += found_there;
        }
    CHECK_INT(groups, GROUPS);
}

/* As many as each group's own times give; nothing but what is on, or begins within seven days. */
static void week(void)
{
    size_t count = 0, got = PAGE, held = 0, want = 0;
    for (size_t from = 0; got == PAGE && count + PAGE <= ROWS; from += got) {
        const struct group_find find = {.now = now, .from = from};
        CHECK(store_week(s, &find, found + count, PAGE, &got) == FAULT_NONE);
        count += got;
    }
    int64_t before = 0;
    int off = 0, left = 0;
    for (size_t i = 0; i < count; i++) {
        const struct meeting *m = &found[i].next;
        int64_t place = found[i].left ? m->was : m->starts;
        CHECK(place >= before && place < now + STORE_WEEK_SECONDS);
        before = place;
        off += m->cancelled;
        left += found[i].left;
        held += !m->cancelled && !found[i].left;
        if (m->cancelled || found[i].left)
            CHECK(place > now);
        else
            CHECK(m->ends > now);
    }
    for (int32_t id = 1; id <= GROUPS; id++) {
        struct group_times times;
        struct group group;
        struct meeting next[16];
        CHECK(store_times(s, id, &times) == FAULT_NONE && store_group(s, "nb", id, &group) == FAULT_NONE);
        const struct meeting_times t = store_meeting_times(&times);
        size_t n = group.state == GROUP_STATE_meeting ? meeting_next(&t, now, next, 16) : 0;
        for (size_t i = 0; i < n; i++)
            want += !next[i].cancelled && next[i].starts < now + STORE_WEEK_SECONDS;
    }
    CHECK_INT(held, want);
    CHECK(off > 100 && left > 100);
}

static double spent_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The day is reckoned once; what is over is passed over while it lasts, and midnight begins another. */
static void time_goes_on(void)
{
    int64_t morning = now;
    for (int hour = 1; hour < 40; hour += 3) {
        now = morning + hour * 3600;
        look_at_each();
        in_order(all_pages((struct group_find){.language = "nb", .now = now}));
    }
    now = morning;
    look_at_each();
    double from = spent_ms();
    for (int i = 0; i < 100; i++) {
        size_t got;
        const struct group_find find = {.language = "nb", .now = now, .from = GROUPS};
        CHECK(store_find(s, &find, found, PAGE, &got) == FAULT_NONE && got == 0);
    }
    printf("# the end of a list of %d groups: %.2f ms\n", GROUPS, (spent_ms() - from) / 100);
}

int main(void)
{
    char folder[64], why[256] = "";
    struct centre_file file;
    struct kiosk kiosk = demo_kiosk();
    now = date_moment(date_day(2026, 11, 24), 9 * 60);
    demo_centre(&file, GROUPS);
    shape(&file);
    spread_topics(&file);
    demo_folder(folder);
    CHECK(store_create(folder, &kiosk) == FAULT_NONE);
    CHECK(store_timetable_build(folder, &file, "", why, sizeof why) == FAULT_NONE);
    centre_file_free(&file);
    CHECK(store_open(&s, folder, why, sizeof why) == FAULT_NONE);
    look_at_each();
    double from = spent_ms();
    CHECK(store_agenda(s, now) == FAULT_NONE);
    printf("# reckoning a day of %d groups: %.0f ms\n", GROUPS, spent_ms() - from);
    everyone_once();
    wishes();
    areas();
    week();
    time_goes_on();
    CHECK(store_agenda(s, INT64_MIN) == FAULT_NONE);
    store_close(s);
    demo_remove(folder);
    return TEST_END();
}
