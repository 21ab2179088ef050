/* What staff change for a day: each act once in what holds and once in the event log, also when the power goes between the
 * two; refused as a whole where the disk is full, the list is, or the act makes no sense; and by staff alone. */
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include "cut_kit.h"
#include "flow/house/house.h"
#include "screens.h"

static bool *told; /* by the child, before it died: it is done, stood on the display */

static int32_t today(void)
{
    return flow_today();
}

/* The group's first meeting ahead, chosen on the week's screen. */
static struct meeting choose(struct kit *k, const char *key)
{
    struct session *s = &k->app.session;
    struct group_times times;
    struct meeting m = {0};
    int32_t id = kit_group(k, key);
    CHECK_INT(store_times(k->app.store, id, &times), FAULT_NONE);
    const struct meeting_times t = store_meeting_times(&times);
    CHECK(meeting_next(&t, host_fake.now + 86400, &m, 1) == 1);
    CHECK(flow_show(&k->app, SCREEN_staff_week));
    s->rows = 1;
    s->row[0] = (struct group_row){.id = id, .meets = true, .next = m};
    CHECK(flow_do(&k->app, ACT_STAFF_MEETING, 0));
    CHECK_INT(s->at, SCREEN_staff_meeting);
    return m;
}

static struct meeting as_it_stands(struct kit *k, const char *key, const struct meeting *m)
{
    struct group_times times;
    struct meeting now = {0};
    CHECK_INT(store_times(k->app.store, kit_group(k, key), &times), FAULT_NONE);
    const struct meeting_times t = store_meeting_times(&times);
    CHECK(meeting_of_date(&t, m->from_day, m->slot, &now));
    return now;
}

static bool last_line(struct kit *k, const char *event, const char *key, int32_t day)
{
    char line[160];
    struct date d = date_of(day);
    snprintf(line, sizeof line, "%s staff %s %04d-%02d-%02d", event, key, d.year, d.month, d.day);
    return kit_starts(kit_last_line(k), line);
}

static void one_meeting(struct kit *k)
{
    static const char key[] = "tirsdagsgruppa";
    struct housework *w = &k->app.session.house;
    struct meeting m = choose(k, key);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_off) && flow_do(&k->app, ACT_MEETING_OFF, 0));
    CHECK_INT(k->app.session.notice, VERDICT_MEETING_OFF);
    CHECK(k->app.session.at == SCREEN_staff_meeting && as_it_stands(k, key, &m).cancelled);
    CHECK(last_line(k, "meeting_off", key, m.from_day));
    CHECK(flow_do(&k->app, ACT_MEETING_BACK, 0) && !as_it_stands(k, key, &m).cancelled);
    CHECK(last_line(k, "meeting_back", key, m.from_day) && store_house(k->app.store)->change_count == 0);
    CHECK(flow_do(&k->app, ACT_MEETING_BACK, 0) && last_line(k, "meeting_back", key, m.from_day)); /* nothing is left */
    struct kit_counts before = kit_counts(k);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_move) && flow_do(&k->app, ACT_MEETING_MOVE, 0));
    CHECK_INT(k->app.session.notice, VERDICT_MEETING_SAME);
    w->to_day = today();
    w->to_minute = 0;
    CHECK(flow_do(&k->app, ACT_MEETING_DAY, -1) && w->to_day == today());
    CHECK(flow_do(&k->app, ACT_MEETING_MOVE, 0) && k->app.session.notice == VERDICT_MEETING_PAST);
    CHECK_INT(kit_counts(k).journal, before.journal);
    w->to_day = m.day;
    w->to_minute = m.start_minute;
    CHECK(flow_do(&k->app, ACT_MEETING_DAY, 1) && flow_do(&k->app, ACT_MEETING_HOUR, 1));
    CHECK(flow_do(&k->app, ACT_MEETING_MOVE, 0) && k->app.session.notice == VERDICT_MEETING_MOVED);
    struct meeting moved = as_it_stands(k, key, &m);
    CHECK(moved.moved && moved.day == m.day + 1 && moved.start_minute == (m.start_minute + 30) % 1440);
    CHECK(last_line(k, "meeting_moved", key, m.from_day));
}

static void rooms(struct kit *k)
{
    static const char key[] = "tirsdagsgruppa";
    struct session *s = &k->app.session;
    struct group other;
    struct meeting m = as_it_stands(k, key, &(struct meeting){.from_day = s->house.day, .slot = s->house.slot});
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_room) &&
          flow_do(&k->app, ACT_MEETING_ROOM, kit_group(k, "onsdag-kveld")));
    CHECK_INT(s->notice, VERDICT_MEETING_ROOM);
    m = as_it_stands(k, key, &m);
    CHECK(m.moved && m.room > 0); /* what was changed before stays changed */
    CHECK_INT(store_group_by_key(k->app.store, "nb", "onsdag-kveld", &other), FAULT_NONE);
    CHECK_TEXT(store_room(k->app.store, m.room, "nb"), other.place);
    CHECK_INT(store_group_by_key(k->app.store, "en", "onsdag-kveld", &other), FAULT_NONE);
    CHECK_TEXT(store_room(k->app.store, m.room, "en"), other.place);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_room_new));
    CHECK(flow_do(&k->app, ACT_WRITTEN, 0) && s->at == SCREEN_staff_room_new); /* nothing is written */
    for (const char *at = "Hagestua"; *at; at++)
        flow_do(&k->app, ACT_KEY, *at);
    CHECK(flow_do(&k->app, ACT_WRITTEN, 0) && s->at == SCREEN_staff_meeting);
    m = as_it_stands(k, key, &m);
    CHECK_TEXT(store_room(k->app.store, m.room, "en"), "Hagestua");
    CHECK_INT(store_house(k->app.store)->change_count, 1);
    kit_again(k, false); /* and after a start */
    m = as_it_stands(k, key, &m);
    CHECK_TEXT(store_room(k->app.store, m.room, "nb"), "Hagestua");
    kit_pin(k, k->pin);
}

