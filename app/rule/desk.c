/* After joining: the code, one's own record, staff, the stick. */
#include "rule/desk.h"

/* A pause after every fifth. */
static int32_t code_wait_seconds(int32_t tries)
{
    return tries > 0 && tries % CODE_TRIES_FREE == 0 ? CODE_WAIT_SECONDS : 0;
}

/* From the fifth on 15, 30, 60 ... 3600. */
static int32_t pin_wait_seconds(int32_t tries)
{
    int32_t wait = PIN_WAIT_SECONDS;
    if (tries < PIN_TRIES_FREE)
        return 0;
    for (int32_t i = PIN_TRIES_FREE; i < tries && wait < PIN_WAIT_SECONDS_MAX; i++)
        wait *= 2;
    return wait < PIN_WAIT_SECONDS_MAX ? wait : PIN_WAIT_SECONDS_MAX;
}

static int32_t left_seconds(int32_t wait, int64_t waited)
{
    if (waited < 0) /* a clock that only grows never says this; if it does, the wait starts over */
        waited = 0;
    return waited >= wait ? 0 : wait - (int32_t)waited;
}

int32_t tries_code_left_seconds(const struct tries *tries)
{
    return left_seconds(code_wait_seconds(tries->wrong), tries->waited_seconds);
}

int32_t tries_pin_left_seconds(const struct tries *tries)
{
    return left_seconds(pin_wait_seconds(tries->wrong), tries->waited_seconds);
}

/* Nobody can be let in to a record that can't be read; a full disk or a doubtful clock is no reason to refuse. */
static bool readable(const struct kiosk_facts *kiosk)
{
    return !kiosk->desk_only && !kiosk->store_closed && !kiosk->moved;
}

enum verdict code_verdict(const struct kiosk_facts *kiosk, const struct tries *tries, enum code_state state)
{
    if (!readable(kiosk))
        return kiosk_verdict(kiosk);
    if (tries_code_left_seconds(tries) > 0)
        return VERDICT_CODE_PAUSE;
    if (state == CODE_LIVE)
        return VERDICT_CODE_FOUND;
    return kiosk->restored ? VERDICT_CODE_NOT_HERE : VERDICT_CODE_NOT_FOUND;
}

enum verdict pin_verdict(const struct tries *tries, bool right)
{
    if (tries_pin_left_seconds(tries) > 0)
        return VERDICT_PIN_WAIT;
    return right ? VERDICT_PIN_RIGHT : VERDICT_PIN_WRONG;
}

enum verdict own_verdict(const struct own_facts *facts, enum own_wish wish)
{
    if (!readable(&facts->kiosk))
        return kiosk_verdict(&facts->kiosk);
    switch (wish) {
    case OWN_CHANGE_CONTACT:
        return facts->consent ? VERDICT_CONTACT_CHANGED : VERDICT_OWN_NOTHING;
    case OWN_WITHDRAW_PURPOSE:
        return facts->consent && facts->answer == ANSWER_YES ? VERDICT_PURPOSE_WITHDRAWN : VERDICT_OWN_NOTHING;
    case OWN_ALLOW_PURPOSE:
        if (!facts->consent || facts->answer != ANSWER_NO)
            return VERDICT_OWN_NOTHING;
        return facts->needs_contact && !facts->reachable ? VERDICT_JOIN_CONTACT_NEEDED : VERDICT_PURPOSE_ALLOWED;
    case OWN_WITHDRAW_ALL:
        return facts->consent ? VERDICT_CONSENT_WITHDRAWN : VERDICT_OWN_NOTHING;
    case OWN_LEAVE_GROUP:
        return facts->membership ? VERDICT_GROUP_LEFT : VERDICT_OWN_NOTHING;
    }
    return VERDICT_OWN_NOTHING;
}

enum verdict export_may(const struct kiosk_facts *kiosk, bool stick_present)
{
    if (!readable(kiosk))
        return kiosk->moved ? VERDICT_KIOSK_MOVED : VERDICT_EXPORT_CLOSED;
    if (kiosk->clock_back)
        return VERDICT_EXPORT_CLOCK;
    return stick_present ? VERDICT_EXPORT_MAY : VERDICT_STICK_MISSING;
}

enum verdict export_verdict(fault f)
{
    switch (f) {
    case FAULT_NONE:
        return VERDICT_EXPORT_DONE;
    case FAULT_STICK_GONE:
        return VERDICT_STICK_GONE;
    case FAULT_STICK_FULL:
        return VERDICT_STICK_FULL;
    case FAULT_STICK_LIES:
        return VERDICT_STICK_LIES;
    case FAULT_FILE_EXISTS:
        return VERDICT_STICK_OTHER_FILE;
    case FAULT_FILE_FOREIGN:
        return VERDICT_STICK_FOREIGN;
    case FAULT_CLOCK_BACK:
        return VERDICT_EXPORT_CLOCK;
    default:
        return VERDICT_EXPORT_AGAIN;
    }
}

enum verdict moving_verdict(enum moving_way moving, fault f)
{
    static const enum verdict verdicts[] = {[MOVING_OUT] = VERDICT_MOVED_OUT,
                                            [MOVING_IN] = VERDICT_MOVED_IN,
                                            [MOVING_COPY] = VERDICT_BACKED_UP,
                                            [MOVING_RESTORED] = VERDICT_RESTORED};
    return f == FAULT_NONE ? verdicts[moving] : export_verdict(f);
}
