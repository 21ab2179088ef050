/* Cards for a group that is not there, from touch to Monday: nothing of a card is in the event log or among the records, no file tells when
 * it was left, and a clock that is set back over a Monday moves nothing. */
#include "flow_kit.h"
#include "flow/house/house.h"
#include "screens.h"

enum { DAY = 86400 };
static struct kit k;

static int32_t topic_number(const char *key)
{
    struct topic found[40];
    size_t count = 0;
    CHECK_INT(store_topics(k.app.store, &(struct topics_asked){.language = "nb", .all = true}, found, 40, &count),
              FAULT_NONE);
    for (size_t i = 0; i < count; i++)
        if (text_same(found[i].key, key))
            return found[i].id;
    return 0;
}

/* A whole visit; the topics as the timetable numbers them. */
static void leave_card(int32_t a, int32_t b, int wish)
{
    flow_do(&k.app, ACT_BEGIN, 0);
    flow_do(&k.app, ACT_GO, SCREEN_topics);
    flow_do(&k.app, ACT_GO, SCREEN_seek);
    flow_do(&k.app, ACT_SEEK_TOPIC, a);
    if (b > 0)
        flow_do(&k.app, ACT_SEEK_TOPIC, b);
    flow_do(&k.app, ACT_GO, SCREEN_seek_when);
    if (wish >= 0)
        flow_do(&k.app, ACT_SEEK_WISH, wish);
    flow_do(&k.app, ACT_GO, SCREEN_seek_need);
    CHECK(k.app.session.at == SCREEN_seek_need);
    flow_do(&k.app, ACT_SEEK_PUT, 0);
    CHECK(k.app.session.at == SCREEN_seek_done && k.app.session.seek.count == 0);
    flow_do(&k.app, ACT_GO, SCREEN_home); /* one a visit */
    flow_do(&k.app, ACT_GO, SCREEN_seek);
    flow_do(&k.app, ACT_SEEK_TOPIC, a);
    flow_do(&k.app, ACT_GO, SCREEN_seek_when);
    CHECK(k.app.session.at == SCREEN_seek);
    flow_do(&k.app, ACT_LEAVE, 0);
    CHECK(k.app.session.seek.gone == 0 && k.app.session.seek.wishes == 0);
}

static void choosing(void)
{
    struct seeking *seek = &k.app.session.seek;
    flow_do(&k.app, ACT_BEGIN, 0);
    flow_do(&k.app, ACT_GO, SCREEN_seek);
    flow_do(&k.app, ACT_GO, SCREEN_seek_when); /* nothing chosen */
    CHECK(k.app.session.at == SCREEN_seek);
    for (int32_t i = 1; i <= 4; i++)
        flow_do(&k.app, ACT_SEEK_TOPIC, i);
    CHECK(seek->count == 3 && seek->topic[0] == 1 && seek->topic[2] == 3); /* three at most */
    flow_do(&k.app, ACT_SEEK_TOPIC, 2);
    CHECK(seek->count == 2 && seek->topic[1] == 3); /* not any more */
    flow_do(&k.app, ACT_SEEK_TOPIC, 9999);
    CHECK_INT(seek->count, 2);
    flow_do(&k.app, ACT_LEAVE, 0);
    CHECK(seek->count == 0 && store_interest(k.app.store)->batch[0].cards == 0);
}

static uint64_t bytes(void)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = 1 << 20};
    uint64_t sum = 1;
    CHECK_INT(file_path(path, k.data, "interest"), FAULT_NONE);
    CHECK_INT(file_read(path, &file), FAULT_NONE);
    for (size_t i = 0; i < file.length; i++)
        sum = sum * 31 + file.data[i];
    buffer_free(&file);
    return sum;
}

/* Whoever comes when: with cards alike there is one file, and nothing of it in the event log or among the records. */
static void many_visits(void)
{
    int32_t sleep = topic_number("sleep");
    int64_t log = kit_counts(&k).journal;
    uint64_t sum = 0;
    CHECK(sleep > 0);
    for (int turn = 0; turn < 2; turn++) {
        struct interest *none = calloc(1, sizeof *none);
        CHECK_INT(store_interest_set(k.app.store, none), FAULT_NONE);
        free(none);
        for (int i = 0; i < 7; i++) {
            host_fake.now += turn ? 3661 : 71;
            leave_card(sleep, 0, 1);
        }
        CHECK(turn == 0 || bytes() == sum);
        sum = bytes();
    }
    CHECK_INT(kit_counts(&k).journal, log);
    CHECK_INT(kit_counts(&k).memberships + kit_counts(&k).consents, 0);
    CHECK_INT(interest_of(store_interest(k.app.store), "sleep")->in[0].cards, 6);
}

static enum interest_band band(const char *key)
{
    const struct interest_topic *topic = interest_of(store_interest(k.app.store), key);
    return topic ? interest_band(topic) : INTEREST_FEWER;
}

static void mondays(void)
{
    int64_t now = host_fake.now;
    int32_t today = date_wall(now, NULL), next = interest_monday(today) + 7;
    CHECK_INT(flow_interest_settle(&k.app), FAULT_NONE);
    CHECK_INT(band("sleep"), INTEREST_FEWER);
    host_fake.now -= 8 * DAY; /* the clock went back: not sure, so nothing moves */
    CHECK_INT(flow_interest_settle(&k.app), FAULT_NONE);
    CHECK_INT(band("sleep"), INTEREST_FEWER);
    host_fake.now = date_moment(next, 0) + 3600;
    kit_again(&k, true); /* the machine was off on Sunday night: a start is enough */
    CHECK_INT(band("sleep"), INTEREST_FOUR);
    CHECK_INT(store_interest(k.app.store)->monday, next);
    uint64_t sum = bytes();
    host_fake.now -= 2 * DAY; /* back over the Monday, and on again */
    kit_again(&k, true);
    CHECK_INT(flow_interest_settle(&k.app), FAULT_NONE);
    host_fake.now += 2 * DAY;
    kit_again(&k, true);
    CHECK(bytes() == sum && band("sleep") == INTEREST_FOUR);
}

/* A file that can't be read: said in the event log once, and cards can be left again. */
static void lost(void)
{
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, k.data, "interest"), FAULT_NONE);
    kit_close(&k);
    CHECK_INT(file_replace(path, "torn", 4, 0600), FAULT_NONE);
    int64_t log;
    kit_open(&k);
    log = kit_counts(&k).journal;
    CHECK(store_interest_reason(k.app.store) == FAULT_FILE_DAMAGED && band("sleep") == INTEREST_FEWER);
    CHECK(kit_starts(kit_last_line(&k), "interest_lost kiosk "));
    leave_card(topic_number("sleep"), 0, 0);
    CHECK_INT(kit_counts(&k).journal, log);
    kit_again(&k, false);
    CHECK_INT(store_interest_reason(k.app.store), FAULT_NONE);
    CHECK_INT(store_interest(k.app.store)->batch[0].cards, 1);
}

int main(void)
{
    kit_make(&k);
    choosing();
    many_visits();
    mondays();
    lost();
    kit_free(&k);
    return TEST_END();
}
