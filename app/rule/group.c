/* What follows from a group's setting and state. */
#include "rule/group.h"

int group_starter_visits(enum setting setting)
{
    switch (setting) {
    case SETTING_ORGANISATION: return 0;
    case SETTING_CENTRE: return 2;
    case SETTING_NODE: return 3;
    }
    return 0;
}

/* A closed group is not listed; should one be asked about, it rests. */
enum group_places group_places(enum group_state state, int32_t capacity, int32_t taken)
{
    if (state == GROUP_RESTING || state == GROUP_CLOSED)
        return PLACES_RESTING;
    if (taken >= capacity)
        return PLACES_FULL;
    return state == GROUP_FORMING ? PLACES_FORMING : PLACES_OPEN;
}
