/* What staff change for a day, as data. Nothing is read or written here. */
#include "rule/house.h"

#include <string.h>
#include "base/text.h"
#include "base/words.h"

static const struct {
    const char *name, *words;
} reasons[HOUSE_REASONS] = {
#define REASON(name, words) {#name, words},
#include "rule/house.def"
#undef REASON
};

const char *house_reason_name(enum house_reason reason)
{
    return reasons[reason].name;
}

const char *house_reason_words(enum house_reason reason)
{
    return reasons[reason].words;
}

enum house_reason house_reason_find(const char *name)
{
    int i = 0;
    while (i < HOUSE_REASONS && !text_same(reasons[i].name, name))
        i++;
    return (enum house_reason)i;
}

/* --- rooms --- */

bool house_room_named(const struct house_room *room)
{
    return room->language[0][0] != 0;
}

const char *house_room_name(const struct house_room *room, const char *language)
{
    for (size_t i = 0; i < CENTRE_LANGUAGES_MAX && *room->language[i]; i++)
        if (text_same(room->language[i], language))
            return room->name[i];
    return room->name[0];
}

/* --- changes of a date --- */

const struct house_change *house_change_of(const struct house *h, const char *group, int32_t day, int32_t slot)
{
    const struct house_change *of_day = NULL;
    for (size_t i = 0; i < h->change_count; i++) {
        const struct house_change *c = &h->change[i];
        if (c->change.day != day || !text_same(c->group, group))
            continue;
        if (c->change.slot == slot)
            return c;
        of_day = c->change.slot == 0 ? c : of_day;
    }
    return of_day;
}

static size_t changes_of_group(const struct house *h, const char *group)
{
    size_t count = 0;
    for (size_t i = 0; i < h->change_count; i++)
        count += text_same(h->change[i].group, group);
    return count;
}

bool house_change_set(struct house *h, const struct house_change *change)
{
    const struct house_change *older = house_change_of(h, change->group, change->change.day, change->change.slot);
    if (!older &&
        (h->change_count == HOUSE_CHANGES_MAX || changes_of_group(h, change->group) == HOUSE_GROUP_CHANGES_MAX))
        return false;
    h->change[older ? (size_t)(older - h->change) : h->change_count++] = *change;
    return true;
}

static void drop_change(struct house *h, size_t at)
{
    h->change_count--;
    memmove(&h->change[at], &h->change[at + 1], (h->change_count - at) * sizeof *h->change);
}

bool house_change_go(struct house *h, const char *group, int32_t day, int32_t slot)
{
    const struct house_change *change = house_change_of(h, group, day, slot);
    if (change)
        drop_change(h, (size_t)(change - h->change));
    return change != NULL;
}

/* --- closed days --- */

static void drop_span(struct house *h, enum house_by by, size_t at)
{
    h->closed_count[by]--;
    memmove(&h->closed[by][at], &h->closed[by][at + 1], (h->closed_count[by] - at) * sizeof **h->closed);
}

bool house_close(struct house *h, int32_t from, int32_t to)
{
    struct meeting_closed *spans = h->closed[HOUSE_STAFF], wide = {from, to};
    size_t *count = &h->closed_count[HOUSE_STAFF], touched = 0, at = 0;
    for (size_t i = 0; i < *count; i++)
        if (spans[i].from <= to + 1 && spans[i].to >= from - 1) {
            wide.from = spans[i].from < wide.from ? spans[i].from : wide.from;
            wide.to = spans[i].to > wide.to ? spans[i].to : wide.to;
            touched++;
        }
    if (from < 1 || to < from || to > MEETING_DAY_MAX || wide.to - wide.from >= HOUSE_CLOSED_DAYS_MAX ||
        *count - touched == HOUSE_CLOSED_MAX)
        return false;
    for (size_t i = *count; i-- > 0;)
        if (spans[i].from >= wide.from && spans[i].to <= wide.to)
            drop_span(h, HOUSE_STAFF, i);
    while (at < *count && spans[at].from < wide.from)
        at++;
    memmove(&spans[at + 1], &spans[at], (*count - at) * sizeof *spans);
    spans[at] = wide;
    ++*count;
    return true;
}

bool house_open(struct house *h, int32_t from)
{
    for (size_t i = 0; i < h->closed_count[HOUSE_STAFF]; i++)
        if (h->closed[HOUSE_STAFF][i].from == from) {
            drop_span(h, HOUSE_STAFF, i);
            return true;
        }
    return false;
}

void house_forget(struct house *h, int32_t today)
{
    for (size_t i = h->change_count; i-- > 0;)
        if (h->change[i].change.day < today && h->change[i].change.to_day < today)
            drop_change(h, i);
    for (int by = 0; by < HOUSE_BYS; by++)
        for (size_t i = h->closed_count[by]; i-- > 0;)
            if (h->closed[by][i].to < today)
                drop_span(h, (enum house_by)by, i);
}

/* --- hidden groups --- */

const struct house_hidden *house_hidden_of(const struct house *h, const char *group)
{
    for (size_t i = 0; i < h->hidden_count; i++)
        if (text_same(h->hidden[i].group, group))
            return &h->hidden[i];
    return NULL;
}

bool house_show(struct house *h, const char *group)
{
    const struct house_hidden *hidden = house_hidden_of(h, group);
    if (!hidden)
        return false;
    size_t at = (size_t)(hidden - h->hidden);
    h->hidden_count--;
    memmove(&h->hidden[at], &h->hidden[at + 1], (h->hidden_count - at) * sizeof *h->hidden);
    return true;
}

bool house_hide(struct house *h, const struct house_hidden *hidden)
{
    (void)house_show(h, hidden->group);
    if (h->hidden_count == HOUSE_HIDDEN_MAX)
        return false;
    h->hidden[h->hidden_count++] = *hidden;
    return true;
}