static void house_and_groups(struct kit *k)
{
    static const char key[] = "tirsdagsgruppa";
    struct session *s = &k->app.session;
    struct meeting m = choose(k, "onsdag-kveld");
    CHECK(flow_show(&k->app, SCREEN_staff_closed) && flow_do(&k->app, ACT_CLOSE_BEGIN, 0));
    CHECK(flow_do(&k->app, ACT_CLOSE_TURN, -1) && s->house.from == today());
    CHECK(flow_do(&k->app, ACT_CLOSE_TURN, 2) && s->house.from == today()); /* no such step */
    CHECK(flow_do(&k->app, ACT_CLOSE_TURN, 7) && s->house.from == today() + 7 && s->house.to == today() + 7);
    CHECK(flow_do(&k->app, ACT_CLOSE_TURN, -7) && flow_do(&k->app, ACT_PART, 1));
    CHECK(flow_do(&k->app, ACT_CLOSE_TURN, -1) && s->house.to == today());
    CHECK(flow_do(&k->app, ACT_CLOSE_TURN, 7) && flow_do(&k->app, ACT_CLOSE_TURN, 7) && flow_do(&k->app, ACT_CLOSE, 0));
    CHECK(s->notice == VERDICT_HOUSE_CLOSED && as_it_stands(k, "onsdag-kveld", &m).closed);
    (void)choose(k, "onsdag-kveld");
    s->house.day = m.from_day; /* the next one that is held lies behind the closed days */
    s->house.to_day = m.from_day;
    s->house.to_minute = 600;
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_move) && flow_do(&k->app, ACT_MEETING_MOVE, 0));
    CHECK_INT(s->notice, VERDICT_MEETING_SHUT);
    CHECK(flow_show(&k->app, SCREEN_staff_closed) && flow_do(&k->app, ACT_OPEN_BEGIN, today()));
    CHECK(flow_do(&k->app, ACT_OPEN, 0) && !as_it_stands(k, "onsdag-kveld", &m).closed);
    CHECK(kit_starts(kit_last_line(k), "house_opened staff "));
    CHECK(flow_show(&k->app, SCREEN_staff_groups) && flow_do(&k->app, ACT_STAFF_GROUP, kit_group(k, key)));
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_hide) && flow_do(&k->app, ACT_GROUP_HIDE, HOUSE_wrong));
    CHECK(s->notice == VERDICT_GROUP_HIDDEN && s->at == SCREEN_staff_group);
    CHECK_TEXT(kit_last_line(k), "group_hidden staff tirsdagsgruppa wrong");
    flow_do(&k->app, ACT_LEAVE, 0);
    struct kit_code code;
    CHECK(!kit_join(k, key, "Kari", "91234567", &code)); /* who had its page open can't join it */
    CHECK(kit_counts(k).memberships == 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_pin(k, k->pin);
    CHECK(flow_show(&k->app, SCREEN_staff_groups) && flow_do(&k->app, ACT_STAFF_GROUP, kit_group(k, key)));
    CHECK(flow_do(&k->app, ACT_GROUP_SHOW, 0));
    CHECK_TEXT(kit_last_line(k), "group_shown staff tirsdagsgruppa");
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(kit_join(k, key, "Kari", "91234567", &code));
    flow_do(&k->app, ACT_KEPT, 0);
    flow_do(&k->app, ACT_KEPT, 1);
}

/* No visitor does any of it, wherever they stand and whatever they send. */
static void staff_alone(struct kit *k)
{
    int64_t entries = kit_counts(k).journal;
    struct session *s = &k->app.session;
    for (int at = 0; at < SCREENS; at++)
        for (int act = ACT_STAFF_MEETING; act <= ACT_GROUP_SHOW; act++) {
            s->who = VISITOR;
            s->at = (screen_id)at;
            CHECK(!flow_do(&k->app, (enum act)act, 0));
        }
    CHECK_INT(kit_counts(k).journal, entries);
    flow_forget(&k->app);
}

