/* "I look for a group that is not there": a card without a name, written in one go, and the Monday on which numbers move. One card a visit.
 * Nothing is logged of a card: a line a card would tell the day of each. */
#include "flow/house/house.h"
#include "screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- choosing --- */

void flow_seek_topic(struct app *app, int32_t number)
{
    struct seeking *seek = &app->session.seek;
    struct topic topic;
    if (store_topic(app->store, app->session.language, number, &topic) != FAULT_NONE)
        return;
    int32_t kept = 0;
    bool had = false;
    for (int32_t i = 0; i < seek->count; i++) {
        had |= seek->topic[i] == number;
        if (seek->topic[i] != number) {
            seek->topic[kept] = seek->topic[i];
            memmove(seek->key[kept++], seek->key[i], GROUP_KEY_MAX);
        }
    }
    seek->count = kept;
    if (had || seek->count == INTEREST_CARD_TOPICS)
        return;
    seek->topic[seek->count] = number;
    (void)text_copy(seek->key[seek->count++], GROUP_KEY_MAX, topic.key);
}

void flow_seek_wish(struct app *app, int32_t number)
{
    if (number >= 0 && number < INTEREST_WISHES)
        app->session.seek.wishes ^= UINT32_C(1) << number;
}

/* --- the card, and Monday --- */

/* A copy of what stands, to be changed; NULL for want of memory. */
static struct interest *copy(struct app *app)
{
    struct interest *all = malloc(sizeof *all);
    if (all)
        *all = *store_interest(app->store);
    return all;
}

static fault put(struct app *app, const struct interest_card *card, bool *ret_room)
{
    struct interest *all = copy(app);
    uint32_t lot;
    if (!all)
        return FAULT_NO_MEMORY;
    if (flow_clock_sure(app))
        (void)interest_release(all, flow_today()); /* a Monday that nobody was here for comes before today's card */
    seal_random(&lot, sizeof lot);
    *ret_room = interest_put(all, card, flow_today(), lot);
    fault f = *ret_room ? store_interest_set(app->store, all) : FAULT_NONE;
    free(all);
    return f;
}

void flow_seek_put(struct app *app, int32_t number)
{
    (void)number;
    struct seeking *seek = &app->session.seek;
    struct interest_card card = {.topics = seek->count, .wishes = seek->wishes};
    bool room = false;
    if (seek->count == 0 || seek->gone > 0)
        return;
    flow_kiosk_refresh(app);
    if (app->kiosk.desk_only || app->kiosk.store_closed) {
        flow_notice(app, kiosk_verdict(&app->kiosk));
        return;
    }
    memcpy(card.topic, seek->key, sizeof card.topic);
    fault f = put(app, &card, &room);
    bytes_wipe(&card, sizeof card);
    if (f != FAULT_NONE) {
        flow_trouble(app, "interest", f);
        return;
    }
    if (!room) {
        flow_notice(app, VERDICT_KIOSK_FULL);
        return;
    }
    int32_t gone = interest_gone(flow_today());
    bytes_wipe(seek, sizeof *seek); /* it is written: the kiosk need not remember it */
    seek->gone = gone;
    flow_clear_trail(app);
    (void)flow_show(app, SCREEN_seek_done);
}

fault flow_interest_settle(struct app *app)
{
    const struct interest *now = store_interest(app->store);
    if (!app->flow || app->flow->desk || app->job || !store_takes_signups(app->store) || !flow_clock_sure(app) ||
        interest_monday(flow_today()) <= now->monday || (now->monday == 0 && now->batch[0].cards == 0))
        return FAULT_NONE;
    struct interest *all = copy(app);
    if (!all)
        return FAULT_NO_MEMORY;
    fault f = interest_release(all, flow_today()) ? store_interest_set(app->store, all) : FAULT_NONE;
    free(all);
    if (f != FAULT_NONE)
        flow_log("interest", f, store_why(app->store));
    return f;
}
