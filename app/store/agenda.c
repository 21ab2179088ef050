/* When every group meets, reckoned once a day and kept in memory, so that a list in order of time costs a walk over numbers
 * however many groups there are. Public facts alone; what a visitor looks for is forgotten when the answer is given.
 *
 * The day's meetings and those of the seven days behind it stand in `soon`; of each group the first one held after them in
 * `later`. So nothing grows stale while the day lasts: a list passes over what is over. */
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

enum {
    SOON_DAYS = 9,     /* seven days from any moment of today, and the night behind them */
    A_GROUP_SOON = 96, /* MEETING_RULES_MAX times a day each, and as many moved there */
    SOON_MAX = 20 * CENTRE_GROUPS_MAX,
};

struct entry {
    struct meeting meeting;
    int64_t place; /* the moment it is listed by */
    int32_t group;
    bool left; /* the meeting was moved away from here */
};

struct member { /* of each group, by its number; state 0: there is none */
    uint8_t state, weekdays;
    uint8_t wishes;
    int32_t topics[GROUP_TOPICS_MAX];
};

struct agenda {
    int32_t day;
    struct entry *soon, *later; /* by place */
    size_t soon_count, soon_room, later_count;
    struct member *member;                 /* from 1 */
    size_t member_count;                   /* the highest number, and one */
    int32_t *at_row[CENTRE_LANGUAGES_MAX]; /* the group of each row of `search`, member_count of them */
};

void agenda_free(struct store *s)
{
    struct agenda *a = s->agenda;
    if (!a)
        return;
    free(a->soon);
    free(a->later);
    free(a->member);
    for (size_t i = 0; i < CENTRE_LANGUAGES_MAX; i++)
        free(a->at_row[i]);
    free(a);
    s->agenda = NULL;
}

static int by_place(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group); /* groups are numbered in the order of their names */
}

static fault soon_add(struct agenda *a, const struct entry *e)
{
    if (a->soon_count == a->soon_room) {
        size_t room = a->soon_room ? 2 * a->soon_room : 256;
        struct entry *more = room <= SOON_MAX ? realloc(a->soon, room * sizeof *more) : NULL;
        if (!more)
            return FAULT_NO_MEMORY;
        a->soon = more;
        a->soon_room = room;
    }
    a->soon[a->soon_count++] = *e;
    return FAULT_NONE;
}

static fault add_soon(struct agenda *a, const struct group_times *times, int64_t from, int64_t until)
{
    struct meeting next[A_GROUP_SOON];
    const struct meeting_times t = store_meeting_times(times);
    size_t count = meeting_next(&t, from, next, A_GROUP_SOON);
    fault f = FAULT_NONE;
    for (size_t i = 0; i < count && next[i].starts < until && f == FAULT_NONE; i++)
        f = soon_add(a, &(struct entry){.meeting = next[i], .place = next[i].starts, .group = times->group});
    count = times->change_count > 0 ? meeting_dates(&t, from, next, A_GROUP_SOON) : 0;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++)
        if (next[i].moved && next[i].was >= from && next[i].was < until)
            f = soon_add(
                a, &(struct entry){.meeting = next[i], .place = next[i].was, .group = times->group, .left = true});
    return f;
}

/* The next group that meets or forms after row `after` (0 at first); NO_ENTRY at the end. */
static fault times_next(struct store *s, int32_t after, struct group_times *out)
{
    *out = (struct group_times){0};
    sqlite3_stmt *q = store_use(s, SQL_NEXT_MEETING_GROUP);
    bind_int(q, 1, after);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    int32_t group = (int32_t)column_int(q, 0);
    store_row_end(q);
    return store_times(s, group, out);
}