static void disk_full(struct kit *k)
{
    struct rlimit old, low;
    struct meeting m;
    kit_pin(k, k->pin);
    m = choose(k, "onsdag-kveld");
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &old), 0);
    low = (struct rlimit){.rlim_cur = 0, .rlim_max = old.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_off));
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &low), 0);
    CHECK(flow_do(&k->app, ACT_MEETING_OFF, 0));
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &old), 0);
    CHECK(verdict_tone(k->app.session.notice) == TONE_HARD && k->app.session.at == SCREEN_staff_off);
    CHECK(!as_it_stands(k, "onsdag-kveld", &m).cancelled);
    kit_again(k, false);
    CHECK(!as_it_stands(k, "onsdag-kveld", &m).cancelled);
    CHECK(strncmp(kit_last_line(k), "meeting_off", 11) != 0);
}

static void many(struct kit *k)
{
    struct house *h = malloc(sizeof *h);
    struct meeting m;
    kit_pin(k, k->pin);
    *h = *store_house(k->app.store);
    struct house_change c = {.change = {.day = today() + 300, .cancelled = true}, .made_day = today()};
    for (int i = 0; h->change_count < HOUSE_CHANGES_MAX; i++) {
        snprintf(c.group, sizeof c.group, "g%d", i);
        CHECK(house_change_set(h, &c));
    }
    CHECK_INT(store_house_set(k->app.store, h), FAULT_NONE);
    m = choose(k, "onsdag-kveld");
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_off) && flow_do(&k->app, ACT_MEETING_OFF, 0));
    CHECK_INT(k->app.session.notice, VERDICT_HOUSE_MANY);
    CHECK(!as_it_stands(k, "onsdag-kveld", &m).cancelled);
    CHECK(flow_show(&k->app, SCREEN_staff_unfit) && flow_do(&k->app, ACT_CHANGE_DROP, HOUSE_CHANGES_MAX - 1));
    CHECK(k->app.session.notice == VERDICT_MEETING_BACK && k->app.session.at == SCREEN_staff_week);
    CHECK_INT(store_house(k->app.store)->change_count, HOUSE_CHANGES_MAX - 1);
    *h = (struct house){0};
    CHECK_INT(store_house_set(k->app.store, h), FAULT_NONE);
    flow_do(&k->app, ACT_LEAVE, 0);
    free(h);
}

/* --- the power goes ------------------------------------------------------------------------------------------------------ */

static int32_t closing; /* the day that the child closes */

static void closes(struct kit *k)
{
    struct session *s = &k->app.session;
    s->who = STAFF;
    s->at = SCREEN_staff_close;
    s->house.from = s->house.to = closing;
    flow_do(&k->app, ACT_CLOSE, 0);
    *told = s->notice == VERDICT_HOUSE_CLOSED;
}

static int lines_of(struct kit *k, int32_t day)
{
    char text[64];
    const char *entry;
    int64_t n;
    int count = 0;
    struct date d = date_of(day);
    snprintf(text, sizeof text, " house_closed staff %04d-%02d-%02d %04d-%02d-%02d", d.year, d.month, d.day, d.year,
             d.month, d.day);
    while (store_journal_back(k->app.store, &n, &entry) == FAULT_NONE)
        count += strstr(entry, text) != NULL;
    store_rewind(k->app.store);
    return count;
}

static bool is_closed(struct kit *k, int32_t day)
{
    const struct house *h = store_house(k->app.store);
    bool closed = false;
    for (size_t i = 0; i < h->closed_count[HOUSE_STAFF]; i++)
        closed = closed || h->closed[HOUSE_STAFF][i].from == day;
    return closed;
}

static void power(struct kit *k)
{
    int state = 1, cuts = 0, done = 0, mended = 0;
    for (int n = 1; state == 1 && n < 500; n++) {
        closing = today() + 3 + n % 100 * 2; /* no two touch */
        if (n % 40 == 0) {
            struct house *none = calloc(1, sizeof *none);
            kit_open(k);
            CHECK_INT(store_house_set(k->app.store, none), FAULT_NONE);
            kit_close(k);
            free(none);
        }
        *told = false;
        if ((state = cut_at(k, closes, n)) < 0) {
            SKIP("this machine lets no program be watched");
            break;
        }
        kit_open(k);
        char why[200] = "";
        int64_t entries = 0;
        CHECK_INT(store_house_reason(k->app.store), FAULT_NONE);
        bool closed = is_closed(k, closing);
        CHECK(closed || !*told);
        CHECK_INT(lines_of(k, closing), closed); /* in both or in none, and once */
        CHECK_INT(
            flow_journal_check(
                &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id},
                &entries, why, sizeof why),
            FAULT_NONE);
        done += closed;
        mended += closed && !*told;
        cuts += state == 1;
        kit_close(k);
    }
    printf("closing the house: %d cuts, %d closed, %d of them before anybody was told\n", cuts, done, mended);
    CHECK(state != 0 || (cuts > 10 && done > 1 && done < cuts && mended > 0));
}

int main(void)
{
    static struct kit k;
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (told == MAP_FAILED)
        return 1;
    kit_make(&k);
    kit_pin(&k, k.pin);
    one_meeting(&k);
    rooms(&k);
    house_and_groups(&k);
    staff_alone(&k);
    many(&k);
    disk_full(&k);
    kit_close(&k);
    power(&k);
    kit_open(&k);
    kit_free(&k);
    return TEST_END();
}
