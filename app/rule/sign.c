/* Is it signed? Only that something was given counts, never how it looks. */
#include "rule/sign.h"

#include <stddef.h>
#include "base/text.h"

static const char *const names[] = {"none", "draw", "name", "hold", "witness"};

static bool written(const char *text)
{
    if (!text || !text_clean(text))
        return false;
    while (*text == ' ')
        text++;
    return *text != 0;
}

enum verdict sign_verdict(const struct signing *signing)
{
    switch (signing->way) {
    case SIGN_NONE:
        return VERDICT_SIGN_MISSING;
    case SIGN_DRAW:
        return signing->marked ? VERDICT_SIGN_GOOD : VERDICT_SIGN_MISSING;
    case SIGN_NAME:
        return written(signing->name) ? VERDICT_SIGN_GOOD : VERDICT_SIGN_NAME_MISSING;
    case SIGN_HOLD:
        return signing->held_ms >= SIGN_HOLD_MS ? VERDICT_SIGN_GOOD : VERDICT_SIGN_HOLD_SHORT;
    case SIGN_WITNESS:
        return written(signing->witness) ? VERDICT_SIGN_GOOD : VERDICT_SIGN_WITNESS_MISSING;
    }
    return VERDICT_SIGN_MISSING;
}

const char *sign_way_name(enum sign_way way)
{
    return names[way];
}
