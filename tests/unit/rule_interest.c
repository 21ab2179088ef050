/* The watcher: somebody who knows on which days each card was left, sees every number and every "most asked for" that is ever released,
 * knows the rule, and wants to know what one person wrote. First every small world: all worlds that look the same to the watcher are held
 * side by side, and nothing may be true of a person in all of them. Then 15,000 cards: for each there must be another world that looks
 * the same and in which that person wrote something else. A watcher of live counts learns nearly everybody, so the test can fail. */
#include "rule/interest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "test.h"

enum { MONDAY = 20423, A_WEEK = 7 }; /* a Monday */

static struct interest world, other, begun, after;

static void put(struct interest *all, uint32_t topics, uint32_t wishes, int32_t day, uint32_t lot)
{
    struct interest_card card = {.wishes = wishes};
    for (int32_t t = 0; t < 32; t++)
        if (topics >> t & 1)
            snprintf(card.topic[card.topics++], GROUP_KEY_MAX, "topic-%c", 'a' + t);
    CHECK(interest_put(all, &card, day, lot));
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

/* What there is to see on a Monday. */
static uint64_t seen(const struct interest *all, uint64_t hash)
{
    for (size_t t = 0; t < all->topics; t++)
        if (interest_band(&all->topic[t]) > INTEREST_FEWER)
            hash = mix(hash, (uint64_t)all->topic[t].key[6] << 32 | interest_band(&all->topic[t]) << 16 |
                                 (uint64_t)(interest_most(&all->topic[t], 0, 4) + 1) << 8 |
                                 (uint64_t)(interest_most(&all->topic[t], 4, 8) + 1));
    return mix(hash, 1);
}

/* --- every small world --- */

enum { WEEKS_MAX = 3, TYPES_MAX = 8, CLASSES = 1 << 20 };

struct kind { /* of card */
    uint32_t topics, wishes;
};
struct small {
    const struct kind *kind;
    int kinds, weeks, people; /* people: at most in a week */
    int left[WEEKS_MAX];      /* cards of each week: what the watcher knows */
    int of[WEEKS_MAX][TYPES_MAX];
    int aside[WEEKS_MAX]; /* the kind of that week's card that is drawn; -1: none of that week is */
    long worlds, classes, learned;
};
static struct seen_class { /* worlds that look the same */
    uint64_t hash;
    uint32_t all[WEEKS_MAX]; /* what is true of everybody of that week in all of them */
} * classes;

/* Topics in the low bits, wishes above: what all cards of that week have. */
static uint32_t of_everybody(const struct small *s, int week)
{
    uint32_t all = s->left[week] > 0 ? UINT32_MAX : 0;
    for (int k = 0; k < s->kinds; k++)
        if (s->of[week][k] > 0)
            all &= s->kind[k].topics | s->kind[k].wishes << 16;
    return all;
}

static uint64_t look(const struct small *s)
{
    uint64_t hash = 1;
    memset(world.batch, 0, sizeof world.batch);
    memset(&world.aside, 0, sizeof world.aside);
    world.topics = 0;
    world.monday = MONDAY;
    for (int week = 0; week < s->weeks + INTEREST_WEEKS + 1; week++) {
        int day = MONDAY + week * A_WEEK + 3;
        for (int k = 0; k < s->kinds && week < s->weeks; k++)
            for (int n = 0; n < s->of[week][k] - (s->aside[week] == k); n++)
                put(&world, s->kind[k].topics, s->kind[k].wishes, day, 1);
        if (week < s->weeks && s->aside[week] >= 0) /* last of its week, and none behind it is drawn */
            put(&world, s->kind[s->aside[week]].topics, s->kind[s->aside[week]].wishes, day, 0);
        (void)interest_release(&world, MONDAY + (week + 1) * A_WEEK);
        hash = seen(&world, hash);
    }
    return hash;
}

static void one_world(struct small *s)
{
    uint64_t hash = look(s);
    size_t at = hash % CLASSES;
    while (classes[at].hash && classes[at].hash != hash)
        at = (at + 1) % CLASSES;
    bool fresh = !classes[at].hash;
    classes[at].hash = hash;
    for (int w = 0; w < s->weeks; w++)
        classes[at].all[w] = fresh ? of_everybody(s, w) : classes[at].all[w] & of_everybody(s, w);
    s->worlds++;
    s->classes += fresh;
}

/* Each card of each batch may be the one that is drawn; weeks with few cards go in together. */
static void all_lots(struct small *s, int week)
{
    int last = week, cards = 0;
    while (last < s->weeks && (cards += s->left[last]) < INTEREST_BATCH_MIN)
        last++;
    if (week == s->weeks) {
        one_world(s);
        return;
    }
    if (cards == 0) {
        all_lots(s, s->weeks);
        return;
    }
    for (int w = week; w <= last && w < s->weeks; w++)
        for (int k = 0; k < s->kinds; k++)
            if (s->of[w][k] > 0) {
                s->aside[w] = k;
                all_lots(s, last < s->weeks ? last + 1 : s->weeks);
                s->aside[w] = -1;
            }
}

static void all_worlds(struct small *s, int week, int kind, int rest)
{
    if (week == s->weeks) {
        for (int w = 0; w < WEEKS_MAX; w++)
            s->aside[w] = -1;
        all_lots(s, 0);
        return;
    }
    for (int n = kind == s->kinds - 1 ? rest : 0; n <= rest; n++) {
        s->of[week][kind] = n;
        if (kind < s->kinds - 1)
            all_worlds(s, week, kind + 1, rest - n);
        else
            all_worlds(s, week + 1, 0, week + 1 < s->weeks ? s->left[week + 1] : 0);
    }
}

static void all_numbers(struct small *s, int week)
{
    if (week < s->weeks) {
        for (s->left[week] = 0; s->left[week] <= s->people; s->left[week]++)
            all_numbers(s, week + 1);
        s->left[week] = 0;
        return;
    }
    memset(classes, 0, CLASSES * sizeof *classes);
    all_worlds(s, 0, 0, s->left[0]);
    for (size_t i = 0; i < CLASSES; i++)
        for (int w = 0; w < s->weeks && classes[i].hash; w++)
            s->learned += classes[i].all[w] != 0;
}

static void small_worlds(const char *what, struct small s)
{
    all_numbers(&s, 0);
    printf("%s: %ld worlds, %ld of them look different, learned %ld\n", what, s.worlds, s.classes, s.learned);
    CHECK(s.worlds > 10000 && s.classes > 8);
    CHECK_INT(s.learned, 0);
}

/* --- 15,000 cards --- */

enum { CARDS = 15000, TOPICS = 20 };
static struct {
    uint32_t topics, wishes;
    int32_t week;
    bool drawn;
} card[CARDS];
static uint64_t state = 1;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(state >> 33) % below;
}

