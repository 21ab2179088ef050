/* "I look for a group that is not there": what cards without a name say together, and nothing about any one of them.
 * Cards wait until Monday. Then those that wait go in together, as one batch, if there are INTEREST_BATCH_MIN of them, else they wait on.
 * Who knows when each card was left, and sees every number released, learns nobody's topic (tests/unit/rule_interest.c):
 *   MUST 1: what is released depends only on how many cards of each batch name a topic, never on whose they are;
 *   MUST 2: one card of each batch, drawn by lot, counts nowhere, and nobody knows which: it may be anybody's;
 *   MUST 3: a number moves only when two or more cards have moved it since it last did.
 * A card is never taken out by itself: the whole batch goes, on a Monday that was said when each card was left. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "rule/centre.h"

enum {
    INTEREST_TOPICS_MAX = CENTRE_TOPICS_MAX,
    INTEREST_CARD_TOPICS = 3,
    INTEREST_WEEKS = 12, /* from the first Monday on which a card could be released; one batch a week at most */
    INTEREST_BATCHES = 1 + INTEREST_WEEKS,
    INTEREST_BATCH_MIN = 3,
    INTEREST_TIMES = 4, /* wishes 0 to 3: when; 4 to 7: what somebody needs */
    INTEREST_WISHES = 8,
    INTEREST_COUNT_MAX = 5000, /* cards of a batch: twelve of them are counted in 16 bits */
};

struct interest_card { /* as it was left; `topic` are keys of the centre file, each once */
    char topic[INTEREST_CARD_TOPICS][GROUP_KEY_MAX];
    int32_t topics;
    uint32_t wishes; /* bits */
};

struct interest_cell { /* counted cards that name a topic, and of these those with each wish */
    uint16_t cards, wish[INTEREST_WISHES];
};
struct interest_topic {
    char key[GROUP_KEY_MAX];
    struct interest_cell in[INTEREST_BATCHES]; /* by batch; [0] waits */
    struct interest_cell shown;                /* as released … */
    struct interest_cell moved;                /* … and how many cards moved each number since it last did */
};
struct interest_batch {
    uint16_t cards; /* 0: there is no such batch */
    int32_t gone;   /* the Monday on which it goes */
};
struct
    interest { /* the topics stand in the order of their keys, the batches in that of their going; all zeros: nothing yet */
    int32_t monday;                                /* of the newest release; 0: there was none */
    struct interest_batch batch[INTEREST_BATCHES]; /* [0] waits */
    struct interest_card
        aside; /* of those that wait, the one that is to count nowhere as it stands; its keys in order */
    struct interest_topic topic[INTEREST_TOPICS_MAX];
    size_t topics;
};

enum interest_band {
    INTEREST_FEWER,
    INTEREST_FOUR,
    INTEREST_EIGHT,
    INTEREST_SIXTEEN
}; /* cards: below 4, from 4, 8, 16 on */

int32_t interest_monday(int32_t day); /* on or before it */
int32_t interest_gone(int32_t today); /* the Monday by which a card that is left today is gone */
/* `lot`: a number drawn anew for each card; of n cards that wait the newest is the one set aside where it is divisible by n.
 * False, and nothing changed: no topic, or no room. */
bool interest_put(struct interest *all, const struct interest_card *card, int32_t today, uint32_t lot);
/* What Monday brings: batches that go, the batch that goes in, numbers that move. Nothing before the next Monday after the newest release,
 * so neither a clock that was set back nor a second call moves anything. True when something was released. */
bool interest_release(struct interest *all, int32_t today);
enum interest_band interest_band(const struct interest_topic *topic);
const char *interest_band_words(enum interest_band band); /* untranslated */
struct interest_asked {                                   /* what may be said of a topic */
    enum interest_band band;
    int time, need; /* the wishes most asked for; -1: none */
};
const struct interest_topic *interest_of(const struct interest *all, const char *key); /* NULL: no card names it */
struct interest_asked interest_asked(const struct interest_topic *topic);
/* Of the wishes from `from` up to, not with, `to` the one most asked for among a topic's cards; -1 where the topic is below four, none has
 * two or several have as many. */
int interest_most(const struct interest_topic *topic, int from, int to);
const char *interest_wish_words(int wish); /* untranslated */