static fault add_times(struct agenda *a, struct store *s, int64_t from, int64_t until)
{
    struct group_times times;
    fault f = times_next(s, 0, &times);
    for (; f == FAULT_NONE; f = times_next(s, times.group, &times)) {
        const struct meeting_times t = store_meeting_times(&times);
        struct entry *later = &a->later[a->later_count];
        if ((f = add_soon(a, &times, from, until)) != FAULT_NONE)
            return f;
        *later = (struct entry){.group = times.group};
        if (a->later_count < a->member_count && meeting_held(&t, until, &later->meeting)) {
            later->place = later->meeting.starts;
            a->later_count++;
        }
    }
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault each_row(struct store *s, enum statement which, void (*take)(struct store *s, sqlite3_stmt *q))
{
    sqlite3_stmt *q = store_use(s, which);
    fault f;
    while ((f = store_row(s, q)) == FAULT_NONE)
        take(s, q);
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static struct member *member_of(struct agenda *a, int64_t group)
{
    return group > 0 && (size_t)group < a->member_count ? &a->member[group] : &a->member[0];
}

static void take_group(struct store *s, sqlite3_stmt *q)
{
    struct member *m = member_of(s->agenda, column_int(q, 0));
    char key[GROUP_KEY_MAX];
    m->state = (uint8_t)column_int(q, 1);
    m->wishes = (uint8_t)column_int(q, 2);
    column_text(q, 3, key, sizeof key);
    if (house_hides(s, key)) /* in no list, whatever is looked for */
        m->state = 0;
}

static void take_topic(struct store *s, sqlite3_stmt *q)
{
    int64_t n = column_int(q, 1);
    if (n >= 0 && n < GROUP_TOPICS_MAX)
        member_of(s->agenda, column_int(q, 0))->topics[n] = (int32_t)column_int(q, 2);
}

static void take_time(struct store *s, sqlite3_stmt *q)
{
    struct member *m = member_of(s->agenda, column_int(q, 0));
    bool once = column_int(q, 1) == MEETING_ONCE;
    int weekday = once ? date_weekday((int32_t)column_int(q, 2)) : (int)column_int(q, 3);
    m->weekdays |= (uint8_t)(1u << (weekday - 1));
    m->wishes |= column_int(q, 4) < GROUP_EVENING_MINUTE ? WISH_DAYTIME : WISH_EVENING;
}

static void take_row(struct store *s, sqlite3_stmt *q)
{
    struct agenda *a = s->agenda;
    int64_t row = column_int(q, 0), language = row / STORE_ROW_LANGUAGE, place = row % STORE_ROW_LANGUAGE;
    if (language < CENTRE_LANGUAGES_MAX && a->at_row[language] && (size_t)place < a->member_count)
        a->at_row[language][place] = (int32_t)column_int(q, 1);
}

static fault make_room(struct store *s)
{
    int64_t most = 0;
    fault f = database_number(s->public, "SELECT coalesce(max(id), 0) FROM group_fact", &most, s->timetable_why);
    if (f != FAULT_NONE)
        return f;
    struct agenda *a = s->agenda = calloc(1, sizeof *a);
    if (!a)
        return FAULT_NO_MEMORY;
    a->member_count = (size_t)most + 1;
    a->member = calloc(a->member_count, sizeof *a->member);
    a->later = calloc(a->member_count + 1, sizeof *a->later);
    bool room = a->member && a->later;
    for (size_t i = 0; i < s->language_count && room; i++)
        room = (a->at_row[i] = calloc(a->member_count, sizeof **a->at_row)) != NULL;
    return room ? FAULT_NONE : FAULT_NO_MEMORY;
}

static fault reckon(struct store *s, int32_t day)
{
    fault f = make_room(s);
    struct agenda *a = s->agenda;
    if (f == FAULT_NONE)
        f = each_row(s, SQL_AGENDA_GROUPS, take_group);
    if (f == FAULT_NONE)
        f = each_row(s, SQL_AGENDA_TOPICS, take_topic);
    if (f == FAULT_NONE)
        f = each_row(s, SQL_AGENDA_TIMES, take_time);
    if (f == FAULT_NONE)
        f = each_row(s, SQL_AGENDA_ROWS, take_row);
    if (f == FAULT_NONE)
        f = add_times(a, s, date_moment(day, 0), date_moment(day + SOON_DAYS, 0));
    if (f != FAULT_NONE) {
        agenda_free(s);
        return f;
    }
    a->day = day;
    a->member[0] = (struct member){0};
    if (a->soon)
        qsort(a->soon, a->soon_count, sizeof *a->soon, by_place);
    qsort(a->later, a->later_count, sizeof *a->later, by_place);
    return FAULT_NONE;
}

fault store_agenda(struct store *s, int64_t now)
{
    int32_t day = date_wall(now < 0 ? 0 : now, NULL);
    if (s->agenda && s->agenda->day == day)
        return FAULT_NONE;
    agenda_free(s);
    return reckon(s, day);
}

/* --- asking it --------------------------------------------------------------------------------------------------- */

struct walk { /* one answer, on its way */
    const struct agenda *agenda;
    const struct group_find *find;
    uint8_t *seen, *words; /* a bit a group; words NULL: no word was asked for */
    struct group_found *out;
    size_t passed, count, limit;
};

static bool bit(const uint8_t *bits, int32_t group)
{
    return bits[group / 8] >> (group % 8) & 1;
}

static void set_bit(uint8_t *bits, int32_t group)
{
    bits[group / 8] |= (uint8_t)(1u << (group % 8));
}

static bool has_topic(const struct member *m, int32_t topic)
{
    for (size_t i = 0; i < GROUP_TOPICS_MAX; i++)
        if (m->topics[i] == topic)
            return true;
    return topic == 0;
}

static bool wanted(const struct walk *w, int32_t group)
{
    const struct group_find *f = w->find;
    const struct member *m = &w->agenda->member[group];
    bool day = f->weekday == 0 || (m->weekdays >> (f->weekday - 1) & 1);
    bool closed = m->state == GROUP_STATE_closed &&
                  (f->weekday || (f->wishes & (WISH_DAYTIME | WISH_EVENING))); /* it meets on no day */
    return m->state != 0 && !closed && day && has_topic(m, f->topic) && (m->wishes & f->wishes) == f->wishes &&
           (!w->words || bit(w->words, group));
}

/* False: there is no room for more. */
static bool give(struct walk *w, int32_t group, const struct meeting *next)
{
    if (bit(w->seen, group) || !wanted(w, group))
        return true;
    set_bit(w->seen, group);
    if (w->passed < w->find->from) {
        w->passed++;
        return true;
    }
    if (w->count == w->limit)
        return false;
    w->out[w->count++] =
        (struct group_found){.group = group, .meets = next != NULL, .next = next ? *next : (struct meeting){0}};
    return true;
}

static void walk_all(struct walk *w)
{
    const struct agenda *a = w->agenda;
    bool room = true;
    for (size_t i = 0; i < a->soon_count && room; i++) {
        const struct entry *e = &a->soon[i];
        if (!e->left && !e->meeting.cancelled && e->meeting.ends > w->find->now)
            room = give(w, e->group, &e->meeting);
    }
    for (size_t i = 0; i < a->later_count && room; i++)
        room = give(w, a->later[i].group, &a->later[i].meeting);
    for (size_t i = 1; i < a->member_count && room; i++)
        room = give(w, (int32_t)i, NULL);
}

/* The groups that have the words; which they were is wiped here. */
static fault look_for_words(struct store *s, struct walk *w, size_t bytes)
{
    char match[STORE_MATCH_MAX];
    fault f = search_match(match, sizeof match, w->find->word);
    w->words = f == FAULT_NONE ? calloc(1, bytes) : NULL;
    if (f != FAULT_NONE || !w->words)
        return f == FAULT_NONE ? FAULT_NO_MEMORY : f;
    int64_t language = store_language(s, w->find->language), base = language * STORE_ROW_LANGUAGE;
    sqlite3_stmt *q = store_use(s, SQL_AGENDA_WORDS);
    bind_int(q, 1, base);
    bind_int(q, 2, base + STORE_ROW_LANGUAGE - 1);
    bind_text(q, 3, match);
    while (match[0] && (f = store_row(s, q)) == FAULT_NONE) {
        int64_t place = column_int(q, 0) - base;
        if (place > 0 && (size_t)place < w->agenda->member_count)
            set_bit(w->words, w->agenda->at_row[language][place]);
    }
    store_row_end(q);
    bytes_wipe(match, sizeof match);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault store_find(struct store *s, const struct group_find *find, struct group_found *out, size_t limit,
                 size_t *ret_count)
{
    *ret_count = 0;
    fault f = store_agenda(s, find->now);
    if (f != FAULT_NONE)
        return f;
    size_t bytes = s->agenda->member_count / 8 + 1;
    struct walk w = {.agenda = s->agenda, .find = find, .seen = calloc(1, bytes), .out = out, .limit = limit};
    f = w.seen ? FAULT_NONE : FAULT_NO_MEMORY;
    if (f == FAULT_NONE && find->word && *find->word)
        f = look_for_words(s, &w, bytes);
    if (f == FAULT_NONE) {
        walk_all(&w);
        *ret_count = w.count;
    }
    if (w.words)
        bytes_wipe(w.words, bytes);
    free(w.words);
    free(w.seen);
    return f;
}

static bool meets(uint8_t state)
{
    return state == GROUP_STATE_meeting || state == GROUP_STATE_alone;
}

fault store_week(struct store *s, const struct group_find *find, struct group_found *out, size_t limit,
                 size_t *ret_count)
{
    size_t passed = 0, n = 0;
    *ret_count = 0;
    fault f = store_agenda(s, find->now);
    for (size_t i = 0; f == FAULT_NONE && i < s->agenda->soon_count && n < limit; i++) {
        const struct entry *e = &s->agenda->soon[i];
        bool held = !e->left && !e->meeting.cancelled;
        bool ahead = held ? e->meeting.ends > find->now : e->place > find->now;
        if (!ahead || e->place >= find->now + STORE_WEEK_SECONDS || !meets(s->agenda->member[e->group].state) ||
            passed++ < find->from)
            continue;
        out[n++] = (struct group_found){.group = e->group, .meets = true, .left = e->left, .next = e->meeting};
    }
    *ret_count = n;
    return f;
}

fault store_weekdays(struct store *s, int64_t now, uint32_t *ret_days)
{
    *ret_days = 0;
    fault f = store_agenda(s, now);
    for (size_t i = 1; f == FAULT_NONE && i < s->agenda->member_count; i++)
        if (s->agenda->member[i].state != 0 && s->agenda->member[i].state != GROUP_STATE_closed)
            *ret_days |= s->agenda->member[i].weekdays;
    return f;
}
