/* Joining, decided. The order of the questions is the order of the screens, so the first answer tells where to go
 * back to. */
#include "rule/join.h"

#include <assert.h>
#include "base/bytes.h"

enum verdict kiosk_verdict(const struct kiosk_facts *facts)
{
    if (facts->desk_only)
        return VERDICT_KIOSK_DESK;
    if (facts->moved)
        return VERDICT_KIOSK_MOVED;
    if (facts->store_closed)
        return VERDICT_KIOSK_CLOSED;
    if (facts->behind)
        return VERDICT_KIOSK_BEHIND;
    if (facts->disk_low || facts->full)
        return VERDICT_KIOSK_FULL;
    return facts->clock_back ? VERDICT_KIOSK_CLOCK : VERDICT_KIOSK_OPEN;
}

bool join_full(const struct join_facts *facts)
{
    int32_t limit = facts->day_limit > 0 ? facts->day_limit : JOIN_DAY_LIMIT;
    return facts->taken >= facts->capacity || facts->today >= limit;
}

enum verdict join_may(const struct join_facts *facts)
{
    enum verdict kiosk = kiosk_verdict(&facts->kiosk);
    if (verdict_tone(kiosk) == TONE_HARD)
        return kiosk;
    if (!facts->listed)
        return VERDICT_JOIN_GONE;
    if (facts->state == GROUP_STATE_closed)
        return VERDICT_JOIN_CLOSED;
    if (facts->state == GROUP_STATE_resting)
        return VERDICT_JOIN_RESTING;
    return join_full(facts) ? VERDICT_JOIN_WAIT : VERDICT_JOIN_MAY;
}

static bool all_bits(uint32_t bits, int32_t count)
{
    uint32_t wanted = count >= 32 ? UINT32_MAX : (UINT32_C(1) << count) - 1;
    return (bits & wanted) == wanted;
}

static enum verdict person_verdict(const struct join_request *request)
{
    char good[CONTACT_MAX];
    static_assert(PERSON_NAME_MAX <= CONTACT_MAX, "one room serves both checks");
    enum verdict v = request->nameless ? VERDICT_NAME_GOOD : name_check(good, request->name ? request->name : "");
    if (v == VERDICT_NAME_MISSING)
        v = VERDICT_JOIN_NAME_MISSING;
    if (v == VERDICT_NAME_GOOD && request->way == CONTACT_UNASKED)
        v = VERDICT_JOIN_CONTACT_UNASKED;
    if (v == VERDICT_NAME_GOOD)
        v = contact_check(good, request->way, request->contact ? request->contact : "", 0);
    bytes_wipe(good, sizeof good);
    return v == VERDICT_CONTACT_GOOD ? VERDICT_JOINED : v;
}

static enum verdict answers_verdict(const struct join_request *request)
{
    if (request->consent_version != CONSENT_VERSION)
        return VERDICT_JOIN_CONSENT_CHANGED;
    if (!all_bits(request->facts_seen, FACT_COUNT))
        return VERDICT_JOIN_FACTS_UNSEEN;
    for (int i = 0; i < PURPOSE_COUNT; i++)
        if (request->answers[i] != ANSWER_YES && request->answers[i] != ANSWER_NO &&
            consent_asked((enum consent_purpose)i, request->nameless))
            return VERDICT_JOIN_PURPOSE_OPEN;
    bool reachable = request->way != CONTACT_NONE;
    bool asked = false;
    for (int i = 0; i < PURPOSE_COUNT; i++)
        asked = asked || (request->answers[i] == ANSWER_YES && consent_contacts((enum consent_purpose)i));
    return asked && !reachable ? VERDICT_JOIN_CONTACT_NEEDED : VERDICT_JOINED;
}

enum verdict join_verdict(const struct join_facts *facts, const struct join_request *request)
{
    enum verdict v = join_may(facts), done = v == VERDICT_JOIN_WAIT ? VERDICT_WAITING : VERDICT_JOINED;
    if (v != VERDICT_JOIN_MAY && v != VERDICT_JOIN_WAIT)
        return v;
    if (request->rules_version != facts->rules_version)
        return VERDICT_JOIN_RULES_CHANGED;
    if (!all_bits(request->rules_accepted, facts->rules))
        return VERDICT_JOIN_RULES_OPEN;
    if ((v = person_verdict(request)) != VERDICT_JOINED)
        return v;
    if ((v = answers_verdict(request)) != VERDICT_JOINED)
        return v;
    if ((v = sign_verdict(&request->signing)) != VERDICT_SIGN_GOOD)
        return v;
    if (!request->reviewed)
        return VERDICT_JOIN_UNREVIEWED;
    return done == VERDICT_WAITING && !request->waiting ? VERDICT_JOIN_WAIT : done;
}

enum verdict join_step_verdict(enum verdict v, bool said_elsewhere)
{
    return said_elsewhere ? VERDICT_JOIN_LANGUAGE : v;
}