/* Some topics of life are named far more often than others. */
static uint32_t draw_topic(void)
{
    uint32_t a = draw(TOPICS), b = draw(TOPICS);
    return a * b / TOPICS;
}

static void draw_cards(uint32_t a_week)
{
    int32_t week = 0;
    for (int i = 0; i < CARDS; i++) {
        while (draw(a_week + 1) == 0)
            week++;
        card[i].topics = card[i].wishes = 0;
        for (uint32_t n = draw(INTEREST_CARD_TOPICS) + 1; n > 0; n--)
            card[i].topics |= UINT32_C(1) << draw_topic();
        card[i].wishes = UINT32_C(1) << draw(4) | (draw(4) == 0 ? UINT32_C(16) << draw(4) : 0);
        card[i].week = week;
    }
}

/* Goes on from `begun` with the cards from `first` on; what was seen on the way. */
static uint64_t run(struct interest *all, int first, int32_t last_week)
{
    uint64_t hash = 1;
    *all = begun;
    for (int32_t week = card[first].week; week <= last_week; week++) {
        for (; first < CARDS && card[first].week == week; first++)
            put(all, card[first].topics, card[first].wishes, MONDAY + week * A_WEEK + 3, card[first].drawn ? 0 : 1);
        (void)interest_release(all, MONDAY + (week + 1) * A_WEEK);
        hash = seen(all, hash);
    }
    return hash;
}

static void swap_cards(int a, int b)
{
    uint32_t topics = card[a].topics, wishes = card[a].wishes;
    card[a].topics = card[b].topics;
    card[a].wishes = card[b].wishes;
    card[b].topics = topics;
    card[b].wishes = wishes;
}

