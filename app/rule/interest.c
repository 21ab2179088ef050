/* The numbers behind the bands, batch by batch. */
#include "rule/interest.h"

#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "base/words.h"

enum { A_WEEK = 7, MOVERS = 2 };

int32_t interest_monday(int32_t day)
{
    return day - (date_weekday(day) - 1);
}

int32_t interest_gone(int32_t today)
{
    return interest_monday(today) + A_WEEK * (1 + INTEREST_WEEKS);
}

/* --- a card --- */

/* Where the topic stands, or is to stand. */
static size_t place_of(const struct interest *all, const char *key)
{
    size_t at = 0;
    while (at < all->topics && strcmp(all->topic[at].key, key) < 0)
        at++;
    return at;
}

static bool stands_at(const struct interest *all, size_t at, const char *key)
{
    return at < all->topics && strcmp(all->topic[at].key, key) == 0;
}

static struct interest_topic *topic_of(struct interest *all, const char *key)
{
    size_t at = place_of(all, key);
    if (!stands_at(all, at, key)) {
        memmove(&all->topic[at + 1], &all->topic[at], (all->topics - at) * sizeof *all->topic);
        memset(&all->topic[at], 0, sizeof *all->topic);
        (void)text_copy(all->topic[at].key, sizeof all->topic[at].key, key);
        all->topics++;
    }
    return &all->topic[at];
}

static bool has_room(const struct interest *all, const struct interest_card *card)
{
    size_t fresh = 0;
    for (int32_t i = 0; i < card->topics; i++)
        fresh += !stands_at(all, place_of(all, card->topic[i]), card->topic[i]);
    return card->topics > 0 && card->topics <= INTEREST_CARD_TOPICS &&
           all->topics + fresh + INTEREST_CARD_TOPICS <= INTEREST_TOPICS_MAX && /* and for those of the one set aside */
           all->batch[0].cards < INTEREST_COUNT_MAX;
}

static void count(struct interest *all, const struct interest_card *card)
{
    for (int32_t i = 0; i < card->topics; i++) {
        struct interest_cell *waits = &topic_of(all, card->topic[i])->in[0];
        waits->cards++;
        for (int w = 0; w < INTEREST_WISHES; w++)
            waits->wish[w] = (uint16_t)(waits->wish[w] + (card->wishes >> w & 1));
    }
}

/* Its keys in order: nobody shall see which was chosen first. */
static struct interest_card in_order(const struct interest_card *card)
{
    struct interest_card sorted = *card;
    for (int32_t i = 1; i < sorted.topics; i++)
        for (int32_t k = i; k > 0 && strcmp(sorted.topic[k - 1], sorted.topic[k]) > 0; k--) {
            char key[GROUP_KEY_MAX];
            memcpy(key, sorted.topic[k], sizeof key);
            memcpy(sorted.topic[k], sorted.topic[k - 1], sizeof key);
            memcpy(sorted.topic[k - 1], key, sizeof key);
        }
    return sorted;
}

bool interest_put(struct interest *all, const struct interest_card *card, int32_t today, uint32_t lot)
{
    if (!has_room(all, card))
        return false;
    if (all->batch[0].cards == 0)
        all->batch[0].gone = interest_gone(today);
    all->batch[0].cards++;
    if (lot % all->batch[0].cards == 0) { /* MUST 2; the first always is, until another is */
        count(all, &all->aside);
        all->aside = in_order(card);
    } else {
        count(all, card);
    }
    return true;
}

/* --- a Monday --- */

static void add_moved(struct interest_topic *t, int batch)
{
    const struct interest_cell *in = &t->in[batch];
    t->moved.cards = (uint16_t)(t->moved.cards + in->cards);
    for (int w = 0; w < INTEREST_WISHES; w++)
        t->moved.wish[w] = (uint16_t)(t->moved.wish[w] + in->wish[w]);
}

static int batches(const struct interest *all)
{
    int n = 1;
    while (n < INTEREST_BATCHES && all->batch[n].cards > 0)
        n++;
    return n; /* with the one that waits */
}

/* The batch goes, and those behind it stand one further on. */
static void batch_go(struct interest *all, int at)
{
    for (size_t t = 0; t < all->topics; t++) {
        struct interest_topic *topic = &all->topic[t];
        if (at > 0) /* what only waited was in no number */
            add_moved(topic, at);
        if (at == 0) {
            memset(&topic->in[0], 0, sizeof topic->in[0]);
            continue;
        }
        memmove(&topic->in[at], &topic->in[at + 1], (size_t)(INTEREST_BATCHES - at - 1) * sizeof topic->in[0]);
        memset(&topic->in[INTEREST_BATCHES - 1], 0, sizeof topic->in[0]);
    }
    if (at == 0)
        all->aside = (struct interest_card){0};
    if (at > 0) {
        memmove(&all->batch[at], &all->batch[at + 1], (size_t)(INTEREST_BATCHES - at - 1) * sizeof all->batch[0]);
        at = INTEREST_BATCHES - 1;
    }
    all->batch[at] = (struct interest_batch){0};
}

