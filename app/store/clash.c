/* What staff look at before a day begins: meetings that are in each other's way, groups whose facts are old. */
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>
#include "base/text.h"

enum { AT_ONCE = 64, MEETINGS_MAX = 40000 };

struct in_room {
    int32_t group;
    struct meeting meeting;
    char room[GROUP_NAME_MAX]; /* "": not in the house */
};

static fault room_of(struct store *s, const char *language, struct in_room *m)
{
    int64_t base = store_language(s, language) * STORE_ROW_LANGUAGE;
    if (text_copy(m->room, sizeof m->room, store_room(s, m->meeting.room, language)) && *m->room)
        return FAULT_NONE;
    sqlite3_stmt *q = store_use(s, SQL_ROOM_OF);
    bind_int(q, 1, base);
    bind_int(q, 2, base + STORE_ROW_LANGUAGE - 1);
    bind_int(q, 3, m->group);
    fault f = store_row(s, q);
    if (f == FAULT_NO_ENTRY)
        return FAULT_NONE;
    if (f != FAULT_NONE)
        return f;
    column_text(q, 0, m->room, sizeof m->room);
    store_row_end(q);
    return FAULT_NONE;
}

/* `all` grows; the caller frees it. */
static fault held_in_rooms(struct store *s, const struct day_asked *asked, struct in_room **all, size_t *ret_count)
{
    struct group_found found[AT_ONCE];
    struct group_find find = {.now = asked->now};
    size_t got = AT_ONCE, room = 0;
    fault f = FAULT_NONE;
    for (; got == AT_ONCE && f == FAULT_NONE; find.from += got) {
        f = store_week(s, &find, found, AT_ONCE, &got);
        if (f == FAULT_NONE && *ret_count + got > room) {
            room = 2 * (*ret_count + got);
            struct in_room *more = room <= MEETINGS_MAX ? realloc(*all, room * sizeof *more) : NULL;
            if (!more)
                return FAULT_NO_MEMORY;
            *all = more;
        }
        for (size_t i = 0; i < got && f == FAULT_NONE; i++) {
            if (found[i].left || found[i].next.cancelled)
                continue;
            struct in_room *m = &(*all)[*ret_count];
            *m = (struct in_room){.group = found[i].group, .meeting = found[i].next};
            f = room_of(s, asked->language, m);
            *ret_count += f == FAULT_NONE && *m->room;
        }
    }
    return f;
}

/* They stand in order of their start. */
fault store_clashes(struct store *s, const struct day_asked *asked, struct clash *out, size_t limit, size_t *ret_count)
{
    struct in_room *all = NULL;
    size_t count = 0;
    *ret_count = 0;
    fault f = held_in_rooms(s, asked, &all, &count);
    for (size_t i = 0; i < count && f == FAULT_NONE; i++)
        for (size_t k = i;
             k-- > 0 && all[k].meeting.starts + (int64_t)MEETING_MINUTES_MAX * 60 > all[i].meeting.starts;) {
            if (all[k].meeting.ends <= all[i].meeting.starts || !text_same(all[k].room, all[i].room))
                continue;
            if (*ret_count < limit) {
                struct clash *c = &out[*ret_count];
                *c = (struct clash){.group = {all[k].group, all[i].group}, .meeting = all[i].meeting};
                (void)text_copy(c->room, sizeof c->room, all[i].room);
            }
            ++*ret_count;
        }
    free(all);
    return f;
}

fault store_unchecked(struct store *s, const struct day_asked *asked, char out[][GROUP_NAME_MAX], size_t limit,
                      size_t *ret_count)
{
    int64_t base = store_language(s, asked->language) * STORE_ROW_LANGUAGE;
    sqlite3_stmt *q = store_use(s, SQL_UNCHECKED);
    fault f;
    *ret_count = 0;
    bind_int(q, 1, base);
    bind_int(q, 2, base + STORE_ROW_LANGUAGE - 1);
    bind_int(q, 3, asked->since);
    while ((f = store_row(s, q)) == FAULT_NONE) {
        if (*ret_count < limit)
            column_text(q, 0, out[*ret_count], GROUP_NAME_MAX);
        ++*ret_count;
    }
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}