struct batch { /* cards that go in together: card[first] up to, not with, card[end]; and which of them is drawn */
    int first, end, drawn;
    int32_t enters;
    uint64_t seen;
};

/* From here on both worlds go the same way, whatever comes. */
static bool same_state(const struct interest *a, const struct interest *b)
{
    return a->monday == b->monday && a->topics == b->topics && memcmp(a->batch, b->batch, sizeof a->batch) == 0 &&
           memcmp(&a->aside, &b->aside, sizeof a->aside) == 0 &&
           memcmp(a->topic, b->topic, a->topics * sizeof *a->topic) == 0;
}

/* Is there a world that looks the same, and in which card i does not name that topic? The one in which i was drawn, and wrote something
 * else, and whoever was drawn wrote what i did. */
static bool deniable(int i, uint32_t topic, const struct batch *b)
{
    uint32_t topics = card[b->drawn].topics, wishes = card[b->drawn].wishes;
    swap_cards(i, b->drawn);
    card[b->drawn].drawn = false;
    card[i].drawn = true;
    if (i == b->drawn || card[i].topics & topic)
        card[i].topics = topic == 1 ? 2 : 1;
    bool same = run(&other, b->first, b->enters) == b->seen && same_state(&other, &after) && !(card[i].topics & topic);
    card[i].drawn = false;
    card[b->drawn].drawn = true;
    swap_cards(i, b->drawn);
    card[b->drawn].topics = topics;
    card[b->drawn].wishes = wishes;
    return same;
}

/* The cards that go in together, by the rule that the watcher knows too. */
static int batch_end(int first)
{
    int end = first;
    while (end < CARDS && (end - first < INTEREST_BATCH_MIN || card[end].week == card[end - 1].week))
        end++;
    return end;
}

/* How many cards' topics are told to somebody who sees live counts from four upward after each card. */
static long told_live(void)
{
    static int count[TOPICS], first;
    long told = 0;
    memset(count, 0, sizeof count);
    first = 0;
    for (int i = 0; i < CARDS; i++) {
        bool seen_now = false;
        for (; card[first].week + INTEREST_WEEKS < card[i].week; first++)
            for (int t = 0; t < TOPICS; t++)
                count[t] -= (int)(card[first].topics >> t & 1);
        for (int t = 0; t < TOPICS; t++)
            if (card[i].topics >> t & 1)
                seen_now |= ++count[t] >= 4;
        told += seen_now;
    }
    return told;
}

static void many_cards(uint32_t a_week)
{
    long learned = 0, banded = 0;
    memset(&begun, 0, sizeof begun);
    draw_cards(a_week);
    begun.monday = MONDAY + card[0].week * A_WEEK;
    for (struct batch b = {0}; b.first < CARDS; b.first = b.end) {
        b.end = batch_end(b.first);
        b.enters = card[b.end - 1].week;
        for (int i = b.first; i < b.end; i++)
            card[i].drawn = false;
        b.drawn = b.first + (int)draw((uint32_t)(b.end - b.first));
        card[b.drawn].drawn = true;
        b.seen = run(&after, b.first, b.enters);
        for (int i = b.first; i < b.end; i++) {
            bool told = false;
            for (uint32_t left = card[i].topics; left; left &= left - 1)
                told |= !deniable(i, left & -left, &b);
            learned += told;
        }
        begun = after;
        for (size_t t = 0; t < begun.topics; t++)
            banded += interest_band(&begun.topic[t]) > INTEREST_FEWER;
    }
    long live = told_live();
    printf("about %u a week: %d cards, learned %ld (by live counts %ld); a band of four or more stood %ld times\n",
           a_week, CARDS, learned, live, banded);
    CHECK(banded > 1000);
    CHECK(live > CARDS * 9 / 10);
    CHECK_INT(learned, 0);
}

/* --- Mondays, and what comes back --- */

