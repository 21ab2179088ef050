/* What cards say together lies in a file of its own: the same bytes in whatever order they came, read back whole, or set aside. */
#include "test.h"

#include <sys/stat.h>
#include "store/inside.h"
#include "store/look.h"
#include "store_demo.h"

enum { MONDAY = 20423 };

static char folder[64];
static struct store *s;
static struct interest *all;

static void open_it(void)
{
    char why[256] = "";
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
}

static void again(void)
{
    store_close(s);
    open_it();
}

static void put(const char *topic, uint32_t wishes, uint32_t lot)
{
    struct interest_card card = {.topics = 1, .wishes = wishes};
    CHECK(text_copy(card.topic[0], GROUP_KEY_MAX, topic));
    CHECK(interest_put(all, &card, MONDAY + 3, lot));
}

static void path_of(char *out)
{
    CHECK_INT(file_path(out, folder, "interest"), FAULT_NONE);
}

static void read_file(struct buffer *out)
{
    char path[FILE_PATH_MAX];
    path_of(path);
    *out = (struct buffer){.limit = 1 << 20};
    CHECK_INT(file_read(path, out), FAULT_NONE);
}

static void read_back(void)
{
    struct stat st;
    char path[FILE_PATH_MAX];
    path_of(path);
    CHECK(stat(path, &st) != 0 && store_interest(s)->monday == 0 && store_interest_reason(s) == FAULT_NONE);
    CHECK(interest_release(all, MONDAY));
    for (int i = 0; i < 8; i++)
        put(i % 3 && i < 7 ? "sleep" : "money", UINT32_C(1) << i, (uint32_t)i);
    CHECK(interest_release(all, MONDAY + 7));
    put("work", 3, 0);
    CHECK_INT(store_interest_set(s, all), FAULT_NONE);
    for (int round = 0; round < 2; round++) { /* at once, and after a start */
        CHECK(memcmp(store_interest(s), all, sizeof *all) == 0);
        again();
    }
    CHECK(interest_band(interest_of(store_interest(s), "sleep")) == INTEREST_FOUR);
    CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
}

/* The order of visitors is nowhere in the file. */
static void orders(void)
{
    static const char *const topic[] = {"sleep", "money", "work", "alone", "work"};
    struct buffer first, then;
    for (int turn = 0; turn < 4; turn++) {
        *all = (struct interest){0};
        for (int i = 0; i < 5; i++)
            put(topic[(i * (turn + 1) + turn) % 5], 5,
                (i * (turn + 1) + turn) % 5 ? 1 : 0); /* the first is set aside, whenever it comes */
        CHECK_INT(store_interest_set(s, all), FAULT_NONE);
        read_file(turn ? &then : &first);
        if (turn == 0)
            continue;
        CHECK(then.length == first.length && memcmp(then.data, first.data, first.length) == 0);
        buffer_free(&then);
    }
    buffer_free(&first);
}

/* Any byte changed, or cut off anywhere: nothing of it holds, it is set aside, and cards can be left again. */
static void spoilt(void)
{
    struct buffer file;
    char path[FILE_PATH_MAX], aside[FILE_PATH_MAX + 16];
    struct stat st;
    path_of(path);
    read_file(&file);
    snprintf(aside, sizeof aside, "%s.damaged-1", path);
    for (size_t i = 0; i < 2 * file.length; i++) {
        size_t at = i / 2;
        file.data[at] ^= 1;
        CHECK_INT(file_replace(path, file.data, i % 2 ? file.length : at, 0600), FAULT_NONE);
        again();
        CHECK(store_interest_reason(s) == FAULT_FILE_DAMAGED && store_interest(s)->topics == 0);
        CHECK(stat(path, &st) != 0 && unlink(aside) == 0);
        file.data[at] ^= 1;
    }
    CHECK_INT(store_interest_set(s, all), FAULT_NONE);
    again();
    CHECK(store_interest_reason(s) == FAULT_NONE && store_interest(s)->topics == all->topics);
    buffer_free(&file);
}

static void looking_writes_nothing(void)
{
    struct store *look = NULL;
    store_close(s);
    CHECK_INT(store_look_public(&look, folder, NULL, 0), FAULT_NONE);
    CHECK_INT(store_interest_set(look, all), FAULT_DISK_READONLY);
    store_close(look);
    open_it();
}

/* All there can be of everything is kept and read back. */
static void full(void)
{
    *all = (struct interest){.monday = MONDAY, .topics = INTEREST_TOPICS_MAX};
    all->aside = (struct interest_card){.topics = INTEREST_CARD_TOPICS, .wishes = 255};
    for (int i = 0; i < INTEREST_CARD_TOPICS; i++)
        snprintf(all->aside.topic[i], GROUP_KEY_MAX, "set-aside-%d", i);
    for (int b = 0; b < INTEREST_BATCHES; b++)
        all->batch[b] = (struct interest_batch){INTEREST_COUNT_MAX, MONDAY + 7 * b};
    for (int t = 0; t < INTEREST_TOPICS_MAX; t++) {
        struct interest_topic *topic = &all->topic[t];
        snprintf(topic->key, sizeof topic->key, "a-long-key-of-a-topic-%03d", t % 1000);
        memset(&topic->shown, 0xff, sizeof topic->shown);
        memset(&topic->moved, 0xff, sizeof topic->moved);
        for (int b = 0; b < INTEREST_BATCHES; b++)
            memset(&topic->in[b], 0xff, sizeof topic->in[b]);
    }
    CHECK_INT(store_interest_set(s, all), FAULT_NONE);
    again();
    CHECK(memcmp(store_interest(s), all, sizeof *all) == 0);
}

int main(void)
{
    all = calloc(1, sizeof *all);
    demo_make(demo_folder(folder), 6);
    open_it();
    read_back();
    orders();
    spoilt();
    looking_writes_nothing();
    full();
    store_close(s);
    demo_remove(folder);
    free(all);
    return TEST_END();
}