static void batch_in(struct interest *all)
{
    int to = batches(all);
    if (all->batch[0].cards < INTEREST_BATCH_MIN || to == INTEREST_BATCHES)
        return;
    for (size_t t = 0; t < all->topics; t++) {
        struct interest_topic *topic = &all->topic[t];
        topic->in[to] = topic->in[0];
        memset(&topic->in[0], 0, sizeof topic->in[0]);
        add_moved(topic, to);
    }
    all->batch[to] = all->batch[0];
    all->batch[0] = (struct interest_batch){0};
    all->aside = (struct interest_card){0};
}

static void move_one(uint16_t *shown, uint16_t *moved, uint16_t now)
{
    if (*moved < MOVERS)
        return; /* MUST 3 */
    *shown = now;
    *moved = 0;
}

static void move_topic(struct interest_topic *t)
{
    struct interest_cell now = {0};
    for (int b = 1; b < INTEREST_BATCHES; b++) {
        now.cards = (uint16_t)(now.cards + t->in[b].cards);
        for (int w = 0; w < INTEREST_WISHES; w++)
            now.wish[w] = (uint16_t)(now.wish[w] + t->in[b].wish[w]);
    }
    move_one(&t->shown.cards, &t->moved.cards, now.cards);
    for (int w = 0; w < INTEREST_WISHES; w++)
        move_one(&t->shown.wish[w], &t->moved.wish[w], now.wish[w]);
    if (now.cards == 0 && t->shown.cards == 0) /* whether or not somebody new waits: else that could be seen later */
        t->shown = t->moved = (struct interest_cell){0};
}

/* A topic of which nothing is left does not stay as a trace. */
static bool is_bare(const struct interest_topic *t)
{
    uint32_t left = t->shown.cards;
    for (int b = 0; b < INTEREST_BATCHES; b++)
        left += t->in[b].cards;
    return left == 0;
}

bool interest_release(struct interest *all, int32_t today)
{
    int32_t monday = interest_monday(today);
    if (monday <= all->monday)
        return false;
    all->monday = monday;
    for (int b = batches(all) - 1; b >= 0; b--)
        if (all->batch[b].cards > 0 && all->batch[b].gone <= monday)
            batch_go(all, b);
    batch_in(all);
    size_t kept = 0;
    for (size_t t = 0; t < all->topics; t++) {
        move_topic(&all->topic[t]);
        if (!is_bare(&all->topic[t]))
            all->topic[kept++] = all->topic[t];
    }
    all->topics = kept;
    return true;
}

/* --- what is shown --- */

enum interest_band interest_band(const struct interest_topic *topic)
{
    uint16_t cards = topic->shown.cards;
    if (cards < 4)
        return INTEREST_FEWER;
    if (cards < 8)
        return INTEREST_FOUR;
    return cards < 16 ? INTEREST_EIGHT : INTEREST_SIXTEEN;
}

const char *interest_band_words(enum interest_band band)
{
    static const char *const words[] = {N_("fewer than four"), N_("four or more"), N_("eight or more"),
                                        N_("sixteen or more")};
    return words[band];
}

int interest_most(const struct interest_topic *topic, int from, int to)
{
    int most = -1;
    bool alone = true;
    if (interest_band(topic) == INTEREST_FEWER)
        return -1;
    for (int w = from; w < to; w++) {
        uint16_t has = topic->shown.wish[w], best = most < 0 ? MOVERS - 1 : topic->shown.wish[most];
        if (has > best) {
            most = w;
            alone = true;
        } else if (most >= 0 && has == best) {
            alone = false;
        }
    }
    return alone ? most : -1;
}

const struct interest_topic *interest_of(const struct interest *all, const char *key)
{
    size_t at = place_of(all, key);
    return stands_at(all, at, key) ? &all->topic[at] : NULL;
}

struct interest_asked interest_asked(const struct interest_topic *topic)
{
    return (struct interest_asked){.band = interest_band(topic),
                                   .time = interest_most(topic, 0, INTEREST_TIMES),
                                   .need = interest_most(topic, INTEREST_TIMES, INTEREST_WISHES)};
}

const char *interest_wish_words(int wish)
{
    static const char *const words[INTEREST_WISHES] = {N_("Weekdays in the daytime"),
                                                       N_("Weekdays in the evening"),
                                                       N_("Weekends in the daytime"),
                                                       N_("Weekends in the evening"),
                                                       N_("Step-free"),
                                                       N_("A hearing loop"),
                                                       N_("Sign language"),
                                                       N_("Easy words")};
    return words[wish];
}