static void mondays(void)
{
    struct interest *all = &world;
    memset(all, 0, sizeof *all);
    CHECK_INT(date_weekday(MONDAY), 1);
    CHECK_INT(interest_monday(MONDAY + 6), MONDAY);
    CHECK_INT(interest_monday(MONDAY + 7), MONDAY + 7);
    CHECK(interest_release(all, MONDAY + 2) && !interest_release(all, MONDAY + 6)); /* once a week */
    for (int i = 0; i < 5; i++)
        put(all, 1, 1, MONDAY + 3, 0);
    put(all, 2, 2, MONDAY + 3, 1);
    CHECK(!interest_release(all, MONDAY - 30) && !interest_release(all, MONDAY)); /* the clock was set back */
    CHECK_INT(interest_band(&all->topic[0]), INTEREST_FEWER);
    CHECK(interest_release(all, MONDAY + 7) && !interest_release(all, MONDAY + 7)); /* and on again */
    CHECK_INT(interest_band(&all->topic[0]), INTEREST_FOUR);
    CHECK_INT(interest_most(&all->topic[0], 0, 4), 0);
    CHECK_INT(interest_most(&all->topic[0], 4, 8), -1);
    CHECK_INT(all->topic[1].shown.cards, 0);             /* one card moves nothing */
    CHECK(interest_gone(MONDAY + 3) == MONDAY + 7 * 13); /* whole weeks */
    CHECK(interest_release(all, MONDAY + 7 * 12) && all->topics == 2);
    CHECK(interest_release(all, MONDAY + 7 * 13) && all->topics == 0 && all->batch[1].cards == 0);
    put(all, 1, 0, MONDAY + 7 * 14, 0); /* two cards wait for a third, and are gone by their Monday all the same */
    put(all, 1, 0, MONDAY + 7 * 20, 0);
    CHECK(interest_release(all, MONDAY + 7 * 26) && all->batch[0].cards == 2);
    CHECK(interest_release(all, MONDAY + 7 * 27) && all->batch[0].cards == 0 && all->topics == 0);
}

/* In whatever order cards were left: the same bytes. */
static void orders(void)
{
    static const uint32_t wrote[][2] = {{1, 1}, {6, 2}, {9, 0}, {1, 16}, {12, 5}};
    enum { N = sizeof wrote / sizeof *wrote };
    for (int turn = 0; turn < N - 1; turn++) {
        struct interest *all = turn ? &other : &world;
        memset(all, 0, sizeof *all);
        for (int i = 0; i < N; i++)
            put(all, wrote[(i * (turn + 1) + turn) % N][0], wrote[(i * (turn + 1) + turn) % N][1], MONDAY + i,
                (i * (turn + 1) + turn) % N ? 1 : 0);
        CHECK(!turn || memcmp(&world, &other, sizeof world) == 0);
    }
}

static void refused(void)
{
    struct interest_card card_of_none = {.wishes = 1};
    struct interest_card many = {.topics = 1};
    memset(&world, 0, sizeof world);
    CHECK(!interest_put(&world, &card_of_none, MONDAY, 0) && world.batch[0].cards == 0);
    const int room = INTEREST_TOPICS_MAX - INTEREST_CARD_TOPICS + 1; /* and the card set aside */
    for (int i = 0; i < room; i++) {
        snprintf(many.topic[0], GROUP_KEY_MAX, "topic-%d", i);
        CHECK(interest_put(&world, &many, MONDAY, 1));
    }
    snprintf(many.topic[0], GROUP_KEY_MAX, "one-more");
    CHECK(!interest_put(&world, &many, MONDAY, 1) && world.topics <= INTEREST_TOPICS_MAX);
}

int main(void)
{
    static const struct kind single[] = {{1, 0}, {2, 0}, {4, 0}},
                             sets[] = {{1, 0}, {2, 0}, {4, 0}, {3, 0}, {5, 0}, {6, 0}, {7, 0}},
                             wishing[] = {{1, 1}, {1, 2}, {2, 1}, {2, 2}};
    classes = calloc(CLASSES, sizeof *classes);
    if (!classes)
        return 1;
    mondays();
    orders();
    refused();
    small_worlds("three topics, three weeks", (struct small){.kind = single, .kinds = 3, .weeks = 3, .people = 4});
    small_worlds("several topics a card", (struct small){.kind = sets, .kinds = 7, .weeks = 2, .people = 3});
    small_worlds("topics and times", (struct small){.kind = wishing, .kinds = 4, .weeks = 2, .people = 6});
    many_cards(150);
    many_cards(3);
    free(classes);
    return TEST_END();
}
